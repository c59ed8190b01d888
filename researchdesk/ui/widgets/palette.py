# SPDX-License-Identifier: MIT
"""The palette: one field over the window, and below it what its letters mean; the field keeps the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from researchdesk.ui.models.palette import PaletteRow, PaletteRows
from researchdesk.ui.translate import tr
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.announce import announce
from researchdesk.ui.widgets.palette_delegate import PaletteDelegate
from researchdesk.ui.widgets.parts import rule
from researchdesk.ui.widgets.raised import Raised
from researchdesk.ui.widgets.shade import Shade

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from researchdesk.model.offer import Offer
    from researchdesk.ui.style import Style

WIDEST, TOP, EDGE, TALLEST = 620, 72, 24, 460  # px at 100 %
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
STEPS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}
KEPT = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)  # lead nowhere: there is one field
STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class PaletteField(QLineEdit):
    """Hands the keys of the list on."""

    stepped = Signal(int)
    entered = Signal()
    escaped = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Take Tab before it moves the focus."""
        if event.type() == QEvent.Type.KeyPress and event.key() in KEPT:  # type: ignore[attr-defined]
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move along the list, take its row, or close it."""
        key = Qt.Key(event.key())
        if key in STEPS:
            self.stepped.emit(STEPS[key])
        elif key in ENTER:
            if not event.isAutoRepeat():
                self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the keys went to something else in the window."""
        super().focusOutEvent(event)
        if event.reason() not in STAYS:
            self.left.emit()


class Palette(Raised):
    """Field and list; `typed` asks for rows, `entered` and `taken` mean one of them."""

    typed = Signal(str)
    entered = Signal()  # Enter
    taken = Signal(object)  # PaletteRow: by a click

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(style, parent)
        self.setGraphicsEffect(None)  # type: ignore[arg-type]
        self._shade = Shade(self)
        self.closed.connect(self._shade.hide)
        self._chosen: Offer | None = None  # by the arrows
        self.setObjectName("palette")
        self.setAccessibleName(tr("Go to anything"))
        self.field = PaletteField()
        self.field.setProperty("bare", True)  # noqa: FBT003 - a property of the style sheet
        self.field.setProperty(dressing.ROLE, "lead")
        self.field.setAccessibleName(tr("Go to anything"))
        self.field.setPlaceholderText(tr("A command, a person, a country, a note, a title…"))
        self.rows = PaletteRows(self)
        self.view = QListView()
        self.view.setModel(self.rows)
        self.view.setItemDelegate(PaletteDelegate(style, self.view))
        self.view.setAccessibleName(tr("What fits"))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.nothing = dressing.label(style, tr("Nothing has this name."), "ui", "soft")
        self._build()
        self.field.textChanged.connect(self.typed)
        self.field.stepped.connect(self._on_stepped)
        self.field.entered.connect(self.entered)
        self.field.escaped.connect(self.hide)
        self.field.left.connect(self.hide)
        self.view.clicked.connect(self._on_clicked)
        parent.installEventFilter(self)

    def _build(self) -> None:
        px = self.style_of_desk.px
        self._head = head = QHBoxLayout()
        head.addWidget(dressing.picture(self.style_of_desk, "search", "ink.soft", 17))
        head.addWidget(self.field, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, px(6))
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addSpacing(px(4))
        column.addWidget(self.view)
        self.nothing.setContentsMargins(px(18), px(8), px(18), px(8))
        column.addWidget(self.nothing)

    @property
    def current(self) -> PaletteRow | None:
        """The row that Enter takes."""
        return self.rows.row(self.view.currentIndex().row())

    def begin(self, rows: Sequence[str | PaletteRow]) -> None:
        """Show the empty field with what there is."""
        dressing.dress(self.style_of_desk, self)
        self.field.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.field.clear()
        self.field.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self.put(rows)
        self.show()
        self.raise_()
        self._shade.follow()
        self.field.setFocus()

    def put(self, rows: Sequence[str | PaletteRow], *, is_same: bool = False) -> None:
        """Show rows, the first one chosen; where the words are the same, what the user chose of them."""
        kept = self._chosen if is_same else None
        self._chosen = kept
        self.rows.put(rows)
        self.nothing.setVisible(not rows)
        self.view.setVisible(bool(rows))
        at = self.rows.find(kept) if kept else -1
        self._choose(self.rows.next(-1, 1) if at < 0 else at)
        if at < 0:
            self.view.scrollToTop()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle when the window's size changes."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        px, room = self.style_of_desk.px, self.room()
        self._head.setContentsMargins(px(18), px(10), px(16), px(10))
        self._head.setSpacing(px(12))
        width = min(px(WIDEST), room.width() - 2 * EDGE)
        top = min(px(TOP), room.height() // 8)
        tallest = min(px(TALLEST), room.height() - top - px(110))
        wanted = 0
        for row in range(self.rows.rowCount()):
            wanted += self.view.sizeHintForRow(row)
            if wanted >= tallest:
                break
        self.view.setFixedHeight(max(1, min(wanted, tallest)))
        self.setFixedWidth(width)
        self.fit()
        self.move((room.width() - width) // 2, top)
        self._shade.follow()

    def _choose(self, at: int) -> None:
        index = self.rows.index(at) if at >= 0 else QModelIndex()
        self.view.setCurrentIndex(index)

    def _on_stepped(self, by: int) -> None:
        self._choose(self.rows.next(self.view.currentIndex().row(), by))
        if self.current:
            self._chosen = self.current.offer
            words = self.view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
            announce(self.view, str(words))

    def _on_clicked(self, index: QModelIndex) -> None:
        if row := self.rows.row(index.row()):
            self.taken.emit(row)
