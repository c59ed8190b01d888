# SPDX-License-Identifier: MIT
"""The real window, with a library of its own where one is wanted."""

from __future__ import annotations

import pytest

from researchdesk.ui import app as program

TEXT = """The Danube commission met in Belgrade

Mihajlo Pupin arrived in Belgrade from the United States in the spring of 1919, and the paper of that week said so.

The government of Serbia had asked Pupin for advice. The talks went on for three days, and nobody had expected it.

See also: Belgium remembers its canals
"""


@pytest.fixture
def make(qapp, qtbot):
    """Make a window, and close it at the end."""
    made = []

    def do():
        window = program.make_window(program.make_app())
        made.append(window)
        window.show()
        return window

    yield do
    for window in made:
        window.close()


@pytest.fixture
def rest(qtbot):
    """Wait until a window has nothing left to do."""

    def do(window):
        qtbot.wait(150)
        qtbot.waitUntil(
            lambda: (
                window.desk.jobs.is_idle
                and window.upkeep.is_settled
                and not window.clips.is_running
            ),
            timeout=30_000,
        )
        qtbot.wait(150)

    return do


@pytest.fixture
def clipped(make, rest, tmp_path):
    """A window that has clipped one article."""
    from researchdesk.model.clipping import Source

    window = make()
    path = tmp_path / "visit.txt"
    path.write_text(TEXT)
    window.clips.clip([Source("file", str(path))])
    rest(window)
    return window
