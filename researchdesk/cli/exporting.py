# SPDX-License-Identifier: MIT
"""Verb: export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from msgspec import to_builtins

from researchdesk.cli.progress import end_line, stoppable
from researchdesk.cli.searching import bring_up
from researchdesk.cli.session import Session, verb
from researchdesk.library import exporting, notes
from researchdesk.model.exporting import FORMS

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.exporting import Exported, FormName

NAMES = [one.name for one in FORMS]


@click.command()
@click.argument("form", type=click.Choice(NAMES), metavar="FORMAT")
@click.option("--articles", metavar="ARTICLE…", help="These articles, by their numbers.")
@click.option("--query", help="The articles and notes that a search finds.")
@click.option("--note", help="A note with its sources: a number or an id.")
@click.argument("rest", nargs=-1, required=True, metavar="DEST")
@verb
def export(
    session: Session,
    form: FormName,
    articles: str | None,
    query: str | None,
    note: str | None,
    rest: tuple[str, ...],
) -> None:
    r"""Write articles, notes and highlights to DEST; without an option, all that is not in the trash.

    FORMAT is markdown, html, jsonld, csl-json, ris, bibtex, followthemoney, wacz, folder or open (all there is). In
    markdown and html, a note or one article is a file, and several are a folder of files. A folder must be new or
    empty; a file is written anew.

    \b
    researchdesk export markdown --note 2 flights.md
    researchdesk export bibtex --query "country:it" sources.bib
    researchdesk export csl-json --articles 3 4 9 sources.json
    researchdesk export followthemoney entities.ftm.json
    researchdesk export folder ~/archive
    researchdesk export wacz --articles 3 4 pages.wacz
    researchdesk export open ~/everything
    """
    *more, dest = rest
    if sum(one is not None for one in (articles, query, note)) > 1:
        raise click.UsageError("Give one of --articles, --query and --note.")
    if form == "open" and (articles, query, note) != (None, None, None):
        raise click.UsageError("The format open is of the whole library.")
    ids = _numbers([articles, *more]) if articles is not None else []
    if more and articles is None:
        raise click.UsageError("Name one file or folder to write.")
    with stoppable() as progress:
        if query is None:
            with session.reading() as library:
                chosen = _chosen(library, ids, note)
                made = exporting.export(library, form, chosen, session.path(dest), progress)
        else:
            with session.searching() as (library, is_writable):
                bring_up(library, is_writable=is_writable)
                chosen = exporting.of_query(library, query)
                made = exporting.export(library, form, chosen, session.path(dest), progress)
    end_line()
    _show(session, form, made, dest)


def _show(session: Session, form: FormName, made: Exported, dest: str) -> None:
    names = [str(one) for one in made.written]
    words = "Written: " + (names[0] if len(names) == 1 else f"{len(names)} files in {dest}")
    value: dict[str, Any] = {"written": names}
    if form in ("wacz", "open"):
        value["left_out"] = [to_builtins(one) for one in made.left_out]
    for one in made.left_out:
        words += f"\nLeft out: {one.article or ''} {one.title}: {one.reason}"
    session.show(value, words)


def _chosen(library: Library, ids: list[int], note: str | None) -> exporting.Chosen:
    if ids:
        return exporting.of_articles(library, ids)
    if note is not None:
        return exporting.of_note(library, notes.named(library, note).id)
    return exporting.everything(library)


def _numbers(words: list[str]) -> list[int]:
    parts = [part for one in words for part in one.replace(",", " ").split()]
    if not parts or not all(part.isdecimal() and len(part) < 10 for part in parts):
        raise click.UsageError("Name articles by their numbers, then one file or folder to write.")
    return [int(part) for part in parts]


VERBS = (export,)
