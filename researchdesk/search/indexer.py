# SPDX-License-Identifier: MIT
"""Taking changes into an index, and building it anew: what the child process does.

Each ends with the state file, which is the commit. Killed at any moment before, it left the old index as it was; the
same changes are then taken in again and come to the same. A lock beside the index keeps two programs from writing at
once; the system frees it however a program ends.
"""

from __future__ import annotations

import errno
import logging
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from researchdesk.model.errors import DiskFailing, DiskFull, IndexUnwritable
from researchdesk.search import contents, forms, writer
from researchdesk.search import state as states
from researchdesk.search.files import DamagedIndex, make_folder, sweep, sync_folder
from researchdesk.search.layout import key_of, schema_print
from researchdesk.search.lock import locked
from researchdesk.search.state import STATE_FILE, State, Stored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from researchdesk.model.search import Document
    from researchdesk.search.contents import Entry
    from researchdesk.search.writer import Written

logger = logging.getLogger(__name__)

PATIENCE = 250  # seconds to wait for another program that is indexing
_FULL = (errno.ENOSPC, errno.EDQUOT)


def update(
    folder: Path,
    *,
    deletes: Iterable[tuple[str, int]],
    documents: Iterable[Document],
    state: State,
) -> None:
    """Take documents out and put documents in, in one commit that stands for `state`.

    A document that is there already is replaced. DamagedIndex when the index is not ours or of another history.
    """
    keys = [key_of(kind, number) for kind, number in deletes]
    with _door(folder):
        before = states.read(folder)
        if before.history != state.history:
            raise DamagedIndex("it belongs to another history of this library")
        sweep(folder, {STATE_FILE, *before.files})
        written = writer.write(folder, _entries(before), keys, documents, held=before.files)
        tables = forms.add(folder, _tables(before), written.kin, before.generation + 1)
        _commit(folder, written, tables, state, before)


def rebuild(folder: Path, documents: Iterable[Document], state: State) -> int:
    """Build the index anew beside the old one, which is there until the new one takes its name; give the count."""
    new = folder.with_name(f"{folder.name}.new")
    with _door(folder):
        shutil.rmtree(new, ignore_errors=True)
        make_folder(new)
        keys: set[int] = set()

        def counted() -> Iterator[Document]:
            for one in documents:
                keys.add(key_of(one.kind, one.id))
                yield one

        written = writer.write(new, (), (), counted(), held={}, joins=writer.ALL)
        if written.count != len(keys):
            raise DamagedIndex(f"{len(keys)} documents were written and {written.count} are found")
        tables = forms.add(new, (), written.kin, 1)
        _commit(new, written, tables, state, None)
        _swap(folder, new)
        return written.count


def tidy(folder: Path) -> bool:
    """Join small segments that a commit left alone because somebody waited for it; True when there was something.

    For an idle moment: it may take seconds.
    """
    with _door(folder):
        before = states.read(folder)
        sweep(folder, {STATE_FILE, *before.files})
        written = writer.write(
            folder, _entries(before), (), (), held=before.files, joins=writer.IDLE
        )
        state = State(before.seq, before.history)
        _commit(folder, written, _tables(before), state, before)
        return len(written.files) < len(before.segments)


def _entries(stored: Stored) -> list[Entry]:
    return contents.entries_of(stored.segments)


def _tables(stored: Stored) -> list[str]:
    return [name for name in stored.files if name.endswith(forms.SUFFIX)]


def _commit(
    folder: Path,
    written: Written,
    tables: list[str],
    state: State,
    before: Stored | None,
) -> None:
    known = before.files if before else {}
    files = states.described(folder, (*written.files, *tables), known)
    stored = Stored(
        seq=state.seq,
        history=state.history,
        print=schema_print(),
        generation=before.generation + 1 if before else 1,
        count=written.count,
        files=files,
        segments=contents.said(written.entries),
    )
    sync_folder(
        folder
    )  # else a power cut could keep the new state and lose the names of what it names
    states.write(folder, stored)
    sweep(folder, {STATE_FILE, *files})
    logger.debug("index holds %d documents, generation %d", stored.count, stored.generation)


def _swap(folder: Path, new: Path) -> None:
    old = folder.with_name(f"{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    sync_folder(folder.parent)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _door(folder: Path) -> Iterator[None]:
    """Hold the lock, and say in the user's words when the disk is full or fails."""
    try:
        make_folder(folder.parent)
        with locked(folder.with_name(f"{folder.name}.lock"), PATIENCE):
            yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(disk=str(folder)) from error
        if error.errno == errno.EIO:
            raise DiskFailing from error
        if isinstance(error, FileNotFoundError):  # a file of the index is gone: it is built anew
            raise
        reason = (error.strerror or str(error)).lower()
        raise IndexUnwritable(folder=folder.parent, reason=reason) from error
