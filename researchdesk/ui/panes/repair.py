# SPDX-License-Identifier: MIT
"""Put passages right, one after another: each decided with one key, stepped back to by undo."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from researchdesk.model.passage import Quote
from researchdesk.ui.panes.repair_strip import MOST, RepairStrip, reason
from researchdesk.ui.translate import plural, tr
from researchdesk.ui.verbs import passages, repairing
from researchdesk.ui.widgets.announce import announce

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId
    from researchdesk.model.changes import Changes
    from researchdesk.model.errors import UserError
    from researchdesk.model.passage import AnnotationId, Repair, Span
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.panes.reader import Reader
    from researchdesk.ui.panes.reader_content import Content

    Waiting = list[AnnotationId]

CONTEXT = 60  # code points shown beside the words that the user selected
DECISIONS = ("annotation", "target", "article", "text_version")  # what may end or bring back a wait


class Repairs(QObject):
    """The passages that wait, the one that is shown, and the strip that shows it."""

    shown = Signal(object)  # AnnotationId

    def __init__(self, desk: Desk, reader: Reader) -> None:
        super().__init__(reader)
        self._desk = desk
        self._reader = reader
        self.strip = RepairStrip(desk, reader)
        self.current: Repair | None = None
        self._wanted: AnnotationId | None = None  # asked for, not yet there
        self._waiting: Waiting = []
        self._later: set[AnnotationId] = set()
        self._pending: set[AnnotationId] = set()  # decisions that the library has not yet taken
        self._at = 0
        self.strip.trash_pressed.connect(self._trash)
        self.strip.place_chosen.connect(lambda at: desk.actions.trigger(f"place_{at + 1}"))
        desk.repair_asked.connect(self.begin)
        desk.article_asked.connect(self._on_article_asked)
        desk.changed.connect(self._on_changed)
        desk.library_changed.connect(self.end)
        desk.style.changed.connect(self._draw)
        reader.loaded.connect(self._on_loaded)
        reader.text.selectionChanged.connect(self._draw)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)
        self._attach()

    def _attach(self) -> None:
        attach = self._desk.actions.attach
        attach("take_place", self._take, enabled=lambda: self._chosen() is not None)
        for at in range(MOST):
            attach(
                f"place_{at + 1}",
                functools.partial(self._choose, at),
                enabled=functools.partial(self._has_place, at),
            )
        attach("skip_passage", self._skip, enabled=self._is_open)
        attach("keep_passage", self._keep, enabled=self._is_open)
        self._desk.actions.action("trash").setAutoRepeat(False)  # a held key must not empty a list

    def _take_delete(self, *, is_taken: bool) -> None:
        """Let Delete mean the passage while one is shown; else it means the article."""
        for scope in (self._reader.text, self.strip):
            self._desk.actions.detach(scope)
            if is_taken:
                self._desk.actions.attach("trash", self._trash, enabled=self._is_open, scope=scope)

    # -- beginning and end

    @property
    def is_shown(self) -> bool:
        """True while the strip is shown."""
        return self.strip.isVisible()

    def begin(self, annotation_id: AnnotationId | None) -> None:
        """Show a passage that waits, with the places where it may stand; None ends the repair."""
        if annotation_id is None:
            self.end()
            return
        self._later.discard(annotation_id)
        self._open(annotation_id)

    def end(self) -> None:
        """Hide the strip."""
        had_keys = self._has_keys()
        self.current, self._wanted = None, None
        self._later.clear()
        self._take_delete(is_taken=False)
        self._reader.text.set_proposed(None)
        self.strip.hide()
        if had_keys:
            self._reader.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, annotation_id: AnnotationId) -> None:
        self._wanted = annotation_id

        def work(library: Library) -> tuple[Waiting, Repair]:
            waiting = [one.id for one in repairing.waiting(library)]
            return waiting, repairing.look(library, annotation_id)

        self._desk.ask(work, self._on_looked, key="repair", failed=lambda _: self.end())

    def _on_looked(self, found: tuple[Waiting, Repair]) -> None:
        waiting, case = found
        if case.annotation.id != self._wanted:
            return
        if not self.is_shown:  # else it is kept by what is decided and by what changes
            self._waiting = waiting
        if case.annotation.id not in self._waiting:
            self._go_on(case.annotation.id)
            return
        self.current, self._at = case, 0
        if self._reader.article_id != case.annotation.article_id:
            self._desk.put_article(case.annotation.article_id, focus=True)
        self._show()

    def _on_loaded(self, content: Content | None) -> None:
        if content is not None and not content.is_current:
            self.end()  # places are counted in the text that is read now
        else:
            self._show()

    def _show(self) -> None:
        """Show the passage in hand as soon as its article is there."""
        case, content = self.current, self._reader.content
        if case is None or content is None or case.annotation.id != self._wanted:
            return
        if content.article.id != case.annotation.article_id:
            return
        self._wanted = None
        self._reader.review.end()
        self.strip.show()
        self._take_delete(is_taken=True)
        self._draw()
        self._reveal()
        self.shown.emit(case.annotation.id)
        announce(self.strip, f"{self.strip.heading.text()}: {case.annotation.exact}")

    def _show_end(self, left: int) -> None:
        self.current, self._wanted = None, None
        self._reader.text.set_proposed(None)
        if self._has_keys():  # before the button that has them goes
            self._reader.text.setFocus(Qt.FocusReason.OtherFocusReason)
        words = tr("Every passage is in its place.")
        if left:
            words = plural(
                "1 passage waits for another time.", "{n} passages wait for another time.", left
            )
        self.strip.put_end(words)

    def _draw(self) -> None:
        case = self.current
        if case is None or not self.is_shown:
            return
        had_keys = self._has_keys()
        self.strip.put(case, len(self._waiting), self._at, self._own())
        if had_keys and not self._has_keys():  # with the button that had them
            self._reader.text.setFocus(Qt.FocusReason.OtherFocusReason)
        has_place = self._reader.text.span() is None and self._at < len(case.places)
        self._reader.text.set_proposed(case.places[self._at].span if has_place else None)

    def _reveal(self) -> None:
        case = self.current
        if case is not None and self._at < len(case.places):
            if column := self._reader.layout():
                column.activate()  # the strip takes its room before the text scrolls
            self._reader.text.reveal(case.places[self._at].span)

    def _has_keys(self) -> bool:
        holder = QApplication.focusWidget()
        return holder is not None and self.strip.isAncestorOf(holder)

    def _is_open(self) -> bool:
        return self.current is not None and self._wanted is None

    # -- places

    def _own(self) -> Quote | None:
        """Give the words that the user selected as the passage's place."""
        span, content = self._reader.text.span(), self._reader.content
        if span is None or content is None:
            return None
        text = content.version.text
        before = text[max(0, span.start - CONTEXT) : span.start]
        return Quote(text[span.start : span.end], before, text[span.end : span.end + CONTEXT])

    def _chosen(self) -> Span | None:
        case = self.current
        if case is None or not self._is_open():
            return None
        own = self._reader.text.span()
        if own is not None:
            return own
        return case.places[self._at].span if self._at < len(case.places) else None

    def _has_place(self, at: int) -> bool:
        return self.current is not None and self._is_open() and at < len(self.current.places)

    def _choose(self, at: int) -> None:
        case = self.current
        if case is None:
            return
        self._at = at
        text = self._reader.text
        if text.span() is not None:
            text.set_caret(case.places[at].span.start)
        self._draw()
        self._reveal()
        announce(self.strip, f"{case.places[at].quote.exact}. {reason(case.places[at])}")

    # -- decisions

    def _take(self) -> None:
        span = self._chosen()
        case = self.current
        if span is not None and case is not None:
            number = case.annotation.id
            self._reader.text.set_caret(span.start)
            self._decide(
                lambda library: repairing.put_right(library, number, span),
                tr("The passage stands there now."),
            )

    def _keep(self) -> None:
        if self.current is not None:
            number, seq = self.current.annotation.id, self.current.seq
            self._decide(
                lambda library: repairing.keep(library, number),
                tr("The passage stays on version {n}.", n=seq),
            )

    def _trash(self) -> None:
        if self.current is not None:
            number = self.current.annotation.id
            self._decide(
                lambda library: passages.trash(library, [number]),
                tr("The highlight is in the trash."),
            )

    def _skip(self) -> None:
        if self.current is not None:
            number = self.current.annotation.id
            self._later.add(number)
            self._go_on(number)

    def _decide(self, verb: Callable[[Library], object], words: str) -> None:
        """Decide the passage that is shown and go on to the next."""
        case = self.current
        if case is None:
            return
        number = case.annotation.id
        self._pending.add(number)

        def done(_result: object) -> None:
            self._pending.discard(number)
            self._desk.say(words, undo=True)

        def failed(error: UserError) -> None:
            self._pending.discard(number)
            self._desk.fail(error)
            self._open(number)

        self._desk.change("repair", verb, done, failed)
        self._go_on(number)

    def _go_on(self, number: AnnotationId, now: Waiting | None = None) -> None:
        """Show the passage that follows in the list; after the last one the first that is left."""
        at = self._waiting.index(number) if number in self._waiting else 0
        order = self._waiting[at:] + self._waiting[:at]
        if now is None:
            now = [one for one in self._waiting if one not in self._pending]
        self._waiting = now
        left = [one for one in order if one in now and one != number]
        after = next((one for one in left if one not in self._later), None)
        if after is not None:
            self._open(after)
        else:
            self._show_end(len(self._waiting))

    # -- what changed

    def _on_changed(self, changes: Changes) -> None:
        if self.is_shown and changes.touches(*DECISIONS):
            self._desk.ask(
                lambda library: [one.id for one in repairing.waiting(library)],
                self._on_waiting,
                key="repair waiting",
            )

    def _on_waiting(self, found: Waiting) -> None:
        """Show what was brought back by undo; go on where what is shown was decided elsewhere."""
        if not self.is_shown:
            return
        now = [one for one in found if one not in self._pending]
        back = [one for one in now if one not in self._waiting]
        shown = self._wanted or (self.current.annotation.id if self.current else None)
        if back:
            self._waiting = now
            self.begin(back[-1])
        elif shown is not None and shown not in now:
            self._go_on(shown, now)
        else:
            self._waiting = now
            self._draw()

    def _on_article_asked(self, article_id: ArticleId | None, *_: object) -> None:
        case = self.current
        is_other = self.is_shown if case is None else case.annotation.article_id != article_id
        if is_other:
            self.end()

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Go once all is decided and the keys go elsewhere: what is said then is no longer news."""
        is_over = self.is_shown and self.current is None
        if is_over and new is not None and not self._reader.isAncestorOf(new):
            self.end()
