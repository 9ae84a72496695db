"""How a verb is told: its auxiliaries, negation, and the verb or noun that governs it."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.extract.tokens import Words

# Tokens to the left in which "to" finds its governing verb ("urged the warring sides in the north to") or noun, in
# which an -ing form finds its own, and over which a clause is looked through.
_MATRIX_REACH = 12
_NOUN_REACH = 8
_GERUND_REACH = 3
_CLAUSE_REACH = 24
_THAT_REACH = 8
_COORDINATED_REACH = 12
_NEGATION_REACH = 3
_ARTICLE_REACH = 2
_OVER_NOUN_REACH = 6
_DEPTH = 3
_CLAUSE_END = frozenset(';:()–—"“”') | {"--"}
_AUXILIARY = ("only", "be", "have", "do", "future", "future_in_past", "possible", "obliged", "to")
_JOINT_REACH = 12
_SIDE_REACH = 4
# Forms of a verb that tell what somebody did or does.
FINITE = ("past", "ed", "s")


@dataclass(frozen=True, slots=True)
class VerbState:
    """What surrounds a verb.

    `first` is the first token of its group. `colours` are the tables of `combine` that apply, innermost first.
    `bare_participle` is true of "-ed" without an auxiliary ("a truce signed in May", "the talks resumed"), `present` of
    a finite present ("meet on Friday").
    """

    first: int
    passive: bool
    bare_participle: bool
    present: bool
    colours: tuple[str, ...]


def is_verb(words: Words, i: int) -> bool:
    """Whether token `i` is used as a verb, by its form and the words beside it."""
    if not 0 <= i < len(words) or not words.tokens[i].lemma or _is_name(words, i):
        return False
    form, j = words.tokens[i].form, i - 1
    while j >= 0 and (words.adverb(j) or words.has(j, "negation")):
        j -= 1
    if form == "base" and words.has(j, "be") and words.low(i) not in words.lexicon.words["unchanging"]:
        return False
    led = words.has(j, *_AUXILIARY, "pronoun")
    if words.has(i, "nounlike"):
        plain = j >= 0 and not words.has(j, "determiner", "preposition", "conjunction", "quote")
        return led or _doing(words, i) or (plain and form in ("base", "s") and words.has(i + 1, "article"))
    if form in ("past", "part", "ed"):
        return not words.has(i - 1, "article")
    if words.has(j, "determiner"):
        return False
    return form == "ing" or led or not words.has(j, "preposition", "negation")


def _doing(words: Words, i: int) -> bool:
    """Whether an -ing form says what goes on ("keep negotiating"), or what nouns do ("envoys, meeting in")."""
    if i and words.tokens[i].form == "ing" and words.tokens[i - 1].lemma in words.lexicon.words["going_on"]:
        return True
    aside = words.low(i - 1) == ","
    noun = i - 1 - aside
    if noun < 0 or words.tokens[i].form != "ing" or words.tokens[noun].lemma:
        return False
    where, plural = words.has(i + 1, "at_place", "occasion"), words.low(noun).endswith(words.lexicon.endings["plural"])
    return (where and (aside or plural)) or (aside and plural and words.has(i + 1, "circumstance"))


def _is_name(words: Words, i: int) -> bool:
    """A capital among words without one ("the Met said")."""
    if not i or not words.tokens[i].capital:
        return False
    beside = words.tokens[i - 1 : i] + words.tokens[i + 1 : i + 2]
    return not any(token.capital or not token.low.isalpha() for token in beside)


def state(words: Words, v: int, depth: int = 0) -> VerbState:
    """The surroundings of the verb at `v`."""
    first, seen, negated = _group(words, v)
    form, infinitive = words.tokens[v].form, "to" in seen
    governed = infinitive or (form == "ing" and "be" not in seen) or words.has(first, "being")
    colours = _auxiliary_colour(seen, negated)
    if not colours and not infinitive and _denied(words, first):
        colours = ["negated"]
    if governed and depth < _DEPTH:
        colours += _governing(words, first, depth, infinitive=infinitive)
    elif depth < _DEPTH and ((form == "base" and not seen) or words.has(first, "bare_be")):
        colours += _subjunctive(words, first, depth)
    if (not governed or colours in ([], ["future"])) and _conditional(words, first):
        colours.append("hope")
    unchanging = form == "base" and words.tokens[v].low in words.lexicon.words["unchanging"]
    participle = form in ("part", "ed") or unchanging
    return VerbState(
        first=first,
        passive=participle and "be" in seen,
        bare_participle=participle and not seen,
        present=form in ("base", "s") and not seen and not unchanging,
        colours=tuple(colours),
    )


def _group(words: Words, v: int) -> tuple[int, set[str], bool]:
    """The first token of a verb's group, the kinds of its auxiliaries, and whether it is negated."""
    seen: set[str] = set()
    negated, i = False, v - 1
    while i >= 0:
        classes = [name for name in _AUXILIARY if words.has(i, name)]
        if not classes and not words.has(i, "negation", "quote") and not words.adverb(i):
            break
        seen.update(classes)
        negated |= words.has(i, "negation") or words.low(i).endswith(words.lexicon.endings["negation"])
        i -= 1
        if "to" in classes:
            break
    return i + 1, seen, negated


