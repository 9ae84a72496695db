"""A sentence as words with their verb forms, and the search for phrases in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from truceline.extract.lexicon import Lexicon, Phrases
from truceline.extract.sentences import Span

# A hyphen may stand for a word to come ("the Saudi- and UN-led talks").
_HANGING = r"(?:-(?=,? (?:and|or)\b))?"
_TOKEN = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}(?:-\w+)*{_HANGING}|\d{{1,3}}(?:,\d{{3}})+\b|\w+(?:[-'’.]\w+)*{_HANGING}|\.\.\.|[^\w\s]"
)
# No shorter word is a plural ("its").
_SHORTEST = 3
_POSSESSIVE = "'s"


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign at `start`:`end` of the text that it is in; `lemma` and `form` are empty for what is no verb."""

    low: str
    start: int
    end: int
    lemma: str
    form: str
    capital: bool


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of one sentence with the lexicon that reads them. Outside the sentence every word is ""."""

    tokens: tuple[Token, ...]
    lexicon: Lexicon

    def __len__(self) -> int:
        """How many tokens there are."""
        return len(self.tokens)

    def low(self, i: int) -> str:
        """Token `i` in lower case, without a possessive's ending."""
        return self.tokens[i].low if 0 <= i < len(self.tokens) else ""

    def lows(self, first: int, last: int) -> list[str]:
        """Tokens `first` to `last` (exclusive) in lower case, as far as there are."""
        return [token.low for token in self.tokens[max(0, first) : max(0, last)]]

    def has(self, i: int, *classes: str) -> bool:
        """Whether token `i` is of one of the lexicon's closed classes."""
        return self.lexicon.has(self.low(i), *classes)

    def any(self, first: int, last: int, *classes: str) -> bool:
        """Whether one of tokens `first` to `last` (exclusive) is of one of the classes."""
        return any(self.lexicon.has(low, *classes) for low in self.lows(first, last))

    def adverb(self, i: int) -> bool:
        """Whether token `i` may stand between an auxiliary and its verb; a verb such as "rally" may not."""
        if not 0 <= i < len(self.tokens):
            return False
        token = self.tokens[i]
        return self.has(i, "adverb") or (not token.lemma and token.low.endswith(self.lexicon.endings["adverb"]))

    def match(self, phrases: Phrases, i: int, *, inflect: bool = True) -> tuple[str, int] | None:
        """The longest phrase that begins at token `i`: what it stands for and the token after it."""
        if not 0 <= i < len(self.tokens):
            return None
        token = self.tokens[i]
        entries = phrases.get(token.low, ())
        if inflect and token.lemma and token.lemma != token.low:
            entries = (*phrases.get(token.lemma, ()), *entries)
            entries = tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        elif inflect and not entries:
            entries = phrases.get(self.singular(token.low), ())
        for rest, meaning in entries:
            if all(self.low(i + 1 + k) == word for k, word in enumerate(rest)):
                return meaning, i + 1 + len(rest)
        return None

    def singular(self, low: str) -> str:
        """What a word may be the plural of, or ""."""
        plural = self.lexicon.endings["plural"]
        return low.removesuffix(plural) if len(low) > _SHORTEST else ""

    def at(self, position: int) -> int:
        """The token at or after a position of the text; the number of tokens where there is none."""
        return bisect_right(self.tokens, position, key=lambda token: token.end)


def tokenize(text: str, span: Span, lexicon: Lexicon) -> Words:
    """The tokens of one sentence; a hyphenated word is one."""
    tokens = []
    for match in _TOKEN.finditer(text, span.start, span.end):
        word = match[0]
        low = word.lower().replace("’", "'")
        if low.endswith(_POSSESSIVE) and len(low) > len(_POSSESSIVE):
            low = low[: -len(_POSSESSIVE)]
        lemma, form = lexicon.forms.get(low, ("", ""))
        tokens.append(Token(low, match.start(), match.end(), lemma, form, word[0].isupper()))
    return Words(tuple(tokens), lexicon)
