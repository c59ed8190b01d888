# SPDX-License-Identifier: MIT
"""The companion: note, annotations, people and details of the article, one pane with four faces.

The faces are made after the window's first list is there, or when one is asked for before that.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout

from researchdesk.ui.translate import number, tr
from researchdesk.ui.turns import Turns
from researchdesk.ui.widgets.dressing import dress, set_icon, tab_sheet
from researchdesk.ui.widgets.parts import action_button, repolish, rule

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QToolButton, QWidget

    from researchdesk.model.note import NoteId
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.panes.annotations import AnnotationsFace
    from researchdesk.ui.panes.details import DetailsFace
    from researchdesk.ui.panes.note_face import NoteFace
    from researchdesk.ui.panes.people import PeopleFace

FACES = ("note", "annotations", "people", "details")


class Companion(QFrame):
    """Opened by the desk's wish; where it stands is the window's business."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("companion")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Companion"))
        self._counts = [0, 0, 0, 0]
        self._turns = Turns(self)
        self._build()
        desk.note_asked.connect(self._on_note_asked)
        desk.style.changed.connect(self._on_style)
        self._on_style()

    def furnish(self) -> None:
        """Make the faces that are not made yet, one a turn."""
        self._turns.begin(self._made(name) for name in FACES)

    @cached_property
    def note(self) -> NoteFace:
        """The open note, and the list of notes."""
        from researchdesk.ui.panes.note_face import NoteFace

        face = NoteFace(self._desk, self)
        face.currentChanged.connect(lambda _: self.setFocusProxy(self._first_control()))
        return face

    @cached_property
    def annotations(self) -> AnnotationsFace:
        """What was marked in the article."""
        from researchdesk.ui.panes.annotations import AnnotationsFace

        face = AnnotationsFace(self._desk, self)
        face.counted.connect(lambda n: self._count(1, n))
        return face

    @cached_property
    def people(self) -> PeopleFace:
        """Whom and what the article names."""
        from researchdesk.ui.panes.people import PeopleFace

        face = PeopleFace(self._desk, self)
        face.counted.connect(lambda n: self._count(2, n))
        return face

    @cached_property
    def details(self) -> DetailsFace:
        """Every field of the article."""
        from researchdesk.ui.panes.details import DetailsFace

        return DetailsFace(self._desk, self)

    def _build(self) -> None:
        style = self._desk.style
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QFrame(self)
        bar.setObjectName("companion_bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(style.px(14), style.px(2), style.px(8), 0)
        row.setSpacing(style.px(4))
        self.tabs = QTabBar(bar)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName(tr("Faces of the companion"))
        for words in (tr("Note"), tr("Annotations"), tr("People"), tr("Details")):
            self.tabs.addTab(words)
        row.addWidget(self.tabs)
        row.addStretch(1)
        actions = self._desk.actions
        self._preview = action_button(style, actions, "preview_note")
        self._beside = action_button(style, actions, "companion_beside")
        self._close = action_button(style, actions, "close_companion")
        for button in (self._preview, self._beside, self._close):
            row.addWidget(button)
        column.addWidget(bar)
        column.addWidget(rule(self))
        self._faces = QStackedWidget(self)
        column.addWidget(self._faces, 1)
        self.tabs.currentChanged.connect(self._on_tab)

    def _made(self, name: str) -> QWidget:
        face: QWidget = getattr(self, name)
        if self._faces.indexOf(face) < 0:
            self._faces.addWidget(face)
            self._desk.furnished.emit(face)
        if name == self.face:
            self.setFocusProxy(self._first_control())
        return face

    @property
    def face(self) -> str:
        """Give the name of the face that is shown."""
        return FACES[self.tabs.currentIndex()]

    def show_face(self, name: str) -> None:
        """Show one of the four faces."""
        self.tabs.setCurrentIndex(FACES.index(name))
        self._faces.setCurrentWidget(self._made(name))

    def open_note(self, note_id: NoteId, line: int | None = None, *, focus: bool = True) -> None:
        """Open a note on the Note face."""
        self.show_face("note")
        self.note.open(note_id, line=line, focus=focus)

    def setVisible(self, visible: bool) -> None:
        """Give the focus back to the text when the pane is closed while it has it."""
        focus = self.window().focusWidget()
        is_closed = not visible and not self.isHidden()
        had_focus = is_closed and focus is not None and self.isAncestorOf(focus)
        super().setVisible(visible)
        if had_focus:
            self._desk.actions.trigger("focus_reader")

    @property
    def buttons(self) -> tuple[QToolButton, ...]:
        """Give the buttons of the bar, for the window."""
        return (self._preview, self._beside, self._close)

    def set_beside(self, *, is_beside: bool) -> None:
        """Show on the button where the pane would go."""
        icon = "pane-under" if is_beside else "pane-beside"
        set_icon(self._desk.style, self._beside, icon)
        self.setProperty("under", not is_beside)
        repolish(self)

    def _count(self, tab: int, n: int) -> None:
        self._counts[tab] = n
        self._name_tabs()

    def _name_tabs(self) -> None:
        """Name the tabs, with their counts where there is room for them."""
        names = (tr("Note"), tr("Annotations"), tr("People"), tr("Details"))
        counted = [
            f"{name} {number(n)}" if n else name
            for name, n in zip(names, self._counts, strict=True)
        ]
        for at, words in enumerate(counted):
            self.tabs.setTabText(at, words)
            self.tabs.setTabToolTip(at, words)
        room = self.width() - self._buttons_width()
        if self.tabs.sizeHint().width() > room:
            for at, words in enumerate(names):
                self.tabs.setTabText(at, words)

    def _buttons_width(self) -> int:
        shown = [one for one in self.buttons if not one.isHidden()]
        return sum(
            one.sizeHint().width() + self._desk.style.px(4) for one in shown
        ) + self._desk.style.px(26)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the counts out where the pane is narrow."""
        super().resizeEvent(event)
        self._name_tabs()

    def _on_tab(self, number: int) -> None:
        self._faces.setCurrentWidget(self._made(FACES[number]))
        self._preview.setVisible(number == 0)
        self._name_tabs()
        self.setFocusProxy(self._first_control())

    def _first_control(self) -> QWidget:
        """Give what takes the focus when it comes to the pane."""
        if self.face == "annotations":
            return (
                self.annotations.view if self.annotations.model.things else self.annotations.words
            )
        if self.face == "people":
            return self.people.first_control()
        if self.face == "details":
            return self.details.fields["title"].line
        return self.note.first_control()

    def _on_note_asked(self, note_id: NoteId, line: int | None, focus: bool) -> None:
        self._desk.show_companion("note")
        self.open_note(note_id, line, focus=focus)

    def _on_style(self) -> None:
        style = self._desk.style
        dress(style, self)
        self.tabs.setFont(style.font("ui_medium"))
        self.tabs.setIconSize(QSize(1, 1))
        self.tabs.setStyleSheet(tab_sheet(style))
