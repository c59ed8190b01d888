# SPDX-License-Identifier: MIT
"""A file of named arrays: written once, in pieces where they are large; mapped for reading, nothing is copied.

The arrays lie one after another, each at a multiple of 16 bytes. Behind them stands a directory in JSON (where each
array lies, and what else was said of them), then its length, its crc32 and a mark. The checksum of the whole file is
kept by whoever names it (`state.py`).
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from researchdesk.search.files import BINARY, DamagedIndex, content_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import DTypeLike, NDArray

MARK = b"RDX1"
ALIGNED = 16  # bytes
KINDS = frozenset({"|u1", "<u2", "<u4", "<u8", "<i8"})
_END = struct.Struct("<II4s")
_NARROW = tuple((np.iinfo(kind).max, kind) for kind in (np.uint8, np.uint16, np.uint32, np.uint64))


class ArrayWriter:
    """Writes a file of arrays that only the user can read; it is on the disk once it is finished."""

    def __init__(self, path: Path) -> None:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | BINARY, 0o600)
        self._file = os.fdopen(descriptor, "wb")
        self._end = self._here = 0
        self._at: dict[str, tuple[np.dtype[Any], int, int]] = {}
        self._filled: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def put(self, name: str, array: NDArray[Any]) -> None:
        """Write a whole array."""
        gap = -self._end % ALIGNED
        if self._here == self._end and gap:
            self._file.write(bytes(gap))  # cheaper than going there
            self._here += gap
        self.reserve(name, array.dtype, len(array))
        self.append(name, array)

    def reserve(self, name: str, kind: DTypeLike, count: int) -> None:
        """Make room for an array of so many numbers; `append` fills it from its beginning."""
        begin = self._end + -self._end % ALIGNED
        size = int(count) * np.dtype(kind).itemsize
        self._at[name] = (np.dtype(kind), begin, size)
        self._filled[name] = begin
        self._end = begin + size

    def append(self, name: str, piece: NDArray[Any]) -> None:
        """Write the next piece of an array."""
        content = np.ascontiguousarray(piece, self._at[name][0]).tobytes()
        if self._here != self._filled[name]:
            self._file.seek(self._filled[name])
        self._file.write(content)
        self._here = self._filled[name] = self._filled[name] + len(content)

    def finish(self, **said: Any) -> None:
        """Write the directory, with what is said beside the arrays, and put all on the disk."""
        arrays = {name: [kind.str, begin, size] for name, (kind, begin, size) in self._at.items()}
        directory = json.dumps(said | {"arrays": arrays}, separators=(",", ":")).encode()
        self._file.seek(self._end)
        self._file.write(directory + _END.pack(len(directory), zlib.crc32(directory), MARK))
        self._file.flush()
        os.fsync(self._file.fileno())


class ArrayFile:
    """A file of arrays, mapped; an array is cut out when it is asked for. DamagedIndex when it is not one of ours."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._raw = np.frombuffer(content_of(file), np.uint8)
        self.said: dict[str, Any] = _directory(self._raw)
        self._at: dict[str, Any] = self.said.pop("arrays")

    def __contains__(self, name: str) -> bool:
        return name in self._at

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __getitem__(self, name: str) -> NDArray[Any]:
        """Give an array; it is read from the disk where it is used."""
        kind, begin, size = self._at[name]
        if kind not in KINDS or not 0 <= begin <= begin + size <= len(self._raw):
            raise DamagedIndex(f"its array {name} does not lie in its file")
        return self._raw[begin : begin + size].view(kind)


def narrow(array: NDArray[Any], at_least: int = 0) -> NDArray[np.unsignedinteger[Any]]:
    """Give numbers from 0 in the narrowest kind that holds them all, and `at_least`."""
    return array.astype(narrowest(max(int(array.max(initial=0)), at_least)))


def narrowest(largest: int) -> type[np.unsignedinteger[Any]]:
    """Name the narrowest kind of array that holds numbers up to this."""
    return next(kind for top, kind in _NARROW if largest <= top)


def stable_order(ranks: NDArray[np.uint32]) -> NDArray[np.int64]:
    """Sort by rank, stably: numbers of 16 bits are sorted in linear time, so these are, half by half."""
    order = np.argsort(ranks.astype(np.uint16), kind="stable")
    if int(ranks.max(initial=0)) < 1 << 16:
        return order
    high = (ranks >> 16).astype(np.uint16)
    return order[np.argsort(high[order], kind="stable")]


def _directory(raw: NDArray[np.uint8]) -> dict[str, Any]:
    tail = raw[-_END.size :].tobytes()
    if len(tail) != _END.size or tail[-len(MARK) :] != MARK:
        raise DamagedIndex("one of its files has no end")
    length, crc, _ = _END.unpack(tail)
    directory = raw[-_END.size - length : -_END.size].tobytes()
    if len(directory) != length or zlib.crc32(directory) != crc:
        raise DamagedIndex("the directory of one of its files is damaged")
    found: dict[str, Any] = json.loads(directory)
    return found
