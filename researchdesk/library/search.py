# SPDX-License-Identifier: MIT
"""Search: ask the index, show where the words stand, keep the index up to the library."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import time
from typing import TYPE_CHECKING

from researchdesk.config.children import ChildDied, ChildTooSlow
from researchdesk.entities import countries as country_tables
from researchdesk.library import articles, countries, indexing, people
from researchdesk.model.article import ArticleFilter, ArticleId, Shelf, Sort
from researchdesk.model.note import NoteId
from researchdesk.model.search import Completion, Found, Hint, Hit, IndexStatus, Snippet
from researchdesk.search import query as queries
from researchdesk.search import snippets as windows
from researchdesk.store import article_lists, notes, outbox, tags, title_search
from researchdesk.store import passages as passage_rows

if TYPE_CHECKING:
    import threading
    from collections.abc import Sequence

    from researchdesk.library.library import Library
    from researchdesk.model.progress import Progress
    from researchdesk.search.query import Parsed

TAKE_IN_SECONDS = 300
REBUILD_SECONDS = 4 * 3600
WITHOUT_INDEX = "The search index is being rebuilt. Until it is there, only titles are searched."
EXAMPLES = (
    ("title:", "title:treaty"),
    ("person:", 'person:"Marie Curie"'),
    ("country:", "country:serbia"),
    ("tag:", "tag:work"),
    ("author:", "author:petrović"),
    ("site:", "site:example.org"),
    ("since:", "since:2024-05"),
    ("before:", "before:2020"),
    ("in:inbox", "what is not filed away"),
    ("is:starred", "what has a star"),
    ("has:note", "what has a comment"),
)


def find(  # noqa: PLR0913 - a question has these parts
    library: Library,
    query: str,
    *,
    typing: bool = False,
    sort: Sort = Sort.RELEVANCE,
    limit: int = 200,
    offset: int = 0,
    cancel: threading.Event | None = None,
    chosen: ArticleFilter | None = None,
) -> Found:
    """Answer a query with the hits of one page and the whole number; an empty query is the library by date.

    Any thread. While typing, the last word counts as a beginning. `chosen` narrows the answer to a place.
    """
    begun = time.perf_counter()
    parsed = _parse(library, query, typing=typing)
    wanted = _narrowed(parsed, chosen)
    hints = parsed.hints
    if parsed.is_everything:
        order = Sort.CLIPPED if sort is Sort.RELEVANCE else sort
        total = article_lists.count(library.store, wanted)
        hits = [
            Hit(0.0, one)
            for one in article_lists.listed(library.store, wanted, order, limit, offset)
        ]
    elif library.index.state == "current":
        hits, total = _from_index(library, parsed, wanted, sort, (limit, offset), cancel)
    else:
        found = title_search.articles(library.store, query)
        hints = (*hints, Hint(WITHOUT_INDEX, 0, 0))
        hits, total = [Hit(0.0, one) for one in found[offset : offset + limit]], len(found)
    return Found(query, tuple(hits), total, tuple(hints), (time.perf_counter() - begun) * 1000)


def snippets(
    library: Library, query: str, hits: Sequence[Hit], *, typing: bool = False
) -> list[Snippet]:
    """Give for each hit the lines where the words of the query stand, marked; any thread."""
    marks = windows.marks_of(_parse(library, query, typing=typing))
    return [_snippet(library, marks, hit) for hit in hits]


def title_marks(
    library: Library, query: str, titles: Sequence[str], *, typing: bool = False
) -> list[list[tuple[int, int]]]:
    """Give for each title the places of the query's words in it: code points, half-open."""
    marks = windows.marks_of(_parse(library, query, typing=typing))
    return [windows.find_marks(title, marks) for title in titles]


def marks(library: Library, query: str, text: str) -> list[tuple[int, int]]:
    """Give every place of the query's words in a text: code points, half-open."""
    return windows.find_marks(text, windows.marks_of(_parse(library, query)))


def complete(library: Library, words: str, limit: int = 8) -> list[Completion]:
    """Propose people, countries, tags and fields for the word being typed (`vuc`, `country:se`); any thread."""
    field, _, begun = words.rpartition(":")
    field = field.casefold()
    found: list[Completion] = []
    if len(begun) < 2 and not field:
        return found
    if field in ("", "person"):
        found += [
            Completion(
                "person", row.preferred_name, f'person:"{row.preferred_name}"', row.article_count
            )
            for row in people.find(library, begun, limit)
        ]
    if field in ("", "country"):
        wanted = country_tables.fold_words(begun)
        found += [
            Completion("country", row.name, f"country:{row.code}", row.article_count)
            for row in countries.rows(library)
            if any(part.startswith(wanted) for part in _starts(row.name))
        ]
    if field in ("", "tag"):
        found += [
            Completion(
                "tag",
                row.name,
                f'tag:"{row.name}"' if " " in row.name else f"tag:{row.name}",
                row.article_count,
            )
            for row in tags.rows(library.store)
            if row.name.casefold().startswith(begun.casefold())
        ]
    if not field:
        found += [
            Completion("field", name, name, None)
            for name, _ in EXAMPLES
            if name.startswith(begun.casefold())
        ]
    return found[:limit]


