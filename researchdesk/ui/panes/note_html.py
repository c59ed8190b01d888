# SPDX-License-Identifier: MIT
"""Put the library's HTML of a note into a document, in the fonts of a style: for the preview, the help, for paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
    QTextFormat,
)

from researchdesk.ui.fonts import italic

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock, QTextFragment

    from researchdesk.ui.style import Style

HEADINGS = {1: "editor_title", 2: "heading", 3: "heading"}
PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
SIZE = QTextFormat.Property.FontSizeAdjustment
BEFORE = "-"
BOLD = 550  # weights above this are strong


def put_html(document: QTextDocument, html: str, style: Style) -> None:
    """Fill a document with rendered Markdown."""
    document.setDefaultFont(style.font("editor"))
    document.setDefaultStyleSheet(
        f"a {{ color: {style.colour('accent.text').name()}; text-decoration: none; }}"
        f"blockquote {{ color: {style.colour('ink.soft').name()}; margin-left: {style.px(14)}px; }}"
        f"code, pre {{ background-color: {style.colour('surface.pressed').name()}; }}"
    )
    document.setHtml(html.strip())  # a blank at the end would be shown
    _dress_all(document.begin(), style)


def add_html(document: QTextDocument, html: str, style: Style) -> None:
    """Put rendered Markdown behind what a document holds already."""
    part = QTextDocument()
    part.setDefaultFont(document.defaultFont())
    part.setDefaultStyleSheet(document.defaultStyleSheet())
    part.setHtml(f"<p>{BEFORE}</p>{html.strip()}")
    added = QTextCursor(part)
    added.setPosition(len(BEFORE))  # behind a block, so that the format of the next comes along
    added.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    end = QTextCursor(document)
    end.beginEditBlock()  # else each format lays the text out anew
    end.movePosition(QTextCursor.MoveOperation.End)
    last = end.block()
    end.insertFragment(QTextDocumentFragment(added))
    _dress_all(last.next(), style)
    end.endEditBlock()


def _dress_all(block: QTextBlock, style: Style) -> None:
    """Dress a block and all that follow."""
    whole = QTextCursor(block)
    whole.beginEditBlock()
    while block.isValid():
        _dress(block, style)
        block = block.next()
    whole.endEditBlock()


def _dress(block: QTextBlock, style: Style) -> None:
    """Give each fragment the font of its role: Qt's own bold and sizes do not reach a variable font."""
    level = block.blockFormat().headingLevel()
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
        fragments += 1
        if not level and _is_plain(fragment.charFormat()):
            continue  # the document's own font
        char = QTextCharFormat(fragment.charFormat())
        char.clearProperty(SIZE)  # it outranks the font's size
        char.setFont(_font(fragment, level, style))
        cursor.setPosition(fragment.position())
        cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(char)


def _is_plain(held: QTextCharFormat) -> bool:
    is_heavy = held.fontWeight() > BOLD
    return not (is_heavy or held.fontItalic() or held.fontFixedPitch() or held.hasProperty(SIZE))


def _font(fragment: QTextFragment, level: int, style: Style) -> QFont:
    held = fragment.charFormat()
    role = HEADINGS.get(level, "editor_strong") if level else "editor"
    if not level and held.fontWeight() > BOLD:
        role = "editor_strong"
    if held.fontFixedPitch():
        role = "code"
    font = QFont(style.font(role))
    return italic(font) if held.fontItalic() else font
