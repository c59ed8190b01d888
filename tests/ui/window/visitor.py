# SPDX-License-Identifier: MIT
"""A stranger at the window: presses keys where the focus is, clicks on what is shown, waits for what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QWidget,
)

from researchdesk.library import articles
from researchdesk.ui.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QAbstractItemView

    from researchdesk.model.article import Article
    from researchdesk.ui.main_window import MainWindow

KEY, BUTTON = Qt.Key, Qt.MouseButton
PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
INDEXING = "Bringing the search index"  # the one job that nobody waits for


class Visitor:
    """What a stranger can do to a window, and see of it."""

    def __init__(self, window: MainWindow, qtbot: Any) -> None:
        self.window = window
        self._qtbot = qtbot
        window.activateWindow()

    # -- what there is

    @property
    def library(self) -> Any:
        return self.window.desk.library

    @property
    def list(self) -> Any:
        return self.window.regions.results.view

    @property
    def text(self) -> Any:
        return self.window.regions.reader.text

    @property
    def field(self) -> Any:
        return self.window.topbar.search

    @property
    def article(self) -> Article:
        return articles.get(self.library, self.window.desk.article_id)

    @property
    def focus(self) -> QWidget:
        held = QApplication.focusWidget()
        assert held is not None, "the keys are lost"
        return held

    def titles(self) -> list[str]:
        rows = self.window.regions.results.rows
        return [rows.row(at).title for at in range(rows.rowCount())]

    def dialogs(self) -> list[QDialog]:
        return [one for one in self.window.findChildren(QDialog) if one.isVisible()]

    # -- keys

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        QTest.keyClick(self.focus, key, modifiers)
        self.calm()

    def type(self, words: str) -> None:
        for letter in words:
            QTest.keyClick(self.focus, letter)
        self.calm()

    # -- mouse

    def click(self, widget: QWidget, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        assert widget.isVisible()
        assert widget.isEnabled()
        QTest.mouseClick(widget, BUTTON.LeftButton, modifiers)
        self.calm()

    def double_click(self, widget: QWidget, place: QPoint | None = None) -> None:
        at = place or widget.rect().center()
        QTest.mouseClick(widget, BUTTON.LeftButton, PLAIN, at)
        QTest.mouseDClick(widget, BUTTON.LeftButton, PLAIN, at)
        self.calm()

    def click_button(self, words: str, inside: QWidget | None = None) -> None:
        self.click(self.button(words, inside))

    def button(self, words: str, inside: QWidget | None = None) -> QAbstractButton:
        shown = [
            one for one in (inside or self.window).findChildren(QAbstractButton) if one.isVisible()
        ]
        names = {one: (one.text(), one.accessibleName()) for one in shown}
        found = [one for one in shown if words in names[one]]
        assert found, f"{words}: {sorted({name for pair in names.values() for name in pair})}"
        return found[0]

    def click_row(
        self, at: int, modifiers: Qt.KeyboardModifier = PLAIN, view: QAbstractItemView | None = None
    ) -> None:
        view = view or self.list
        view.scrollTo(view.model().index(at, 0))
        place = view.visualRect(view.model().index(at, 0)).center()
        QTest.mouseClick(view.viewport(), BUTTON.LeftButton, modifiers, place)
        self.calm()

    def click_place(self, title: str, button: Qt.MouseButton = BUTTON.LeftButton) -> None:
        """Click on a place of the navigation by its words."""
        view = self.window.regions.navigation.view
        place = view.visualRect(self.place(title)).center()
        QTest.mouseClick(view.viewport(), button, PLAIN, place)
        self.calm()

    def place(self, title: str) -> Any:
        model = self.window.regions.navigation.model
        for section in range(model.rowCount()):
            above = model.index(section, 0)
            for row in range(model.rowCount(above)):
                index = model.index(row, 0, above)
                found = model.place_of(index)
                if found is not None and found.title == title:
                    self.window.regions.navigation.view.scrollTo(index)
                    return index
        raise AssertionError(f"{title} is not in the navigation")

    def drop(self, carried: QMimeData) -> bool:
        """Drop something from another program onto the window; say whether it was taken."""
        copy, left = Qt.DropAction.CopyAction, BUTTON.LeftButton
        at = self.window.rect().center()
        enter = QDragEnterEvent(at, copy, carried, left, PLAIN)
        enter.setAccepted(False)
        QApplication.sendEvent(self.window, enter)
        if enter.isAccepted():
            drop = QDropEvent(QPointF(at), copy, carried, left, PLAIN)
            QApplication.sendEvent(self.window, drop)
        self.calm()
        return enter.isAccepted()

    # -- menus

    def choose_of(self, button: QAbstractButton, words: str) -> None:
        """Open the menu of a button, which waits for an answer, and click on an entry."""
        QTimer.singleShot(60, button, lambda: self.choose(button.menu(), words))
        self.click(button)

    def choose(self, menu: QMenu, words: str) -> None:
        """Click on an entry of a menu that is open."""
        entry = next(one for one in menu.actions() if one.text().split("\t")[0] == words)
        QTest.mouseClick(menu, BUTTON.LeftButton, PLAIN, menu.actionGeometry(entry).center())
        self.window.activateWindow()  # without a screen nobody does it after a menu
        self.calm()

    # -- words in the text

    def type_path(self, path: object) -> None:
        """Answer the next dialog of the system that asks for a file or a folder, once it is there."""

        def type_it() -> None:
            asked = QApplication.activeModalWidget()
            assert isinstance(asked, QFileDialog)
            line = asked.findChild(QLineEdit, "fileNameEdit")
            line.setText(str(path))
            QTest.keyClick(line, KEY.Key_Return)

        QTimer.singleShot(200, self.window, type_it)

    def spot(self, words: str) -> QPoint:
        """Give where in the text the middle of some words is shown."""
        start = articles.text(self.library, self.window.desk.article_id).text.index(words)
        from researchdesk.model.passage import Span

        span = Span(start, start + len(words))
        self.text.reveal(span)
        self.calm()
        return self.text.rects(span)[0].center().toPoint()

    def click_words(self, words: str) -> None:
        QTest.mouseClick(self.text.viewport(), BUTTON.LeftButton, PLAIN, self.spot(words))
        self.calm()

    def drag_over(self, words: str) -> None:
        """Select words with the mouse."""
        start = articles.text(self.library, self.window.desk.article_id).text.index(words)
        from researchdesk.model.passage import Span

        span = Span(start, start + len(words))
        self.text.reveal(span)
        self.calm()
        box = self.text.rects(span)[0].toRect()
        first, last = box.bottomLeft() - QPoint(0, 4), box.bottomRight() - QPoint(0, 4)
        port = self.text.viewport()
        QTest.mousePress(port, BUTTON.LeftButton, PLAIN, first)
        QTest.mouseMove(port, first + QPoint(12, 0))
        QTest.mouseMove(port, last)
        QTest.mouseRelease(port, BUTTON.LeftButton, PLAIN, last)
        self.calm()

    # -- waiting

    def calm(self) -> None:
        """Wait until what was asked for has been answered; the index may go on."""
        jobs = self.window.desk.jobs
        for _ in range(2):
            QTest.qWait(12)
            self._qtbot.waitUntil(
                lambda: (
                    all(job.words.startswith(INDEXING) for job in jobs._running.values())
                    and all(turns.is_done for turns in self.window.findChildren(Turns))
                ),
                timeout=20_000,
            )

    def until(self, is_so: Callable[[], bool]) -> None:
        self._qtbot.waitUntil(is_so, timeout=20_000)
        self.calm()
