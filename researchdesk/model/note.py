# SPDX-License-Identifier: MIT
"""Notes in Markdown, their saved states, and the citations they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NewType

from msgspec import Struct

if TYPE_CHECKING:
    from researchdesk.model.article import ArticleId
    from researchdesk.model.passage import Annotation, Span, TargetStatus
    from researchdesk.model.people import PersonId

NoteId = NewType("NoteId", int)
CitationKind = Literal["p", "a", "n", "t"]  # passage, article, note, person


class Note(Struct, frozen=True):
    """A Markdown page."""

    id: NoteId
    public_id: str
    title: str
    body: str
    revision: int
    created_at: str
    modified_at: str
    trashed_on: str | None
    tags: tuple[str, ...] = ()


class NoteRow(Struct, frozen=True):
    """What a list shows of a note."""

    id: NoteId
    public_id: str
    title: str
    modified_at: str
    opening: str
    citation_count: int
    tags: tuple[str, ...] = ()


class NoteRevision(Struct, frozen=True):
    """One saved state of a note."""

    revision: int
    title: str
    body: str
    saved_at: str


class ParsedCitation(Struct, frozen=True):
    """A citation as the Markdown parser found it; lines count from 0, `line_last` inclusive."""

    kind: CitationKind
    cited_id: str
    seq: int | None
    line_first: int
    line_last: int
    heading: str | None
    label: str


class Citation(Struct, frozen=True):
    """A saved citation and what it leads to now. `is_broken`: no row, trashed row or alias has that id."""

    note_id: NoteId
    note_title: str
    kind: CitationKind
    cited_id: str
    label: str
    heading: str | None
    line_first: int
    is_broken: bool
    article_id: int | None
    article_title: str | None
    annotation_id: int | None
    exact: str | None
    status: TargetStatus | None


class NoteSource(Struct, frozen=True):
    """What a note cites, or might: its words, the article, the passage where it is one; `line` None: not cited yet."""

    words: str
    article_title: str
    article_id: ArticleId | None
    annotation: Annotation | None
    line: int | None


class Footnote(Struct, frozen=True):
    """What a number in a printed note stands for; without a source it leads nowhere any more."""

    quote: str
    source: str


class Place(Struct, frozen=True):
    """Where an `rd:` link leads: a passage of an article (span in text version `seq`), a note or a person."""

    article_id: ArticleId | None = None
    span: Span | None = None
    seq: int | None = None
    note_id: NoteId | None = None
    person_id: PersonId | None = None
