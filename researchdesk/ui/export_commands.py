# SPDX-License-Identifier: MIT
"""Export the open note, the chosen articles, or all of the library; what was written is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from researchdesk.model.errors import UserError
from researchdesk.ui.translate import from_below, plural, tr
from researchdesk.ui.verbs import exporting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from researchdesk.library.exporting import Chosen
    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId
    from researchdesk.model.exporting import Exported, Form, LeftOut
    from researchdesk.model.note import NoteId
    from researchdesk.model.progress import Progress
    from researchdesk.ui.main_window import MainWindow


class ExportCommands(QObject):
    """Attaches the command, asks what and where, and writes it beside the other work."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._desk.actions.attach(
            "export", self.export, enabled=lambda: self._desk.library is not None
        )

    def export(self) -> None:
        """Ask what is to be exported; what the keys are in comes first."""
        self._desk.flush()
        self._window.deeds.with_articles(self._ask)

    def _ask(self, ids: list[ArticleId]) -> None:
        from researchdesk.ui.dialogs.export import ExportDialog

        library, page = self._desk.library, self._window.regions.companion.note.page
        note = page.note
        if library is None:
            return
        choices = [("all", tr("All of the library"), library.name)]
        if ids:
            words = plural("The chosen article", "The {n} chosen articles", len(ids))
            choices.insert(0, ("articles", words, self._name(ids)))
        if note is not None:
            words = tr("The note “{title}”, with its sources", title=note.title[:60])
            focus = self._window.focusWidget()
            is_in_note = focus is not None and page.isAncestorOf(focus)
            choices.insert(0 if is_in_note else len(choices) - 1, ("note", words, note.title))
        note_id = note.id if note is not None else None
        dialog = ExportDialog(self._desk.style, self._window, choices)
        dialog.asked.connect(
            lambda what, form, place: self._write(form, place, _choosing(what, ids, note_id))
        )
        dialog.open()

    def _name(self, ids: list[ArticleId]) -> str:
        shown = self._window.regions.reader.content
        is_shown = shown is not None and [shown.article.id] == ids
        return shown.article.title if shown is not None and is_shown else tr("Articles")

    def _write(self, form: Form, place: Path, choose: Callable[[Library], Chosen]) -> None:
        def work(library: Library, progress: Progress) -> Exported:
            return exporting.export(library, form.name, choose(library), place, progress)

        def done(made: Exported) -> None:
            way = (tr("Open"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(place))))
            words = tr("Exported as {name}.", name=place.name)
            if len(made.written) > 1:
                words = plural(
                    "Exported 1 file into {name}.",
                    "Exported {n} files into {name}.",
                    len(made.written),
                    name=place.name,
                )
            self._desk.say(f"{words} {_said(made.left_out)}".strip(), action=way)

        def failed(error: BaseException) -> None:
            if isinstance(error, UserError):
                self._desk.fail(error, {"try_again": begin})

        def begin() -> None:
            self._desk.run(tr("Exporting to {name}", name=place.name), work, done, failed)

        begin()


def _said(left_out: Sequence[LeftOut]) -> str:
    """Name what was left out, the first of it with its reason."""
    if not left_out:
        return ""
    first = left_out[0]
    return plural(
        "Left out: “{title}”, because {reason}.",
        "{n} were left out, such as “{title}”, because {reason}.",
        len(left_out),
        title=first.title[:60],
        reason=from_below(first.reason),
    )


def _choosing(
    what: str, ids: list[ArticleId], note_id: NoteId | None
) -> Callable[[Library], Chosen]:
    """Give what makes the choice of the dialog, in the thread that reads."""
    if what == "articles":
        return lambda library: exporting.of_articles(library, ids)
    if what == "note" and note_id is not None:
        return lambda library: exporting.of_note(library, note_id)
    return lambda library: exporting.everything(library)
