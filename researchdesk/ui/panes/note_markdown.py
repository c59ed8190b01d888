# SPDX-License-Identifier: MIT
"""Colour Markdown while it is typed; the address of a citation is folded away in lines without the caret."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat

from researchdesk.ui.fonts import italic

if TYPE_CHECKING:
    from PySide6.QtGui import QTextCursor, QTextDocument

    from researchdesk.ui.style import Style

CITATION = re.compile(
    r"\[((?:[^\[\]\\\n]|\\.)+)\]\((rd:[pant]/[0-9A-HJKMNP-TV-Z]{10,26}(?:\?v=\d+)?)\)"
)
LINK = re.compile(r"\[((?:[^\[\]\\\n]|\\.)+)\]\(([^()\s]+)\)")
FENCE = re.compile(r"^\s{0,3}(```|~~~)")
IN_FENCE = 1  # block state


class MarkdownHighlighter(QSyntaxHighlighter):
    """The formats of one document; `follow_caret` unfolds the line the caret is in."""

    def __init__(self, style: Style, document: QTextDocument) -> None:
        super().__init__(document)
        self._style = style
        self._caret_block = -1
        self.restyle()

    def restyle(self) -> None:
        """Take fonts and colours from the style anew."""
        soft, accent = "ink.soft", "accent.text"
        self._rules = (
            (re.compile(r"^#{1,6} .*$"), self._format("heading", "ink.strong")),
            (re.compile(r"^#{1,6} "), self._format("heading", "ink.faint")),
            (re.compile(r"^\s*> .*$"), self._format("editor", soft)),
            (re.compile(r"^\s*>\s?"), self._format("editor", accent)),
            (re.compile(r"^\s*(?:[-*+]|\d+[.)]) (?:\[[ xX]\] )?"), self._format("editor", accent)),
            (re.compile(r"\*\*[^*\n]+\*\*|__[^_\n]+__"), self._format("editor_strong", "ink.strong")),
            (re.compile(r"(?<![*\w])\*[^*\n]+\*(?![*\w])|(?<![_\w])_[^_\n]+_(?![_\w])"), self._slanted()),
            (re.compile(r"`[^`\n]+`"), self._format("code", "ink.body")),
        )  # fmt: skip
        self._code = self._format("code", soft)
        self._words = self._format("editor_strong", accent)
        self._link = self._format("editor", accent)
        self._address = self._format("small", "ink.faint")
        hidden = QFont(self._style.font("editor"))
        hidden.setPixelSize(1)
        hidden.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 1)
        self._folded = QTextCharFormat()
        self._folded.setFont(hidden)
        self._folded.setForeground(Qt.GlobalColor.transparent)
        self.rehighlight()

    def follow_caret(self, cursor: QTextCursor) -> None:
        """Unfold the addresses of the line with the caret and fold those of the line it left."""
        before, self._caret_block = self._caret_block, cursor.blockNumber()
        if before != self._caret_block:
            for number in (before, self._caret_block):
                block = self.document().findBlockByNumber(number)
                if block.isValid() and "](" in block.text():
                    self.rehighlightBlock(block)

    def highlightBlock(self, text: str) -> None:
        """Give one line its formats."""
        if self._is_code(text):
            self.setFormat(0, len(text) * 2, self._code)
            return
        for pattern, char in self._rules:
            for found in pattern.finditer(text):
                self._set(text, found.start(), found.end(), char)
        if "](" in text:
            self._links(text)

    def _is_code(self, text: str) -> bool:
        was_in = self.previousBlockState() == IN_FENCE
        is_fence = FENCE.match(text) is not None
        is_in = was_in != is_fence
        self.setCurrentBlockState(IN_FENCE if is_in else 0)
        return was_in or is_fence

    def _links(self, text: str) -> None:
        is_open = self.currentBlock().blockNumber() == self._caret_block
        for found in LINK.finditer(text):
            is_citation = CITATION.fullmatch(found.group()) is not None
            around = self._folded if is_citation and not is_open else self._address
            self._set(text, found.start(), found.start() + 1, around)
            self._set(
                text, found.start(1), found.end(1), self._words if is_citation else self._link
            )
            self._set(text, found.end(1), found.end(), around)

    def _set(self, text: str, start: int, end: int, char: QTextCharFormat) -> None:
        """Set a format by code points: Qt counts UTF-16 units."""
        if not text.isascii():
            before = len(text[:start].encode("utf-16-le", "surrogatepass")) // 2
            end = before + len(text[start:end].encode("utf-16-le", "surrogatepass")) // 2
            start = before
        self.setFormat(start, end - start, char)

    def _format(self, role: str, token: str) -> QTextCharFormat:
        char = QTextCharFormat()
        char.setFont(self._style.font(role))
        char.setForeground(self._style.colour(token))
        return char

    def _slanted(self) -> QTextCharFormat:
        char = self._format("editor", "ink.body")
        char.setFont(italic(self._style.font("editor")))
        return char


def link_at(text: str, place: int) -> str:
    """Give the address of the link that holds a place of a line, code points; empty for none."""
    for found in LINK.finditer(text):
        if found.start() <= place <= found.end():
            return found[2]
    return ""
