# SPDX-License-Identifier: MIT
"""What Ctrl+P prints: the open note where the keys are in it, else the article, else the note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from researchdesk.ui.verbs import footnotes

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument

    from researchdesk.library.library import Library
    from researchdesk.model.note import Footnote
    from researchdesk.ui.main_window import MainWindow
    from researchdesk.ui.panes.note_page import NotePage
    from researchdesk.ui.printing.paper import PaperStyle

CHOICES = {"highlights": "Highlights", "comments": "Comments below the text"}


class PrintCommands(QObject):
    """Attaches the command and opens its dialog."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._reader = window.regions.reader
        self._desk.actions.attach(
            "print", self.print_shown, enabled=lambda: self._has_text() or self._has_note()
        )

    @property
    def _page(self) -> NotePage:
        return self._window.regions.companion.note.page

    def print_shown(self) -> None:
        """Print the note that has the keys, else the article that is shown, else the note."""
        is_in_note = self._has_note() and self._page.isAncestorOf(self._window.focusWidget())
        (self.print_note if is_in_note or not self._has_text() else self.print_article)()

    def print_article(self) -> None:
        """Print the article as it is shown."""
        from researchdesk.ui.dialogs.printing import PrintDialog
        from researchdesk.ui.printing import documents

        content = self._reader.content
        if content is None:
            return

        def make(paper: PaperStyle, size: str, chosen: dict[str, bool]) -> QTextDocument:
            return documents.of_article(content, paper, size, **chosen)

        has_comments = any(one.body.strip() for one in content.annotations)
        wanted = {"highlights": bool(content.annotations), "comments": has_comments}
        choices = {name: words for name, words in CHOICES.items() if wanted[name]}
        PrintDialog(self._desk, self._window, content.article.title, make, choices).open()

    def print_note(self) -> None:
        """Print the open note as it is written now."""
        from researchdesk.ui.dialogs.printing import PrintDialog
        from researchdesk.ui.printing import documents

        note = self._page.note
        if note is None:
            return
        title = self._page.title.text().strip() or note.title
        body = self._page.editor.body()

        def read(library: Library) -> tuple[str, tuple[Footnote, ...]]:
            return footnotes.numbered(library, body)

        def show(found: tuple[str, tuple[Footnote, ...]]) -> None:
            def make(paper: PaperStyle, size: str, _: dict[str, bool]) -> QTextDocument:
                return documents.of_note(title, note.modified_at, *found, paper, size)

            PrintDialog(self._desk, self._window, title, make, {}).open()

        self._desk.ask(read, show, key="note to print")

    def _has_text(self) -> bool:
        return self._reader.content is not None

    def _has_note(self) -> bool:
        return self._page.note is not None
