"""Whether a text, and a trigger in it, is about armed conflict (coding rules, section 1)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from truceline.extract.lexicon import read
from truceline.extract.tokens import Words
from truceline.extract.triggers import Trigger
from truceline.extract.verbs import is_verb

# Tokens before a trigger that may say of what kind it is, and after one that does not say so itself.
_BESIDE, _BEHIND = 3, 7
# So few characters on talks may have no word that tells either way; they pass for a text on a conflict.
_FEW_LINES = 600
# The kind of text that is in scope.
_CONFLICT = "conflict"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Scope:
    """How many words of a text tell of armed conflict, and of the kind of other text that it most looks like."""

    conflict: int
    other: int
    domain: str

    @property
    def share(self) -> float:
        """Conflict words among all words that tell either way, 0 to 1; half where there are none."""
        told = self.conflict + self.other
        return self.conflict / told if told else 0.5


@dataclass(frozen=True, slots=True)
class _Cues:
    cues: tuple[str, ...]
    kinds: Mapping[str, tuple[frozenset[str], tuple[str, ...]]]
    figurative: tuple[tuple[str, str], ...]
    before: frozenset[str]
    after: frozenset[str]
    behind: frozenset[str]
    topic: frozenset[str]


@cache
def _cues(language: str) -> _Cues:
    data = read("scope", language)
    return _Cues(
        cues=tuple(data["cues"]),
        kinds={name: _split(words) for name, words in {_CONFLICT: data["conflict"], **data["other"]}.items()},
        figurative=tuple((phrase, phrase.split()[0]) for phrase in data["figurative"]),
        before=frozenset(data["trigger"]["before"]),
        after=frozenset(data["trigger"]["after"]),
        behind=frozenset(data["trigger"]["behind"]),
        topic=frozenset(data["topic"]),
    )


def _split(words: Sequence[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    whole = frozenset(word for word in words if not word.endswith("*"))
    return whole, tuple(word[:-1] for word in words if word.endswith("*"))


def has_cue(text: str, language: str = "en") -> bool:
    """Whether any word is in the text without which no event can be; a quick look before all else."""
    lowered = text.lower()
    return any(cue in lowered for cue in _cues(language).cues)


def scope_of(text: str, language: str = "en") -> Scope:
    """Count the words of a text that tell what it is about; a few lines without any count as one on a conflict."""
    cues = _cues(language)
    lowered = text.lower()
    for phrase, kept in cues.figurative:
        lowered = lowered.replace(phrase, kept)
    counts = dict.fromkeys(cues.kinds, 0)
    for word, n in Counter(_WORD.findall(lowered)).items():
        for name in _tells_of(word, language):
            counts[name] += n
    conflict = counts.pop(_CONFLICT)
    domain = max(sorted(counts), key=counts.__getitem__)
    if not conflict and not counts[domain] and len(text) <= _FEW_LINES:
        conflict = 1
    return Scope(conflict, counts[domain], domain)


@lru_cache(maxsize=1 << 16)
def _tells_of(word: str, language: str) -> tuple[str, ...]:
    """The kinds of text, armed conflict among them, that a word tells of."""
    kinds = _cues(language).kinds.items()
    return tuple(name for name, (whole, starts) in kinds if word in whole or word.startswith(starts))


def on_conflict(words: Words, language: str = "en") -> bool:
    """Whether a sentence has a word that makes a meeting in it one on a conflict."""
    topic = _cues(language).topic
    return any(token.low in topic or _CONFLICT in _tells_of(token.low, language) for token in words.tokens)


def out_of_scope(words: Words, trigger: Trigger, language: str = "en") -> bool:
    """Whether the words beside a trigger say that it is of another kind ("trade truce", "Armistice Day")."""
    cues = _cues(language)
    before: list[str] = []
    for i in range(trigger.first - 1, max(-1, trigger.first - 1 - _BESIDE), -1):
        headline = words.tokens[i].form == "base" and i and words.tokens[i - 1].capital
        verbal = words.tokens[i].form in ("past", "part", "ed", "s") or words.has(i - 1, "to", "future")
        verbal = verbal or (words.low(i) not in cues.before and (headline or is_verb(words, i)))
        if verbal or not words.low(i)[0].isalnum() or words.has(i, "determiner", "preposition", "conjunction"):
            break
        before.insert(0, words.low(i))
    beside = " ".join(before[-2:]) in cues.before or any(word in cues.before for word in before)
    reach = _BESIDE if trigger.strong else _BEHIND
    behind = cues.behind.intersection(words.lows(trigger.head, trigger.head + 1 + reach))
    return beside or bool(behind) or words.low(trigger.last) in cues.after
