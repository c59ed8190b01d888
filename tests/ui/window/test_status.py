# SPDX-License-Identifier: MIT
"""The status bar follows the work: what it says and how far it is."""

from __future__ import annotations

import threading

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QProgressBar

from researchdesk.ui.widgets.parts import ElidedLabel


class Paintings(QObject):
    """Counts how often something is painted."""

    count = 0

    def eventFilter(self, watched, event):  # noqa: N802 - Qt's own name
        self.count += event.type() == QEvent.Type.Paint
        return False


def test_a_step_of_long_work_is_painted_with_all_else_and_not_by_itself(visitor):
    jobs, may_end = visitor.window.desk.jobs, threading.Event()

    def count(_library, progress):
        progress.step(1, 10)
        may_end.wait(20)

    visitor.window.desk.run("Counting boats", count)
    visitor._qtbot.waitUntil(lambda: any(one.maximum() == 10 for one in bars(visitor)))
    bar = bars(visitor)[0]
    assert (bar.value(), bar.accessibleName()) == (1, "Counting boats")
    paintings = Paintings()
    bar.installEventFilter(paintings)
    job = visitor.window.status.jobs_shown[-1]
    job.done = 7
    jobs.moved.emit(job)
    assert (bar.value(), paintings.count) == (7, 0)
    visitor._qtbot.waitUntil(lambda: paintings.count > 0)
    bar.removeEventFilter(paintings)
    may_end.set()
    visitor.calm()
    assert bars(visitor) == []


def bars(visitor):
    return [one for one in visitor.window.findChildren(QProgressBar) if one.isVisible()]


def test_words_give_way_only_where_there_is_no_room(visitor):
    may_end, long = threading.Event(), "Counting the boats of steel at every lock"
    visitor.window.resize(1280, 800)
    visitor.window.desk.run(long, lambda *_: may_end.wait(20))
    status = visitor.window.status
    visitor._qtbot.waitUntil(lambda: bool(status.jobs_shown))
    visitor._qtbot.wait(30)
    shown = [one for one in status.findChildren(ElidedLabel) if one.isVisible()]
    assert long in [one.words for one in shown]
    assert [one.text() for one in shown] == [one.words for one in shown]
    visitor.window.resize(760, 520)
    visitor._qtbot.wait(30)
    assert status.index.geometry().right() <= status.width()
    may_end.set()
    visitor.calm()
