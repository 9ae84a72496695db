"""Other spellings of a place's name among GeoNames' alternate names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from truceline.entities.tokens import name_key
from truceline.entities.words import words

_LATIN = re.compile(r"[A-Za-zÀ-žḀ-ỿ' ’ʼ‘ʻ.-]{4,40}")
_NO_APOSTROPHES = str.maketrans("", "", "'’‘ʼʻʿʾ`")
_MAX_ALTERNATES = 8
_ALIKE = 0.7
_ARTICLES = ("al ", "el ", "ar ", "as ", "ash ", "at ", "ad ", "an ", "az ")


def spellings(name: str, alternates: Sequence[str]) -> tuple[str, ...]:
    """The keys that find a place: its name's and those of other Latin spellings of that name.

    Alternate names mix transliterations with names in other languages, codes and quarters; those are kept that look
    like the name ("Hodeida" for "Al Ḩudaydah").
    """
    key = name_key(name)
    joined = name_key(name.translate(_NO_APOSTROPHES))
    keys = [key, joined, _bare(key), _bare(joined)]
    for other in alternates:
        if _LATIN.fullmatch(other) and not other.isupper() and not other.islower():
            other_key = name_key(other.translate(_NO_APOSTROPHES))
            foreign = other_key.rpartition(" ")[2] in words("foreign_endings")
            if not foreign and other_key not in keys and _alike(_bare(joined), _bare(other_key)):
                keys.append(other_key)
    return tuple(dict.fromkeys(k for k in keys if k))[:_MAX_ALTERNATES]


def _bare(key: str) -> str:
    for article in _ARTICLES:
        if key.startswith(article) and len(key) > len(article) + 3:
            return key[len(article) :]
    return key


def _alike(a: str, b: str) -> bool:
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return all(ratio() >= _ALIKE for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio))
