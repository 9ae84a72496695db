"""Who took part in an event and in what role (coding rules, section 6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from truceline.entities import Actor
from truceline.entities.coreference import is_internal_conflict
from truceline.entities.rows import opponents
from truceline.extract.blame import accusation, roles_in_breach
from truceline.extract.candidate import Candidate
from truceline.extract.cast import Cast, is_nobody, key_of, roles_data
from truceline.extract.conflicts import powers
from truceline.extract.mention import MentionActor
from truceline.extract.sentences import Span, within
from truceline.extract.tokens import Words

# An event of many sentences is told by its parties in the first ones; later ones name bystanders.
_SENTENCES = 2
_NEAR = 4
_TWO = 2
_STATE = "state:"
# Names less sure than this take no part: "troops" alone may be anybody's.
_FAINT = 0.35
# So many tokens from "led by" the talks stand that are led.
_OBJECT = 8
# A list of names has at most so many tokens.
_LIST = 14
# So many characters back a pronoun finds its person.
_BACK = 400


@dataclass(frozen=True, slots=True)
class _Named:
    """An actor at token `at` of its candidate's sentence, in which token `accuses` accuses, or else says something."""

    actor: Actor
    candidate: Candidate
    at: int
    accuses: int | None


def actors_of(told: Sequence[Candidate], cast: Cast, country: str | None) -> tuple[MentionActor, ...]:
    """The actors of one event, each once a role, in order of first naming; `country` is where the conflict is.

    The first sentences name them. Where they name fewer than two parties of what takes two, or none of what some side
    proposes or is called on to do, the sides of the conflict that the document names most follow. A side that no
    table knows is left out where two known ones are named and are not both states, as it is another word for one of
    them.
    """
    roles = _told_roles(told, cast, country)
    if told[0].event_class == "violation" and not any(role == "perpetrator" for _, role in roles):
        roles += _of_both(told, country, cast)
    roles += [(actor, "target") for actor in _wronged(roles) if not _is_outside(actor, country, cast)]
    callers = [*_joining(told[0], cast), *_speaking(told[0], cast)]
    roles += [(actor, "mediator") for actor in callers if _is_outside(actor, country, cast)]
    if (person := _meant(told[0], cast)) is not None:
        roles.append((person, "mediator" if _is_outside(person, country, cast) else "party"))
    mediators = {key_of(actor) for actor, role in roles if role == "mediator"}
    roles = [(actor, role) for actor, role in roles if role != "party" or key_of(actor) not in mediators]
    parties = {key_of(actor) for actor, role in roles if role == "party"}
    own = parties and _is_own(told[0], cast)
    if not own and told[0].phase in roles_data(cast.language)["two_sided" if parties else "sided"]:
        known = parties | mediators
        sides = _of_their_war([actor for actor, _ in roles], _sides(known, country, cast), country, cast)
        missing = sides[: max(0, _TWO - len(parties))]
        # A state alone makes no two.
        if len(parties) + len(missing) >= _TWO or any(actor.kind != "state" for actor in missing):
            roles += [(actor, "party") for actor in missing]
    return _once(_without_vague(roles, cast), cast)


def _told_roles(told: Sequence[Candidate], cast: Cast, country: str | None) -> list[tuple[Actor, str]]:
    """The roles of those whom the event's sentences name.

    Who is named in a later sentence, in another clause or only for saying so is a party where fewer than two are named
    nearer.
    """
    roles: list[tuple[Actor, str, bool]] = []
    for one in _named(told, cast):
        is_far = one.candidate.unit.number != told[0].unit.number or _is_apart(one) or _only_says(one, cast)
        for role in _roles(one, _is_outside(one.actor, country, cast), cast):
            roles.append((one.actor, role, is_far and role == "party"))
    nearer = {key_of(actor) for actor, role, is_far in roles if role == "party" and not is_far}
    return [(actor, role) for actor, role, is_far in roles if not is_far or len(nearer) < _TWO]


def _sides(known: set[str], country: str | None, cast: Cast) -> list[Actor]:
    """The sides of the conflict but those with a role, those at home where it is before others."""
    others = (side for side in cast.sides if key_of(side) not in known)
    sides = [side for side in others if not _is_outside(side, country, cast)]
    here = (None, country, *(opponents(country, cast.year) if country else ()))
    return [side for side in sides if country is None or side.country in here] or sides


