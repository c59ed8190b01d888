# SPDX-License-Identifier: MIT
"""Articles as they stand in the library, their texts and what was received."""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

from msgspec import Struct

ArticleId = NewType("ArticleId", int)
TextVersionId = NewType("TextVersionId", int)


class Contributor(Struct, frozen=True):
    """An author, editor ... as printed: family and given where the form is clear, else literal."""

    family: str | None = None
    given: str | None = None
    literal: str | None = None
    role: str = "author"

    @property
    def name(self) -> str:
        """The name as it reads in a line: given before family."""
        return self.literal or " ".join(part for part in (self.given, self.family) if part)


class TextVersion(Struct, frozen=True):
    """One immutable canonical text of an article; offsets anywhere are code points of `text`, half-open."""

    id: TextVersionId
    article_id: ArticleId
    seq: int
    made_at: str
    extractor: str
    extractor_version: str
    canon_version: int
    html: str
    text: str
    text_sha256: str
    snapshot_id: int | None


class Article(Struct, frozen=True):
    """One saved work. Dates `..._at`, `..._on`: UTC ISO 8601 with Z; `issued`: EDTF, as precise as printed."""

    id: ArticleId
    public_id: str
    item_type: str
    title: str
    container_title: str | None
    issued: str | None
    accessed: str
    language: str | None
    url: str | None
    canonical_url: str | None
    current_version_id: TextVersionId | None
    is_read: bool
    is_starred: bool
    filed_on: str | None
    doubt: str | None
    created_at: str
    modified_at: str
    trashed_on: str | None
    authors: tuple[Contributor, ...]
    tags: tuple[str, ...]

    @property
    def is_filed(self) -> bool:
        """True when it has left the inbox."""
        return self.filed_on is not None


class NamedTag(Struct, frozen=True):
    """A person or country that an article bears, with the number of accepted mentions."""

    name: str
    count: int
    person_id: int | None = None
    country: str | None = None


class ArticleRow(Struct, frozen=True):
    """What a list shows of one article; people and countries most mentioned first."""

    id: ArticleId
    public_id: str
    title: str
    container_title: str | None
    issued: str | None
    accessed: str
    clipped: str
    is_read: bool
    is_starred: bool
    is_filed: bool
    is_trashed: bool
    opening: str
    names: tuple[NamedTag, ...]
    tags: tuple[str, ...]
    note_count: int
    annotation_count: int
    suggestion_count: int


class Snapshot(Struct, frozen=True):
    """A page as received; `sha256` is of the bytes as received."""

    id: int
    article_id: ArticleId
    fetched_at: str
    url: str | None
    media_type: str
    charset: str | None
    sha256: bytes
    body: bytes


class Shelf(StrEnum):
    """The fixed places of the navigation that hold articles."""

    ALL = "all"
    INBOX = "inbox"
    STARRED = "starred"
    UNREAD = "unread"
    TRASH = "trash"


class Sort(StrEnum):
    """The orders of a list of articles; RELEVANCE only where words were searched. Undated last."""

    RELEVANCE = "relevance"
    CLIPPED = "clipped"
    ISSUED = "issued"
    TITLE = "title"
    SITE = "site"


class ArticleFilter(Struct, frozen=True):
    """Which articles a list holds: a shelf, and at most one person, country or tag each."""

    shelf: Shelf = Shelf.ALL
    is_starred: bool = False
    is_unread: bool = False
    person_id: int | None = None
    country: str | None = None
    tag: str | None = None


class LibraryCounts(Struct, frozen=True):
    """The numbers beside the places of the navigation."""

    articles: int
    inbox: int
    starred: int
    annotations: int
    trash: int
    notes: int
    people: int
    countries: int
    to_repair: int  # passages without a certain place
