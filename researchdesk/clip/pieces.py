# SPDX-License-Identifier: MIT
"""Pieces of a text without mark-up of its own: paragraphs, headings, list items, quotes; and how they are written."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from researchdesk.clip.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

PieceKind = Literal["p", "h", "li", "more", "pre", "table"]


class Piece(Struct, frozen=True):
    """One piece: its words, its inline HTML, and where it stands.

    `level` is that of a heading, or the nesting of a list item from 1; kind `more` is a further paragraph of an item.
    A table is one piece of several blocks, one a cell that holds something.
    """

    kind: PieceKind
    text: str
    html: str
    level: int = 0
    number: int | None = None
    is_quoted: bool = False
    blocks: int = 1


def plain_piece(
    text: str, kind: PieceKind = "p", level: int = 0, number: int | None = None
) -> Piece:
    """Make a piece of plain words; its line ends stay."""
    return Piece(kind, text, html.escape(text, quote=False).replace("\n", "<br>"), level, number)


def write_pieces(pieces: Iterable[Piece]) -> str:
    """Give the HTML of these pieces, cleaned."""
    writer = _Writer()
    for piece in pieces:
        writer.write(piece)
    writer.close_lists(0)
    writer.quote(is_quoted=False)
    return clean("".join(writer.out))


class _Writer:
    def __init__(self) -> None:
        self.out: list[str] = []
        self._lists: list[str] = []
        self._is_quoted = False

    def write(self, piece: Piece) -> None:
        is_in_list = piece.kind in ("li", "more") and (piece.kind == "li" or bool(self._lists))
        if piece.is_quoted != self._is_quoted or not is_in_list:
            self.close_lists(0)
        self.quote(is_quoted=piece.is_quoted)
        if piece.kind == "li":
            self._item(piece)
        elif piece.kind == "h":
            tag = f"h{min(6, max(1, piece.level))}"
            self.out.append(f"<{tag}>{piece.html}</{tag}>")
        elif piece.kind == "pre":
            self.out.append(f"<pre>\n{piece.html}</pre>")
        elif piece.kind == "table":
            self.out.append(piece.html)
        else:
            self.close_lists(piece.level)
            self.out.append(f"<p>{piece.html}</p>")

    def quote(self, *, is_quoted: bool) -> None:
        if is_quoted != self._is_quoted:
            self.out.append("<blockquote>" if is_quoted else "</blockquote>")
            self._is_quoted = is_quoted

    def close_lists(self, depth: int) -> None:
        while len(self._lists) > depth:
            self.out.append(f"</li></{self._lists.pop()}>")

    def _item(self, piece: Piece) -> None:
        tag = "ul" if piece.number is None else "ol"
        self.close_lists(piece.level)
        if len(self._lists) == piece.level and self._lists and self._lists[-1] != tag:
            self.close_lists(piece.level - 1)
        if len(self._lists) < piece.level:
            start = f' start="{piece.number}"' if piece.number not in (None, 1) else ""
            self.out.append(f"<{tag}{start}><li>")
            self._lists.append(tag)
        else:
            self.out.append("</li><li>")
        self.out.append(piece.html)
