# SPDX-License-Identifier: MIT
"""What a screen reader is told of the window: every control that is shown, with its role and name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QAccessibleInterface

ROLE = QAccessible.Role
SAID = {
    ROLE.Button, ROLE.ButtonMenu, ROLE.ButtonDropDown, ROLE.CheckBox, ROLE.RadioButton, ROLE.EditableText,
    ROLE.ComboBox, ROLE.List, ROLE.Tree, ROLE.Table, ROLE.ListItem, ROLE.TreeItem, ROLE.Cell, ROLE.PageTab,
    ROLE.PageTabList, ROLE.ProgressBar, ROLE.Slider, ROLE.SpinBox, ROLE.MenuItem, ROLE.Link, ROLE.Dialog, ROLE.Document,
}  # fmt: skip
LISTS = (ROLE.List, ROLE.Tree, ROLE.Table)
FIRST = 4  # items of a list that are looked at


def tree(widget: QWidget) -> Iterator[QAccessibleInterface]:
    """Give every node below a widget that is shown."""
    root = QAccessible.queryAccessibleInterface(widget)
    assert root is not None
    yield from _below(root)


def _below(node: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield node
    count = node.childCount()
    for number in range(min(count, FIRST) if node.role() in LISTS else count):
        child = node.child(number)
        if child is not None and child.isValid() and not child.state().invisible:
            yield from _below(child)


def name_of(node: QAccessibleInterface) -> str:
    return node.text(QAccessible.Text.Name).strip()


def unnamed(widget: QWidget) -> list[str]:
    """Describe every control that cannot be said."""
    found = []
    for node in tree(widget):
        held = node.object()
        if isinstance(held, QWidget) and not held.isVisible():
            continue
        if node.role() in SAID and not name_of(node):
            above = node.parent().object() if node.parent() else None
            words = (type(held).__name__, held.objectName() if held else "", type(above).__name__)
            found.append(f"{node.role().name}: {' '.join(words)}")
    return found


def stops(window: QWidget) -> list[QWidget]:
    """Give what Tab stops at, in its order, from the beginning of the window."""
    first = stop = window.nextInFocusChain()
    found = []
    while True:
        if stop.focusPolicy().value & 1 and stop.isVisible() and stop.isEnabled():
            found.append(stop)
        stop = stop.nextInFocusChain()
        if stop is first:
            return found
