# SPDX-License-Identifier: MIT
"""The commands on the article as a whole that the reader does: find, what was left out, size of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from researchdesk.config.settings import BY_NAME
from researchdesk.ui.panes.not_right import NotRight
from researchdesk.ui.translate import tr

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from researchdesk.ui.desk import Desk
    from researchdesk.ui.panes.reader import Reader

MENU = (
    "copy_citation", "", "select_sentence", "colour_1", "colour_2", "colour_3", "colour_4", "comment", "cite",
    "tag", "", "find_here", "review", "show_removed", "open_original",
)  # fmt: skip
PAGE = 0.9  # of the height
STEP = 2  # px a key makes the text bigger or smaller


def attach_commands(reader: Reader) -> None:
    """Let the reader do what the table names."""
    desk = reader.desk
    attach = desk.actions.attach

    def has_text() -> bool:
        return reader.content is not None

    def has_removed() -> bool:
        return reader.content is not None and bool(reader.content.removed)

    attach("find_here", reader.open_find, enabled=has_text)
    attach("next_hit", lambda: reader.step_hit(1), enabled=reader.has_hits)
    attach("previous_hit", lambda: reader.step_hit(-1), enabled=reader.has_hits)
    attach(
        "show_removed",
        lambda: reader.set_with_removed(is_shown=not reader.with_removed),
        enabled=has_removed,
    )
    attach("page_down", lambda: turn_page(reader, 1), enabled=has_text, scope=reader)
    attach("page_up", lambda: turn_page(reader, -1), enabled=has_text, scope=reader)
    NotRight(reader)
    reader.text.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    reader.text.customContextMenuRequested.connect(lambda at: _show_menu(reader, at))
    attach("reader_bigger", lambda: resize_text(desk, STEP))
    attach("reader_smaller", lambda: resize_text(desk, -STEP))
    attach("reader_normal", lambda: resize_text(desk, 0))


def _show_menu(reader: Reader, at: QPoint) -> None:
    """Show what can be done with the words at hand; by the menu key at the caret."""
    menu = QMenu(reader.text)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if words := reader.deeds.card_words(at):
        menu.addAction(words).triggered.connect(lambda: reader.deeds.open_card(at))
        menu.addSeparator()
    copy = menu.addAction(tr("Copy"))
    copy.setEnabled(reader.text.textCursor().hasSelection())
    copy.triggered.connect(reader.text.copy)
    for name in MENU:
        if not name:
            menu.addSeparator()
        elif reader.desk.actions.can(name):
            menu.addAction(reader.desk.actions.action(name))
    menu.popup(reader.text.viewport().mapToGlobal(at))


def turn_page(reader: Reader, by: int) -> None:
    """Turn a page; at the end of the text go to the next article."""
    bar = reader.text.verticalScrollBar()
    if by > 0 and bar.value() >= bar.maximum():
        reader.desk.actions.trigger("next_article")
    else:
        bar.setValue(bar.value() + by * round(reader.text.viewport().height() * PAGE))


def resize_text(desk: Desk, by: int) -> None:
    """Make the text of articles so many px bigger, within its bounds; 0 gives it its first size again."""
    row = BY_NAME["reader.size"]
    now = int(desk.settings.get(row.name)) + by if by else int(str(row.default))
    desk.settings.set(row.name, max(row.least or 1, min(now, row.most or now)))
    desk.style.refresh()
