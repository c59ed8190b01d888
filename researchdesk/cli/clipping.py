# SPDX-License-Identifier: MIT
"""Verbs: new, clip, extract, failed-clips."""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import structs

from researchdesk.cli import shapes
from researchdesk.cli.session import Session, counted, table, verb, write_line
from researchdesk.config import paths
from researchdesk.library import articles, cleaning, failures, recognising
from researchdesk.library.library import Library
from researchdesk.library.reading import Reading
from researchdesk.model.clipping import Source
from researchdesk.model.errors import BadValue, NoSuchThing, UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from researchdesk.model.clipping import Clipping, FailedClip, Way

IMAGES = "Bring the pictures along, or leave them where they are; else as the preferences say."
WAYS_TO_READ = ("usual", "generous", "other", "whole")
WAYS = "Generously where too much is left out, by another reader, or all that the page shows."


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--copy-of",
    "source",
    type=click.Path(path_type=Path),
    help="Copy this library, without program code that others put into it.",
)
@verb
def new(session: Session, folder: Path, source: Path | None) -> None:
    r"""Make a new, empty library in FOLDER, or a clean copy of another one.

    \b
    researchdesk new ~/Balkan
    researchdesk new ~/Balkan --copy-of ~/Received
    """
    if Library.is_library(folder):
        raise BadValue(
            value=str(folder), kind="place for a new library", expected="there is one in it already"
        )
    if source:
        cleaning.copy(source, folder)
    library = Library.open(folder) if source else Library.create(folder)
    try:
        session.show(
            {"library": str(library.folder), "uuid": library.uuid},
            f"Made a new library in {library.folder}.",
        )
    finally:
        library.close()


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option("--url", help="The address that goes with a file or with standard input.")
@click.option("--title", help="The title, where the source has none.")
@click.option(
    "--tag", "tags", multiple=True, help="A tag for the article; may be given several times."
)
@click.option("--password", help="The password of a file that is locked.")
@click.option(
    "--as-new", is_flag=True, help="Make an article of its own, also where the address is known."
)
@click.option("--images/--no-images", default=None, help=IMAGES)
@verb
def clip(  # noqa: PLR0913 - an option each
    session: Session,
    sources: tuple[str, ...],
    url: str | None,
    title: str | None,
    tags: tuple[str, ...],
    password: str | None,
    as_new: bool,
    images: bool | None,
) -> None:
    r"""Clip addresses, files (html, txt, md, pdf, docx, epub, eml, mhtml…) or standard input (-).

    \b
    researchdesk clip https://example.org/news
    researchdesk clip page.html --url https://example.org/news --tag court
    """
    done: list[dict[str, Any]] = []
    failed: UserError | None = None
    with session.changing(create=True) as library:
        for given in sources:
            try:
                with source_of(session, given, url, title) as source:
                    source = structs.replace(source, password=password)
                    made = articles.preview(library, source, with_images=images)
                    done.append(_clip(library, made, tags, as_new=as_new))
            except UserError as error:
                if len(sources) > 1:
                    click.echo(f"{given}: {error}", err=True)
                failed = error
    if done or len(sources) > 1:
        session.show(
            done if len(sources) > 1 else done[0], "\n".join(_sentence(one) for one in done)
        )
    if failed and len(sources) == 1:
        raise failed
    if failed:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("file", required=False, metavar="FILE")
@click.option("--url", help="The address of the page.")
@click.option("--password", help="The password of a file that is locked.")
@click.option("--batch", is_flag=True, help="Read {id, path, url} lines and answer one line each.")
@click.option("--way", type=click.Choice(WAYS_TO_READ), default="usual", help=WAYS)
@verb
def extract(
    session: Session,
    file: str | None,
    url: str | None,
    password: str | None,
    batch: bool,
    way: Way,
) -> None:
    r"""Show what would be stored of FILE; nothing is saved.

    \b
    researchdesk extract page.html --json
    researchdesk extract --batch < pages.jsonl
    """
    if (file is None) == (not batch):
        raise click.UsageError("Name a FILE, or use --batch.")
    with Reading() as reading:
        if file is not None:
            with source_of(session, file, url, None) as source:
                made = reading.extract(structs.replace(source, way=way, password=password))
            session.show(shapes.clipping(made), f"{made.title}\n\n{made.text}")
            return
        for line in lines():
            try:
                source = Source("file", str(line["path"]), url=line.get("url"), way=way)
                write_line({"id": line.get("id")} | shapes.clipping(reading.extract(source)))
            except UserError as error:
                write_line({"id": line.get("id"), "error": str(error)})


