# SPDX-License-Identifier: MIT
"""Verbs: people with, matrix, timeline."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from researchdesk.cli import people_shapes
from researchdesk.cli.people import people_group
from researchdesk.cli.searching import asking, bring_up
from researchdesk.cli.session import Session, table, verb
from researchdesk.library import countries, insight, name_lists, people
from researchdesk.library import matrix as matrices
from researchdesk.model.errors import BadValue
from researchdesk.model.insight import Columns, Counts, Nearness, Opening, Scale, Subject

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.library.matrix import TableForm
    from researchdesk.model.insight import Beside, Matrix, Named

EXAMPLES = 3  # articles that are named for each pair


@people_group.command("with")
@click.argument("persons", metavar="PERSON…", nargs=-1, required=True)
@click.option(
    "--country", "codes", multiple=True, help="And this country; may be given several times."
)
@click.option("--by", type=click.Choice(get_args(Nearness)), default="article", help="How near.")
@click.option("--suggested", is_flag=True, help="Count suggestions as well.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="So many.")
@verb
def people_with(
    session: Session,
    persons: tuple[str, ...],
    codes: tuple[str, ...],
    by: Nearness,
    suggested: bool,
    limit: int,
) -> None:
    r"""Count who appears with PERSON; of several people, give the sentences that name them together.

    \b
    researchdesk people with "Mihajlo Pupin" --by sentence
    researchdesk people with Pupin Milanković --by paragraph
    researchdesk people with Pupin --country Serbia
    """
    with session.reading() as library:
        named: list[Named] = [("person", people.named(library, one).id) for one in persons]
        named += [("country", countries.code_of(one)) for one in codes]
        groups = tuple((one,) for one in dict.fromkeys(named))
        if len(groups) > 1:
            opening = Opening(groups, by, with_suggestions=suggested)
            _show_opened(session, library, opening, limit)
            return
        held = people.get(library, people.named(library, persons[0]).id)
        found = insight.beside(
            library,
            ("person", held.id),
            by,
            with_suggestions=suggested,
            limit=limit,
            newest=EXAMPLES,
        )
        shown = [
            _beside(one) | {"in": _examples(library, ("person", held.id), one, by, suggested)}
            for one in found
        ]
    of = {
        name: [one for row, one in zip(found, shown, strict=True) if row.kind == kind]
        for name, kind in (("with", "person"), ("countries", "country"), ("suggested", "suggested"))
    }
    session.show(
        {"person": held.id, "name": held.preferred_name, "by": by} | of,
        table(
            [
                ("", "articles", "paragraphs", "sentences"),
                *((one.name, one.articles, one.paragraphs, one.sentences) for one in found),
            ]
        ),
    )


@click.command()
@click.argument("names", metavar="FILE")
@click.option("--by", type=click.Choice(get_args(Columns)), default="month", help="The columns.")
@click.option(
    "--counts",
    type=click.Choice(get_args(Counts)),
    default="tags",
    help="Articles that bear the person, or in which the name stands.",
)
@click.option("--csv", "csv_file", metavar="OUT", help="Write a CSV.")
@click.option("--html", "html_file", metavar="OUT", help="Write a web page.")
@verb
def matrix(
    session: Session,
    names: str,
    by: Columns,
    counts: Counts,
    csv_file: str | None,
    html_file: str | None,
) -> None:
    r"""Count the names of FILE, a list or a CSV, in articles, by columns; - reads standard input.

    \b
    researchdesk matrix names.txt --by year
    researchdesk matrix names.csv --by country --counts text --csv counts.csv
    """
    wanted = _names(names)
    with session.searching() as (library, is_writable):
        bring_up(library, is_writable=is_writable)
        made = matrices.make(library, wanted, by)
    forms: dict[TableForm, str | None] = {"csv": csv_file, "html": html_file}
    written = [
        str(matrices.write(made, counts, Path(one), form)) for form, one in forms.items() if one
    ]
    if written:
        session.show({"written": written}, "\n".join(written))
    else:
        session.show(_matrix(made), table(matrices.table(made, counts)))


@click.command()
@click.option("--person", help="Articles that bear this person.")
@click.option("--country", help="Articles that bear this country.")
@click.option("--query", help="Articles that a search finds.")
@click.option("--by", type=click.Choice(get_args(Scale)), default="month", help="The periods.")
@verb
def timeline(
    session: Session, person: str | None, country: str | None, query: str | None, by: Scale
) -> None:
    r"""Count articles by day, month or year of publication; those less precise, or without a date, apart.

    \b
    researchdesk timeline --person Pupin --by year
    researchdesk timeline --query "danube commission" --by month
    """
    with asking(session, query) as library:
        subject = subject_of(library, person, country, query)
        found = insight.timeline(library, subject, by)
        articles = insight.by_period(library, subject, by)
    session.show(
        {
            "by": by,
            "total": found.total,
            "periods": [
                {"period": period, "count": count, "articles": articles.get(period, [])}
                for period, count in found.periods
            ],
            "vague": {"count": found.vague, "articles": articles.get("vague", [])},
            "undated": {"count": found.undated, "articles": articles.get("undated", [])},
        },
        table([*found.periods, ("less precise", found.vague), ("no date", found.undated)]),
    )


def subject_of(
    library: Library, person: str | None, country: str | None, query: str | None
) -> Subject:
    """Say what is counted; at most one of the three is given."""
    if sum(one is not None for one in (person, country, query)) > 1:
        raise click.UsageError("Give one of --person, --country and --query.")
    if person is not None:
        return Subject("person", people.named(library, person).id)
    if country is not None:
        return Subject("country", countries.code_of(country))
    return Subject() if query is None else Subject("query", query)


def _names(file: str) -> list[str]:
    if file != "-":
        return name_lists.read_file(Path(file))
    try:
        return name_lists.read(name_lists.decoded(sys.stdin.buffer.read()))
    except UnicodeDecodeError as error:
        said = "write it in UTF-8"
        raise BadValue(value="Standard input", kind="text", expected=said) from error


def _show_opened(session: Session, library: Library, opening: Opening, limit: int) -> None:
    found = insight.sentences(library, opening, limit)
    lines = [
        (one.article_id, one.issued or "", naming.text)
        for one in found.articles
        for naming in one.sentences
    ]
    session.show(
        {"total": found.total, "in": [people_shapes.named_in(one) for one in found.articles]},
        table(lines),
    )


def _examples(
    library: Library, named: Named, one: Beside, by: Nearness, suggested: bool
) -> list[dict[str, Any]]:
    """Give the newest articles with both, and the first sentence that says so."""
    if one.kind == "suggested":
        return []
    groups = ((named,), ((one.kind, one.key),))
    opening = Opening(groups, by, article_ids=one.newest, with_suggestions=suggested)
    return [
        {
            "article": held.article_id,
            "title": held.title,
            "issued": held.issued,
            "sentence": held.sentences[0].text if held.sentences else None,
        }
        for held in insight.sentences(library, opening, EXAMPLES).articles
    ]


def _beside(one: Beside) -> dict[str, Any]:
    own = {"person": "person", "country": "code", "suggested": "suggested"}[one.kind]
    return {
        own: one.key,
        "name": one.name,
        "articles": one.articles,
        "paragraphs": one.paragraphs,
        "sentences": one.sentences,
    }


def _matrix(made: Matrix) -> dict[str, Any]:
    return {
        "by": made.by,
        "columns": [{"key": one.key, "label": one.label} for one in made.columns],
        "rows": [
            {
                "name": row.name,
                "fit": row.fit,
                "people": [{"person": one.key, "name": one.name} for one in row.people],
                "forms": list(row.forms),
                "tags": dict(row.tags),
                "tags_total": row.tags_total,
                "text": None if row.text is None else dict(row.text),
                "text_total": None if row.text is None else row.text_total,
            }
            for row in made.rows
        ],
    }


VERBS = (matrix, timeline)
