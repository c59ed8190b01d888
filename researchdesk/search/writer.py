# SPDX-License-Identifier: MIT
"""Writing one generation of the index: documents in, documents out, small segments joined."""

from __future__ import annotations

import logging
import secrets
from functools import lru_cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from researchdesk.search import joining
from researchdesk.search.arrays import ArrayWriter
from researchdesk.search.contents import Entry
from researchdesk.search.files import DamagedIndex, checksum
from researchdesk.search.inversion import Batch
from researchdesk.search.layout import SEGMENT, file_of
from researchdesk.search.segments import Segment

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from researchdesk.model.search import Document
    from researchdesk.search.stems import Kin

logger = logging.getLogger(__name__)

DEAD = 0.3  # part of a segment's documents that are deleted, above which it is written anew
LARGEST = (
    1 << 16
)  # documents of one segment: their numbers have 16 bits, which saves a fifth of the space
SMALL = 64  # documents of a segment that soon becomes a part of another anyway


class Joins(NamedTuple):
    """When segments of one size become one: from how many on, and documents written again at most (None: no bound)."""

    at_least: int
    room: int | None


BESIDE = Joins(
    8, 120
)  # beside a commit that is waited for; with many new documents, as many as these
IDLE = Joins(4, 150_000)  # in an idle moment: two seconds
ALL = Joins(2, None)


class Written(Struct, frozen=True):
    """What a generation consists of, and the words that came in with it."""

    entries: list[Entry]
    kin: set[Kin]

    @property
    def count(self) -> int:
        """Give the number of documents that can be found."""
        return sum(one.count for one in self.entries)

    @property
    def files(self) -> list[str]:
        """Name the files of the segments."""
        return [file_of(one.name) for one in self.entries]


def write(
    folder: Path,
    entries: Sequence[Entry],
    keys: Collection[int],
    documents: Iterable[Document],
    *,
    held: Mapping[str, tuple[int, int]],
    joins: Joins = BESIDE,
) -> Written:
    """Take documents out of these segments by their keys and put documents in, in new segments beside the old ones.

    The files of the old ones, `held` with size and crc32, stay as they are; the caller writes down which ones count.
    """
    found = _without(folder, entries, keys)
    kin: set[Kin] = set()
    incoming = 0
    for batch in _batches(documents):
        found = [*_without(folder, found, batch.numbers), _flushed(folder, batch)]
        kin |= batch.kin()
        incoming += batch.size
    groups = _all_of(found) if joins.room is None else _worth_joining(found, joins, incoming)
    for group in groups:
        found = _joined(folder, found, group, held)
    return Written([one for one in found if one.count], kin)


def _batches(documents: Iterable[Document]) -> Iterator[Batch]:
    rest = iter(documents)
    for first in rest:
        batch = Batch()
        for one in chain([first], rest):
            batch.add(one)
            if batch.is_full:
                break
        yield batch


def _flushed(folder: Path, batch: Batch) -> Entry:
    name = _new_name()
    with ArrayWriter(_path(folder, name)) as out:
        batch.write(out)
    return Entry(name, batch.size, batch.dead)


def _without(folder: Path, entries: Sequence[Entry], keys: Collection[int]) -> list[Entry]:
    """Mark the documents of these keys as deleted, by a look at all keys of a segment at once."""
    wanted = np.fromiter(keys, np.int64, len(keys))
    if not len(wanted):
        return [*entries]
    found = []
    for one in entries:
        held = _keys(_path(folder, one.name))
        is_meant = held == wanted[0] if len(wanted) == 1 else np.isin(held, wanted)
        dead = np.union1d(one.dead, np.flatnonzero(is_meant)) if is_meant.any() else one.dead
        found.append(replace(one, dead=dead))
    return found


@lru_cache(maxsize=64)
def _keys(path: Path) -> NDArray[np.int64]:
    """Give the keys of a segment's documents; kept for the next commit, since names are never used twice."""
    return _opened(path).numbers("id").copy()


def _opened(path: Path) -> Segment:
    try:
        return Segment(path)
    except (FileNotFoundError, ValueError, LookupError, TypeError) as error:
        raise DamagedIndex(f"its file {path.name} cannot be read ({error})") from error


def _joined(
    folder: Path,
    entries: Sequence[Entry],
    group: Sequence[Entry],
    held: Mapping[str, tuple[int, int]],
) -> list[Entry]:
    """Write a group of segments as one; a damage in them is not carried on under a new checksum."""
    names = {one.name for one in group}
    kept = [one for one in entries if one.name not in names]
    for name in map(file_of, names):
        if name in held and checksum(folder / name) != held[name][1]:
            raise DamagedIndex(f"its file {name} is not as it was written")
    opened = [(_opened(_path(folder, one.name)), one.dead) for one in group]
    name = _new_name()
    with ArrayWriter(_path(folder, name)) as out:
        size = joining.join(out, joining.sources_of(opened))
    logger.debug("joined %d of %d segments", len(group), len(entries))
    return [*kept, Entry(name, size, np.empty(0, np.int64))]


def _all_of(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Put all segments into groups as large as they may be; one that is whole and alone stays as it is."""
    groups: list[list[Entry]] = []
    for one in entries:
        if not groups or sum(each.count for each in [*groups[-1], one]) > LARGEST:
            groups.append([])
        if one.count:
            groups[-1].append(one)
    return [group for group in groups if len(group) > 1 or any(len(one.dead) for one in group)]


def _worth_joining(entries: Sequence[Entry], joins: Joins, incoming: int) -> list[list[Entry]]:
    """Choose segments that are mostly deleted, and those of the smallest size of which there are many."""
    room = max(joins.room or 0, incoming)
    groups = []
    by_size: dict[int, list[Entry]] = {}
    for one in sorted(entries, key=lambda one: one.count):
        is_worn = one.size >= SMALL and len(one.dead) > DEAD * one.size
        if is_worn and 0 < one.count <= room:
            groups.append([one])
            room -= one.count
        elif one.count:
            by_size.setdefault(_size(one), []).append(one)
    for _, alike in sorted(by_size.items()):
        sums = accumulate(one.count for one in alike)
        fitting = sum(1 for documents in sums if documents <= min(room, LARGEST))
        if len(alike) >= joins.at_least and fitting > 1:
            names = {one.name for one in alike[:fitting]}
            return [*groups, [one for one in entries if one.name in names]]
    return groups


def _size(one: Entry) -> int:
    """Give the size class of a segment: each is eight times the one below."""
    return (one.count.bit_length() - 1) // 3


def _new_name() -> str:
    return f"{SEGMENT}_{secrets.token_hex(8)}"  # never one that was there before: readers keep what they have open


def _path(folder: Path, name: str) -> Path:
    return folder / file_of(name)
