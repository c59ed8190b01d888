# SPDX-License-Identifier: MIT
"""Put what was made where the user wants it, whole or not at all; and names that every system bears."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from researchdesk.model.errors import FileUnwritable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FORBIDDEN = re.compile(
    r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+'
)
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
LONGEST = 120  # bytes of a name: some disks bear 255, and an ending and a number follow


def file_name(title: str, taken: set[str], ending: str = "") -> str:
    """Give a name for what has this title, which none of `taken` has, whatever its case; it is added to them."""
    stem = " ".join(FORBIDDEN.sub(" ", title).split())
    stem = stem.encode()[:LONGEST].decode(errors="ignore").strip(" .")
    if not stem or RESERVED.match(stem):
        stem = f"_{stem}"
    name, number = stem + ending, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem} ({number}){ending}"
    taken.add(name.casefold())
    return name


def write_file(path: Path, text: str) -> Path:
    """Write a file, in the place of one that was there; FileUnwritable, and the old one stays as it was."""
    with _translating(path):
        if path.is_dir():
            raise FileUnwritable(path=path, reason="a folder has this name")
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".export-")
        made = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            made.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
            made.replace(path)
        finally:
            made.unlink(missing_ok=True)
    return path


def write_folder(path: Path, files: Mapping[str, str]) -> list[Path]:
    """Write a new folder with these files, named by their places in it; FileUnwritable where it holds anything."""
    with _translating(path):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
        if path.exists() or path.is_symlink():
            raise FileUnwritable(path=path, reason="there is something with this name already")
        made = Path(tempfile.mkdtemp(dir=path.parent, prefix=".export-"))
        try:
            for name, text in files.items():
                file = made / name
                file.parent.mkdir(exist_ok=True)
                file.write_text(text, encoding="utf-8", newline="")
            made.chmod(0o755)
            made.rename(path)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    return [path / name for name in files]


@contextlib.contextmanager
def _translating(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileUnwritable(path=path, reason=reason) from error
