# SPDX-License-Identifier: MIT
"""Verbs: tag, untag, tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from researchdesk.cli.session import Session, Verbs, table, verb
from researchdesk.library import countries, mentions, people, search, tags
from researchdesk.model.article import ArticleId
from researchdesk.model.errors import NoSuchThing

if TYPE_CHECKING:
    from researchdesk.library.library import Library

EVERY = 10_000_000  # hits: all that a query finds


@click.command()
@click.argument("ids", type=int, nargs=-1, metavar="[ARTICLE…]")
@click.option("--query", help="All articles that this query finds.")
@click.option("--person", help="A person by name; made if unknown.")
@click.option("--country", help="A country by code or name.")
@click.option("--tag", "word", help="A free tag; made if unknown.")
@verb
def tag(
    session: Session,
    ids: tuple[int, ...],
    query: str | None,
    person: str | None,
    country: str | None,
    word: str | None,
) -> None:
    r"""Tag articles with a person, a country or a free tag.

    \b
    researchdesk tag 12 13 --person "Ilir Meta"
    researchdesk tag 12 --country Albania
    researchdesk tag --query "steel site:example.org" --tag work/steel
    """
    _one_of(person, country, word)
    if bool(ids) == bool(query):
        raise click.UsageError("Name articles by their numbers, or by a --query.")
    with session.changing() as library:
        wanted = _found(library, query) if query else [ArticleId(one) for one in ids]
        if person:
            mentions.tag_person(
                library, wanted, people.named(library, person).id if person.isdecimal() else person
            )
        elif country:
            mentions.tag_country(library, wanted, country)
        elif word:
            tags.add(library, wanted, word)
    session.show_changes()


@click.command()
@click.argument("ids", type=int, nargs=-1, required=True, metavar="ARTICLE…")
@click.option("--person", help="A person by number or name.")
@click.option("--country", help="A country by code or name.")
@click.option("--tag", "word", help="A free tag.")
@verb
def untag(
    session: Session,
    ids: tuple[int, ...],
    person: str | None,
    country: str | None,
    word: str | None,
) -> None:
    r"""Take a person, a country or a free tag off articles.

    \b
    researchdesk untag 12 --country IT
    """
    _one_of(person, country, word)
    wanted = [ArticleId(one) for one in ids]
    with session.changing() as library:
        if person:
            mentions.untag_person(library, wanted, people.named(library, person).id)
        elif country:
            mentions.untag_country(library, wanted, countries.code_of(country))
        elif word:
            tags.remove(library, wanted, word)
    session.show_changes()


@click.group("tags", cls=Verbs)
def tags_group() -> None:
    """List, colour, rename, merge and delete free tags."""


@tags_group.command("list")
@verb
def tags_list(session: Session) -> None:
    r"""List the tags.

    \b
    researchdesk tags list
    """
    with session.reading() as library:
        rows = tags.rows(library)
    session.show(
        [{"tag": row.name, "colour": row.colour, "articles": row.article_count} for row in rows],
        table((row.name, row.colour, row.article_count) for row in rows),
    )


@tags_group.command("rename")
@click.argument("name")
@click.argument("new")
@verb
def tags_rename(session: Session, name: str, new: str) -> None:
    r"""Give a tag another name.

    \b
    researchdesk tags rename court courts
    """
    with session.changing() as library:
        tags.rename(library, name, new)
    session.show_changes()


@tags_group.command("colour")
@click.argument("name")
@click.argument("colour")
@verb
def tags_colour(session: Session, name: str, colour: str) -> None:
    r"""Give a tag a colour (yellow, blue, rose, green), or `none`.

    \b
    researchdesk tags colour court blue
    """
    with session.changing() as library:
        tags.set_colour(library, name, None if colour == "none" else colour)
    session.show_changes()


@tags_group.command("merge")
@click.argument("name")
@click.argument("into")
@verb
def tags_merge(session: Session, name: str, into: str) -> None:
    r"""Let what bears one tag bear another instead.

    \b
    researchdesk tags merge courts court
    """
    with session.changing() as library:
        tags.merge(library, name, into)
    session.show_changes()


@tags_group.command("delete")
@click.argument("name")
@verb
def tags_delete(session: Session, name: str) -> None:
    r"""Delete a tag and take it off everything.

    \b
    researchdesk tags delete court
    """
    with session.changing() as library:
        tags.delete(library, name)
    session.show_changes()


def _found(library: Library, query: str) -> list[ArticleId]:
    """Give every article that a query finds; NoSuchThing where it finds none."""
    search.catch_up(library)
    hits = search.find(library, query, limit=EVERY).hits
    found = [hit.article_id for hit in hits if hit.article_id is not None]
    if not found:
        raise NoSuchThing(noun="article", name=f"that “{query}” finds")
    return found


def _one_of(*given: str | None) -> None:
    if sum(bool(one) for one in given) != 1:
        raise click.UsageError("Name one of --person, --country and --tag.")


VERBS = (tag, untag, tags_group)
