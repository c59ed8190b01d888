# SPDX-License-Identifier: MIT
"""The toast: what was done, with Undo; one at a time, the newest wins. It never takes the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QPushButton,
    QWidget,
)
from shiboken6 import isValid

from researchdesk.ui.translate import tr
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.announce import announce

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QEnterEvent

    from researchdesk.ui.style import Style

    Way = tuple[str, Callable[[], object]]

SHOWN_FOR = 10_000  # ms; endless while hovered or focused
ABOVE_FOOT = 16  # px at 100 % between the toast and what lies below it
WIDEST = 660  # px at 100 %
MOVES = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)


class Toast(QFrame):
    """One sentence at the foot of the window, with the ways on from it."""

    gone = Signal()  # it went with the keys, and what had them before is there no more

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.setAccessibleName(tr("Message"))
        self._style = style
        self._foot = 0
        self._stays = False
        self._avoided: list[QWidget] = []
        self._before: QWidget | None = None  # what had the keys before F6 or Tab led here
        self.buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        self._words = dressing.label(style)
        self._words.setWordWrap(True)
        self._close = dressing.tool(style, "close", tr("Close the message"), size=12)
        dressing.set_icon(style, self._close, "close", "ink.on_tooltip")
        self._close.clicked.connect(self.dismiss)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)
        self._cast_shadow()
        style.changed.connect(self._dress)
        self.hide()
        parent.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    @property
    def sentence(self) -> str:
        """What it says now; empty when it is hidden."""
        return self._words.text() if self.isVisible() else ""

    def set_foot(self, height: int) -> None:
        """Say how high the bar at the window's foot is, in px."""
        self._foot = height
        self._place()

    def avoid(self, other: QWidget) -> None:
        """Stand above this part of the window wherever the toast would cover it."""
        self._avoided.append(other)
        other.installEventFilter(self)

    def show_words(self, sentence: str, ways: Sequence[Way] = (), *, stays: bool = False) -> None:
        """Say a sentence with its ways on; it goes after ten seconds, unless it stays until it is closed."""
        self._stays = stays
        self._words.setText(sentence)
        self._close.setVisible(stays)
        self._put_buttons(ways)
        self._row.setContentsMargins(*(self._style.px(n) for n in (16, 7, 8, 7)))
        self._row.setSpacing(self._style.px(6))
        self.show()
        self.raise_()
        self._place()
        self._timer.start(SHOWN_FOR)
        announce(self, sentence)

    def dismiss(self) -> None:
        """Take it away, and give the keys back to what had them before."""
        self._timer.stop()
        self._give_keys_back()
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the place when the window, or what is avoided, changes its size or comes and goes."""
        if event.type() in MOVES and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while hovered."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Begin to count again."""
        if self.isVisible() and not self._is_focused():
            self._timer.start(SHOWN_FOR)
        super().leaveEvent(event)

    def _dress(self) -> None:
        dressing.dress(self._style, self)
        self._place()

    def _give_keys_back(self) -> None:
        if not self._is_focused():
            return
        before = self._before
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.gone.emit()

    def _put_buttons(self, ways: Sequence[Way]) -> None:
        self._give_keys_back()
        for button in self.buttons:
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for at, (words, act) in enumerate(ways, 1):
            button = dressing.button(self._style, words, role="ui_strong")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, act=act: self._take(act))
            self._row.insertWidget(at, button)
            button.show()  # at once, or the layout leaves no room for it
            self.buttons.append(button)

    def _take(self, act: Callable[[], object]) -> None:
        self.dismiss()
        act()

    def _on_time(self) -> None:
        if not (self._stays or self.underMouse() or self._is_focused()):
            self.hide()

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if not self.isVisible():
            return
        if new is not None and self.isAncestorOf(new):
            self._timer.stop()
            if old is not None and not self.isAncestorOf(old):
                self._before = old
        elif old is not None and self.isAncestorOf(old):
            self._timer.start(SHOWN_FOR)

    def _is_focused(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        widest = min(self._style.px(WIDEST), parent.width() - self._style.px(32))
        others = [*self.buttons, *([self._close] if self._stays else [])]
        room = widest - sum(one.sizeHint().width() + self._row.spacing() for one in others)
        room -= self._style.px(24)
        words = self._words.fontMetrics().horizontalAdvance(self._words.text()) + 4
        self._words.setFixedWidth(max(self._style.px(80), min(words, room)))
        self._words.setMinimumHeight(max(0, self._words.heightForWidth(self._words.width())))
        self._row.activate()
        self.adjustSize()
        air = self._style.px(ABOVE_FOOT)
        place = QRect(QPoint(), self.size())
        place.moveTo((parent.width() - self.width()) // 2, parent.height() - self.height() - air)
        place.translate(0, -self._foot)
        for other in self._avoided:
            taken = QRect(other.mapTo(parent, QPoint()), other.size())
            if other.isVisible() and taken.intersects(place):
                place.moveBottom(taken.top() - air)
        self.move(place.topLeft())

    def _cast_shadow(self) -> None:
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(32)
        shadow.setOffset(0, 6)
        shadow.setColor(QColor(0, 0, 0, 80))
        self.setGraphicsEffect(shadow)
