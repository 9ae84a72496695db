"""Names that no table has: armed organisations by their form, and acronyms that the text defines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from truceline.entities.match import Hit
from truceline.entities.names import Form, Sense
from truceline.entities.rows import ActorRow, Years
from truceline.entities.tokens import Token
from truceline.entities.words import words

UNKNOWN = "unknown:"
_MAX_WORDS = 9
_FEWEST = 3


def with_local_names(text: str, tokens: list[Token], hits: list[Hit]) -> list[Hit]:
    """The hits and, in place of those that they cover, the names that only this text has."""
    local = local_names(text, tokens, hits)
    if not local:
        return hits
    found = list(_local_hits(tokens, local))
    covered = {at for hit in found for at in range(hit.first, hit.last)}
    kept = [hit for hit in hits if covered.isdisjoint(range(hit.first, hit.last))]
    return sorted(kept + found, key=lambda hit: hit.first)


def local_names(text: str, tokens: list[Token], hits: list[Hit]) -> dict[str, Sense]:
    """Key -> sense for "the Blue Hills Liberation Front (BHLF)" and its acronym, and for new acronyms of known ones."""
    known = {hit.first: hit for hit in hits}
    named = {at for hit in hits if _is_long_name(hit) for at in range(hit.first, hit.last)}
    local: dict[str, Sense] = {}
    for first, last in _capital_runs(tokens):
        organisation, acronym = _is_organisation(tokens, first, last), _acronym_after(tokens, first, last)
        if not organisation and acronym is None:
            continue
        actor = _known_actor(known, first, last)
        if actor is None and organisation and named.isdisjoint(range(first, last)):
            name = " ".join(text[tokens[first].start : tokens[last - 1].end].split())
            key = " ".join(t.key for t in tokens[first:last])
            actor = ActorRow(UNKNOWN + key, name, "armed_group", _home(known, first), Years(), "form of the name")
            local[key] = Sense(Form.NAME, name, Years(), None, actor)
        if actor is not None and acronym is not None and not _is_actor(known.get(last)):
            local.setdefault(acronym.key, Sense(Form.ACRONYM, acronym.key.upper(), Years(), None, actor))
    return local


def _known_actor(known: dict[int, Hit], first: int, last: int) -> ActorRow | None:
    hit = known.get(first)
    return next((s.actor for s in hit.senses if s.actor and not s.place), None) if hit and hit.last == last else None


def _is_actor(hit: Hit | None) -> bool:
    return hit is not None and any(s.actor for s in hit.senses)


def _is_long_name(hit: Hit) -> bool:
    return hit.last - hit.first > 1 and any(s.actor and not s.place for s in hit.senses)


def _capital_runs(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Runs of two and more capitalised words, joined by "of", "for" and the like inside."""
    at = 0
    while at < len(tokens):
        opener = tokens[at].opens and tokens[at].key in words("openers")
        if not tokens[at].capital or tokens[at].loud or opener:
            at += 1
            continue
        last = end = at + 1
        while end < min(len(tokens), at + _MAX_WORDS) and tokens[end].gap in (" ", "-", "'", "’"):
            if tokens[end].capital:
                last = end + 1
            elif not _joins(tokens, end):
                break
            end += 1
        if last - at > 1:
            yield at, last
        at = last


def _joins(tokens: list[Token], at: int) -> bool:
    """Whether a small word goes on with the name: "for the", but neither "Sudan and the" nor "Colombia the"."""
    key, before = tokens[at].key, tokens[at - 1].key
    if key == "the":
        return before in words("organisation_joints") and before != "and"
    return key in words("organisation_joints") or key == "s"


def _is_organisation(tokens: list[Token], first: int, last: int) -> bool:
    """Whether the run is built as an armed organisation's name: it ends as one and has a word that such names have."""
    if last - first < _FEWEST:
        return False
    keys = [t.key for t in tokens[first:last]]
    ends = keys[-1] in words("organisation_ends") or any(
        k in words("organisation_ends") and j in words("organisation_joints") for k, j in pairwise(keys)
    )
    marks = sum(k in words("organisation_marks") for k in keys)
    return ends and marks >= 1 and keys[-1] not in words("weak_organisation_ends")


def _acronym_after(tokens: list[Token], first: int, last: int) -> Token | None:
    """The acronym in brackets after the name, made of its letters and begun by one of its initials."""
    if last + 1 >= len(tokens) or tokens[last].gap not in (" (", " - "):
        return None
    token, closing = tokens[last], tokens[last + 1].gap
    if not token.upper or not 2 <= len(token.key) <= 8 or not closing.startswith((")", ",", " -")):
        return None
    name = [t.key for t in tokens[first:last]]
    letters = iter("".join(name))
    in_order = all(letter in letters for letter in token.key)
    return token if in_order and token.key[0] in {word[0] for word in name} else None


def _home(known: dict[int, Hit], first: int) -> str | None:
    hit = known.get(first)
    return next((s.country for s in hit.senses if s.country), None) if hit else None


def _local_hits(tokens: list[Token], local: dict[str, Sense]) -> Iterator[Hit]:
    longest: dict[str, int] = {}
    for key in local:
        head = key.partition(" ")[0]
        longest[head] = max(longest.get(head, 0), key.count(" ") + 1)
    at = 0
    while at < len(tokens):
        length = longest.get(tokens[at].key, 0) if tokens[at].capital else 0
        for size in range(min(length, len(tokens) - at), 0, -1):
            key = " ".join(t.key for t in tokens[at : at + size])
            sense = local.get(key)
            if sense and (sense.form is not Form.ACRONYM or tokens[at].upper):
                yield Hit(at, at + size, key, (sense,), False)
                at += size - 1
                break
        at += 1
