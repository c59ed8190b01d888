# SPDX-License-Identifier: MIT
"""Notes as safe HTML for the preview, and as plain words for the search and for openings in lists."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from researchdesk.annotate.parser import Env, parse, parser, text_of
from researchdesk.annotate.safe_links import is_safe_link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it.token import Token

    from researchdesk.model.note import CitationKind

    Label = Callable[[CitationKind, str], str | None]

__all__ = ["count_words", "is_safe_link", "plain", "render", "render_parts"]

LONG = 60_000  # code points
PART = 2_000  # code points of HTML
ITEMS = 20  # of a list, in one part
ADDRESS = re.compile(r"\]\([^()\s]*\)")
WORD = re.compile(  # a character of Thai, kana or Han; else letters and digits, with what joins them
    r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]|[^\W_\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]+"
    r"(?:['’.,\-\u0300-\u036f][^\W_\u3400-\u9fff]+)*"
)


def render(body: str, *, label: Label | None = None) -> str:
    """Write a note as HTML in which nothing can act.

    `label` gives the words for `[[p:ID]]` by kind and id; without it, or where it gives None, the id is shown.
    """
    env: Env = {} if label is None else {"label": label}
    one = parser()
    return str(one.renderer.render(parse(body, env), one.options, env))


def render_parts(body: str) -> list[str]:
    """Write a note as `render` does, cut between its blocks into parts of some 2,000 code points.

    A long list is cut between its items. A table stands amid a part, as a text view needs a paragraph on each side.
    """
    env: Env = {}
    one = parser()
    parts, was_table = [""], False
    for tokens in _blocks(parse(body, env)):
        is_table = tokens[0].type == "table_open"
        if len(parts[-1]) >= PART and not is_table and not was_table:
            parts.append("")
        parts[-1] += one.renderer.render(tokens, one.options, env)
        was_table = is_table
    return parts


def _blocks(tokens: list[Token]) -> Iterator[list[Token]]:
    """Give the tokens of each block that stands in no other, those of a long list a few items at a time."""
    start = depth = 0
    for place, token in enumerate(tokens, 1):
        depth += token.nesting  # not the level: the marks of a footnote have none
        if depth == 0:
            block, start = tokens[start:place], place
            is_list = block[0].type in ("bullet_list_open", "ordered_list_open")
            yield from _items(block) if is_list else (block,)


def _items(block: list[Token]) -> Iterator[list[Token]]:
    opening, ending = block[0], block[-1]
    starts = [n for n, one in enumerate(block) if one.type == "list_item_open" and one.level == 1]
    first = int(opening.attrGet("start") or 1)
    cuts = [*starts[::ITEMS], len(block) - 1]
    for number, (start, end) in enumerate(pairwise(cuts)):
        begun = opening.copy(attrs=dict(opening.attrs))
        if begun.type == "ordered_list_open" and number:
            begun.attrSet("start", str(first + number * ITEMS))
        yield [begun, *block[start:end], ending]


def plain(body: str) -> str:
    """Give a note's words without mark-up and addresses, a block a line."""
    blocks: list[str] = []
    for token in parse(body, {"label": lambda _kind, _id: ""}):
        if token.type == "inline":
            blocks.append(text_of(token.children or ()).strip())
        elif token.type in ("fence", "code_block"):
            blocks.append(token.content.strip())
    return "\n".join(block for block in blocks if block)


def count_words(body: str) -> int:
    """Count a note's words as a reader sees them; where a script has no blanks, each of its characters is one.

    A very long note is not parsed for it, which would take seconds: its addresses are left out, and that is all.
    """
    return len(WORD.findall(plain(body) if len(body) <= LONG else ADDRESS.sub("]", body)))
