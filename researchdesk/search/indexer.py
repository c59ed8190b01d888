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
from itertools import islice
from typing import TYPE_CHECKING

from researchdesk.model.errors import DiskFailing, DiskFull
from researchdesk.search import forms, writer
from researchdesk.search import state as states
from researchdesk.search.files import DamagedIndex, make_folder, sweep, sync_folder
from researchdesk.search.layout import key_of, schema_print
from researchdesk.search.state import STATE_FILE, State, Stored
from researchdesk.search.stems import Gathered
from researchdesk.search.storage import locked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from researchdesk.model.search import Document
    from researchdesk.search.writer import Written

logger = logging.getLogger(__name__)

AT_ONCE = 2_500  # documents written by one commit of a rebuild: bounds the memory
TIDIED = 5_000  # documents written again by one tidying
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
        gathered = Gathered()
        written = writer.write(folder, keys, gathered.watch(documents), keep=before.files)
        tables = forms.add(folder, _tables(before), gathered.kin, written.generation)
        _commit(folder, written, tables, state, before.files)


def rebuild(folder: Path, documents: Iterable[Document], state: State) -> int:
    """Build the index anew beside the old one, which is there until the new one takes its name; give the count."""
    new = folder.with_name(f"{folder.name}.new")
    with _door(folder):
        shutil.rmtree(new, ignore_errors=True)
        make_folder(new)
        written = writer.create(new)
        keys: set[int] = set()
        gathered = Gathered()
        rest = gathered.watch(documents)
        while batch := list(islice(rest, AT_ONCE)):
            keys.update(key_of(one.kind, one.id) for one in batch)
            written = writer.write(new, (), batch, may_join=0)
        if written.count != len(keys):
            raise DamagedIndex(f"{len(keys)} documents were written and {written.count} are found")
        tables = forms.add(new, (), gathered.kin, written.generation)
        _commit(new, written, tables, state, {})
        _swap(folder, new)
        return written.count


def tidy(folder: Path) -> bool:
    """Join small segments that a commit left alone because somebody waited for it; True when there was something.

    For an idle moment: it may take seconds.
    """
    with _door(folder):
        before = states.read(folder)
        sweep(folder, {STATE_FILE, *before.files})
        written = writer.write(folder, (), (), keep=before.files, may_join=TIDIED)
        state = State(before.seq, before.history)
        _commit(folder, written, _tables(before), state, before.files)
        return len(written.files) < len(before.files)


def _tables(stored: Stored) -> list[str]:
    return [name for name in stored.files if name.endswith(forms.SUFFIX)]


def _commit(
    folder: Path,
    written: Written,
    tables: list[str],
    state: State,
    known: dict[str, tuple[int, int]],
) -> None:
    files = states.described(folder, (*written.files, *tables), known)
    stored = Stored(
        seq=state.seq,
        history=state.history,
        print=schema_print(),
        generation=written.generation,
        count=written.count,
        files=files,
    )
    states.write(folder, stored)
    sweep(folder, {STATE_FILE, *files})
    logger.debug("index holds %d documents, generation %d", written.count, written.generation)


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
        raise
