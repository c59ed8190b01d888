# SPDX-License-Identifier: MIT
"""The reader: bar, text, find bar, review strip, and what floats over the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from researchdesk.model.errors import NoSuchThing
from researchdesk.ui.panes import reader_content
from researchdesk.ui.panes.between import between
from researchdesk.ui.panes.find_bar import FindBar
from researchdesk.ui.panes.finding import find
from researchdesk.ui.panes.missing_fonts import FontNotice
from researchdesk.ui.panes.reader_bar import ReaderBar
from researchdesk.ui.panes.reader_commands import attach_commands
from researchdesk.ui.panes.reader_deeds import Deeds
from researchdesk.ui.panes.reader_keys import ReaderKeys
from researchdesk.ui.panes.reader_text import ArticleText
from researchdesk.ui.panes.repair import Repairs
from researchdesk.ui.panes.review import Review
from researchdesk.ui.translate import plural, tr
from researchdesk.ui.verbs import search
from researchdesk.ui.widgets.dressing import dress, label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from researchdesk.model.article import ArticleId
    from researchdesk.model.changes import Changes
    from researchdesk.model.errors import UserError
    from researchdesk.model.passage import Span
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.panes.reader_content import Content

SHOWN = (
    "article",
    "contributor",
    "text_version",
    "annotation",
    "annotation_tag",
    "target",
    "mention",
    "person",
    "name_form",
    "tag",
    "article_tag",
)  # a change of these may change what is shown


class Reader(QFrame):
    """Show one article and let the user work on its passages and names."""

    scrolled = Signal()
    loaded = Signal(object)  # Content | None

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.article_id: ArticleId | None = None
        self._version: int | None = None  # seq of an older text that is looked at
        self._pending: tuple[Span | None, bool, dict[str, Any] | None] = (None, False, None)
        self._found: tuple[Span, ...] = ()  # places of the find bar, else of the query
        self._at_hit = -1
        self.with_removed = False  # whether what was left out is shown
        self.setObjectName("reader")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Reader"))
        self._build()
        self._connect()
        self._show_nothing()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.keys = ReaderKeys(self)
        self.bar = ReaderBar(self.desk, self)
        self.find_bar = FindBar(self.desk.style, self)
        self.text = ArticleText(self.desk.style, self.keys.take, self)
        self.fonts = FontNotice(self.desk.style, self.text, self)
        self.review = Review(self.desk, self)
        self.repair = Repairs(self.desk, self)
        self.nothing = label(self.desk.style, "", "lead", "faint")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for part in (self.bar, self.fonts, self.find_bar):
            column.addWidget(part)
        column.addWidget(self.text, 1)
        column.addWidget(self.nothing, 1)
        column.addWidget(self.review)
        column.addWidget(self.repair.strip)
        self.deeds = Deeds(self)

    def _connect(self) -> None:
        desk = self.desk
        desk.article_asked.connect(self._on_asked)
        desk.changed.connect(self._on_changed)
        desk.library_changed.connect(self._on_library)
        desk.query_changed.connect(self._on_query)
        desk.style.changed.connect(self._on_style)
        desk.style.laid_out.connect(self._on_laid_out)
        between(desk).version_chosen.connect(self.show_version)
        between(desk).old_passage_chosen.connect(self.show_version)
        self.text.verticalScrollBar().valueChanged.connect(self._on_scroll)
        self.find_bar.asked.connect(self._on_find)
        self.find_bar.stepped.connect(self.step_hit)
        self.find_bar.closed.connect(self._on_find_closed)
        attach_commands(self)
        self._on_style()

    # -- what is shown ----------------------------------------------------------------------------

    @property
    def content(self) -> Content | None:
        """Give what is shown."""
        return self.text.content

    def show_article(
        self, article_id: ArticleId | None, span: Span | None = None, *, focus: bool = False
    ) -> None:
        """Show an article; with a span scroll there and ring it for a moment."""
        is_same = article_id == self.article_id and self.content is not None
        self.article_id = article_id
        if is_same and self._version is None:
            self._arrive(span, focus=focus)
            return
        self._version = None
        self._pending = (span, focus, None)
        self.deeds.close_all()
        self.review.end()
        if article_id is None:
            self._show_nothing()
        else:
            self._load()

    def show_version(self, seq: int, span: Span | None = None) -> None:
        """Show one text version of the article; the newest one is the article as usual."""
        if self.article_id is not None:
            self._version = seq
            self._pending = (span, True, None)
            self._load()

    def state(self) -> dict[str, Any]:
        """Give where the reader stands, for the history."""
        offset, below = self.text.top()
        return {"offset": offset, "below": below, "caret": self.text.caret()}

    def restore(self, state: dict[str, Any]) -> None:
        """Stand again where `state` was; when the article is on its way, once it has come."""
        if self.content is not None and self.content.article.id == self.article_id:
            self._stand(state)
        else:
            self._pending = (None, self._pending[1], state)

    def reload(self) -> None:
        """Read the article again and keep the place."""
        if self.article_id is not None:
            self._load()

    def set_with_removed(self, *, is_shown: bool) -> None:
        """Show what was left out, greyed at its places, or hide it."""
        self.with_removed = is_shown
        self.desk.actions.action("show_removed").setChecked(is_shown)
        if self.content:
            state = self.state()
            self.text.show_content(
                self.content, with_removed=is_shown, then=lambda: self._stand(state)
            )

    def say_nothing_chosen(self, count: int) -> None:
        """Say how many articles the list holds while none is shown."""
        self.nothing.setText(plural("{n} article", "{n} articles", count) if count else "")

    def _load(self) -> None:
        article_id, seq = self.article_id, self._version
        assert article_id is not None
        self.desk.ask(
            lambda library: reader_content.load(library, article_id, seq),
            self._on_content,
            key="reader",
            failed=self._on_failed,
        )

    def _on_failed(self, error: UserError) -> None:
        """Let go of an article that the library holds no more: its clipping was undone, or the trash emptied."""
        if isinstance(error, NoSuchThing):
            self.desk.put_article(None)
        else:
            self.desk.fail(error)

    def _on_content(self, content: Content) -> None:
        if content.article.id != self.article_id:
            return
        before = self.content
        is_same_text = before is not None and (
            before.version.id == content.version.id and before.is_current == content.is_current
        )
        self.nothing.hide()
        self.text.show()
        if is_same_text and reader_content.is_alike(before, content, self.with_removed):
            self.text.mark(content)
            self._on_shown(content, is_same_text=True)
            return
        if not is_same_text:
            self.text.marks.hits = ()
            self._found, self._at_hit = (), -1
        is_same_article = before is not None and before.article.id == content.article.id
        state = self.state() if is_same_article else None
        self.text.show_content(
            content,
            with_removed=self.with_removed,
            then=lambda: self._on_shown(content, state, is_same_text=is_same_text),
        )

    def _on_shown(
        self, content: Content, state: dict[str, Any] | None = None, *, is_same_text: bool
    ) -> None:
        if state and not any(self._pending):
            self._pending = (None, False, state)
        self._show_bar(content)
        span, focus, state = self._pending
        self._pending = (None, False, None)
        if state:
            self._stand(state)
        self._arrive(span, focus=focus)
        if not is_same_text:
            self._ask_hits(is_reveal=span is None and state is None)
        self.loaded.emit(content)

    def _show_bar(self, content: Content) -> None:
        names = {
            (one.kind, one.name, one.person_id)
            for one in content.mentions
            if one.status == "suggested"
        }
        self.bar.show_article(content.article)
        self.bar.show_suggestions(len(names))
        self.fonts.look(content.scripts)

    def _show_nothing(self) -> None:
        if self.text.hasFocus():
            self.desk.actions.trigger("focus_results")
        self.text.show_content(None)
        self.bar.show_article(None)
        self.fonts.hide()
        self.find_bar.close_bar()
        self.text.hide()
        self.nothing.show()
        self.loaded.emit(None)

    def _arrive(self, span: Span | None, *, focus: bool) -> None:
        if span is not None:
            self.text.set_caret(span.start)
            self.text.reveal(span)
            self.text.flash(span)
        if focus:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _stand(self, state: dict[str, Any]) -> None:
        self.text.set_caret(int(state.get("caret", 0)))
        self.text.set_top(int(state.get("offset", 0)), float(state.get("below", 0)))

    # -- hits -------------------------------------------------------------------------------------

    def open_find(self) -> None:
        """Open the find bar with the selected words."""
        span, content = self.text.span(), self.content
        words = content.version.text[span.start : span.end] if span and content else ""
        self.find_bar.open(words if "\n" not in words and len(words) < 80 else "")

    def has_hits(self) -> bool:
        """Say whether there are places to go to, here or in the next article of a search."""
        return bool(self._found) or self._is_walking

    @property
    def _is_walking(self) -> bool:
        return bool(self.desk.query) and not self.find_bar.isVisible()

    def step_hit(self, by: int) -> None:
        """Go to the next or previous place found; past the last one of a query to the next article."""
        at = self._at_hit + by
        if not 0 <= at < len(self._found):
            on = "next_article" if by > 0 else "previous_article"
            if (self._is_walking and self.desk.actions.trigger(on)) or not self._found:
                return
            at %= len(self._found)
        self._at_hit = at
        self._show_hit()

    def _show_hit(self) -> None:
        hit = self._found[self._at_hit]
        if self.find_bar.isVisible():
            self.find_bar.say(self._at_hit + 1, len(self._found))
        if not self.text.is_in_sight(hit):
            self.text.reveal(hit)
        self.text.set_caret(hit.start)
        self.text.flash(hit)

    def _ask_hits(self, *, is_reveal: bool = False) -> None:
        query, content = self.desk.query, self.content
        if content is None or self.find_bar.isVisible():
            self._on_find(self.find_bar.field.text())
            return
        if not query.strip():
            self._take_hits((), is_reveal=False)
            return
        text, number = content.version.text, content.version.id
        self.desk.ask(
            lambda library: search.marks(library, query, text),
            lambda found: self._on_hits(number, found, is_reveal=is_reveal),
            key="reader hits",
        )

    def _on_hits(self, version: int, found: list[tuple[int, int]], *, is_reveal: bool) -> None:
        from researchdesk.model.passage import Span

        if self.content is not None and self.content.version.id == version:
            self._take_hits(tuple(Span(*one) for one in found), is_reveal=is_reveal)

    def _take_hits(self, found: tuple[Span, ...], *, is_reveal: bool) -> None:
        self._found, self._at_hit = found, -1
        self.text.set_hits(found)
        if found and is_reveal:
            self._at_hit = 0
            if not self.text.is_in_sight(found[0]):
                self.text.reveal(found[0])

    def _on_find(self, words: str) -> None:
        content = self.content
        found = find(content.version.text, words) if content else ()
        caret = self.text.top()[0]
        self._take_hits(found, is_reveal=False)
        if found:
            self._at_hit = next((n for n, one in enumerate(found) if one.start >= caret), 0)
            if not self.text.is_in_sight(found[self._at_hit]):
                self.text.reveal(found[self._at_hit])
        self.find_bar.say(self._at_hit + 1, len(found))

    def _on_find_closed(self) -> None:
        self._ask_hits()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_query(self, _query: str) -> None:
        if not self.find_bar.isVisible():
            self._ask_hits()

    # -- what the desk says -----------------------------------------------------------------------

    def _on_asked(self, article_id: ArticleId | None, span: Span | None, focus: bool) -> None:
        self.show_article(article_id, span, focus=focus)

    def _on_changed(self, changes: Changes) -> None:
        if self.article_id is not None and changes.touches(*SHOWN):
            self._load()

    def _on_library(self) -> None:
        self.article_id = None
        self.deeds.close_all()
        self.review.end()
        self._show_nothing()

    def _on_style(self) -> None:
        dress(self.desk.style, self)
        self.bar.restyle()
        self._on_laid_out()

    def _on_laid_out(self) -> None:
        self.text.measure = int(self.desk.settings.get("reader.measure"))
        self.text.has_motion = bool(self.desk.settings.get("motion"))
        self.text.restyle()
        if content := self.content:
            state, span = self.state(), self.text.span()

            def then() -> None:
                self._stand(state)
                if span is not None:
                    self.text.select(span)

            self.text.show_content(content, with_removed=self.with_removed, then=then)
            self._show_bar(content)
        elif self.article_id is not None:  # it was being written in the old style
            self._load()

    def _on_scroll(self) -> None:
        self.deeds.on_scroll()
        self.scrolled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Close what floats over the text: its place is another now."""
        super().resizeEvent(event)
        self.deeds.on_scroll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the keys of the text work from the bar and the strip as well."""
        if not self.keys.take(event):
            super().keyPressEvent(event)
