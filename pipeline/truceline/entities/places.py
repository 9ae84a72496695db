"""Which place a name means, settled by the document: countries named around it, size, what stands beside it.

The policy, in order: a name of the curated tables (countries, regions) comes before a town of the gazetteer, unless the
country beside it or those that the text is about have such a town and no such place of the tables; a part
of a person's, paper's or treaty's name is no place; a small town needs evidence (a preposition, its country in the
text or beside it); among towns of one name the score of `_score` decides, and the confidence is the winner's share,
about half of that where a capital stands for its government.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from truceline.entities.match import Hit
from truceline.entities.mentions import is_government_here
from truceline.entities.names import Form, Sense, capital_country, keys_of, towns
from truceline.entities.reading import Reading
from truceline.entities.rows import PlaceRow, country_at, country_by_code
from truceline.entities.settlements import with_unknown_places
from truceline.entities.spans import Extent, extent_of
from truceline.entities.types import Place
from truceline.entities.words import words

_PLACE_FORMS = frozenset([Form.NAME, Form.ACRONYM])
_WELL_KNOWN = 500_000
_SETTLED = 0.9
_LARGE, _TOWN = 100_000, 15_000
_ACRONYM = 4  # letters that a word in capitals may have and still be taken for an acronym
_DATELINE = (",", "-", "–", "—", ":", "(", "|")  # what may follow the town of a dateline
_DOUBTFUL = 0.5
_LABEL = 0.3  # the place of "the Oslo accords", where nothing need have happened


def find_places(reading: Reading) -> tuple[Place, ...]:
    """The places among the hits, in order."""
    found: list[Place] = []
    for number, hit in enumerate(reading.hits):
        following = reading.hits[number + 1] if number + 1 < len(reading.hits) else None
        place = resolve(reading, hit, following)
        if place is not None:
            found.append(place)
    return with_unknown_places(reading, found)


def resolve(reading: Reading, hit: Hit, following: Hit | None = None) -> Place | None:
    """The place that a hit names here, or None where it names none."""
    if adjective := _capital_of_adjective(reading, hit):
        return adjective
    if is_other_name(reading, hit):
        return None
    if own := reading.gazetteer.named.get(hit.key):
        return _own(reading, hit, own, following)
    rows = _curated(reading, hit, following)
    if rows and (region := _region_instead(reading, hit, rows[0])):
        return _place(reading, hit, region, _DOUBTFUL)
    if rows:
        confidence = _SETTLED if len(rows) == 1 or reading.countries[rows[0].country or ""] else _DOUBTFUL
        return _place(reading, hit, rows[0], confidence)
    if any(s.form is not Form.CAPITAL and not (s.place and s.form in _PLACE_FORMS) for s in hit.senses):
        return None
    if hit.town:
        return _town(reading, hit, following)
    capital = capital_row(hit.senses[0]) if hit.senses else None
    return _place(reading, hit, capital, _SETTLED) if capital else None


def _curated(reading: Reading, hit: Hit, following: Hit | None) -> list[PlaceRow]:
    """The places of the curated tables that a hit may mean, without those that what stands beside it rules out.

    "Java, Georgia" is the town, and so is Java in a text that names Georgia and nothing else of Indonesia; a name that
    is a word besides ("Bay") is a place only after a preposition, in a text that names its country.
    """
    rows = [s.place for s in hit.senses if s.place and s.form in _PLACE_FORMS]
    if not rows:
        return []
    beside = country_beside(reading, hit, following)
    if hit.key in words("common_words"):
        there = reading.before(hit.first) in words("prepositions")
        rows = [row for row in rows if row.country == beside or (there and reading.countries[row.country or ""] > 0)]
    own, times = {row.country for row in rows}, reading.keys[hit.key]
    told = {country for country, named in reading.countries.items() if named > (times if country in own else 0)}
    near = {beside} if beside else told
    elsewhere = near and not any(row.country in near for row in rows)
    if elsewhere and any(row.country in near for row in reading.gazetteer.towns(hit.key)):
        return []
    return rows


def _own(reading: Reading, hit: Hit, rows: Sequence[PlaceRow], following: Hit | None) -> Place:
    """A place of the user's own table, of several the one whose country stands beside or is named most."""
    beside = country_beside(reading, hit, following)
    best = max(rows, key=lambda row: (row.country == beside, reading.countries[row.country or ""]))
    sure = len(rows) == 1 or best.country == beside or reading.countries[best.country or ""] > 0
    return _place(reading, hit, best, _SETTLED if sure else _DOUBTFUL)


def _region_instead(reading: Reading, hit: Hit, row: PlaceRow) -> PlaceRow | None:
    """The American state that "Georgia" means in a text that names the United States and nothing else of Georgia."""
    if row.kind != "country" or not hit.town or row.country is None:
        return None
    alone = reading.countries[row.country] <= reading.keys[hit.key]
    regions = [r for r in reading.gazetteer.towns(hit.key) if r.kind == "region" and reading.countries[r.country or ""]]
    return regions[0] if alone and regions else None


