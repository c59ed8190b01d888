# SPDX-License-Identifier: MIT
"""Verbs: suggestions, people, countries, recognise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from researchdesk.cli import shapes
from researchdesk.cli.clipping import lines
from researchdesk.cli.session import Session, table, verb, write_line
from researchdesk.library import articles, countries, mentions, people
from researchdesk.library.reading import Reading
from researchdesk.model.article import ArticleFilter, ArticleId
from researchdesk.model.errors import NoSuchThing, UserError

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.people import Mention, Person


@click.command()
@click.argument("article", type=int, required=False)
@click.option(
    "--accept",
    "accepted",
    multiple=True,
    metavar="all|ID",
    help="Accept all, or these; may be repeated.",
)
@click.option("--reject", "rejected", type=int, multiple=True, metavar="ID", help="Reject these.")
@click.option(
    "--everywhere", is_flag=True, help="With --reject: never a person, never this country."
)
@verb
def suggestions(
    session: Session,
    article: int | None,
    accepted: tuple[str, ...],
    rejected: tuple[int, ...],
    everywhere: bool,
) -> None:
    r"""List what is suggested in ARTICLE or everywhere, and decide on it.

    \b
    researchdesk suggestions 12
    researchdesk suggestions 12 --accept all
    researchdesk suggestions --accept 31 --reject 32 --everywhere
    """
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


@click.group("people")
def people_group() -> None:
    """People and their names."""


@people_group.command("list")
@verb
def people_list(session: Session) -> None:
    r"""List people, those in most articles first.

    \b
    researchdesk people list
    """
    with session.reading() as library:
        rows = people.rows(library)
    session.show(
        [
            {
                "person": row.id,
                "id": row.public_id,
                "name": row.preferred_name,
                "forms": list(row.forms),
                "articles": row.article_count,
            }
            for row in rows
        ],
        table((row.id, row.preferred_name, row.article_count) for row in rows),
    )


@people_group.command("show")
@click.argument("person")
@verb
def people_show(session: Session, person: str) -> None:
    r"""Show a person, by number or any name, with forms and articles.

    \b
    researchdesk people show "Вучић"
    """
    with session.reading() as library:
        held = people.named(library, person)
        numbers = people.articles_of(library, held.id)
        rows = articles.rows(library, numbers)
    shape = shapes.person(held) | {"in": [{"article": row.id, "title": row.title} for row in rows]}
    forms = ", ".join(form.form for form in held.forms)
    session.show(
        shape,
        f"{held.id}  {held.preferred_name}\n{forms}\n{table((row.id, row.title) for row in rows)}",
    )


@people_group.command("rename")
@click.argument("person")
@click.argument("name")
@verb
def people_rename(session: Session, person: str, name: str) -> None:
    r"""Let a person be shown by another name.

    \b
    researchdesk people rename 3 "Aleksandar Vučić"
    """
    with session.changing() as library:
        held = people.rename(library, people.named(library, person).id, name)
    _show_person(session, held)


@people_group.command("variant")
@click.argument("person")
@click.argument("name")
@verb
def people_variant(session: Session, person: str, name: str) -> None:
    r"""Let a person be known by one more name.

    \b
    researchdesk people variant 3 "Александар Вучић"
    """
    with session.changing() as library:
        held = people.add_variant(library, people.named(library, person).id, name)
    _show_person(session, held)


@people_group.command("reject")
@click.argument("name")
@verb
def people_reject(session: Session, name: str) -> None:
    r"""Remember that a name is never a person.

    \b
    researchdesk people reject "Trump Tower"
    """
    with session.changing() as library:
        count = mentions.reject_name(library, name)
    session.show(
        {"name": name, "rejected": count}, f"“{name}” is never a person; {count} suggestions went."
    )


@click.group("countries")
def countries_group() -> None:
    """Countries."""


@countries_group.command("list")
@verb
def countries_list(session: Session) -> None:
    r"""List the countries that articles bear.

    \b
    researchdesk countries list
    """
    with session.reading() as library:
        rows = countries.rows(library)
    session.show(
        [{"code": row.code, "name": row.name, "articles": row.article_count} for row in rows],
        table((row.code, row.name, row.article_count) for row in rows),
    )


@countries_group.command("show")
@click.argument("country")
@verb
def countries_show(session: Session, country: str) -> None:
    r"""Show a country, by code or name, with its articles.

    \b
    researchdesk countries show Serbia
    """
    with session.reading() as library:
        code = countries.code_of(country)
        rows = articles.rows(library, articles.listed(library, ArticleFilter(country=code)))
    shape = {
        "code": code,
        "name": countries.name_of(code),
        "articles": len(rows),
        "in": [{"article": row.id, "title": row.title} for row in rows],
    }
    session.show(
        shape, f"{code}  {countries.name_of(code)}\n{table((row.id, row.title) for row in rows)}"
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


def _show(session: Session, found: list[Mention]) -> None:
    rows: list[tuple[Any, ...]] = [
        (one.id, one.article_id, one.kind, one.name, one.surface, one.status) for one in found
    ]
    session.show([shapes.mention(one) for one in found], table(rows))


def _show_person(session: Session, held: Person) -> None:
    session.show(
        shapes.person(held),
        f"{held.id}  {held.preferred_name}\n{', '.join(one.form for one in held.forms)}",
    )


VERBS = (suggestions, people_group, countries_group, recognise)
