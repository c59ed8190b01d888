# SPDX-License-Identifier: MIT
"""A note as a page: safe HTML of the library's renderer; nothing is ever loaded, links are asked of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser

from researchdesk.ui.panes.note_html import add_html, put_html
from researchdesk.ui.translate import tr
from researchdesk.ui.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QByteArray, QUrl
    from PySide6.QtWidgets import QWidget

    from researchdesk.ui.desk import Desk


class Place(NamedTuple):
    """Where a page stands, and what is selected in it."""

    scroll: int
    anchor: int
    position: int


class NotePreview(QTextBrowser):
    """Shows HTML; opens nothing by itself."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._page: QTextDocument | None = None
        self._parts: list[str] = []  # of the page shown, as far as they are put in
        self._place: Place | None = None  # where to go when the page is long enough
        self._is_outdated = False
        self._turns = Turns(self)
        self.setAccessibleName(tr("Preview of the note"))
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.anchorClicked.connect(self._on_link)
        self.document().setDocumentMargin(0)

    def show_html(self, html: str) -> None:
        """Show a rendered note in the fonts of the style."""
        self.show_page(self.made(html))

    def show_parts(self, parts: list[str]) -> None:
        """Show a rendered note part by part: its beginning at once, the others in the turns that follow.

        What is shown already stays; where it has changed, the page is made anew, with its scroll and its selection.
        """
        kept = 0 if self._is_outdated else len(self._parts)
        if not kept or self._parts != parts[:kept]:
            self._keep_place()
            self._parts, self._is_outdated = [], False
        self._turns.begin(self._put(parts))

    def forget(self) -> None:
        """Begin at the top the next time: the note is another."""
        self._turns.begin(iter(()))
        self._parts, self._place = [], None

    def outdate(self) -> None:
        """Make the page anew the next time: the style is another."""
        self._is_outdated = True

    @property
    def is_whole(self) -> bool:
        """True when no part of the note is left to be put in."""
        return self._turns.is_done

    def _put(self, parts: list[str]) -> Iterator[None]:
        style = self._desk.style
        for part in parts[len(self._parts) :]:
            if self._parts:
                add_html(self.document(), part, style)
            else:
                self.show_html(part)
            self._parts.append(part)
            self._find_place(is_last=len(self._parts) == len(parts))
            yield

    def _keep_place(self) -> None:
        """Keep where the page stands and what is selected; of one that is not whole, what was kept before."""
        if self._parts and self._place is None:
            cursor = self.textCursor()
            self._place = Place(
                self.verticalScrollBar().value(), cursor.anchor(), cursor.position()
            )

    def _find_place(self, *, is_last: bool) -> None:
        """Go where the page stood before as soon as it is long enough."""
        place, bar = self._place, self.verticalScrollBar()
        end = self.document().characterCount() - 1
        if place is None or (
            not is_last
            and (bar.maximum() < place.scroll or end < max(place.anchor, place.position))
        ):
            return
        self._place = None
        cursor = self.textCursor()
        cursor.setPosition(min(place.anchor, end))
        cursor.setPosition(min(place.position, end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        bar.setValue(place.scroll)

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
