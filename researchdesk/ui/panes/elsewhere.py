# SPDX-License-Identifier: MIT
"""Where else in the library the story of an article stands: a line each, which opens it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from researchdesk.ui.panes.reader_content import date_words
from researchdesk.ui.translate import in_menu, number, tr
from researchdesk.ui.verbs import duplicates
from researchdesk.ui.widgets.dressing import button, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.library.duplicates import Elsewhere
    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId
    from researchdesk.ui.desk import Desk

MOST = 8  # lines
LONGEST = 56  # characters of a title
AT_ONCE = 40  # sketches made before an answer; upkeep makes the others in idle moments


class ElsewhereList(QWidget):
    """Hidden while the story stands nowhere else."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._article_id: ArticleId | None = None
        self.setAccessibleName(tr("The same story elsewhere"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, desk.style.px(8), 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def look(self, article_id: ArticleId | None) -> None:
        """Ask for the articles that tell the same story as this one."""
        if article_id != self._article_id:
            self.hide()
        self._article_id = article_id
        if article_id is None:
            return

        def work(library: Library) -> list[Elsewhere]:
            return duplicates.elsewhere(library, article_id, at_most=AT_ONCE)

        def failed(_: object) -> None:
            self.hide()  # an article that is gone is let go of by the reader

        self._desk.ask(
            work, lambda found: self._show(article_id, found), key="elsewhere", failed=failed
        )

    def _show(self, article_id: ArticleId, found: Sequence[Elsewhere]) -> None:
        if article_id != self._article_id:
            return
        self._clear()
        same = [one for one in found if one.is_same]
        related = [one for one in found if not one.is_same]
        for words, some in (
            (tr("The same story elsewhere"), same),
            (tr("Much of it stands in"), related),
        ):
            if some:
                self._column.addWidget(label(self._desk.style, words, "small", "faint"))
                for one in some[:MOST]:
                    self._add(one)
                if len(some) > MOST:
                    more = tr("and {n} more", n=number(len(some) - MOST))
                    self._column.addWidget(label(self._desk.style, more, "small", "faint"))
        self.setVisible(bool(found))

    def _add(self, one: Elsewhere) -> None:
        row = one.article
        title = row.title if len(row.title) <= LONGEST else f"{row.title[: LONGEST - 1]}…"
        origin = (row.container_title, date_words(row.issued))
        words = " · ".join(part for part in (title, *origin) if part)
        made = button(self._desk.style, in_menu(words), "quiet flush", "small")
        share = round(one.similarity * 100)
        made.setToolTip(tr("{n} % of the text is the same", n=share))
        made.clicked.connect(functools.partial(self._open, row.id))
        made.setMinimumWidth(1)  # else a long line would widen the form over the pane
        self._column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)

    def _open(self, article_id: ArticleId) -> None:
        self._desk.show_article(article_id, focus=True)

    def _clear(self) -> None:
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
