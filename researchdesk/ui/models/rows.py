# SPDX-License-Identifier: MIT
"""What one row of the list shows, whatever it stands for; made of the library's rows, never asked for one by one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from researchdesk.ui.translate import country, day, moment_day, plural, tr

if TYPE_CHECKING:
    from researchdesk.model.article import ArticleRow
    from researchdesk.model.note import Note, NoteRow
    from researchdesk.model.passage import Annotation
    from researchdesk.model.people import CountryRow, PersonRow
    from researchdesk.model.search import Snippet

RowKind = Literal["article", "note", "annotation", "person", "country"]
STATES = {
    "changed": "wording changed",
    "moved": "moved",
    "unsure": "not found for certain",
    "orphan": "no longer in the text",
}  # what became of a passage since it was marked; nothing where it stands as it was
LINK = re.compile(r"\[((?:[^\[\]\\\n]|\\.)+)\]\([^()\s]+\)")
Marks = tuple[tuple[int, int], ...]
Key = tuple[RowKind, int | str]  # what tells a thing from all others of a list


class Row(Struct, frozen=True):
    """One row of the list. Marks are code points, half-open; `names` are (token of the colour, name)."""

    kind: RowKind
    id: int | str
    title: str
    source: str = ""
    date: str = ""
    lines: str = ""
    marks: Marks = ()
    title_marks: Marks = ()
    names: tuple[tuple[str, str], ...] = ()
    annotations: int = 0
    is_unread: bool = False
    is_starred: bool = False
    is_trashed: bool = False
    is_filed: bool = False
    colour: str = ""
    article_id: int | None = None
    public_id: str = ""

    @property
    def key(self) -> Key:
        """What tells this row from all others of the list."""
        return (self.kind, self.id)

    @property
    def spoken(self) -> str:
        """What a screen reader says of the row, most telling first."""
        parts = [self.title, self.source, self.date]
        parts += [tr("unread")] if self.is_unread else []
        parts += [tr("starred")] if self.is_starred else []
        if self.annotations:
            parts.append(plural("1 annotation", "{n} annotations", self.annotations))
        if self.colour:
            parts.append(tr(self.colour))
        parts += [self.lines] if self.marks or self.kind != "article" else []
        return ", ".join(part for part in parts if part)

    def found_by(self, snippet: Snippet | None, title_marks: Marks = ()) -> Row:
        """Show where the words of a query stand."""
        if snippet is None or not (snippet.marks or snippet.text):
            return replace(self, title_marks=title_marks)
        return replace(self, lines=snippet.text, marks=snippet.marks, title_marks=title_marks)


def plain_words(opening: str) -> str:
    """Give the first words of a note in one line, links by their words alone."""
    return " ".join(LINK.sub(r"\1", opening).replace("#", " ").split())


def of_article(one: ArticleRow) -> Row:
    """Make the row of an article."""
    names = tuple(
        ("entity.country" if name.country else "entity.person", country(name.country, name.name))
        for name in one.names
    )
    return Row(
        "article",
        one.id,
        one.title,
        one.container_title or "",
        day(one.issued) or moment_day(one.accessed),
        one.opening,
        names=names + tuple(("ink.soft", tag) for tag in one.tags),
        annotations=one.annotation_count,
        is_unread=not one.is_read,
        is_starred=one.is_starred,
        is_trashed=one.is_trashed,
        is_filed=one.is_filed,
        article_id=one.id,
        public_id=one.public_id,
    )


def of_note(one: NoteRow, *, is_trashed: bool = False) -> Row:
    """Make the row of a note."""
    cited = plural("1 citation", "{n} citations", one.citation_count) if one.citation_count else ""
    source = f"{tr('Note')} · {cited}" if cited else tr("Note")
    changed = moment_day(one.modified_at)
    return Row(
        "note", one.id, one.title, source, changed, plain_words(one.opening),
        is_trashed=is_trashed, public_id=one.public_id,
    )  # fmt: skip


def note_row(one: Note) -> Row:
    """Make the row of a note that words were found in."""
    changed = moment_day(one.modified_at)
    return Row("note", one.id, one.title, tr("Note"), changed, public_id=one.public_id)


def of_annotation(one: Annotation) -> Row:
    """Make the row of a passage: its words first, then what was said of it."""
    cited = plural("cited once", "cited {n} times", one.cited_by) if one.cited_by else ""
    token = "ink.soft" if one.status == "moved" else "state.warning"
    named = ((token, state_of(one)), ("ink.soft", cited))
    return Row(
        "annotation", one.id, one.exact, one.article_title, moment_day(one.created_at),
        one.body, names=tuple(pair for pair in named if pair[1]),
        is_trashed=one.trashed_on is not None, colour=str(one.colour),
        article_id=one.article_id, public_id=one.public_id,
    )  # fmt: skip


def state_of(one: Annotation) -> str:
    """Say what became of a passage since it was marked; nothing where it stands as it was."""
    return tr(STATES[one.status]) if one.status in STATES else ""


def of_person(one: PersonRow, *, is_trashed: bool = False) -> Row:
    """Make the row of a person: in how many articles, and the other name forms."""
    count = plural("1 article", "{n} articles", one.article_count)
    forms = " · ".join(form for form in one.forms if form != one.preferred_name)
    return Row(
        "person", one.id, one.preferred_name, count, lines=forms,
        is_starred=one.is_pinned, is_trashed=is_trashed, public_id=one.public_id,
    )  # fmt: skip


def of_country(one: CountryRow) -> Row:
    """Make the row of a country."""
    count = plural("1 article", "{n} articles", one.article_count)
    return Row("country", one.code, country(one.code, one.name), count)
