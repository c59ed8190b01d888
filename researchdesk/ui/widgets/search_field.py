# SPDX-License-Identifier: MIT
"""The search field: chips for `field:value`, words behind them, proposals below.

Every key asks; the field waits for nothing. The frame draws the focus ring for the bare line edit in it. The first
chip is the place of the navigation, so that nothing filters in secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QWidget

from researchdesk.ui import query_text
from researchdesk.ui.translate import tr
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.chip import Chip
from researchdesk.ui.widgets.field_keys import FieldKeys
from researchdesk.ui.widgets.parts import repolish

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from researchdesk.ui.models.completions import Proposal
    from researchdesk.ui.style import Style

HEIGHT = 34  # px at 100 %
PLACE = "place"  # the name of the chip that is no part of the text


class SearchField(QFrame):
    """One line that holds the whole query."""

    asked = Signal(str, bool)  # the query without its place, and whether it is being typed
    entered = Signal()  # Enter: the first hit
    left = Signal()  # Esc or Down out of the field
    place_removed = Signal()
    word_typed = Signal(str)  # what proposals are wanted for; empty for none

    def __init__(self, style: Style, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self._style = style
        self.chips: list[Chip] = []
        self._is_busy = False
        self.line = QLineEdit()
        self.clear_button = dressing.tool(style, "close", tr("Clear the search"), "Esc", size=16)
        self._cap = dressing.label(style, keys, "tiny")
        self._cap.setProperty("keycap", True)  # noqa: FBT003 - a property of the style sheet
        self._picture = dressing.picture(style, "search", "ink.faint", 16)
        self.keys = FieldKeys(self)
        self._build()
        self.line.textEdited.connect(self._on_edited)
        self.clear_button.clicked.connect(self.clear)
        style.changed.connect(self._dress)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    # -- what it holds

    @property
    def query(self) -> str:
        """The query without its place: the text of the chips and the words."""
        parts = [chip.token for chip in self.chips if chip.objectName() != PLACE]
        return " ".join([*parts, self.line.text().strip()]).strip()

    @property
    def whole_query(self) -> str:
        """The query with its place, as it is copied."""
        parts = [chip.token for chip in self.chips]
        return " ".join([*parts, self.line.text().strip()]).strip()

    @property
    def is_empty(self) -> bool:
        """True when there is neither a chip nor a word."""
        return not self.chips and not self.line.text()

    def set_query(self, query: str, place_token: str = "", place_words: str = "") -> None:
        """Show a query and its place, without asking anybody."""
        self._drop_chips()
        if place_words:
            self._add(place_token, place_words, PLACE)
        tokens, rest = query_text.split(query)
        for token in tokens:
            self._add(token, query_text.chip_words(token))
        self.line.setText(rest)
        self._draw()

    def take_focus(self) -> None:
        """Let the caret stand in the field, all words chosen."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def clear(self) -> None:
        """Empty the field, its place too."""
        had_place = any(chip.objectName() == PLACE for chip in self.chips)
        self._drop_chips()
        self.line.clear()
        self._draw()
        if had_place:
            self.place_removed.emit()
        else:
            self._tell(typing=False)

    def set_busy(self, busy: bool) -> None:
        """Show a thin line while an answer is late."""
        if busy != self._is_busy:
            self._is_busy = busy
            self.update()

    # -- chips

    def take(self, proposal: Proposal) -> None:
        """Put a proposal into the query: a field waits for its value, an earlier search replaces all."""
        if proposal.kind == "earlier":
            self.set_query(proposal.insert)
        else:
            begin, _ = query_text.word_at(self.line.text(), self.line.cursorPosition())
            text, at = self.line.text(), self.line.cursorPosition()
            if query_text.is_chip(proposal.insert):
                self._add(proposal.insert, query_text.chip_words(proposal.insert))
                self.line.setText(f"{text[:begin]}{text[at:].lstrip()}")
                self.line.setCursorPosition(begin)
            else:
                self.line.setText(f"{text[:begin]}{proposal.insert}{text[at:]}")
                self.line.setCursorPosition(begin + len(proposal.insert))
        self._draw()
        self._tell(typing=proposal.kind == "field")

    def make_chip(self) -> bool:
        """Let the finished `field:value` before the caret become a chip; False when there is none."""
        taken = query_text.take_chip(self.line.text(), self.line.cursorPosition())
        if taken is None:
            return False
        token, rest, at = taken
        self._add(token, query_text.chip_words(token))
        self.line.setText(rest)
        self.line.setCursorPosition(at)
        self._draw()
        self._tell(typing=False)
        return True

    def remove(self, chip: Chip) -> None:
        """Take a chip away."""
        name = chip.objectName()
        self._detach(chip)
        self._draw()
        if name == PLACE:
            self.place_removed.emit()
        else:
            self._tell(typing=False)
        self.line.setFocus()

    def open_chip(self, chip: Chip) -> None:
        """Let a chip be text again; the place's cannot be."""
        if chip.objectName() == PLACE:
            return
        self._detach(chip)
        self.line.setText(f"{chip.token} {self.line.text()}".rstrip())
        self.line.setCursorPosition(len(chip.token))
        self._draw()
        self._tell(typing=True)

    # -- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame, and the line that says that an answer is late."""
        super().paintEvent(event)
        if self._is_busy:
            painter = QPainter(self)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._style.colour("accent.base"))
            inset = self._style.px(8)
            painter.drawRect(QRectF(inset, self.height() - 4, self.width() - 2 * inset, 2))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the field's own keys come first."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self.keys.press(event)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            return self.keys.claims(event)
        return super().eventFilter(watched, event)

    # -- private

    def _build(self) -> None:
        self._row = QHBoxLayout(self)
        self.line.setProperty("bare", True)  # noqa: FBT003 - a property of the style sheet
        self.line.setProperty(dressing.ROLE, "ui")
        self.line.setAccessibleName(tr("Search"))
        self.line.setPlaceholderText(tr("Search articles and notes"))
        self.line.installEventFilter(self)
        self._row.addWidget(self._picture)
        self._row.addWidget(self.line, 1)
        self._row.addWidget(self._cap)
        self._row.addWidget(self.clear_button)
        self.setFocusProxy(self.line)
        self._dress()
        self._draw()

    def _dress(self) -> None:
        px = self._style.px
        self.setFixedHeight(px(HEIGHT))
        self._row.setContentsMargins(px(9), px(1), px(4), px(1))
        self._row.setSpacing(px(6))
        dressing.dress(self._style, self)
        self._cap.setFixedHeight(px(20))

    def _draw(self) -> None:
        is_empty = self.is_empty
        self._cap.setVisible(is_empty)
        self.clear_button.setVisible(not is_empty)
        self.line.setPlaceholderText("" if self.chips else tr("Search articles and notes"))
        self.keys.forget_chosen()

    def _add(self, token: str, words: str, name: str = "") -> None:
        chip = Chip(self._style, token, words, self)
        chip.setObjectName(name)
        chip.removed.connect(lambda: self.remove(chip))
        chip.opened.connect(lambda: self.open_chip(chip))
        self.chips.append(chip)
        self._row.insertWidget(len(self.chips), chip)

    def _detach(self, chip: Chip) -> None:
        self.chips.remove(chip)
        self._row.removeWidget(chip)
        chip.hide()
        chip.deleteLater()

    def _drop_chips(self) -> None:
        for chip in list(self.chips):
            self._detach(chip)

    def _on_edited(self, text: str) -> None:
        self._draw()
        self._tell(typing=True)
        at = self.line.cursorPosition()
        self.word_typed.emit(query_text.word_at(text, at)[1])

    def _tell(self, *, typing: bool) -> None:
        self.asked.emit(self.query, typing)

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is self.line or new is self.line:
            self.setProperty("focused", new is self.line)
            repolish(self)
