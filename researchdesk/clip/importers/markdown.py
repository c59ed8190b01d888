# SPDX-License-Identifier: MIT
"""Read Markdown: the parts that articles and notes use, and front matter. Not a full CommonMark parser.

Headings, lists, quotes, code, tables, emphasis, links, line breaks. What it does not know stays as plain words: nothing
is lost. Mark-up in HTML is shown as it is written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import structs

from researchdesk.clip.draft import Entry, LeftOut
from researchdesk.clip.front_matter import address, front_matter
from researchdesk.clip.judge_text import draft
from researchdesk.clip.markdown_blocks import pieces_of
from researchdesk.clip.pieces import plain_piece, write_pieces
from researchdesk.clip.text import text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from researchdesk.clip.given import Given

_SIGNS = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"\[[^\[\]\n]{1,200}\]\((?:https?|mailto|/|\.|#)[^()\n]{0,500}\)"),
    re.compile(r"^(?:```|~~~)", re.MULTILINE),
    re.compile(r"(?<![*\w])\*\*[^\s*][^*\n]{0,200}\*\*"),
    re.compile(r"^> \S", re.MULTILINE),
    re.compile(r"^\|?[ :]*-{3,}[ :]*\|[ :|-]*$", re.MULTILINE),
)


def recognise(given: Given) -> float:
    """Say how likely this is Markdown, by how many of its signs there are and, as a hint, its name."""
    if not given.start:
        return 0.0
    is_named = given.name.endswith((".md", ".markdown", ".mkd", ".mdown"))
    kinds = sum(bool(sign.search(given.start)) for sign in _SIGNS)
    has_front_matter = bool(front_matter(given.start)[0])
    return min(
        0.85, (0.6 if is_named else 0.0) + 0.22 * kinds + (0.55 if has_front_matter else 0.0)
    )


def read(given: Given) -> Iterator[Entry]:
    """Read Markdown; the front matter's title outranks the first heading."""
    text = given.decoded[0]
    known, body = front_matter(text)
    is_headed = len(body) < len(text)
    made = draft(pieces_of(body), given.origin, known, is_headed=is_headed)
    if is_headed:
        head = write_pieces([plain_piece(text[: len(text) - len(body)].strip("\ufeff- \n"), "pre")])
        left_out = (LeftOut(0, text_of(head), head, "front matter"), *made.left_out)
        made = structs.replace(made, left_out=left_out, may_be_empty=True)
    yield Entry(made, url=address(known))
