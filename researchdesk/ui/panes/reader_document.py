# SPDX-License-Identifier: MIT
"""Build the reader's document block by block from a canonical text and the table of its blocks.

Style comes from formats only: nothing is inserted into a block of text, so that each block's text is its slice of the
canonical text (a line break inside a block is Qt's U+2028 there). Bullets and bars are painted beside the text.
"""

from __future__ import annotations

import unicodedata
from collections import deque
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)

from researchdesk.ui.panes import reader_figures
from researchdesk.ui.panes.reader_content import byline, head_names
from researchdesk.ui.panes.reader_look import TITLE_LINES
from researchdesk.ui.panes.reader_places import Placed, Places
from researchdesk.ui.panes.reader_portions import portions
from researchdesk.ui.panes.reader_spans import segments
from researchdesk.ui.translate import from_below, number, plural, tr, visible
from researchdesk.ui.utf16 import Utf16

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from PySide6.QtGui import QTextDocument, QTextTable

    from researchdesk.model.clipping import RemovedBlock
    from researchdesk.ui.panes.reader_content import Content
    from researchdesk.ui.panes.reader_figures import Picture
    from researchdesk.ui.panes.reader_look import Look

MOST_COLUMNS, MOST_CELLS = 24, 6000
MOST_TAGS = 40  # in the head
STEP = 500  # blocks
LINE_BREAK = "\u2028"
NO_BREAK = "\xa0"
FIRST_RIGHT_TO_LEFT = "\u0590"


def build(
    document: QTextDocument, content: Content, look: Look, *, with_removed: bool = False
) -> Places:
    """Fill a document that is empty and has its margins with an article; give the places of its text."""
    steps = build_in_turns(document, content, look, with_removed=with_removed)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            places: Places = end.value
            return places


def build_in_turns(
    document: QTextDocument, content: Content, look: Look, *, with_removed: bool = False
) -> Generator[None, None, Places]:
    """Fill a document as `build` does, STEP blocks at a time; what is not ended leaves a part of the article in it."""
    writer = _Writer(document, look, content.version.text)
    writer.cursor.beginEditBlock()
    try:
        yield from _write(writer, content, with_removed=with_removed)
    finally:
        writer.cursor.endEditBlock()
    return Places(document, writer.placed)


def _write(writer: _Writer, content: Content, *, with_removed: bool) -> Iterator[None]:
    if content.has_head:
        _write_head(writer, content)
    waiting = _Waiting(content, with_removed=with_removed)
    blocks, at, rest = content.blocks, 0, STEP
    while at < len(blocks):
        if at >= rest:
            rest = at + STEP
            yield
        waiting.write(writer, at)
        after = _end_of_table(blocks, at)
        if after > at:
            writer.write_table(blocks[at:after])
            at = after
        else:
            at += 1
            writer.write_block(blocks[at - 1], blocks[at] if at < len(blocks) else None)
    waiting.write(writer)
    _write_foot(writer, content, is_shown=with_removed)
    writer.finish()


class _Waiting:
    """Pictures and removed blocks that were not written yet, each before a block of the text."""

    def __init__(self, content: Content, *, with_removed: bool) -> None:
        self._pictures = deque(content.pictures)
        self._removed = deque(content.removed if with_removed else ())

    def write(self, writer: _Writer, at: int | None = None) -> None:
        """Write what stands before the block of this number; without one, all that is left."""
        while self._pictures and (at is None or self._pictures[0].place <= at):
            writer.write_picture(self._pictures.popleft())
        while self._removed and (at is None or self._removed[0].place <= at):
            _write_removed(writer, self._removed.popleft())


def _end_of_table(blocks: Sequence[Any], at: int) -> int:
    """Give the number of the block after the table that begins here; `at` itself when none does."""
    after, table = at, blocks[at].table
    while blocks[at].kind == "cell" and after < len(blocks) and blocks[after].table == table:
        if blocks[after].kind != "cell":
            break
        after += 1
    return after if _fits(blocks[at:after]) else at


def _fits(cells: Sequence[Any]) -> bool:
    """Say whether cells can be laid out as a table: a page can claim a million columns."""
    rows = 1 + max((cell.row for cell in cells), default=0)
    columns = 1 + max((cell.column for cell in cells), default=0)
    return columns <= MOST_COLUMNS and rows * columns <= MOST_CELLS


