# SPDX-License-Identifier: MIT
"""What can be done where an article was told wrongly from its page: read it in another way, or say what it is.

Each way makes a text version, to which passages are carried and which undo takes back.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from researchdesk.ui.clips import recognise_names
from researchdesk.ui.translate import number, tr
from researchdesk.ui.verbs import articles, readings

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.clipping import Way
    from researchdesk.ui.panes.reader import Reader

WAYS: tuple[Way, ...] = ("generous", "other", "whole", "usual")
MENU = ("read_generous", "read_other", "read_selection", "read_whole", "", "read_usual")


class NotRight(QObject):
    """The ways of one reader."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self._reader = reader
        self._desk = reader.desk
        attach = self._desk.actions.attach
        for way in WAYS:
            attach(f"read_{way}", functools.partial(self._read, way), enabled=self._can_read)
        attach("read_selection", self._keep_selection, enabled=self._can_keep)

    def _can_read(self) -> bool:
        content = self._reader.content
        return (
            content is not None and content.is_current and content.version.snapshot_id is not None
        )

    def _can_keep(self) -> bool:
        content = self._reader.content
        is_current = content is not None and content.is_current
        return is_current and self._reader.text.span() is not None

    def _read(self, way: Way) -> None:
        content = self._reader.content
        if content is None:
            return
        article_id, before = content.article.id, len(content.version.text.split())

        def work(library: Library) -> tuple[bool, int]:
            done = articles.read_again(library, article_id, way)
            return done.status != "known", len(articles.text(library, article_id).text.split())

        def done(found: tuple[bool, int]) -> None:
            is_new, words = found
            if not is_new:
                self._desk.say(tr("Read in this way, the text is the same."))
                return
            self._say(before, words)
            recognise_names(self._desk, article_id)

        self._desk.change("read again", work, done)

    def _keep_selection(self) -> None:
        content, span = self._reader.content, self._reader.text.span()
        if content is None or span is None:
            return
        article_id, before = content.article.id, len(content.version.text.split())

        def work(library: Library) -> int:
            made = readings.keep_only(library, article_id, span.start, span.end)
            return len(made.text.split())

        def done(words: int) -> None:
            self._say(before, words)
            recognise_names(self._desk, article_id)

        self._reader.text.set_caret(span.start)
        self._desk.change("keep the selection", work, done)

    def _say(self, before: int, after: int) -> None:
        words = tr("The text has {n} words now, before {m}.", n=number(after), m=number(before))
        self._desk.say(words, undo=True)
