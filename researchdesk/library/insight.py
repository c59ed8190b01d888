# SPDX-License-Identifier: MIT
"""What many articles tell together: who appears with whom, when, in which countries; and the sentences behind it."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING

from researchdesk.entities import words
from researchdesk.library import countries, name_pages, periods, queries
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
    Who = tuple[str, int | str]

PART = 20  # articles of one part of the sentences
ACCEPTED, ALSO_SUGGESTED = ("accepted",), ("accepted", "suggested")


def beside(
    library: Library,
    named: Named,
    near: Nearness = "article",
    *,
    with_suggestions: bool = False,
    limit: int | None = None,
) -> list[Beside]:
    """Give who appears with somebody: counted in articles, paragraphs and sentences; the nearest most often first.

    Of accepted mentions, and of suggestions where they are asked for. Any thread.
    """
    statuses = ALSO_SUGGESTED if with_suggestions else ACCEPTED
    in_articles: Counter[Who] = Counter()
    placed = []
    own = ("person" if named[0] == "person" else "country", named[1])
    for article in _grouped(rows.beside(library.store, named, statuses)):
        in_articles.update(article.keys() - {own})
        places = {who: at for who, at in article.items() if at}
        if len(places) > 1 and own in places:
            placed.append(places)
    in_paragraphs, in_sentences = _near(library, own, placed)
    order = {"article": in_articles, "paragraph": in_paragraphs, "sentence": in_sentences}[near]
    made = _named(library, in_articles, in_paragraphs, in_sentences)
    made = [one for one in made if order[one.kind, one.key]]
    made.sort(key=lambda one: (-order[one.kind, one.key], -one.articles, one.name))
    return made[:limit]


def timeline(library: Library, subject: Subject, scale: Scale) -> Timeline:
    """Count articles by day, month or year; those without a date, or with one less precise, apart. Any thread."""
    counts: Counter[str] = Counter()
    for issued, number in rows.dates(library.store, articles_of(library, subject)):
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
    ids = articles_of(library, subject)
    if ids is None:
        return countries.rows(library)
    counts = Counter(code for code, _ in rows.countries(library.store, ids))
    found = [CountryRow(code, countries.name_of(code), n) for code, n in counts.items()]
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
    sets = [rows.bearing(library.store, group, statuses) for group in opening.groups]
    if opening.forms:
        sets.append(queries.holding(library, opening.forms))
    if opening.article_id is not None:
        sets.append({opening.article_id})
    if opening.country:
        borne = rows.countries(library.store)
        held = {article for code, article in borne if opening.country in (code, NOWHERE)}
        everywhere = {article for article, _, _ in rows.dated(library.store)}
        sets.append(everywhere - held if opening.country == NOWHERE else held)
    ids = set.intersection(*sets) if sets else None
    return [
        article
        for article, issued, _ in rows.dated(library.store, ids)
        if not opening.period or periods.is_within(issued, opening.period, opening.scale)
    ]


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


def _grouped(
    found: Iterable[tuple[int, int | None, int | None, int | None, str | None, str | None]],
) -> Iterable[dict[Who, list[tuple[int, int]]]]:
    """Give for each article who is named in it, and at which places: (text version, start)."""
    for _, group in groupby(found, key=lambda row: row[0]):
        article: dict[Who, list[tuple[int, int]]] = {}
        for _, version, start, person, country, name in group:
            if person is not None:
                who: Who = ("person", person)
            elif country is not None:
                who = ("country", country)
            else:
                who = ("suggested", name or "")
            places = article.setdefault(who, [])
            if version is not None and start is not None:
                places.append((version, start))
        yield article


def _near(
    library: Library, own: Who, placed: Sequence[dict[Who, list[tuple[int, int]]]]
) -> tuple[Counter[Who], Counter[Who]]:
    """Count who shares a paragraph and a sentence with somebody, each text read once."""
    by_version = {places[own][0][0]: places for places in placed}
    in_paragraphs: Counter[Who] = Counter()
    in_sentences: Counter[Who] = Counter()
    for version, text in rows.version_texts(library.store, sorted(by_version)):
        places = by_version[version]
        for start, end in {_paragraph(text, at) for _, at in places[own]}:
            inside = {
                who: [at for _, at in found if start <= at < end] for who, found in places.items()
            }
            inside = {who: ats for who, ats in inside.items() if ats}
            if len(inside) > 1:
                in_paragraphs.update(inside.keys() - {own})
                in_sentences.update(_sharing(text, (start, end), inside, own))
    return in_paragraphs, in_sentences


def _sharing(text: str, paragraph: Span, inside: dict[Who, list[int]], own: Who) -> Iterable[Who]:
    """Give who shares a sentence of a paragraph with somebody, once for each sentence."""
    begin = paragraph[0]
    own_ats = inside[own]
    for first, last in words.sentences(text[begin : paragraph[1]]):
        start, end = begin + first, begin + last
        if any(start <= at < end for at in own_ats):
            for who, ats in inside.items():
                if who != own and any(start <= at < end for at in ats):
                    yield who


def _paragraph(text: str, at: int) -> Span:
    """Give the paragraph in which a place stands: what is between two line feeds."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _named(library: Library, *counts: Counter[Who]) -> list[Beside]:
    kinds = defaultdict(list)
    for kind, key in counts[0]:
        kinds[kind].append(key)
    people = rows.names(library.store, [int(key) for key in kinds["person"]])
    names: dict[Who, str] = {("person", key): name for key, name in people.items()}
    names |= {("country", code): countries.name_of(str(code)) for code in kinds["country"]}
    names |= {("suggested", name): str(name) for name in kinds["suggested"]}
    return [
        Beside(kind, key, name, *(one[kind, key] for one in counts))  # type: ignore[arg-type]
        for (kind, key), name in names.items()
    ]
