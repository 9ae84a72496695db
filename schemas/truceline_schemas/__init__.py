"""Pandera models and code lists of truceline's tables; nothing here imports truceline."""

from truceline_schemas.codebook import codebook
from truceline_schemas.codelists import Country, code_rows, codes, countries, phases
from truceline_schemas.columns import Column, columns_of
from truceline_schemas.datapackage import data_package
from truceline_schemas.documents import Documents
from truceline_schemas.events import Events
from truceline_schemas.frames import arrow_schema, frame_of, from_arrow, unjudged
from truceline_schemas.id_changes import IdChanges
from truceline_schemas.mentions import Mentions
from truceline_schemas.rejects import Rejects
from truceline_schemas.tables import MODELS, title_of
from truceline_schemas.their_events import TheirEvents

__all__ = [
    "MODELS",
    "Column",
    "Country",
    "Documents",
    "Events",
    "IdChanges",
    "Mentions",
    "Rejects",
    "TheirEvents",
    "arrow_schema",
    "code_rows",
    "codebook",
    "codes",
    "columns_of",
    "countries",
    "data_package",
    "frame_of",
    "from_arrow",
    "phases",
    "title_of",
    "unjudged",
]
