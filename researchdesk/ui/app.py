# SPDX-License-Identifier: MIT
"""Start the window: fonts, look, desk; the library is opened after the first paint, in its own thread."""

from __future__ import annotations

import functools
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from researchdesk import __version__
from researchdesk.config import logs, paths
from researchdesk.config.settings import Settings
from researchdesk.model.clipping import Source
from researchdesk.ui import fonts, languages
from researchdesk.ui.desk import Desk
from researchdesk.ui.door import Door as OwnDoor
from researchdesk.ui.errors import Door
from researchdesk.ui.garbage import Garbage
from researchdesk.ui.jobs import Jobs
from researchdesk.ui.main_window import MainWindow
from researchdesk.ui.opening import wanted
from researchdesk.ui.style import Style

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "ResearchDesk"
DESKTOP_FILE = "org.researchdesk.ResearchDesk"
SIZE = (1280, 800)


def main(arguments: Sequence[str]) -> int:
    """Open the window, and give the exit status."""
    logs.start()
    if is_open_elsewhere(arguments):
        return 0
    app = make_app()
    Garbage(app)
    window = make_window(app, arguments)
    door = Door(window.show_bug)
    door.open()
    receive(window)
    window.show()
    QTimer.singleShot(0, window, lambda: begin(window, arguments))
    status = app.exec()
    door.close()
    return status


def is_open_elsewhere(arguments: Sequence[str]) -> bool:
    """Let the window that has this library open come to the front, with what was named for clipping."""
    from researchdesk.library import handover

    folder, _, _ = read(arguments)
    asked = wanted(Settings.load(), folder) or paths.default_library()
    door = handover.door_of(asked)
    return door is not None and handover.show(door, list(arguments))


def receive(window: MainWindow) -> OwnDoor:
    """Open the window's door to verbs of the command line, and to those who would open a second window."""
    door = OwnDoor(window.desk, window)
    door.called.connect(functools.partial(_come, window))
    door.carried_out.connect(window.safekeeping.say_state)
    window.desk.jobs.closing.connect(door.close)
    return door


def _come(window: MainWindow, arguments: Sequence[str], here: Path) -> None:
    """Come to the front, and clip what was named."""
    if window.isMinimized():
        window.showNormal()
    window.raise_()
    window.activateWindow()
    _, sources, clips_clipboard = read(arguments, here)
    if sources:
        window.clips.clip(sources)
    if clips_clipboard:
        window.desk.actions.trigger("clip_clipboard")


def make_app() -> QApplication:
    """Make the application object with its names and fonts."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName(NAME)
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(DESKTOP_FILE)
    app.setQuitOnLastWindowClosed(False)
    fonts.load()
    return app


def make_window(app: QApplication, arguments: Sequence[str] = ()) -> MainWindow:
    """Make the window with its desk; no library is open yet."""
    settings = Settings.load()
    folder, _, _ = read(arguments)
    languages.use(languages.wanted(settings.get("language")))
    style = Style(settings)
    style.prepare(app)
    awaits = wanted(settings, folder) is not None
    window = MainWindow(Desk(Jobs(), style, settings), awaits_library=awaits)
    style.apply(app)
    window.resize(*SIZE)
    return window


def begin(window: MainWindow, arguments: Sequence[str]) -> None:
    """Open the library that is named, or the last one; offer what else was named for clipping."""
    folder, sources, clips_clipboard = read(arguments)
    window.opening.open_last(folder)
    if sources:
        window.clips.clip(sources)
    if clips_clipboard:
        window.desk.actions.trigger("clip_clipboard")


def read(
    arguments: Sequence[str], here: Path | None = None
) -> tuple[Path | None, list[Source], bool]:
    """Read the window's arguments: a library, sources to clip, and whether to clip the clipboard.

    `here` is the folder in which they were given.
    """
    named = os.environ.get("RESEARCHDESK_LIBRARY")
    folder = Path(named) if named else None
    sources: list[Source] = []
    rest = list(arguments)
    while rest:
        one = rest.pop(0)
        if one == "--library" and rest:
            folder = Path(rest.pop(0))
        elif one.startswith("--library="):
            folder = Path(one.partition("=")[2])
        elif "://" in one:
            sources.append(Source("address", one))
        elif not one.startswith("-"):
            path = Path(here or "", Path(one).expanduser())
            is_library = path.name == "library.db" or (path / "library.db").is_file()
            if is_library:
                folder = path.parent if path.name == "library.db" else path
            else:
                sources.append(Source("file", str(path)))
    return folder, sources, "--clip-clipboard" in arguments