def open_index(library: Library) -> str:
    """Look at the index on the disk; give its state: anything but "current" must be rebuilt."""
    return library.index.open(
        library.store.meta("history") or "", outbox.last(library.store.read())
    )


def is_behind(library: Library) -> bool:
    """Say whether the index has something to take in; any thread."""
    return outbox.count(library.store.read()) > 0


def status(library: Library) -> IndexStatus:
    """Say how the index stands to the library; any thread."""
    with contextlib.suppress(OSError, ValueError):
        held = json.loads(indexing.progress_file(library.index.folder).read_text())
        return IndexStatus("rebuilding", held["done"], held["total"])
    if library.index.state != "current":
        return IndexStatus("absent", reason=library.index.reason)
    waiting = outbox.count(library.store.read())
    return IndexStatus("behind" if waiting else "current", 0, waiting)


def take_in(library: Library, progress: Progress | None = None) -> int:
    """Let the child take the outbox in, or build the index where it cannot be read; give the last number taken.

    Any thread but the GUI's. The library's thread then calls `settle` with the number.
    """
    if library.index.state != "current" and open_index(library) != "current":
        return rebuild(library, progress)
    seq = 0
    while True:
        if progress:
            progress.step()
        try:
            answer, _ = library.indexer.ask(_request(library, "take_in"), seconds=TAKE_IN_SECONDS)
        except (ChildDied, ChildTooSlow):
            return rebuild(library, progress)
        seq = max(seq, int(answer["seq"]))
        library.index.refresh()
        if not answer["is_more"]:
            return seq


def settle(library: Library, seq: int) -> None:
    """Drop the outbox's rows that the index holds; in the library's thread."""
    if seq and not library.is_read_only:
        with library.operation("Index", undoable=False):
            outbox.forget(library.store.db.conn, seq)


def rebuild(library: Library, progress: Progress | None = None) -> int:
    """Build the index anew beside the old one, which answers meanwhile; give the last outbox number it holds."""
    if progress:
        progress.step()
    answer, _ = library.indexer.ask(_request(library, "rebuild"), seconds=REBUILD_SECONDS)
    open_index(library)
    return int(answer["seq"])


def catch_up(library: Library) -> None:
    """Bring the index up to the library, where one thread does both."""
    if library.index.state != "current":
        open_index(library)
    if library.index.state != "current" or is_behind(library):
        settle(library, take_in(library))


def _parse(library: Library, query: str, *, typing: bool = False) -> Parsed:
    def expand(field: str, words: str) -> list[int | str] | None:
        if field == "person":
            return list(people.matching(library, words)) or None
        if field == "country":
            code = country_tables.code_of(words)
            return [code] if code else None
        tag_id = tags.find(library.store, words)
        return [tag_id] if tag_id else None

    return queries.parse(query, typing=typing, expand=expand)


def _narrowed(parsed: Parsed, chosen: ArticleFilter | None) -> ArticleFilter:
    wanted = chosen or ArticleFilter()
    for shelf in (Shelf.INBOX, Shelf.TRASH):
        if f"in:{shelf}" in parsed.wants:
            wanted = dataclasses.replace(wanted, shelf=shelf)
    if "is:starred" in parsed.wants:
        wanted = dataclasses.replace(wanted, is_starred=True)
    if "is:unread" in parsed.wants:
        wanted = dataclasses.replace(wanted, is_unread=True)
    return wanted


def _from_index(
    library: Library,
    parsed: Parsed,
    wanted: ArticleFilter,
    sort: Sort,
    page: tuple[int, int],
    cancel: threading.Event | None,
) -> tuple[list[Hit], int]:
    limit, offset = page
    if wanted == ArticleFilter():
        return library.index.find(parsed, sort=sort, limit=limit, offset=offset, cancel=cancel)
    hits, _ = library.index.find(
        parsed, sort=sort, limit=library.index.count or 1, offset=0, cancel=cancel
    )
    passing = article_lists.among(
        library.store, [hit.article_id for hit in hits if hit.article_id], wanted
    )
    kept = [hit for hit in hits if hit.article_id in passing]
    return kept[offset : offset + limit], len(kept)


def _snippet(library: Library, marks: windows.Marks, hit: Hit) -> Snippet:
    """Take the lines from the text; where the words stand elsewhere alone, from the comment that holds them."""
    if hit.note_id is not None:
        body = notes.get(library.store, NoteId(hit.note_id)).body
        text, found = windows.snippet(body, marks)
        return Snippet(text, tuple(found), "note")
    assert hit.article_id is not None
    body = articles.text_or_nothing(library, ArticleId(hit.article_id))
    text, found = windows.snippet(body, marks)
    if not found:
        for one in passage_rows.of_article(library.store, ArticleId(hit.article_id)):
            comment, marked = windows.snippet(one.body, marks)
            if marked:
                return Snippet(comment, tuple(marked), "annotation")
    return Snippet(text, tuple(found), "text")


def _starts(name: str) -> list[str]:
    folded = country_tables.fold_words(name)
    return [folded, *folded.split()]


def _request(library: Library, verb: str) -> dict[str, str]:
    return {
        "verb": verb,
        "library": str(library.store.path),
        "index": str(library.index.folder),
        "history": library.store.meta("history") or "",
    }