def _of_their_war(named: Sequence[Actor], sides: list[Actor], country: str | None, cast: Cast) -> list[Actor]:
    """The sides that may fight those named; all where the sentence tells of no other war than the document."""
    homes = {
        actor.country
        for actor in named
        if actor.country and (actor.kind == "armed_group" or is_internal_conflict(actor.country, cast.year))
    }
    theirs = homes.union(*(opponents(home, cast.year) for home in homes))
    same = [side for side in sides if side.country in theirs]
    return same if same or (homes and country not in theirs) else sides


def _is_own(first: Candidate, cast: Cast) -> bool:
    """Whether a side is told to keep a truce that may be its own alone ("the rebels have observed a truce")."""
    words, verb = first.unit.words, first.governor
    return first.phase == "holding" and words.tokens[verb].lemma in roles_data(cast.language)["keeping"]


def _of_both(told: Sequence[Candidate], country: str | None, cast: Cast) -> list[tuple[Actor, str]]:
    """The roles of the conflict's two sides where the text says that "both sides" broke the truce, each also an
    accuser where they blame each other.
    """
    data = roles_data(cast.language)
    for words in (candidate.unit.words for candidate in told):
        said = f" {' '.join(token.low for token in words.tokens)} "
        if any(f" {name} " in said for name in data["breakers"]):
            mutual = words.any(0, len(words), "mutual") and accusation(words) is not None
            told_of = ("perpetrator", "accuser") if mutual else ("perpetrator",)
            return [(actor, role) for actor in _sides(set(), country, cast)[:_TWO] for role in told_of]
    return []


def _joining(first: Candidate, cast: Cast) -> Sequence[Actor]:
    """Who makes a call that its sentence says is joint: the document lists them."""
    words = (token.low for token in first.unit.words.tokens)
    joint = (first.event_class, first.phase) == ("ceasefire", "proposed")
    return cast.joint if joint and not roles_data(cast.language)["joint"].isdisjoint(words) else ()


def _speaking(first: Candidate, cast: Cast) -> Sequence[Actor]:
    """Who "we" are in the text of a statement: its title names them."""
    data, words = roles_data(cast.language), first.unit.words
    ours = not data["first_person"].isdisjoint(token.low for token in words.tokens)
    spoken = ours and first.unit.number >= 0 and not words.any(0, len(words), "quote")
    return cast.speakers if spoken and first.phase in data["mediated"] else ()


def _meant(first: Candidate, cast: Cast) -> Actor | None:
    """Who "he" is that proposes: the person last named before the sentence."""
    data, start = roles_data(cast.language), first.unit.span.start
    if first.phase != "proposed" or data["pronouns"].isdisjoint(first.unit.words.lows(0, first.first)):
        return None
    people = [actor for actor in within(cast.text, Span(max(0, start - _BACK), start)) if actor.person]
    return people[-1] if people and first.unit.number > 0 else None


def _wronged(roles: Sequence[tuple[Actor, str]]) -> list[Actor]:
    """Who alleges a violation by another, where nobody else is told to suffer it."""
    if any(role == "target" for _, role in roles):
        return []
    culprits = {key_of(actor) for actor, role in roles if role == "perpetrator"}
    return [actor for actor, role in roles if role == "accuser" and culprits and key_of(actor) not in culprits]


def _without_vague(roles: Sequence[tuple[Actor, str]], cast: Cast) -> list[tuple[Actor, str]]:
    """The roles but those of words for outsiders, where outsiders are named."""
    vague = roles_data(cast.language)["outsiders"]
    named = any(role == "mediator" and actor.name.lower() not in vague for actor, role in roles)
    return [(actor, role) for actor, role in roles if not (named and actor.name.lower() in vague)]


def _once(roles: Iterable[tuple[Actor, str]], cast: Cast) -> tuple[MentionActor, ...]:
    found: dict[tuple[str, str], MentionActor] = {}
    for actor, role in roles:
        name = cast.names.get(key_of(actor), actor.name)
        found.setdefault((name, role), MentionActor(name, role, actor.actor_id, actor.text))
    known = [one.actor_id for one in found.values() if one.role == "party" and one.actor_id]
    whole = len(known) >= _TWO and not all(actor_id.startswith(_STATE) for actor_id in known)
    return tuple(one for one in found.values() if one.role != "party" or one.actor_id or not whole)


