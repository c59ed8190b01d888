# SPDX-License-Identifier: MIT
"""Say an error of the user where it belongs, with the buttons that lead out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.model.errors import AlreadyClipped, UserError
from researchdesk.ui.errors import Way, said
from researchdesk.ui.translate import error_sentence, tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from researchdesk.ui.desk import Desk
    from researchdesk.ui.dialogs.question import Question
    from researchdesk.ui.opening import Opening
    from researchdesk.ui.widgets.strip import Strips
    from researchdesk.ui.widgets.toast import Toast

    Act = Callable[[], object]


class WaysOut:
    """Knows the toast, the strips and the ways that the window itself can go."""

    def __init__(
        self, desk: Desk, opening: Opening, toast: Toast, strips: Strips, window: QWidget
    ) -> None:
        self._desk = desk
        self._opening = opening
        self._toast = toast
        self._strips = strips
        self._window = window
        self._dialog: Question | None = None
        self._more: Callable[[UserError, Path | None], dict[str, Act]] = lambda *_: {}
        desk.failed.connect(self.say)
        opening.failed.connect(self.say_closed)

    def know(self, more: Callable[[UserError, Path | None], dict[str, Act]]) -> None:
        """Learn further ways out, by the error and the library's folder."""
        self._more = more

    def say(self, error: UserError, known: dict[str, Act]) -> None:
        """Say an error; `known` are the ways that only the asker knows."""
        form = said(error)
        folder = self._desk.library.folder if self._desk.library else None
        buttons = self._buttons(form.ways, {**self._own(error, folder), **known})
        sentence = error_sentence(error)
        if form.where == "strip":
            self._strips.put(sentence, buttons, "warning")
        elif form.where == "dialog":
            self._ask(sentence, buttons)
        else:
            self._toast.show_words(sentence, buttons, stays=form.stays)

    def say_closed(self, error: UserError, folder: Path) -> None:
        """Say why a library was not opened: in a dialog, since nothing else can be done before."""
        known: dict[str, Act] = {
            "try_again": lambda: self._opening.open(folder),
            "open_read_only": lambda: self._opening.open(folder, read_only=True),
        }
        buttons = self._buttons(said(error).ways, {**self._own(error, folder), **known})
        self._ask(error_sentence(error), buttons)

    def _own(self, error: UserError, folder: Path | None) -> dict[str, Act]:
        actions = self._desk.actions
        own: dict[str, Act] = {
            "dismiss": lambda: None,
            "find_library": lambda: actions.trigger("open_library"),
            "new_library": lambda: actions.trigger("new_library"),
            "paste_text": lambda: actions.trigger("clip_paste"),
            "quit": lambda: actions.trigger("quit"),
        }
        if self._desk.library is not None:
            own["reopen"] = self._opening.reopen
            own["open_read_only"] = lambda: self._opening.reopen(read_only=True)
        if isinstance(error, AlreadyClipped) and "n" in error.values:
            own["open_it"] = lambda: self._desk.show_article(error.values["n"], focus=True)  # type: ignore[arg-type]
        return own | self._more(error, folder)

    def _buttons(self, ways: tuple[Way, ...], acts: dict[str, Act]) -> list[tuple[str, Act]]:
        return [(tr(way.words), acts[way.name]) for way in ways if way.name in acts]

    def _ask(self, sentence: str, buttons: list[tuple[str, Act]]) -> None:
        from researchdesk.ui.dialogs.question import Question

        self._dialog = Question(self._desk.style, self._window, sentence, buttons)
        self._dialog.open()
