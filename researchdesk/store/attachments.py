# SPDX-License-Identifier: MIT
"""Bodies of snapshots and resources: small ones packed into their row, larger ones in a file named by its hash.

The order is: write beside, fsync, rename, fsync the folder, and only then is the row committed. Any other order left
rows without their file in half of all power cuts tried. A file that no row needs does no harm; a purge sweeps it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sys
from typing import TYPE_CHECKING

from researchdesk.model.errors import LibraryDamaged
from researchdesk.store.door import translating_files
from researchdesk.store.files import make_folder, new_file, sync_file, sync_folder

if sys.version_info >= (3, 14):
    from compression import zstd  # pragma: no cover - elsewhere
else:
    from backports import zstd

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

INLINE = 1 << 20  # bytes: a larger body gets a file of its own
NOUNS = ("snapshot", "resource")  # whose bodies these are
LEVEL = 3  # of zstd: beyond it, time grows faster than room shrinks


def pack(body: bytes) -> bytes:
    """Compress a body for its row."""
    return bytes(zstd.compress(body, level=LEVEL))


def unpack(packed: bytes) -> bytes:
    """Give the body back; ValueError when it is not what `pack` can have made of a body that belongs into a row."""
    stream = zstd.ZstdDecompressor()
    try:
        body = stream.decompress(packed, max_length=INLINE + 1)
    except (zstd.ZstdError, EOFError) as error:
        raise ValueError("not packed by this program") from error
    if not stream.eof or stream.unused_data or len(body) > INLINE:
        raise ValueError("not packed by this program")
    return bytes(body)


def keep(folder: Path, body: bytes, sha256: bytes) -> bytes | None:
    """Give what belongs into the row: the packed body; None for a large one, which is on the disk once this returns."""
    if len(body) <= INLINE:
        return pack(body)
    path = path_of(folder, sha256)
    if not is_whole(folder, sha256):
        with translating_files(folder):
            _write(path, body)
    return None


def fetch(folder: Path, stored: bytes | None, sha256: bytes) -> bytes:
    """Give a body as it was received; LibraryDamaged when it is missing or other than its hash says."""
    path = path_of(folder, sha256)
    try:
        body = path.read_bytes() if stored is None else unpack(stored)
    except (OSError, TypeError, ValueError) as error:
        raise LibraryDamaged(path=folder, reason=f"the body {path.name} cannot be read") from error
    if hashlib.sha256(body).digest() != sha256:
        raise LibraryDamaged(path=folder, reason=f"the body {path.name} is not as received")
    return body


def path_of(folder: Path, sha256: bytes) -> Path:
    """Give the place of a large body in the library's folder; LibraryDamaged where a row holds no hash."""
    try:
        name = sha256.hex()
    except AttributeError as error:
        raise LibraryDamaged(path=folder, reason="the hash of a body is none") from error
    return folder / "attachments" / name[:2] / name


def is_whole(folder: Path, sha256: bytes) -> bool:
    """Say whether the file is there with the bytes that its name promises."""
    try:
        with path_of(folder, sha256).open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest() == sha256
    except OSError:
        return False


def needed(conn: sqlite3.Connection) -> set[bytes]:
    """Give the hashes of all bodies that lie in files."""
    question = "SELECT sha256 FROM {} WHERE body IS NULL"
    return {row[0] for noun in NOUNS for row in conn.execute(question.format(noun))}


def share(source: Path, target: Path, sha256: bytes) -> None:
    """Bring a body into another folder too, as a hard link or a copy; LibraryDamaged where the source has it not whole.

    A link is enough: a file here is never written again.
    """
    if is_whole(target, sha256):
        return
    if not is_whole(source, sha256):
        name = path_of(source, sha256).name
        raise LibraryDamaged(path=source, reason=f"the body {name} is not as received")
    with translating_files(target), _beside(path_of(target, sha256)) as part:
        try:
            os.link(path_of(source, sha256), part)
        except OSError:  # another disk, or one that knows no links
            new_file(part)
            shutil.copyfile(path_of(source, sha256), part)
            sync_file(part)


def sweep(folder: Path, needed: Iterable[bytes]) -> int:
    """Delete the files that no row needs, after the COMMIT of a purge; give their number."""
    kept = {path_of(folder, sha256) for sha256 in needed}
    surplus = [path for path in _files(folder) if path not in kept]
    for path in surplus:
        path.unlink()
    return len(surplus)


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in (folder / "attachments").glob("??/*") if path.is_file())


def _write(path: Path, body: bytes) -> None:
    with _beside(path) as part:
        new_file(part)
        part.write_bytes(body)
        sync_file(part)


@contextlib.contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Let a file be written beside its place; afterwards it is there under its name, durably."""
    make_folder(path.parent)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    yield part
    part.replace(path)
    sync_folder(path.parent)
