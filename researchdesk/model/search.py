# SPDX-License-Identifier: MIT
"""What was asked of the index and what it answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from researchdesk.model.article import ArticleId
    from researchdesk.model.note import NoteId

Where = Literal["text", "title", "note", "annotation"]
IndexState = Literal["current", "behind", "rebuilding", "absent", "failed"]


@dataclass(frozen=True, slots=True)
class Hint:
    """One sentence on a part of the query that could not be read as meant; offsets in the query, half-open."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """A window of a text with marks in it; marks are (start, end) code points of `text`, half-open."""

    text: str
    marks: tuple[tuple[int, int], ...]
    where: Where


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer: an article or a note page."""

    score: float
    article_id: ArticleId | None = None
    note_id: NoteId | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a query: hits of the page asked for, the whole number, and what could not be read as meant."""

    query: str
    hits: tuple[Hit, ...]
    total: int
    hints: tuple[Hint, ...] = ()
    took_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow an answer: `insert` is the query's part for it, `count` how many of the hits it leaves."""

    value: str
    label: str
    count: int
    insert: str


@dataclass(frozen=True, slots=True)
class AlsoAs:
    """Plain words that are a known name: its forms in other letters, and the query that asks for all of them."""

    words: str
    forms: tuple[str, ...]
    query: str


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query under a name; it finds what it finds at the moment it is asked."""

    id: int
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """How the index stands to the library: shown in words in the status bar."""

    state: IndexState
    done: int = 0
    total: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One article or note page as the index takes it in; ids and codes only from accepted mentions."""

    kind: Literal["article", "note"]
    id: int
    title: str = ""
    body: str = ""
    note: str = ""
    authors: tuple[str, ...] = ()
    site: str = ""
    container_title: str = ""
    tags: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    person_ids: tuple[int, ...] = ()
    country_codes: tuple[str, ...] = ()
    tag_ids: tuple[int, ...] = ()
    language: str = ""
    issued: str = ""
    clipped: str = ""
    item_type: str = ""
    has_annotation: bool = False
    is_trashed: bool = False


@dataclass(frozen=True, slots=True)
class Completion:
    """One proposal for the word being typed: what to show, the query text to insert, and in how many articles."""

    kind: Literal["person", "country", "tag", "field"]
    text: str
    insert: str
    count: int | None = None
