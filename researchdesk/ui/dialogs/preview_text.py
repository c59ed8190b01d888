# SPDX-License-Identifier: MIT
"""The text of an article that is not saved, with what was left out at its places: walked and put back by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor

from researchdesk.ui.panes.reader_text import ArticleText
from researchdesk.ui.translate import tr

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QKeyEvent, QTextBlock
    from PySide6.QtWidgets import QWidget

    from researchdesk.ui.panes.reader_content import Content
    from researchdesk.ui.style import Style

PUT_BACK, SHOW = "put-back:", "show-removed:"
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PreviewText(ArticleText):
    """Shows a clipping; Enter puts the block at the caret back where it was left out."""

    put_back_wanted = Signal(int)  # the number of a removed block
    shown_wanted = Signal()  # show what was left out, or hide it

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(style, lambda _: False, parent)
        self.setAccessibleName(tr("The text as it would be kept"))
        self.setTabChangesFocus(True)
        self.href_clicked.connect(self._on_href)

    def put(self, content: Content, *, with_removed: bool) -> None:
        """Show a clipping, where it was scrolled to, with the caret in the block where it was."""
        at, here = self.verticalScrollBar().value(), self.textCursor().blockNumber()
        self.show_content(content, with_removed=with_removed)
        block = self.document().findBlockByNumber(here)
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
        self.verticalScrollBar().setValue(at)

    def go(self, by: int) -> bool:
        """Put the caret into the next removed block, or with -1 the one before; say whether there is one."""
        here = self.textCursor().blockNumber() if self.hasFocus() else -1
        found = [number for number in self._removed() if (number - here) * by > 0]
        if not found:
            return False
        block = self.document().findBlockByNumber(found[0] if by > 0 else found[-1])
        self.setTextCursor(QTextCursor(block))
        middle = self.cursorRect().top() - self.viewport().height() // 3
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + middle)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter put the block at the caret back; Ctrl+Enter and all else is the dialog's or Qt's."""
        if event.key() not in ENTER or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        number = self._removed().get(self.textCursor().blockNumber())
        if number is not None:
            self.put_back_wanted.emit(number)

    def _removed(self) -> dict[int, int]:
        """Give the number of the removed block that each block of the document shows, by its own number."""
        found: dict[int, int] = {}
        block = self.document().begin()
        while block.isValid():
            href = _last_href(block)
            if href.startswith(PUT_BACK):
                found[block.blockNumber() - 1] = int(href.removeprefix(PUT_BACK))
            block = block.next()
        return found

    def _on_href(self, href: str, _: QPoint) -> None:
        if href.startswith(PUT_BACK):
            self.put_back_wanted.emit(int(href.removeprefix(PUT_BACK)))
        elif href == SHOW:
            self.shown_wanted.emit()


def _last_href(block: QTextBlock) -> str:
    href = ""
    for one in block.textFormats():
        if one.format.anchorHref():
            href = one.format.anchorHref()
    return href
