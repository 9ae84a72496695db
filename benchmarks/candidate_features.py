"""What a learnt decision goes by: the words and the frame of a candidate, and the document around it, as names."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence

from truceline.extract.candidate import Candidate
from truceline.extract.scope import Scope, on_conflict
from truceline.extract.tokens import Token

# Tokens to each side of the trigger and of its governor.
_WINDOW = 5


def features_of(one: Candidate, candidates: Sequence[Candidate], scope: Scope) -> list[str]:
    """The names of all that is so of one of a document's candidates, each with its class."""
    names = (*_of_frame(one), *_of_document(one, candidates, scope), *_of_words(one))
    return [f"{one.event_class}|{name}" for name in names]


def _of_frame(one: Candidate) -> Iterator[str]:
    rule = one.excluded.split("_")[0]
    facts = {
        "phase": one.phase,
        "kind": one.kind,
        "relation": one.relation,
        "rule": rule,
        "attribution": one.attribution,
        "weak": one.weak,
        "strong": one.strong,
        "planned": one.planned,
        "present": one.present,
        "colours": "_".join(one.colours),
        "far": bisect([-8, -3, -1, 0, 1, 3, 8, 15], one.governor - one.first),
    }
    yield from (f"{name}={value}" for name, value in facts.items())
    yield from (f"colour={colour}" for colour in one.colours)
    yield f"{one.phase}.{one.relation}"
    yield from (f"{rule}+{value}" for value in (one.relation, one.phase, one.kind))


def _of_document(one: Candidate, candidates: Sequence[Candidate], scope: Scope) -> Iterator[str]:
    words, number = one.unit.words, one.unit.number
    others = [other for other in candidates if other is not one and not other.excluded]
    same = [other for other in others if other.event_class == one.event_class]
    here = [other for other in others if other.unit is one.unit]
    beside = [other for other in same if abs(other.unit.number - number) == 1]
    facts = {
        "position": bisect([0, 1, 2, 4, 7, 13, 25], number),
        "length": bisect([8, 15, 25, 35, 50], len(words)),
        "capitals": bisect([0.05, 0.1, 0.2, 0.4, 0.7], sum(token.capital for token in words.tokens) / len(words)),
        "figures": min(3, sum(token.low[0].isdigit() for token in words.tokens)),
        "quoted": any(words.has(i, "quote") for i in range(len(words))),
        "topic": on_conflict(words),
        "share": bisect([0.2, 0.45, 0.625, 0.8, 0.9, 0.97], scope.share),
        "domain": scope.domain if scope.share < 0.8 else "",
        "conflict": bisect([3, 8, 20, 40], scope.conflict),
        "of_class": min(4, len({other.unit.number for other in same})),
        "of_phase": min(3, len({other.unit.number for other in same if other.phase == one.phase})),
        "before": min(3, len({other.unit.number for other in same if other.unit.number < number})),
        "of_other": min(3, len(others) - len(same)),
        "beside": bool(beside),
    }
    yield from (f"{name}={value}" for name, value in facts.items())
    yield from (f"here={other.event_class}.{other.phase}" for other in here)


def _of_words(one: Candidate) -> Iterator[str]:
    tokens = one.unit.words.tokens
    governor = _word(tokens[one.governor])
    yield from (f"governor={governor}", f"governor={governor}.{one.phase}", f"trigger={one.trigger}")
    for name, centre in (("trigger", one.first), ("governor", one.governor)):
        for side in (-1, 1):
            for step in range(1, _WINDOW + 1):
                at = centre + side * step
                if 0 <= at < len(tokens):
                    yield f"{name}{side}={_word(tokens[at])}"
                    if step == 1:
                        yield f"next {name}{side}={_word(tokens[at])}"
    yield from (f"word={_word(token)}" for token in tokens if token.low[0].isalpha())


def _word(token: Token) -> str:
    return "0" if token.low[0].isdigit() else token.lemma or token.low
