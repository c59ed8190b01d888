# SPDX-License-Identifier: MIT
"""When the page of a person or a country stands in the place of the text, and when the text is back."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from researchdesk.ui.name_dialogs import NameDialogs
from researchdesk.ui.panes.insight import FACES
from researchdesk.ui.places import EVERYTHING, INSIGHT, Place
from researchdesk.ui.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from researchdesk.model.article import ArticleId
    from researchdesk.model.insight import Named
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.looking import Looking
    from researchdesk.ui.regions import Regions

PAGES = ("person", "country", "insight")  # places with a page


class Pages(QObject):
    """Opens the page with its place, and closes it when an article is asked for."""

    def __init__(self, desk: Desk, looking: Looking, regions: Regions) -> None:
        super().__init__(regions)
        self._desk = desk
        self._looking = looking
        self._regions = regions
        self._is_asked = False  # for the page itself: from a card, the palette, another page
        self._turns = Turns(self)
        looking.arrived.connect(self.open)
        looking.moved.connect(self._on_moved_on)
        desk.insight_asked.connect(self._on_insight_asked)
        regions.insight.searched.connect(lambda query: looking.go(EVERYTHING, query))
        regions.insight.left.connect(regions.results.take_keys)
        for name in FACES:
            desk.actions.attach(
                f"insight_{name}",
                functools.partial(desk.show_insight, name),
                enabled=lambda: desk.library is not None,
            )
        desk.actions.attach("insight", self._open_insight, enabled=lambda: desk.library is not None)
        desk.person_asked.connect(self._on_asked)
        desk.country_asked.connect(self._on_asked)
        desk.article_asked.connect(self._on_article_asked)
        desk.library_changed.connect(lambda: regions.show_page(None))
        regions.page.moved.connect(self._on_moved)
        NameDialogs(desk, regions.page.questions, regions)

    def open(self, place: Place) -> None:
        """Show the page of a place that has one; no article is open then."""
        is_page = place.kind in PAGES
        keys = QApplication.focusWidget()
        is_left = keys is not None and self._regions.companion.isAncestorOf(keys)
        self._regions.show_page(place if is_page else None, self._looking.query)
        if is_page:
            self._desk.put_article(None)
            if self._is_asked or place == INSIGHT:
                self._regions.show_text(is_shown=True)
            if is_left:
                self._regions.text.setFocus()  # the names of the article go with it
        self._is_asked = False

    def _open_insight(self) -> None:
        self._looking.go(INSIGHT, self._looking.query)
        self._regions.insight.take_keys()

    def _on_insight_asked(self, face: str, named: Named | None, query: str | None) -> None:
        self._turns.begin(self._insight_steps(face, named, query))

    def _insight_steps(self, face: str, named: Named | None, query: str | None) -> Iterator[None]:
        self._regions.insight.show_face(face, named)
        yield
        self._looking.show(INSIGHT, self._looking.query if query is None else query)
        self._regions.insight.take_keys()

    def _on_moved_on(self) -> None:
        """Let Insight count what is searched now."""
        if self._looking.place == INSIGHT:
            self._regions.insight.set_query(self._looking.query)

    def _on_asked(self, _whom: object) -> None:
        self._is_asked = True

    def _on_article_asked(self, article_id: ArticleId | None, *_: object) -> None:
        if article_id is not None:
            self._regions.show_page(None)

    def _on_moved(self, person_id: int, name: str) -> None:
        """Go on to the person that this one was merged into."""
        self._looking.show(Place("person", person_id, name))
