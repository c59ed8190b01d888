# SPDX-License-Identifier: MIT
"""A note as a page: safe HTML of the library's renderer; nothing is ever loaded, links are asked of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTextBrowser

from researchdesk.ui.panes.note_html import put_html
from researchdesk.ui.translate import tr

if TYPE_CHECKING:
    from PySide6.QtCore import QByteArray, QUrl
    from PySide6.QtWidgets import QWidget

    from researchdesk.ui.desk import Desk


class NotePreview(QTextBrowser):
    """Shows HTML; opens nothing by itself."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page: QTextDocument | None = None
        self.setAccessibleName(tr("Preview of the note"))
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.anchorClicked.connect(self._on_link)
        self.document().setDocumentMargin(0)

    def show_html(self, html: str) -> None:
        """Show a rendered note in the fonts of the style."""
        self.show_page(self.made(html))

    def made(self, html: str) -> QTextDocument:
        """Make the page of a rendered note, out of sight, so that it is laid out once."""
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(self.document().documentMargin())
        put_html(document, html, self._desk.style)
        return document

    def show_page(self, page: QTextDocument) -> None:
        """Show a page that was made."""
        self.setDocument(page)
        if self._page is not None:
            self._page.deleteLater()
        self._page = page

    def loadResource(self, kind: int, url: QUrl | str) -> QByteArray | None:
        """Answer nothing: a note loads nothing, neither from the disk nor from the network."""
        return None

    def _on_link(self, url: QUrl) -> None:
        self._desk.follow(url.toString())
