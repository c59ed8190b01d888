# SPDX-License-Identifier: MIT
"""What is not as it was written, and the report of a search for it."""

from __future__ import annotations

from msgspec import Struct

MOST = 3  # titles that a sentence names


class Damage(Struct, frozen=True):
    """One thing that is not as it was written: a row of a noun, or (without an id) the file as a whole.

    `article` is the number of the article that the row belongs to, `title` the words by which the user knows it.
    """

    words: str
    noun: str | None = None
    id: int | None = None
    article: int | None = None
    title: str = ""

    def __str__(self) -> str:
        """Give one line: the noun and id, if there is one, and what is wrong."""
        return f"{self.named}: {self.words}" if self.named else self.words

    @property
    def named(self) -> str:
        """The noun and id; empty where the file as a whole is meant."""
        return "" if self.id is None else f"{self.noun} {self.id}"


class Verification(Struct, frozen=True):
    """What was looked at and what was found; numbers are counts.

    `index` says how the search index stands to the library: "current", "behind", "absent", or "wrong" when it holds
    another number of documents. It is a cache, so it is never a damage. Backups are looked at by a deep search only;
    `bad_backups` are the names of those that are not as they were written.
    """

    rows: int
    attachments: int
    damages: tuple[Damage, ...]
    index: str = ""
    backups: int = 0
    bad_backups: tuple[str, ...] = ()

    @property
    def of_the_file(self) -> tuple[str, ...]:
        """What is wrong with the file as a whole."""
        return tuple(one.words for one in self.damages if one.id is None)

    @property
    def of_records(self) -> str:
        """Say in English which records are damaged; empty where none is."""
        rows = {(one.noun, one.id): one for one in self.damages if one.id is not None}
        if not rows:
            return ""
        titles = list(dict.fromkeys(one.title or f"{one.noun} {one.id}" for one in rows.values()))
        named = ", ".join(titles[:MOST])
        named += f" and {len(titles) - MOST} more" if len(titles) > MOST else ""
        count = (
            "1 record is not as it was"
            if len(rows) == 1
            else f"{len(rows)} records are not as they were"
        )
        return f"{count} written: {named}. The rest of the library is whole."


class Mended(Struct, frozen=True):
    """How many damaged rows were taken from a backup of a moment (UTC), and how many it does not hold."""

    made_at: str
    mended: int
    left: int
