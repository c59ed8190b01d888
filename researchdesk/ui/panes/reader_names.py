# SPDX-License-Identifier: MIT
"""What the user does with names in the reader: tag, open the card, accept, reject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect

from researchdesk.model.passage import Span
from researchdesk.ui.panes import tagging
from researchdesk.ui.panes.between import between
from researchdesk.ui.panes.mention_card import MentionCard
from researchdesk.ui.panes.reader_marks import neighbours
from researchdesk.ui.panes.tag_box import TagBox
from researchdesk.ui.translate import country, tr
from researchdesk.ui.verbs import mentions

if TYPE_CHECKING:
    from researchdesk.model.people import Mention
    from researchdesk.ui.panes.reader import Reader

LONGEST_NAME = 80  # letters: a longer selection is no name


class Names(QObject):
    """The commands on people and countries in the text that is shown."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self._reader = reader
        self._desk = reader.desk
        self._text = reader.text
        self._span: Span | None = None
        self.card = MentionCard(self._desk, self._text.viewport())
        self.box = TagBox(self._desk, self._text.viewport())
        self.card.decided.connect(self._on_decided)
        self.box.chosen.connect(self._on_chosen)
        between(self._desk).mention_chosen.connect(self.show_mention)
        self._desk.actions.attach(
            "tag", self.tag, enabled=lambda: reader.content is not None, scope=reader
        )

    def tag(self) -> None:
        """Ask whom or what to tag: the selected name, or the article as a whole."""
        content, span = self._reader.content, self._text.span()
        if content is None:
            return
        words = content.version.text[span.start : span.end] if span else ""
        is_name = 0 < len(words) <= LONGEST_NAME and "\n" not in words
        self._span = span if is_name and content.is_current else None
        near = self._text.place_of(span) if span else self._head()
        self.box.open(" ".join(words.split()) if is_name else "", near)

    def show_mention(self, kind: str, key: str) -> None:
        """Go to the next place of a name after the caret, the first one after the last."""
        content = self._reader.content
        spans = [
            Span(one.start, one.end)
            for one in (content.mentions if content else ())
            if one.start is not None
            and one.end is not None
            and one.kind == kind
            and key in (str(one.person_id or one.country), one.name)
        ]
        if spans:
            after = neighbours(spans, self._text.caret())[1]
            wanted = after or min(spans, key=lambda one: one.start)
            self._text.set_caret(wanted.start)
            self._text.reveal(wanted)
            self._text.flash(wanted)

    def open(self, mention: Mention, near: QRect) -> None:
        """Open the card of a mention."""
        self.card.open(mention, near)

    def open_named(self, kind: str, key: str, point: QPoint) -> None:
        """Open the card of a name of the head; `key` is the person's id or the country's code."""
        content = self._reader.content
        for one in content.mentions if content else ():
            if one.kind == kind and key == str(one.person_id or one.country):
                self.card.open(one, QRect(point.x(), point.y() - 10, 1, 20))
                return

    def _head(self) -> QRect:
        """Give a place at the top of the column, for a box that belongs to the whole article."""
        return QRect(round(self._text.column()[0]), 0, 1, 1)

    def _on_chosen(self, choice: tagging.Choice) -> None:
        article_id, span = self._reader.article_id, self._span
        if article_id is not None:
            self._desk.change(
                "tag",
                lambda library: tagging.put(library, [article_id], choice, span),
                lambda name: self._desk.say(tr("Tagged: {name}", name=name), undo=True),
            )

    def _on_decided(self, deed: str, mention: Mention) -> None:
        if deed == "open":
            if mention.person_id is not None:
                self._desk.show_person(mention.person_id)
            elif mention.country is not None:
                self._desk.show_country(mention.country)
        elif deed == "accept":
            self._desk.change("accept", lambda library: mentions.accept(library, [mention.id]))
        else:
            is_everywhere = deed == "never"
            words = tr(
                "{name} is not tagged here any more.", name=country(mention.country, mention.name)
            )
            self._desk.change(
                "reject",
                lambda library: mentions.reject(library, [mention.id], everywhere=is_everywhere),
                lambda _: self._desk.say(words, undo=True),
            )