def _auxiliary_colour(seen: set[str], negated: bool) -> list[str]:
    if negated:
        return ["will_not" if seen & {"future", "future_in_past"} else "cannot" if "possible" in seen else "negated"]
    if seen & {"future", "future_in_past"}:
        # What will only be is a condition ("talks will only begin once the army leaves").
        return ["hope"] if "only" in seen else ["future"]
    return ["hope"] if "possible" in seen else ["propose"] if "obliged" in seen else []


def _governing(words: Words, first: int, depth: int, *, infinitive: bool) -> tuple[str, ...]:
    """What the verb or noun before "to" or an -ing form makes of it."""
    matrix = words.lexicon.matrix
    # Of quoted words ("urged them 'to stop'") the verb is before the quote.
    first -= words.has(first - 1, "quote")
    for i in range(first - 1, max(-1, first - 1 - (_MATRIX_REACH if infinitive else _GERUND_REACH)), -1):
        if words.low(i) in _CLAUSE_END:
            break
        found = words.match(matrix, i)
        noun = i < first - _NOUN_REACH or words.has(first, "being")
        # "last week" and "forces" are no verbs that colour others.
        other = words.has(i + 1, "span") or (found and found[0] == "continue" and _is_noun(words, i))
        if found is None or other or found[1] > first or (noun and not is_verb(words, i)):
            continue
        if infinitive and words.has(first - 1, "be") and (found[0] == "agree" or words.tokens[i].form == "ing"):
            break
        wider = words.match(matrix, i - 1)
        if wider and wider[1] > i:
            return (wider[0],)
        verbal = _is_verbal(words, i)
        outer = state(words, i, depth + 1).colours if verbal else _of_noun(words, i, depth)
        if not verbal and outer[:1] == ("agree",):
            return outer
        if found[0] == "motion":
            made = words.tokens[i].form in ("past", "part", "ed") or not is_verb(words, i)
            return outer if made else ("future", *outer)
        return (found[0], *outer)
    if infinitive and words.has(first - 1, "be"):
        return ("future",)
    if infinitive and not any(is_verb(words, i) or words.has(i, "be") for i in range(first)):
        return ("purpose",) if _has_predicate(words, first) else ("future",)
    if infinitive:
        return ("purpose",)
    idea = words.has(first - 1, "idea") and not accuses(words, first - _MATRIX_REACH, first)
    if idea or words.has(first - 1, "purpose") or _is_subject(words, first):
        return ("hope",)
    return ("negated",) if words.has(first - 1, "without") else ()


def _is_verbal(words: Words, i: int) -> bool:
    """Whether a word with a verb's form is no noun by what stands before it ("without a deal", "the plan")."""
    article = words.has(i, "nounlike") and words.any(i - _ARTICLE_REACH, i, "article")
    return bool(words.tokens[i].lemma) and not (article or words.any(i - _NEGATION_REACH, i, "without"))


def _is_noun(words: Words, i: int) -> bool:
    """Whether a form is the plural of a noun ("ordered its forces to")."""
    return words.tokens[i].form == "s" and words.has(i, "nounlike") and not is_verb(words, i)


