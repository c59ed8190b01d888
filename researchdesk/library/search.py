# SPDX-License-Identifier: MIT
"""Search: ask the index, show where the words stand, keep the index up to the library."""

from __future__ import annotations

import contextlib
import functools
import json
import time
from typing import TYPE_CHECKING, Any

from researchdesk.annotate import markdown
from researchdesk.config.children import ChildDied, ChildTooSlow
from researchdesk.library import articles, countries, indexing, people, queries
from researchdesk.model.article import ArticleFilter, ArticleId, Shelf, Sort
from researchdesk.model.errors import IndexUnwritable
from researchdesk.model.note import NoteId
from researchdesk.model.search import Completion, Facet, Found, Hint, Hit, IndexStatus, Snippet
from researchdesk.search import snippets as windows
from researchdesk.search.analysis import fold, raw_words
from researchdesk.search.query import OPERATORS
from researchdesk.search.tree import TRASH, And, Articles
from researchdesk.store import article_lists, notes, outbox, tags, title_search
from researchdesk.store import passages as passage_rows
from researchdesk.store import people as person_rows

if TYPE_CHECKING:
    import threading
    from collections.abc import Sequence

    from researchdesk.library.library import Library
    from researchdesk.model.progress import Progress
    from researchdesk.search.tree import Node

TAKE_IN_SECONDS = 300
REBUILD_SECONDS = 4 * 3600
WITHOUT_INDEX = "The search index is being rebuilt. Until it is there, only titles are searched."
LOST = "the process that writes it was ended"
FIELDS = (
    "title:",
    "person:",
    "country:",
    "tag:",
    "author:",
    "site:",
    "since:",
    "before:",
    "in:inbox",
    "in:trash",
    "is:starred",
    "is:unread",
    "has:note",
    "has:annotation",
    "has:person",
)
"""What is proposed of the query language while a word is typed."""


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
    parsed = queries.parse(library, query, typing=typing)
    wanted = chosen or ArticleFilter()
    hints = parsed.hints
    if parsed.is_everything:
        order = Sort.CLIPPED if sort is Sort.RELEVANCE else sort
        total = article_lists.count(library.store, wanted)
        hits = [
            Hit(0.0, one)
            for one in article_lists.listed(library.store, wanted, order, limit, offset)
        ]
    elif library.index.state == "current":
        tree = queries.without_gone(library, _narrowed(library, parsed.tree, wanted))
        hits, total, more = library.index.find(
            tree, sort=sort, limit=limit, offset=offset, cancel=cancel
        )
        hints += more
    else:
        found = title_search.articles(library.store, query)
        hints = (*hints, Hint(WITHOUT_INDEX, 0, 0))
        hits, total = [Hit(0.0, one) for one in found[offset : offset + limit]], len(found)
    return Found(query, tuple(hits), total, hints, (time.perf_counter() - begun) * 1000)


def meant(library: Library, query: str) -> str | None:
    """Give the query with words of the library for those that stand nowhere in it; None when none is near.

    The values of fields stay as they are. Any thread.
    """
    found, end = [], 0
    for raw, start, stop in raw_words(query):
        is_of_field = ":" in (query[start - 1 : start], query[stop : stop + 1])
        other = None if is_of_field or raw in OPERATORS else library.index.did_you_mean(raw)
        if other:
            found += [query[end:start], other]
            end = stop
    return "".join([*found, query[end:]]) if found else None


def snippets(
    library: Library, query: str, hits: Sequence[Hit], *, typing: bool = False
) -> list[Snippet]:
    """Give for each hit the lines where the words of the query stand, marked; any thread."""
    marks = windows.marks_of(queries.parse(library, query, typing=typing).tree)
    return [_snippet(library, marks, hit) for hit in hits]


def title_marks(
    library: Library, query: str, titles: Sequence[str], *, typing: bool = False
) -> list[list[tuple[int, int]]]:
    """Give for each title the places of the query's words in it: code points, half-open."""
    marks = windows.marks_of(queries.parse(library, query, typing=typing).tree)
    return [windows.find_marks(title, marks) for title in titles]


def marks(library: Library, query: str, text: str) -> list[tuple[int, int]]:
    """Give every place of the query's words in a text: code points, half-open."""
    return windows.find_marks(text, windows.marks_of(queries.parse(library, query).tree))


def facets(
    library: Library, query: str, *, chosen: ArticleFilter | None = None, limit: int = 20
) -> dict[str, list[Facet]]:
    """Count what a query finds by person, country, tag, site and year, each without its own filter; any thread.

    Empty while there is no index.
    """
    tree = _narrowed(library, queries.parse(library, query).tree, chosen or ArticleFilter())
    counted = library.index.facets(tree, limit)
    persons = [int(value) for value, _ in counted.get("person", ())]
    labels = {
        "person": {
            str(row.id): row.preferred_name for row in person_rows.rows(library.store, persons)
        },
        "country": {code: countries.name_of(code) for code, _ in counted.get("country", ())},
        "tag": {str(row.id): row.name for row in tags.rows(library.store)},
    }
    return {
        name: [
            Facet(value, label, count, _part(name, value if name in ("country", "year") else label))
            for value, count in found
            if (label := labels.get(name, {}).get(value, value if name in ("site", "year") else ""))
        ]
        for name, found in counted.items()
    }