class _Writer:
    """The cursor at the end of the document, and what it wrote."""

    def __init__(self, document: QTextDocument, look: Look, text: str) -> None:
        self.cursor = QTextCursor(document)
        self.look = look
        self.placed: list[Placed] = []
        self._text = text
        self._pictures = 0
        self._is_fresh = True  # the block at the cursor is empty and waits for its format

    def begin(self, shape: QTextBlockFormat, char: QTextCharFormat) -> None:
        """Begin a block at the end of the document."""
        if self._is_fresh:
            self.cursor.setBlockFormat(shape)
            self.cursor.setBlockCharFormat(char)
            self.cursor.setCharFormat(char)
            self._is_fresh = False
        else:
            self.cursor.insertBlock(shape, char)

    def write_block(self, block: Any, following: Any) -> None:
        """Write a paragraph, heading, item, quote or preformatted block."""
        is_last = following is None or following.kind != "li"
        parts = portions(block, self._text)
        for at, part in enumerate(parts):
            shape = self.look.shape(block.kind, block.depth, is_last=is_last)
            if at:
                shape.setTopMargin(0)
            if at + 1 < len(parts):
                shape.setBottomMargin(0)
            self.begin(shape, self.look.base(block.kind))
            self._place(self.cursor, part, "" if at else _marker(block))

    def write_picture(self, picture: Picture) -> None:
        """Write a picture, or what is said of it."""
        self._pictures += 1
        reader_figures.write(self.begin, self.cursor, self.look, self._pictures, picture)

    def write_table(self, blocks: Sequence[Any]) -> None:
        """Write a table: each block goes into the cell at its row and column."""
        table = self._table(blocks)
        begun: set[tuple[int, int]] = set()
        for block in blocks:
            cell = table.cellAt(block.row, block.column)
            cursor = cell.lastCursorPosition()
            shape, char = self.look.cell(), self.look.base("cell")
            if (block.row, block.column) in begun:
                cursor.insertBlock(shape, char)
            else:
                cursor.setBlockFormat(shape)
                cursor.setBlockCharFormat(char)
                begun.add((block.row, block.column))
            self._place(cursor, block)
        self.cursor.movePosition(QTextCursor.MoveOperation.End)
        self._is_fresh = True

    def finish(self) -> None:
        """Make an empty block that stands after a table at the end as low as can be."""
        if self._is_fresh and self.placed:
            self.begin(self.look.lines("small", 0.1), self.look.char("small", "ink.faint"))

    def _table(self, blocks: Sequence[Any]) -> QTextTable:
        rows = 1 + max(block.row for block in blocks)
        columns = 1 + max(block.column for block in blocks)
        shape = QTextTableFormat()
        shape.setBorder(1)
        shape.setBorderBrush(QBrush(self.look.style.colour("line.hair")))
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorderCollapse(True)
        shape.setCellPadding(self.look.em * 0.4)
        shape.setCellSpacing(0)
        shape.setTopMargin(self.look.em * 0.8)
        shape.setBottomMargin(self.look.em)
        shape.setColumnWidthConstraints([QTextLength(QTextLength.Type.VariableLength, 0)] * columns)
        if self._is_fresh:
            self.begin(self.look.lines("small", 0.1), self.look.char("small", "ink.faint"))
        return self.cursor.insertTable(rows, columns, shape)

    def _place(self, cursor: QTextCursor, block: Any, marker: str = "") -> None:
        text = self._text[block.start : block.end]
        self._write_runs(cursor, block, text)
        is_mixed = _has_right_to_left(text)
        if is_mixed and cursor.block().textDirection() == Qt.LayoutDirection.RightToLeft:
            _turn(cursor)
        self.placed.append(
            Placed(
                block.start,
                block.end,
                cursor.blockNumber(),
                Utf16(text),
                block.kind,
                marker,
                (block.table, block.row) if block.kind == "cell" else None,
                is_mixed,
            )
        )

    def _write_runs(self, cursor: QTextCursor, block: Any, text: str) -> None:
        text = text.replace("\n", LINE_BREAK)
        base, written = self.look.base(block.kind), 0
        runs = [(run.start - block.start, run.end - block.start) for run in block.runs]
        for segment in segments(runs):
            owners = [block.runs[owner] for owner in segment.owners]
            char = self.look.run(block.kind, frozenset(owner.kind for owner in owners))
            link = next((owner.url for owner in owners if owner.kind == "link"), None)
            if link:
                char = QTextCharFormat(char)
                char.setAnchor(True)
                char.setAnchorHref(link)
            cursor.insertText(text[written : segment.start], base)
            cursor.insertText(text[segment.start : segment.end], char)
            written = segment.end
        cursor.insertText(text[written:], base)


