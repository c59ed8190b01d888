# SPDX-License-Identifier: MIT
"""Read a source once, let it be looked at, and save it as it was shown; nothing is kept where it is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs
from PySide6.QtCore import QObject

from researchdesk.model.errors import UserError
from researchdesk.ui.clips import name_of
from researchdesk.ui.dialogs.preview import PreviewDialog
from researchdesk.ui.panes import reader_content
from researchdesk.ui.translate import error_sentence, tr
from researchdesk.ui.verbs import previews

if TYPE_CHECKING:
    from researchdesk.model.clipping import Preview, Source
    from researchdesk.model.progress import Progress
    from researchdesk.ui.jobs import Job
    from researchdesk.ui.main_window import MainWindow
    from researchdesk.ui.panes.reader_content import Content

    Shown = tuple[Preview, Content]


class Looking(QObject):
    """One look at one source; it lives as long as its dialog."""

    def __init__(self, window: MainWindow, source: Source) -> None:
        dialog = PreviewDialog(window.desk.style, window, name_of(source))
        super().__init__(dialog)
        self.dialog = dialog
        self._window = window
        self._desk = window.desk
        self._source = source
        self._shown: Shown | None = None
        self._before: list[Shown] = []  # what was shown before each block that was put back
        self._job: Job | None = None
        self._is_asking = False
        dialog.valued.connect(self._on_valued)
        dialog.put_back_wanted.connect(self._on_put_back)
        dialog.back_wanted.connect(self._on_back)
        dialog.save_wanted.connect(self._on_save)
        dialog.again_wanted.connect(self._read)
        dialog.open_wanted.connect(self._on_open)
        dialog.finished.connect(self._on_left)
        dialog.open()
        self._read()

    def _read(self) -> None:
        name, library, source = name_of(self._source), self._desk.library, self._source

        def work(progress: Progress) -> Shown:
            found = previews.look(library, source, progress)
            return found, reader_content.of_clipping(found.clipping)

        self.dialog.show_reading(name)
        words = tr("Reading {name}", name=name)
        self._job = self._desk.jobs.run(work, self._on_read, self._on_failed, words=words)

    def _on_read(self, found: Shown) -> None:
        self._job = None
        self._show(found)

    def _on_failed(self, error: BaseException) -> None:
        self._job = None
        if isinstance(error, UserError):
            self.dialog.show_error(error_sentence(error))
        else:  # cancelled in the status bar
            self.dialog.reject()

    def _show(self, found: Shown) -> None:
        self._shown = found
        self.dialog.show_preview(*found, is_changed=bool(self._before))

    def _on_valued(self, name: str, value: str) -> None:
        if self._shown is None:
            return
        preview, content = self._shown
        try:
            preview = previews.with_value(preview, name, value)
        except UserError as error:
            self.dialog.say_of(name, error_sentence(error))
            return
        self._shown = (preview, content)
        self.dialog.show_values(preview)

    def _on_put_back(self, n: int) -> None:
        """Put a block back in the child process; fields that are written meanwhile stay as they are then."""
        if self._shown is None or self._is_asking:
            return
        before, library = self._shown, self._desk.library

        def work(_: Progress) -> Shown:
            found = previews.put_back(library, before[0], n)
            return found, reader_content.of_clipping(found.clipping)

        self._is_asking = True
        self._job = self._desk.jobs.run(work, self._on_grown, self._on_not_grown)

    def _on_grown(self, found: Shown) -> None:
        self._job, self._is_asking = None, False
        if self._shown is not None:
            self._before.append(self._shown)
            self._show(_with_fields(found, self._shown[0]))

    def _on_not_grown(self, error: BaseException) -> None:
        self._job, self._is_asking = None, False
        if isinstance(error, UserError):
            self._desk.fail(error)

    def _on_back(self) -> None:
        if self._before and self._shown is not None and not self._is_asking:
            self._show(_with_fields(self._before.pop(), self._shown[0]))

    def _on_save(self, as_new: bool) -> None:
        if self._shown is None or self._is_asking:
            return
        clipping = self._shown[0].clipping
        self.dialog.accept()
        as_new = as_new or self._source.as_new
        self._window.clips.keep(structs.replace(self._source, as_new=as_new), clipping)

    def _on_open(self, article_id: int) -> None:
        self._desk.show_article(article_id, focus=True)  # type: ignore[arg-type]

    def _on_left(self) -> None:
        if self._job is not None:
            self._job.forget()


def _with_fields(found: Shown, latest: Preview) -> Shown:
    """Give a text that was made from an earlier state the fields as they are now."""
    preview, content = found
    now, old = latest.clipping, preview.clipping
    assert now.settled is not None
    assert old.settled is not None
    clipping = structs.replace(
        old,
        title=now.title,
        authors=now.authors,
        container_title=now.container_title,
        issued=now.issued,
        candidates=now.candidates,
        settled=structs.replace(old.settled, fields=now.settled.fields),
    )
    return structs.replace(preview, clipping=clipping), content