def _town(reading: Reading, hit: Hit, following: Hit | None) -> Place | None:
    """The likeliest town of that name, None where the words around bear none out."""
    scored = _scored_towns(reading, hit, following)
    if not scored or not _has_evidence(reading, hit, scored[0][1], following):
        return None
    total = sum(10**score for score, _ in scored)
    best_score, best = scored[0]
    share = 10**best_score / total
    stands_for_state = best.kind == "capital" and is_government_here(reading, hit)
    return _place(reading, hit, best, round(share * (_DOUBTFUL if stands_for_state else _SETTLED), 2))


def is_other_name(reading: Reading, hit: Hit) -> bool:
    """Whether what looks like a place is part of the name of a person, paper, club or treaty."""
    tokens = reading.tokens
    before = tokens[hit.first - 1] if hit.first and tokens[hit.first].gap == " " else None
    after = tokens[hit.last] if hit.last < len(tokens) and tokens[hit.last].gap == " " else None
    if after is not None and after.capital and not after.loud:
        if after.key in words("not_place_after"):
            return True
        if hit.key in words("given_name_places") and _is_surname(reading, hit.last):
            return True
    if _is_paper(reading, hit):
        return True
    if before is None or not before.capital or before.loud:
        return False
    return before.key in words("given_names") and not _names_place(reading, hit)


def _is_paper(reading: Reading, hit: Hit) -> bool:
    """Whether a paper, bank or broadcaster is named after the place ("Daily Sabah", "the Times of Israel")."""
    at = hit.first - 1
    named_of = at > 0 and reading.before(hit.first) == "of"
    head = at - 1 if named_of else at
    if head < 0 or not reading.tokens[head].capital or not reading.follows(hit.first):
        return False
    return reading.tokens[head].key in words("not_place_of" if named_of else "not_place_before")


def _names_place(reading: Reading, hit: Hit) -> bool:
    return any(s.place is not None for s in hit.senses) and hit.key not in words("given_name_places")


def _is_surname(reading: Reading, at: int) -> bool:
    """Whether word `at` is one that no list knows, as the surname after "Jordan" is."""
    key = reading.tokens[at].key
    known = (
        words("spot_nouns") | words("area_nouns") | words("small_area_nouns") | words("side_nouns") | words("calendar")
    )
    return key not in known and at not in reading.by_first


def _scored_towns(reading: Reading, hit: Hit, following: Hit | None) -> list[tuple[float, PlaceRow]]:
    """The towns of that name, best first, each with its score (see `_score`)."""
    beside = country_beside(reading, hit, following)
    capital = capital_country(hit.key)
    capital_iso3 = country_by_code()[capital].place.country if capital else None
    scored = []
    for row in reading.gazetteer.towns(hit.key):
        town = replace(row, kind="capital") if row.country == capital_iso3 and row.kind == "city" else row
        scored.append((_score(reading, hit.key, town, beside), town))
    scored.sort(key=lambda pair: (-pair[0], pair[1].country or "", pair[1].name))
    return scored


def _score(reading: Reading, key: str, row: PlaceRow, beside: str | None) -> float:
    """Order of magnitude of the odds: that of `odds`, +2 to +4 where the document names the country, by its share of
    all countries named (half of that for the United States, which is named everywhere), +6 where the country stands
    beside the name ("Tripoli, Lebanon").
    """
    score = odds(key, row)
    if named := reading.countries[row.country or ""]:
        bonus = 2.0 + 2.0 * named / reading.countries.total()
        score += bonus if row.country != "USA" else bonus / 2
    return score + (6.0 if row.country == beside else 0.0)


def odds(key: str, row: PlaceRow) -> float:
    """Order of magnitude of the odds that a key means a town, whatever the text: its inhabitants, +2 for a capital,
    +1 outside the United States (whose towns bear the names of others), +1 in a country of armed conflict, +1 where
    the key is its own name and no other spelling ("San Pedro" is not first of all San Pedro Sula).
    """
    score = math.log10(max(row.population, 100))
    score += 2.0 if row.kind == "capital" else 0.0
    score += (row.country != "USA") + (row.country in words("small_town_countries"))
    return score + (key in keys_of(row.name))


