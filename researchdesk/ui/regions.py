# SPDX-License-Identifier: MIT
"""The regions between the bars: navigation, list, reader with its companion; shared by width in units of text."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from researchdesk.ui import earlier
from researchdesk.ui.arrangement import Form, form_of, shares
from researchdesk.ui.panes.companion import Companion
from researchdesk.ui.panes.insight import InsightPane
from researchdesk.ui.panes.name_page import NamePagePane
from researchdesk.ui.panes.navigation import Navigation
from researchdesk.ui.panes.reader import Reader
from researchdesk.ui.panes.results import ResultsPane
from researchdesk.ui.panes.several import Several

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from researchdesk.ui.desk import Desk
    from researchdesk.ui.panes.welcome import Welcome
    from researchdesk.ui.places import Place


class Regions(QWidget):
    """Navigation, list, and the reader with the companion under or beside it."""

    address_given = Signal(str)  # to the first start

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.navigation = Navigation(desk)
        self.results = ResultsPane(desk)
        self.reader = Reader(desk)
        self.several = Several(desk)
        self.page = NamePagePane(desk)
        self.insight = InsightPane(desk)
        self.companion = Companion(desk)
        self.companion.hide()
        self._moved = earlier.edges()  # by form: what the user moved wins over the rule
        self._is_welcome = False
        self._rail: bool | None = None
        self._beside: bool | None = None
        self._is_alone = False  # the text, with all else hidden
        self._shows_insight = False  # in the place of the text
        self._shows_text = False  # in the form of one region at a time
        self._arranged: Form | None = None  # the form that the regions stand in
        self._state: tuple[object, ...] = ()  # what the last arrangement was made from
        self._build()
        desk.style.changed.connect(self.arrange)

    def _build(self) -> None:
        self._reading = QStackedWidget()
        self._reading.addWidget(self.reader)
        self._reading.addWidget(self.several)
        self._reading.addWidget(self.page)
        self._reading.addWidget(self.insight)
        self._inner = QSplitter(Qt.Orientation.Vertical)
        self._inner.addWidget(self._reading)
        self._inner.addWidget(self.companion)
        self._outer = QSplitter(Qt.Orientation.Horizontal)
        for region in (self.navigation, self.results, self._inner):
            self._outer.addWidget(region)
        for splitter in (self._outer, self._inner):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        self._outer.splitterMoved.connect(self._on_outer_moved)
        self._inner.splitterMoved.connect(self._on_inner_moved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._outer)

    @cached_property
    def welcome(self) -> Welcome:
        """The first start."""
        from researchdesk.ui.panes.welcome import Welcome

        made = Welcome(self._desk)
        made.hide()
        made.address_given.connect(self.address_given)
        self._outer.addWidget(made)
        self._desk.furnished.emit(made)
        return made

    @property
    def form(self) -> Form:
        """The form in force."""
        return form_of(self.width(), self._desk.style.text_size)

    @property
    def is_beside(self) -> bool:
        """True while the companion stands beside the text."""
        return self._inner.orientation() is Qt.Orientation.Horizontal

    @property
    def shows_text(self) -> bool:
        """True while the text has the place where there is room for one region."""
        return self._shows_text

    @property
    def is_single(self) -> bool:
        """True where there is room for one region at a time."""
        return self.form is Form.SINGLE

    @property
    def is_rail(self) -> bool:
        """True while the navigation is folded."""
        return self._is_rail

    def arrange(self) -> None:
        """Share the width anew."""
        text_size = self._desk.style.text_size
        size = (max(1, self.width()), max(1, self.height()))
        moved = self._moved.get(self.form.name, {})
        wanted = shares(size, text_size, moved=moved, rail=self._rail, beside=self._beside)
        chosen = (self._is_welcome, self._is_alone, self._shows_text, self.companion.isHidden())
        if (size, wanted, chosen) == self._state:
            return
        self._state = (size, wanted, chosen)
        self._is_rail = wanted.is_rail
        self.navigation.set_rail(wanted.is_rail)
        if wanted.is_rail:
            self.navigation.setFixedWidth(wanted.navigation)
        else:
            self.navigation.setMinimumWidth(self._desk.style.px(160))
            self.navigation.setMaximumWidth(16_777_215)
        is_single = wanted.form is Form.SINGLE
        self.navigation.setVisible(not self._is_alone)
        if is_single and self._arranged is not Form.SINGLE:
            self._stay_with_keys()
        self._arranged = wanted.form
        is_covered = (is_single and self._shows_text) or self._is_alone
        self.results.setVisible(not self._is_welcome and not is_covered)
        self._inner.setVisible(not self._is_welcome and (self._shows_text or not is_single))
        self._reading.setVisible(not is_single or self.companion.isHidden())
        beside = Qt.Orientation.Horizontal if wanted.is_beside else Qt.Orientation.Vertical
        self._inner.setOrientation(beside)
        self.companion.set_beside(is_beside=wanted.is_beside)
        rest = size[0] - wanted.navigation
        self._outer.setSizes([wanted.navigation, wanted.results, wanted.reading, rest])
        whole = self._inner.width() if wanted.is_beside else size[1]
        self._inner.setSizes([max(1, whole - wanted.companion), wanted.companion])

    def _stay_with_keys(self) -> None:
        """Of list, text and companion show the one that has the keys, when room for one alone is left.

        A passage that is being put right goes before the note: it waits for an answer.
        """
        holder = self.window().focusWidget()
        if self._inner.isAncestorOf(holder):
            self._shows_text = True
            if self.reader.repair.is_shown:
                self.companion.hide()
                if self.companion.isAncestorOf(holder):
                    self.reader.text.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.results.isAncestorOf(holder):
            self._shows_text = False

    @property
    def is_alone(self) -> bool:
        """True while only the text is shown."""
        return self._is_alone

    def show_alone(self, *, is_alone: bool) -> None:
        """Hide everything but the text, or show it again."""
        self._is_alone = is_alone
        if is_alone:
            self.companion.hide()
            self._shows_text = True
        self.arrange()

    def show_text(self, *, is_shown: bool) -> None:
        """In the form of one region at a time, show the text or the list; the companion gives the text its place."""
        self._shows_text = is_shown
        if self.is_single:
            holder = self.window().focusWidget()
            is_left = not is_shown and self._inner.isAncestorOf(holder)
            self.companion.hide()
            self.arrange()
            if is_left:
                self.results.take_keys()

    def show_welcome(self, *, is_shown: bool) -> None:
        """Show the first start in the place of list and text, or these; the keys go with what is shown."""
        if is_shown == self._is_welcome:
            return
        holder = self.window().focusWidget()
        had_keys = holder is None or self.welcome.isAncestorOf(holder)
        self._is_welcome = is_shown
        self.welcome.setVisible(is_shown)
        self.arrange()
        if is_shown:
            self.welcome.address.setFocus()
        elif had_keys:
            self.results.take_keys()

    def show_several(self, count: int) -> None:
        """Show what can be done with several chosen rows instead of the text."""
        if count > 1:
            self.several.put(count)
        self._reading.setCurrentWidget(self.several if count > 1 else self._alone)

    @property
    def text(self) -> QWidget:
        """What takes the keys where the text stands: the text, or the page in its place."""
        return self.reader.text if self._alone is self.reader else self._alone

    def show_page(self, place: Place | None, query: str = "") -> None:
        """Show the page of a person or a country, or Insight, in the place of the text; or the text again."""
        if place is None or place.kind == "insight":
            self.page.close_page()
        else:
            self.page.open(place)
        self._shows_insight = place is not None and place.kind == "insight"
        if self._shows_insight:
            self.insight.open(query)
        else:
            self.insight.close_pane()
        self._reading.setCurrentWidget(self._alone)

    @property
    def shows_page(self) -> bool:
        """True while a page or Insight has the place of the text."""
        return self._alone is not self.reader

    @property
    def _alone(self) -> QWidget:
        if self._shows_insight:
            return self.insight
        return self.reader if self.page.place is None else self.page

    def fold_navigation(self) -> None:
        """Fold the navigation to a rail, or show it whole."""
        self._rail = not self._is_rail
        self.arrange()

    def turn_companion(self) -> None:
        """Put the companion beside the text, or under it."""
        self._beside = not self.is_beside
        self.arrange()

    def show_companion(self, face: str) -> None:
        """Open the companion on a face."""
        was_hidden = self.companion.isHidden()
        self._shows_text = True
        self.companion.show()
        self.companion.show_face(face)
        if was_hidden or self.form is Form.SINGLE:
            self.arrange()

    def hide_companion(self) -> None:
        """Close the companion; where it had the text's place, the text is back."""
        self.companion.hide()
        self.arrange()

    def reset(self) -> None:
        """Let the rule hold again."""
        self._moved, self._rail, self._beside = {}, None, None
        earlier.keep_edges(self._moved)
        self.arrange()

    def _on_outer_moved(self, _position: int, handle: int) -> None:
        name, at = ("navigation", 0) if handle == 1 else ("results", 1)
        self._keep(name, self._outer.sizes()[at])

    def _on_inner_moved(self, _position: int, _handle: int) -> None:
        self._keep("beside" if self.is_beside else "under", self._inner.sizes()[1])

    def _keep(self, edge: str, size: int) -> None:
        self._moved.setdefault(self.form.name, {})[edge] = size
        self._state = ()
        earlier.keep_edges(self._moved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share anew when the window's size changes."""
        super().resizeEvent(event)
        self.arrange()