@click.command("failed-clips")
@click.option("--again", multiple=True, type=int, help="Clip the one with this number again.")
@click.option("--dismiss", multiple=True, type=int, help="Let go of the one with this number.")
@verb
def failed_clips(session: Session, again: tuple[int, ...], dismiss: tuple[int, ...]) -> None:
    r"""List the clips that failed in the window, try some again, or let go of them.

    \b
    researchdesk failed-clips
    researchdesk failed-clips --again 3
    """
    if not again and not dismiss:
        with session.reading() as library:
            _show_failed(session, failures.rows(library))
        return
    with session.changing() as library:
        held = {one.id: one.source for one in failures.rows(library)}
        for number in again:
            if number not in held:
                raise NoSuchThing(noun="failed clip", name=number)
        failures.dismiss(library, dismiss)
        for number in again:
            _clip(library, articles.preview(library, held[number]), (), as_new=False)
            failures.clipped(library, held[number])
        _show_failed(session, failures.rows(library))


def _show_failed(session: Session, found: list[FailedClip]) -> None:
    shaped = [
        {"failed": one.id, "source": one.source.value, "sentence": one.sentence, "at": one.at}
        for one in found
    ]
    rows = ((one.id, one.source.value, one.sentence) for one in found)
    session.show(shaped, table(rows) if found else "No clip has failed.")


def lines() -> Iterator[dict[str, Any]]:
    """Give the JSON objects on standard input, a line each; a line that is none is answered with an error."""
    for text in sys.stdin:
        if not text.strip():
            continue
        try:
            line = json.loads(text)
        except (ValueError, RecursionError):
            line = None
        if isinstance(line, dict):
            yield line
        else:
            write_line(
                {"id": None, "error": "This line is no JSON object; write one object a line."}
            )


@contextlib.contextmanager
def source_of(session: Session, given: str, url: str | None, title: str | None) -> Iterator[Source]:
    """Give the source of an argument; standard input goes through a file that is there for the while only."""
    if given != "-":
        is_address = "://" in given
        value = given if is_address else str(session.path(given))
        yield Source("address" if is_address else "file", value, url=url, title=title)
        return
    with tempfile.NamedTemporaryFile(dir=paths.cache_folder(), prefix="standard input ") as file:
        file.write(session.typed())
        file.flush()
        yield Source("file", file.name, url=url, title=title)


def _clip(
    library: Library, made: Clipping, tags: tuple[str, ...], *, as_new: bool
) -> dict[str, Any]:
    done = articles.clip(library, made, tags_of=tags, as_new=as_new)
    if done.status != "known":
        recognising.propose(library, done.article_id)
    shape = shapes.article(library, done.article_id)
    names = (
        "article",
        "title",
        "authors",
        "issued",
        "container_title",
        "language",
        "url",
        "doubt",
        "removed",
        "images",
    )
    return {
        "status": done.status,
        **{name: shape[name] for name in names},
        "passages": dict(done.passages),
        "suggestions": shapes.suggestion_counts(library, done.article_id),
    }


def _sentence(done: dict[str, Any]) -> str:
    words = {"new": "New", "version": "New text version of", "known": "Known already:"}[
        done["status"]
    ]
    people, countries = done["suggestions"]["people"], done["suggestions"]["countries"]
    doubt = f" Please check the text: {done['doubt']}." if done["doubt"] else ""
    left_out = counted(len(done["removed"]), "block", "blocks")
    suggested = (
        f"{counted(people, 'person', 'people')} and {counted(countries, 'country', 'countries')}"
    )
    return (
        f"{words} article {done['article']}, “{done['title']}”: {left_out} left out, "
        f"{suggested} suggested.{doubt}"
    )


VERBS = (new, clip, extract, failed_clips)
