# SPDX-License-Identifier: MIT
"""Writing the index by Whoosh: documents in, documents out, small segments joined."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.index import TOC, FileIndex
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from researchdesk.search.codec import ArrayCodec
from researchdesk.search.files import DAMAGES
from researchdesk.search.layout import INDEX, file_names, key_of
from researchdesk.search.schema import fields_of, schema
from researchdesk.search.segments import numbers
from researchdesk.search.storage import Storage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from researchdesk.model.search import Document

logger = logging.getLogger(__name__)

POOL = 256  # megabytes of postings before Whoosh sorts through files
JOINED = 8  # segments of one size that become one
AT_ONCE = 120  # documents merged beside a commit that the user waits for
DEAD = 0.3  # part of a segment's documents that are deleted, above which it is written anew


class Written:
    """What a commit left behind: its generation, the documents that can be found, and the files it rests on."""

    def __init__(self, toc: TOC) -> None:
        self.generation: int = toc.generation
        self.count: int = sum(segment.doc_count() for segment in toc.segments)
        segments = [segment.segment_id() for segment in toc.segments]
        self.files = file_names(toc.generation, segments)


def create(folder: Path) -> Written:
    """Make an empty index in an empty folder."""
    storage = Storage(folder)
    TOC.create(storage, schema(), INDEX)
    return Written(TOC.read(storage, INDEX, schema=schema()))


def write(
    folder: Path,
    keys: Iterable[int],
    documents: Iterable[Document],
    *,
    keep: Collection[str] = (),
    may_join: int = AT_ONCE,
) -> Written:
    """Take documents out by their keys, put documents in, and commit: all of it or nothing.

    The files named in `keep` stay until the caller has written down the new state and sweeps. `may_join` is how many
    documents may be written again to join small segments; with many new ones, as many as these.
    """
    storage = Storage(folder, keep)
    writer = SegmentWriter(FileIndex(storage, schema(), INDEX), codec=ArrayCodec(), limitmb=POOL)
    try:
        incoming = {key_of(one.kind, one.id): one for one in documents}
        _delete(storage, writer, {*keys, *incoming})
        for one in incoming.values():
            writer.add_document(**fields_of(one))
        room = max(may_join, len(incoming)) if may_join else 0
        writer.commit(mergetype=_policy(room))
    except BaseException:
        with suppress(*DAMAGES):  # what failed was said already
            writer.cancel()
        storage.give_up()
        raise
    return Written(TOC.read(storage, INDEX, schema=schema()))


def _delete(storage: Storage, writer: SegmentWriter, keys: set[int]) -> None:
    wanted = np.fromiter(keys, np.int64, len(keys))
    for segment in writer.segments:
        held = np.isin(numbers(storage, segment, "id"), wanted)
        for number in np.flatnonzero(held).tolist():
            segment.delete_document(number)


def _policy(room: int) -> Any:
    """Make a merge policy for Whoosh: `room` is how many documents may be written again."""

    def merge(writer: SegmentWriter, segments: list[Any]) -> list[Any]:
        chosen = _worth_joining(segments, room)
        for segment in chosen:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
        if chosen:
            logger.debug("joined %d of %d segments", len(chosen), len(segments))
        return [one for one in segments if one not in chosen and one.doc_count() > 0]

    return merge


def _worth_joining(segments: list[Any], room: int) -> list[Any]:
    """Choose segments that are mostly deleted, and those of the smallest size of which there are many."""
    chosen = []
    for segment in sorted(segments, key=lambda one: one.doc_count()):
        is_worn = segment.deleted_count() > DEAD * segment.doc_count_all()
        if is_worn and 0 < segment.doc_count() <= room:
            chosen.append(segment)
            room -= segment.doc_count()
    by_size: dict[int, list[Any]] = {}
    for segment in segments:
        if segment not in chosen and segment.doc_count():
            by_size.setdefault(_size(segment), []).append(segment)
    for _, alike in sorted(by_size.items()):
        if len(alike) >= JOINED and sum(one.doc_count() for one in alike) <= room:
            return chosen + alike
    return chosen


def _size(segment: Any) -> int:
    """Give the size class of a segment: each is eight times the one below."""
    return (int(segment.doc_count()).bit_length() - 1) // 3
