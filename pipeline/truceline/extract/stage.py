"""From one document to the events that it tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from string import capwords

from truceline import dates, entities
from truceline.dates import Timex
from truceline.entities import Found, Gazetteer
from truceline.extract.candidate import Candidate, Unit
from truceline.extract.candidates import find_candidates, units
from truceline.extract.cast import Cast, cast_of
from truceline.extract.conflicts import Setting, country_of, setting_of
from truceline.extract.context import of_conversation, of_plan
from truceline.extract.dating import to_come, when
from truceline.extract.days import When
from truceline.extract.decide import confidence, decide, in_scope
from truceline.extract.grouping import Event, Told, group, leave_passing, lend_dates, settle
from truceline.extract.lexicon import load
from truceline.extract.mention import Mention
from truceline.extract.places import place_of
from truceline.extract.roles import actors_of
from truceline.extract.rounds import rounds
from truceline.extract.scope import Scope, has_cue, scope_of
from truceline.extract.sentences import split, within
from truceline.extract.status import status_of
from truceline.extract.venues import Venues, venues_of
from truceline.extract.where import where
from truceline.read.document import Document

LANGUAGE = "en"
# A place of so few letters may be an acronym ("UAE").
_ACRONYM = 4
# What people say of a ceasefire, or to one another, is of the day on which they met.
_SPOKEN = (("ceasefire", "proposed"), ("talks", "proposed"), ("talks", "held"))
# A ceasefire known by its announcement has the day of the announcement (coding rules, section 5).
_ANNOUNCED = {("ceasefire", "agreed"): ("ceasefire", "declared"), ("ceasefire", "declared"): ("ceasefire", "agreed")}
_NOBODY = Found((), ())
_NOWHERE, _NO_CAST, _NO_VENUES = setting_of(_NOBODY), cast_of(()), Venues()


@dataclass(frozen=True, slots=True)
class Reading:
    """A document's candidates, told and excluded, with the names and dates in its text and in its title.

    `setting` and `cast` are what all its names say of where its conflict is and whose, `venues` where its
    talks are, `opening` is the text's first sentence. Names and dates are in order of
    their offsets.
    """

    candidates: tuple[Candidate, ...]
    timexes: tuple[Timex, ...] = ()
    found: Found = _NOBODY
    setting: Setting = _NOWHERE
    cast: Cast = _NO_CAST
    venues: Venues = _NO_VENUES
    title_timexes: tuple[Timex, ...] = ()
    title_found: Found = _NOBODY
    opening: Unit | None = None


def extract(document: Document, gazetteer: Gazetteer | None = None) -> list[Mention]:
    """The events that a document tells, in document order; a pure function of the document.

    An event that only the title tells has the title as its evidence and the offsets 0:0, as the title is no part of
    the text. `gazetteer` adds the user's own places. A document in a language that has no lexicon tells nothing.
    """
    whole = _whole(document)
    if not has_cue(whole) or not in_scope(scope := scope_of(whole)):
        return []
    reading = _read(document, scope, gazetteer)
    return [mention_of(event, reading) for event in events(document, reading)]


def read(document: Document, gazetteer: Gazetteer | None = None) -> Reading:
    """Find and judge a document's candidates; names and dates are looked for only where one of them is an event."""
    return _read(document, scope_of(_whole(document)), gazetteer)


def _whole(document: Document) -> str:
    return f"{document.title or ''}\n{document.text}"


def _read(document: Document, scope: Scope, gazetteer: Gazetteer | None) -> Reading:
    if document.language not in (None, LANGUAGE):
        return Reading(())
    sentences = units(document.text, document.title, split(document.text), load(LANGUAGE))
    candidates = tuple(decide(find_candidates(sentences), scope))
    told = [one for one in candidates if not one.excluded]
    if not told:
        return Reading(candidates)
    found = _names(document.text, document, gazetteer)
    title = _names(document.title or "", document, gazetteer)
    year = document.published.year if document.published else None
    titled = any(one.unit.number < 0 for one in told)
    return Reading(
        candidates,
        timexes=_dates(document.text, document),
        found=found,
        setting=setting_of(found, title, year, LANGUAGE),
        cast=cast_of(found.actors, title.actors, year, LANGUAGE, document.title),
        venues=venues_of(candidates, found.places),
        title_timexes=_dates(document.title or "", document) if titled else (),
        title_found=title,
        opening=next((unit for unit in sentences if unit.number == 0), None),
    )


