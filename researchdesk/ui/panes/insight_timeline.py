# SPDX-License-Identifier: MIT
"""When: the articles of the library, or those that the search finds, by day, month or year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.model.insight import UNDATED, VAGUE, Opening, Subject
from researchdesk.ui.panes.insight_face import InsightFace
from researchdesk.ui.translate import day, plural, tr
from researchdesk.ui.verbs import insight
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.bar_chart import Bar, BarChart
from researchdesk.ui.widgets.figures import Figure, FigureTable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from researchdesk.model.insight import Timeline
    from researchdesk.ui.desk import Desk

FEW = 24  # bars that each have a label of their own


class InsightTimeline(InsightFace):
    """The face Timeline."""

    is_of_search = True

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.chosen_anew.connect(self.refresh)
        self._line: Timeline | None = None
        self.scale = self.choice(
            tr("Scale"),
            (("day", tr("By day")), ("month", tr("By month")), ("year", tr("By year"))),
        )
        self.scale.setCurrentIndex(1)
        self.controls.addWidget(self.scale)
        self.lead = dressing.label(desk.style, "", "ui", "soft")
        self.lead.setWordWrap(True)
        self.controls.addWidget(self.lead, 1)
        self.chart = BarChart(desk.style)
        self.chart.setAccessibleName(tr("Articles over time"))
        self.chart.chosen.connect(self._on_chosen)
        self.chart.passed.connect(self._on_passed)
        self.column.addWidget(self.chart)
        self.table = FigureTable(desk.style, tr("Articles over time, as a table"))
        self.table.opened.connect(lambda row, _: self._open(self._keys[row]))
        self._keys: list[str] = []
        self.column.addWidget(self.table, 1)

    def refresh(self) -> None:
        """Count again."""
        query, scale = self.query, self.scale.currentData()
        subject = Subject("query", query) if query.strip() else Subject()

        def put(line: Timeline) -> None:
            if query == self.query and scale == self.scale.currentData():
                self._put(line)

        self.desk.ask(
            lambda library: insight.timeline(library, subject, scale), put, key="insight timeline"
        )

    def restyle(self) -> None:
        """Take the look as it is now."""
        super().restyle()
        self.table.restyle()
        self.chart.updateGeometry()
        self.chart.update()

    def take_keys(self) -> None:
        """Let the chart have the keys."""
        self.chart.setFocus()

    def _put(self, line: Timeline) -> None:
        self._line = line
        self.lead.setText(
            plural(
                "1 article that the search finds", "{n} articles that the search finds", line.total
            )
            if self.query.strip()
            else plural("1 article in the library", "{n} articles in the library", line.total)
        )
        apart = (
            plural(
                "1 of them with a less precise date",
                "{n} of them with a less precise date",
                line.vague,
            ),
            plural("1 of them without a date", "{n} of them without a date", line.undated),
        )
        shown = [words for words, n in zip(apart, (line.vague, line.undated), strict=True) if n]
        self.lead.setText(" · ".join([self.lead.text(), *shown]))
        self.chart.put(
            [
                Bar(_label(line, at), f"{_named(period)}, {_articles(count)}", count)
                for at, (period, count) in enumerate(line.periods)
            ]
        )
        self.chart.setVisible(bool(line.periods))
        rows = [(period, count) for period, count in line.periods if count]
        rows += [(key, n) for key, n in ((VAGUE, line.vague), (UNDATED, line.undated)) if n]
        self._keys = [key for key, _ in rows]
        figures = [Figure(_named(key), (count,)) for key, count in rows]
        self.table.put((tr("Published"), tr("Articles")), figures)

    def _on_chosen(self, at: int) -> None:
        if self._line is not None and self._line.periods[at][1]:
            self._open(self._line.periods[at][0])

    def _on_passed(self, at: int) -> None:
        """Let the table stand where the chart stands."""
        period = self._line.periods[at][0] if self._line else ""
        if period in self._keys:
            index = self.table.figures.index(self._keys.index(period), 0)
            self.table.setCurrentIndex(index)

    def _open(self, key: str) -> None:
        """Show the articles of a period in the list; those of a coarser date, which no query names, by their titles."""
        if key == VAGUE:
            scale = self.scale.currentData()
            opening = Opening(period=VAGUE, scale=scale, query=self.query)
            self.opened.emit(_named(VAGUE), opening, "entity.person")
        else:
            date = "date:none kind:article" if key == UNDATED else f"date:{key}"
            self.searched.emit(f"{date} {self.query.strip()}".strip())


def _named(key: str) -> str:
    known = {VAGUE: tr("Date less precise"), UNDATED: tr("No date")}
    return known.get(key) or day(key)


def _articles(count: int) -> str:
    return plural("1 article", "{n} articles", count)


def _label(line: Timeline, at: int) -> str:
    """Give what stands below a bar: each where there are few, else the years as they begin."""
    period = line.periods[at][0]
    if line.scale == "year" or len(line.periods) <= FEW:
        return day(period)
    is_first = at == 0 or line.periods[at - 1][0][:4] != period[:4]
    return period[:4] if is_first else ""
