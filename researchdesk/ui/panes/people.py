# SPDX-License-Identifier: MIT
"""The People face: whom and what this article names, accepted and suggested, and the user's word on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from researchdesk.ui.guarding import guard
from researchdesk.ui.panes import tagging
from researchdesk.ui.panes.between import between
from researchdesk.ui.panes.tag_box import TagBox
from researchdesk.ui.translate import country, sorting, tr
from researchdesk.ui.turns import Turns
from researchdesk.ui.verbs import mentions
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.dressing import button, label, picture, tool

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QShowEvent

    from researchdesk.library.library import Library
    from researchdesk.model.changes import Changes
    from researchdesk.model.people import Mention, MentionKind
    from researchdesk.ui.desk import Desk

SHOWN = ("mention", "person", "name_form", "article", "text_version")
CLEAR = "QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }"
MOST = 250  # rows: an article that names more shows the most mentioned
SECTIONS: tuple[tuple[MentionKind, Literal["accepted", "suggested"], str], ...] = (
    ("person", "accepted", "People"),
    ("person", "suggested", "Suggested people"),
    ("country", "accepted", "Countries"),
    ("country", "suggested", "Suggested countries"),
)


class NamedHere(Struct, frozen=True):
    """One name in one article with its mentions; `key` is the person's id, the country's code or the name."""

    kind: MentionKind
    status: str
    name: str
    key: str
    ids: tuple[int, ...]


def named_here(found: Sequence[Mention]) -> list[NamedHere]:
    """Give each name once, the most mentioned first."""
    members: dict[tuple[MentionKind, str, str, str], list[int]] = {}
    for one in found:
        key = str(one.person_id or one.country or one.name)
        name = country(one.country, one.name)
        members.setdefault((one.kind, one.status, name, key), []).append(int(one.id))
    made = [NamedHere(*whom, tuple(ids)) for whom, ids in members.items()]
    by_name = sorting()
    return sorted(made, key=lambda one: (-len(one.ids), by_name(one.name)))


class PeopleFace(QWidget):
    """Names by kind and state; every decision is a button with words or a spoken name."""

    counted = Signal(int)  # accepted names

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAccessibleName(tr("People and countries"))
        style = desk.style
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.px(8), 0, 0)
        column.setSpacing(style.px(4))
        top = QHBoxLayout()
        top.setContentsMargins(style.px(14), 0, style.px(14), 0)
        self._add = button(style, tr("Add a person, country or tag…"))
        self._add.clicked.connect(self._ask_whom)
        top.addWidget(self._add)
        top.addStretch(1)
        self._all = button(style, tr("Accept all suggestions"), "quiet")
        self._all.clicked.connect(self._accept_all)
        guard(desk, self._add, self._all)
        top.addWidget(self._all)
        column.addLayout(top)
        self._nothing = label(style, "", "ui", "soft")
        self._nothing.setWordWrap(True)
        self._nothing.setContentsMargins(*[style.px(18)] * 4)
        column.addWidget(self._nothing)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setStyleSheet(CLEAR)
        column.addWidget(self._scroll, 1)
        self._box = TagBox(desk, self)
        self._box.chosen.connect(self._on_chosen)
        desk.changed.connect(self._on_changed)
        desk.article_shown.connect(self.reload)
        desk.library_changed.connect(self.reload)
        self._is_stale = True
        self._turns = Turns(self)
        self.reload()

    def reload(self, *_: object) -> None:
        """Read the names again."""
        article_id = self._desk.article_id
        if article_id is None or self._desk.library is None:
            self._on_found([])
            return
        self._desk.ask(
            lambda library: mentions.of_article(library, article_id), self._on_found, key="people"
        )

    def _on_found(self, found: list[Mention]) -> None:
        named = named_here(found)
        self.counted.emit(sum(1 for one in named if one.status == "accepted"))
        self._is_stale = not self.isVisible()
        if self._is_stale:
            return  # the rows are made when they come into sight
        self._turns.begin(self._renewed(named))

    def _renewed(self, named: list[NamedHere]) -> Iterator[None]:
        """Make the rows out of sight, one a step; then show them in the place of those that are shown."""
        page = QWidget(self._scroll.viewport())
        try:
            yield from self._filled(page, named)
        except GeneratorExit:
            page.deleteLater()
            raise
        place = self._scroll.verticalScrollBar().value()
        focus = self._focus_name()
        self._scroll.setWidget(page)
        self._scroll.setVisible(bool(named))
        has_article = self._desk.article_id is not None
        self._nothing.setVisible(not named)
        self._nothing.setText(
            tr("No person or country was recognised. Select a name and press T.")
            if has_article
            else tr("Choose an article first.")
        )
        self._add.setEnabled(has_article)
        self._all.setVisible(any(one.status == "suggested" for one in named))
        page.show()
        self._scroll.verticalScrollBar().setValue(place)
        self._give_focus(page, focus)

    def _filled(self, page: QWidget, named: list[NamedHere]) -> Iterator[None]:
        column = QVBoxLayout(page)
        side = self._desk.style.px(18)
        column.setContentsMargins(side, 0, side, self._desk.style.px(12))
        column.setSpacing(self._desk.style.px(6))
        for kind, status, words in SECTIONS:
            rows = [one for one in named if (one.kind, one.status) == (kind, status)]
            if rows:
                head = label(self._desk.style, tr(words), "tiny", "faint")
                head.setContentsMargins(0, self._desk.style.px(8), 0, self._desk.style.px(2))
                column.addWidget(head)
            for one in rows[:MOST]:
                column.addWidget(row := self._row(one))
                dressing.polish(row)
                yield
        column.addStretch(1)

    def first_control(self) -> QWidget:
        """Give what takes the focus when it comes to the face."""
        return self._add

    def showEvent(self, event: QShowEvent) -> None:
        """Make the rows that were put off."""
        super().showEvent(event)
        if self._is_stale:
            self.reload()

    def _row(self, named: NamedHere) -> QWidget:
        style, row = self._desk.style, QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(style.px(8))
        line.addWidget(picture(style, named.kind, f"entity.{named.kind}"))
        name = button(style, named.name, "quiet", "ui")
        name.setProperty("named", True)  # noqa: FBT003 - a property of the style sheet
        name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        name.setToolTip(tr("Show the next place in the text"))
        name.clicked.connect(lambda: between(self._desk).mention_chosen.emit(named.kind, named.key))
        line.addWidget(name)
        line.addWidget(label(style, f"{len(named.ids)} ×", "small", "faint"))
        line.addStretch(1)
        for made in self._deeds(named):
            line.addWidget(made)
        return row

    def _deeds(self, named: NamedHere) -> list[QPushButton | QWidget]:
        style = self._desk.style
        if named.status == "suggested":
            accept = button(style, tr("Accept"), "", "small")
            accept.setAccessibleName(tr("Accept {name}", name=named.name))
            accept.clicked.connect(lambda: self._accept(named))
            reject = button(style, tr("Reject"), "quiet", "small")
            reject.setAccessibleName(tr("Reject {name}", name=named.name))
            reject.clicked.connect(lambda: self._reject(named))
            guard(self._desk, accept, reject)
            return [accept, reject]
        articles = button(style, tr("Articles"), "quiet", "small")
        articles.setAccessibleName(tr("Articles with {name}", name=named.name))
        articles.clicked.connect(lambda: self._show_articles(named))
        untag = tool(style, "close", tr("Take {name} off", name=named.name), size=14)
        untag.clicked.connect(lambda: self._untag(named))
        guard(self._desk, untag)
        return [articles, untag]

    # -- deeds ------------------------------------------------------------------------------------

    def _ask_whom(self) -> None:
        place = self._add.geometry()
        self._box.open("", QRect(place.left(), place.top(), place.width(), place.height()))

    def _on_chosen(self, choice: tagging.Choice) -> None:
        article_id = self._desk.article_id
        if article_id is not None:
            self._desk.change(
                "tag",
                lambda library: tagging.put(library, [article_id], choice),
                lambda name: self._desk.say(tr("Tagged: {name}", name=name), undo=True),
            )

    def _show_articles(self, named: NamedHere) -> None:
        if named.kind == "country":
            self._desk.show_country(named.key)
        else:
            self._desk.show_person(int(named.key))

    def _accept(self, named: NamedHere) -> None:
        self._desk.change("accept", lambda library: mentions.accept(library, named.ids))

    def _reject(self, named: NamedHere) -> None:
        self._desk.change(
            "reject",
            lambda library: mentions.reject(library, named.ids),
            lambda _: self._desk.say(tr("{name} rejected", name=named.name), undo=True),
        )

    def _accept_all(self) -> None:
        article_id = self._desk.article_id
        if article_id is not None:
            self._desk.change(
                "accept all",
                lambda library: mentions.accept_all(library, article_id),
                lambda _: self._desk.say(tr("All suggestions accepted"), undo=True),
            )

    def _untag(self, named: NamedHere) -> None:
        article_id = self._desk.article_id
        if article_id is None:
            return

        def work(library: Library) -> None:
            if named.kind == "country":
                mentions.untag_country(library, [article_id], named.key)
            else:
                mentions.untag_person(library, [article_id], int(named.key))  # type: ignore[arg-type]

        self._desk.change(
            "untag",
            work,
            lambda _: self._desk.say(tr("{name} taken off", name=named.name), undo=True),
        )

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*SHOWN):
            self.reload()

    # -- focus: a decision makes the rows anew, and the next one must have it ----------------------

    def _focus_name(self) -> tuple[str, int] | None:
        page, focus = self._scroll.widget(), self.window().focusWidget()
        if page is None or focus is None or not page.isAncestorOf(focus):
            return None
        buttons = page.findChildren(QPushButton)
        place = buttons.index(focus) if focus in buttons else 0
        return focus.accessibleName(), place

    def _give_focus(self, page: QWidget, focus: tuple[str, int] | None) -> None:
        if focus is None:
            return
        buttons = page.findChildren(QPushButton)
        same = [one for one in buttons if one.accessibleName() == focus[0] and focus[0]]
        wanted = (
            same[0]
            if same
            else (buttons[min(focus[1], len(buttons) - 1)] if buttons else self._add)
        )
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)
