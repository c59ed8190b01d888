# SPDX-License-Identifier: MIT
"""The documents that are printed: an article with its highlights and comments, a note with its sources.

They are made anew for each print, in the thread that draws them.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtGui import (
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)

from researchdesk.ui.fonts import italic
from researchdesk.ui.panes import reader_document, reader_figures
from researchdesk.ui.panes.note_html import put_html
from researchdesk.ui.panes.reader_content import date_words
from researchdesk.ui.panes.reader_look import Look
from researchdesk.ui.printing.paper import SIDE, lay_out, page_px
from researchdesk.ui.translate import moment_day, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.model.note import Footnote
    from researchdesk.model.passage import Annotation
    from researchdesk.ui.panes.reader_content import Content
    from researchdesk.ui.panes.reader_places import Places
    from researchdesk.ui.style import Style

LONGEST = 600  # code points of a quote below the text
RAISED = QTextCharFormat.VerticalAlignment.AlignSuperScript


def of_article(
    content: Content, style: Style, size: str, *, highlights: bool = False, comments: bool = False
) -> QTextDocument:
    """Make the document of an article. What is inserted goes in from the end, since it moves what comes after it."""
    document = _empty()
    look = Look(style)
    places = reader_document.build(document, replace(content, removed=()), look)
    standing = [one for one in content.annotations if one.place is not None]
    noted = sorted(
        (one for one in standing if one.body.strip()), key=lambda one: (one.start, one.end)
    )
    numbers = {one.id: number for number, one in enumerate(noted, 1)} if comments else {}
    for one in sorted(standing, key=lambda one: -(one.end or 0)):
        _mark(document, places, one, look, number=numbers.get(one.id), is_filled=highlights)
    _write_markers(document, places, look)
    _write_origin(document, content, look)
    if numbers:
        _heading(document, tr("Comments"), style)
        for one in noted:
            quote = " ".join(one.exact.split())
            _entry(document, numbers[one.id], quote, one.body.strip(), style)
    lay_out(document, size)
    reader_figures.fit(document, page_px(size).width() - 2 * SIDE)
    return document


def of_note(
    title: str,
    modified_at: str,
    html: str,
    footnotes: Sequence[Footnote],
    style: Style,
    size: str,
) -> QTextDocument:
    """Make the document of a note: its page, then what its numbers stand for."""
    document = _empty()
    changed = tr("Changed {date}", date=moment_day(modified_at))
    soft = style.colour("ink.soft").name()
    head = f'<h1>{escape(title)}</h1><p style="color: {soft}">{escape(changed)}</p>'
    put_html(document, head + html, style)
    if footnotes:
        _heading(document, tr("Sources"), style)
        for number, one in enumerate(footnotes, 1):
            source = one.source or tr("This source is no longer in the library.")
            _entry(document, number, one.quote, source, style)
    lay_out(document, size)
    return document


def _empty() -> QTextDocument:
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    return document


def _mark(
    document: QTextDocument,
    places: Places,
    one: Annotation,
    look: Look,
    *,
    number: int | None,
    is_filled: bool,
) -> None:
    assert one.place is not None
    style = look.style
    fill = QTextCharFormat()
    fill.setBackground(style.colour(f"highlight.{one.colour}"))
    fill.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    fill.setUnderlineColor(style.colour(f"highlight.{one.colour}_edge"))
    cursor = QTextCursor(document)
    for piece in places.pieces(one.place.start, one.place.end) if is_filled else ():
        start = places.block(piece.placed).position()
        cursor.setPosition(start + piece.first)
        cursor.setPosition(start + piece.last, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(fill)
    if number is not None:
        cursor.setPosition(places.position(one.place.end))
        cursor.insertText(str(number), _raised(look.char("reader", "accent.text")))


def _write_markers(document: QTextDocument, places: Places, look: Look) -> None:
    """Write the bullets and numbers that the reader paints beside the text."""
    for placed in reversed(places.placed):
        if placed.marker:
            words = f"{placed.marker}\N{NO-BREAK SPACE}\N{NO-BREAK SPACE}"
            cursor = QTextCursor(places.block(placed))
            shape = cursor.blockFormat()
            shape.setTextIndent(-look.style.metrics("reader").horizontalAdvance(words))
            cursor.setBlockFormat(shape)
            cursor.insertText(words, look.base("li"))


def _write_origin(document: QTextDocument, content: Content, look: Look) -> None:
    """Write below the title whose the article is, where it comes from, and since when it is kept."""
    article, char = content.article, look.char("small", "ink.soft")
    authors = ", ".join(one.name for one in article.authors)
    origin = (authors, article.container_title or "", date_words(article.issued))
    clipped = tr("Clipped {date}", date=moment_day(article.accessed))
    cursor = QTextCursor(document.findBlockByNumber(1))
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    cursor.removeSelectedText()
    for parts in (origin, (article.url or "", clipped)):
        if words := " · ".join(part for part in parts if part):
            cursor.insertBlock(look.lines("small", 1.5, 2), char)
            cursor.insertText(words)
    shape = cursor.blockFormat()
    shape.setBottomMargin(look.style.px(8))
    cursor.setBlockFormat(shape)


def _heading(document: QTextDocument, words: str, style: Style) -> None:
    shape, char = QTextBlockFormat(), QTextCharFormat()
    shape.setTopMargin(style.px(28))
    shape.setBottomMargin(style.px(8))
    shape.setHeadingLevel(2)
    char.setFont(style.font("heading"))
    char.setForeground(style.colour("ink.strong"))
    _block(document, shape, char).insertText(words)


def _entry(document: QTextDocument, number: int, quote: str, words: str, style: Style) -> None:
    """Write a number with the quote and what is said of it."""
    shape, char = QTextBlockFormat(), QTextCharFormat()
    shape.setLeftMargin(style.px(22))
    shape.setBottomMargin(style.px(8))
    char.setFont(style.font("ui"))
    char.setForeground(style.colour("ink.body"))
    shape.setTextIndent(-style.px(22))
    shape.setTabPositions([QTextOption.Tab(style.px(22), QTextOption.TabType.LeftTab)])
    shape.setLineHeight(
        style.line_height("ui", 1.45), QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    )
    cursor = _block(document, shape, char)
    cursor.insertText(f"{number}\t", _strong(style))
    if quote:
        cut = quote if len(quote) <= LONGEST else quote[:LONGEST].rstrip() + "…"
        slanted = QTextCharFormat(char)
        slanted.setFont(italic(QFont(style.font("quote"))))
        cursor.insertText(f"“{cut}”", slanted)
        cursor.insertText("\N{LINE SEPARATOR}", char)
    cursor.insertText(words.replace("\n", "\N{LINE SEPARATOR}"), char)


def _block(document: QTextDocument, shape: QTextBlockFormat, char: QTextCharFormat) -> QTextCursor:
    """Begin a block at the end, in no list that the text may have ended with."""
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertBlock(shape, char)
    if (inside := cursor.currentList()) is not None:
        inside.remove(cursor.block())
        cursor.setBlockFormat(shape)
    return cursor


def _strong(style: Style) -> QTextCharFormat:
    char = QTextCharFormat()
    char.setFont(style.font("ui_strong"))
    char.setForeground(style.colour("accent.text"))
    return char


def _raised(char: QTextCharFormat) -> QTextCharFormat:
    raised = QTextCharFormat(char)
    raised.setVerticalAlignment(RAISED)
    return raised
