"""The table `documents`: one row an article."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa
from pandera.typing.pandas import Series

from truceline_schemas import rules
from truceline_schemas.codelists import codes
from truceline_schemas.columns import column


class Documents(pa.DataFrameModel):
    """One row an article that was read."""

    doc_id: Series[str] = column(
        "string",
        "Document id",
        "The document's own id where its format has one, else the file's name less its ending, made unique if need be.",
        unique=True,
    )
    source_path: Series[str] = column(
        "string",
        "Source path",
        "Where it was read from, as given, with #LINE for one document of a file of many.",
    )
    url: Series[str] = column("string", "Address", "The article's address on the web.", nullable=True)
    outlet: Series[str] = column("string", "Outlet", "Who published it: newspaper, agency, site.", nullable=True)
    title: Series[str] = column("string", "Title", "The headline.", nullable=True)
    author: Series[str] = column("string", "Author", "The byline, without the word By.", nullable=True)
    published: Series[pd.Timestamp] = column(
        "date",
        "Publication date",
        "The day of publication, from which relative dates (yesterday, on Tuesday) are counted. "
        "Null where none could be found; the document is then flagged undated.",
        nullable=True,
    )
    language: Series[str] = column(
        "string",
        "Language",
        "ISO 639 code of the text's language.",
        nullable=True,
        str_matches="^[a-z]{2,3}$",
    )
    n_chars: Series[pd.Int64Dtype] = column("integer", "Length", "Length of `text`.", unit="characters", ge=0)
    sha256: Series[str] = column(
        "string", "Hash", "SHA-256 of `text` in UTF-8, in hexadecimal.", str_matches="^[0-9a-f]{64}$"
    )
    n_mentions: Series[pd.Int64Dtype] = column(
        "integer", "Mentions", "Rows of the table mentions that come from this document.", unit="rows", ge=0
    )
    reprint_of: Series[str] = column(
        "string",
        "Reprint of",
        "The document of which this one is a near-identical copy; the two count as one source.",
        nullable=True,
    )
    flags: Series[object] = column(
        "strings", "Flags", "What a reader should know about how it was read.", codes="document_flag"
    )
    extra: Series[str] = column(
        "string", "Other keys", "The input's other keys as they came, as a JSON object.", nullable=True
    )
    text: Series[str] = column(
        "string", "Text", "The text as it was read; `char_start` and `char_end` of mentions point into it."
    )

    class Config:
        strict = True
        ordered = True

    @pa.dataframe_check(title="flags", description="a flag is not in the code list document_flag")
    def flags_are_codes(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.each_known(df["flags"], codes("document_flag"))

    @pa.dataframe_check(title="n_chars", description="the length given is not the length of the text")
    def length_agrees(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.equal(df["n_chars"], df["text"].str.len())

    @pa.dataframe_check(title="extra", description="the other keys are not a JSON object")
    def extra_is_an_object(cls, df: pd.DataFrame) -> rules.Passes:
        return rules.json_object(df["extra"])
