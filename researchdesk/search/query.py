# SPDX-License-Identifier: MIT
"""The query language: forgiving, every text gives a tree; what could not be read as meant is said in a hint.

    query  := or            or := and { ("OR" | "|") and }      and := unary { ["AND" | "&"] unary }
    unary  := ("NOT" | "-") unary | near                        near := atom { "NEAR" ["/" n] atom }
    atom   := "(" query ")" | field ":" atom | phrase | word

Operators count in capitals only. Words side by side mean AND, which binds tighter than OR.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from researchdesk.search import dates, lexer
from researchdesk.search.analysis import fold
from researchdesk.search.atoms import (
    ALL_FIELDS,
    FIELDS,
    MOST_CHARACTERS,
    MOST_LEVELS,
    WANTED,
    Atoms,
    Expand,
    Scope,
)
from researchdesk.search.tree import (
    Close,
    Everything,
    Near,
    Node,
    Not,
    Nothing,
    Phrase,
    Prefix,
    Wildcard,
    Word,
    all_of,
    any_of,
)

if TYPE_CHECKING:
    from researchdesk.model.search import Hint
    from researchdesk.search.lexer import Token

NEAR = 10  # words, where none is said
FARTHEST = 1000
MOST_NESTED = 8  # saved searches in saved searches
OPERATORS = frozenset({"OR", "AND", "NOT", "NEAR"})
_OR, _AND = ("OR", "|", "||"), ("AND", "&", "&&")
BRACKET = (  # what is said where one is not closed: with a word after it, and without
    "The bracket before “{words}” is open: add ) after its last word.",
    "A bracket is open, and nothing stands after it.",
)
MARK = (
    "The quotation mark before “{words}” is open: add ” after its last word.",
    "A quotation mark is open, and nothing stands after it.",
)

Saved = Callable[[str], str | None]


class Parsed(Struct, frozen=True):
    """A query as read: the tree, what is to be said of it, and the plain words asked for."""

    tree: Node
    hints: tuple[Hint, ...] = ()
    is_everything: bool = False
    words: tuple[str, ...] = ()


def parse(
    text: str,
    *,
    typing: bool = False,
    expand: Expand | None = None,
    saved: Saved | None = None,
) -> Parsed:
    """Read a query. While `typing`, the last word is also a beginning, unless a space follows it.

    `expand(field, words)` gives the ids or codes that `person:`, `country:` and `tag:` mean, or None to search the
    words, and the numbers of the articles that `in:` and `is:` mean; `saved(name)` gives the text of a saved search,
    or None.
    """
    plain = lexer.plain(text)
    atoms = Atoms(typing, expand)
    if len(plain) > MOST_CHARACTERS:
        words = f"Only the first {MOST_CHARACTERS} characters were used."
        atoms.hint(words, MOST_CHARACTERS, len(plain))
        plain = plain[:MOST_CHARACTERS]
    tree = _Parser(plain, atoms, saved).parse()
    if tree is None:
        is_blank = not plain.strip() or typing
        if not is_blank and not atoms.hints:
            said = plain.strip()
            atoms.hint(f"There is nothing to search for in “{said[:40]}”.", 0, len(plain))
        tree = Everything() if is_blank else Nothing()
    hints = tuple(atoms.hints)
    words_asked = tuple(dict.fromkeys(atoms.plain_words))
    return Parsed(tree, hints, isinstance(tree, Everything), words_asked)


class _Parser:
    """Reads tokens from left to right; `asked` are the saved searches that are being read, outermost first."""

    def __init__(
        self, text: str, atoms: Atoms, saved: Saved | None, asked: tuple[str, ...] = ()
    ) -> None:
        self.text = text
        self.atoms = atoms
        self.saved = saved
        self.asked = asked
        self.tokens = lexer.tokens(text, ALL_FIELDS)
        self.at = 0
        self.depth = 0
        self.is_cut = False  # too deep to be read to its end
        self.scope = Scope()
        self.within: Token | None = None  # the token of the saved search: where its hints point to

    def parse(self) -> Node | None:
        parts = [self._either()]
        while (token := self._peek()) is not None:  # a ")" too many
            self._hint("A “)” without its “(” was left out.", token)
            self.at += 1
            parts.append(self._either())
        return all_of(parts)

    def _either(self) -> Node | None:
        parts = [self._both()]
        while sign := self._operator(*_OR):
            before, after = parts[-1], self._both()
            parts.append(after)
            if before is None or (after is None and not self._is_at_edge()):
                self._hint("OR needs a word on both sides.", sign)
        return any_of(parts)

    def _both(self) -> Node | None:
        parts: list[Node | None] = []
        while (token := self._peek()) is not None and token.kind != "close":
            if token.kind == "word" and token.text in _OR:
                break
            if sign := self._operator(*_AND):
                if not parts or (self._is_at_end() and not self._is_at_edge()):
                    self._hint("AND needs a word on both sides.", sign)
                continue
            parts.append(self._unary())
        return all_of(parts)

    def _unary(self) -> Node | None:
        sign = self._operator("NOT")
        if sign is None and (token := self._peek()) is not None and token.kind == "minus":
            sign = token
            self.at += 1
        if sign is None:
            return self._near()
        if self._is_at_end():
            if not self._is_at_edge():
                self._hint("NOT needs a word after it.", sign)
            return None
        with_depth = self._deeper(sign, self._unary)
        return None if with_depth is None else Not(with_depth)

    def _near(self) -> Node | None:
        if sign := self._operator("NEAR"):
            self._hint("NEAR needs a word on both sides.", sign)
            return None
        left = self._atom()
        joined: list[Node | None] = []
        while sign := self._operator("NEAR"):
            right = None if self._is_at_end() else self._atom()
            if left is None or right is None:
                if not self._is_at_edge():
                    self._hint("NEAR needs a word on both sides.", sign)
                left = left or right
                continue
            joined.append(self._pair(left, right, sign))
            left = right
        return all_of(joined) if joined else left

    def _pair(self, left: Node, right: Node, sign: Token) -> Node | None:
        leaves = (Word, Prefix, Wildcard, Close, Phrase)
        if not isinstance(left, leaves) or not isinstance(right, leaves):
            self._hint("NEAR joins words and phrases only; AND was used instead.", sign)
            return all_of([left, right])
        fields = tuple(name for name in left.fields if name in right.fields)
        if not fields:
            return Nothing()
        said = sign.text.partition("/")[2][:6]
        distance = max(1, min(int(said), FARTHEST)) if said else NEAR
        return Near(replace(left, fields=fields), replace(right, fields=fields), distance)

    def _atom(self) -> Node | None:
        token = self._peek()
        if token is None or token.kind == "close":
            return None
        self.at += 1
        if token.kind == "open":
            return self._bracket(token)
        if token.kind == "field":
            return self._field(token)
        if token.kind == "minus":  # only after NEAR
            return self._atom()
        if token.kind == "phrase" and not token.is_closed:
            self._open(MARK, token.text.split(), token)
        is_last = self._is_last(token)
        if self.scope.name in dates.NAMES:
            return self.atoms.date(self.scope.name, self._placed(token), is_last=is_last)
        if token.kind == "phrase":
            return self.atoms.phrase(self._placed(token), self.scope)
        return self.atoms.word(self._placed(token), self.scope, is_last=is_last)

    def _bracket(self, token: Token) -> Node | None:
        inside = self._deeper(token, self._either)
        after = self._peek()
        if after is not None and after.kind == "close":
            self.at += 1
        elif not self.is_cut:
            behind = self.tokens[self.tokens.index(token) + 1 :]
            words = [one.text.strip() for one in behind if one.kind in ("word", "phrase")]
            self._open(BRACKET, words, token)
        return inside

    def _open(self, hints: tuple[str, str], words: list[str], token: Token) -> None:
        """Say that something is not closed; while it is typed, only once a word stands in it."""
        if words and words[0]:
            self._hint(hints[0].format(words=words[0][:40]), token)
        elif not self.atoms.is_typing:
            self._hint(hints[1], token)

    def _is_last(self, token: Token) -> bool:
        """Say whether the query ends with this token: while it is typed, more of it may come."""
        return token.end == len(self.text) and self.within is None

    def _deeper(self, token: Token, read: Callable[[], Node | None]) -> Node | None:
        if self.depth >= MOST_LEVELS:
            self._hint(f"Only {MOST_LEVELS} levels are read; the rest was left out.", token)
            self.at, self.is_cut = len(self.tokens), True
            return None
        self.depth += 1
        inside = read()
        self.depth -= 1
        return inside

    def _field(self, token: Token) -> Node | None:
        name = token.text.lower()
        value = self._peek()
        if value is None or value.kind == "close":
            if not self._is_at_edge():
                self._hint(f"“{name}:” needs a word after it.", token)
            return None
        if name not in ALL_FIELDS:
            return self._unknown(token)
        if name in WANTED or name == "saved":
            if value.kind not in ("word", "phrase"):
                self._hint(f"“{name}:” needs a word after it.", token)
                return self._atom()
            self.at += 1
            if name == "saved":
                return self._saved(value)
            return self.atoms.wanted(name, self._placed(value), is_last=self._is_last(value))
        outer = self.scope
        self.scope = Scope(name, (FIELDS[name],) if name in FIELDS else ())
        inside = self._deeper(token, self._atom)
        self.scope = outer
        return inside

    def _unknown(self, token: Token) -> Node | None:
        known = ", ".join(sorted(ALL_FIELDS))
        said = (
            f"“{token.text[:40]}:” is no field and was searched as a word. The fields are {known}."
        )
        self._hint(said, token)
        word = self.atoms.word(self._placed(token), self.scope, is_last=False)
        return all_of([word, self._deeper(token, self._atom)])

    def _saved(self, token: Token) -> Node | None:
        name = fold(token.text.strip())
        text = self.saved(token.text.strip()) if self.saved else None
        if text is None:
            if self.atoms.is_typing and self._is_last(token) and token.kind == "word":
                return Everything()
            self._hint(f"There is no saved search “{token.text.strip()[:40]}”.", token)
            return Nothing()
        if name in self.asked or len(self.asked) >= MOST_NESTED:
            self._hint(f"The saved search “{token.text.strip()[:40]}” leads back to itself.", token)
            return Nothing()
        text = lexer.plain(text)[:MOST_CHARACTERS]
        inner = _Parser(text, self.atoms, self.saved, (*self.asked, name))
        inner.within = self._placed(token)
        inner.depth = self.depth
        return inner.parse()

    def _peek(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _operator(self, *names: str) -> Token | None:
        token = self._peek()
        if token is None or token.kind != "word":
            return None
        name, slash, number = token.text.partition("/")
        is_sign = token.text in names or (name == "NEAR" in names and slash and number.isdecimal())
        if not is_sign:
            return None
        self.at += 1
        return token

    def _is_at_end(self) -> bool:
        token = self._peek()
        return token is None or token.kind == "close"

    def _is_at_edge(self) -> bool:
        """Say whether the query ends here while it is being typed: what is missing may still come."""
        return self.atoms.is_typing and self._peek() is None

    def _placed(self, token: Token) -> Token:
        if self.within is None:
            return token
        return replace(token, start=self.within.start, end=self.within.end)

    def _hint(self, text: str, token: Token) -> None:
        placed = self._placed(token)
        self.atoms.hint(text, placed.start, placed.end)
