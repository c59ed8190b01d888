# SPDX-License-Identifier: MIT
"""The status bar: where I am, what runs, how the index stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QProgressBar, QWidget

from researchdesk.ui.translate import number, tr
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.parts import ElidedLabel

if TYPE_CHECKING:
    from researchdesk.ui.jobs import Job, Jobs
    from researchdesk.ui.style import Style

HEIGHT = 31  # px at 100 %
BAR = 96


class StatusBar(QFrame):
    """One line at the foot of the window."""

    def __init__(self, style: Style, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusbar")
        self.setAccessibleName(tr("Status"))
        self._style = style
        self._shown: dict[int, Job] = {}
        self.place = ElidedLabel(style, "", "small", "soft")
        self.backup = ElidedLabel(style, "", "small", "soft")
        self.index = ElidedLabel(style, "", "small", "soft")
        self._build()
        jobs.shown.connect(self._on_shown)
        jobs.moved.connect(self._on_moved)
        jobs.ended.connect(self._on_ended)
        style.changed.connect(self._dress)

    @property
    def jobs_shown(self) -> list[Job]:
        """The jobs that it speaks of now."""
        return list(self._shown.values())

    def _build(self) -> None:
        self._row = QHBoxLayout(self)
        self._job = QWidget()
        inside = QHBoxLayout(self._job)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(self._style.px(8))
        self._words = ElidedLabel(self._style, "", "small", "soft")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._count = dressing.label(self._style, "", "small", "soft")
        self._list = dressing.button(self._style, "", "quiet", "small")
        self._list.setMenu(QMenu(self._list))
        self._cancel = dressing.tool(self._style, "close", tr("Cancel"), size=12)
        self._cancel.clicked.connect(self._on_cancel)
        for one in (self._words, self._bar, self._count, self._list, self._cancel):
            inside.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
        # none of them stretches: else words give way beside empty room
        self._row.addWidget(self.place)
        self._row.addStretch(1)
        self._row.addWidget(self._job)
        self._row.addStretch(1)
        self._row.addWidget(self.backup)
        self._row.addWidget(self.index)
        self.backup.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.index.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._job.hide()
        self._dress()

    def _dress(self) -> None:
        px = self._style.px
        self.setFixedHeight(px(HEIGHT))
        self._row.setContentsMargins(px(14), 0, px(10), 0)
        self._row.setSpacing(px(16))
        self._bar.setFixedWidth(px(BAR))
        dressing.dress(self._style, self)

    def _on_shown(self, job: Job) -> None:
        self._shown[job.number] = job
        self._draw()

    def _on_moved(self, job: Job) -> None:
        if job.number in self._shown:
            self._draw()

    def _on_ended(self, job: Job) -> None:
        if self._shown.pop(job.number, None):
            self._draw()

    def _on_cancel(self) -> None:
        for job in self.jobs_shown:
            job.cancel()
        self._draw()

    def _draw(self) -> None:
        self._job.setVisible(bool(self._shown))
        if not self._shown:
            return
        several = len(self._shown) > 1
        job = self.jobs_shown[-1]
        self._list.setVisible(several)
        self._words.setVisible(not several)
        self._words.set_words(tr("Stopping after this one") if job.is_stopping else job.words)
        self._cancel.setEnabled(not all(one.is_stopping for one in self.jobs_shown))
        cancel = tr("Cancel all of them") if several else tr("Cancel: {words}", words=job.words)
        self._cancel.setAccessibleName(cancel)
        self._cancel.setToolTip(cancel)
        self._bar.setAccessibleName(job.words)
        self._bar.setUpdatesEnabled(False)  # else each of the two paints the whole window at once
        self._bar.setRange(0, job.total or 0)
        self._bar.setValue(job.done)
        self._bar.setUpdatesEnabled(True)
        self._count.setVisible(bool(job.total) and not several)
        if job.total:
            self._count.setText(tr("{done} of {total}", done=job.done, total=job.total))
        if several:
            self._draw_list()

    def _draw_list(self) -> None:
        self._list.setText(tr("{n} jobs", n=len(self._shown)))
        menu = self._list.menu()
        menu.clear()
        for job in self.jobs_shown:
            count = f"  {number(job.done)} / {number(job.total)}" if job.total else ""
            words = tr("Cancel: {words}", words=job.words) + count
            menu.addAction(words).triggered.connect(lambda _=False, job=job: job.cancel())
