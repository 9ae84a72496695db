"""One name for each actor of a document: short form and full form, surname, acronym, "the rebels", "both sides".

`name` follows the coding rules, section 6: who is meant, in the fullest form that the document uses.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache

from truceline.entities.mentions import NamedSide
from truceline.entities.names import Form
from truceline.entities.phrases import Side
from truceline.entities.reading import Reading
from truceline.entities.rows import ActorRow, actors, country_by_code, internal_conflicts
from truceline.entities.tokens import name_key
from truceline.entities.words import words

_SHARE = 0.7
_OWN_FORMS = frozenset([Form.NAME, Form.ACRONYM])


def document_names(reading: Reading, sides: list[NamedSide]) -> dict[str, str]:
    """actor_id -> the name to give it in this document."""
    own = _own_names(reading)
    governments: dict[str, list[str]] = {}
    for side in sides:
        if side.row is not None and _is_government(reading, side):
            told = governments.setdefault(side.row.actor_id, [])
            told += [] if _is_bare(reading, side) else [text_of(reading, side)]
    names: dict[str, str] = {}
    for side in sides:
        if side.row is not None and side.row.actor_id not in names:
            row = side.row
            forms = own.get(row.actor_id, [row.name])
            only = _only_phrase(reading, row, sides)
            names[row.actor_id] = only or _government_name(row, governments.get(row.actor_id), forms)
    return names


def _only_phrase(reading: Reading, row: ActorRow, sides: list[NamedSide]) -> str | None:
    """What the text calls a state that it names by its forces or its government alone ("Chadian troops")."""
    named = [side for side in sides if side.row is row]
    if row.kind != "state" or any(side.form is not Form.ORGAN for side in named):
        return None
    told = [text_of(reading, side) for side in named]
    country = country_by_code()[row.actor_id.removeprefix("state:")]
    owners = {name_key(name) for name in (country.place.name, *country.aliases, *country.adjectives)}
    full = [form for form in told if any(f" {owner} " in f" {name_key(form)} " for owner in owners)]
    if not full or any(name_key(form).split()[-1] not in words("arms_of_states") for form in told):
        return None
    return max(full, key=lambda form: (len(form), form))


def text_of(reading: Reading, side: NamedSide) -> str:
    """The words of the document that name a side, on one line."""
    start, end = reading.span(side.first, side.last)
    return " ".join(reading.text[start:end].split())


def _own_names(reading: Reading) -> dict[str, list[str]]:
    """actor_id -> the names of its own that the text has for it, sorted. Its people's is one where it is usual."""
    found: dict[str, set[str]] = {}
    for hit in reading.hits:
        for sense in hit.senses:
            if sense.actor is not None and (sense.form in _OWN_FORMS or name_key(sense.actor.name) == hit.key):
                start, end = reading.span(hit.first, hit.last)
                found.setdefault(sense.actor.actor_id, set()).add(" ".join(reading.text[start:end].split()))
                break
    return {actor_id: sorted(forms) for actor_id, forms in found.items()}


def _fullest(row: ActorRow, forms: list[str]) -> str:
    """The usual name where the document has it and it is no acronym; else, of a state's names, the one that the table
    lists first, of other names the longest.
    """
    usual = [form for form in forms if name_key(form) == name_key(row.name) and not row.name.isupper()]
    if usual:
        return usual[-1]
    if row.kind == "state":
        country = country_by_code()[row.actor_id.removeprefix("state:")]
        if country.place.name != row.name:
            return row.name
        listed = [name_key(alias) for alias in country.aliases]
        known = [form for form in forms if name_key(form) in listed]
        if known:
            return min(known, key=lambda form: (listed.index(name_key(form)), form))
    short = any(form.isupper() for form in forms)
    full = [form for form in forms if _is_proper(form)] if short else forms
    return max(full, key=lambda form: (len(name_key(form).replace(" ", "")), form))


def _is_proper(form: str) -> bool:
    """Whether every word of a name has its capital, as those that tell of what kind it is have not ("Basque group")."""
    return not any(word.islower() and word not in words("name_particles") for word in form.split())


