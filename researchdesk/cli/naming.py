# SPDX-License-Identifier: MIT
"""Verbs: suggestions, countries, recognise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from researchdesk.cli import people_shapes, shapes
from researchdesk.cli.clipping import lines
from researchdesk.cli.insight import subject_of
from researchdesk.cli.searching import asking
from researchdesk.cli.session import Session, Verbs, table, verb, write_line
from researchdesk.library import articles, countries, insight, mentions, name_pages, name_review
from researchdesk.library.reading import Reading
from researchdesk.model.article import ArticleId
from researchdesk.model.errors import NoSuchThing, UserError

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.people import Mention


@click.command()
@click.argument("article", type=int, required=False)
@click.option(
    "--accept",
    "accepted",
    multiple=True,
    metavar="all|ID",
    help="Accept all, or these; may be given several times.",
)
@click.option("--reject", "rejected", type=int, multiple=True, metavar="ID", help="Reject these.")
@click.option(
    "--everywhere", is_flag=True, help="With --reject: never a person, never this country."
)
@click.option("--by-name", is_flag=True, help="List one row a name, over all articles.")
@verb
def suggestions(
    session: Session,
    article: int | None,
    accepted: tuple[str, ...],
    rejected: tuple[int, ...],
    everywhere: bool,
    by_name: bool,
) -> None:
    r"""List what is suggested in ARTICLE or everywhere, and decide on it.

    \b
    researchdesk suggestions 12
    researchdesk suggestions 12 --accept all
    researchdesk suggestions --accept 31 --reject 32 --everywhere
    researchdesk suggestions --by-name
    """
    if by_name:
        _show_names(session)
        return
    article_id = ArticleId(article) if article is not None else None
    if not accepted and not rejected:
        with session.reading() as library:
            if article_id is not None:
                articles.get(library, article_id)
            _show(session, mentions.suggestions(library, article_id))
        return
    with session.changing() as library:
        done = _accept(library, article_id, accepted) if accepted else []
        done += mentions.reject(library, rejected, everywhere=everywhere) if rejected else []
    _show(session, done)


@click.group("countries", cls=Verbs)
def countries_group() -> None:
    """List, show and reject the countries that articles name."""


@countries_group.command("list")
@click.option("--person", help="In articles that bear this person.")
@click.option("--query", help="In articles that a search finds.")
@verb
def countries_list(session: Session, person: str | None, query: str | None) -> None:
    r"""List the countries that articles bear, as the map shows them.

    \b
    researchdesk countries list
    researchdesk countries list --person "Mihajlo Pupin"
    """
    with asking(session, query) as library:
        rows = insight.by_country(library, subject_of(library, person, None, query))
    session.show(
        [{"code": row.code, "name": row.name, "articles": row.article_count} for row in rows],
        table((row.code, row.name, row.article_count) for row in rows),
    )


@countries_group.command("show")
@click.argument("country")
@click.option("--limit", type=click.IntRange(1), default=name_pages.PART, help="So many articles.")
@verb
def countries_show(session: Session, country: str, limit: int) -> None:
    r"""Show a country, by code or name, with its articles, their sentences, and who is named there.

    \b
    researchdesk countries show Serbia
    """
    with session.reading() as library:
        code = countries.code_of(country)
        page = name_pages.of_country(library, code, limit)
    shape = {"code": code, "name": page.name, "articles": page.total}
    session.show(
        shape | people_shapes.name_page(page),
        f"{code}  {page.name}\n{table((row.article_id, row.title) for row in page.articles)}",
    )


@countries_group.command("reject")
@click.argument("words")
@verb
def countries_reject(session: Session, words: str) -> None:
    r"""Remember that words are never a country.

    \b
    researchdesk countries reject Georgia
    """
    with session.changing() as library:
        count = mentions.reject_country_words(library, words)
    session.show(
        {"words": words, "rejected": count}, f"“{words}” is no country; {count} suggestions went."
    )


@click.command()
@click.option(
    "--batch",
    is_flag=True,
    required=True,
    help="Read {id, text, language} or {pair: [a, b]} lines.",
)
@verb
def recognise(session: Session, batch: bool) -> None:
    r"""Recognise people and countries in texts, a JSON line each; nothing is saved.

    \b
    researchdesk recognise --batch < texts.jsonl
    """
    with Reading() as reading:
        for line in lines():
            try:
                write_line(({"id": line["id"]} if "id" in line else {}) | reading.recognise(line))
            except UserError as error:
                write_line({"id": line.get("id"), "error": str(error)})


def _accept(
    library: Library, article_id: ArticleId | None, accepted: tuple[str, ...]
) -> list[Mention]:
    if "all" in accepted:
        if article_id is None:
            raise click.UsageError("Name the ARTICLE whose suggestions are to be accepted.")
        return mentions.accept_all(library, article_id)
    wrong = next((one for one in accepted if not one.isdecimal()), None)
    if wrong is not None:
        raise NoSuchThing(noun="suggestion", name=wrong)
    return mentions.accept(library, [int(one) for one in accepted])


def _show_names(session: Session) -> None:
    with session.reading() as library:
        rows = name_review.rows(library)
    session.show(
        [people_shapes.suggested_name(row) for row in rows],
        table(
            (
                row.kind,
                row.name,
                row.article_count,
                ", ".join(one.preferred_name for one in row.likely),
            )
            for row in rows
        ),
    )


def _show(session: Session, found: list[Mention]) -> None:
    rows: list[tuple[Any, ...]] = [
        (one.id, one.article_id, one.kind, one.name, one.surface, one.status) for one in found
    ]
    session.show([shapes.mention(one) for one in found], table(rows))


VERBS = (suggestions, countries_group, recognise)
