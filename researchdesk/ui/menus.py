# SPDX-License-Identifier: MIT
"""The menus, made from the table of commands: one menu for [=] and F10, a menu bar, the menu of a row."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from researchdesk.ui.action_table import ACTIONS, BY_ID
from researchdesk.ui.translate import from_below, tr

if TYPE_CHECKING:
    from collections.abc import Iterable

    from researchdesk.ui.desk import Desk
    from researchdesk.ui.models.rows import Row

MENUS = (  # the groups of the table, put into the menus of the window
    ("Library", ("Clip", "Library")),
    ("Edit", ("Edit", "Find")),
    ("Article", ("Article", "Not right")),
    ("Passage", ("Passage", "Repair", "Suggestions")),
    ("People", ("People", "Insight")),
    ("Note", ("Note",)),
    ("View", ("View",)),
    ("Help", ("Help",)),
)
LAST = ("preferences", "quit")
HIDDEN = ("menu",)
ROLES = {
    "quit": QAction.MenuRole.QuitRole,
    "preferences": QAction.MenuRole.PreferencesRole,
    "about": QAction.MenuRole.AboutRole,
}
OF_ROWS = {
    "article": (
        "star",
        "read_unread",
        "file_away",
        "tag",
        "review",
        "open_original",
        "export",
        "",
        "trash",
    ),
    "note": ("trash",),
    "annotation": ("trash",),
    "person": ("trash",),
    "country": (),
}


class Menus:
    """Makes the menus and keeps what they show up to what can be done."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        self._desk = desk
        self._window = window
        self.main = QMenu(window)
        self.main.setAccessibleName(tr("Menu"))
        self._fill(self.main)
        self._desk.actions.follow(self.main)

    def fill_bar(self, bar: QMenuBar) -> None:
        """Put the menus into a menu bar."""
        bar.clear()
        for menu in self._made():
            bar.addMenu(menu)
            self._desk.actions.follow(menu)

    def of_rows(self, rows: list[Row]) -> QMenu:
        """Make the menu of the chosen rows."""
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        kinds = {row.kind for row in rows}
        names = ["restore"] if all(row.is_trashed for row in rows) else []
        if len(kinds) == 1 and not names:
            names += OF_ROWS[kinds.pop()]
        elif not names:
            names += ["trash"]
        self._add(menu, names)
        self._desk.actions.follow(menu)
        return menu

    def _fill(self, menu: QMenu) -> None:
        self._add(
            menu,
            (
                "clip_address",
                "clip_clipboard",
                "clip_files",
                "clip_paste",
                "import_archive",
                "failed_clips",
                "",
                "new_note",
                "",
            ),
        )
        for one in self._made():
            menu.addMenu(one)
        self._add(menu, ("", "preferences", "help", "about", "", "quit"))

    def _made(self) -> Iterable[QMenu]:
        for words, groups in MENUS:
            menu = QMenu(tr(words), self._window)
            for number, group in enumerate(groups):
                if number:
                    menu.addSeparator()
                names = [one.id for one in ACTIONS if one.group == group and one.id not in HIDDEN]
                last = [name for name in names if name in LAST]
                self._add(menu, [name for name in names if name not in LAST])
                if last:
                    self._add(menu, ["", *last])
            yield menu

    def _add(self, menu: QMenu, names: Iterable[str]) -> None:
        for name in names:
            if not name:
                menu.addSeparator()
                continue
            action = self._desk.actions.action(name)
            action.setMenuRole(ROLES.get(name, QAction.MenuRole.NoRole))
            menu.addAction(action)


def has_native_bar() -> bool:
    """Say whether the system shows menus in a bar of its own."""
    return sys.platform == "darwin"


def undo_words(name: str, label: str) -> str:
    """Name the deed that undo or redo is about."""
    words = tr(BY_ID[name].text)
    return f"{words}: {from_below(label)}" if label else words
