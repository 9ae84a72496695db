"""Who and where: the actors and places that a text names, each with its offsets, id and confidence."""

from __future__ import annotations

from truceline.entities.find import find
from truceline.entities.gazetteer import Gazetteer
from truceline.entities.types import Actor, Found, Place

__all__ = ["Actor", "Found", "Gazetteer", "Place", "find"]
