# SPDX-License-Identifier: MIT
"""Verbs: search, reindex, info."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING, Any

import click

from researchdesk import __version__
from researchdesk.cli.session import Session, table, verb
from researchdesk.library import about, articles, notes, search
from researchdesk.model.article import Sort

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.search import Hit, Snippet


@click.command("search")
@click.argument("query")
@click.option(
    "--limit", type=click.IntRange(min=0), default=20, show_default=True, help="At most so many."
)
@click.option("--offset", type=click.IntRange(min=0), default=0, help="Leave out so many.")
@click.option(
    "--sort",
    type=click.Choice([str(one) for one in Sort]),
    default=str(Sort.RELEVANCE),
    help="The order.",
)
@verb
def searching(session: Session, query: str, limit: int, offset: int, sort: str) -> None:
    r"""Search articles and notes.

    \b
    researchdesk search vucic
    researchdesk search 'deport* country:RS since:2026-09'
    """
    with session.searching() as (library, is_writable):
        if is_writable:
            search.catch_up(library)
        else:
            search.open_index(library)
        found = search.find(library, query, sort=Sort(sort), limit=limit, offset=offset)
        windows = search.snippets(library, query, found.hits)
        hits = [
            _hit(library, query, hit, window)
            for hit, window in zip(found.hits, windows, strict=True)
        ]
    value = {
        "query": query,
        "total": found.total,
        "took_ms": round(found.took_ms, 2),
        "hints": [{"text": one.text, "start": one.start, "end": one.end} for one in found.hints],
        "hits": hits,
    }
    words = [f"{found.total} found in {found.took_ms:.0f} ms", *(one.text for one in found.hints)]
    rows = [
        (one.get("article") or f"note {one['note']}", one["title"], one["snippet"]) for one in hits
    ]
    session.show(value, "\n".join([*words, table(rows) if rows else ""]).rstrip())


@click.command()
@verb
def reindex(session: Session) -> None:
    r"""Build the search index anew.

    \b
    researchdesk reindex
    """
    with session.changing() as library:
        search.settle(library, search.rebuild(library))
        count = library.index.count
    session.show({"documents": count}, f"{count} articles and notes are in the index.")


@click.command()
@verb
def info(session: Session) -> None:
    r"""Show versions, counts, sizes and folders.

    \b
    researchdesk info --json
    """
    with session.reading() as library:
        value = about.summary(library) | {
            "version": __version__,
            "python": platform.python_version(),
        }
    session.show(value, table((name, item) for name, item in _flat(value)))


def _hit(library: Library, query: str, hit: Hit, window: Snippet) -> dict[str, Any]:
    shape: dict[str, Any]
    if hit.note_id is not None:
        held = notes.get(library, hit.note_id)
        shape, title = {"note": held.id}, held.title
    else:
        assert hit.article_id is not None
        title = articles.get(library, hit.article_id).title
        shape = {"article": hit.article_id}
    where = window.where
    if not window.marks and where == "text" and search.title_marks(library, query, [title])[0]:
        where = "title"
    return shape | {
        "score": round(hit.score, 4),
        "title": title,
        "snippet": window.text,
        "marks": [list(mark) for mark in window.marks],
        "where": where,
    }


def _flat(value: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, item in value.items():
        found += (
            _flat(item, f"{prefix}{name} ")
            if isinstance(item, dict)
            else [(f"{prefix}{name}", item)]
        )
    return found


VERBS = (searching, reindex, info)
