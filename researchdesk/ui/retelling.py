# SPDX-License-Identifier: MIT
"""Tell the window in another language, while it stands.

Each text in it is known by its words, and said anew. Nothing is built again: what is typed, chosen, scrolled to or
running stays as it is. What the panes draw themselves or write into documents they ask for again, as after a change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QTabBar,
    QTableWidget,
    QTextEdit,
    QWidget,
)

from researchdesk.model.changes import Changes
from researchdesk.ui import languages
from researchdesk.ui.translate import told_again
from researchdesk.ui.widgets.parts import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from researchdesk.ui.main_window import MainWindow


def change_language(window: MainWindow) -> None:
    """Let the language of the setting hold in a window that stands."""
    desk = window.desk
    language = languages.wanted(desk.settings.get("language"))
    if language is languages.current():
        return
    languages.use(language)
    window.setLocale(QLocale())
    for job in window.status.jobs_shown:
        job.words = told_again(job.words)
    for root in (window, desk):
        retell(root)
    desk.style.changed.emit()  # what is drawn: its words have other widths now
    desk.changed.emit(Changes("", is_everything=True))


def retell(root: QObject) -> None:
    """Say every text of a part of the window, and of all in it, in the language of now."""
    for one in (root, *root.findChildren(QObject)):
        if isinstance(one, QWidget):
            _retell_widget(one)
        elif isinstance(one, QAction):
            _again(one.text, one.setText)
            _again(one.toolTip, one.setToolTip)


def _retell_widget(one: QWidget) -> None:
    _again(one.toolTip, one.setToolTip)
    _again(one.accessibleName, one.setAccessibleName)
    _again(one.accessibleDescription, one.setAccessibleDescription)
    if one.isWindow():
        _again(one.windowTitle, one.setWindowTitle)
    if isinstance(one, ElidedLabel):
        _again(lambda: one.words, one.set_words)
    elif isinstance(one, QLabel | QAbstractButton):
        _again(one.text, one.setText)
    elif isinstance(one, QLineEdit | QTextEdit):
        _again(one.placeholderText, one.setPlaceholderText)
    elif isinstance(one, QMenu):
        _again(one.title, one.setTitle)
    else:
        _retell_parts(one)


def _retell_parts(one: QWidget) -> None:
    if isinstance(one, QComboBox):
        for at in range(one.count()):
            one.setItemText(at, told_again(one.itemText(at)))
    elif isinstance(one, QTabBar):
        for at in range(one.count()):
            one.setTabText(at, told_again(one.tabText(at)))
            one.setTabToolTip(at, told_again(one.tabToolTip(at)))
    elif isinstance(one, QTableWidget):
        heads = [one.horizontalHeaderItem(at) for at in range(one.columnCount())]
        one.setHorizontalHeaderLabels([told_again(head.text()) if head else "" for head in heads])
    elif isinstance(one, QAbstractItemView):
        one.viewport().update()


def _again(held: Callable[[], str], put: Callable[[str], object]) -> None:
    words = held()
    told = told_again(words) if words else words
    if told != words:
        put(told)