def _government_name(row: ActorRow, told: list[str] | None, forms: list[str]) -> str:
    """What the text calls a government with its country or head ("Libya's government"), else the usual form."""
    if told is None:
        return _fullest(row, forms)
    usual = f"{country_by_code()[row.actor_id.removeprefix('state:')].adjectives[0]} government"
    full = Counter(_to_noun(form) for form in told if _tells_whose(form))
    if not full or any(name_key(form) == name_key(usual) for form in full):
        return usual
    return min(full, key=lambda form: (-full[form], -len(form), form))


def _to_noun(form: str) -> str:
    """The name without what is of the government: "Chadian government" of "Chadian government troops"."""
    parts = form.split()
    end = max((i for i, part in enumerate(parts, 1) if name_key(part) in words("government_nouns")), default=0)
    return " ".join(parts[:end]) if end > 1 and words("office_joints").isdisjoint(parts[end:]) else form


def _tells_whose(form: str) -> bool:
    """Whether a name has "government" and whose it is, not where it sits ("the government in Damascus")."""
    keys = set(name_key(form).split())
    return not keys.isdisjoint(words("government_nouns")) and keys.isdisjoint(words("country_place_before"))


def _is_government(reading: Reading, side: NamedSide) -> bool:
    """Whether the words call a state that is a side of a war of its own a government."""
    if side.row is None or side.row.kind != "state" or side.side is not Side.GOVERNMENT:
        return False
    code = side.row.actor_id.removeprefix("state:")
    if not is_internal_conflict(code, reading.year) or not country_by_code()[code].adjectives:
        return False
    return any(token.key in words("government_names") for token in reading.tokens[side.first : side.last])


def is_internal_conflict(code: str, year: int | None) -> bool:
    """Whether the state fights an armed opponent at home in that year (lexicons/actors/internal_conflicts.csv)."""
    return code in _at_war(year)


@cache
def _at_war(year: int | None) -> frozenset[str]:
    """The states at war with their own in that year; without a year, those that still are."""
    return frozenset(
        code
        for code, years in internal_conflicts()
        if (years.last is None if year is None else years.distance(year) == 0)
    )


def resolve_generic(reading: Reading, sides: list[NamedSide]) -> list[NamedSide]:
    """The mentions with "the government" and "the rebels" made specific where the document has one such side only."""
    government = _main_government(reading, sides)
    rebels = _main_group(sides)
    resolved = []
    for side in sides:
        if side.row is None and side.side is Side.GOVERNMENT and government and _is_bare(reading, side):
            side = replace(side, row=government, form=Form.ORGAN, country=government.country)
        elif side.row is None and side.side is Side.REBEL and rebels and _is_bare(reading, side):
            side = replace(side, row=rebels, form=Form.ORGAN, country=rebels.country)
        resolved.append(side)
    return resolved


def _is_bare(reading: Reading, side: NamedSide) -> bool:
    """Whether the phrase is the noun alone, so that it can mean whoever is the one of that kind."""
    return all(t.key in words("bare_sides") for t in reading.tokens[side.first : side.last])


def _main_government(reading: Reading, sides: list[NamedSide]) -> ActorRow | None:
    counts: Counter[str] = Counter()
    for side in sides:
        if side.row is not None and side.row.kind == "state":
            code = side.row.actor_id.removeprefix("state:")
            if is_internal_conflict(code, reading.year):
                counts[side.row.actor_id] += 1
    for code in sorted(_at_war(reading.year)):
        row = country_by_code()[code]
        named = reading.countries[row.place.country or ""]
        if named and row.place.years.distance(reading.year) == 0:
            counts[row.actor.actor_id] += named
    main = _dominant(counts)
    return actors()[main] if main else None


def _main_group(sides: list[NamedSide]) -> ActorRow | None:
    groups = {s.row.actor_id: s.row for s in sides if s.row is not None and s.row.kind == "armed_group"}
    main = _dominant(Counter(s.row.actor_id for s in sides if s.row is not None and s.row.actor_id in groups))
    return groups[main] if main else None


def _dominant(counts: Counter[str]) -> str | None:
    if not counts:
        return None
    actor_id, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return actor_id if count >= _SHARE * counts.total() else None


def last_two(parties: list[NamedSide], side: NamedSide) -> list[NamedSide]:
    """The two parties last named, once `side` is read: those whom "both sides" means next."""
    if side.row is None or side.row.kind == "body":
        return parties
    return [*(other for other in parties if other.row is not side.row), side][-2:]