def _named(told: Sequence[Candidate], cast: Cast) -> Iterator[_Named]:
    units = {candidate.unit.number: candidate for candidate in reversed(told)}
    first = list(dict.fromkeys(candidate.unit.number for candidate in told))[:_SENTENCES]
    for candidate in (units[number] for number in first):
        unit = candidate.unit
        accuses = accusation(unit.words)
        for actor in within(cast.title if unit.number < 0 else cast.text, unit.span):
            faint = actor.confidence < _FAINT and candidate.event_class != "violation"
            if not faint and not is_nobody(actor, cast.language, candidate.event_class):
                yield _Named(actor, candidate, unit.words.at(actor.char_start), accuses)


def _is_outside(actor: Actor, country: str | None, cast: Cast) -> bool:
    """Whether an actor is no side of the conflict: a body, or a state that does not fight over its country.

    Where the document has no sides at home anywhere, powers are outside.
    """
    home = _home(country, cast)
    if actor.name.lower() in roles_data(cast.language)["outsiders"]:
        return True
    if actor.kind == "body":
        return home is None or actor.country != home
    if actor.kind != "state" or home is None:
        return _is_foreign(actor, country, cast)
    return actor.country != home and actor.country not in opponents(home, cast.year)


def _home(country: str | None, cast: Cast) -> str | None:
    """Where the sides are at home: in the country of the conflict if one of them is, not where they only meet."""
    if country is None or (country in powers(cast.language) and not is_internal_conflict(country, cast.year)):
        return cast.theatre
    return country if country in cast.homes else cast.theatre or country


def _is_foreign(actor: Actor, country: str | None, cast: Cast) -> bool:
    power = actor.kind == "state" and actor.country in powers(cast.language) and actor.country != country
    return actor.kind == "body" or power


def _roles(one: _Named, outside: bool, cast: Cast) -> tuple[str, ...]:
    words, data = one.candidate.unit.words, roles_data(cast.language)
    if one.candidate.event_class == "violation":
        end = words.at(one.actor.char_end)
        armed = one.actor.kind == "state" and words.low(end - 1) in data["arms"]
        outside = (outside and not armed) or one.actor.kind == "body"
        if _is_hyphened(words, one.actor, one.at, data["mediating"] | data["leading"]) or _is_backer(
            words, one.at, data
        ):
            return ()
        return roles_in_breach(one.candidate, one.at, end, one.accuses, data, outside=outside)
    if data["observing"].intersection(words.lows(one.at + 1, one.at + 2 + _NEAR)):
        return ("observer",)
    if _mediates(words, one.actor, data, outside=outside):
        return ("mediator",)
    if _is_backer(words, one.at, data):
        return ()
    if outside and _attends(words, one, data):
        return ("observer",)
    if outside and one.actor.kind == "state" and _is_bound(words, one, data["binding"]):
        return ("party",)
    if outside and (one.actor.person or not _is_counterpart(words, one, data["joining"])):
        return ("mediator",) if _is_behind(words, one, data) else ()
    return () if one.actor.kind == "generic" and _is_apart(one) else ("party",)


def _is_backer(words: Words, at: int, data: Mapping[str, frozenset[str]]) -> bool:
    """Whether it only stands behind a side ("rebels backed by Oman")."""
    opener = _before_list(words, at)
    return words.has(opener, "agent") and words.low(opener - 1) in data["backing"]


def _is_bound(words: Words, one: _Named, binding: frozenset[str]) -> bool:
    """Whether an outsider signs or accepts ("Oman signed a truce", "a truce that was signed by Oman")."""
    opener = _before_list(words, one.at)
    if words.has(opener, "agent"):
        return any(token.lemma in binding for token in words.tokens[max(0, opener - _NEAR) : opener])
    verb = _after_list(words, words.at(one.actor.char_end))
    while words.has(verb, "have", "future") or words.adverb(verb):
        verb += 1
    near = verb == one.candidate.governor or 0 < one.candidate.first - verb <= _NEAR
    return near and words.tokens[verb].lemma in binding


def _is_behind(words: Words, one: _Named, data: Mapping[str, frozenset[str]]) -> bool:
    """Whether an outsider calls for the event, hosts it or brought it about.

    Who is named before an agreement only tells of it, unless the verb is one of brokering.
    """
    candidate = one.candidate
    if candidate.phase not in data["mediated"] or one.actor.actor_id in data["seldom_mediators"]:
        return False
    brokers = words.low(candidate.governor) in data["mediating"] | data["leading"]
    teller = candidate.phase == "agreed" and one.at < candidate.first
    says = candidate.phase in data["told"] and words.low(words.at(one.actor.char_end)) in data["saying"]
    return not says and not (teller and not brokers) and not _is_bystander(words, one)


