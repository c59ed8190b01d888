# SPDX-License-Identifier: MIT
"""What a reader of one format makes of a source, before the parts that are the same for all formats are added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from researchdesk.model.clipping import RemovedBlock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.model.clipping import Candidate, Way


class Origin(Struct, frozen=True):
    """Where a text comes from: its address, its file's name, the title and the way the user gave, and its words."""

    url: str | None = None
    name: str | None = None
    title: str | None = None
    is_pasted: bool = False
    way: Way = "usual"

    @property
    def words(self) -> str:
        """What to call the source in a sentence."""
        return self.url or self.name or "what was pasted"


class LeftOut(Struct, frozen=True):
    """A block on its way to become a RemovedBlock; `place` counts the kept blocks before it."""

    place: int
    text: str
    html: str
    reason: str


class Draft(Struct, frozen=True):
    """An article as one format's reader gives it: cleaned HTML, what was left out, candidates and the chosen values.

    `may_be_empty`: what is said of it is worth an article even where it has no text.
    """

    html: str
    left_out: tuple[LeftOut, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    chosen: dict[str, str] = field(default_factory=dict)
    doubt: str | None = None
    may_be_empty: bool = False


class Entry(Struct, frozen=True):
    """One article of a file. What is None or empty is the same as the file's own.

    `name` is what a report calls it; `body` are its own bytes, where it is but a part of the file. `saved_on` is when
    the program that wrote the file took it, in UTC.
    """

    draft: Draft
    name: str = ""
    url: str | None = None
    saved_on: str | None = None
    body: bytes | None = None
    media_type: str = ""
    charset: str | None = None


def removed_blocks(count: int, left_out: Sequence[LeftOut]) -> tuple[RemovedBlock, ...]:
    """Give what was left out, numbered from 1; a place never lies behind the last of `count` kept blocks."""
    return tuple(
        RemovedBlock(n, min(one.place, count), one.text, one.html, one.reason)
        for n, one in enumerate(left_out, 1)
    )
