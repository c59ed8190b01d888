# SPDX-License-Identifier: MIT
"""A note as a page: safe HTML of the library's renderer; nothing is ever loaded, links are asked of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextBrowser

from researchdesk.ui.fonts import italic
from researchdesk.ui.translate import tr

if TYPE_CHECKING:
    from PySide6.QtCore import QByteArray, QUrl
    from PySide6.QtGui import QTextBlock, QTextFragment
    from PySide6.QtWidgets import QWidget

    from researchdesk.ui.desk import Desk

HEADINGS = {1: "editor_title", 2: "heading", 3: "heading"}
PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
BOLD = 550  # weights above this are strong


class NotePreview(QTextBrowser):
    """Shows HTML; opens nothing by itself."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAccessibleName(tr("Preview of the note"))
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.anchorClicked.connect(self._on_link)
        self.document().setDocumentMargin(0)

    def show_html(self, html: str) -> None:
        """Show a rendered note in the fonts of the style."""
        style = self._desk.style
        document = self.document()
        document.setDefaultFont(style.font("editor"))
        document.setDefaultStyleSheet(
            f"a {{ color: {style.colour('accent.text').name()}; text-decoration: none; }}"
            f"blockquote {{ color: {style.colour('ink.soft').name()}; margin-left: {style.px(14)}px; }}"
            f"code, pre {{ background-color: {style.colour('surface.pressed').name()}; }}"
        )
        self.setHtml(html)
        block = document.begin()
        while block.isValid():
            self._dress(block)
            block = block.next()

    def loadResource(self, kind: int, url: QUrl | str) -> QByteArray | None:
        """Answer nothing: a note loads nothing, neither from the disk nor from the network."""
        return None

    def _dress(self, block: QTextBlock) -> None:
        """Give each fragment the font of its role: Qt's own bold and sizes do not reach a variable font."""
        style, level = self._desk.style, block.blockFormat().headingLevel()
        shape = QTextBlockFormat(block.blockFormat())
        shape.setLineHeight(style.line_height("editor", 1.25 if level else 1.55), PROPORTIONAL)
        shape.setBottomMargin(
            style.px(6 if level or shape.indent() or block.textList() is not None else 10)
        )
        shape.setTopMargin(style.px(12 if level > 1 else 0))
        shape.setRightMargin(0)
        cursor = QTextCursor(block)
        cursor.setBlockFormat(shape)
        fragments = block.begin()
        while not fragments.atEnd():
            fragment = fragments.fragment()
            char = QTextCharFormat(fragment.charFormat())
            char.clearProperty(
                QTextFormat.Property.FontSizeAdjustment
            )  # it outranks the font's size
            char.setFont(self._font(fragment, level))
            cursor.setPosition(fragment.position())
            cursor.setPosition(
                fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor
            )
            cursor.setCharFormat(char)
            fragments += 1

    def _font(self, fragment: QTextFragment, level: int) -> QFont:
        held = fragment.charFormat()
        role = HEADINGS.get(level, "editor_strong") if level else "editor"
        if not level and held.fontWeight() > BOLD:
            role = "editor_strong"
        if held.fontFixedPitch():
            role = "code"
        font = QFont(self._desk.style.font(role))
        return italic(font) if held.fontItalic() else font

    def _on_link(self, url: QUrl) -> None:
        self._desk.follow(url.toString())