def _only_says(one: _Named, cast: Cast) -> bool:
    """Whether a side is told of as who says so ("Omani officials said")."""
    words = one.candidate.unit.words
    return words.low(words.at(one.actor.char_end)) in roles_data(cast.language)["saying"]


def _is_apart(one: _Named) -> bool:
    """Whether a subordinate clause begins between the actor and the words that name the event."""
    words = one.candidate.unit.words
    first, last = one.candidate.first, max(one.candidate.last, one.candidate.governor + 1)
    return words.any(last, one.at, "subordinator") or words.any(one.at, first, "subordinator")


def _mediates(words: Words, actor: Actor, data: Mapping[str, frozenset[str]], *, outside: bool) -> bool:
    """Whether it brokers: "brokered by Oman and Qatar", "Oman-brokered", "Oman helped mediate".

    An outsider that leads or backs something mediates where that is talks ("talks led by Oman"), not a side.
    """
    at, end = words.at(actor.char_start), words.at(actor.char_end)
    opener = _before_list(words, at)
    of = at - 1 - words.has(at - 1, "the")
    offices = words.low(of) == "of" and data["mediation"].intersection(words.lows(of - 2, of))
    if offices or data["mediation"].intersection(words.lows(end - 1, end + 2)):
        return True
    by = opener if words.has(opener, "agent") else at - _NEAR
    led = outside and data["peace"].intersection(words.lows(by - _OBJECT, by))
    brokering = data["mediating"] | data["leading"]
    done = brokering if led else data["mediating"]
    done_by = words.any(by, at, "agent") and done.intersection(words.lows(by - _NEAR, at))
    end = _after_list(words, end)
    leads = outside and data["peace"].intersection(words.lows(end, end + _OBJECT))
    doing = brokering if leads else data["mediating"]
    does = doing.intersection(words.lows(end, end + 3)) and not words.any(end, end + 1 + _NEAR, "agent")
    return bool(done_by or does) or _is_hyphened(words, actor, at, brokering)


def _attends(words: Words, one: _Named, data: Mapping[str, frozenset[str]]) -> bool:
    """Whether an outsider is only there: "observers from Oman", "Oman attended as an observer", "attended by Oman"."""
    opener = _before_list(words, one.at)
    if data["observing"].intersection(words.lows(opener - 2, opener)) and words.has(opener, "preposition", "agent"):
        return True
    if words.has(opener, "agent") and data["attending"].intersection(words.lows(opener - 2, opener)):
        return True
    end = _after_list(words, words.at(one.actor.char_end))
    watches = data["observing"].intersection(words.lows(end, end + 1 + _NEAR))
    return bool(watches or data["attending"].intersection(words.lows(end, end + 2)))


def _is_hyphened(words: Words, actor: Actor, at: int, mediating: frozenset[str]) -> bool:
    """Whether a compound says what the actor did ("Oman-brokered"), not what was done to the rest of its name."""
    if at >= len(words):
        return False
    token = words.tokens[at]
    first, _, last = token.low.rpartition("-")
    return last in mediating and actor.char_end <= token.start + len(first)


def _before_list(words: Words, at: int) -> int:
    """The last token before the list of names that token `at` is in ("between" of "between Oman, Qatar and Iran")."""
    return _list_edge(words, range(at - 1, at - _LIST, -1))


def _after_list(words: Words, at: int) -> int:
    """The first token after the list of names that goes on at token `at` (", Kuwait and Norway brokered")."""
    return _list_edge(words, range(at, at + _LIST))


def _list_edge(words: Words, tokens: range) -> int:
    """The first of the tokens that belongs to no list of names, or where they stop."""
    for i in tokens:
        inside = 0 <= i < len(words)
        if not (inside and (words.tokens[i].capital or words.low(i) in (",", ".", "and", "the"))):
            return i
    return tokens.stop


def _is_counterpart(words: Words, one: _Named, joining: frozenset[str]) -> bool:
    """Whether it is at the table though an outsider: "talks between Oman and Iran", "talks with Oman"."""
    opener = _before_list(words, one.at)
    return words.low(opener) in joining and one.candidate.first < opener <= one.candidate.last + _NEAR


def _is_bystander(words: Words, one: _Named) -> bool:
    """Whether an outsider behind the event is in a clause of its own, or what something else is of."""
    behind = max(one.candidate.last, one.candidate.governor) + 1
    if one.at < behind:
        return False
    return words.low(one.at - 1) == "of" or words.any(behind, one.at, "relative")
