"""Mentions to events, in order of publication: each joins the best event that nothing in it contradicts.

Going by publication, what a later document says never changes what earlier ones came to. Comparing with a whole
event, not with one of its mentions, keeps apart what contradicts whatever the chain between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from truceline.merge.likeness import Group, contradicts, score, window
from truceline.merge.told import Told
from truceline.merge.weights import weights

_Index = dict[tuple[object, ...], dict[int, Group]]

# Up to so many days a mention is looked up by the day, beyond by the month.
_BY_DAY = 16
_NEVER = date.max.toordinal()


def clusters(mentions: Iterable[Told]) -> list[Group]:
    """The events, in order of their first mention. The order in which mentions are given does not matter."""
    groups: list[Group] = []
    index: _Index = {}
    for told in sorted(mentions, key=_by_publication):
        group = _best(told, _candidates(told, index))
        if group is None:
            group = Group(len(groups), told, *window(told))
            groups.append(group)
        group.add(told)
        for key in _filed_under(told):
            index.setdefault(key, {})[group.number] = group
    return groups


def _by_publication(told: Told) -> tuple[int, str, str]:
    return (_NEVER if told.published is None else told.published), told.identity, told.mention_id


def _best(told: Told, groups: Iterable[Group]) -> Group | None:
    scored = [(score(told, group), -group.number, group) for group in groups if not contradicts(told, group)]
    top = max(scored, default=None, key=lambda one: one[:2])
    return top[2] if top and top[0] >= weights()["accept"] else None


def _candidates(told: Told, index: _Index) -> Iterable[Group]:
    """Events of the same kind about the same days that share a country, an actor or a place, or tell none of them."""
    found: dict[int, Group] = {}
    for key in _looked_up(told):
        found.update(index.get(key, {}))
    latest = sorted(found, reverse=True)[: weights()["candidates"]]
    return [found[number] for number in latest]


def _filed_under(told: Told) -> Iterator[tuple[object, ...]]:
    times = [("in", month) for month in _months(told)] + (_days(told) if _is_short(told) else _wide(told))
    return _blocks(told, times)


def _looked_up(told: Told) -> Iterator[tuple[object, ...]]:
    if not _is_short(told):
        return _blocks(told, [("in", month) for month in _months(told)])
    return _blocks(told, [*_days(told), *_wide(told)])


def _blocks(told: Told, times: list[tuple[str, object]]) -> Iterator[tuple[object, ...]]:
    shared = {told.country, *told.cast, told.spot and told.spot.name} - {None} or {None}
    return ((told.kind, one, time) for one in shared for time in times)


def _is_short(told: Told) -> bool:
    first, last = window(told)
    return last - first < _BY_DAY


def _days(told: Told) -> list[tuple[str, object]]:
    first, last = window(told)
    return [("on", day) for day in range(first, last + 1)]


def _wide(told: Told) -> list[tuple[str, object]]:
    return [("wide", month) for month in _months(told)]


def _months(told: Told) -> list[object]:
    """The months (of 32 days) that it reaches into; one interval is one block where it is longer than we compare."""
    first, last = window(told)
    if last - first > weights()["date"]["longest"]:
        return [(first, last)]
    return list(range(first >> 5, (last >> 5) + 1))
