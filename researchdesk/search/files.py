# SPDX-License-Identifier: MIT
"""Files and folders of the cache: written durably, read whole or mapped."""

from __future__ import annotations

import mmap
import os
import shutil
import zlib
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

BINARY = getattr(os, "O_BINARY", 0)


class DamagedIndex(Exception):
    """The index is not what was written, or not ours: it must be built anew."""


# What reading a damaged file can raise; each means DamagedIndex.
DAMAGES = (
    DamagedIndex,
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)


def write_durably(path: Path, content: bytes) -> None:
    """Replace a file in one step: after a power cut it is the old one or the new one, whole."""
    beside = path.with_name(path.name + ".part")
    write_new(beside, content)
    beside.replace(path)
    sync_folder(path.parent)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that only the user can read; it is on the disk when this returns, its name perhaps not yet."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | BINARY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder that only the user can enter."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)


def sweep(folder: Path, keep: Collection[str]) -> None:
    """Delete all in a folder but these files; what another program still holds open stays until the next time."""
    for path in folder.iterdir():
        if path.name in keep:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
            continue
        try:
            path.unlink()
        except OSError:
            continue


def checksum(path: Path) -> int:
    """Give the crc32 of a file."""
    with path.open("rb") as file:
        return zlib.crc32(content_of(file))


def content_of(file: IO[bytes]) -> bytes | mmap.mmap:
    """Map a file; on Windows it is read whole, since a mapped file can be neither renamed nor deleted there."""
    if os.name == "nt" or os.fstat(file.fileno()).st_size == 0:
        return file.read()
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
