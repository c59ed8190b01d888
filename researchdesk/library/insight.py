# SPDX-License-Identifier: MIT
"""What many articles tell together: who appears with whom, when, in which countries; and the sentences behind it."""

from __future__ import annotations

from collections import Counter
from operator import itemgetter
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
    from collections.abc import Iterable, Iterator, Sequence

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
) -> list[Beside]:
    """Give who appears with somebody: counted in articles, paragraphs and sentences; the nearest most often first.

    Of accepted mentions, and of suggestions where they are asked for. Any thread.
    """
    statuses = ALSO_SUGGESTED if with_suggestions else ACCEPTED
    own = named[1]
    in_articles: Counter[Who] = Counter()
    places: dict[int, list[tuple[int, Who]]] = {}
    for article, starts, whom in rows.beside(library.store, named, statuses):
        in_articles.update(set(whom))
        placed = [(at, who) for at, who in zip(starts, whom, strict=True) if at is not None]
        if len(placed) > 1 and own in whom:
            places[article] = placed
    in_paragraphs, in_sentences = _near(library, own, places)
    order = {"article": in_articles, "paragraph": in_paragraphs, "sentence": in_sentences}[near]
    counts = {
        who: (in_articles[who], in_paragraphs[who], in_sentences[who])
        for who in in_articles
        if who != own and order[who]
    }
    ranks = {who: (-order[who], -counts[who][0], str(who)) for who in counts}
    first = sorted(counts, key=ranks.__getitem__)
    names = rows.names(library.store, (who for who in first if isinstance(who, int)))
    made = [
        _named(who, names, counts[who]) for who in first if isinstance(who, str) or who in names
    ]
    return made[:limit]


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
    sets = [rows.bearing(library.store, group, statuses) for group in opening.groups]
    if opening.forms:
        standing = queries.holding(library, opening.forms)
        sets.append(set() if standing is None else set(standing.tolist()))
    if opening.article_id is not None:
        sets.append({opening.article_id})
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


def _near(
    library: Library, own: Who, places: dict[int, list[tuple[int, Who]]]
) -> tuple[Counter[Who], Counter[Who]]:
    """Count who shares paragraphs, and who shares sentences, with somebody; each text is read once."""
    in_paragraphs: Counter[Who] = Counter()
    in_sentences: Counter[Who] = Counter()
    for article, text in rows.texts(library.store, sorted(places)):
        for inside in _paragraphs(text, places[article], own):
            in_paragraphs.update({who for _, who in inside} - {own})
            for together in _sentences(text, inside):
                if own in together:
                    in_sentences.update(together - {own})
    return in_paragraphs, in_sentences


def _paragraphs(
    text: str, places: list[tuple[int, Who]], own: Who
) -> Iterator[list[tuple[int, Who]]]:
    """Give for each paragraph that names somebody beside others who is named at which place, in order."""
    done = -1
    for at in sorted(at for at, who in places if who == own):
        if at < done:
            continue
        start, done = _paragraph(text, at)
        inside = [one for one in places if start <= one[0] < done]
        if len(inside) > 1:
            yield sorted(inside, key=itemgetter(0))


def _sentences(text: str, inside: Sequence[tuple[int, Who]]) -> Iterator[set[Who]]:
    """Give who is named in each sentence; a sentence ends between two names or it does not."""
    before, together = inside[0][0], {inside[0][1]}
    for at, who in inside[1:]:
        if words.is_parted(text, before, at):
            yield together
            together = set()
        together.add(who)
        before = at
    yield together


def _paragraph(text: str, at: int) -> Span:
    """Give the paragraph in which a place stands: what is between two line feeds."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _named(who: Who, names: dict[int, str], counts: tuple[int, int, int]) -> Beside:
    if isinstance(who, int):
        return Beside("person", who, names[who], *counts)
    if who.startswith("?"):
        return Beside("suggested", who[1:], who[1:], *counts)
    return Beside("country", who, countries.name_of(who), *counts)
