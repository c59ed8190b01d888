# SPDX-License-Identifier: MIT
"""Do random things in the window and log each time that its thread was held up for longer than 50 ms.

    python -m tests.bench.walk LIBRARY [--actions 300] [--seed 1]

LIBRARY is a library's folder (thousand.py --keep makes one); a copy is walked in. Of each overrun: wall time, the
thread's own CPU time, the time it waited for a processor that other programs had, and the rest, in which another thread
of ours held it up; and what was done. The last number is what the program itself answers for: wall less waited.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from researchdesk.ui import app as program
from researchdesk.ui import garbage
from researchdesk.ui.action_table import ACTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from researchdesk.ui.main_window import MainWindow

LIMIT = 50.0  # ms
BEAT = 2  # ms
KEY, CTRL, PLAIN = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
WALKED = (KEY.Key_J, KEY.Key_K, KEY.Key_Down, KEY.Key_Up, KEY.Key_PageDown)
# These leave the window, open another library, or may take as long as a start: a change of theme.
LEFT_OUT = (
    "quit", "close", "theme", "open", "library", "export", "backup", "language", "print", "file", "clip", "import",
)  # fmt: skip


class Overrun(NamedTuple):
    """One time that the window's thread was held up, in ms."""

    wall: float
    cpu: float
    waited: float
    deed: str


class Heart:
    """Beats in the window's thread; a beat that comes late is an overrun."""

    def __init__(self) -> None:
        self.overruns: list[Overrun] = []
        self.deed = "start"
        self._schedule = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._last = self._now()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT)

    def _now(self) -> tuple[float, float, float]:
        cpu, waited, _ = self._schedule.read_text().split()
        return time.perf_counter() * 1000, int(cpu) / 1e6, int(waited) / 1e6

    def _beat(self) -> None:
        now = self._now()
        wall, cpu, waited = (one - other for one, other in zip(now, self._last, strict=True))
        if wall > LIMIT:
            self.overruns.append(Overrun(wall, cpu, waited, self.deed))
        self._last = now


class Walker:
    """Does one random thing after the other."""

    def __init__(self, app: QApplication, window: MainWindow, seed: int) -> None:
        self._app, self._window = app, window
        self._rng = random.Random(seed)
        self._commands = [one.id for one in ACTIONS if not any(no in one.id for no in LEFT_OUT)]
        self._deeds = [self._search] * 3 + [self._click] * 4 + [self._walk] * 2 + [self._scroll] * 2
        self._words = self._some_words()

    def rest(self, ms: float) -> None:
        """Let the window work."""
        end = time.perf_counter() + ms / 1000
        while time.perf_counter() < end:
            self._app.processEvents()
            time.sleep(0.0005)

    def step(self) -> str:
        """Do something; say what."""
        if self._rng.random() < 0.4:
            name = self._rng.choice(self._commands)
            self._window.desk.actions.trigger(name)
        else:
            deed: Callable[[], None] = self._rng.choice(self._deeds)
            name = deed.__name__.strip("_")
            deed()
        self.rest(self._rng.choice((20, 60, 150, 400)))
        dialog = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if dialog is not None:
            dialog.close()
        return name

    def _some_words(self) -> list[str]:
        from researchdesk.library import articles

        library = self._window.desk.library
        ids = self._rng.sample(articles.listed(library), 20)
        texts = [articles.text(library, one).text.split() for one in ids]
        words = [self._rng.choice(one) for one in texts if one]
        pairs = [f'"{one[0]} {one[1]}"' for one in texts if len(one) > 1]
        return [*words, *pairs, "in:trash", "is:starred", "a*", "government"]

    def _press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(QApplication.focusWidget() or self._window, key, modifiers)

    def _search(self) -> None:
        self._window.topbar.search.setFocus()
        self._press(KEY.Key_A, CTRL)
        for letter in self._rng.choice(self._words):
            QTest.keyClicks(QApplication.focusWidget() or self._window, letter)
            self.rest(self._rng.choice((15, 60, 120)))
        self._press(KEY.Key_Return)

    def _click(self) -> None:
        view = self._window.regions.results.view
        count = view.model().rowCount()
        if count:
            index = view.model().index(self._rng.randrange(count), 0)
            view.scrollTo(index)
            self.rest(10)
            place = view.visualRect(index).center()
            QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, PLAIN, place)

    def _walk(self) -> None:
        self._window.regions.results.view.setFocus()
        for _ in range(self._rng.randrange(1, 9)):
            self._press(self._rng.choice(WALKED))
            self.rest(25)

    def _scroll(self) -> None:
        regions = self._window.regions
        view = self._rng.choice((regions.results.view, regions.reader.text))
        for _ in range(6):
            bar = view.verticalScrollBar()
            bar.setValue(bar.value() + self._rng.randrange(-400, 600))
            self.rest(12)


def main() -> None:
    """Walk, and print what was held up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("--actions", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    home = Path(tempfile.mkdtemp())
    os.environ["RESEARCHDESK_HOME"] = str(home)
    shutil.copytree(wanted.library, home / "walked")
    app = program.make_app()
    garbage.Garbage(app)
    window = program.make_window(app)
    window.show()
    program.begin(window, ["--library", str(home / "walked")])
    heart = Heart()
    while window.desk.library is None or not window.desk.jobs.is_idle:
        app.processEvents()
    walker = Walker(app, window, wanted.seed)
    walker.rest(garbage.STARTED + 500)
    heart.overruns.clear()
    for number in range(wanted.actions):
        heart.deed = str(number)
        done = walker.step()
        heart.overruns = [
            one._replace(deed=done) if one.deed == str(number) else one for one in heart.overruns
        ]
    for one in heart.overruns:
        print(
            f"{one.wall:4.0f} ms: own CPU {one.cpu:3.0f}, waited for a processor {one.waited:3.0f}, after {one.deed}"
        )
    own = [one for one in heart.overruns if one.wall - one.waited > LIMIT]
    print(
        f"{wanted.actions} actions: {len(heart.overruns)} overruns, {len(own)} of the program's own"
    )
    sys.stdout.flush()
    window.desk.jobs.close()
    shutil.rmtree(home, ignore_errors=True)
    os._exit(0)


if __name__ == "__main__":
    main()
