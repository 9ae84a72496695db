"""What a name resolves to and why, for people: behind `truceline who NAME` and `truceline where NAME`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from truceline.entities.find import find
from truceline.entities.gazetteer import Gazetteer, shipped
from truceline.entities.names import Form, Sense, keys_of, name_table
from truceline.entities.places import capital_row, odds
from truceline.entities.rows import PlaceRow, Years, actors, regions
from truceline.entities.tokens import name_key
from truceline.entities.types import Actor
from truceline.entities.words import words


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

    `context` is text around the name (it may hold the name itself). Without it the name stands alone and needs no
    support from a text: it is chosen where in that year it is of one actor only.
    """
    text = context if name in context else f"{name}\n{context}"
    named = find(text, published=published).actors
    found = [actor for actor in named if _same(actor.text, keys_of(name))] or _within(name, named)
    chosen = {actor.actor_id or actor.name: actor for actor in found}
    year = published.year if published else None
    senses = [s for s in name_table().get(_untitled(name), ()) if s.actor] or _surnamed(_untitled(name), year)
    ids = {actor.actor_id for actor in found if actor.actor_id}
    if not (ids or context) and (ids := _only_one(senses, year)):
        chosen = {}
    reasons = [_actor_reason(sense, year, sense.actor is not None and sense.actor.actor_id in ids) for sense in senses]
    listed = {reason.id for reason in reasons}
    reasons += [_phrase_reason(name, chosen[key]) for key in sorted(chosen) if key not in listed]
    return tuple(sorted(reasons, key=lambda r: (not r.chosen, r.kind, r.name)))


def _within(name: str, actors: Sequence[Actor]) -> list[Actor]:
    """The actor that a longer name has in it, where it has one only ("Secretary of State Adel Samir")."""
    inside = [actor for actor in actors if actor.actor_id and _same(name, keys_of(actor.text))]
    return inside if len({actor.actor_id for actor in inside}) == 1 else []


def _untitled(name: str) -> str:
    """The key of a name without the titles before it ("Mr. Samir")."""
    *before, last = name_key(name).split() or [""]
    while before and before[0] in words("titles") | words("short_titles"):
        before = before[1:]
    return " ".join([*before, last])


def _surnamed(key: str, year: int | None) -> list[Sense]:
    """Those who acted for a side in that year and whose full name ends with the key; a text needs more than that."""
    people = (s for name, senses in name_table().items() if name.endswith(f" {key}") for s in senses)
    return [s for s in people if s.form is Form.PERSON and year is not None and s.years.distance(year) == 0]


def _only_one(senses: Sequence[Sense], year: int | None) -> set[str]:
    """The id of the one actor that bears a name in that year, of several the shortest-lived; without a year, of
    several the one that still bears it, if any.
    """
    near = min((sense.years.distance(year) for sense in senses), default=0)
    bearers = [s for s in senses if s.years.distance(year) == near]
    lasting = [s for s in bearers if s.years.last is None]
    lives = [s.years.length for s in bearers]
    likelier = [s for s in bearers if s.years.length == min(lives)]
    for group in (bearers, lasting if year is None else likelier):
        ids = {sense.actor.actor_id for sense in group if sense.actor}
        if len(ids) == 1:
            return ids
    return set()


def _phrase_reason(name: str, actor: Actor) -> Reason:
    """Why a phrase that no table has means somebody."""
    if actor.actor_id is None:
        return Reason(actor.name, actor.kind, None, actor.country, True, "found by its form, in no table", "text")
    row = actors()[actor.actor_id]
    why = f"“{name}” says whose it is"
    return Reason(row.name, row.kind, row.actor_id, row.country, True, why, row.source, row.acled_name, row.ucdp_id)


def where(
    name: str, *, published: date | None = None, context: str = "", gazetteer: Gazetteer | None = None
) -> tuple[Reason, ...]:
    """The places that `name` may mean, likeliest first; empty where no gazetteer has it.

    A name without its own context is asked about as a place's, so the likeliest is the chosen one. "Tripoli, Lebanon"
    is Tripoli beside Lebanon; "eastern Chad" is in no gazetteer, and known by its words.
    """
    text = context if context and name in context else f"They met in {name}.\n{context}"
    asked = (keys_of(name), keys_of(name.partition(",")[0]))
    key, rows = next(((keys, found) for keys in asked if (found := _rows(keys, gazetteer))), ((), []))
    places = find(text, published=published, gazetteer=gazetteer).places
    if not rows:
        whole = [place for place in places if _same(place.text, keys_of(name))]
        return tuple(Reason(p.name, p.kind, None, p.country, True, "told by its words", "text") for p in whole[:1])
    taken = {(place.latitude, place.longitude) for place in places if _same(place.text, key)}
    chosen = [row for row in rows if (row.latitude, row.longitude) in taken] or ([] if context else rows[:1])
    year = published.year if published else None
    return tuple(_place_reason(row, year, row in chosen) for row in sorted(rows, key=lambda row: row not in chosen))


def _rows(keys: Sequence[str], gazetteer: Gazetteer | None) -> list[PlaceRow]:
    """The places that have one of the keys: the user's, those of the curated tables, capitals, towns by their odds."""
    places, found = gazetteer or shipped(), list[PlaceRow]()
    for key in keys:
        senses = [sense for sense in name_table().get(key, ()) if sense.form is not Form.ADJECTIVE]
        found += [*places.named.get(key, ()), *(sense.place for sense in senses if sense.place)]
        found += [row for sense in senses if sense.form is Form.CAPITAL and (row := capital_row(sense))]
        found += sorted(places.towns(key), key=lambda row: -odds(key, row))
    unique: dict[tuple[str, float | None, float | None], PlaceRow] = {}
    for row in found:
        unique.setdefault((row.name, row.latitude, row.longitude), row)
    return list(unique.values())


def _same(text: str, keys: Sequence[str]) -> bool:
    return any(f" {key} " in f" {name_key(text)} " for key in keys)


def _actor_reason(sense: Sense, year: int | None, chosen: bool) -> Reason:
    row = sense.actor
    assert row is not None
    why = f"“{sense.surface}” is {_FORMS[sense.form]}{_years(sense.years, year)}"
    return Reason(row.name, row.kind, row.actor_id, row.country, chosen, why, row.source, row.acled_name, row.ucdp_id)


def _place_reason(row: PlaceRow, year: int | None, chosen: bool) -> Reason:
    if row.source == "GeoNames":
        why = f"a town of {row.population:,}{'' if chosen else '; needs a preposition or its country in the text'}"
    else:
        why = f"{row.kind} of {_table(row)}{_years(row.years, year)}"
    return Reason(row.name, row.kind, None, row.country, chosen, why, row.source)


def _table(row: PlaceRow) -> str:
    curated = any(row is place for place, _, _ in regions()) or row.kind == "country"
    return "the curated table" if curated else row.source


def _years(years: Years, year: int | None) -> str:
    if years.first is None and years.last is None:
        return ""
    told = f" ({years.first or ''}–{years.last or ''})"
    outside = years.distance(year)
    return f"{told}, {outside} years outside {year}" if outside else told