def _has_predicate(words: Words, first: int) -> bool:
    """Whether a form of "be" or "have" follows an infinitive in its clause ("a tool to end hostilities is ...")."""
    for i in range(first, first + _CLAUSE_REACH):
        if words.has(i, "be", "have"):
            return True
        if words.has(i, "boundary", "circumstance", "relative"):
            return False
    return False


def _is_subject(words: Words, first: int) -> bool:
    """Whether an -ing form opens its sentence as the subject ("asking for a truce is vain"), not as a circumstance."""
    return first == 0 and "," not in words.lows(0, _CLAUSE_REACH)


def accuses(words: Words, first: int, last: int) -> bool:
    """Whether one of tokens `first` to `last` (exclusive) says that somebody is accused."""
    found = (words.match(words.lexicon.attribution, i) for i in range(max(0, first), last))
    return any(said and said[0] == "allege" for said in found)


def _of_noun(words: Words, i: int, depth: int) -> tuple[str, ...]:
    """What negates, refuses or accepts a noun or an adjective ("no plan to", "rejected the idea of")."""
    for k in range(i - 1, max(-1, i - _OVER_NOUN_REACH), -1):
        if words.has(k, "boundary", "circumstance", "conjunction"):
            break
        found = words.match(words.lexicon.matrix, k)
        if found and found[0] in ("refuse", "agree") and is_verb(words, k):
            return (found[0], *state(words, k, depth + 1).colours)
    return ("negated",) if words.any(i - _NEGATION_REACH, i, "negation") else ()


def _subjunctive(words: Words, first: int, depth: int) -> tuple[str, ...]:
    """What is said of a bare form by the verb beside it ("to stop and agree") or above it ("urged that they agree")."""
    if words.has(first - 1, "helping"):
        return state(words, first - 1, depth + 1).colours
    listed = words.low(first - 1) == ","
    if words.has(first - 1, "conjunction") or listed:
        beside = range(first - 2, max(-1, first - 1 - _COORDINATED_REACH), -1)
        verb = next((k for k in beside if is_verb(words, k) or words.has(k, "be")), None)
        return state(words, verb, depth + 1).colours if verb is not None else ()
    for i in range(first - 1, max(-1, first - 1 - _CLAUSE_REACH), -1):
        if words.low(i) in _CLAUSE_END:
            return ()
        if words.has(i, "that"):
            above = (k for k in range(i - 1, max(-1, i - _THAT_REACH), -1) if is_verb(words, k))
            found = next((words.match(words.lexicon.matrix, k) for k in above), None)
            return ("propose",) if found and found[0] in ("propose", "order") else ()
    return ()


def _denied(words: Words, first: int) -> bool:
    """Whether the subject denies the verb: "neither side has accepted"."""
    return _clause_has(words, first, _THAT_REACH, "denying")


def _conditional(words: Words, first: int) -> bool:
    """Whether the clause opens with "if" and its like, or hangs on a hope or a doubt; a relative clause is its own."""
    if words.has(first - 1, "relative"):
        return False
    return _clause_has(words, first, _CLAUSE_REACH, "condition", "doubt")


def _clause_has(words: Words, first: int, reach: int, *classes: str) -> bool:
    for i in range(first - 1, max(-1, first - reach), -1):
        ends = words.low(i) in _CLAUSE_END and not words.has(i, "quote")
        if ends or words.low(i) == ",":
            return False
        if words.has(i, *classes):
            return True
    return False


def joint(words: Words, governor: int) -> bool:
    """Whether two sides are named together before the verb ("X and Y declared a truce"): a truce of two is agreed."""
    first = max(0, governor - _JOINT_REACH)
    if words.any(first, governor, "together"):
        return True
    for i in range(first + 1, governor - 1):
        named = all(
            any(token.capital for token in words.tokens[a:b])
            for a, b in ((max(first, i - _SIDE_REACH), i), (i + 1, min(governor, i + 1 + _SIDE_REACH)))
        )
        if words.has(i, "conjunction") and named:
            return not any(token.lemma and token.form in FINITE for token in words.tokens[i:governor])
    return False
