# SPDX-License-Identifier: MIT
"""Verbs: highlight, annotations."""

from __future__ import annotations

from typing import Any

import click

from researchdesk.cli import shapes
from researchdesk.cli.session import Session, table, verb
from researchdesk.library import articles, passages
from researchdesk.model.article import ArticleId
from researchdesk.model.passage import Colour, Quote, Span

COLOURS = click.Choice([str(one) for one in Colour])


@click.command()
@click.argument("article", type=int)
@click.option(
    "--quote", help="The words to mark; they must stand once, or take --prefix and --suffix."
)
@click.option("--prefix", default="", help="The words before.")
@click.option("--suffix", default="", help="The words after.")
@click.option("--start", type=int, help="With --end: the place in code points instead of a quote.")
@click.option("--end", type=int)
@click.option("--colour", type=COLOURS, default=str(Colour.YELLOW), show_default=True)
@click.option("--body", default="", help="A comment in Markdown.")
@verb
def highlight(session: Session, article: int, colour: str, body: str, **place: Any) -> None:
    r"""Mark a passage of an article.

    \b
    researchdesk highlight 12 --quote "agreed to nothing" --colour rose --body "Check the date."
    """
    where = _place(**place)
    with session.changing() as library:
        mark = passages.highlight_quote if isinstance(where, Quote) else passages.highlight
        made = mark(library, ArticleId(article), where, colour=colour, body=body)  # type: ignore[arg-type]
    session.show(
        shapes.annotation(made), f"Annotation {made.id} (rd:p/{made.public_id}): “{made.exact}”"
    )


@click.command("annotations")
@click.argument("article", type=int, required=False)
@click.option("--orphans", is_flag=True, help="Only those whose passage was not found again.")
@click.option("--edit", "edited", metavar="ANNOTATION", help="Change this one: a number or an id.")
@click.option("--colour", type=COLOURS)
@click.option("--body", help="The comment.")
@verb
def annotation_list(
    session: Session,
    article: int | None,
    orphans: bool,
    edited: str | None,
    colour: str | None,
    body: str | None,
) -> None:
    r"""List annotations of ARTICLE or of all articles, or change one.

    \b
    researchdesk annotations 12
    researchdesk annotations --edit 4 --colour blue --body "Confirmed."
    """
    if edited is not None:
        with session.changing() as library:
            held = passages.named(library, edited)
            made = passages.edit(library, held.id, colour=colour, body=body)
        session.show(shapes.annotation(made), f"Annotation {made.id}: {made.colour}, {made.body}")
        return
    if colour or body:
        raise click.UsageError("Name the annotation to change with --edit.")
    with session.reading() as library:
        if article is None:
            found = passages.everywhere(library, limit=1_000_000)
        else:
            articles.get(library, ArticleId(article))
            found = passages.of_article(library, ArticleId(article))
    found = [one for one in found if not orphans or one.status == "orphan"]
    session.show(
        [shapes.annotation(one) for one in found],
        table(
            (one.id, one.article_id, one.colour, one.status, one.exact, one.body) for one in found
        ),
    )


def _place(
    quote: str | None, prefix: str, suffix: str, start: int | None, end: int | None
) -> Quote | Span:
    if quote is not None and start is None and end is None:
        return Quote(quote, prefix, suffix)
    if quote is None and start is not None and end is not None:
        return Span(start, end)
    raise click.UsageError("Give --quote, or --start and --end.")


VERBS = (highlight, annotation_list)
