# SPDX-License-Identifier: MIT
"""The formats of the reader's document: what each kind of block and run of text looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat

from researchdesk.ui.fonts import italic

if TYPE_CHECKING:
    from researchdesk.ui.style import Style

LINES = 1.58  # of the font size
STRONG = 620  # on the weight axis
TITLE_LINES = 1.22
HEADING_LINES = 1.3
WEIGHT = QFont.Tag("wght")


class Look:
    """Formats made once for a style and kept; thrown away when theme or size change."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.em = style.font("reader").pixelSize()
        self._chars: dict[tuple[str, str], QTextCharFormat] = {}
        self._runs: dict[tuple[str, frozenset[str]], QTextCharFormat] = {}

    def char(self, role: str, token: str) -> QTextCharFormat:
        """Give the character format of a role in a colour."""
        if (role, token) not in self._chars:
            char = QTextCharFormat()
            char.setFont(self.style.font(role))
            char.setForeground(self.style.colour(token))
            self._chars[role, token] = char
        return self._chars[role, token]

    def base(self, kind: str) -> QTextCharFormat:
        """Give the character format of a kind of block."""
        if kind in ("h1", "h2"):
            return self.char("reader_heading", "ink.strong")
        if kind in ("h3", "h4", "h5", "h6"):
            return self.char("reader_strong", "ink.strong")
        if kind == "pre":
            return self.char("reader_code", "ink.body")
        return self.char("reader", "ink.soft" if kind in ("quote", "left_out") else "ink.body")

    def run(self, kind: str, marks: frozenset[str]) -> QTextCharFormat:
        """Give the format of a run inside a kind of block: bold, italic, code, link in any mixture."""
        if (kind, marks) not in self._runs:
            char = QTextCharFormat(self.base(kind))
            font = QFont(self.style.font("reader_code") if "code" in marks else char.font())
            if "bold" in marks:
                font.setVariableAxis(WEIGHT, STRONG)
                char.setForeground(self.style.colour("ink.strong"))
            if "link" in marks:
                char.setForeground(self.style.colour("accent.text"))
            char.setFont(italic(font) if "italic" in marks else font)
            self._runs[kind, marks] = char
        return self._runs[kind, marks]

    def shape(self, kind: str, depth: int = 0, *, is_last: bool = True) -> QTextBlockFormat:
        """Give the block format of a kind; `is_last`: no other item of the list follows."""
        role, lines = ("reader_code", 1.5) if kind == "pre" else ("reader", LINES)
        if kind in ("h1", "h2"):
            role, lines = "reader_heading", HEADING_LINES
        block = self.lines(role, lines)
        block.setBottomMargin(self.em * (0.78 if is_last or kind != "li" else 0.3))
        if kind.startswith("h"):
            block.setHeadingLevel(int(kind[1:]))
            block.setTopMargin(self.em * 0.8)
            block.setBottomMargin(self.em * 0.35)
        if kind == "pre":
            block.setTopMargin(self.em * 0.4)
            block.setBottomMargin(self.em * 1.2)
        indent = {"quote": 1.2, "pre": 0.8, "li": 1.5}.get(kind, 0) * self.em
        inner = max(0, depth - 1) * 1.5 * self.em  # a further paragraph of an item counts one more
        block.setLeftMargin(indent + inner)
        return block

    def cell(self) -> QTextBlockFormat:
        """Give the block format of a table cell."""
        return self.lines("reader", 1.4)

    def lines(self, role: str, lines: float, below: float = 0) -> QTextBlockFormat:
        """Give a block format with a line height in font sizes and a margin below, px at 100 %."""
        block = QTextBlockFormat()
        block.setLineHeight(
            self.style.line_height(role, lines),
            QTextBlockFormat.LineHeightTypes.ProportionalHeight.value,
        )
        block.setBottomMargin(self.style.px(below) if below else 0)
        return block
