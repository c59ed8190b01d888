# SPDX-License-Identifier: MIT
"""Two states of a text as one page: words that went are struck out, words that came are underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from researchdesk.ui.translate import plural, tr
from researchdesk.ui.widgets.dressing import button, dress, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from researchdesk.model.passage import Difference
    from researchdesk.ui.style import Style


class ComparedText(QTextEdit):
    """The page: the new text, with the words of the old one where they stood."""

    def __init__(self, style: Style, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._places: list[int] = []
        self._shown: tuple[str, Sequence[Difference]] | None = None
        style.changed.connect(self._on_style)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_plain(self, text: str) -> None:
        """Show one text without marks."""
        self._places, self._shown = [], None
        self.setFont(self._style.font("editor"))
        self.setPlainText(text)

    def compare(self, new: str, changes: Sequence[Difference]) -> None:
        """Show the new text with what differs from the old one, the first of it in sight."""
        self.setFont(self._style.font("editor"))
        self.clear()
        self._places, self._shown = [], (new, changes)
        cursor, at = QTextCursor(self.document()), 0
        plain = self._format("ink.body")
        gone, came = self._format("state.error"), self._format("state.good")
        gone.setFontStrikeOut(True)
        came.setFontUnderline(True)
        cursor.beginEditBlock()
        for change in changes:
            before = new[at : change.new_start]
            gap = " " if change.old_words and before and not before[-1].isspace() else ""
            cursor.insertText(before + gap, plain)
            self._places.append(cursor.position())
            if change.old_words:
                cursor.insertText(change.old_words, gone)
                cursor.insertText(" " if change.new_words else "", plain)
            cursor.insertText(change.new_words, came)
            at = change.new_end
        cursor.insertText(new[at:], plain)
        cursor.endEditBlock()
        self.step(0)

    def step(self, by: int) -> None:
        """Go to the first change, or to the next one or the one before."""
        if not self._places:
            return
        here = self.textCursor().position()
        later = [one for one in self._places if one > here]
        sooner = [one for one in self._places if one < here]
        wanted = self._places[0] if by == 0 else (later[:1] if by > 0 else sooner[-1:])
        if wanted:
            cursor = self.textCursor()
            cursor.setPosition(wanted if isinstance(wanted, int) else wanted[0])
            self.setTextCursor(cursor)
            below = self.cursorRect().top() - self.viewport().height() // 3
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + below)

    def _on_style(self) -> None:
        if self._shown is not None:
            self.compare(*self._shown)

    def _format(self, token: str) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(self._style.colour(token))
        return made


class Comparison(QWidget):
    """The page with its heading, its way back and the way from one change to the next."""

    closed = Signal()

    def __init__(self, style: Style, back: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self.text = ComparedText(style, tr("What changed"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.px(18), style.px(10), style.px(6), style.px(6))
        column.setSpacing(style.px(8))
        row = QHBoxLayout()
        self.back = button(style, back, "quiet flush")
        self.back.clicked.connect(self.closed)
        row.addWidget(self.back)
        row.addStretch(1)
        self.previous = button(style, tr("Previous change"), "quiet", "small")
        self.next = button(style, tr("Next change"), "quiet", "small")
        for one, by in ((self.previous, -1), (self.next, 1)):
            one.clicked.connect(lambda _=False, by=by: self.text.step(by))
            row.addWidget(one)
        column.addLayout(row)
        self.head = label(style, "", "small", "soft")
        self.head.setWordWrap(True)
        column.addWidget(self.head)
        column.addWidget(self.text, 1)

    def show_changes(self, which: str, new: str, changes: Sequence[Difference]) -> None:
        """Show what differs; `which` says what is compared with what."""
        self.head.setText(f"{which}: {count_words(len(changes))}")
        self.text.compare(new, changes)
        for one in (self.previous, self.next):
            one.setEnabled(len(changes) > 1)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def restyle(self) -> None:
        """Take the fonts from the style anew."""
        dress(self._style, self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back at Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def count_words(n: int) -> str:
    """Say how much differs."""
    if not n:
        return tr("the words are the same")
    return plural("1 change", "{n} changes", n)
