# SPDX-License-Identifier: MIT
"""Parse notes; the one door to the parser, which is made when first asked for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from researchdesk.model.errors import BadValue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

LONGEST = 1_000_000  # code points of a note
Env = dict[str, Any]


def parse(body: str, env: Env | None = None) -> list[Token]:
    """Parse a note; BadValue when it is longer than a note may be."""
    refuse_too_long(body)
    return parser().parse(body, {} if env is None else env)


def refuse_too_long(body: str) -> None:
    """Raise BadValue when a text is longer than a note may be."""
    if len(body) > LONGEST:
        raise BadValue(
            value=f"A text of {len(body):,} characters",
            kind="note",
            expected=f"a note holds at most {LONGEST:,}",
        )


@cache
def parser() -> MarkdownIt:
    """Give the parser, which holds nothing of the notes it has read: any thread may use it."""
    from researchdesk.annotate import grammar  # markdown_it takes a tenth of a second to load

    return grammar.make()


def text_of(tokens: Iterable[Token]) -> str:
    """Give the words of inline tokens as a reader sees them, with line breaks as LF."""
    words: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            words.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            words.append("\n")
        elif token.type == "image":
            words.append(text_of(token.children or ()))
    return "".join(words)
