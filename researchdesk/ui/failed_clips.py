# SPDX-License-Identifier: MIT
"""Keep the clips that failed until they are clipped or dismissed, and show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from researchdesk.ui.guarding import guard
from researchdesk.ui.translate import error_sentence
from researchdesk.ui.verbs import failures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.model.clipping import Clipped, FailedClip, Source
    from researchdesk.model.errors import UserError
    from researchdesk.ui.main_window import MainWindow


class FailedClips(QObject):
    """Listens to the queue of clips."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        window.clips.failed.connect(self._on_failed)
        window.clips.clipped.connect(self._on_clipped)
        self._desk.actions.attach(
            "failed_clips", self._show, enabled=lambda: self._desk.library is not None
        )

    def _on_failed(self, source: Source, error: UserError) -> None:
        library = self._desk.library
        if library is not None and not library.is_read_only:
            said = error_sentence(error)
            self._desk.change("note a failed clip", lambda held: failures.add(held, source, said))

    def _on_clipped(self, source: Source, _: Clipped) -> None:
        self._desk.change("forget a failed clip", lambda held: failures.clipped(held, source))

    def _show(self) -> None:
        self._desk.ask(failures.rows, self._open, key="failed clips")

    def _open(self, failed: list[FailedClip]) -> None:
        from researchdesk.ui.dialogs.failed_clips import FailedClipsDialog

        dialog = FailedClipsDialog(self._desk.style, failed, self._window)
        guard(self._desk, *dialog.deeds)
        dialog.again_wanted.connect(self._again)
        dialog.dismissed.connect(self._dismiss)
        dialog.open()

    def _again(self, some: Sequence[FailedClip]) -> None:
        self._window.clips.clip([one.source for one in some])

    def _dismiss(self, some: Sequence[FailedClip]) -> None:
        ids = [one.id for one in some]
        self._desk.change("dismiss", lambda library: failures.dismiss(library, ids))
