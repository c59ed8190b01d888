# SPDX-License-Identifier: MIT
"""Narrow down what the list shows: people, countries, tags, sites and years of the hits, each with its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu

from researchdesk.ui.translate import country, in_menu, number, tr
from researchdesk.ui.verbs import search

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from researchdesk.model.search import Facet
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.panes.asking import Question

KINDS = (  # facet, icon, heading
    ("person", "person", "People"),
    ("country", "country", "Countries"),
    ("tag", "tag", "Tags"),
    ("site", "original", "Sites"),
    ("year", "date", "Years"),
)
EACH = 12  # values of a kind; the rest is found by typing
LONGEST = 48  # code points of a value in the menu


class Narrowing(QObject):
    """Asks what there is to narrow by, and offers it in a menu below a button."""

    chosen = Signal(str)  # the part of a query

    def __init__(self, desk: Desk, button: QWidget) -> None:
        super().__init__(button)
        self._desk = desk
        self._button = button
        self.menu: QMenu | None = None

    def ask(self, question: Question) -> None:
        """Count, and show the menu once it is known."""
        self._desk.ask(
            lambda library: search.facets(
                library, question.query, chosen=question.place.chosen, limit=EACH
            ),
            self._show,
            key="narrow",
        )

    def _show(self, facets: dict[str, list[Facet]]) -> None:
        self.menu = menu = QMenu(self._button)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind, icon, heading in KINDS:
            if found := facets.get(kind):
                inside = menu.addMenu(self._desk.style.icon(icon), tr(heading))
                for one in found:
                    self._add(inside, one, one.value if kind == "country" else None)
        if menu.isEmpty():
            menu.addAction(tr("There is nothing to narrow by here.")).setEnabled(False)
        menu.popup(self._button.mapToGlobal(QPoint(0, self._button.height())))

    def _add(self, menu: QMenu, one: Facet, code: str | None) -> None:
        label = country(code, one.label)
        words = label if len(label) <= LONGEST else f"{label[: LONGEST - 1]}…"
        action = menu.addAction(f"{in_menu(words)}\t{number(one.count)}")
        action.triggered.connect(lambda _=False: self.chosen.emit(one.insert))
