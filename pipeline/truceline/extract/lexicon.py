"""The words of one language that the extraction goes by, read from `lexicons/<language>/*.toml`.

`grammar.toml` holds closed classes and the forms of verbs; `ceasefire.toml`, `talks.toml` and `violation.toml` what the
events are called and what governs them. A verb is listed by its lemma, with its particle ("call off"); of a phrase,
only the first word is inflected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from truceline.lexicon_files import read_toml

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
"""First word -> (the words after it, what the phrase stands for), longest first."""

_VERBAL = ("object", "passive", "subject", "transitive", "direct")
_KIND_SETS = ("strong", "weak", "transparent", "label", "objects", "told_as", "not_with", "plans")
_BREACH_SETS = (
    *("of", "not_in_force", "other", "eased", "needs_act", "ending", "over"),
    *("fought", "happened", "acts_alone", "casualty"),
)
RELATIONS = (*_VERBAL, "noun", "compound", "adjective")


@dataclass(frozen=True, slots=True)
class Kind:
    """A set of triggers: its class of event, and which words are weak (of the class only where the text says so)."""

    name: str
    event_class: str
    strong: frozenset[str]
    weak: frozenset[str]
    transparent: frozenset[str]
    label: frozenset[str]
    objects: frozenset[str]
    told_as: frozenset[str]
    not_with: frozenset[str]
    plans: frozenset[str]
    plain: str | None
    mentioned: str | None
    after: str | None
    told_plain: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`governors[kind, relation]` gives phases; `forms` a word's (lemma, form).

    `openers` are the first words of all that may name an event. `words` gives the words of a class, `classes` the
    classes of a word, `closed` names the classes whose words are never a noun or a verb of their own, `matrix` gives
    the verbs that colour others.
    """

    kinds: Mapping[str, Kind]
    triggers: Phrases
    openers: frozenset[str]
    halting: Phrases
    halted: Phrases
    measured: Phrases
    governors: Mapping[tuple[str, str], Phrases]
    forms: Mapping[str, tuple[str, str]]
    words: Mapping[str, frozenset[str]]
    classes: Mapping[str, frozenset[str]]
    closed: tuple[str, ...]
    endings: Mapping[str, str]
    matrix: Phrases
    attribution: Phrases
    combine: Mapping[str, Mapping[str, str]]
    breach: Phrases
    despite: Phrases
    breach_spite: Phrases
    breach_words: Mapping[str, frozenset[str]]
    acts: Phrases
    act_order: tuple[str, ...]

    def has(self, low: str, *names: str) -> bool:
        """Whether a lower-case word is of one of the classes."""
        classes = self.classes.get(low)
        return classes is not None and not classes.isdisjoint(names)


def read(name: str, language: str = "en") -> dict[str, Any]:
    """One file of the language's lexicon as TOML gives it."""
    return read_toml(f"{language}/{name}.toml")


@cache
def word_lists(name: str, language: str = "en") -> Mapping[str, frozenset[str]]:
    """The lists of words of one file of the language's lexicon, by what they tell."""
    data = read(name, language)
    return {key: frozenset(words) for key, words in data.get("words", data).items()}


@cache
def load(language: str = "en") -> Lexicon:
    """The lexicon of `language`; it raises KeyError where a file lacks a table."""
    grammar, violation = read("grammar", language), read("violation", language)
    files = [read("ceasefire", language), read("talks", language), violation]
    triggers = {name: entry for file in files for name, entry in file["triggers"].items()}
    frames = [frame for file in files for frame in file.get("frame", [])]
    breach = [(verb, "verb") for verb in violation["breach"]["verbs"]]
    breach += [(noun, "noun") for noun in violation["breach"]["nouns"]]
    named = phrases((word, name) for name, entry in triggers.items() for word in _trigger_words(entry))
    halting, measured = phrases(_listed(triggers, "halting")), phrases(_listed(triggers, "measured"))
    return Lexicon(
        kinds={name: _kind(name, entry) for name, entry in triggers.items()},
        triggers=named,
        openers=frozenset({*named, *halting, *measured}),
        halting=halting,
        halted=phrases(_listed(triggers, "halted")),
        measured=measured,
        governors=_governors(triggers, frames),
        forms=_forms(grammar["verbs"], _lemmas(grammar, triggers, frames, violation)),
        words={name: frozenset(words) for name, words in grammar["words"].items()},
        classes=_classes(grammar["words"]),
        closed=_closed(grammar),
        endings=grammar["endings"],
        matrix=phrases((word, kind) for kind, words in grammar["matrix"].items() for word in words),
        attribution=phrases((word, kind) for kind, words in grammar["attribution"].items() for word in words),
        combine=grammar["combine"],
        breach=phrases(breach),
        despite=phrases((phrase, key) for key in ("despite", "since") for phrase in violation["breach"][key]),
        breach_spite=phrases((phrase, "spite") for phrase in violation["breach"]["spite"]),
        breach_words={name: frozenset(violation["breach"][name]) for name in _BREACH_SETS},
        acts=phrases((word, act) for act, words in violation["acts"].items() for word in words),
        act_order=tuple(name for name in violation["acts"] if name != "none"),
    )


