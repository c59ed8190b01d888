# SPDX-License-Identifier: MIT
"""Copies of a library, and what a restore did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from pathlib import Path

Part = Literal["details", "text", "tags", "names", "marks", "comment", "colour", "place", "numbers"]
"""What of a record is another: what the user knows by one word."""

Kept = Literal["article", "note", "person"]
"""What can be taken back by itself."""


class Backup(Struct, frozen=True):
    """One copy of a library, verified when it was made.

    `number` gives the order of the copies in a folder, whatever the clock said. `made_at` is UTC, ISO 8601 to the
    second. `reason` is `session`, `by-hand`, or what it was made before: `before-purge`. `size` is in bytes.
    """

    path: Path
    number: int
    made_at: str
    reason: str
    size: int


class BackupState(Struct, frozen=True):
    """How the backups stand: the newest that is a whole file, why the last one failed, a folder that is not there."""

    newest: Backup | None
    failure: str = ""
    missing_folder: str | None = None


class Restored(Struct, frozen=True):
    """What a restore did: the new file, where the old one went, and the attachments that are nowhere to be had."""

    path: Path
    aside: Path | None
    missing: tuple[str, ...]


class Record(Struct, frozen=True):
    """An article, note, annotation or person that two copies of a library differ in.

    `how` is said of the newer one: "added", "gone" (also: put into the trash) or "altered"; `parts` says in what.
    `id` is its number, in the older copy where it stands there.
    """

    noun: str
    id: int
    public_id: str
    title: str
    how: Literal["added", "gone", "altered"]
    parts: tuple[Part, ...] = ()


class Compared(Struct, frozen=True):
    """In what a newer copy differs from an older one."""

    records: tuple[Record, ...]

    def count(self, noun: str, how: str) -> int:
        """Count the records of a noun that were added, are gone, or altered."""
        return sum(one.noun == noun and one.how == how for one in self.records)


class Taken(Struct, frozen=True):
    """What was taken back out of a backup: the record's number now, and what of it is nowhere to be had."""

    noun: Kept
    id: int
    title: str
    missing: tuple[str, ...] = ()
