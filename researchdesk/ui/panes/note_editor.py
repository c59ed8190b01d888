# SPDX-License-Identifier: MIT
"""The field in which a note is written: plain Markdown with the line height of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from researchdesk.ui.panes import note_typing
from researchdesk.ui.panes.note_markdown import MarkdownHighlighter, link_at
from researchdesk.ui.panes.reader_text import PASSAGE
from researchdesk.ui.translate import tr

if TYPE_CHECKING:
    from PySide6.QtGui import QDropEvent
    from PySide6.QtWidgets import QWidget

    from researchdesk.ui.style import Style

LINES = 1.5
WEB = ("http", "https")
LINE_BREAK = "\u2028"
KEYPAD = Qt.KeyboardModifier.KeypadModifier
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NoteEditor(QTextEdit):
    """Markdown as plain text; its own typing is undone here first, then the window's undo acts."""

    passage_dropped = Signal(int, int, int)  # article, start, end: code points
    left = Signal()  # Esc

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._is_loading = False
        self.setAcceptRichText(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Note"))
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self.setFont(style.font("editor"))
        self.highlighter = MarkdownHighlighter(style, self.document())
        self.cursorPositionChanged.connect(self._on_caret)

    @property
    def is_loading(self) -> bool:
        """True while a note is put in: that is no typing."""
        return self._is_loading

    def body(self) -> str:
        """Give the note as it is typed; line by line, because toPlainText turns no-break blanks into blanks."""
        block, lines = self.document().begin(), []
        while block.isValid():
            lines.append(block.text().replace(LINE_BREAK, "\n"))
            block = block.next()
        return "\n".join(lines)

    def set_body(self, body: str) -> None:
        """Put a note in; nothing before it can be undone here."""
        self._is_loading = True
        self.setPlainText(body)
        self._space_lines()
        self.verticalScrollBar().setValue(0)
        self._is_loading = False

    def change_body(self, body: str) -> None:
        """Bring the text up to one that differs a little; the caret and what was typed before stay."""
        held = self.body()
        if held == body:
            return
        head = _common(held, body)
        tail = _common(held[head:][::-1], body[head:][::-1])
        self._is_loading = True
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(held[:head]))
        cursor.setPosition(_units(held[: len(held) - tail]), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(body[head : len(body) - tail])
        self._is_loading = False

    def restyle(self) -> None:
        """Take fonts and colours from the style anew."""
        self._is_loading = True
        self.setFont(self._style.font("editor"))
        self.highlighter.restyle()
        self._space_lines(is_forgetting=False)
        self._is_loading = False

    def insert_link(self, link: str) -> None:
        """Put a citation at the caret, apart from the words around it."""
        cursor = self.textCursor()
        before = cursor.block().text()[: cursor.positionInBlock()]
        gap = " " if before and not before[-1].isspace() and before[-1] not in "([„“«>" else ""
        cursor.insertText(gap + link)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def insert_block(self, words: str) -> None:
        """Put a block of its own after the line of the caret."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        before = "\n\n" if cursor.block().text().strip() else ""
        cursor.insertText(f"{before}{words}\n\n")
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def go_to_line(self, line: int) -> None:
        """Put the caret on a line, counted from 0, and show it."""
        block = self.document().findBlockByNumber(line)
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.ensureCursorVisible()

    def link_at_caret(self) -> str:
        """Give the address of the link at the caret; empty for none."""
        cursor = self.textCursor()
        text = cursor.block().text()
        units = text.encode("utf-16-le", "surrogatepass")[: 2 * cursor.positionInBlock()]
        return link_at(text, len(units.decode("utf-16-le", "surrogatepass")))

    def strong(self) -> None:
        """Make the selection strong."""
        self.setTextCursor(note_typing.wrap(self.textCursor(), "**", tr("strong")))

    def emphasis(self) -> None:
        """Emphasise the selection."""
        self.setTextCursor(note_typing.wrap(self.textCursor(), "*", tr("emphasis")))

    def make_link(self) -> None:
        """Make the selection a link."""
        self.setTextCursor(note_typing.link(self.textCursor(), "", tr("words")))

    def task(self) -> None:
        """Tick the box of the line, or give the line one."""
        note_typing.toggle_task(self.textCursor())

    def move_line(self, by: int) -> None:
        """Move the line of the caret one up (-1) or down (1)."""
        moved = note_typing.move_line(self.textCursor(), by)
        if moved is not None:
            self.setTextCursor(moved)

    def _space_lines(self, *, is_forgetting: bool = True) -> None:
        """Give every line the height of a page's; new lines inherit it."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        shape = QTextBlockFormat()
        shape.setLineHeight(
            self._style.line_height("editor", LINES),
            QTextBlockFormat.LineHeightTypes.ProportionalHeight.value,
        )
        cursor.mergeBlockFormat(shape)
        if is_forgetting:
            self.document().clearUndoRedoStacks()

    def _on_caret(self) -> None:
        self.highlighter.follow_caret(self.textCursor())

    # -- Qt ---------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window when there is nothing of one's own to undo."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            document = self.document()
            for keys, has_own in (
                (QKeySequence.StandardKey.Undo, document.isUndoAvailable()),
                (QKeySequence.StandardKey.Redo, document.isRedoAvailable()),
            ):
                if event.matches(keys) and not has_own:
                    event.ignore()
                    return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with lists at Enter, leave at Esc."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in ENTER and not modifiers & ~KEYPAD and not self.isReadOnly():
            cursor = self.textCursor()
            if not note_typing.go_on(cursor):
                cursor.insertBlock()  # Qt's own Enter on an empty line only takes its height away
            self.setTextCursor(cursor)
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain words; an address over a selection makes it a link."""
        words = source.text()
        cursor = self.textCursor()
        if cursor.hasSelection() and note_typing.is_address(words):
            self.setTextCursor(note_typing.link(cursor, words.strip(), ""))
        else:
            cursor.insertText(words.replace("\u2029", "\n"))
            self.setTextCursor(cursor)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take words and passages."""
        return source.hasText() or source.hasFormat(PASSAGE)

    def dropEvent(self, event: QDropEvent) -> None:
        """Cite a passage that is dropped here."""
        mime = event.mimeData()
        if self.isReadOnly():
            event.ignore()
        elif mime.hasFormat(PASSAGE):
            article, start, end = (int(n) for n in bytes(mime.data(PASSAGE).data()).split())
            self.setTextCursor(self.cursorForPosition(event.position().toPoint()))
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.passage_dropped.emit(article, start, end)
        elif mime.hasUrls() and all(url.scheme() in WEB for url in mime.urls()):
            cursor = self.cursorForPosition(event.position().toPoint())
            links = (url.toString() for url in mime.urls())
            cursor.insertText(" ".join(f"[{link}]({link})" for link in links))
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            super().dropEvent(event)


def _common(first: str, second: str) -> int:
    """Count the letters that two texts begin with alike."""
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[:middle] == second[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