def holds(words: str, *texts: str) -> bool:
    """Say whether each of these words stands in the texts, in any spelling: what narrows a short list."""
    said = folded("\n".join(texts))
    return all(word in said for word in folded(words).split())


def folded(words: str) -> str:
    """Give words in the form in which all spellings meet, one blank between them."""
    return " ".join(part for word in words.split() if (part := fold(word)))


def begins(words: str, name: str) -> bool:
    """Say whether a name, or a word of it, begins so, in any spelling."""
    said = folded(name)
    return any(said.startswith(folded(words), at) for at in (0, *_after_spaces(said)))


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
                "person",
                row.preferred_name,
                queries.exact(library, row.id, row.preferred_name),
                row.article_count,
            )
            for row in people.find(library, begun, limit)
        ]
    if field in ("", "country"):
        found += [
            Completion("country", row.name, f"country:{row.code}", row.article_count)
            for row in countries.named_like(library, functools.partial(begins, begun))
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
            if begins(begun, row.name)
        ]
    if not field:
        found += [
            Completion("field", name, name, None)
            for name in FIELDS
            if name.startswith(begun.casefold())
        ]
    return found[:limit]


def open_index(library: Library) -> str:
    """Look at the index on the disk; give its state: anything but "current" must be rebuilt.

    What a rebuild that was killed said of itself goes, where no other program can be at it.
    """
    if not library.is_read_only:
        with contextlib.suppress(OSError):
            indexing.progress_file(library.index.folder).unlink()
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
    waiting = outbox.count(library.store.read(), after=library.index.seq)
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
            request = _request(library, "take_in", after=seq)
            answer, _ = library.indexer.ask(request, seconds=TAKE_IN_SECONDS)
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


def tidy(library: Library, progress: Progress | None = None) -> None:
    """Let the child join small parts of the index while there are any; in an idle moment, since it may take seconds."""
    is_joined = library.index.state == "current"
    while is_joined:
        if progress:
            progress.step()
        answer = _asked(library, "tidy", TAKE_IN_SECONDS)
        library.index.refresh()
        is_joined = bool(answer["is_joined"])


def rebuild(library: Library, progress: Progress | None = None) -> int:
    """Build the index anew beside the old one, which answers meanwhile; give the last outbox number it holds."""
    if progress:
        progress.step()
    try:
        answer = _asked(library, "rebuild", REBUILD_SECONDS)
    finally:
        open_index(library)
    return int(answer["seq"])


def fault(library: Library, progress: Progress | None = None) -> str:
    """Let the child look whether the index holds what the library holds; say what is wrong, or nothing. Any thread."""
    if progress:
        progress.step()
    return str(_asked(library, "check", TAKE_IN_SECONDS)["fault"])


def catch_up(library: Library) -> None:
    """Bring the index up to the library, where one thread does both."""
    if library.index.state != "current":
        open_index(library)
    if library.index.state != "current" or is_behind(library):
        settle(library, take_in(library))


def _narrowed(library: Library, tree: Node, chosen: ArticleFilter) -> Node:
    if chosen == ArticleFilter():
        return tree
    if chosen == ArticleFilter(Shelf.TRASH):  # notes lie there, too
        return And((TRASH, tree))
    return And((Articles(tuple(article_lists.ids(library.store, chosen))), tree))


def _snippet(library: Library, marks: windows.Marks, hit: Hit) -> Snippet:
    """Take the lines from the text; where the words stand elsewhere alone, from the comment that holds them."""
    if hit.note_id is not None:
        body = markdown.plain(notes.get(library.store, NoteId(hit.note_id)).body)
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


def _part(field: str, value: str) -> str:
    """Write a filter as a part of a query."""
    return f"{field}:{value}" if value.isalnum() else f'{field}:"{value.replace(chr(34), " ")}"'


def _after_spaces(said: str) -> list[int]:
    return [at + 1 for at, letter in enumerate(said) if letter == " "]


def _asked(library: Library, verb: str, seconds: float) -> dict[str, Any]:
    """Let the child do it; where the child is lost amid it, the index on the disk is as it was before."""
    try:
        return library.indexer.ask(_request(library, verb), seconds=seconds)[0]
    except (ChildDied, ChildTooSlow) as error:
        raise IndexUnwritable(folder=library.index.folder.parent, reason=LOST) from error


def _request(library: Library, verb: str, after: int = 0) -> dict[str, str | int]:
    return {
        "verb": verb,
        "after": after,
        "library": str(library.store.path),
        "index": str(library.index.folder),
        "history": library.store.meta("history") or "",
    }
