# SPDX-License-Identifier: MIT
"""Verbs: highlight, annotations, carry."""

from __future__ import annotations

from typing import Any

import click

from researchdesk.cli import shapes
from researchdesk.cli.clipping import lines
from researchdesk.cli.session import Session, table, verb, write_line
from researchdesk.library import articles, carrying, passages, repairing, tags
from researchdesk.model.article import ArticleId
from researchdesk.model.errors import BadValue, UserError
from researchdesk.model.passage import Colour, Quote, Span

EDITED = {"colour", "body", "add_tag", "remove_tag"}  # what --edit can change
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
@click.option(
    "--orphans",
    is_flag=True,
    help="Only those not found again for certain, on which nothing was decided.",
)
@click.option("--edit", "edited", metavar="ANNOTATION", help="Change this one: a number or an id.")
@click.option(
    "--colour", type=COLOURS, help="With --edit: its colour; else only those in this one."
)
@click.option("--body", help="The comment.")
@click.option("--add-tag", metavar="TAG", help="With --edit: put a tag on it.")
@click.option("--remove-tag", metavar="TAG", help="With --edit: take a tag off it.")
@click.option("--tag", default="", help="Only those that bear this tag.")
@click.option("--words", default="", help="Only those with these words in quote, comment or tags.")
@click.option("--repair", "repaired", metavar="ANNOTATION", help="Decide where this one stands.")
@click.option("--start", type=int, help="With --repair and --end: it stands there.")
@click.option("--end", type=int)
@click.option("--keep", is_flag=True, help="With --repair: it stays on the old text version.")
@click.option("--delete", is_flag=True, help="With --repair: it goes to the trash.")
@verb
def annotation_list(
    session: Session,
    article: int | None,
    orphans: bool,
    edited: str | None,
    repaired: str | None,
    **options: Any,
) -> None:
    r"""List annotations of ARTICLE or of all articles, change one, or put its passage right.

    \b
    researchdesk annotations 12
    researchdesk annotations --edit 4 --colour blue --body "Confirmed."
    researchdesk annotations --edit 4 --add-tag "to check"
    researchdesk annotations --tag "to check"
    researchdesk annotations --orphans
    researchdesk annotations --repair 4 --start 310 --end 342
    """
    filters = {name: options.pop(name) for name in ("words", "tag")}
    given = {name for name, value in options.items() if value is not None and value is not False}
    if edited is not None and given <= EDITED and repaired is None:
        _edit(session, edited, options)
    elif repaired is not None and edited is None:
        _repair(session, repaired, given, options)
    elif given - {"colour"} or edited is not None:
        raise click.UsageError("Name one annotation with --edit or --repair, and its options.")
    else:
        _list(session, article, options["colour"], filters, orphans=orphans)


@click.command()
@click.option(
    "--batch",
    is_flag=True,
    required=True,
    help="Read {id, old_text, new_text, passages: [{id, start, end}]} lines.",
)
@verb
def carry(session: Session, batch: bool) -> None:
    r"""Carry passages from one text to another, a JSON line each; nothing is saved.

    \b
    researchdesk carry --batch < pairs.jsonl
    """
    for line in lines():
        try:
            write_line({"id": line.get("id"), "results": _carried(line)})
        except UserError as error:
            write_line({"id": line.get("id"), "error": str(error)})


def _list(
    session: Session,
    article: int | None,
    colour: str | None,
    filters: dict[str, str],
    *,
    orphans: bool,
) -> None:
    article_id = None if article is None else ArticleId(article)
    with session.reading() as library:
        if article_id is not None:
            articles.get(library, article_id)
        if orphans:
            found = repairing.waiting(library, article_id)
            places = repairing.proposals(library, found)
        elif article_id is None:
            found, places = passages.everywhere(library, limit=1_000_000), {}
        else:
            found, places = passages.of_article(library, article_id), {}
        found = passages.chosen(found, **filters)
        found = [one for one in found if colour in (None, one.colour)]
    session.show(
        [
            shapes.annotation(one)
            | ({"candidates": shapes.spans(places[one.id])} if orphans else {})
            for one in found
        ],
        table(
            (one.id, one.article_id, one.colour, one.status, one.exact, one.body) for one in found
        ),
    )


def _edit(session: Session, name: str, options: dict[str, Any]) -> None:
    with session.changing() as library:
        held = passages.named(library, name)
        several = sum(one is not None for one in options.values()) > 1
        with session.one_step(library, "Edit the annotation" if several else None):
            if options["colour"] is not None or options["body"] is not None:
                passages.edit(library, held.id, colour=options["colour"], body=options["body"])
            if options["add_tag"] is not None:
                tags.add(library, [held.id], options["add_tag"], "annotation")
            if options["remove_tag"] is not None:
                tags.remove(library, [held.id], options["remove_tag"], "annotation")
        made = passages.get(library, held.id)
    words = ", ".join([str(made.colour), made.body, *made.tags])
    session.show(shapes.annotation(made), f"Annotation {made.id}: {words}")


def _repair(session: Session, name: str, given: set[str], options: dict[str, Any]) -> None:
    if given not in ({"start", "end"}, {"keep"}, {"delete"}):
        raise click.UsageError("Give --start and --end, or --keep, or --delete.")
    with session.changing() as library:
        made = passages.named(library, name)
        if "keep" in given:
            made = repairing.keep(library, made.id)
        elif "delete" in given:
            passages.trash(library, [made.id])
        else:
            made = repairing.put_right(library, made.id, Span(options["start"], options["end"]))
    words = "In the trash" if "delete" in given else f"{made.status}, {made.why}"
    session.show(shapes.annotation(made), f"Annotation {made.id}: {words}.")


def _carried(line: dict[str, Any]) -> list[dict[str, Any]]:
    """Answer one line; BadValue where it is not as it should be."""
    old, new, wanted = line.get("old_text"), line.get("new_text"), line.get("passages")
    if not (isinstance(old, str) and isinstance(new, str) and isinstance(wanted, list)):
        raise _bad("write old_text, new_text and passages")
    spans = [_span(one, len(old)) for one in wanted]
    return [
        {
            "id": one.get("id"),
            "status": found.status,
            "start": found.span.start if found.span else None,
            "end": found.span.end if found.span else None,
            "confidence": round(found.confidence, 3),
            "why": found.why,
        }
        | ({"candidates": shapes.spans(candidates)} if candidates else {})
        for one, (found, candidates) in zip(wanted, carrying.between(old, new, spans), strict=True)
    ]


def _span(one: object, size: int) -> Span:
    start, end = (one.get("start"), one.get("end")) if isinstance(one, dict) else (None, None)
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= size:
        raise _bad(f"each passage has a start below its end, which is at most {size} here")
    return Span(start, end)


def _bad(expected: str) -> BadValue:
    return BadValue(value="This line", kind="request", expected=expected)


def _place(
    quote: str | None, prefix: str, suffix: str, start: int | None, end: int | None
) -> Quote | Span:
    if quote is not None and start is None and end is None:
        return Quote(quote, prefix, suffix)
    if quote is None and start is not None and end is not None:
        return Span(start, end)
    raise click.UsageError("Give --quote, or --start and --end.")


VERBS = (highlight, annotation_list, carry)
