# SPDX-License-Identifier: MIT
"""Verbs: import, imports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import to_builtins

from researchdesk.cli import shapes
from researchdesk.cli.clipping import IMAGES
from researchdesk.cli.progress import end_line, stoppable
from researchdesk.cli.session import Session, counted, table, verb, write_line
from researchdesk.library import articles, importing, retries
from researchdesk.library.library import Library
from researchdesk.model.formats import FORMATS
from researchdesk.model.importing import ImportReport

if TYPE_CHECKING:
    from researchdesk.model.clipping import Clipped, Clipping
    from researchdesk.model.progress import Progress

STOPPED = 130


@click.command(name="import")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--format", "format_", help="The format, where the file itself does not tell it.")
@click.option("--dry-run", is_flag=True, help="Show what would be stored; nothing is saved.")
@click.option(
    "--only-new", is_flag=True, help="Of a folder, what came into it since the last time."
)
@click.option("--password", help="The password of a file that is locked.")
@click.option(
    "--tag", "tags", multiple=True, help="A tag for each article; may be given several times."
)
@click.option("--images/--no-images", default=None, help=IMAGES)
@click.option("--formats", "list_formats", is_flag=True, help="List the formats that can be read.")
@verb
def import_(  # noqa: PLR0913 - an option each
    session: Session,
    path: Path | None,
    format_: str | None,
    dry_run: bool,
    only_new: bool,
    password: str | None,
    tags: tuple[str, ...],
    images: bool | None,
    list_formats: bool,
) -> None:
    r"""Import PATH, a file or a folder with all in it: JSON lines, and at the end what was found.

    A folder that `export open` has written fills a library that is new or empty, which equals the old one then.

    \b
    researchdesk import ~/Downloads/articles
    researchdesk import report.pdf --password secret
    researchdesk import ~/everything --library ~/New
    researchdesk import --formats
    """
    if list_formats:
        _show_formats(session)
        return
    if path is None:
        raise click.UsageError("Name a file or a folder, or use --formats.")
    wanted = importing.Wanted(session.path(path), format_, password, tags, with_images=images)
    with stoppable() as progress:
        if dry_run:
            made = importing.look(wanted, progress, _write)
            _write_report(made)
        else:
            if importing.is_library(wanted) and not Library.is_library(session.place):
                importing.look(wanted, progress)  # no library is made for a folder that is damaged
            with session.changing(create=True) as library:
                made = _run(library, wanted, progress, only_new=only_new)
                _write_report(made)
                importing.look_for_names(library, made, progress)
    _end_with(made)


def _end_with(made: ImportReport) -> None:
    end_line()
    if made.was_stopped:
        click.echo(
            f"Stopped. Saved so far, and kept: {counted(made.stored + made.versions, 'article', 'articles')}.",
            err=True,
        )
        raise click.exceptions.Exit(STOPPED)


def _run(
    library: Library, wanted: importing.Wanted, progress: Progress, *, only_new: bool
) -> ImportReport:
    if not only_new:
        return importing.run(library, wanted, progress, tell=_write)
    made = importing.appeared(library, wanted.path, progress, tell=_write)
    return made or ImportReport(str(wanted.path))


def _write_report(made: ImportReport) -> None:
    end_line()
    write_line(_report(made))


@click.command()
@click.argument("run", required=False, type=int)
@click.option("--trash", is_flag=True, help="Move the articles of this import to the trash.")
@click.option("--again", is_flag=True, help="Try once more what this import refused.")
@verb
def imports(session: Session, run: int | None, trash: bool, again: bool) -> None:
    r"""List what was imported, or show one import with all that it refused.

    \b
    researchdesk imports
    researchdesk imports 3
    researchdesk imports 3 --trash
    researchdesk imports 3 --again
    """
    if trash and again:
        raise click.UsageError("Choose one of --trash and --again.")
    if (trash or again) and run is None:
        raise click.UsageError("Name the import, as `imports` lists it.")
    if again and run is not None:
        _again(session, run)
        return
    if trash and run is not None:
        with session.changing() as library:
            articles.trash(library, importing.report(library, run).articles)
        session.show_changes()
        return
    with session.reading() as library:
        if run is None:
            held = importing.reports(library)
            rows = [(one.run, one.at[:16], one.source, _counts(one)) for one in held]
            session.show([_report(one) for one in held], table(rows))
        else:
            one = importing.report(library, run)
            refused = [(reject.entry, reject.reason) for reject in one.rejected]
            words = f"{one.source}: {_counts(one)}\n{table(refused, None) if refused else ''}"
            session.show(_report(one), words.strip())


def _again(session: Session, run: int) -> None:
    """Try once more what an import refused."""
    with stoppable() as progress, session.changing() as library:
        made = retries.again(library, importing.report(library, run), progress, _write)
        _write_report(made)
        importing.look_for_names(library, made, progress)
    _end_with(made)


def _show_formats(session: Session) -> None:
    value = [to_builtins(one) for one in FORMATS]
    session.show(value, table((one.name, " ".join(one.endings), one.words) for one in FORMATS))


def _write(clipping: Clipping, clipped: Clipped | None) -> None:
    """Print one article that was stored, or would be."""
    end_line()
    shape = shapes.clipping(clipping)
    names = ("title", "url", "authors", "issued", "container_title", "language", "text")
    told = {name: shape[name] for name in names} | {"tags": []}
    if clipped:
        told = {"article": clipped.article_id, "status": clipped.status} | told
    write_line(told)


def _report(made: ImportReport) -> dict[str, Any]:
    return {
        "found": made.found,
        "stored": made.stored,
        "versions": made.versions,
        "known": made.known,
        "rejected": [{"entry": one.entry, "reason": one.reason} for one in made.rejected],
        "import": made.run or None,
        "stopped": made.was_stopped,
    }


def _counts(made: ImportReport) -> str:
    return (
        f"{made.found} found, {made.stored} stored, {made.versions} new versions, {made.known} known, "
        f"{len(made.rejected)} refused"
    )


VERBS = (import_, imports)
