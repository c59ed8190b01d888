# SPDX-License-Identifier: MIT
"""The parts of a person's or a country's page, one below the other."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from researchdesk.model.passage import Span
from researchdesk.model.people import PersonId
from researchdesk.ui.guarding import guard
from researchdesk.ui.panes.name_questions import reason_of
from researchdesk.ui.translate import country, day, plural, tr
from researchdesk.ui.verbs import identifiers, queries
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.flow import FlowLayout
from researchdesk.ui.widgets.sentence import Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QPushButton, QVBoxLayout

    from researchdesk.model.article import ArticleId
    from researchdesk.model.insight import Named
    from researchdesk.model.name_page import Company, NamedIn, NamePage, NoteNaming
    from researchdesk.model.people import Person, Resemblance
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.panes.name_page import NamePagePane

SENTENCES = 3  # of one article
SCRIPTS = {"Latn": "Latin", "Cyrl": "Cyrillic", "Grek": "Greek", "Arab": "Arabic", "Hebr": "Hebrew",
           "Hani": "Chinese", "Geor": "Georgian", "Armn": "Armenian", "Deva": "Devanagari"}  # fmt: skip


class Parts:
    """Adds the parts of a page to a column."""

    def __init__(self, desk: Desk, pane: NamePagePane, column: QVBoxLayout) -> None:
        self._desk = desk
        self._pane = pane
        self._column = column

    def build(self, page: NamePage, likely: Sequence[Resemblance]) -> None:
        """Add all parts."""
        self._token = "entity.person" if page.person else "entity.country"
        self._head(page)
        if page.person is not None:
            for one in likely:
                self._question(one, page.person)
            self._record(page.person)
        self._company(tr("Also with") if page.person else tr("People"), page.people, "person")
        words = tr("Countries") if page.person else tr("Named with other countries")
        self._company(words, page.countries, "country")
        self._notes(page.notes)
        self._articles(page)

    # -- parts

    def _head(self, page: NamePage) -> None:
        style = self._desk.style
        kind = tr("Person") if page.person else tr("Country")
        row = QHBoxLayout()
        row.setSpacing(style.px(6))
        row.addWidget(dressing.picture(style, "person" if page.person else "country", self._token))
        row.addWidget(dressing.label(style, kind, "small", "soft"))
        row.addStretch(1)
        self._column.addLayout(row)
        shown = country(page.country.code, page.name) if page.country else page.name
        name = dressing.label(style, shown, "display")
        name.setWordWrap(True)
        self._column.addWidget(name)
        parts = [_life(page.person)] if page.person else [str(page.country and page.country.code)]
        parts.append(plural("in {n} article", "in {n} articles", page.total))
        facts = dressing.label(style, " · ".join(one for one in parts if one), "ui", "soft")
        self._column.addWidget(facts)
        named: Named = ("person", 0)
        if page.person is not None:
            self._deeds(page.person)
            named = ("person", int(page.person.id))
        elif page.country is not None:
            named = ("country", page.country.code)
        self._insight(named, page.name)

    def _deeds(self, person: Person) -> None:
        ask, row = self._pane.questions, FlowLayout(self._desk.style.px(8))
        pinned = tr("Take off the top") if person.is_pinned else tr("Keep on top")
        self._column.addSpacing(self._desk.style.px(8))
        for words, act in (
            (tr("Edit…"), lambda: ask.edit_asked.emit(person)),
            (tr("Add a name…"), lambda: ask.name_asked.emit(person)),
            (tr("Merge with…"), self._pane.ask_other),
            (tr("Split…"), lambda: ask.split_asked.emit(person)),
            (pinned, self._pane.pin),
        ):
            row.addWidget(made := self._button(words, act, ""))
            guard(self._desk, made)
        self._flow(row)

    def _insight(self, named: Named, name: str) -> None:
        """Lead to what is counted about the person or country."""
        row = FlowLayout(self._desk.style.px(8))
        row.addWidget(
            self._button(
                tr("With whom"), lambda: self._desk.show_insight("with", named), "quiet flush"
            )
        )
        row.addWidget(
            self._button(tr("Over time"), lambda: self._show_timeline(named, name), "quiet flush")
        )
        self._flow(row)

    def _show_timeline(self, named: Named, name: str) -> None:
        def show(query: str) -> None:
            self._desk.show_insight("timeline", query=query)

        if named[0] == "country":
            show(f"country:{named[1]}")
        else:
            number = PersonId(int(named[1]))
            self._desk.ask(lambda library: queries.exact(library, number, name), show)

    def _question(self, two: Resemblance, person: Person) -> None:
        style = self._desk.style
        other = two.other if two.one.id == person.id else two.one
        frame = QFrame()
        frame.setObjectName("question")
        row = QHBoxLayout(frame)
        row.setContentsMargins(style.px(12), style.px(8), style.px(12), style.px(8))
        row.setSpacing(style.px(8))
        words = f"{tr('Is this {name}?', name=other.preferred_name)}  {reason_of(two)}"
        said = dressing.label(style, words, "ui")
        said.setWordWrap(True)
        row.addWidget(said, 1)
        ask = self._pane.questions
        for text, name, act in (
            (
                f"{tr('Yes')}  Y",
                tr("Yes, {name} is the same", name=other.preferred_name),
                ask.say_yes,
            ),
            (
                f"{tr('No')}  N",
                tr("No, {name} is somebody else", name=other.preferred_name),
                ask.say_no,
            ),
        ):
            made = self._button(text, functools.partial(act, two), "")
            made.setAccessibleName(name)
            guard(self._desk, made)
            row.addWidget(made)
        compare = self._button(tr("Compare…"), lambda: ask.merge(person.id, other.id), "quiet")
        guard(self._desk, compare)
        row.addWidget(compare)
        self._column.addSpacing(style.px(8))
        self._column.addWidget(frame)

    def _record(self, person: Person) -> None:
        style = self._desk.style
        self._title(tr("Names"))
        names = FlowLayout(style.px(6))
        for form in person.forms:
            script = f" ({tr(SCRIPTS[form.script])})" if form.script in SCRIPTS else ""
            names.addWidget(dressing.label(style, f"{form.form}{script}", "ui"))
            if form.form != person.preferred_name:
                words = tr("Take the name {name} away", name=form.form)
                away = dressing.tool(style, "close", words, size=12)
                away.clicked.connect(
                    lambda _=False, form=form.form: self._pane.questions.take_name(person, form)
                )
                guard(self._desk, away)
                names.addWidget(away)
        self._flow(names)
        if person.identifiers:
            self._title(tr("Elsewhere"))
            links = FlowLayout(style.px(6))
            for one in person.identifiers:
                words = f"{identifiers.SCHEMES[one.scheme]} {one.value}"
                made = self._button(
                    words, functools.partial(self._desk.follow, one.url), "quiet flush"
                )
                made.setToolTip(one.url)
                links.addWidget(made)
            self._flow(links)
        if person.remark:
            self._title(tr("Remark"))
            remark = dressing.label(style, person.remark, "ui")
            remark.setWordWrap(True)
            self._column.addWidget(remark)

    def _company(self, title: str, found: Sequence[Company], kind: str) -> None:
        if not found:
            return
        self._title(title)
        row = FlowLayout(self._desk.style.px(4))
        for one in found:
            name = country(str(one.key), one.name) if kind == "country" else one.name
            made = self._button(
                f"{name}  {one.article_count}",
                functools.partial(self._go, kind, one),
                "quiet flush",
            )
            words = plural("in {n} article", "in {n} articles", one.article_count)
            made.setAccessibleName(f"{name}, {words}")
            row.addWidget(made)
        self._flow(row)

    def _notes(self, found: Sequence[NoteNaming]) -> None:
        if found:
            self._title(tr("Notes"))
        for one in found:
            act = self._note_opener(one)
            self._column.addWidget(self._lone(self._button(one.title, act, "quiet flush")))

    def _articles(self, page: NamePage) -> None:
        self._title(tr("Articles"))
        if not page.articles:
            words = tr("No article names {name}.", name=page.name)
            self._column.addWidget(dressing.label(self._desk.style, words, "ui", "soft"))
        for one in page.articles:
            self._article(one)
        left = page.total - len(page.articles)
        if left > 0:
            words = plural("Show 1 more", "Show more of {n}", left)
            self._column.addWidget(self._lone(self._button(words, self._pane.show_more, "")))

    def _article(self, one: NamedIn) -> None:
        style = self._desk.style
        self._column.addSpacing(style.px(8))
        title = self._button(
            one.title, lambda: self._show(one.article_id), "quiet flush", "ui_strong"
        )
        title.setProperty("named", True)  # noqa: FBT003 - a property of the style sheet
        self._column.addWidget(self._lone(title))
        meta = " · ".join(part for part in (one.container_title, day(one.issued)) if part)
        if meta:
            self._column.addWidget(dressing.label(style, meta, "small", "faint"))
        for naming in one.sentences[:SENTENCES]:
            made = Sentence(style, naming.text, naming.marks, self._token)
            span = Span(naming.start + naming.marks[0][0], naming.start + naming.marks[0][1])
            made.chosen.connect(lambda span=span: self._show(one.article_id, span))
            self._column.addWidget(made)
        if (more := len(one.sentences) - SENTENCES) > 0:
            words = plural("and 1 more sentence", "and {n} more sentences", more)
            self._column.addWidget(dressing.label(style, words, "small", "faint"))

    # -- small things

    def _title(self, words: str) -> None:
        self._column.addSpacing(self._desk.style.px(14))
        self._column.addWidget(dressing.label(self._desk.style, words, "tiny", "faint"))

    def _button(
        self, words: str, act: Callable[[], object], kind: str, role: str = "ui"
    ) -> QPushButton:
        made = dressing.button(self._desk.style, words.replace("&", "&&"), kind, role)
        made.clicked.connect(lambda: act())
        return made

    def _lone(self, made: QPushButton) -> QWidget:
        """Give a button that stands alone its own width, and less where there is no room."""
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        made.setMaximumWidth(made.sizeHint().width())
        made.setStyleSheet("text-align: left")
        return made

    def _flow(self, row: FlowLayout) -> None:
        box = QWidget()
        box.setLayout(row)
        self._column.addWidget(box)

    def _show(self, article_id: ArticleId, span: Span | None = None) -> None:
        self._desk.show_article(article_id, span, focus=True)

    def _note_opener(self, one: NoteNaming) -> Callable[[], object]:
        return lambda: self._desk.show_note(one.note_id)

    def _go(self, kind: str, one: Company) -> None:
        if kind == "person":
            self._desk.show_person(int(one.key))
        else:
            self._desk.show_country(str(one.key))


def _life(person: Person | None) -> str:
    if person is None or not (person.born or person.died):
        return ""
    return f"{day(person.born) or '?'} – {day(person.died)}".rstrip()
