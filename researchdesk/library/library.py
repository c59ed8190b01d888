# SPDX-License-Identifier: MIT
"""An open library: its store, its index and the child processes that work for it.

A Library is made in one thread, and only that thread may change it. Reading verbs may be called in any thread:
each thread reads by a connection of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.clip.worker import Worker
from researchdesk.config import paths
from researchdesk.config.children import Child
from researchdesk.entities.suggest import Recogniser
from researchdesk.library import backup
from researchdesk.model.errors import (
    IndexUnwritable,
    LibraryDamaged,
    LibraryMissing,
    LibraryReadOnly,
)
from researchdesk.search.index import Index
from researchdesk.store.operation import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from researchdesk.model.changes import Changes, HistoryStep
    from researchdesk.store.operation import Operation

INDEXER_MEMORY = 4 << 30  # bytes of address space: the index's files are mapped


class Library:
    """An open library and its index."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.is_closed = False
        self.folder: Path = store.folder
        self.uuid = store.meta("uuid") or ""
        cache = _cache_of(self.uuid)
        self.index = Index(cache / "index")
        self.indexer = Child(
            "researchdesk.library.indexing", memory=INDEXER_MEMORY, idle_seconds=60
        )
        self.checker = Child("researchdesk.library.checking", idle_seconds=10)
        self.worker = Worker()
        self.recogniser = Recogniser()

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False, checks_later: bool = False) -> Library:
        """Open the library of a folder, or of the library.db in it; the errors of opening are the user's.

        A copy of an older one is made before its schema is changed; of a damaged one, the newest good copy is named.
        With `checks_later`, the caller owes a `check`, and until then changes wait for it.
        """
        place = _folder(folder)
        try:
            upgrade = backup.before_upgrade(place)
            return cls(
                Store(
                    place,
                    read_only=read_only,
                    before_upgrade=upgrade,
                    checks_later=checks_later,
                )
            )
        except LibraryDamaged as error:
            raise backup.with_newest(error, place) from error

    @classmethod
    def create(cls, folder: Path) -> Library:
        """Make a new library in a folder that holds none."""
        return cls(Store.create(folder))

    @staticmethod
    def is_library(folder: Path) -> bool:
        """Say whether a folder, or a file, is a library."""
        return (_folder(folder) / "library.db").is_file()

    @property
    def name(self) -> str:
        """What the user calls it: the name of its folder."""
        return self.folder.resolve().name

    @property
    def is_read_only(self) -> bool:
        """True when nothing can be changed."""
        return self.store.is_read_only

    def need_writable(self) -> None:
        """Raise LibraryReadOnly where nothing can be changed, before any work is done for a change."""
        if self.is_read_only:
            raise LibraryReadOnly(reason=self.store.read_only_reason)

    @property
    def notice_of_service(self) -> str:
        """The sentence about a folder that another program synchronises; empty where none does."""
        if not self.store.synchronised:
            return ""
        return (
            f"The library lies in a {self.store.synchronised} folder. "
            "Synchronising an open library can damage it. Backups there are fine."
        )

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences about the state of the library that the window shows as a strip."""
        found = [self.notice_of_service] if self.notice_of_service else []
        if self.store.is_read_only:
            found.append(str(LibraryReadOnly(reason=self.store.read_only_reason)))
        return tuple(found)

    @property
    def on_change(self) -> list[Callable[[Changes], object]]:
        """Who is told of each operation, in the library's thread."""
        return self.store.on_change

    def operation(
        self, label: str, *, undoable: bool = True, merge_key: object = None
    ) -> AbstractContextManager[Operation]:
        """Run one transaction, which is one undo step and one Changes."""
        return self.store.operation(label, undoable=undoable, merge_key=merge_key)

    def undo(self) -> Changes | None:
        """Take the last step back; None when there is none."""
        return self.store.undo()

    def redo(self) -> Changes | None:
        """Do again what was taken back last; None when there is nothing."""
        return self.store.redo()

    def undo_to(self, step: int) -> list[Changes]:
        """Take back a step of the history, by its number, and all after it; each is one to redo."""
        return self.store.revert_to(step, is_redo=False)

    def redo_to(self, step: int) -> list[Changes]:
        """Do again what was taken back, up to this step."""
        return self.store.revert_to(step, is_redo=True)

    def history(self) -> list[HistoryStep]:
        """Give the steps that can be undone or redone, the newest first."""
        return self.store.steps()

    def check(self) -> None:
        """Look at the pages of the file, where that was left for later; LibraryDamaged names a backup. Any thread."""
        try:
            self.store.check()
        except LibraryDamaged as error:
            raise backup.with_newest(error, self.folder) from error

    def prepare(self) -> None:
        """Make the library ready to be changed, so that the first change need not wait for it; in its thread."""
        self.store.prepare()

    def beat(self) -> None:
        """Say in the lock file that the library is still open here: once a minute, in its thread."""
        self.store.beat()

    def name_door(self, door: str | None) -> None:
        """Say where other processes can hand their verbs to this one (`handover`), or that they no longer can."""
        self.store.name_door(door)

    def close(self) -> None:
        """Let go of everything; the lock is free afterwards."""
        self.is_closed = True
        for child in (self.worker, self.recogniser, self.indexer, self.checker):
            child.close()
        self.index.close()
        self.store.close()


def open_or_create(folder: Path) -> tuple[Library, bool]:
    """Open a library, or make it where there is none; say whether it was made."""
    try:
        return Library.open(folder), False
    except LibraryMissing:
        return Library.create(folder), True


def _cache_of(uuid: str) -> Path:
    try:
        return paths.cache_of(uuid)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise IndexUnwritable(folder=error.filename, reason=reason) from error


def _folder(path: Path) -> Path:
    return path.parent if path.name == "library.db" else path
