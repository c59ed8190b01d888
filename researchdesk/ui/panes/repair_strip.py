# SPDX-License-Identifier: MIT
"""The strip of the repair: the old passage in its context beside the place in the new text, and what can be decided."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
)

from researchdesk.ui.translate import from_below, plural, tr
from researchdesk.ui.widgets.announce import announce
from researchdesk.ui.widgets.decision_button import DecisionButton
from researchdesk.ui.widgets.dressing import ROLE, label, picture
from researchdesk.ui.widgets.flow import FlowLayout
from researchdesk.ui.widgets.parts import ElidedLabel

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from researchdesk.model.passage import Proposed, Quote, Repair
    from researchdesk.ui.desk import Desk

BUTTONS = (
    ("take_place", "It stands there", "Enter", "primary"),
    ("skip_passage", "Later", "S", ""),
    ("keep_passage", "Keep on the old version", "K", ""),
    ("trash", "Delete", "Del", "quiet"),
)
MOST = 3  # places
LONGEST = 150  # code points of a passage that are shown; the tool tip has all of them
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RepairStrip(QFrame):
    """Shows one passage that waits; knows nothing of what comes before and after it."""

    place_chosen = Signal(int)
    trash_pressed = Signal()  # Delete means something else where the keys are elsewhere

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("repair")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Repair of passages"))
        style = desk.style
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*(style.px(n) for n in (20, 10, 20, 12)))
        self._column.setSpacing(style.px(8))
        self._build_top()
        self._build_sides()
        self._build_buttons()
        self.hide()

    def _build_top(self) -> None:
        style = self._desk.style
        row = QHBoxLayout()
        row.setSpacing(style.px(10))
        self.picture = picture(style, "repair", "state.warning", 20)
        self.heading = label(style, "", "heading")
        self._article = ElidedLabel(style, "", "ui")
        self._count = label(style, "", "small", "faint")
        row.addWidget(self.picture)
        row.addWidget(self.heading)
        row.addWidget(self._article, 1)
        row.addWidget(self._count)
        self._column.addLayout(row)

    def _build_sides(self) -> None:
        style = self._desk.style
        self._sides = QFrame()
        row = QHBoxLayout(self._sides)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.px(24))
        self._old_title = label(style, "", "small", "faint")
        self._new_title = label(style, "", "small", "faint")
        for title in (self._old_title, self._new_title):
            title.setMinimumHeight(style.px(28))
        self.old, self.new = self._passage(), self._passage()
        self.why = label(style, "", "small", "soft")
        self.why.setWordWrap(True)
        self.places: list[QToolButton] = []
        above = QHBoxLayout()
        above.setSpacing(style.px(4))
        above.addWidget(self._new_title, 1)
        for at in range(MOST):
            made = QToolButton()
            made.setText(str(at + 1))
            made.setProperty(ROLE, "ui_medium")
            made.setFont(style.font("ui_medium"))
            made.setCheckable(True)
            made.setMinimumSize(style.px(28), style.px(28))
            made.clicked.connect(lambda _=False, at=at: self.place_chosen.emit(at))
            self.places.append(made)
            above.addWidget(made)
        for head, parts in ((self._old_title, (self.old,)), (above, (self.new, self.why))):
            side = QVBoxLayout()
            side.setSpacing(style.px(4))
            if isinstance(head, QLabel):
                side.addWidget(head)
            else:
                side.addLayout(head)
            for part in parts:
                side.addWidget(part)
            side.addStretch(1)
            row.addLayout(side, 1)
        self._column.addWidget(self._sides)

    def _passage(self) -> QLabel:
        made = QLabel()
        made.setTextFormat(Qt.TextFormat.RichText)
        made.setWordWrap(True)
        made.setProperty(ROLE, "ui")
        made.setFont(self._desk.style.font("ui"))
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return made

    def _build_buttons(self) -> None:
        style = self._desk.style
        row = FlowLayout(style.px(8))
        self.buttons: dict[str, DecisionButton] = {}
        for name, words, key, kind in BUTTONS:
            made = DecisionButton(style, tr(words), key, kind)
            made.clicked.connect(lambda _=False, name=name: self._press(name))
            self.buttons[name] = made
            row.addWidget(made)
        self._column.addLayout(row)

    def _press(self, name: str) -> None:
        if name == "trash":
            self.trash_pressed.emit()
        else:
            self._desk.actions.trigger(name)

    # -- what is shown

    def put(self, case: Repair, left: int, at: int, own: Quote | None) -> None:
        """Show a passage with one of its places, or with the words that the user selected for it."""
        held = case.annotation
        is_gone = held.status == "orphan"
        self._sides.show()
        self.picture.show()
        self.heading.setText(tr("No longer in the text" if is_gone else "Not found for certain"))
        self._article.set_words(held.article_title)
        self._count.setText(plural("1 to repair", "{n} to repair", left))
        self._old_title.setText(
            tr("It stood in version {n}", n=case.seq) if case.seq else tr("It was")
        )
        colour = f"highlight.{held.colour.value}"
        self._put_quote(self.old, case.old, colour)
        shown = case.places[at] if at < len(case.places) else None
        self._put_place(shown, own, colour)
        for number, made in enumerate(self.places):
            self._put_number(made, number, case, is_shown=own is None and number == at)
        self.buttons["take_place"].setVisible(own is not None or shown is not None)
        for name in ("skip_passage", "keep_passage", "trash"):
            self.buttons[name].show()
        self.buttons["keep_passage"].setVisible(case.seq is not None)

    def _put_place(self, shown: Proposed | None, own: Quote | None, colour: str) -> None:
        quote = own or (shown.quote if shown else None)
        if own is not None:
            self._new_title.setText(tr("The words that you selected"))
            self.why.setText("")
        elif shown is not None:
            self._new_title.setText(tr("It may stand here now"))
            self.why.setText(reason(shown))
        else:
            self._new_title.setText(tr("No place is proposed"))
            self.why.setText(
                tr("Select the words in the text: V selects a sentence, Enter takes it.")
            )
        self.why.setVisible(bool(self.why.text()))
        self.new.setVisible(quote is not None)
        if quote is not None:
            self._put_quote(self.new, quote, colour)

    def _put_number(self, made: QToolButton, number: int, case: Repair, *, is_shown: bool) -> None:
        made.setVisible(number < len(case.places) > 1)
        made.setChecked(is_shown)
        if number < len(case.places):
            words = tr("Place {n}: {why}", n=number + 1, why=reason(case.places[number]))
            made.setAccessibleName(words)
            made.setToolTip(words)

    def _put_quote(self, shown: QLabel, quote: Quote, colour: str) -> None:
        tint = self._desk.style.colour(colour).name()
        ink = self._desk.style.colour("ink.strong").name()
        soft = self._desk.style.colour("ink.soft").name()
        before, words, after = (_line(one) for one in (quote.prefix, quote.exact, quote.suffix))
        before = before.partition(" ")[2] if " " in before else before
        after = after.rpartition(" ")[0] if " " in after else after
        shown.setText(
            f"<span style='color:{soft}'>…{escape(before)}</span>"
            f"<span style='background-color:{tint};color:{ink}'>{escape(shortened(words.strip()))}</span>"
            f"<span style='color:{soft}'>{escape(after)}…</span>"
        )
        shown.setToolTip(quote.exact[:2_000])
        shown.setAccessibleName(quote.exact)

    def put_end(self, words: str) -> None:
        """Say how it ended."""
        self._sides.hide()
        self.picture.hide()
        self.heading.setText(words)
        self._article.set_words("")
        self._count.setText(tr("Esc closes"))
        for made in self.buttons.values():
            made.hide()
        announce(self, words)

    # -- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the keys; all other keys are the reader's."""
        holder = QApplication.focusWidget()
        if event.key() in ENTER and isinstance(holder, QAbstractButton):
            if not event.isAutoRepeat():
                holder.click()
        else:
            super().keyPressEvent(event)


def reason(place: Proposed) -> str:
    """Say how like a place is, and why it is proposed."""
    return tr("{n} % alike: {why}", n=round(place.likeness * 100), why=from_below(place.why))


def shortened(words: str) -> str:
    """Leave out the middle of a long passage: where it begins and ends is what must be seen."""
    if len(words) <= LONGEST:
        return words
    half = LONGEST // 2
    return f"{words[:half].rpartition(' ')[0] or words[:half]} … {words[-half:].partition(' ')[2] or words[-half:]}"


def _line(words: str) -> str:
    """Write words in one line; a blank at their ends stays."""
    return "".join(" " if one.isspace() else one for one in words)
