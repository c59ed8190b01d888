# SPDX-License-Identifier: MIT
"""Notes as safe HTML for the preview, and as plain words for the search and for openings in lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from researchdesk.annotate.parser import Env, parse, parser, text_of
from researchdesk.annotate.safe_links import is_safe_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from researchdesk.model.note import CitationKind

    Label = Callable[[CitationKind, str], str | None]

__all__ = ["count_words", "is_safe_link", "plain", "render"]

LONG = 60_000  # code points
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
