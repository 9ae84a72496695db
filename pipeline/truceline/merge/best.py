"""Events from their mentions: of each value the best that the mentions give, not the first."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from truceline.merge.disagreements import disagreements
from truceline.merge.names import side_name
from truceline_schemas import Country, countries

Row = Mapping[Any, Any]

# Early, mid or late in a month is a third of it, ten or eleven days.
_PART_OF_A_MONTH = 11
_NO_POINT = 9


def event_of(event_id: str, told: Sequence[Row]) -> dict[str, Any]:
    """The row of the event that these mentions, each with its document's columns, tell; without codes and links."""
    best = max(told, key=lambda row: row["confidence"])
    return {
        "event_id": event_id,
        "event_class": best["event_class"],
        "phase": best["phase"],
        "status": _status(told),
        **_when(told),
        **_who(told),
        **_where(told),
        **_sources(told),
        "notes": " ".join(best["evidence"][0].split()),
        "disagreements": disagreements(told),
        "confidence": best["confidence"],
        "tags": sorted({flag for row in told for flag in row["flags"]}),
    }


def _status(told: Sequence[Row]) -> str:
    """`alleged` becomes `occurred` where one source reports it as fact."""
    statuses = [row["status"] for row in told]
    return "occurred" if "occurred" in statuses else str(statuses[0])


def _when(told: Sequence[Row]) -> Row:
    """The shortest interval that a mention gives, of equally short ones the most told; without any, the earliest
    publication.
    """
    dated = [row for row in told if not pd.isna(row["date_start"])]
    if not dated:
        start = end = min(row["published"] for row in told)
        precision, basis = None, "published"
        coarse = {"time_precision": 2, "date_prec": 3}
    else:
        start, end, precision = _finest(dated)
        same = [row["date_basis"] for row in dated if (row["date_start"], row["date_end"]) == (start, end)]
        basis = "text" if "text" in same else "context"
        days = (end - start).days + 1
        coarse = {"time_precision": _time_precision(precision, days), "date_prec": _date_prec(days)}
    dates = {"event_date": start, "event_date_end": end, "year": start.year}
    return {**dates, **coarse, "date_precision": precision, "date_basis": basis}


def _finest(dated: Sequence[Row]) -> tuple[Any, Any, str]:
    told = Counter((row["date_start"], row["date_end"], row["date_precision"]) for row in dated)
    if dated[0]["phase"] == "holding":
        # What lasts is as long as it is reported: from the first day told to the last.
        first, last = min(start for start, _, _ in told), max(end for _, end, _ in told)
        return next((one for one in told if one[:2] == (first, last)), (first, last, "range"))
    return min(told, key=lambda one: (one[1] - one[0], -told[one], *one))


def _time_precision(precision: str, days: int) -> int:
    """ACLED's (codebook, "Time precision"): 1 the day is known, 2 a week or part of a month, 3 a month or more.

    Named days and open intervals ("since Dec. 29") begin on a day that is known.
    """
    if precision in ("day", "range"):
        return 1
    return 2 if days <= _PART_OF_A_MONTH else 3


def _date_prec(days: int) -> int:
    """UCDP GED's (codebook, "date_prec"), by the length of the interval: 1 day, 2 to 6, 7, up to 31, more."""
    return bisect_left((1, 6, 7, 31), days) + 1


def _who(told: Sequence[Row]) -> Row:
    """Actors of all mentions by role, those that most mentions name first.

    Of a violation, `actor1` is the first perpetrator and `actor2` the first target; of the other classes they are the
    first two parties. Further ones of a side are its `assoc_actor`, and further parties go to the second side.
    """
    by_role = {role: list(names) for role, names in _named(told).items()}
    sides = by_role.get("perpetrator", []), by_role.get("target", [])
    if told[0]["event_class"] != "violation":
        parties = by_role.get("party", [])
        sides = parties[:1], parties[1:]
    return {
        "actor1": next(iter(sides[0]), None),
        "assoc_actor_1": sides[0][1:],
        "actor2": next(iter(sides[1]), None),
        "assoc_actor_2": sides[1][1:],
        "mediators": by_role.get("mediator", []),
        "observers": by_role.get("observer", []),
        "accusers": by_role.get("accuser", []),
    }


def _named(told: Sequence[Row]) -> Mapping[str, Iterable[str]]:
    """Names by role; one actor's names count as one, the most frequent, and the earliest of equally frequent ones."""
    counts: dict[str, dict[str, Counter[str]]] = {}
    for row in told:
        for actor in {(a["role"], a["actor_id"] or a["name"]): a for a in row["actors"]}.values():
            of_role = counts.setdefault(actor["role"], {})
            of_role.setdefault(actor["actor_id"] or actor["name"], Counter())[_side(actor, row["published"])] += 1
    return {
        role: dict.fromkeys(
            names.most_common(1)[0][0] for names in sorted(actors.values(), key=lambda names: -names.total())
        )
        for role, actors in counts.items()
    }


def _side(actor: Row, published: pd.Timestamp) -> str:
    return side_name(actor["name"], actor["actor_id"], None if pd.isna(published) else published.date())


def _where(told: Sequence[Row]) -> Row:
    """The finest place, of equally fine ones the most told; without any, the country that most mentions give."""
    placed = [row for row in told if not pd.isna(row["place"])]
    located = [row for row in told if not pd.isna(row["country"])]
    counts = Counter(row["place"] for row in placed)
    best = min(placed or located or told, key=lambda row: (_fineness(row), -counts[row["place"]], -row["confidence"]))
    code = best["country"]
    if pd.isna(code) and pd.isna(best["latitude"]) and located:
        code = Counter(row["country"] for row in located).most_common(1)[0][0]
    country: Country | None = None if pd.isna(code) else countries().get(code)
    return {
        "iso": country and country.iso,
        "iso3": code,
        "country": country and country.name,
        "region": country and country.acled_region,
        "location": best["place"],
        **{name: best[name] for name in ("admin1", "latitude", "longitude", "geo_precision")},
    }


def _fineness(row: Row) -> int:
    return _NO_POINT if pd.isna(row["geo_precision"]) else int(row["geo_precision"])


def _sources(told: Sequence[Row]) -> Row:
    """Outlets and documents; a reprint counts with its original as one source."""
    originals = {str(row["doc_id"] if pd.isna(row["reprint_of"]) else row["reprint_of"]) for row in told}
    first = {str(row["doc_id"]): row for row in told}
    published = [row["published"] for row in told if not pd.isna(row["published"])]
    return {
        "source": sorted({_outlet(row) for row in told}),
        "source_count": len({_outlet(first[doc]) if doc in first else doc for doc in originals}),
        "n_documents": len(first),
        "n_mentions": len(told),
        "first_reported": min(published, default=None),
        "last_reported": max(published, default=None),
    }


def _outlet(row: Row) -> str:
    return str(row["doc_id"] if pd.isna(row["outlet"]) else row["outlet"])
