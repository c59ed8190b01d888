# SPDX-License-Identifier: MIT
"""Take single records back out of a backup, and say what was changed since one."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from researchdesk.annotate import citations as cited
from researchdesk.library import carrying
from researchdesk.model.article import ArticleId
from researchdesk.model.backup import Taken
from researchdesk.model.errors import NoSuchThing
from researchdesk.model.note import NoteId
from researchdesk.store import notes, people, records, restore, taking, versions
from researchdesk.store.connection import reader

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from researchdesk.library.library import Library
    from researchdesk.model.article import TextVersionId
    from researchdesk.model.backup import Compared, Kept

TITLES = {"article": "title", "note": "title", "person": "preferred_name"}


def compare(older: Path, newer: Path) -> Compared:
    """Say which articles, notes, annotations and people two copies differ in; a library may be open. Any thread."""
    return records.compare(*(one / "library.db" if one.is_dir() else one for one in (older, newer)))


def check(file: Path) -> None:
    """Raise BadValue where a backup is not as it was written, so that nothing may be taken from it; any thread.

    240 MB a second are read.
    """
    restore.check(file)


def take(
    library: Library, file: Path, wanted: Sequence[tuple[Kept, str]], *, is_checked: bool = False
) -> list[Taken]:
    """Take records back as they were in a backup, in one operation; each is named by noun and number or public id.

    Raises NoSuchThing where the backup does not hold one, BadValue where the backup is damaged; then nothing is
    changed. What was added to a record since stays beside what comes back.
    """
    if not is_checked:
        check(file)
    with contextlib.closing(reader(file)) as source:
        found = [(noun, *_named(source, noun, name)) for noun, name in wanted]
        label = found[0][2] if len(found) == 1 else f"{len(found)} records"
        with library.operation(f"Take back {label}"):
            hand = taking.Taking(library.store, source, file.parent)
            made = [_take(library, hand, *one) for one in found]
    return made


def _take(library: Library, hand: taking.Taking, noun: Kept, public_id: str, title: str) -> Taken:
    before = len(hand.missing)
    take_one = {"article": _article, "note": _note, "person": _person}[noun]
    number = take_one(library, hand, public_id)
    return Taken(noun, number, title, tuple(hand.missing[before:]))


def _article(library: Library, hand: taking.Taking, public_id: str) -> int:
    number, version = hand.article(public_id)
    seen = versions.current(library.store, ArticleId(number))
    if seen is not None and version is not None and seen.id != version:
        _carry(library, number, seen.id, version)
    hand.finish(public_id, number, version)
    return number


def _carry(library: Library, number: int, seen: TextVersionId, version: int) -> None:
    """Let what was marked in a later text be found in the one that comes back, too."""
    held = {one.id: one for one in versions.versions(library.store, ArticleId(number))}
    wanted = next(one for one in held.values() if one.id == version)
    carrying.carry(library.store, ArticleId(number), held[seen], wanted.id, wanted.text)


def _note(library: Library, hand: taking.Taking, public_id: str) -> int:
    number, row = hand.note(public_id)
    held = notes.get(library.store, NoteId(number))
    if (held.title, held.body) != (row["title"], row["body"]):
        notes.keep_revision(library.store, held)
        saved = notes.save(library.store, held, row["title"], row["body"])
        notes.keep_revision(library.store, saved)
        notes.set_citations(library.store, held.id, cited.citations(row["body"]))
    return number


def _person(library: Library, hand: taking.Taking, public_id: str) -> int:
    number = hand.person(public_id)
    people.existing(library.store, [number])
    return number


def _named(source: sqlite3.Connection, noun: Kept, name: str) -> tuple[str, str]:
    """Find a record of the backup: its public id and its title."""
    conditions: Iterable[tuple[str, object]] = [("public_id = ?", name.upper())]
    if name.isdecimal() and len(name) < 10:
        conditions = [("id = ?", int(name))]
    elif noun == "person":
        conditions = [*conditions, ("preferred_name = ?", name)]
    for where, value in conditions:
        question = f"SELECT public_id, {TITLES[noun]} FROM {noun} WHERE {where}"
        if row := source.execute(question, [value]).fetchone():
            return str(row[0]), str(row[1])
    raise NoSuchThing(noun=noun, name=name)