def _has_evidence(reading: Reading, hit: Hit, row: PlaceRow, following: Hit | None) -> bool:
    """Whether the words around bear a town out; well-known ones need less than small ones."""
    if row.country == country_beside(reading, hit, following):
        return True
    if _is_acronym(reading, hit):
        return False
    after_preposition = reading.before(hit.first) in words("prepositions")
    named, in_a_name = reading.countries[row.country or ""] > 0, _in_a_name(reading, hit)
    known = row.kind == "capital" or row.population >= _WELL_KNOWN or hit.key in words("venues")
    if hit.key in words("common_words"):
        likely = named or known if row.population >= _LARGE else named and _is_at_war(hit, row)
        return after_preposition and likely
    if hit.key in reading.persons or hit.key in words("given_names"):
        return after_preposition and named and not in_a_name
    if known:
        return after_preposition or not in_a_name
    if in_a_name:
        return False
    return _is_likely(reading, hit, row) if after_preposition else named and _stands_alone(reading, hit, row)


def _is_at_war(hit: Hit, row: PlaceRow) -> bool:
    """Whether a small town that is a word besides is of a country of armed conflict ("in Hit", but not "in March")."""
    return row.country in words("small_town_countries") and hit.key not in words("calendar")


def _is_acronym(reading: Reading, hit: Hit) -> bool:
    """Whether a name of few capitals is an acronym, which the town of a dateline is not ("ROME - The two sides")."""
    opening, following = reading.tokens[hit.first], reading.tokens[hit.last : hit.last + 1]
    dateline = hit.first == 0 and any(token.gap.lstrip()[:1] in _DATELINE for token in following)
    short = hit.last - hit.first == 1 and len(hit.key) <= _ACRONYM
    return short and opening.upper and not opening.loud and not dateline


def _is_likely(reading: Reading, hit: Hit, row: PlaceRow) -> bool:
    """Whether a town after a preposition is large, of a country that the text names, or the only one of its name."""
    if reading.countries[row.country or ""] or row.population >= _LARGE:
        return True
    only_one = len(reading.gazetteer.towns(hit.key)) == 1 and row.country not in words("surname_countries")
    return only_one and row.population >= _TOWN


def _stands_alone(reading: Reading, hit: Hit, row: PlaceRow) -> bool:
    """Whether a town may do without a preposition: its capital counts, its country's towns are no surnames."""
    opens = reading.tokens[hit.first].opens
    return not opens and row.country not in words("surname_countries") and row.population >= _TOWN


def _in_a_name(reading: Reading, hit: Hit) -> bool:
    """Whether an unknown capitalised word touches the hit ("Vladimir Ryzhkov", "Aziz Hadi")."""
    tokens = reading.tokens
    for at, gap_at in ((hit.first - 1, hit.first), (hit.last, hit.last)):
        if not 0 <= at < len(tokens) or tokens[gap_at].gap not in (" ", "-") or tokens[at].loud:
            continue
        token = tokens[at]
        if token.capital and not token.opens and not _is_known(reading, at):
            return True
    return False


def _is_known(reading: Reading, at: int) -> bool:
    key = reading.tokens[at].key
    if any(key in words(name) for name in ("directions", "area_nouns", "small_area_nouns", "spot_nouns", "calendar")):
        return True
    return at in reading.by_first or at + 1 in reading.by_last


def country_beside(reading: Reading, hit: Hit, following: Hit | None) -> str | None:
    """The country of "Town, Country" or "Town (Country)"."""
    if following is None or following.first != hit.last or reading.tokens[following.first].gap not in (", ", " ("):
        return None
    return next((s.country for s in following.senses if s.place and s.form in _PLACE_FORMS), None)


def _capital_of_adjective(reading: Reading, hit: Hit) -> Place | None:
    """The capital that "the Syrian capital" means."""
    adjective = next((s for s in hit.senses if s.place and s.form in (Form.ADJECTIVE, Form.NAME)), None)
    at = hit.last
    if adjective is None or adjective.place is None or at >= len(reading.tokens):
        return None
    if reading.tokens[at].key == "s" and adjective.form is Form.NAME:
        at += 1
    if reading.after(at) != "capital":
        return None
    row = capital_row(adjective)
    return _place(reading, Hit(hit.first, at + 1, hit.key, hit.senses, False), row, _SETTLED) if row else None


def capital_row(sense: Sense) -> PlaceRow | None:
    """The capital of the country that a sense stands for, None where no gazetteer has it."""
    code = sense.actor.actor_id.removeprefix("state:") if sense.actor else None
    capitals = country_by_code()[code].capitals if code else ()
    found = [row for key in capitals[:1] for row in towns(key.lower()) if row.country == sense.country]
    return replace(found[0], kind="capital") if found else None


def _place(reading: Reading, hit: Hit, row: PlaceRow, confidence: float) -> Place:
    extent: Extent = extent_of(reading, hit, row)
    start, end = reading.span(extent.first, extent.last)
    return Place(
        start,
        end,
        reading.text[start:end],
        " ".join(reading.text[start:end].split()) if extent.kind != row.kind else row.name,
        extent.kind,
        country_at(row.country, reading.published),
        row.admin1,
        row.latitude,
        row.longitude,
        extent.geo_precision,
        min(confidence, _LABEL) if reading.is_label(hit.last) else confidence,
    )
