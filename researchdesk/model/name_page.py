# SPDX-License-Identifier: MIT
"""What the page of a person or a country shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from researchdesk.model.article import ArticleId
    from researchdesk.model.note import NoteId
    from researchdesk.model.people import CountryRow, Person


class Naming(Struct, frozen=True):
    """A sentence that names somebody: its words, the marks in them, and its place in the article's text.

    `marks` count from the sentence's own begin; both are code points, half-open.
    """

    text: str
    start: int
    end: int
    marks: tuple[tuple[int, int], ...]


class NamedIn(Struct, frozen=True):
    """An article that bears a name, with its sentences; none where it is tagged as a whole."""

    article_id: ArticleId
    title: str
    container_title: str
    issued: str | None
    sentences: tuple[Naming, ...]


class Company(Struct, frozen=True):
    """Who or what is named beside somebody, and in how many articles; `key` is the person's number or the code."""

    key: int | str
    name: str
    article_count: int


class NoteNaming(Struct, frozen=True):
    """A note that cites a passage which names somebody, or links to the person."""

    note_id: NoteId
    title: str


class NamePage(Struct, frozen=True):
    """One page: of a person, or of a country; `articles` is a part of the list, `total` all of it."""

    person: Person | None
    country: CountryRow | None
    articles: tuple[NamedIn, ...]
    total: int
    people: tuple[Company, ...]
    countries: tuple[Company, ...]
    notes: tuple[NoteNaming, ...]

    @property
    def name(self) -> str:
        """What stands over the page."""
        if self.person is not None:
            return self.person.preferred_name
        return self.country.name if self.country else ""
