# SPDX-License-Identifier: MIT
"""The atoms of a query: what one word, phrase or field value comes to in the tree, and what is said when it cannot."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field

from researchdesk.model.search import Hint
from researchdesk.search import dates
from researchdesk.search.analysis import LETTERS, LONGEST, fold, has_unspaced, words
from researchdesk.search.tree import (
    TRASH,
    WORDS_IN,
    Articles,
    Close,
    Days,
    Everything,
    Filled,
    Keys,
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
    from researchdesk.search.lexer import Token

Expand = Callable[[str, str], Sequence[int | str] | None]

MOST_CHARACTERS, MOST_WORDS, MOST_LEVELS = 1000, 64, 20
KEYS = {"person": "person_id", "country": "country_code", "tag": "tag_id"}
_NAMED = "title body note author site tag person country kind lang"
FIELDS = {"text": "body", "language": "lang"} | {name: name for name in _NAMED.split()}
WANTED: dict[str, dict[str, Node | None]] = {  # None: the library knows which articles these are
    "in": {"inbox": None, "trash": TRASH},
    "is": {"starred": None, "unread": None},
    "has": {name: Filled(name) for name in ("annotation", "note", "person")},
}
ALL_FIELDS = frozenset({*FIELDS, *dates.NAMES, *WANTED, "saved"})
_FUZZY = re.compile(r"(.+?)~(\d*)")
_BEGUN = re.compile(r"[\d.-]+")  # of a date that is still being typed
_PIECE = re.compile(f"[{LETTERS}*?]+")


class Scope(Struct, frozen=True):
    """Where the words that are being read are searched; `name` is the field as the user wrote it."""

    name: str | None = None
    fields: tuple[str, ...] = WORDS_IN


class Atoms(Struct):
    """Makes leaves of tokens; collects the hints and counts the words."""

    is_typing: bool = False
    expand: Expand | None = None
    hints: list[Hint] = field(default_factory=list)
    plain_words: list[str] = field(default_factory=list)
    count: int = 0

    def hint(self, text: str, start: int, end: int) -> None:
        """Say something once about a part of the query."""
        if all(hint.text != text for hint in self.hints):
            self.hints.append(Hint(text, start, end))

    def word(self, token: Token, scope: Scope, *, is_last: bool) -> Node | None:
        """Read a word: it may be a range of dates, hold wildcards, or be written "about so"."""
        text = token.text
        if scope.name is None and dates.is_range(text):
            return self.date("date", token)
        if text.strip("*") == "":
            return Everything() if scope.name is None else Filled(_filled(scope))
        if scope.name and text.lower() == "none":
            return Not(Filled(_filled(scope)))
        if "://" in text:
            return self._exact(text, token, scope, is_open=False)
        if fuzzy := _FUZZY.fullmatch(text):
            return self._close(fuzzy[1], fuzzy[2], token, scope)
        if "*" not in text and text[:1] != "?":
            text = text.rstrip("?")
        if "*" in text or "?" in text:
            return self._wild(text, token, scope)
        return self._plain(text, token, scope, is_typed=is_last and self.is_typing)

    def phrase(self, token: Token, scope: Scope) -> Node | None:
        """Read words in quotation marks; while it is being typed, the last word may be a beginning."""
        text = token.text.rstrip()
        is_open = text.endswith("*") or (
            self.is_typing and not token.is_closed and text == token.text
        )
        if set("*?") & set(text.rstrip("*").rstrip("?")):
            self.hint(
                "Inside quotation marks only the last word may end in *.", token.start, token.end
            )
        return self._exact(text, token, scope, is_open=is_open, slop=token.slop)

    def date(self, name: str, token: Token, *, is_last: bool = False) -> Node:
        """Read the value of a date field, or a range of dates."""
        value = token.text.strip()
        if value in ("*", "none"):
            return Filled("date") if value == "*" else Not(Filled("date"))
        whole = dates.period(value)
        if whole:
            return Days(*dates.bounds(name, whole))
        ends = dates.between(value) if ".." in value else None
        if ends is None and is_last and self.is_typing and _BEGUN.fullmatch(value):
            return Everything()
        if ends is None:
            words = (
                f"There is no date “{value[:40]}”; write 2024, 2024-05, 2024-05-17 or 2023..2024."
            )
            self.hint(words, token.start, token.end)
            return Nothing()
        if ends[2]:
            self.hint(
                "The two dates were the wrong way round; they were swapped.", token.start, token.end
            )
        return Days(ends[0], ends[1])

    def wanted(self, name: str, token: Token, *, is_last: bool) -> Node:
        """Read the value of `in:`, `is:` or `has:`; one that is still being typed asks for everything."""
        value = token.text.strip().lower()
        if value in WANTED[name]:
            if held := WANTED[name][value]:
                return held
            known = self.expand(name, value) if self.expand else None
            return Articles(tuple(int(one) for one in known or ()))
        if is_last and self.is_typing and any(one.startswith(value) for one in WANTED[name]):
            return Everything()
        choice = " or ".join(f"{name}:{one}" for one in sorted(WANTED[name]))
        self.hint(
            f"“{name}:{value[:40]}” is not known and was left out; write {choice}.",
            token.start,
            token.end,
        )
        return Everything()

    def _plain(self, text: str, token: Token, scope: Scope, *, is_typed: bool) -> Node | None:
        found = asked_words(text)
        if len(found) != 1:
            return self._exact(text, token, scope, is_open=is_typed)
        if not self._may_use(1, token):
            return None
        word = found[0]
        if len(word) == 1 and has_unspaced(word):
            return self._expanded(text, found, scope) or Prefix(word, scope.fields)
        if scope.name is None:
            self.plain_words.append(word)
        named = self._expanded(text, found, scope)
        leaf = Word(word, scope.fields, is_typed)
        return any_of([named, leaf]) if is_typed else named or leaf

    def _exact(
        self, text: str, token: Token, scope: Scope, *, is_open: bool, slop: int = 1
    ) -> Node | None:
        found = asked_words(text)
        room = MOST_WORDS - self.count
        is_within = self._may_use(len(found), token)
        if not found or (room <= 0 and not is_within):
            return None
        found = found[:room]
        named = None if text.endswith("*") else self._expanded(text, found, scope)
        leaf: Node = Phrase(tuple(found), scope.fields, slop, is_open)
        if len(found) == 1:
            begins = is_open or (len(found[0]) == 1 and has_unspaced(found[0]))
            leaf = Word(found[0], scope.fields, is_exact=True)
            leaf = Prefix(found[0], scope.fields) if begins else leaf
        return any_of([named, leaf]) if is_open else named or leaf

    def _close(self, text: str, said: str, token: Token, scope: Scope) -> Node | None:
        found = asked_words(text)
        if len(found) != 1 or set("*?") & set(text):
            if found:
                self.hint("“~” works on one whole word only.", token.start, token.end)
            return self._plain(text.rstrip("*?~"), token, scope, is_typed=False)
        distance = int(said[:4]) if said else 1
        if distance > 2:
            self.hint("A word may differ by two letters at most (~2).", token.start, token.end)
        if not self._may_use(1, token):
            return None
        word = found[0]
        allowed = 0 if len(word) < 3 else 1 if len(word) < 5 else 2
        distance = min(distance, allowed)
        return Close(word, distance, scope.fields) if distance else Word(word, scope.fields)

    def _wild(self, text: str, token: Token, scope: Scope) -> Node | None:
        pieces = [piece for piece in _PIECE.findall(text) if piece.strip("*?")]
        if not pieces:
            self.hint(
                f"“{text[:40]}” needs a letter beside * and ?.",
                token.start,
                token.end,
            )
            return None
        head, last = " ".join(pieces[:-1]), pieces[-1]
        if last.rstrip("*") + "*" == last and not set("*?") & set(head + last.rstrip("*")):
            return self._exact(f"{head} {last}", token, scope, is_open=True)
        return all_of([self._pattern(piece, token, scope) for piece in pieces])

    def _pattern(self, piece: str, token: Token, scope: Scope) -> Node | None:
        cut = re.findall(r"[*?]+|[^*?]+", piece)
        bits = [bit for bit in (one if one[0] in "*?" else fold(one) for one in cut) if bit]
        literal = [bit for bit in bits if bit[0] not in "*?"]
        if len(literal) == len(bits) or has_unspaced(piece):
            return all_of([self._exact(bit, token, scope, is_open=False) for bit in literal])
        if not self._may_use(1, token):
            return None
        pattern = re.sub(r"\*+", "*", "".join(bits))[:LONGEST]
        if pattern[0] in "*?" and len("".join(literal)) < 2:
            words = f"“{piece[:40]}” begins with a wildcard and needs two letters at least."
            self.hint(words, token.start, token.end)
            return None
        if pattern.endswith("*") and not set("*?") & set(pattern[:-1]):
            return Prefix(pattern[:-1], scope.fields)
        return Wildcard(pattern, scope.fields)

    def _expanded(self, text: str, found: list[str], scope: Scope) -> Keys | None:
        if self.expand is None or scope.name not in KEYS:
            return None
        values = self.expand(scope.name, text.strip())
        if not values:
            return None
        return Keys(KEYS[scope.name], tuple(str(value) for value in values), tuple(found))

    def _may_use(self, number: int, token: Token) -> bool:
        self.count += number
        if self.count <= MOST_WORDS:
            return True
        self.hint(f"Only the first {MOST_WORDS} words were used.", token.start, token.end)
        return False


def asked_words(text: str) -> list[str]:
    """Give the folded words of a part of a query; of an unspaced run the pairs alone, unless it is one character."""
    kept: list[str] = []
    before = (-1, -1)
    for word, start, end in words(text):
        is_rest = before == (start - 1, end) and has_unspaced(word)
        if not is_rest:
            kept.append(word)
        before = (start, end)
    return kept


def _filled(scope: Scope) -> str:
    return scope.fields[0] if scope.name not in dates.NAMES else "date"
