# SPDX-License-Identifier: MIT
"""The bar over the text: where the article comes from, and what is done with the whole of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton

from researchdesk.ui.action_table import CHANGES
from researchdesk.ui.guarding import guard
from researchdesk.ui.panes.not_right import MENU as NOT_RIGHT
from researchdesk.ui.translate import tr
from researchdesk.ui.widgets.dressing import set_icon, tool
from researchdesk.ui.widgets.parts import ElidedLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from researchdesk.model.article import Article
    from researchdesk.ui.desk import Desk

HEIGHT = 40  # px at 100 %
BUTTONS = (
    ("star", "star", "S"),
    ("tag", "tag", "T"),
    ("review", "review", "R"),
    ("", "text-size", ""),
    ("open_original", "original", "O"),
    ("not_right", "repair", ""),
)
SIZES = ("reader_bigger", "reader_smaller", "reader_normal")
MORE = ("find_here", "show_removed", "copy_citation", "", "read_unread", "file_away", "trash")


class ReaderBar(QFrame):
    """Site and buttons; each button is a command of the table."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        style = desk.style
        self.setObjectName("reader_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(style.px(HEIGHT))
        row = QHBoxLayout(self)
        row.setContentsMargins(style.px(20), 0, style.px(10), 0)
        row.setSpacing(style.px(2))
        self._site = ElidedLabel(style, "", "small", "soft")
        row.addWidget(self._site, 1)
        self._buttons: dict[str, QToolButton] = {}
        for name, icon, key in BUTTONS:
            made = tool(style, icon, self._words_of(name), key)
            if name == "not_right":
                self._give_menu(made, NOT_RIGHT)
            elif name:
                made.clicked.connect(lambda _=False, name=name: desk.actions.trigger(name))
            else:
                self._give_menu(made, SIZES)
            self._buttons[name] = made
            if name in CHANGES or name == "not_right":
                guard(desk, made)
            row.addWidget(made)
        more = tool(style, "more", tr("More"))
        self._give_menu(more, MORE)
        row.addWidget(more)

    def _words_of(self, name: str) -> str:
        if name == "not_right":
            return tr("Not right: read the article from its page in another way")
        return self._desk.actions.text(name) if name else tr("Size of the text")

    def open_not_right(self) -> None:
        """Open the menu of what can be done with a text that is not right."""
        self._buttons["not_right"].showMenu()

    def show_article(self, article: Article | None) -> None:
        """Show where an article comes from and whether it is starred."""
        self._site.set_words(site_of(article) if article else "")
        for button in self.findChildren(QToolButton):
            button.setVisible(article is not None)
        if article is not None:
            icon = "starred" if article.is_starred else "star"
            token = "highlight.yellow_edge" if article.is_starred else "ink.soft"
            set_icon(self._desk.style, self._buttons["star"], icon, token)
            name = tr("Take the star away") if article.is_starred else tr("Star")
            self._buttons["star"].setAccessibleName(name)
            self._buttons["star"].setToolTip(f"{name}  S")
            self._buttons["open_original"].setEnabled(bool(article.url))

    def show_suggestions(self, count: int) -> None:
        """Say on the review button how many suggestions are open."""
        button = self._buttons["review"]
        token = "accent.text" if count else "ink.soft"
        set_icon(self._desk.style, button, "review", token)
        words = self._desk.actions.text("review")
        name = f"{words}: {count}" if count else words
        button.setAccessibleName(name)
        button.setToolTip(f"{name}  R")
        button.setEnabled(count > 0)

    def restyle(self) -> None:
        """Take the height from the style."""
        self.setFixedHeight(self._desk.style.px(HEIGHT))

    def _give_menu(self, button: QToolButton, names: tuple[str, ...]) -> None:
        menu = QMenu(button)
        menu.setAccessibleName(button.accessibleName())
        for name in names:
            if name:
                menu.addAction(self._desk.actions.action(name))
            else:
                menu.addSeparator()
        self._desk.actions.follow(menu)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)


def site_of(article: Article) -> str:
    """Give the host of an article's address, or the name of its site where it has none."""
    host = QUrl(article.url or "").host()
    return host.removeprefix("www.") or article.container_title or ""
