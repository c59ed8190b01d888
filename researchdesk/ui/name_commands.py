# SPDX-License-Identifier: MIT
"""Commands about names in the whole library: review them, say who is one, take back what was rejected."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from researchdesk.ui.dialogs.decisions import Decision, Decisions, Line, Matter
from researchdesk.ui.name_dialogs import NameDialogs
from researchdesk.ui.panes.name_questions import NameQuestions, reason_of
from researchdesk.ui.translate import country, plural, tr
from researchdesk.ui.verbs import mentions, name_review, refusals, resembling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.library.library import Library
    from researchdesk.model.people import RefusalRow, Resemblance, SuggestedName
    from researchdesk.ui.main_window import MainWindow

KINDS = {
    "not_person": "Never a person",
    "not_this_person": "Not this person",
    "not_country": "Not this country",
    "not_same": "Not the same",
}


class NameCommands(QObject):
    """Opens the three lists."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._questions = NameQuestions(window.desk, window)
        NameDialogs(window.desk, self._questions, window)
        for name, act in (
            ("review_names", self.review_names),
            ("same_people", self.same_people),
            ("refusals", self.refusals),
        ):
            self._desk.actions.attach(name, act, enabled=lambda: self._desk.library is not None)

    def review_names(self) -> None:
        """Decide on many names at once."""
        self._open(
            Matter(
                tr("Names that are suggested"),
                tr("One row a name, over all articles. Choose one or several rows and decide."),
                tr("Every name is decided."),
                (tr("Name"), tr("Articles"), tr("May be")),
                _names,
                (
                    Decision(tr("Accept"), Qt.Key.Key_A, self._accept, is_first=True),
                    Decision(tr("Reject"), Qt.Key.Key_X, self._reject),
                    Decision(
                        tr("Never a name"),
                        Qt.Key.Key_E,
                        functools.partial(self._reject, everywhere=True),
                    ),
                ),
                ("mention", "person"),
            )
        )

    def same_people(self) -> None:
        """Say of pairs of people whether they are one."""
        self._open(
            Matter(
                tr("People who may be one"),
                tr("Yes makes one person of the two. No keeps them apart for good."),
                tr("Nobody is in the library twice, as far as the names tell."),
                (tr("Person"), tr("Is this"), tr("Why")),
                _pairs,
                (
                    Decision(tr("Yes"), Qt.Key.Key_Y, self._say_yes, is_first=True),
                    Decision(tr("No"), Qt.Key.Key_N, self._say_no),
                    Decision(tr("Compare…"), Qt.Key.Key_C, self._compare),
                ),
                ("person", "name_form", "distinct_people", "identifier"),
            )
        )

    def refusals(self) -> None:
        """Read what was rejected, and take it back."""
        self._open(
            Matter(
                tr("What was rejected"),
                tr("What you said no to is not suggested again. Take it back, and it is."),
                tr("Nothing was rejected."),
                (tr("Words"), tr("Rejected as"), tr("Where")),
                _refused,
                (Decision(tr("Take back"), Qt.Key.Key_T, self._take_back, is_first=True),),
                ("refusal", "distinct_people"),
            )
        )

    # -- private

    def _open(self, matter: Matter) -> None:
        Decisions(self._desk, matter, self._window).open()

    def _say_yes(self, pairs: list[Resemblance]) -> None:
        for one in pairs:
            self._questions.say_yes(one)

    def _say_no(self, pairs: list[Resemblance]) -> None:
        for one in pairs:
            self._questions.say_no(one)

    def _compare(self, pairs: list[Resemblance]) -> None:
        self._questions.merge(pairs[0].one.id, pairs[0].other.id)

    def _accept(self, rows: list[SuggestedName]) -> None:
        words = plural("Accepted {name}.", "Accepted {n} names.", len(rows), name=rows[0].name)
        ids = [one for row in rows for one in row.mentions]
        self._desk.change(
            "accept names",
            lambda library: mentions.accept(library, ids),
            lambda _: self._desk.say(words, undo=True),
        )

    def _reject(self, rows: list[SuggestedName], *, everywhere: bool = False) -> None:
        words = plural("Rejected {name}.", "Rejected {n} names.", len(rows), name=rows[0].name)
        ids = [one for row in rows for one in row.mentions]
        self._desk.change(
            "reject names",
            lambda library: mentions.reject(library, ids, everywhere=everywhere),
            lambda _: self._desk.say(words, undo=True),
        )

    def _take_back(self, rows: list[RefusalRow]) -> None:
        def work(library: Library) -> int:
            with library.operation("Take back what was rejected"):
                return sum(refusals.take_back(library, row.ref) for row in rows)

        def said(count: int) -> None:
            words = plural(
                "Taken back; 1 suggestion is open again.",
                "Taken back; {n} suggestions are open again.",
                count,
            )
            self._desk.say(words, undo=True)

        self._desk.change("take back", work, said)


def _names(library: Library) -> Sequence[Line]:
    made = []
    for one in name_review.rows(library):
        likely = ", ".join(row.preferred_name for row in one.likely)
        if one.kind == "country":
            likely = tr("Country")
        elif one.is_known:
            likely = tr("In the library already")
        count = plural("{n} article", "{n} articles", one.article_count)
        made.append(Line((country(one.country, one.name), count, likely or tr("New person")), one))
    return made


def _pairs(library: Library) -> Sequence[Line]:
    return [
        Line((two.one.preferred_name, two.other.preferred_name, reason_of(two)), two)
        for two in resembling.pairs(library)
    ]


def _refused(library: Library) -> Sequence[Line]:
    made = []
    for one in refusals.rows(library):
        whom = f": {one.whom}" if one.whom and one.whom != one.words else ""
        where = one.article_title if one.article_id is not None else tr("Everywhere")
        made.append(Line((one.words, f"{tr(KINDS[one.kind])}{whom}", where), one))
    return made