def _marker(block: Any) -> str:
    if block.kind != "li":
        return ""
    return f"{block.number}." if block.ordered else "•"


def _has_right_to_left(text: str) -> bool:
    if not text or max(text) < FIRST_RIGHT_TO_LEFT:
        return False
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in set(text))


def _turn(cursor: QTextCursor) -> None:
    """Let a paragraph that begins with a right-to-left letter stand on the right."""
    shape = cursor.blockFormat()
    left, right = shape.leftMargin(), shape.rightMargin()
    shape.setLeftMargin(right)
    shape.setRightMargin(left)
    shape.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shape.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    cursor.setBlockFormat(shape)


def _write_head(writer: _Writer, content: Content) -> None:
    look, article = writer.look, content.article
    writer.begin(
        look.lines("reader_title", TITLE_LINES, 10), look.char("reader_title", "ink.strong")
    )
    writer.cursor.insertText(visible(article.title))
    writer.begin(look.lines("reader_byline", 1.5, 4), look.char("reader_byline", "ink.soft"))
    writer.cursor.insertText(visible(byline(article, content.version.text)))
    names, tags = head_names(content.mentions), article.tags
    if names or tags:
        writer.begin(look.lines("ui", 1.7), look.char("ui", "ink.soft"))
        for name in names:
            _write_link(
                writer, visible(name.name), f"{name.kind}:{name.key}", f"entity.{name.kind}"
            )
        for tag in tags[:MOST_TAGS]:
            _write_link(writer, visible(f"#{tag}"), f"tag:{tag}", "ink.soft")
        if len(tags) > MOST_TAGS:
            writer.cursor.insertText(tr("and {n} more", n=number(len(tags) - MOST_TAGS)))
    for words in _doubts(content):
        writer.begin(look.lines("ui", 1.5, 4), look.char("ui", "state.warning"))
        writer.cursor.insertText(words)
    if article.doubt and content.is_current and content.version.snapshot_id is not None:
        writer.cursor.insertText("   ")
        _write_link(writer, tr("Not right?"), "not-right:", "accent.text")
    shape = writer.cursor.blockFormat()
    shape.setBottomMargin(look.style.px(20))
    writer.cursor.setBlockFormat(shape)


def _write_foot(writer: _Writer, content: Content, *, is_shown: bool) -> None:
    """Say below the text how much was left out of it, and let it be shown."""
    count = len(content.removed)
    if not count:
        return
    shape = writer.look.lines("small", 1.5)
    shape.setTopMargin(writer.look.style.px(16))
    writer.begin(shape, writer.look.char("small", "ink.faint"))
    words = plural(
        "{n} block of the page was left out.", "{n} blocks of the page were left out.", count
    )
    writer.cursor.insertText(words + "   ")
    _write_link(writer, tr("Hide") if is_shown else tr("Show"), "show-removed:", "accent.text")


def _doubts(content: Content) -> list[str]:
    found = [from_below(content.article.doubt)] if content.article.doubt else []
    if not content.is_current:
        found.append(tr("This is version {n}, not the text as it is now.", n=content.version.seq))
    return found


def _write_link(writer: _Writer, words: str, href: str, token: str) -> None:
    char = QTextCharFormat(writer.look.char("ui_medium", token))
    char.setAnchor(True)
    char.setAnchorHref(href)
    writer.cursor.insertText(words.replace(" ", NO_BREAK), char)
    writer.cursor.insertText("   ", writer.look.char("ui", "ink.faint"))


def _write_removed(writer: _Writer, block: RemovedBlock) -> None:
    look = writer.look
    text = " ".join(block.text.split())
    writer.begin(look.shape("quote"), look.char("reader", "ink.faint"))
    writer.cursor.insertText(text or tr("(no words)"))
    shape = look.lines("small", 1.5, 14)
    shape.setLeftMargin(look.shape("quote").leftMargin())
    writer.begin(shape, look.char("small", "ink.faint"))
    writer.cursor.insertText(tr("Left out: {reason}", reason=from_below(block.reason)) + "   ")
    _write_link(writer, tr("Put back"), f"put-back:{block.n}", "accent.text")
