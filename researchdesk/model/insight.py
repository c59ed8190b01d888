# SPDX-License-Identifier: MIT
"""What is counted over many articles: who appears with whom, when, where, and names against articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from researchdesk.model.name_page import Company, NamedIn

Nearness = Literal["article", "paragraph", "sentence"]
Scale = Literal["day", "month", "year"]
Columns = Literal["article", "month", "year", "country"]
Counts = Literal["tags", "text"]
Named = tuple[Literal["person", "country"], int | str]
"""A person by number, or a country by code."""
UNDATED, VAGUE, NOWHERE = "undated", "vague", "none"
"""Columns of what has no date, a date less precise than the columns, no country."""


class Subject(Struct, frozen=True):
    """What articles are counted: those that bear a person or a country, or that a query finds; no kind: all."""

    kind: Literal["", "person", "country", "query"] = ""
    value: int | str = ""


class Beside(Struct, frozen=True):
    """Somebody named beside another: in so many articles, paragraphs and sentences of them, together.

    `key` is the person's number, the country's code, or the name that is only suggested so far. `newest` are some of
    the articles in which they are as near as was asked for.
    """

    kind: Literal["person", "country", "suggested"]
    key: int | str
    name: str
    articles: int
    paragraphs: int
    sentences: int
    newest: tuple[int, ...] = ()


class Timeline(Struct, frozen=True):
    """Articles by period, oldest first, none left out between; `vague` have a date that is less precise."""

    scale: Scale
    periods: tuple[tuple[str, int], ...]
    vague: int
    undated: int

    @property
    def total(self) -> int:
        """All articles that were counted."""
        return sum(count for _, count in self.periods) + self.vague + self.undated


class Opening(Struct, frozen=True):
    """Which sentences are wanted.

    Each group is somebody who must be named; of several in a group any one. `near` says how near to each other. `forms`
    are words that must stand in the text instead. `period` is a year, a month or a day, UNDATED or VAGUE; `scale` what
    a vague date is vague for; `country` a code or NOWHERE; `query` must find the article. A suggested name
    counts where `with_suggestions` is true.
    """

    groups: tuple[tuple[Named, ...], ...] = ()
    near: Nearness = "article"
    forms: tuple[str, ...] = ()
    period: str = ""
    scale: Scale = "day"
    country: str = ""
    article_ids: tuple[int, ...] = ()
    query: str = ""
    with_suggestions: bool = False


class Opened(Struct, frozen=True):
    """The sentences behind a number: a part of the articles, the newest first, and how many there are in all."""

    articles: tuple[NamedIn, ...]
    total: int


class Column(Struct, frozen=True):
    """A column of the matrix: an article's number, a month, a year, a country's code; and what stands over it."""

    key: str
    label: str


class MatrixRow(Struct, frozen=True):
    """A name of the list: whom it fits, by which of their names, and the counts by column.

    `tags` are articles that bear the person, `text` those in which one of `forms` stands; None without an index.
    """

    name: str
    fit: Literal["exact", "by ear", "several", "unknown"]
    people: tuple[Company, ...]
    forms: tuple[str, ...]
    tags: Mapping[str, int] = field(default_factory=dict)
    text: Mapping[str, int] | None = None
    tags_total: int = 0
    text_total: int = 0


class Matrix(Struct, frozen=True):
    """Names against articles, months, years or countries."""

    by: Columns
    columns: tuple[Column, ...]
    rows: tuple[MatrixRow, ...]
