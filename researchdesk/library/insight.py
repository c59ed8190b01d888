# SPDX-License-Identifier: MIT
"""What many articles tell together: who appears with whom, when, in which countries; and the sentences behind it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from researchdesk.library import countries, name_pages, periods, queries
from researchdesk.library.nearness import Together
from researchdesk.model.article import ArticleId
from researchdesk.model.insight import (
    NOWHERE,
    UNDATED,
    VAGUE,
    Beside,
    Named,
    Opened,
    Subject,
    Timeline,
)
from researchdesk.model.name_page import NamedIn
from researchdesk.model.people import CountryRow
from researchdesk.store import insight as rows
from researchdesk.store import name_pages as page_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from researchdesk.library.library import Library
    from researchdesk.model.insight import Nearness, Opening, Scale
    from researchdesk.model.name_page import Naming

    Span = tuple[int, int]
    Who = int | str

PART = 20  # articles of one part of the sentences
ACCEPTED, ALSO_SUGGESTED = ("accepted",), ("accepted", "suggested")


def beside(
    library: Library,
    named: Named,
    near: Nearness = "article",
    *,
    with_suggestions: bool = False,
    limit: int | None = None,
    newest: int = 0,
) -> list[Beside]:
    """Give who appears with somebody: counted in articles, paragraphs and sentences; the nearest most often first.

    Of accepted mentions, and of suggestions where they are asked for; with so many of the newest articles. Any thread.
    """
    found = Together(library, named, ALSO_SUGGESTED if with_suggestions else ACCEPTED)
    order, in_articles = found.counts(near), found.counts("article")
    counts = list(
        zip(in_articles, found.counts("paragraph"), found.counts("sentence"), strict=True)
    )
    first = sorted(
        (at for at, number in enumerate(order) if number),
        key=lambda at: (-order[at], -in_articles[at], str(found.whom[at])),
    )
    whom = [(found.whom[at], counts[at]) for at in first]
    names = rows.names(library.store, (who for who, _ in whom if isinstance(who, int)))
    shown = [(who, count) for who, count in whom if isinstance(who, str) or who in names][:limit]
    latest = found.newest(library, near, [who for who, _ in shown], newest) if newest else {}
    return [_named(who, names, count, tuple(latest.get(who, ()))) for who, count in shown]


def timeline(library: Library, subject: Subject, scale: Scale) -> Timeline:
    """Count articles by day, month or year; those without a date, or with one less precise, apart. Any thread."""
    counts: Counter[str] = Counter()
    ids = articles_of(library, subject)
    for issued, articles in rows.by_date(library.store):
        number = len(articles) if ids is None else len(ids.intersection(articles))
        if number:
            counts[periods.period_of(issued, scale)] += number
    vague, undated = counts.pop(VAGUE, 0), counts.pop(UNDATED, 0)
    return Timeline(scale, tuple(periods.filled(counts, scale)), vague, undated)


def by_period(library: Library, subject: Subject, scale: Scale) -> dict[str, list[int]]:
    """Give the articles of each period, the newest first, also of VAGUE and UNDATED. Any thread."""
    found: dict[str, list[int]] = {}
    for article, issued, _ in rows.dated(library.store, articles_of(library, subject)):
        found.setdefault(periods.period_of(issued, scale), []).append(article)
    return found


def by_country(library: Library, subject: Subject) -> list[CountryRow]:
    """Count articles by the countries that they bear, the most first. Any thread."""
    if subject.kind == "query" and str(subject.value).strip():
        counts = queries.countries_of(library, str(subject.value))
    else:
        ids = articles_of(library, subject)
        if ids is None:
            return countries.rows(library)
        counts = rows.countries_in(library.store, ids)
    found = [CountryRow(code, countries.name_of(code), number) for code, number in counts]
    return sorted(found, key=lambda row: (-row.article_count, row.code))


def articles_of(library: Library, subject: Subject) -> set[int] | None:
    """Give the articles that are counted; None for all."""
    if subject.kind == "query" and str(subject.value).strip():
        return queries.article_ids(library, str(subject.value))
    if subject.kind in ("person", "country"):
        return rows.bearing(library.store, [(subject.kind, subject.value)], ACCEPTED)
    return None


def sentences(library: Library, opening: Opening, limit: int = PART) -> Opened:
    """Give the sentences behind a number, by article, the newest first; any thread.

    `total` counts the articles; where nearness asks for places, those alone that have one.
    """
    statuses = ALSO_SUGGESTED if opening.with_suggestions else ACCEPTED
    chosen = _chosen(library, opening, statuses)
    if opening.near == "article":
        shown, total = chosen[:limit], len(chosen)
        return Opened(tuple(_named_in(library, opening, shown, statuses)), total)
    found = [one for one in _named_in(library, opening, chosen, statuses) if one.sentences]
    return Opened(tuple(found[:limit]), len(found))


def _chosen(library: Library, opening: Opening, statuses: Sequence[str]) -> list[int]:
    """Give the articles of an opening, the newest first."""
    among = opening.article_ids
    sets = [rows.bearing(library.store, group, statuses, among) for group in opening.groups]
    if opening.forms:
        standing = queries.holding(library, opening.forms)
        sets.append(set() if standing is None else set(standing.tolist()))
    if among:
        sets.append(set(among))
    if opening.query.strip():
        sets.append(queries.article_ids(library, opening.query))
    if opening.country:
        sets.append(_bearing_country(library, opening.country))
    ids = set.intersection(*sets) if sets else None
    return [
        article
        for article, issued, _ in rows.dated(library.store, ids)
        if not opening.period or periods.is_within(issued, opening.period, opening.scale)
    ]


def _bearing_country(library: Library, code: str) -> set[int]:
    borne = rows.of_countries(library.store)
    if code != NOWHERE:
        return set(borne.get(code, ()))
    everything = (articles for _, articles in rows.by_date(library.store))
    return set().union(*everything).difference(*borne.values())


def _named_in(
    library: Library, opening: Opening, ids: Sequence[int], statuses: Sequence[str]
) -> Iterable[NamedIn]:
    """Give articles with the sentences that count: of those named near each other, or of the words that stand there."""
    spans = [rows.spans(library.store, group, ids, statuses) for group in opening.groups]
    for row in page_rows.articles(library.store, ids):
        text = row["text"] or ""
        marks = [found.get(row["id"], []) for found in spans]
        if opening.forms:
            marks = [queries.places(text, opening.forms)]
        yield NamedIn(
            ArticleId(row["id"]),
            row["title"],
            row["container_title"] or "",
            row["issued"],
            _together(text, marks, opening.near),
        )


def _together(text: str, marks: Sequence[Sequence[Span]], near: Nearness) -> tuple[Naming, ...]:
    """Give the sentences with marks; where nearness is asked for, those that hold one of each kind so near."""
    every = sorted(span for group in marks for span in group)
    found = name_pages.sentences(text, every)
    if near == "sentence":
        bounds = [(one.start, one.end) for one in found]
    elif near == "paragraph":
        bounds = sorted({_paragraph(text, one.start) for one in found})
    else:
        return found
    kept = [
        (start, end)
        for start, end in bounds
        if all(any(start <= at < end for at, _ in group) for group in marks)
    ]
    return tuple(one for one in found if any(start <= one.start < end for start, end in kept))


def _paragraph(text: str, at: int) -> Span:
    """Give the paragraph in which a place stands: what is between two line feeds."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _named(
    who: Who, names: dict[int, str], counts: tuple[int, int, int], newest: tuple[int, ...]
) -> Beside:
    if isinstance(who, int):
        return Beside("person", who, names[who], *counts, newest)
    if who.startswith("?"):
        return Beside("suggested", who[1:], who[1:], *counts, newest)
    return Beside("country", who, countries.name_of(who), *counts, newest)
