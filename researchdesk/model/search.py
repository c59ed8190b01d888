# SPDX-License-Identifier: MIT
"""What was asked of the index and what it answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from researchdesk.model.article import ArticleId
    from researchdesk.model.note import NoteId

Where = Literal["text", "title", "note", "annotation"]
IndexState = Literal["current", "behind", "rebuilding", "absent", "failed"]


class Hint(Struct, frozen=True):
    """One sentence on a part of the query that could not be read as meant; offsets in the query, half-open."""

    text: str
    start: int
    end: int


class Snippet(Struct, frozen=True):
    """A window of a text with marks in it; marks are (start, end) code points of `text`, half-open."""

    text: str
    marks: tuple[tuple[int, int], ...]
    where: Where


class Hit(Struct, frozen=True):
    """One answer: an article or a note page."""

    score: float
    article_id: ArticleId | None = None
    note_id: NoteId | None = None


class Found(Struct, frozen=True):
    """The answer to a query: hits of the page asked for, the whole number, and what could not be read as meant."""

    query: str
    hits: tuple[Hit, ...]
    total: int
    hints: tuple[Hint, ...] = ()
    took_ms: float = 0.0


class Facet(Struct, frozen=True):
    """One way to narrow an answer: `insert` is the query's part for it, `count` how many of the hits it leaves."""

    value: str
    label: str
    count: int
    insert: str


class AlsoAs(Struct, frozen=True):
    """Plain words that are a known name: its forms in other letters, and the query that asks for all of them."""

    words: str
    forms: tuple[str, ...]
    query: str


class SavedSearch(Struct, frozen=True):
    """A query under a name; it finds what it finds at the moment it is asked."""

    id: int
    name: str
    query: str


class IndexStatus(Struct, frozen=True):
    """How the index stands to the library: shown in words in the status bar."""

    state: IndexState
    done: int = 0
    total: int = 0
    reason: str = ""


class Document(Struct, frozen=True):
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


class Completion(Struct, frozen=True):
    """One proposal for the word being typed: what to show, the query text to insert, and in how many articles."""

    kind: Literal["person", "country", "tag", "field"]
    text: str
    insert: str
    count: int | None = None
