# SPDX-License-Identifier: MIT
"""Put what was made where the user wants it, whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import IO, TYPE_CHECKING

from researchdesk.model.errors import FileUnwritable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def write_file(path: Path, text: str) -> Path:
    """Write a file, in the place of one that was there; FileUnwritable, and the old one stays as it was."""
    with new_file(path) as file:
        file.write(text.encode())
    return path


@contextlib.contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """Let a file be written beside its place; it gets its name when the block has ended well, or is gone.

    FileUnwritable, and one that was there before stays as it was.
    """
    with _translating(path):
        if path.is_dir():
            raise FileUnwritable(path=path, reason="a folder has this name")
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".export-")
        made = Path(name)
        try:
            with os.fdopen(handle, "w+b") as file:
                yield file
            made.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
            made.replace(path)
        finally:
            made.unlink(missing_ok=True)


def write_folder(path: Path, files: Iterable[tuple[str, str | bytes]]) -> list[Path]:
    """Write a new folder with these files, each after its place in it; FileUnwritable where it holds anything.

    One file is in memory at a time, however many there are.
    """
    names = []
    with new_folder(path) as made:
        for name, content in files:
            file = made / name
            file.parent.mkdir(exist_ok=True, parents=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
            names.append(name)
    return [path / name for name in names]


@contextlib.contextmanager
def new_folder(path: Path) -> Iterator[Path]:
    """Let a new folder be filled beside its place; it gets its name when the block has ended well, or is gone.

    FileUnwritable where there is something at the place already.
    """
    with _translating(path):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
        if path.exists() or path.is_symlink():
            raise FileUnwritable(path=path, reason="there is something with this name already")
        made = Path(tempfile.mkdtemp(dir=path.parent, prefix=".export-"))
        try:
            yield made
            made.chmod(0o755)
            made.rename(path)
        finally:
            shutil.rmtree(made, ignore_errors=True)


@contextlib.contextmanager
def _translating(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileUnwritable(path=path, reason=reason) from error
