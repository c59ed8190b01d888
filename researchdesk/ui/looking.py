# SPDX-License-Identifier: MIT
"""Brings together what is looked for: the place of the navigation, the search field, the list, the text.

One place and one query hold at any time; whoever changes them comes here, and all four then show the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from researchdesk.model.article import ArticleId
from researchdesk.model.note import NoteId
from researchdesk.model.passage import AnnotationId
from researchdesk.model.people import PersonId
from researchdesk.ui import leads
from researchdesk.ui.earlier import EarlierSearches
from researchdesk.ui.models.completions import Proposal, of_completion
from researchdesk.ui.places import EVERYTHING, REPAIR, Place
from researchdesk.ui.translate import country, from_below, tr
from researchdesk.ui.verbs import countries, passages, people, repairing, search
from researchdesk.ui.widgets.completion import CompletionList

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from researchdesk.model.passage import Annotation
    from researchdesk.model.people import Person
    from researchdesk.model.search import Completion
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.models.rows import Row
    from researchdesk.ui.panes.asking import Answer, Question
    from researchdesk.ui.panes.navigation import Navigation
    from researchdesk.ui.panes.results import ResultsPane
    from researchdesk.ui.widgets.search_field import SearchField

LEAST = 2  # letters from which proposals are made


class Looking(QObject):
    """The place and the query that hold."""

    moved = Signal()  # another place or query
    arrived = Signal(object)  # Place that was gone to, also once more
    opened = Signal(object)  # Row that was opened by Enter or a double click
    several = Signal(int)  # so many rows are chosen

    def __init__(
        self,
        desk: Desk,
        navigation: Navigation,
        field: SearchField,
        results: ResultsPane,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._navigation = navigation
        self._field = field
        self._results = results
        self.earlier = EarlierSearches()
        self.proposals = CompletionList(desk.style, window)
        field.keys.proposals = self.proposals
        self._found: list[Completion] = []
        self._word = ""
        self._hint = ""
        self._opens_first = False
        self.place = EVERYTHING
        self.query = ""
        self._connect()

    def _connect(self) -> None:
        field, results = self._field, self._results
        self._navigation.chosen.connect(self.go)
        self._navigation.searched.connect(lambda query: self.go(EVERYTHING, query))
        self._desk.actions.attach(
            "save",
            lambda: self._navigation.save_search(self._field.whole_query),
            enabled=lambda: bool(self._field.whole_query.strip()),
        )
        field.asked.connect(self._on_asked)
        field.place_removed.connect(lambda: self.go(EVERYTHING))
        field.entered.connect(self.open_first)
        field.left.connect(self._on_left)
        field.word_typed.connect(self._on_word)
        self.proposals.taken.connect(self._on_taken)
        results.answered.connect(self._on_answered)
        results.is_late.connect(lambda: field.set_busy(True))
        results.is_there.connect(lambda: field.set_busy(False))
        results.picked.connect(self._on_picked)
        results.narrowing.chosen.connect(self._on_narrowed)
        self._desk.actions.attach(
            "narrow_down", results.narrow_down, enabled=lambda: results.total > 1
        )
        results.also.chosen.connect(lambda query: self.go(self.place, query))
        results.ways_wanted.connect(self._find_ways)
        results.view.opened.connect(self.open_row)
        results.view.escaped.connect(self._on_list_escaped)
        self._desk.person_asked.connect(self._on_person_asked)
        self._desk.country_asked.connect(self._on_country_asked)
        self._desk.library_changed.connect(self._on_library_changed)

    # -- places and queries

    def go(self, place: Place, query: str = "") -> None:
        """Show a place, or what is found in it; a step of the history."""
        self._desk.leave()
        self.show(place, query)

    def show(self, place: Place, query: str = "") -> None:
        """Show a place without a step of the history."""
        self.place, self.query = place, query
        self.proposals.hide()
        self._field.set_query(query, place.query, place.chip)
        self._navigation.set_place(place)
        self._results.look(place, query)
        self.moved.emit()
        self.arrived.emit(place)

    def begin(self) -> None:
        """Let the words of a search be typed."""
        self._field.take_focus()

    def open_first(self) -> None:
        """Open the first hit with the focus on its text, as soon as the answer is there."""
        self.proposals.hide()
        self.earlier.add(self._field.whole_query)
        if self._results.is_waiting:
            self._opens_first = True
        elif self._results.total:
            self._results.view.go_to(0, quietly=True)
            self.open_at(0)

    def repair(self, article_id: ArticleId | None = None) -> None:
        """Go to the passages that wait to be put right, and open the first one: of this article, or of all."""

        def show(found: list[Annotation]) -> None:
            for one in found[:1]:
                self._results.want(("annotation", int(one.id)))
                self._desk.put_article(one.article_id, focus=True)
                self._desk.repair_asked.emit(one.id)

        self.go(REPAIR)
        self._desk.ask(lambda library: repairing.waiting(library, article_id), show, key="passage")

    def follow_repair(self, annotation_id: AnnotationId) -> None:
        """Choose in the list the passage that is being put right."""
        if self.place == REPAIR:
            self._results.want(("annotation", int(annotation_id)))

    def open_at(self, at: int) -> None:
        """Open a row by its number."""
        row = self._results.rows.row(at)
        if row is not None:
            self.open_row(row)

    def open_row(self, row: Row) -> None:
        """Open what a row stands for, with the focus on it."""
        if self.query.strip():
            self.earlier.add(self._field.whole_query)
        if row.kind == "person":
            self.go(Place("person", row.id, row.title))
        elif row.kind == "country":
            self.go(Place("country", row.id, row.title))
        else:
            self._show_row(row, focus=True)
        self.opened.emit(row)

    # -- private

    def _show_row(self, row: Row, *, focus: bool) -> None:
        if row.kind == "article":
            is_shown = self._desk.article_id == row.id
            if is_shown and focus:
                self._desk.put_article(ArticleId(int(row.id)), focus=True)
            else:
                self._desk.show_article(ArticleId(int(row.id)), focus=focus, is_walk=not focus)
        elif row.kind == "note":
            if focus or self._desk.note_id != row.id:
                self._desk.show_note(NoteId(int(row.id)), focus=focus)
        elif row.kind == "annotation":
            self._show_passage(AnnotationId(int(row.id)), focus=focus)

    def _show_passage(self, annotation_id: AnnotationId, *, focus: bool) -> None:
        def show(one: Annotation) -> None:
            self._desk.show_article(one.article_id, one.place, focus=focus, is_walk=not focus)
            self._desk.repair_asked.emit(one.id if one.needs_repair else None)

        self._desk.ask(lambda library: passages.get(library, annotation_id), show, key="passage")

    def _on_picked(self) -> None:
        view = self._results.view
        count = view.selected_count
        self.several.emit(count)
        if count == 1 and view.current is not None:
            self._show_row(view.current, focus=False)

    def _on_narrowed(self, part: str) -> None:
        self.go(self.place, f"{self.query.strip()} {part}".strip())

    def _on_asked(self, query: str, is_typing: bool) -> None:
        if not self._results.question.is_typing and query != self.query:
            self._desk.leave()
        self.query = query
        self._opens_first = False
        self._results.look(self.place, query, typing=is_typing)
        if not query:
            self._put_proposals("")
        self.moved.emit()

    def _on_answered(self, answer: Answer) -> None:
        self._desk.set_query(answer.question.query)
        hint = from_below(answer.hints[0].text) if answer.hints else ""
        if hint != self._hint:
            self._hint = hint
            self._draw_proposals()
        if self._opens_first and answer.question.query == self.query:
            self._opens_first = False
            if answer.total:
                self._results.view.go_to(0, quietly=True)
                self.open_at(0)

    def _on_left(self) -> None:
        self.proposals.hide()
        self._results.take_keys()
        if self._results.total and not self._results.view.currentIndex().isValid():
            self._results.view.go_to(0)

    def _on_list_escaped(self) -> None:
        if self.query or not self.place.is_everything:
            self.go(EVERYTHING)

    def _on_person_asked(self, person_id: int) -> None:
        def show(person: Person) -> None:
            self.show(Place("person", person_id, person.preferred_name))

        self._desk.ask(lambda library: people.get(library, PersonId(person_id)), show)

    def _on_country_asked(self, code: str) -> None:
        def show(name: str) -> None:
            self.show(Place("country", code, country(code, name)))

        self._desk.ask(lambda _: countries.name_of(code), show)

    def _on_library_changed(self) -> None:
        self.place, self.query = EVERYTHING, ""
        self._field.set_query("")
        self._navigation.set_place(EVERYTHING)

    # -- proposals

    def _on_word(self, word: str) -> None:
        self._put_proposals(word if len(word) >= LEAST or ":" in word else "")

    def _put_proposals(self, word: str) -> None:
        self._word = word
        if not word or self._desk.library is None:
            self._found = []
            self._draw_proposals()
            return

        def take(found: list[Completion]) -> None:
            if word == self._word:
                self._found = found
                self._draw_proposals()

        self._desk.ask(lambda library: search.complete(library, word), take, key="proposals")

    def _draw_proposals(self) -> None:
        if not self._field.line.hasFocus():
            self.proposals.hide()
            return
        proposals = [of_completion(one) for one in self._found]
        if self._word:
            earlier = self.earlier.like(self._field.query)
            proposals += [Proposal("earlier", one, one) for one in earlier]
        self.proposals.put(proposals, self._hint, self._field)

    def _on_taken(self, proposal: Proposal) -> None:
        self.proposals.hide()
        self._field.take(proposal)
        self._field.line.setFocus()

    # -- nothing found

    def _find_ways(self, question: Question) -> None:
        """Offer ways on: at most three that have results, each with its number; or those of the place."""
        if self._is_saved(question):
            words = tr("No article matches now. New ones will appear here.")
            self._results.empty.put(words, [(tr("Edit the search"), self._edit_query)])
        elif not question.has_words:
            ways = [
                (words, self._way(to, query)) for words, to, query in leads.on_from(question.place)
            ]
            if question.place.kind == "notes":
                new = self._desk.actions
                ways.append((new.text("new_note"), lambda: new.trigger("new_note")))
            self._results.empty.put(self._results.empty.words.text(), ways)
        else:
            self._desk.ask(
                lambda library: leads.counted(library, question),
                lambda ways: self._put_ways(question, ways),
                key="ways out",
            )

    def _edit_query(self) -> None:
        self._field.line.setFocus()
        self._field.line.end(False)  # noqa: FBT003 - Qt's own signature

    def _is_saved(self, question: Question) -> bool:
        """Say whether this is a saved search, as it was saved."""
        queries = {saved.query for saved, _ in self._navigation.held.searches}
        return question.place.is_everything and question.query.strip() in queries

    def _way(self, place: Place, query: str) -> Callable[[], object]:
        return lambda: self.go(place, query)

    def _put_ways(
        self, question: Question, found: list[tuple[tuple[str, Place, str], int]]
    ) -> None:
        if question == self._results.question:
            buttons = [
                (f"{words}: {count}", self._way(place, query))
                for (words, place, query), count in found
            ]
            self._results.empty.put(self._results.empty.words.text(), buttons)