def events(document: Document, reading: Reading) -> list[Event]:
    """The candidates of a document that are events, one occasion once."""
    candidates = (one for one in reading.candidates if not one.excluded)
    told = [one for candidate in candidates for one in _occasions(candidate, reading, document)]
    return events_of(told, reading, document.published)


def events_of(told: Sequence[Told], reading: Reading, published: date | None) -> list[Event]:
    """The events that candidates tell, dated by other sentences too, without those told in passing."""
    found = lend_dates(settle(group(told, published)), published)
    for event in found:
        if event.when.start is None:
            event.when = _when_elsewhere(event, found, reading, published)
    return leave_passing(found)


def _when_elsewhere(event: Event, found: Sequence[Event], reading: Reading, published: date | None) -> When:
    """The date of an undated event in another sentence: of its announcement, its plan or the conversation it is in."""
    announced = [one.when for one in found if one.key == _ANNOUNCED.get(event.key) and one.when.basis == "text"]
    over = published and announced and announced[0].end and announced[0].end < published
    if len(announced) == 1 and not (over and event.best.candidate.planned):
        return replace(announced[0], basis="context")
    if event.key == ("talks", "scheduled"):
        return of_plan(reading.candidates, reading.timexes, published)
    if event.key in _SPOKEN and reading.opening:
        days = (of_conversation(told.candidate, reading.opening, reading.timexes) for told in event.told)
        return next((day for day in days if day.start), event.when)
    return event.when


def _occasions(candidate: Candidate, reading: Reading, document: Document) -> list[Told]:
    timexes, found = _named_beside(candidate, reading)
    return rounds(tell(candidate, reading, document), timexes, found.places)


def _named_beside(candidate: Candidate, reading: Reading) -> tuple[tuple[Timex, ...], Found]:
    """The dates and names of the title or of the text, whichever the candidate is of."""
    title = candidate.unit.number < 0
    return (reading.title_timexes, reading.title_found) if title else (reading.timexes, reading.found)


def tell(candidate: Candidate, reading: Reading, document: Document) -> Told:
    """A candidate with the date and the place that its sentence gives it."""
    timexes, found = _named_beside(candidate, reading)
    date = when(candidate, timexes, document.published)
    speaker = _speaker(candidate, found)
    return Told(to_come(candidate, date, document.published), date, place_of(candidate, found.places), speaker)


def _speaker(candidate: Candidate, found: Found) -> str | None:
    """The first known side that a sentence names before the verb of its event."""
    words = candidate.unit.words
    named = (one for one in within(found.actors, candidate.unit.span) if one.kind != "generic")
    return next((one.name for one in named if words.at(one.char_start) < candidate.governor), None)


def _dates(text: str, document: Document) -> tuple[Timex, ...]:
    return tuple(dates.find(text, document.published, language=LANGUAGE))


def _names(text: str, document: Document, gazetteer: Gazetteer | None) -> Found:
    return entities.find(text, published=document.published, gazetteer=gazetteer)


def mention_of(event: Event, reading: Reading) -> Mention:
    """An event of a document as its table has it."""
    candidate, date = event.best.candidate, event.when
    country = _country(event, reading)
    place = where(event, reading.setting, reading.venues, country)
    evidence = list({told.candidate.unit.number: told.candidate.unit for told in [event.best, *event.told]}.values())
    first = next((unit for unit in evidence if unit.number >= 0), None)
    return Mention(
        event_class=candidate.event_class,
        phase=candidate.phase,
        status=status_of(event),
        date_start=date.start,
        date_end=date.end,
        date_precision=date.precision,
        date_text=date.text,
        date_basis=date.basis,
        place=_in_small_letters(place.name) if place else None,
        country=place.country if place else country,
        admin1=place.admin1 if place else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        geo_precision=place.geo_precision if place else None,
        actors=actors_of([told.candidate for told in event.told], reading.cast, country),
        evidence=tuple(unit.verbatim for unit in evidence),
        char_start=first.span.start if first else 0,
        char_end=first.span.end if first else 0,
        trigger=candidate.trigger,
        confidence=confidence(event),
    )


def _in_small_letters(name: str) -> str:
    """A place's name as other sentences write it, where the text has it in a dateline's capitals."""
    return capwords(name) if name.isupper() and len(name) > _ACRONYM else name


def _country(event: Event, reading: Reading) -> str | None:
    spans = [told.candidate.unit.span for told in event.told if told.candidate.unit.number >= 0]
    words = " ".join(told.candidate.unit.verbatim for told in event.told)
    return country_of(reading.setting, spans, words, event.when.start.year if event.when.start else None)
