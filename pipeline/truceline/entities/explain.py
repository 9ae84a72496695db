"""What a name resolves to and why, for people: behind `truceline who NAME` and `truceline where NAME`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from truceline.entities.find import find
from truceline.entities.gazetteer import Gazetteer, shipped
from truceline.entities.names import Form, Sense, name_table
from truceline.entities.rows import PlaceRow, Years, regions
from truceline.entities.tokens import name_key


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that a name may stand for.

    `chosen` says that `find` takes it in the given context; `why` tells what speaks for and against it, in English.
    `acled_name` and `ucdp_id` are theirs where the table has them.
    """

    name: str
    kind: str
    id: str | None
    country: str | None
    chosen: bool
    why: str
    source: str
    acled_name: str | None = None
    ucdp_id: int | None = None


_FORMS = {
    Form.NAME: "a name of its own",
    Form.ACRONYM: "its acronym",
    Form.ADJECTIVE: "the adjective of its country; an actor only with a noun such as forces",
    Form.PEOPLE: "its people",
    Form.CAPITAL: "its capital, which stands for its government",
    Form.ORGAN: "an organ of it",
    Form.PERSON: "a person who acts for it",
}


def who(name: str, *, published: date | None = None, context: str = "") -> tuple[Reason, ...]:
    """The actors that `name` may mean, the chosen one first; empty where no table and no form knows the name.

    `context` is text around the name (it may hold the name itself); without it the name stands alone.
    """
    text = context if name in context else f"{name}\n{context}"
    chosen = {(a.actor_id, a.name) for a in find(text, published=published).actors if _same(a.text, name)}
    ids = {actor_id for actor_id, _ in chosen}
    year = published.year if published else None
    reasons = [_actor_reason(s, year, s.actor.actor_id in ids) for s in name_table().get(name_key(name), ()) if s.actor]
    for actor_id, actor_name in sorted(chosen, key=str):
        if actor_id is None:
            reasons.append(Reason(actor_name, "generic", None, None, True, "found by its form, in no table", "text"))
    return tuple(sorted(reasons, key=lambda r: (not r.chosen, r.kind, r.name)))


def where(
    name: str, *, published: date | None = None, context: str = "", gazetteer: Gazetteer | None = None
) -> tuple[Reason, ...]:
    """The places that `name` may mean, the chosen one first, then by inhabitants; empty where no gazetteer has it."""
    text = context if name in context else f"{name}\n{context}"
    chosen = [p for p in find(text, published=published, gazetteer=gazetteer).places if _same(p.text, name)]
    key, year = name_key(name), published.year if published else None
    places = gazetteer or shipped()
    curated = [s.place for s in name_table().get(key, ()) if s.place and s.form is not Form.ADJECTIVE]
    rows = [*places.named.get(key, ()), *curated, *places.towns(key)]
    reasons = []
    for row in rows:
        taken = any((p.latitude, p.longitude) == (row.latitude, row.longitude) for p in chosen)
        reasons.append(Reason(row.name, row.kind, None, row.country, taken, _place_why(row, year, taken), row.source))
    return tuple(sorted(reasons, key=lambda r: not r.chosen))


def _same(text: str, name: str) -> bool:
    return f" {name_key(name)} " in f" {name_key(text)} "


def _actor_reason(sense: Sense, year: int | None, chosen: bool) -> Reason:
    row = sense.actor
    assert row is not None
    why = f"“{sense.surface}” is {_FORMS[sense.form]}{_years(sense.years, year)}"
    return Reason(row.name, row.kind, row.actor_id, row.country, chosen, why, row.source, row.acled_name, row.ucdp_id)


def _place_why(row: PlaceRow, year: int | None, taken: bool) -> str:
    if row.source == "GeoNames":
        return f"a town of {row.population:,}{'' if taken else '; needs a preposition or its country in the text'}"
    return f"a {row.kind} of {_table(row)}{_years(row.years, year)}"


def _table(row: PlaceRow) -> str:
    curated = any(row is place for place, _, _ in regions()) or row.kind == "country"
    return "the curated table" if curated else row.source


def _years(years: Years, year: int | None) -> str:
    if years.first is None and years.last is None:
        return ""
    told = f" ({years.first or ''}–{years.last or ''})"
    outside = years.distance(year)
    return f"{told}, {outside} years outside {year}" if outside else told
