"""What the learnt decision knows of a candidate event: names of features, each there or not.

A name is `family=value`; values are phases, relations, words that the lexicon lists, and counts put into few classes.
Numbers are of sentences, words or tokens as each line says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from truceline.extract.candidates import Candidate
from truceline.extract.scope import Scope, topics
from truceline.extract.tokens import Words

# Up to which sentence a place in the document has a class of its own, and the classes after that.
_PLACES = ((2, "first"), (5, "early"), (11, "middle"))
# Above these, counts are not told apart; a sentence's length goes by dozens of tokens.
_MOST = 3
_MOST_OF_CLASS = 5
_LONGEST = 5
_DOZEN = 12
_BESIDE = (-2, -1, 1, 2)
# Below this share of conflict words, the kind of text that a document looks like counts.
_DOUBTFUL = 0.75


@dataclass(frozen=True, slots=True)
class Around:
    """The sentences of a document in which the rules see an event told, by class and by class and phase."""

    by_class: Mapping[str, frozenset[int]]
    by_phase: Mapping[tuple[str, str], frozenset[int]]
    scope: Scope


def around(found: Sequence[Candidate], scope: Scope) -> Around:
    """What is told in a document beside any one candidate of it."""
    by_class: defaultdict[str, set[int]] = defaultdict(set)
    by_phase: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for one in found:
        if not one.excluded:
            by_class[one.event_class].add(one.unit.number)
            by_phase[one.event_class, one.phase].add(one.unit.number)
    frozen = {key: frozenset(numbers) for key, numbers in by_class.items()}
    return Around(frozen, {key: frozenset(numbers) for key, numbers in by_phase.items()}, scope)


def features(one: Candidate, near: Around) -> list[str]:
    """The features of one candidate, each once, in a fixed order."""
    return list(dict.fromkeys((*_of_frame(one), *_of_governor(one), *_of_document(one, near))))


def _of_frame(one: Candidate) -> Iterator[str]:
    verdict = one.excluded or "told"
    yield "bias"
    for name, value in (("phase", one.phase), ("relation", one.relation), ("trigger", one.trigger), ("kind", one.kind)):
        yield f"{name}={value}"
    yield f"phase+relation={one.phase}+{one.relation}"
    yield f"kind+phase={one.kind}+{one.phase}"
    yield f"verdict={verdict}"
    yield f"verdict+phase+relation={verdict}+{one.phase}+{one.relation}"
    yield f"attribution={one.attribution}"
    if one.weak:
        yield f"weak={one.relation}"
    if one.present:
        yield "present"
    for colour in (*one.colours, *(["planned"] if one.planned else [])):
        yield f"colour={colour}"
        yield f"colour+phase={colour}+{one.phase}"


def _of_governor(one: Candidate) -> Iterator[str]:
    words = one.unit.words
    governor = words.tokens[one.governor].lemma or words.low(one.governor)
    yield f"governor={governor}"
    yield f"governor+phase={governor}+{one.phase}"
    for k in _BESIDE:
        if 0 <= one.governor + k < len(words):
            yield f"beside{k:+d}={_listed(words, one.governor + k)}"


def _listed(words: Words, i: int) -> str:
    """A word that the lexicon lists; of any other only whether it is a number, a name or a sign."""
    token = words.tokens[i]
    if token.lemma or words.has(i, *words.lexicon.words):
        return token.lemma or token.low
    if token.low[0].isdigit():
        return "number"
    return "name" if token.capital and i else "word" if token.low[0].isalpha() else token.low


def _of_document(one: Candidate, near: Around) -> Iterator[str]:
    number, scope = one.unit.number, near.scope
    alike = near.by_phase.get((one.event_class, one.phase), frozenset())
    place = next((name for last, name in _PLACES if number <= last), "late")
    yield f"place={'title' if number < 0 else place}"
    yield f"alike={min(_MOST, len(alike - {number}))}"
    yield f"told_before={bool(alike) and min(alike) < number}"
    yield f"of_class={min(_MOST_OF_CLASS, len(near.by_class.get(one.event_class, ())))}"
    yield f"ceasefires={min(_MOST, len(near.by_class.get('ceasefire', ())))}"
    yield f"topics={min(_MOST, topics(one.unit.words))}"
    yield f"dozens={min(_LONGEST, len(one.unit.words) // _DOZEN)}"
    yield f"share={int(scope.share * 10)}"
    yield f"conflict={min(7, scope.conflict.bit_length())}"
    if scope.share < _DOUBTFUL:
        yield f"domain={scope.domain}"
