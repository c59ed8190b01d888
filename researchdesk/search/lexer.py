# SPDX-License-Identifier: MIT
"""The tokens of a query. Offsets are code points of the query as typed, half-open."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from researchdesk.search.analysis import LETTERS

Kind = Literal["open", "close", "minus", "field", "phrase", "word"]

_ALIKE = str.maketrans(
    dict.fromkeys("“”„‟«»＂〝〞「」『』", '"')
    | dict.fromkeys("\0\u00a0\u3000\u200e\u200f", " ")
    | {"（": "(", "）": ")", "：": ":", "＊": "*", "？": "?"}
    | dict.fromkeys(map(chr, range(0xD800, 0xE000)), "\N{REPLACEMENT CHARACTER}")
)
_TOKEN = re.compile(
    rf"""\s+ | (?P<open>\() | (?P<close>\))
    | (?P<minus>(?<![^\s()])-(?=[{LETTERS}"(*?]))
    | (?P<field>[A-Za-z]+):(?!//)
    | "(?P<phrase>[^"]*)(?P<end>"(?:~(?P<slop>\d+))?|\Z)
    | (?P<word>[^\s()"]+)""",
    re.VERBOSE,
)


class Token(Struct, frozen=True):
    """One piece of a query. `is_closed` and `slop` are a phrase's: its last quotation mark, and the n of "~n"."""

    kind: Kind
    text: str
    start: int
    end: int
    is_closed: bool = True
    slop: int = 1


def plain(text: str) -> str:
    """Give the query with one kind of quotation marks, brackets and spaces; no character is added or lost."""
    return text.translate(_ALIKE)


def tokens(text: str, fields: frozenset[str]) -> list[Token]:
    """Cut a query (made plain) into tokens; a name before a colon and a space is a field only if it is one."""
    found = []
    at = 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        assert match  # every character is one of these
        at = match.end()
        kind = match.lastgroup
        if kind in ("end", "slop"):
            found.append(_phrase(match))
        elif kind == "field" and _is_no_field(match, text, fields):
            found.append(Token("word", match.group(), match.start(), match.end()))
        elif kind:
            content = match.group(kind)
            found.append(Token(kind, content, match.start(), match.end()))  # type: ignore[arg-type]
    return found


def _phrase(match: re.Match[str]) -> Token:
    slop = min(int((match["slop"] or "1")[:6]), 1000)
    return Token(
        "phrase", match["phrase"], match.start(), match.end(), match["end"] != "", max(slop, 1)
    )


def _is_no_field(match: re.Match[str], text: str, fields: frozenset[str]) -> bool:
    follows = text[match.end() : match.end() + 1]
    return match["field"].lower() not in fields and (not follows or follows.isspace())
