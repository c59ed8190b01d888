# SPDX-License-Identifier: MIT
"""The list below the search field: proposals in groups, and a foot that says what of the query was not understood.

It never has the focus: the field keeps it and steers the list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from researchdesk.ui.models.completions import GROUPS, ROW, Completions, Proposal
from researchdesk.ui.translate import tr
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.announce import announce

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.ui.style import Style

Index = QModelIndex | QPersistentModelIndex
WORD, PROPOSAL = 26, 34  # px at 100 %: the heights of a group's word and of a proposal
TALLEST = 396
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class CompletionDelegate(QStyledItemDelegate):
    """Draw a group's word, or a proposal with icon and remark."""

    def __init__(self, style: Style, view: QListView) -> None:
        super().__init__(view)
        self._style = style

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give a row its height."""
        is_word = not isinstance(index.data(ROW), Proposal)
        return QSize(100, self._style.px(WORD if is_word else PROPOSAL))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row, box = index.data(ROW), QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Proposal):
            state = option.state
            self._proposal(painter, box, row, chosen=bool(state & QStyle.StateFlag.State_Selected))
        else:
            painter.setFont(self._style.font("tiny"))
            painter.setPen(self._style.colour("ink.faint"))
            painter.drawText(box.adjusted(self._style.px(14), self._style.px(4), 0, 0), LEFT, row)
        painter.restore()

    def _proposal(self, painter: QPainter, box: QRectF, row: Proposal, *, chosen: bool) -> None:
        s = self._style
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(s.colour("surface.chosen"))
            painter.drawRoundedRect(box.adjusted(s.px(6), 1, -s.px(6), -1), s.px(6), s.px(6))
        _, icon, token = GROUPS[row.kind]
        side = s.px(17)
        top = round(box.center().y() - side / 2)
        s.icon(icon, token, 17).paint(painter, round(box.left()) + s.px(16), top, side, side)
        inside = box.adjusted(s.px(44), 0, -s.px(16), 0)
        remark = s.metrics("small").horizontalAdvance(row.remark)
        painter.setFont(s.font("small"))
        painter.setPen(s.colour("ink.soft"))
        painter.drawText(inside, RIGHT, row.remark)
        painter.setFont(s.font("ui"))
        painter.setPen(s.colour("ink.strong"))
        room = inside.width() - remark - s.px(12)
        words = s.metrics("ui").elidedText(row.words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inside, LEFT, words)


class CompletionList(QFrame):
    """Floats over the window below the field."""

    taken = Signal(object)  # Proposal

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(parent)
        self._style = style
        self.setObjectName("completion")
        self.setProperty("raised", True)  # noqa: FBT003 - a property of the style sheet
        self.rows = Completions(self)
        self.view = QListView()
        self.view.setModel(self.rows)
        self.view.setItemDelegate(CompletionDelegate(style, self.view))
        self.view.setAccessibleName(tr("Proposals"))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(self._on_clicked)
        self.hint = dressing.label(style, "", "small")
        self.hint.setObjectName("search_hint")
        self.hint.setWordWrap(True)
        self._place: QWidget | None = None  # what it hangs from
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.view)
        self._column.addWidget(self.hint)
        self.hide()

    @property
    def current(self) -> Proposal | None:
        """The proposal that Enter would take."""
        return self.rows.proposal(self.view.currentIndex().row())

    @property
    def first(self) -> Proposal | None:
        """The proposal that Tab takes."""
        return self.current or self.rows.proposal(self.rows.next(-1, 1))

    def put(self, proposals: Sequence[Proposal], hint: str, place: QWidget) -> None:
        """Show proposals and the hint below a widget; hide where there is neither."""
        self.rows.put(proposals)
        if hint != self.hint.text() and hint:
            announce(self, hint)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.view.setVisible(bool(proposals))
        if place is not self._place:
            place.installEventFilter(self)
            self._place = place
        if proposals or hint:
            self._fit(place)
            self.show()
            self.raise_()
        else:
            self.hide()

    def step(self, by: int) -> bool:
        """Choose the next or the previous proposal; False when the end is reached."""
        at = self.rows.next(self.view.currentIndex().row(), by)
        if at < 0:
            self.view.setCurrentIndex(QModelIndex())
            return False
        self.view.setCurrentIndex(self.rows.index(at))
        if proposal := self.current:
            announce(self.view, proposal.words)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay below the widget when the window's size changes."""
        is_moved = event.type() in (QEvent.Type.Resize, QEvent.Type.Move)
        if is_moved and watched is self._place and self.isVisible():
            self._fit(self._place)
        return super().eventFilter(watched, event)

    def _fit(self, place: QWidget) -> None:
        px, parent = self._style.px, self.window()
        corner = place.mapTo(parent, place.rect().bottomLeft())
        top = corner.y() + px(6)
        pad = px(14)
        self._column.setContentsMargins(0, px(6), 0, px(6) if self.hint.isHidden() else 0)
        self.hint.setContentsMargins(pad, px(8), pad, px(8))
        self.hint.setFixedWidth(place.width() - 2)
        foot = self.hint.heightForWidth(place.width() - 2) if self.hint.text() else 0
        self.hint.setFixedHeight(foot)
        wanted = sum(self.view.sizeHintForRow(row) for row in range(self.rows.rowCount()))
        tallest = min(px(TALLEST), parent.height() - top - foot - px(24))
        self.view.setFixedHeight(max(0, min(wanted, tallest)))
        self.setFixedWidth(place.width())
        self.adjustSize()
        self.move(corner.x(), top)

    def _on_clicked(self, index: QModelIndex) -> None:
        if proposal := self.rows.proposal(index.row()):
            self.taken.emit(proposal)
