# SPDX-License-Identifier: MIT
"""Every error of the user with its buttons and the place where it is said; and the window's door for bugs.

A way out that the window cannot offer yet has no button. `Way.name` is a method of `WaysOut`, or a way that only the
asker knows (`try_again`), which is left out where nobody gave it.
"""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from researchdesk import __version__
from researchdesk.model import errors as model

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

logger = logging.getLogger(__name__)

Where = Literal["toast", "strip", "field", "dialog"]


class Way(Struct, frozen=True):
    """A button: its words (an English key) and what it does."""

    words: str
    name: str


class Said(Struct, frozen=True):
    """Where an error is said, and with which buttons."""

    where: Where
    ways: tuple[Way, ...] = ()
    stays: bool = False


OK = Way("OK", "dismiss")
TRY_AGAIN = Way("Try again", "try_again")
READ_ONLY = Way("Open read-only", "open_read_only")
QUIT = Way("Quit", "quit")
PASTE = Way("Paste the text…", "paste_text")

SAID: dict[type[model.UserError], Said] = {
    model.LibraryMissing: Said(
        "dialog",
        (
            Way("Find it…", "find_library"),
            Way("Open a backup…", "open_backup"),
            Way("New library…", "new_library"),
        ),
    ),
    model.LibraryDamaged: Said(
        "dialog",
        (
            Way("Restore that backup", "restore_backup"),
            Way("Choose another…", "open_backup"),
            READ_ONLY,
            QUIT,
        ),
    ),
    model.LibraryTooNew: Said("dialog", (READ_ONLY, QUIT)),
    model.LibraryAltered: Said("dialog", (READ_ONLY, Way("Make a clean copy…", "clean_copy"))),
    model.LibraryLocked: Said(
        "dialog", (Way("Show that window", "show_window"), READ_ONLY, TRY_AGAIN)
    ),
    model.LibraryReplaced: Said(
        "strip", (Way("Save a copy…", "save_copy"), Way("Reopen", "reopen"))
    ),
    model.LibraryReadOnly: Said("strip", (OK,)),
    model.DiskFull: Said("strip", (TRY_AGAIN, OK)),
    model.DiskFailing: Said("strip", (Way("Copy to…", "copy_to"), TRY_AGAIN, OK)),
    model.CannotUndo: Said("toast", (OK,)),
    model.BackupFailed: Said(
        "strip", (Way("Back up now", "back_up"), Way("Choose folder…", "choose_folder"), OK)
    ),
    model.NoGoodBackup: Said("toast", (OK,), stays=True),
    model.WindowBusy: Said("toast", (OK,)),
    model.WindowSilent: Said("toast", (OK,)),
    model.NotPurged: Said("toast", (TRY_AGAIN, OK), stays=True),
    model.IndexUnwritable: Said("strip", (OK,)),
    model.PageUnreachable: Said(
        "toast", (TRY_AGAIN, Way("Paste the page…", "paste_text")), stays=True
    ),
    model.FileUnreadable: Said("toast", (TRY_AGAIN, PASTE), stays=True),
    model.FileUnwritable: Said("toast", (TRY_AGAIN, OK), stays=True),
    model.PageTooLarge: Said("toast", (OK,), stays=True),
    model.NoArticleFound: Said("toast", (PASTE,), stays=True),
    model.OnlyFrames: Said("toast", (OK,), stays=True),
    model.AlreadyClipped: Said("toast", (Way("Open it", "open_it"),), stays=True),
    model.BadArchive: Said("toast", (OK,), stays=True),
    model.PasswordWanted: Said("toast", (OK,), stays=True),
    model.NoSuchThing: Said("toast"),
    model.IdentifierTaken: Said("toast", (OK,)),
    model.AmbiguousQuote: Said("toast"),
    model.BadValue: Said("field"),  # at its field, where there is one; else in the toast
}
ELSE = Said("toast")


def said(error: model.UserError) -> Said:
    """Give where an error is said and with which buttons."""
    return SAID.get(type(error), ELSE)


def report(kind: type[BaseException], error: BaseException, place: TracebackType | None) -> str:
    """Write down a bug: versions, the system, where it happened; no titles, addresses or texts."""
    where = "".join(traceback.format_tb(place))
    return (
        f"ResearchDesk {__version__}, Python {platform.python_version()}, {platform.platform()}\n"
        f"{where}{kind.__name__}\n"
    )


class Door:
    """The window's door: what nobody caught is shown once, logged, and the program goes on."""

    def __init__(self, show: Callable[[str], None]) -> None:
        self._show = show
        self._before = sys.excepthook
        self._is_showing = False

    def open(self) -> None:
        """Stand at the door from now on."""
        self._before = sys.excepthook
        sys.excepthook = self._on_bug

    def close(self) -> None:
        """Leave the door to whoever stood there before."""
        if sys.excepthook == self._on_bug:
            sys.excepthook = self._before

    def _on_bug(
        self, kind: type[BaseException], error: BaseException, place: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._before(kind, error, place)
            return
        words = report(kind, error, place)
        logger.error("a bug:\n%s", words)
        if not self._is_showing:
            self._is_showing = True
            try:
                self._show(words)
            finally:
                self._is_showing = False
