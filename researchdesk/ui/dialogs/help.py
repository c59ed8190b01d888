# SPDX-License-Identifier: MIT
"""Help: the pages of the user guide, and the list of all commands with their keys, made from the table."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QWidget

from researchdesk.config import paths
from researchdesk.ui.action_table import ACTIONS, GROUPS, Action
from researchdesk.ui.panes.note_preview import NotePreview
from researchdesk.ui.translate import tr

if TYPE_CHECKING:
    from pathlib import Path

    from researchdesk.ui.desk import Desk

WIDTH, HEIGHT = 860, 620  # px at 100 %
KEYBOARD = "keyboard"
PLACES = {
    "results": "in the list",
    "reader": "in the text",
    "review": "in the review",
    "repair": "in the repair",
    "note": "in the note",
}


class HelpPage(NotePreview):
    """A page of the guide; its links lead to other pages."""

    followed = Signal(QUrl)

    def _on_link(self, url: QUrl) -> None:
        self.followed.emit(url)


class Help(QDialog):
    """Pages on the left, the page on the right."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(tr("Help and keyboard"))
        self.pages = guide_pages()
        self.list = QListWidget()
        self.list.setObjectName("help_pages")
        self.list.setAccessibleName(tr("Pages"))
        self.view = HelpPage(desk)
        self.view.setObjectName("help_page")
        self.view.setAccessibleName(tr("Page"))
        self.view.followed.connect(self._on_link)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.list.setFixedWidth(desk.style.px(210))
        row.addWidget(self.list)
        row.addWidget(self.view, 1)
        self.list.addItem(tr("Keyboard"))
        for _, title in self.pages:
            self.list.addItem(title)
        self.list.currentRowChanged.connect(self._show)
        self.resize(desk.style.px(WIDTH), desk.style.px(HEIGHT))
        desk.style.changed.connect(self._on_style)
        self._on_style()
        self.list.setCurrentRow(0)

    def show_page(self, name: str) -> None:
        """Show a page by the name of its file, or the keyboard."""
        names = [KEYBOARD, *(page.stem for page, _ in self.pages)]
        if name in names:
            self.list.setCurrentRow(names.index(name))

    def _show(self, row: int) -> None:
        if row <= 0:
            self._put(keyboard_html())
            return
        text = self.pages[row - 1][0].read_text(encoding="utf-8")

        def render(_: object) -> str:
            from researchdesk.library import notes

            return notes.render(text)

        self._desk.jobs.ask(render, self._put, key="help")

    def _put(self, html: str) -> None:
        self.view.show_html(html)
        self.view.verticalScrollBar().setValue(0)

    def _on_link(self, url: QUrl) -> None:
        if url.scheme() in ("http", "https"):
            QDesktopServices.openUrl(url)
        else:
            self.show_page(url.path().rsplit("/", 1)[-1].removesuffix(".md"))

    def _on_style(self) -> None:
        self.list.setFont(self._desk.style.font("ui"))
        self.view.document().setDocumentMargin(self._desk.style.px(28))
        self._show(self.list.currentRow())


def guide_pages() -> list[tuple[Path, str]]:
    """Give the files of the user guide with their titles, in the order of their names."""
    folder = paths.resource("help")
    return [(file, _title(file)) for file in sorted(folder.glob("*.md"))]


def keyboard_html() -> str:
    """Write the list of all commands with their keys."""
    parts = [f"<h1>{escape(tr('Keyboard'))}</h1>"]
    words = tr(
        "Letters act in the list and in the text, where nothing is typed; Preferences turn them off."
    )
    parts.append(f"<p>{escape(words)}</p>")
    for group in GROUPS:
        rows = [one for one in ACTIONS if one.group == group]
        lines = "".join(
            f"<tr><td width='270'>{escape(tr(one.text))}</td><td width='190'>{_keys_html(one)}</td>"
            f"<td>{escape(_place(one))}</td></tr>"
            for one in rows
        )
        title = escape(tr(group))
        parts.append(
            f"<h2>{title}</h2><table cellspacing='0' cellpadding='2'>{lines}</table><p></p>"
        )
    return "".join(parts)


def _keys_html(row: Action) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    keys = [QKeySequence(one).toString(native) for one in (row.shortcut, *row.others) if one]
    return ", ".join(
        f"<code>{escape(key)}</code>" for key in ([row.letter, *keys] if row.letter else keys)
    )


def _place(row: Action) -> str:
    if not row.letter and "note" not in row.contexts:
        return ""
    return ", ".join(tr(PLACES[one]) for one in row.contexts if one in PLACES)


def _title(file: Path) -> str:
    with file.open(encoding="utf-8") as lines:
        first = next(iter(lines), "")
    return first.lstrip("# ").strip() or file.stem
