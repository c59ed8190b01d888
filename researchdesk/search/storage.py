# SPDX-License-Identifier: MIT
"""The files of an index as Whoosh handles them: written durably, mapped for reading, and unpickled with care.

Whoosh syncs nothing and unpickles whatever a file holds. Here what a commit rests on is on the disk before its name
is, and a pickle that names anything but Whoosh's own records and plain values is refused: a foreign index runs no code.
"""

from __future__ import annotations

import io
import os
import pickle
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile, StructFile
from whoosh.util.filelock import FileLock, try_for

from researchdesk.search.files import BINARY, DamagedIndex, content_of, sync_folder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

LASTING = (".seg", ".toc")  # what a commit rests on; all else is gone when it ends
KNOWN = frozenset(
    {
        ("whoosh.codec.whoosh3", "W3Segment"),
        ("researchdesk.search.codec", "ArrayCodec"),
        ("collections", "defaultdict"),
        ("builtins", "int"),
        ("builtins", "set"),
    }
)


class _CarefulUnpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Let in what a table of contents of ours can name, and nothing else."""
        if (module, name) not in KNOWN:
            raise DamagedIndex(f"a record names {module}.{name}")
        return super().find_class(module, name)


class _View(io.RawIOBase):
    """A stretch of memory, read as a file; nothing is copied."""

    def __init__(self, view: memoryview) -> None:
        self._view = view
        self._at = 0

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read as much as there is, and as fits."""
        into = memoryview(buffer).cast("B")
        piece = self._view[self._at : self._at + len(into)]
        into[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def seekable(self) -> bool:
        """Say that this can be read from any place."""
        return True

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a place."""
        base = (0, self._at, len(self._view))[whence]
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        """Say where the next byte is read."""
        return self._at


class Mapped(BufferFile):  # type: ignore[misc]
    """A file of the index in memory. `get` keeps no place, so that any number of threads may read at once."""

    def __init__(self, view: memoryview, name: str) -> None:
        self._buf = view
        self._name = name
        self.file = _View(view)
        self.onclose = None
        self.is_real = False
        self.is_closed = False

    def subset(self, position: int, length: int, name: str | None = None) -> Mapped:
        """Give a part of the file as a file; Whoosh's own copies it."""
        return Mapped(self._buf[position : position + length], name or self._name)

    def read_pickle(self) -> Any:
        """Read a record, refusing what could run code."""
        return _CarefulUnpickler(self.file).load()

    def close(self) -> None:
        """Let go: the memory is freed with the last one who looks at it."""
        self.is_closed = True


class Storage(FileStorage):  # type: ignore[misc]
    """A folder that holds an index. Files named in `keep` are not deleted: the state file still speaks of them."""

    def __init__(
        self, folder: Path, keep: Collection[str] = (), opened: list[_Written] | None = None
    ) -> None:
        super().__init__(str(folder))
        self.keep = frozenset(keep)
        self._opened: list[_Written] = [] if opened is None else opened

    def create_file(self, name: str, **options: Any) -> StructFile:
        """Make a file that only we can read; one that is to last is on the disk once it is closed."""
        descriptor = os.open(self._fpath(name), os.O_RDWR | os.O_CREAT | os.O_TRUNC | BINARY, 0o600)
        lasts = any(part in name for part in LASTING)
        kind = _Synced if lasts else io.FileIO
        file = kind(descriptor, options.get("mode", "wb"))
        buffered = io.BufferedRandom(file) if "+" in file.mode else io.BufferedWriter(file)
        written = _Written(buffered, name=name)
        self._opened.append(written)
        return written

    def open_file(self, name: str, **_options: Any) -> Mapped:
        """Map a file."""
        with Path(self._fpath(name)).open("rb") as file:
            return Mapped(memoryview(content_of(file)), name)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Give a file its lasting name, durably."""
        Path(self._fpath(oldname)).replace(self._fpath(newname))
        sync_folder(Path(self.folder))

    def temp_storage(self, name: str | None = None) -> Storage:
        """Make a folder for what is gone when a commit ends."""
        folder = Path(self._fpath(name or "scratch"))
        folder.mkdir(exist_ok=True)
        return Storage(folder, opened=self._opened)

    def give_up(self) -> None:
        """Close all that is still being written, whatever the disk says to it."""
        for file in self._opened:
            with suppress(OSError):
                file.close()

    def delete_file(self, name: str) -> None:
        """Delete a file, unless it is to be kept."""
        if name not in self.keep:
            super().delete_file(name)


class _Written(StructFile):  # type: ignore[misc]
    def close(self) -> None:
        """Close, once: Whoosh closes twice when it gives up a commit, and would hide why."""
        self.file.close()
        self.is_closed: bool = True


class _Synced(io.FileIO):
    def close(self) -> None:
        """Put the content on the disk before the file counts as written."""
        try:
            if not self.closed:
                os.fsync(self.fileno())
        finally:
            super().close()


@contextmanager
def locked(path: Path, seconds: float) -> Iterator[None]:
    """Hold a lock file; TimeoutError when another program held it all the time. A dead program holds nothing."""
    lock = FileLock(str(path))
    if not try_for(lock.acquire, timeout=seconds):
        raise TimeoutError("another program is indexing")
    try:
        yield
    finally:
        lock.release()
