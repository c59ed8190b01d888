# SPDX-License-Identifier: MIT
"""The review strip: one suggested name at a time, decided with one key, stepped back to by undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout

from researchdesk.model.passage import Span
from researchdesk.ui.panes import reviewing
from researchdesk.ui.panes.reviewing import Deck
from researchdesk.ui.panes.tag_box import TagBox
from researchdesk.ui.translate import plural, tr
from researchdesk.ui.verbs import mentions
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.announce import announce
from researchdesk.ui.widgets.decision_button import DecisionButton
from researchdesk.ui.widgets.dressing import button, label, picture
from researchdesk.ui.widgets.flow import FlowLayout
from researchdesk.ui.widgets.parts import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from researchdesk.library.library import Library
    from researchdesk.model.changes import Changes
    from researchdesk.model.errors import UserError
    from researchdesk.model.people import PersonRow, SuggestionGroup
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.panes.reader import Reader
    from researchdesk.ui.panes.tagging import Choice

BUTTONS = (
    ("accept", "Accept", "A", "primary"),
    ("reject", "Reject", "X", ""),
    ("someone_else", "Someone else…", "E", ""),
    ("next_suggestion", "Next", "N", ""),
    ("previous_suggestion", "Previous", "P", "quiet"),
    ("reject_everywhere", "Reject everywhere", "Shift+X", "quiet"),
    ("accept_all", "Accept all", "Shift+A", "quiet"),
)


class Review(QFrame):
    """The strip below the text; hidden until R."""

    def __init__(self, desk: Desk, reader: Reader) -> None:
        super().__init__(reader)
        self._desk = desk
        self._reader = reader
        self._deck = Deck()
        self._pending = 0  # decisions that the library has not yet taken
        self._begins_when_loaded = False
        self.setObjectName("review")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Review of suggestions"))
        self._build()
        self.hide()
        self._box = TagBox(desk, reader)
        self._box.chosen.connect(self._on_someone)
        desk.changed.connect(self._on_changed)
        reader.loaded.connect(self._on_loaded)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)
        self._attach()

    def _build(self) -> None:
        style = self._desk.style
        column = QVBoxLayout(self)
        side, air = style.px(20), style.px(12)
        column.setContentsMargins(side, air, side, air)
        column.setSpacing(style.px(8))
        top = QHBoxLayout()
        top.setSpacing(style.px(10))
        self._picture = picture(style, "person", size=20)
        self._name = label(style, "", "heading")
        self._why = ElidedLabel(style, "", "ui", "soft")
        self._count = label(style, "", "small", "faint")
        for part in (self._picture, self._name, self._why):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(self._count)
        column.addLayout(top)
        self._likely = FlowLayout(style.px(6))
        column.addLayout(self._likely)
        row = FlowLayout(style.px(8))
        self._buttons: dict[str, DecisionButton] = {}
        for name, words, key, kind in BUTTONS:
            made = DecisionButton(style, tr(words), key, kind)
            made.clicked.connect(lambda _=False, name=name: self._desk.actions.trigger(name))
            self._buttons[name] = made
            row.addWidget(made)
        column.addLayout(row)

    def _attach(self) -> None:
        attach = self._desk.actions.attach
        attach("review", self.begin, enabled=self._has_suggestions)
        for name, deed in (
            ("accept", self._accept),
            ("reject", self._reject),
            ("reject_everywhere", self._reject_everywhere),
            ("someone_else", self._ask_who),
            ("accept_all", self._accept_all),
        ):
            attach(name, deed, enabled=lambda: self._deck.current is not None)
        attach("next_suggestion", lambda: self._step(1), enabled=self.isVisible)
        attach("previous_suggestion", lambda: self._step(-1), enabled=self.isVisible)

    # -- beginning and end ------------------------------------------------------------------------

    def begin(self) -> None:
        """Show the strip with the first open suggestion."""
        article_id = self._reader.article_id
        if article_id is not None:
            self._desk.ask(
                lambda library: mentions.groups(library, article_id), self._on_begin, key="review"
            )

    def end(self) -> None:
        """Hide the strip."""
        if self.isVisible():
            self.hide()
            self._reader.text.set_current(frozenset())
            self._reader.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._deck = Deck()

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Go once all is reviewed and the keys go elsewhere: what is said then is no longer news."""
        is_over = self.isVisible() and self._deck.current is None
        if is_over and new is not None and not self._reader.isAncestorOf(new):
            self.hide()

    def _on_begin(self, groups: list[SuggestionGroup]) -> None:
        if groups and groups[0].article_id == self._reader.article_id:
            self._deck = Deck(groups)
            self._pending = 0
            self._reader.repair.end()
            self.show()
            self._reader.text.setFocus(Qt.FocusReason.OtherFocusReason)
            self._show()

    def _has_suggestions(self) -> bool:
        content = self._reader.content
        return content is not None and any(one.status == "suggested" for one in content.mentions)

    # -- decisions --------------------------------------------------------------------------------

    def _accept(self) -> None:
        self._decide(
            mentions.accept,
            lambda name, left: tr("{name} accepted, {left} left", name=name, left=left),
        )

    def _reject(self) -> None:
        self._decide(
            mentions.reject,
            lambda name, left: tr("{name} rejected, {left} left", name=name, left=left),
        )

    def _reject_everywhere(self) -> None:
        self._decide(
            lambda library, ids: mentions.reject(library, ids, everywhere=True),
            lambda name, left: tr("{name} rejected everywhere, {left} left", name=name, left=left),
        )

    def _ask_who(self) -> None:
        group = self._deck.current
        if group is not None:
            near = QRect(self.x() + self.width() // 4, self.y(), 1, 1)
            words = group.name if group.kind == "person" else ""
            self._box.open(words, near, people_only=True)

    def _on_someone(self, choice: Choice) -> None:
        self._decide(
            lambda library, ids: reviewing.accept_as(library, ids, choice),
            lambda name, left: _tagged_as(name, choice.name, left),
        )

    def _take_likely(self, person: PersonRow) -> None:
        self._decide(
            lambda library, ids: mentions.accept_as(library, ids, person.id),
            lambda name, left: _tagged_as(name, person.preferred_name, left),
        )

    def _decide(
        self, verb: Callable[[Library, list[int]], object], words: Callable[[str, int], str]
    ) -> None:
        """Decide the suggestion that is shown and go on; `words` (name, left) are announced once it is done."""
        group = self._deck.current
        if group is None:
            return
        ids = [int(one.id) for one in group.mentions]
        self._deck.decide(group)
        self._pending += 1

        def done(_result: object) -> None:
            self._pending -= 1
            announce(self, words(reviewing.name_of(group), self._deck.left))

        self._desk.change("decide", lambda library: verb(library, ids), done, self._on_failed)
        self._show()

    def _accept_all(self) -> None:
        article_id = self._reader.article_id
        if article_id is None:
            return
        decided = self._deck.decide_all()
        self._pending += 1

        def done(_result: object) -> None:
            self._pending -= 1
            words = plural("{n} name accepted.", "{n} names accepted.", decided)
            self._desk.say(words, undo=True)

        self._desk.change(
            "accept all",
            lambda library: mentions.accept_all(library, article_id),
            done,
            self._on_failed,
        )
        self._show()

    def _on_failed(self, error: UserError) -> None:
        """Show again what the library did not take."""
        self._pending -= 1
        self._desk.fail(error)
        self._ask_groups()

    def _step(self, by: int) -> None:
        if self._deck.current is None:
            if by > 0:
                self._next_article()
            elif self._deck.groups:
                self._deck.step(-1)
                self._show()
            return
        self._deck.step(by)
        self._show()

    # -- what changed -----------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        if self.isVisible() and changes.touches("mention", "person"):
            self._ask_groups()

    def _ask_groups(self) -> None:
        article_id = self._reader.article_id
        if article_id is not None:
            self._desk.ask(
                lambda library: mentions.groups(library, article_id), self._on_groups, key="review"
            )

    def _on_groups(self, groups: list[SuggestionGroup]) -> None:
        if self.isVisible() and not self._pending and self._deck.refresh(groups):
            self._show()

    def _next_article(self) -> None:
        article_id = self._reader.article_id
        self._desk.ask(
            lambda library: reviewing.next_article(library, article_id),
            self._on_next_article,
            key="review",
        )

    def _on_next_article(self, article_id: int | None) -> None:
        if article_id is None:
            self._desk.say(tr("No other article has open suggestions."))
            return
        self.end()
        self._begins_when_loaded = True
        self._desk.show_article(article_id, focus=True)  # type: ignore[arg-type]

    def _on_loaded(self, content: object) -> None:
        if content is not None and self._begins_when_loaded:
            self._begins_when_loaded = False
            self.begin()

    # -- what is shown ----------------------------------------------------------------------------

    def _show(self) -> None:
        """Show the suggestion in hand; the keys stay in the reader when the button that had them goes."""
        had_keys = self._has_keys()
        self._fill(self._deck.current)
        if had_keys and not self._has_keys():
            self._reader.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _has_keys(self) -> bool:
        holder = self.window().focusWidget()
        return holder is not None and self.isAncestorOf(holder)

    def _fill(self, group: SuggestionGroup | None) -> None:
        self._likely.clear()
        for name, made in self._buttons.items():
            is_meant = name != "someone_else" or (group is not None and group.kind == "person")
            made.setVisible(is_meant and (group is not None or name == "next_suggestion"))
        if group is None:
            self._show_end()
            return
        style = self._desk.style
        dressing.set_picture(style, self._picture, group.kind, f"entity.{group.kind}")
        self._picture.show()
        self._name.setText(reviewing.name_of(group))
        self._why.set_words(reviewing.reason(group))
        self._count.setText(
            tr("{n} of {total} suggestions", n=self._deck.number, total=len(self._deck.groups))
        )
        self._buttons["next_suggestion"].say(tr("Next"))
        for person in group.likely:
            choice = button(style, reviewing.question(person), role="ui")
            choice.clicked.connect(lambda _=False, person=person: self._take_likely(person))
            self._likely.addWidget(choice)
        self._ring(group)
        announce(self, f"{self._name.text()}, {self._why.words}")

    def _show_end(self) -> None:
        self._picture.hide()
        total = len(self._deck.groups)
        self._name.setText(plural("The suggestion is reviewed", "All {n} reviewed", total))
        self._why.set_words("")
        self._count.setText(tr("Esc closes"))
        self._buttons["next_suggestion"].say(tr("Next article with suggestions"))
        self._reader.text.set_current(frozenset())
        announce(self, self._name.text())

    def _ring(self, group: SuggestionGroup) -> None:
        self._reader.text.set_current(frozenset(int(one.id) for one in group.mentions))
        spans = [
            Span(one.start, one.end)
            for one in group.mentions
            if one.start is not None and one.end is not None
        ]
        if spans:
            self._reader.text.reveal(min(spans, key=lambda one: one.start))


def _tagged_as(name: str, who: str, left: int) -> str:
    return tr("{name} tagged as {who}, {left} left", name=name, who=who, left=left)
