# SPDX-License-Identifier: MIT
"""Help: the pages of the user guide and the keyboard, in a window that is searched as one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from researchdesk.ui import languages
from researchdesk.ui.dialogs.help_pages import (
    KEYBOARD,
    Section,
    guide_pages,
    keyboard_html,
    matching,
    text_of,
)
from researchdesk.ui.panes.note_preview import NotePreview
from researchdesk.ui.translate import tr
from researchdesk.ui.verbs import notes, search
from researchdesk.ui.widgets import dressing

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QShowEvent

    from researchdesk.ui.desk import Desk

WIDTH, HEIGHT, SIDE = 900, 640, 240  # px at 100 %
SECTION = Qt.ItemDataRole.UserRole
MOST_MARKS = 400
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class HelpPage(NotePreview):
    """A page of the guide; its links lead to other pages."""

    followed = Signal(QUrl)

    def _on_link(self, url: QUrl) -> None:
        self.followed.emit(url)


class HelpField(QLineEdit):
    """What is looked for; the arrows move along the pages."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the arrows on; let the first Esc clear the field."""
        key = Qt.Key(event.key())
        if key in STEPS:
            self.stepped.emit(STEPS[key])
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)


class Help(QDialog):
    """The field and the pages on the left, the page on the right."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._was_shown = False
        self._language = languages.current()
        self.setWindowTitle(tr("Help and keyboard"))
        self.field = HelpField()
        self.field.setProperty(dressing.ROLE, "ui")
        self.field.setAccessibleName(tr("Search the help"))
        self.field.setPlaceholderText(tr("Search the help"))
        self.field.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setObjectName("help_pages")
        self.list.setProperty(dressing.ROLE, "ui")
        self.list.setAccessibleName(tr("Pages"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = dressing.label(
            desk.style, tr("No page holds all of these words."), "small", "soft"
        )
        self.nothing.setWordWrap(True)
        self.view = HelpPage(desk)
        self.view.setObjectName("help_page")
        self.view.setAccessibleName(tr("Page"))
        self._side = QWidget()
        self._build()
        self.view.followed.connect(self._on_link)
        self.field.textChanged.connect(self._on_typed)
        self.field.stepped.connect(self._on_stepped)
        self.list.currentRowChanged.connect(self._show)
        self.resize(desk.style.px(WIDTH), desk.style.px(HEIGHT))
        desk.style.changed.connect(self._on_style)
        self._put_pages([Section(name, title, "", "") for name, title in _contents()])
        self._on_style()
        self.list.setFocus()  # the page itself is laid out when it has its size

    def _build(self) -> None:
        px = self._desk.style.px
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._side.setObjectName("help_side")
        self._side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        above = QVBoxLayout()
        above.setContentsMargins(px(12), px(12), px(12), px(2))
        above.addWidget(self.field)
        above.addWidget(self.nothing)
        column.addLayout(above)
        column.addWidget(self.list, 1)
        self.nothing.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self.view, 1)

    def show_page(self, name: str) -> None:
        """Show a page by the name of its file, or the keyboard."""
        names = [one for one, _ in _contents()]
        if name in names:
            self.field.clear()
            self.list.setCurrentRow(names.index(name))

    def showEvent(self, event: QShowEvent) -> None:
        """Lay the page out in the turn after the window's own, when it has its size."""
        super().showEvent(event)
        if not self._was_shown:
            self._was_shown = True
            QTimer.singleShot(0, self, lambda: self._show(self.list.currentRow()))

    # -- the list

    def _put_pages(self, found: list[Section]) -> None:
        self.list.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.list.clear()
        for one in found:
            item = QListWidgetItem(f"{one.title} – {one.heading}" if one.heading else one.title)
            item.setData(SECTION, one)
            item.setToolTip(item.text() if one.heading else "")
            self.list.addItem(item)
        self.list.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self.nothing.setVisible(not found)
        self.list.setCurrentRow(0 if found else -1)

    def _on_typed(self, typed: str) -> None:
        words = typed.strip()
        if not words:
            self._put_pages([Section(name, title, "", "") for name, title in _contents()])
            return
        self._desk.jobs.ask(
            lambda _: matching(words, search.holds), self._put_pages, key="help found"
        )

    def _on_stepped(self, by: int) -> None:
        if self.list.count():
            self.list.setCurrentRow(min(max(0, self.list.currentRow() + by), self.list.count() - 1))

    # -- the page

    def _show(self, row: int) -> None:
        if row < 0 or not self._was_shown:
            return
        one: Section = self.list.item(row).data(SECTION)
        if one.page == KEYBOARD:
            self._put(keyboard_html(), one)
            return
        file = next(file for file, _ in guide_pages() if file.stem == one.page)
        self._desk.jobs.ask(
            lambda _: notes.render(text_of(file)),
            lambda html: self._put(html, one),
            key="help",
        )

    def _put(self, html: str, section: Section) -> None:
        page = self.view.made(html)
        QTimer.singleShot(0, self, lambda: self._open(page, section))  # laid out in the next turn

    def _open(self, page: QTextDocument, section: Section) -> None:
        self.view.show_page(page)
        top, document = 0.0, page
        block = document.begin()
        while section.heading and block.isValid():
            if block.blockFormat().headingLevel() and block.text() == section.heading:
                top = document.documentLayout().blockBoundingRect(block).top()
                break
            block = block.next()
        self.view.verticalScrollBar().setValue(max(0, round(top) - self._desk.style.px(12)))
        self._mark(self.field.text().split())

    def _mark(self, words: list[str]) -> None:
        """Show where the words stand that are looked for."""
        look = QTextCharFormat()
        look.setBackground(self._desk.style.colour("hit.fill"))
        look.setForeground(self._desk.style.colour("hit.text"))
        found: list[QTextEdit.ExtraSelection] = []
        for word in words:
            cursor = self.view.document().find(word)
            while not cursor.isNull() and len(found) < MOST_MARKS:
                mark = QTextEdit.ExtraSelection()
                mark.cursor, mark.format = QTextCursor(cursor), look
                found.append(mark)
                cursor = self.view.document().find(word, cursor)
        self.view.setExtraSelections(found)

    def _on_link(self, url: QUrl) -> None:
        if url.scheme() in ("http", "https"):
            QDesktopServices.openUrl(url)
        else:
            self.show_page(url.path().rsplit("/", 1)[-1].removesuffix(".md"))

    def _on_style(self) -> None:
        px = self._desk.style.px
        if languages.current() is not self._language:
            self._language, row = languages.current(), self.list.currentRow()
            self._on_typed(self.field.text())
            self.list.setCurrentRow(row)
        dressing.dress(self._desk.style, self)
        self._side.setFixedWidth(px(SIDE))
        self.view.document().setDocumentMargin(px(28))
        self._show(self.list.currentRow())


def _contents() -> list[tuple[str, str]]:
    """Give the names and titles of all pages: the keyboard first, which F1 is pressed for most."""
    return [(KEYBOARD, tr("Keyboard")), *((file.stem, title) for file, title in guide_pages())]
