# SPDX-License-Identifier: MIT
"""Clips that failed: addresses and files that are kept to be tried again, until they are clipped or dismissed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.model.errors import NoSuchThing
from researchdesk.store import failed_clips

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.library.library import Library
    from researchdesk.model.clipping import FailedClip, Source

LABEL = "Upkeep"
KINDS = (
    "address",
    "file",
)  # what was pasted is not kept: it may be long, and its place is the clipboard
MOST = 500  # the oldest beyond are let go of


def rows(library: Library) -> list[FailedClip]:
    """Give the clips that failed, the newest first."""
    return failed_clips.rows(library.store)


def add(library: Library, source: Source, sentence: str) -> None:
    """Keep a source that could not be clipped, once; what is said of it now counts."""
    if source.kind not in KINDS:
        return
    with library.operation(LABEL, undoable=False):
        _let_go(library, source)
        failed_clips.add(library.store, source, sentence)
        failed_clips.delete(library.store, [one.id for one in rows(library)[MOST:]])


def clipped(library: Library, source: Source) -> None:
    """Let go of a source that has been clipped after all."""
    if any(_is_same(one.source, source) for one in rows(library)):
        with library.operation(LABEL, undoable=False):
            _let_go(library, source)


def dismiss(library: Library, ids: Sequence[int]) -> None:
    """Let go of some that failed; NoSuchThing names the first that is not there."""
    held = {one.id for one in rows(library)}
    for number in ids:
        if number not in held:
            raise NoSuchThing(noun="failed clip", name=number)
    with library.operation(LABEL, undoable=False):
        failed_clips.delete(library.store, ids)


def _let_go(library: Library, source: Source) -> None:
    same = [one.id for one in rows(library) if _is_same(one.source, source)]
    failed_clips.delete(library.store, same)


def _is_same(one: Source, other: Source) -> bool:
    return (one.kind, one.value) == (other.kind, other.value)
