# SPDX-License-Identifier: MIT
"""A folder with the checksum of each of its files, as sha256sum writes them: made, and looked at when it comes back.

What comes back may be damaged, or made by somebody who means harm: no name leads out of the folder, no link is
followed, and no more of a file is read than a limit allows.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import stat
from typing import TYPE_CHECKING, Any

from researchdesk.model.errors import BadArchive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LIST = "SHA256SUMS"
ENTRY = re.compile(r"([0-9a-f]{64})  ([^\n]+)\n")
ODD = re.compile(r"[\x00-\x1f\\:]")
LONGEST = 256 << 20  # bytes of a line
CHUNK = 1 << 20


class Written:
    """A folder that is being written, file by file, each once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.sums: dict[str, str] = {}
        self.sum_of_list = ""

    def write(self, name: str, content: str | bytes) -> None:
        """Write a file whole."""
        self.write_parts(name, [content])

    def write_parts(self, name: str, parts: Iterable[str | bytes]) -> None:
        """Write a file of parts, of which no two are in memory at a time."""
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with path.open("xb") as file:
            for part in parts:
                raw = part.encode() if isinstance(part, str) else part
                digest.update(raw)
                file.write(raw)
        self.sums[name] = digest.hexdigest()

    def finish(self) -> None:
        """Write the list of all files, and let the disk take everything before the folder gets its name."""
        lines = "".join(f"{self.sums[name]}  {name}\n" for name in sorted(self.sums))
        (self._folder / LIST).write_bytes(lines.encode())
        self.sum_of_list = hashlib.sha256(lines.encode()).hexdigest()
        if hasattr(os, "sync"):  # pragma: no branch - elsewhere the disk is not asked
            os.sync()


def listed(folder: Path) -> dict[str, str]:
    """Read the list of files: place -> checksum; BadArchive where it is not as this program writes it."""
    found: dict[str, str] = {}
    with opened(folder, LIST) as file:
        for line in lines_of(file, LIST):
            entry = ENTRY.fullmatch(line.decode(errors="replace"))
            if entry is None or entry[2] in found:
                raise BadArchive(file=LIST, reason=DAMAGED)
            check_place(entry[2])
            found[entry[2]] = entry[1]
    return found


def check(folder: Path, name: str, sha256: str) -> None:
    """Look whether a file is as it was written; BadArchive names it where it is not."""
    with opened(folder, name) as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            raise BadArchive(file=name, reason=DAMAGED)


def check_place(name: str) -> None:
    """Refuse a name that leads out of its folder, on any system."""
    if ODD.search(name) or any(part in ("", ".", "..") for part in name.split("/")):
        raise BadArchive(file=LIST, reason="it names a file outside of the folder")


@contextlib.contextmanager
def opened(folder: Path, name: str) -> Iterator[Any]:
    """Open a file of the folder to read its bytes; BadArchive where it is missing, a link, or no plain file."""
    try:
        path = folder
        for part in name.split("/"):
            path = path / part
            mode = path.lstat().st_mode
            if stat.S_ISLNK(mode):
                raise BadArchive(file=name, reason="it is a link to somewhere else")
        if not stat.S_ISREG(mode):
            raise BadArchive(file=name, reason="it is no plain file")
        file = path.open("rb")
    except FileNotFoundError as error:
        raise BadArchive(file=name, reason=MISSING) from error
    except OSError as error:
        raise BadArchive(file=name, reason=(error.strerror or str(error)).lower()) from error
    with file:
        yield file


def lines_of(file: Any, name: str) -> Iterator[bytes]:
    """Yield the lines of a file, each with its end; BadArchive where one is longer than any that is written here."""
    while line := file.readline(LONGEST + 1):
        if len(line) > LONGEST:
            raise BadArchive(file=name, reason="a line in it is longer than any that is exported")
        yield line


def value_of(line: bytes, name: str, number: int) -> dict[str, Any]:
    """Give the record that a line holds; BadArchive where it holds none."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadArchive(file=name, reason=f"line {number} is no JSON") from error
    if not isinstance(found, dict):
        raise BadArchive(file=name, reason=f"line {number} is no record")
    return found


MISSING = "it is missing; take it from a copy of the folder"
DAMAGED = "it is not as it was exported; take it from a copy of the folder"
