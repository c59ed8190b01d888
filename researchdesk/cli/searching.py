# SPDX-License-Identifier: MIT
"""Verbs: search, searches list, save, rename, delete; reindex, info."""

from __future__ import annotations

import contextlib
import platform
from typing import TYPE_CHECKING, Any

import click
from msgspec import to_builtins

from researchdesk import __version__
from researchdesk.cli.session import Session, Verbs, table, verb
from researchdesk.library import about, articles, notes, queries, search, searches
from researchdesk.model.article import Sort
from researchdesk.model.errors import DiskFailing, DiskFull, IndexUnwritable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from researchdesk.library.library import Library
    from researchdesk.model.search import Facet, Hit, Snippet


@click.command("search")
@click.argument("query", default="")
@click.option("--saved", metavar="NAME", help="Search for what is saved under this name.")
@click.option("--facets", is_flag=True, help="Count the hits by person, country, tag, site, year.")
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
def searching(  # noqa: PLR0913 - one for each option
    session: Session,
    query: str,
    saved: str | None,
    facets: bool,
    limit: int,
    offset: int,
    sort: str,
) -> None:
    r"""Search articles and notes.

    \b
    researchdesk search vucic
    researchdesk search 'deport* country:RS since:2026-09'
    researchdesk search --saved "Balkan talks" --facets
    """
    with session.searching() as (library, is_writable):
        bring_up(library, is_writable=is_writable)
        if saved is not None:
            query = f"({searches.named(library, saved).query}) {query}".strip()
        found = search.find(library, query, sort=Sort(sort), limit=limit, offset=offset)
        windows = search.snippets(library, query, found.hits)
        hits = [
            _hit(library, query, hit, window)
            for hit, window in zip(found.hits, windows, strict=True)
        ]
        counted = search.facets(library, query) if facets else None
        other = None if found.total else search.meant(library, query)
        near = search.find(library, other, limit=1).total if other else 0
        also = queries.also_as(library, query)
    value = {
        "query": query,
        "total": found.total,
        "took_ms": round(found.took_ms, 2),
        "hints": [{"text": one.text, "start": one.start, "end": one.end} for one in found.hints],
        "hits": hits,
    }
    if near:
        value["meant"] = {"query": other, "total": near}
    if also:
        value["also_as"] = [to_builtins(one) for one in also]
    if counted is not None:
        value["facets"] = {name: [_facet(one) for one in some] for name, some in counted.items()}
    words = [f"{found.total} found in {found.took_ms:.0f} ms", *(one.text for one in found.hints)]
    if near:
        words.append(f"Did you mean {other}? It finds {near}.")
    words += [f"“{one.words}” also as: {', '.join(one.forms)}" for one in also]
    rows = [
        (one.get("article") or f"note {one['note']}", one["title"], one["snippet"]) for one in hits
    ]
    counts = [
        (name, one.label, one.count) for name, some in (counted or {}).items() for one in some
    ]
    parts = [*words, *(table(part) for part in (rows, counts) if part)]
    session.show(value, "\n".join(parts))


@click.group("searches", cls=Verbs)
def searches_group() -> None:
    """Keep searches under names."""


@searches_group.command("list")
@verb
def searches_list(session: Session) -> None:
    r"""List the saved searches with what they find now.

    \b
    researchdesk searches list
    """
    with session.searching() as (library, is_writable):
        bring_up(library, is_writable=is_writable)
        held = [(one, searches.total(library, one)) for one in searches.rows(library)]
    session.show(
        [{"name": one.name, "query": one.query, "total": total} for one, total in held],
        table((one.name, total, one.query) for one, total in held),
    )


@searches_group.command("save")
@click.argument("name")
@click.argument("query")
@verb
def searches_save(session: Session, name: str, query: str) -> None:
    r"""Save a query under a name; one of this name gets the new query.

    \b
    researchdesk searches save "Balkan talks" 'country:RS OR country:AL since:2026'
    """
    with session.changing() as library:
        searches.save(library, name, query)
    session.show_changes()


@searches_group.command("rename")
@click.argument("name")
@click.argument("new")
@verb
def searches_rename(session: Session, name: str, new: str) -> None:
    r"""Give a saved search another name.

    \b
    researchdesk searches rename "Balkan talks" Balkans
    """
    with session.changing() as library:
        searches.rename(library, name, new)
    session.show_changes()


@searches_group.command("delete")
@click.argument("name")
@verb
def searches_delete(session: Session, name: str) -> None:
    r"""Delete a saved search; what it finds stays where it is.

    \b
    researchdesk searches delete Balkans
    """
    with session.changing() as library:
        searches.delete(library, name)
    session.show_changes()


@click.command()
@verb
def reindex(session: Session) -> None:
    r"""Build the search index anew.

    \b
    researchdesk reindex
    """
    with session.holding() as library:
        search.settle(library, search.rebuild(library))
        count = library.index.count
    session.show({"documents": count}, f"Articles and notes in the index: {count}.")


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


@contextlib.contextmanager
def asking(session: Session, query: str | None) -> Iterator[Library]:
    """Open the library to read; where a query is asked, with its index brought up."""
    if query is None:
        with session.reading() as library:
            yield library
    else:
        with session.searching() as (library, is_writable):
            bring_up(library, is_writable=is_writable)
            yield library


def bring_up(library: Library, *, is_writable: bool) -> None:
    """Bring the index up; where that is not possible, say so, and search what there is."""
    try:
        (search.catch_up if is_writable else search.open_index)(library)
    except (IndexUnwritable, DiskFull, DiskFailing) as error:
        click.echo(str(error), err=True)


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


def _facet(one: Facet) -> dict[str, Any]:
    return {"value": one.value, "label": one.label, "count": one.count, "query": one.insert}


def _flat(value: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, item in value.items():
        found += (
            _flat(item, f"{prefix}{name} ")
            if isinstance(item, dict)
            else [(f"{prefix}{name}", item)]
        )
    return found


VERBS = (searching, searches_group, reindex, info)
