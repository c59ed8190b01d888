# SPDX-License-Identifier: MIT
"""Where: the countries that all articles bear, or those that the search finds, on a map and in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.model.insight import Subject
from researchdesk.ui.panes.insight_face import InsightFace
from researchdesk.ui.translate import country, plural, tr
from researchdesk.ui.verbs import insight
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.figures import Figure, FigureTable
from researchdesk.ui.widgets.world_map import Country, WorldMap, outlines

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from researchdesk.library.library import Library
    from researchdesk.model.people import CountryRow
    from researchdesk.ui.desk import Desk


class InsightMap(InsightFace):
    """The face Map."""

    is_of_search = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._codes: list[str] = []
        self.lead = dressing.label(desk.style, "", "ui", "soft")
        self.lead.setWordWrap(True)
        self.controls.addWidget(self.lead, 1)
        self.map = WorldMap(desk.style)
        self.map.setAccessibleName(tr("Countries on a map"))
        self.map.chosen.connect(self._open)
        self.map.passed.connect(self._on_passed)
        self.column.addWidget(self.map, 3)
        self.table = FigureTable(desk.style, tr("Countries as a table"))
        self.table.opened.connect(lambda row, _: self._open(self._codes[row]))
        self.table.passed.connect(self._on_row)
        self.column.addWidget(self.table, 2)

    def refresh(self) -> None:
        """Count again."""
        query = self.query
        subject = Subject("query", query) if query.strip() else Subject()

        def put(found: list[CountryRow]) -> None:
            if query == self.query:
                self._put(found)

        def work(library: Library) -> list[CountryRow]:
            outlines()
            return insight.by_country(library, subject)

        self.desk.ask(work, put, key="insight map")

    def restyle(self) -> None:
        """Take the look as it is now."""
        super().restyle()
        self.table.restyle()
        self.map.update()

    def take_keys(self) -> None:
        """Let the map have the keys."""
        self.map.setFocus()

    def _put(self, found: list[CountryRow]) -> None:
        self._codes = [row.code for row in found]
        names = {row.code: country(row.code, row.name) for row in found}
        self.map.put(
            [
                Country(row.code, row.article_count, f"{names[row.code]}, {_articles(row)}")
                for row in found
            ]
        )
        self.lead.setText(_said(len(found), is_of_query=bool(self.query.strip())))
        on_map = outlines()[2]
        self.table.put(
            (tr("Country"), tr("Articles")),
            [
                Figure(
                    names[row.code],
                    (row.article_count,),
                    "entity.country_tint",
                    "" if row.code in on_map else tr("not on the map"),
                )
                for row in found
            ],
        )

    def _on_passed(self, code: str) -> None:
        self.table.setCurrentIndex(self.table.figures.index(self._codes.index(code), 0))

    def _on_row(self, row: int) -> None:
        if self.table.hasFocus():
            self.map.go_to(self._codes[row], quietly=True)

    def _open(self, code: str) -> None:
        self.searched.emit(f"country:{code} {self.query.strip()}".strip())


def _articles(row: CountryRow) -> str:
    return plural("1 article", "{n} articles", row.article_count)


def _said(number: int, *, is_of_query: bool) -> str:
    """Say what the map shows, or what comes here once there is something."""
    if is_of_query:
        return plural(
            "1 country in what the search finds", "{n} countries in what the search finds", number
        )
    if not number:
        return tr("Countries that you accept are counted here.")
    return plural("1 country in the library", "{n} countries in the library", number)
