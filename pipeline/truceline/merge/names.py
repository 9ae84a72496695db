"""Under which name a side stands in the timeline."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from truceline.entities import find
from truceline_schemas import countries

_STATE = "state:"


@lru_cache(maxsize=1 << 16)
def side_name(name: str, actor_id: str | None, published: date | None) -> str:
    """The side's own name where a document names it by a person who acts for it (coding rules, section 6).

    A person whom no table knows speaks for the state that the document says: it is named as a country.
    """
    actors = find(name, published=published).actors
    person = next((actor for actor in actors if actor.person and actor.actor_id == actor_id), None)
    if person:
        return person.name
    if actors or actor_id is None or not actor_id.startswith(_STATE):
        return name
    country = countries().get(actor_id.removeprefix(_STATE))
    return country.name if country else name