def _closed(grammar: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in grammar["words"] if name not in grammar["open"])


def _classes(words: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Each word -> the names of the classes that list it."""
    found: dict[str, set[str]] = {}
    for name, listed in words.items():
        for word in listed:
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


def _kind(name: str, entry: Mapping[str, Any]) -> Kind:
    sets = {key: frozenset(entry.get(key, ())) for key in _KIND_SETS}
    plain, mentioned = entry.get("plain"), entry.get("mentioned")
    told_plain = bool(entry.get("told_plain"))
    after = entry.get("after")
    return Kind(name, entry["class"], plain=plain, mentioned=mentioned, after=after, told_plain=told_plain, **sets)


def _trigger_words(entry: Mapping[str, Any]) -> Iterator[str]:
    for key in ("strong", "words", "verbs"):
        yield from entry.get(key, ())


def _listed(triggers: Mapping[str, Mapping[str, Any]], key: str) -> Iterator[tuple[str, str]]:
    return ((word, name) for name, entry in triggers.items() for word in entry.get(key, ()))


def _governors(triggers: Iterable[str], frames: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], Phrases]:
    listed: dict[tuple[str, str], list[tuple[str, str]]] = {(k, r): [] for k in triggers for r in RELATIONS}
    for frame in frames:
        kinds = frame["of"] if isinstance(frame["of"], list) else [frame["of"]]
        for kind, relation in product(kinds, RELATIONS):
            listed[kind, relation] += [(word, frame["phase"]) for word in frame.get(relation, ())]
    return {key: phrases(entries) for key, entries in listed.items()}


def phrases(entries: Iterable[tuple[str, str]]) -> Phrases:
    """An index of phrases by their first word; of phrases listed twice the first counts."""
    index: dict[str, dict[tuple[str, ...], str]] = {}
    for phrase, meaning in entries:
        first, *rest = phrase.split()
        index.setdefault(first, {}).setdefault(tuple(rest), meaning)
    return {
        first: tuple(sorted(found.items(), key=lambda item: (-len(item[0]), item[0]))) for first, found in index.items()
    }


def _lemmas(
    grammar: Mapping[str, Any],
    triggers: Mapping[str, Any],
    frames: Iterable[Mapping[str, Any]],
    violation: Mapping[str, Any],
) -> list[str]:
    listed = [*grammar["verbs"]["common"].split(), *grammar["verbs"]["irregular"], *violation["breach"]["verbs"]]
    listed += [*violation["breach"]["fought"], *violation["breach"]["happened"]]
    listed += [verb for entry in triggers.values() for verb in entry.get("verbs", ())]
    listed += [verb for frame in frames for relation in _VERBAL for verb in frame.get(relation, ())]
    listed += [word for words in grammar["attribution"].values() for word in words]
    firsts = dict.fromkeys(phrase.split()[0] for phrase in listed)
    closed = {word for name in _closed(grammar) for word in grammar["words"][name]}
    return [lemma for lemma in firsts if lemma not in closed]


def _forms(verbs: Mapping[str, Any], lemmas: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Each form -> (lemma, one of base, s, past, part, ed, ing); "ed" is past and participle in one."""
    forms: dict[str, tuple[str, str]] = {form: (lemma, name) for form, (lemma, name) in verbs["spelled"].items()}
    for lemma in lemmas:
        third, past, part, ing = verbs["irregular"].get(lemma) or _regular(lemma, verbs["regular"])
        names = [(lemma, "base"), (third, "s"), (past, "ed" if past == part else "past"), (part, "part"), (ing, "ing")]
        for form, name in names:
            forms.setdefault(form, (lemma, name))
    return forms


def _regular(lemma: str, rules: Iterable[Mapping[str, Any]]) -> list[str]:
    rule = next(rule for rule in rules if re.search(f"(?:{rule['ends']})$", lemma))
    stem = lemma[: len(lemma) - rule["drop"]]
    return [stem + ending for ending in rule["forms"]]
