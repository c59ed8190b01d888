# SPDX-License-Identifier: MIT
"""Verbs: backup, restore-backup, move, verify, diff."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import to_builtins

from researchdesk.cli.session import Session, counted, table, verb
from researchdesk.library import backup, cleaning, comparing, seals, taking
from researchdesk.library import verify as verifying
from researchdesk.library.library import Library
from researchdesk.model.errors import LibraryMissing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.model.backup import Backup, Kept, Record

PLACE = click.Path(path_type=Path)
NO_SEAL = (
    "The seal you gave is not in this library: it is another library's, or the chain was made anew since. "
    "Compare with a backup of the day you wrote it down."
)


@click.command("backup")
@click.argument("dest", type=PLACE, required=False)
@click.option("--list", "is_list", is_flag=True, help="List the backups that are there.")
@verb
def backing_up(session: Session, dest: Path | None, is_list: bool) -> None:
    r"""Make a verified copy of the library: in its usual place, in a folder, or as a file ending in .db.

    \b
    researchdesk backup
    researchdesk backup /media/disk/copies
    researchdesk backup --list
    """
    if is_list:
        found = backup.listed(session.library_folder)
        rows = [(one.made_at, one.reason, f"{one.size:,}", one.path) for one in found]
        session.show([_shape(one) for one in found], table(rows, widest=None))
        return
    with session.changing() as library:
        made = backup.make(library, session.path(dest) if dest else None)
    session.show(_shape(made), f"The library was copied and verified: {made.path}")


@click.command("restore-backup")
@click.argument("file", type=PLACE)
@click.argument("dest", type=PLACE, required=False)
@click.option("--article", "articles", multiple=True, help="Take back this article alone.")
@click.option("--note", "notes", multiple=True, help="Take back this note alone.")
@click.option("--person", "people", multiple=True, help="Take back this person alone.")
@verb
def restoring(
    session: Session,
    file: Path,
    dest: Path | None,
    articles: tuple[str, ...],
    notes: tuple[str, ...],
    people: tuple[str, ...],
) -> None:
    r"""Put a backup in the place of the library in the folder DEST, or make a library of it in a new one.

    The library that was there stays beside as a file of its own. With --article, --note or --person (a number of the
    backup, or the public id), only these come back into the open library, as one step that can be undone.

    \b
    researchdesk backup --list
    researchdesk restore-backup Library-3f2a91bc-00042-20261126T090000Z-session.db Library
    researchdesk restore-backup Library-3f2a91bc-00042-20261126T090000Z-session.db --article 12
    """
    wanted: list[tuple[Kept, str]] = [
        *(("article", one) for one in articles),
        *(("note", one) for one in notes),
        *(("person", one) for one in people),
    ]
    if bool(wanted) == (dest is not None):
        raise click.UsageError("Name the folder DEST, or records with --article, --note, --person.")
    if dest is None:
        _take(session, file, wanted)
    else:
        _restore(session, file, dest)


def _take(session: Session, file: Path, wanted: list[tuple[Kept, str]]) -> None:
    file = session.path(file)
    if not file.is_file():
        raise LibraryMissing(path=file)
    taking.check(file)
    with session.changing() as library:
        taken = taking.take(library, file, wanted, is_checked=True)
    value = [{one.noun: one.id, "title": one.title, "missing": list(one.missing)} for one in taken]
    session.show(value, "\n".join(f"Taken back: {one.noun} {one.id}, {one.title}" for one in taken))


def _restore(session: Session, file: Path, dest: Path) -> None:
    done = backup.restore(file, dest)
    value = {
        "library": str(done.path.parent),
        "from": str(file),
        "kept": str(done.aside) if done.aside else None,
        "missing": list(done.missing),
    }
    words = f"The library in {done.path.parent} is the backup's now."
    if done.aside:
        words += f" The old one was kept as {done.aside.name}."
    session.show(value, words)
    if done.missing:
        count = len(done.missing)
        what = "1 attachment lies" if count == 1 else f"{count} attachments lie"
        click.echo(f"{what} neither beside the backup nor in the library.", err=True)


@click.command("move")
@click.argument("dest", type=PLACE)
@verb
def moving(session: Session, dest: Path) -> None:
    r"""Move the library to the folder DEST, which holds none; its history goes with it.

    The old file stays where it was as library.moved-….db, until you delete it.

    \b
    researchdesk move ~/Balkan
    """
    folder = session.library_folder
    if not Library.is_library(folder):
        raise LibraryMissing(path=folder / "library.db")
    done = cleaning.move(folder, dest)
    value = {"library": str(done.path.parent), "kept": str(done.aside)}
    session.show(value, f"The library is in {done.path.parent} now.")


@click.command("verify")
@click.option("--deep", is_flag=True, help="Unpack each page as received, and look at the backups.")
@click.option("--seal", metavar="HEX", help="Look for a seal that you wrote down earlier, too.")
@click.option("--mend", is_flag=True, help="Take damaged records from the newest good backup.")
@verb
def verifying_all(session: Session, deep: bool, seal: str | None, mend: bool) -> None:
    r"""Look whether everything is as it was written; the exit status is 1 if something is not.

    The seal stands for all pages as they were received, in their order. Keep it outside of this computer: found here
    again, it shows that no page received until then was changed, taken out or put in since. It does not show that a
    page stood on the web like that, nor when, and it says nothing of texts and notes.

    \b
    researchdesk verify
    researchdesk verify --deep --json
    researchdesk verify --seal 5f0c…
    """
    if mend:
        _mend(session, deep=deep)
        return
    with session.reading() as library:
        found = verifying.verify(library, deep=deep)
        sentence = verifying.sentence(library, found)
        sealed = seals.seal(library)
        place = seals.place_of(library, seal) if seal else None
    if seal and place is None:
        sentence = f"{sentence} {NO_SEAL}".strip()
    value = to_builtins(found) | {"sentence": sentence or None}
    value["seal"] = to_builtins(sealed) | ({"given_at_link": place} if seal else {})
    attachments = counted(found.attachments, "attachment", "attachments")
    words = f"As written: {counted(found.rows, 'record', 'records')}, {attachments}."
    if found.index == "wrong":
        words += " The search index is not: researchdesk reindex makes it anew."
    elif found.index == "absent":
        words += " There is no search index at present: the next search makes it."
    if sealed.head:
        words += f"\nSeal: {sealed.head} (link {sealed.links})"
    if place is not None and sealed.is_whole:
        words += f"\nThe seal you gave is that of link {place}: what was received until then is unchanged."
    rows = [(str(one), one.article, one.title) for one in found.damages]
    session.show(value, table(rows, widest=None) if rows else None if sentence else words)
    if sentence:
        click.echo(sentence, err=True)
        raise click.exceptions.Exit(1)


def _mend(session: Session, *, deep: bool) -> None:
    with session.changing() as library:
        found = verifying.verify(library, deep=deep)
        done = verifying.mend(library, found)
    words = f"From the backup of {done.made_at}: {counted(done.mended, 'record', 'records')}."
    session.show(to_builtins(done), words)
    if done.left or found.of_the_file:
        click.echo("Not everything could be mended: bring a backup back as a whole.", err=True)
        raise click.exceptions.Exit(1)


@click.command("diff")
@click.argument("library_a", type=PLACE)
@click.argument("library_b", type=PLACE)
@click.option("--records", is_flag=True, help="Say what B has more, less or otherwise, by title.")
@verb
def comparing_two(session: Session, library_a: Path, library_b: Path, records: bool) -> None:
    r"""Compare the content of two libraries or backups; the exit status is 1 if they differ.

    \b
    researchdesk diff Library Library-3f2a91bc-00042-20261126T090000Z-session.db
    researchdesk diff Library-3f2a91bc-00042-20261126T090000Z-session.db Library --records
    """
    if records:
        _show_records(session, taking.compare(library_a, library_b).records)
        return
    found = comparing.differences(library_a, library_b)
    rows = [(one.where, one.noun, one.key, ", ".join(one.columns)) for one in found]
    words = table(rows, widest=None) if rows else "The content of both is equal."
    session.show([to_builtins(one) for one in found], words)
    if found:
        click.echo(f"They differ in {counted(len(found), 'record', 'records')}.", err=True)
        raise click.exceptions.Exit(1)


def _show_records(session: Session, found: Sequence[Record]) -> None:
    rows = [(one.how, one.noun, one.id, one.title, ", ".join(one.parts)) for one in found]
    words = table(rows) if rows else "Both hold the same records."
    session.show([to_builtins(one) for one in found], words)
    if found:
        click.echo(f"They differ in {counted(len(found), 'record', 'records')}.", err=True)
        raise click.exceptions.Exit(1)


def _shape(one: Backup) -> dict[str, Any]:
    return {
        "file": str(one.path),
        "at": one.made_at,
        "reason": one.reason,
        "bytes": one.size,
        "stands": backup.stands(one),
    }


VERBS = (backing_up, restoring, moving, verifying_all, comparing_two)
