# SPDX-License-Identifier: MIT
"""What the user does with passages in the reader, and what floats over the text for it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton

from researchdesk.model.passage import Colour, Span
from researchdesk.ui.guarding import guard
from researchdesk.ui.panes.between import between
from researchdesk.ui.panes.comment_box import CommentBox
from researchdesk.ui.panes.highlight_card import HighlightCard
from researchdesk.ui.panes.reader_marks import neighbours, span_of
from researchdesk.ui.panes.reader_names import Names
from researchdesk.ui.translate import country, in_menu, tr
from researchdesk.ui.verbs import articles, passages
from researchdesk.ui.widgets.announce import announce
from researchdesk.ui.widgets.selection_bar import SelectionBar, colour_name

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId
    from researchdesk.model.passage import Annotation
    from researchdesk.ui.panes.reader import Reader


class Deeds(QObject):
    """The commands on the text that is shown."""

    def __init__(self, reader: Reader) -> None:
        super().__init__(reader)
        self._reader = reader
        self._desk = reader.desk
        self._text = reader.text
        self._colour = Colour.YELLOW
        self._last: Annotation | None = None  # the highlight made last
        over = self._text.viewport()
        self.bar = SelectionBar(self._desk.style, over)
        self.highlight_card = HighlightCard(self._desk, over)
        self.comment_box = CommentBox(self._desk.style, over)
        self.names = Names(reader)
        self._floating = (
            self.bar,
            self.highlight_card,
            self.comment_box,
            self.names.card,
            self.names.box,
        )
        self._connect()
        self._attach()
        guard(self._desk, *self.bar.findChildren(QToolButton))

    def _connect(self) -> None:
        text = self._text
        text.chosen_by_mouse.connect(self._on_chosen_by_mouse)
        text.selectionChanged.connect(self._on_selection)
        text.offset_clicked.connect(self._on_offset_clicked)
        text.href_clicked.connect(self._on_href)
        text.source_of = self._source_of
        self.bar.coloured.connect(lambda colour: self.highlight(Colour(colour)))
        self.bar.chosen.connect(self._on_bar)
        self.highlight_card.edited.connect(self._edit)
        self.highlight_card.deleted.connect(self._delete)
        self.highlight_card.cited.connect(self._cite_annotation)
        self.comment_box.submitted.connect(self._comment)

    def _attach(self) -> None:
        attach = self._desk.actions.attach
        attach("select_sentence", self._text.select_longer, enabled=self._has_text)
        attach("shrink_sentence", self._text.select_shorter, enabled=self._has_span)
        attach("highlight", self.highlight, enabled=self._can_mark)
        for number, colour in enumerate(Colour, 1):
            deed = functools.partial(self.highlight, colour)
            attach(f"colour_{number}", deed, enabled=self._can_mark)
        attach("comment", self.comment, enabled=self._can_mark)
        attach("cite", self.cite, enabled=self._can_cite)
        attach("copy_citation", self.copy_with_source, enabled=self._has_text)
        attach("next_annotation", lambda: self._walk(1), enabled=self._has_annotations)
        attach("previous_annotation", lambda: self._walk(-1), enabled=self._has_annotations)

    # -- passages ---------------------------------------------------------------------------------

    def highlight(self, colour: Colour | None = None) -> None:
        """Highlight the selection, or give the highlight at the caret this colour."""
        chosen, span = colour or self._colour, self._text.span()
        self._colour = chosen
        if span is None:
            here = self._annotation_here()
            if here is not None:
                self._edit(here, chosen, None)
            return
        article_id = self._article()
        self._text.set_caret(span.end)
        self._desk.change(
            "highlight",
            lambda library: passages.highlight(library, article_id, span, colour=chosen),
            self._on_made,
        )

    def comment(self) -> None:
        """Ask for a comment on the selection, or on the highlight that stands there already."""
        span = self._text.span()
        here = self._same_place(span) if span else self._annotation_here()
        self.bar.hide()
        if here is not None:
            self.highlight_card.open([here], self._text.place_of(span_of(here)), comment=True)
        elif span is not None:
            self.comment_box.open(span, self._text.place_of(span))

    def cite(self) -> None:
        """Cite the selection in the open note; without one the highlight at the caret, or the one made last."""
        span = self._text.span()
        found = self._same_place(span) if span else self._annotation_here() or self._last
        if found is not None:
            self._cite_annotation(found)
            return
        if span is None:
            return
        article_id, colour = self._article(), self._colour
        self._text.set_caret(span.end)

        def work(library: Library) -> tuple[Annotation, str]:
            made = passages.highlight(library, article_id, span, colour=colour)
            return made, passages.cite_link(library, made.id)

        self._desk.change("cite", work, self._on_cited)

    def copy_with_source(self) -> None:
        """Copy the selection with its source; without one the article's own."""
        content, span = self._reader.content, self._text.span()
        if content is None:
            return
        article_id = content.article.id
        self._desk.ask(
            lambda library: passages.quote_with_source(library, article_id, span), self._on_quote
        )

    # -- what floats ------------------------------------------------------------------------------

    def open_card_at_caret(self) -> bool:
        """Open the card of the name or highlight at the caret, or follow the link there."""
        cursor = self._text.textCursor()
        if self._text.places.numbered(cursor.blockNumber()) is None:  # head, or what was left out
            return self._follow_here(self._text.place_of(None))
        return self._open_card(self._text.caret(), self._text.place_of(None))

    def card_words(self, point: QPoint) -> str:
        """Say as a row of a menu whose card a click at a point of the text would open; nothing where there is none."""
        offset = self._offset_at(point)
        mention = None if offset is None else self._text.marks.mention_at(offset)
        if mention is not None:
            return tr(
                "Open the card of {name}", name=in_menu(country(mention.country, mention.name))
            )
        if offset is not None and self._text.marks.annotations_at(offset):
            return tr("Open the card of the highlight")
        return ""

    def open_card(self, point: QPoint) -> None:
        """Open the card that a click at a point of the text would open."""
        offset = self._offset_at(point)
        if offset is not None:
            self._on_offset_clicked(offset, point)

    def _offset_at(self, point: QPoint) -> int | None:
        cursor = self._text.cursorForPosition(point)
        if self._text.places.numbered(cursor.blockNumber()) is None:
            return None
        return self._text.places.offset(cursor.position())

    def escape(self) -> bool:
        """Hide what floats over the text; else give up the selection; else leave Esc to the window."""
        shown = [one for one in self._floating if one.isVisible()]
        for one in shown:
            one.hide()
        if not shown and self._text.span() is not None:
            self._text.set_caret(self._text.caret())
            return True
        return bool(shown)

    def on_scroll(self) -> None:
        """Hide the bar and the cards that the mouse opened: their place has moved."""
        for one in (self.bar, self.names.card):
            one.hide()

    def close_all(self) -> None:
        """Hide everything: another article comes."""
        self._last = None
        for one in self._floating:
            one.hide()

    # -- private: enabled -------------------------------------------------------------------------

    def _has_text(self) -> bool:
        return self._reader.content is not None

    def _has_span(self) -> bool:
        return self._text.span() is not None

    def _can_mark(self) -> bool:
        content = self._reader.content
        if content is None or not content.is_current:
            return False
        return self._has_span() or self._annotation_here() is not None

    def _can_cite(self) -> bool:
        return self._can_mark() or self._last is not None

    def _has_annotations(self) -> bool:
        content = self._reader.content
        return content is not None and any(span_of(one) for one in content.annotations)

    # -- private: places --------------------------------------------------------------------------

    def _article(self) -> ArticleId:
        content = self._reader.content
        assert content is not None
        return content.article.id

    def _annotation_here(self) -> Annotation | None:
        found = self._text.marks.annotations_at(self._text.caret())
        return found[0] if found else None

    def _same_place(self, span: Span) -> Annotation | None:
        """Give the highlight that stands on just these words, but for blanks at the ends."""
        content = self._reader.content
        if content is None:
            return None
        words = content.version.text[span.start : span.end]
        start = span.start + len(words) - len(words.lstrip())
        wanted = Span(start, start + len(words.strip()))
        return next((one for one in content.annotations if span_of(one) == wanted), None)

    def _go(self, span: Span) -> None:
        self._text.set_caret(span.start)
        self._text.reveal(span)
        self._text.flash(span)

    def _walk(self, by: int) -> None:
        content = self._reader.content
        placed = [(span_of(one), one) for one in (content.annotations if content else ())]
        spans = [span for span, _ in placed if span]
        before, after = neighbours(spans, self._text.caret())
        wanted = after if by > 0 else before
        if wanted is None:
            return
        self._go(wanted)
        found = next(one for span, one in placed if span == wanted)
        words = tr("{colour} highlight", colour=colour_name(self._desk.style, found.colour.value))
        announce(self._text, f"{words}: {found.exact}. {found.body}")

    def _source_of(self, span: Span) -> str:
        content, library = self._reader.content, self._desk.library
        if content is None or library is None:
            return ""
        return passages.quote_with_source(library, content.article.id, span)

    # -- private: what the mouse does -------------------------------------------------------------

    def _on_chosen_by_mouse(self) -> None:
        span = self._text.span()
        content = self._reader.content
        if span is not None and content is not None and content.is_current:
            rects = self._text.rects(span)
            first = rects[0].toAlignedRect() if rects else self._text.place_of(None)
            self.bar.show_near(first, above=True)

    def _on_bar(self, deed: str) -> None:
        self.bar.hide()
        {"comment": self.comment, "cite": self.cite, "tag": self.names.tag}[deed]()

    def _on_selection(self) -> None:
        if self.bar.isVisible() and self._text.span() is None:
            self.bar.hide()

    def _on_offset_clicked(self, offset: int, point: QPoint) -> None:
        self.bar.hide()
        self._open_card(offset, QRect(point.x(), point.y() - 12, 1, 24))

    def _open_card(self, offset: int, near: QRect) -> bool:
        mention = self._text.marks.mention_at(offset)
        found = self._text.marks.annotations_at(offset)
        if mention is not None:
            self.names.open(mention, near)
        elif found:
            self.highlight_card.open(found, near)
        else:
            return self._follow_here(near)
        return True

    def _follow_here(self, near: QRect) -> bool:
        """Do what the link at the caret says; False when there is none."""
        href = self._text.textCursor().charFormat().anchorHref()
        if href:
            self._on_href(href, near.topLeft())
        return bool(href)

    def _on_href(self, href: str, point: QPoint) -> None:
        kind, _, key = href.partition(":")
        if kind == "put-back":
            self._put_back(int(key))
        elif kind == "not-right":
            self._reader.bar.open_not_right()
        elif kind == "show-removed":
            self._reader.set_with_removed(is_shown=not self._reader.with_removed)
        elif kind == "annotation":
            content = self._reader.content
            found = [one for one in (content.annotations if content else ()) if str(one.id) == key]
            if found:
                self.highlight_card.open(found, QRect(point, point))
        elif kind in ("person", "country"):
            self.names.open_named(kind, key, point)
        elif kind != "tag":
            self._desk.follow(href)

    def _on_made(self, made: Annotation) -> None:
        self._last = made
        announce(
            self._text,
            tr("Highlighted in {colour}", colour=colour_name(self._desk.style, made.colour.value)),
        )

    def _on_cited(self, made: tuple[Annotation, str]) -> None:
        self._last = made[0]
        between(self._desk).cited.emit(made[1], made[0].article_title)

    def _cite_annotation(self, found: Annotation) -> None:
        self._desk.ask(
            lambda library: (found, passages.cite_link(library, found.id)), self._on_cited
        )

    def _on_quote(self, words: str) -> None:
        QGuiApplication.clipboard().setText(words)
        self._desk.say(tr("Copied with its source."))

    def _comment(self, span: Span, words: str) -> None:
        article_id, colour = self._article(), self._colour
        self._text.set_caret(span.end)

        def done(made: Annotation) -> None:
            self.comment_box.saved()
            self._on_made(made)

        self._desk.change(
            "comment",
            lambda library: passages.highlight(
                library, article_id, span, colour=colour, body=words
            ),
            done,
        )

    def _edit(self, found: Annotation, colour: Colour | None, body: str | None) -> None:
        self._desk.change(
            "edit annotation",
            lambda library: passages.edit(library, found.id, colour=colour, body=body),
        )

    def _delete(self, found: Annotation) -> None:
        self._desk.change(
            "delete annotation",
            lambda library: passages.trash(library, [found.id]),
            lambda _: self._desk.say(tr("The highlight is in the trash."), undo=True),
        )

    def _put_back(self, n: int) -> None:
        if self._desk.is_read_only:
            self._desk.say(self._desk.actions.read_only_words)
            return
        article_id = self._article()
        self._desk.change(
            "put back",
            lambda library: articles.put_back(library, article_id, n),
            lambda _: self._desk.say(tr("Put back into the text."), undo=True),
        )
