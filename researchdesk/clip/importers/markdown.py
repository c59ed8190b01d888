# SPDX-License-Identifier: MIT
"""Read Markdown: the parts that articles and notes use, and front matter. Not a full CommonMark parser.

Headings, lists, quotes, code, tables, emphasis, links, line breaks. What it does not know stays as plain words: nothing
is lost. Mark-up in HTML is shown as it is written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from researchdesk.clip.front_matter import front_matter
from researchdesk.clip.judge_text import draft
from researchdesk.clip.markdown_blocks import pieces_of

if TYPE_CHECKING:
    from researchdesk.clip.draft import Draft, Origin

MEDIA_TYPE = "text/markdown"

_SIGNS = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"\[[^\[\]\n]{1,200}\]\((?:https?|mailto|/|\.|#)[^()\n]{0,500}\)"),
    re.compile(r"^(?:```|~~~)", re.MULTILINE),
    re.compile(r"(?<![*\w])\*\*[^\s*][^*\n]{0,200}\*\*"),
    re.compile(r"^> \S", re.MULTILINE),
    re.compile(r"^\|?[ :]*-{3,}[ :]*\|[ :|-]*$", re.MULTILINE),
)


def recognise(head: str, name: str) -> float:
    """Say how likely this is Markdown, by how many of its signs there are and, as a hint, its name."""
    is_named = name.lower().endswith((".md", ".markdown", ".mkd", ".mdown"))
    kinds = sum(bool(sign.search(head)) for sign in _SIGNS)
    has_front_matter = bool(front_matter(head)[0])
    return min(
        0.85, (0.6 if is_named else 0.0) + 0.22 * kinds + (0.55 if has_front_matter else 0.0)
    )


def read(text: str, origin: Origin) -> Draft:
    """Read Markdown; the front matter's title outranks the first heading."""
    known, body = front_matter(text)
    return draft(pieces_of(body), origin, known)
