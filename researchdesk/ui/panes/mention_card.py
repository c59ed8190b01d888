# SPDX-License-Identifier: MIT
"""The card of a name in the text: who it is, in how many articles, and the user's word on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from researchdesk.ui.guarding import guard
from researchdesk.ui.translate import country, plural, tr
from researchdesk.ui.verbs import countries, people
from researchdesk.ui.widgets.dressing import button, label
from researchdesk.ui.widgets.raised import Raised

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from researchdesk.library.library import Library
    from researchdesk.model.people import Mention
    from researchdesk.ui.desk import Desk

WIDTH = 320  # px at 100 %


class Facts(Struct, frozen=True):
    """What the card says beyond the mention itself."""

    mention: Mention
    count: int
    forms: tuple[str, ...]


def facts(library: Library, mention: Mention) -> Facts:
    """Read what the card says; in the pool."""
    if mention.person_id is not None:
        held = people.get(library, mention.person_id)
        others = tuple(one.form for one in held.forms if one.form != held.preferred_name)
        return Facts(mention, held.article_count, others[:4])
    found = [one.article_count for one in countries.rows(library) if one.code == mention.country]
    return Facts(mention, found[0] if found else 0, ())


class MentionCard(Raised):
    """One name; `decided` carries what is to be done with the mention."""

    decided = Signal(str, object)  # accept, reject, never, open; the mention

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.style, parent)
        self._desk = desk
        self._mention: Mention | None = None
        self.setObjectName("mention_card")
        self.setFixedWidth(desk.style.px(WIDTH))
        column = QVBoxLayout(self)
        side = desk.style.px(14)
        column.setContentsMargins(side, desk.style.px(12), side, desk.style.px(10))
        column.setSpacing(desk.style.px(4))
        self._name = label(desk.style, "", "heading")
        self._name.setWordWrap(True)
        self._line = label(desk.style, "", "ui", "soft")
        self._forms = label(desk.style, "", "small", "faint")
        self._forms.setWordWrap(True)
        for words in (self._name, self._line, self._forms):
            column.addWidget(words)
        self._accept = button(desk.style, tr("Accept"), "primary")
        self._reject = button(desk.style, "")
        self._open = button(desk.style, "", "quiet")
        self._never = button(desk.style, "", "quiet")
        for buttons in ((self._accept, self._reject), (self._open, self._never)):
            row = QHBoxLayout()
            row.setContentsMargins(0, desk.style.px(4), 0, 0)
            for made in buttons:
                row.addWidget(made)
            row.addStretch(1)
            column.addLayout(row)
        guard(desk, self._accept, self._reject, self._never)
        for made, deed in (
            (self._accept, "accept"),
            (self._reject, "reject"),
            (self._open, "open"),
            (self._never, "never"),
        ):
            made.clicked.connect(lambda _=False, deed=deed: self._decide(deed))

    def open(self, mention: Mention, near: QRect) -> None:
        """Show the card of a mention; its figures arrive a moment later."""
        self._mention = mention
        self._fill(mention)
        self._forms.hide()
        self._near = near
        self.show_near(near)
        first = self._accept if self._accept.isVisible() else self._reject
        first.setFocus(Qt.FocusReason.PopupFocusReason)
        self._desk.ask(lambda library: facts(library, mention), self._on_facts, key="mention card")

    def _fill(self, mention: Mention, count: int = 0) -> None:
        is_person = mention.kind == "person"
        state = tr("accepted") if mention.status == "accepted" else tr("suggested")
        kind = tr("person") if is_person else tr("country")
        parts = [kind, state, plural("in {n} article", "in {n} articles", count) if count else ""]
        self._name.setText(country(mention.country, mention.name))
        self._line.setText(" · ".join(part for part in parts if part))
        self._accept.setVisible(mention.status != "accepted")
        self._reject.setText(tr("Not this person") if is_person else tr("Not this country"))
        self._never.setText(tr("Never a person") if is_person else tr("Never this country"))
        self._open.setText(tr("Open person") if is_person else tr("Open country"))
        self._open.setVisible(mention.person_id is not None or mention.country is not None)
        self.setAccessibleName(f"{self._name.text()}, {self._line.text()}")

    def _on_facts(self, found: Facts) -> None:
        if found.mention is self._mention and self.isVisible():
            self._fill(found.mention, found.count)
            if found.forms:
                self._forms.setText(tr("Also: {names}", names=", ".join(found.forms)))
                self._forms.show()
            self.show_near(self._near)

    def _decide(self, deed: str) -> None:
        mention = self._mention
        self.hide()
        if mention is not None:
            self.decided.emit(deed, mention)
