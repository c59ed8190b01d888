# SPDX-License-Identifier: MIT
"""Verbs: list, show, mark, edit, trash, restore, empty-trash."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from researchdesk.cli import shapes
from researchdesk.cli.clipping import WAYS, WAYS_TO_READ
from researchdesk.cli.session import Session, table, verb
from researchdesk.library import (
    articles,
    countries,
    notes,
    passages,
    people,
    readings,
    recognising,
    trash,
)
from researchdesk.model.article import ArticleFilter, ArticleId, Shelf, Sort
from researchdesk.model.errors import NoSuchThing

if TYPE_CHECKING:
    from collections.abc import Callable

    from researchdesk.library.library import Library
    from researchdesk.model.clipping import Way

SORTS = click.Choice([str(one) for one in Sort if one is not Sort.RELEVANCE])


@click.command("list")
@click.option("--inbox", "shelf", flag_value=Shelf.INBOX, help="What is not filed away.")
@click.option("--trash", "shelf", flag_value=Shelf.TRASH, help="What lies in the trash.")
@click.option("--starred", is_flag=True, help="What has a star.")
@click.option("--unread", is_flag=True, help="What was not read.")
@click.option("--tag", help="What bears this tag.")
@click.option("--person", help="What bears this person: a number or a name.")
@click.option("--country", help="What bears this country: a code or a name.")
@click.option("--sort", type=SORTS, default=str(Sort.CLIPPED), help="The order.")
@click.option("--limit", type=click.IntRange(min=0), help="At most so many.")
@verb
def listing(
    session: Session, shelf: str | None, sort: str, limit: int | None, **chosen: Any
) -> None:
    r"""List articles, the newest first.

    \b
    researchdesk list --person "Marie Curie" --sort issued
    """
    with session.reading() as library:
        wanted = ArticleFilter(
            shelf=Shelf(shelf) if shelf else Shelf.ALL,
            is_starred=chosen["starred"],
            is_unread=chosen["unread"],
            person_id=people.named(library, chosen["person"]).id if chosen["person"] else None,
            country=countries.code_of(chosen["country"]) if chosen["country"] else None,
            tag=chosen["tag"],
        )
        rows = articles.rows(library, articles.listed(library, wanted, Sort(sort), limit=limit))
    session.show(
        [shapes.article_row(row) for row in rows],
        table((row.id, row.issued, row.title, row.container_title) for row in rows),
    )


@click.command()
@click.argument("article", type=int)
@click.option("--text", "part", flag_value="text", help="The text alone.")
@click.option("--html", "part", flag_value="html", help="The text with its mark-up.")
@click.option("--snapshot", "part", flag_value="snapshot", help="The page as received.")
@click.option(
    "--metadata", "part", flag_value="metadata", help="Every value found, with its origin."
)
@verb
def show(session: Session, article: int, part: str | None) -> None:
    r"""Show an article with all that hangs on it.

    \b
    researchdesk show 12 --json
    researchdesk show 12 --text
    """
    article_id = ArticleId(article)
    with session.reading() as library:
        if part == "snapshot":
            held = articles.snapshot(library, article_id)
            if held is None:
                articles.get(library, article_id)
                raise NoSuchThing(noun="snapshot", name=f"of article {article}")
            sys.stdout.buffer.write(held.body)
        elif part == "metadata":
            articles.get(library, article_id)
            found = articles.candidates(library, article_id)
            session.show(
                shapes.metadata(found), table((one.field, one.value, one.origin) for one in found)
            )
        elif part:
            version = articles.text(library, article_id)
            wanted = version.text if part == "text" else version.html
            session.show({part: wanted}, wanted)
        else:
            shape = shapes.article(library, article_id)
            session.show(shape, _words(shape))


@click.command()
@click.argument("ids", type=int, nargs=-1, required=True, metavar="ARTICLE…")
@click.option("--read/--unread", "is_read", default=None, help="Read or not.")
@click.option("--star/--unstar", "is_starred", default=None, help="With a star or without.")
@click.option("--file/--inbox", "is_filed", default=None, help="Filed away or in the inbox.")
@verb
def mark(session: Session, ids: tuple[int, ...], **marks: bool | None) -> None:
    r"""Mark articles.

    \b
    researchdesk mark 12 13 --read --file
    """
    if all(value is None for value in marks.values()):
        raise click.UsageError("Say how: --read, --unread, --star, --unstar, --file or --inbox.")
    with session.changing() as library:
        articles.mark(library, [ArticleId(one) for one in ids], **marks)
    session.show_changes()


@click.command()
@click.argument("article", type=int)
@click.option("--title")
@click.option("--issued", help="As precise as printed: 2026, 2026-11, 2026-11-26.")
@click.option(
    "--author", "authors", multiple=True, help="May be given several times; replaces all."
)
@click.option("--container-title", help="The paper or site.")
@click.option("--language", help="BCP 47, such as sr-Latn.")
@click.option("--url")
@click.option("--restore", "n", type=int, help="Put the removed block with this n back.")
@click.option("--read-again", "way", type=click.Choice(WAYS_TO_READ), help=WAYS)
@click.option(
    "--keep-only",
    "span",
    type=int,
    nargs=2,
    metavar="START END",
    help="Let the blocks between two places of the text be all of it.",
)
@verb
def edit(
    session: Session,
    article: int,
    authors: tuple[str, ...],
    n: int | None,
    way: Way | None,
    span: tuple[int, int] | None,
    **values: str | None,
) -> None:
    r"""Change an article's details, put a removed block back, or read its page again. An empty value clears a field.

    \b
    researchdesk edit 12 --issued 2026-11-14 --author "Ana Petrović"
    researchdesk edit 12 --restore 3
    researchdesk edit 12 --read-again generous
    researchdesk edit 12 --keep-only 120 4800
    """
    article_id = ArticleId(article)
    is_edited = bool(authors) or any(value is not None for value in values.values())
    read = sum(one is not None for one in (way, span, n))
    with session.changing() as library:
        with session.one_step(library, "Edit details" if is_edited + read > 1 else None):
            if is_edited:
                articles.edit(library, article_id, authors=authors or None, **values)
            if way is not None:
                articles.read_again(library, article_id, way)
            if span is not None:
                readings.keep_only(library, article_id, *span)
            if n is not None:
                articles.put_back(library, article_id, n)
        if read:
            recognising.propose(library, article_id)
        shape = shapes.article(library, article_id)
    session.show(shape, _words(shape))


@click.command("trash")
@click.argument("ids", type=int, nargs=-1, metavar="[ARTICLE…]")
@click.option("--note", "notes", type=int, multiple=True, help="A note.")
@click.option("--annotation", "annotations", type=int, multiple=True, help="An annotation.")
@click.option("--person", "people", type=int, multiple=True, help="A person.")
@verb
def to_trash(session: Session, ids: tuple[int, ...], **others: tuple[int, ...]) -> None:
    r"""Move articles, notes, annotations or people to the trash.

    \b
    researchdesk trash 12 13
    researchdesk trash --note 2
    """
    with session.changing() as library:
        _each(session, library, ids, others, "trash")
    session.show_changes()


@click.command()
@click.argument("ids", type=int, nargs=-1, metavar="[ARTICLE…]")
@click.option("--note", "notes", type=int, multiple=True, help="A note.")
@click.option("--annotation", "annotations", type=int, multiple=True, help="An annotation.")
@click.option("--person", "people", type=int, multiple=True, help="A person.")
@verb
def restore(session: Session, ids: tuple[int, ...], **others: tuple[int, ...]) -> None:
    r"""Take articles, notes, annotations or people out of the trash.

    \b
    researchdesk restore 12
    """
    with session.changing() as library:
        _each(session, library, ids, others, "restore")
    session.show_changes()


@click.command("empty-trash")
@verb
def empty_trash(session: Session) -> None:
    r"""Delete what lies in the trash for ever; this cannot be undone.

    \b
    researchdesk empty-trash
    """
    with session.changing() as library:
        count = trash.empty(library)
    session.show(
        {"deleted": count}, f"{count} deleted for ever." if count else "The trash is empty."
    )


def _each(
    session: Session,
    library: Library,
    ids: tuple[int, ...],
    others: dict[str, tuple[int, ...]],
    deed: str,
) -> None:
    """Do the same to several nouns as one operation."""
    rooms: dict[str, Any] = {"notes": notes, "annotations": passages, "people": people}
    wanted = [(articles, ids), *((rooms[noun], found) for noun, found in others.items())]
    if not any(found for _, found in wanted):
        raise click.UsageError(
            "Say what: the number of an article, or --note, --annotation, --person."
        )
    label = "Move to the trash" if deed == "trash" else "Restore from the trash"
    several = sum(bool(found) for _, found in wanted) > 1
    with session.one_step(library, label if several else None):
        _do(library, wanted, deed)


def _do(library: Library, wanted: list[tuple[Any, tuple[int, ...]]], deed: str) -> None:
    for room, found in wanted:
        if found:
            act: Callable[[Library, list[int]], None] = getattr(room, deed)
            act(library, list(found))


def _words(shape: dict[str, Any]) -> str:
    names = [one["name"] for one in (*shape["people"], *shape["countries"])]
    lines = [
        f"{shape['article']}  {shape['title']}",
        " · ".join(
            part
            for part in (", ".join(shape["authors"]), shape["container_title"], shape["issued"])
            if part
        ),
        ", ".join(names),
        " ".join(f"#{tag}" for tag in shape["tags"]),
        "",
        shape["text"],
        "",
        *(
            f"left out ({one['reason']}), n {one['n']}: {one['text'][:70]}"
            for one in shape["removed"]
        ),
    ]
    return "\n".join(line for number, line in enumerate(lines) if line or number > 3)


VERBS = (listing, show, mark, edit, to_trash, restore, empty_trash)
