"""Other spellings of a place's name among GeoNames' alternate names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from truceline.entities.tokens import name_key
from truceline.entities.words import words

_LATIN = re.compile(r"[A-Za-zÀ-žḀ-ỿ' ’ʼ‘ʻ.-]{4,40}")
_NO_APOSTROPHES = str.maketrans("", "", "'’‘ʼʻʿʾ`")
_MAX_KEYS = 10
_ALIKE = 0.7
_ARTICLES = ("al ", "el ", "ar ", "as ", "ash ", "at ", "ad ", "an ", "az ")


def spellings(name: str, alternates: Sequence[str]) -> tuple[str, ...]:
    """The keys that find a place: its name's and those of other Latin spellings of that name.

    Alternate names mix transliterations with names in other languages, codes and quarters; those are kept that look
    like the name ("Hodeida" for "Al Ḩudaydah"), those first that are most like it.
    """
    key = name_key(name)
    joined = name_key(name.translate(_NO_APOSTROPHES))
    keys = [key, joined, _bare(key), _bare(joined)]
    others: dict[str, float] = {}
    for other in alternates:
        if _LATIN.fullmatch(other) and not other.isupper() and not other.islower():
            other_key = name_key(other.translate(_NO_APOSTROPHES))
            foreign = other_key.rpartition(" ")[2] in words("foreign_endings")
            if not foreign and other_key not in keys and other_key not in others:
                others[other_key] = _likeness(_bare(joined), _bare(other_key))
    keys += sorted((other for other, like in others.items() if like >= _ALIKE), key=lambda other: -others[other])
    return tuple(dict.fromkeys(k for k in keys if k))[:_MAX_KEYS]


def _bare(key: str) -> str:
    for article in _ARTICLES:
        if key.startswith(article) and len(key) > len(article) + 3:
            return key[len(article) :]
    return key


def _likeness(a: str, b: str) -> float:
    """How like two keys are, from 0 to 1; 0 as soon as it is plain that they are not."""
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    return matcher.ratio()
