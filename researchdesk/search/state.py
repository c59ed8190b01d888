# SPDX-License-Identifier: MIT
"""What an index says of itself, in JSON beside its files: read and checked before any of them is opened.

Writing it is the commit: it names the files of one generation with their sizes and checksums. A kill before it leaves
the old state with all its files; one after it leaves files that nobody names, which the next commit sweeps away.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from msgspec import Struct

from researchdesk.search.files import DamagedIndex, checksum, write_durably
from researchdesk.search.forms import SUFFIX
from researchdesk.search.layout import SEGMENT, file_of, schema_print

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

STATE_FILE = "state.json"
LARGEST = 1 << 20  # bytes of a state file
_FILE = re.compile(rf"{SEGMENT}_[0-9a-z]+\.rdx|\d+\{SUFFIX}")
_KINDS = {
    "seq": int,
    "history": str,
    "print": str,
    "generation": int,
    "count": int,
    "files": dict,
    "segments": dict,
}


class NoIndex(DamagedIndex):
    """There is no index at all."""


class State(Struct, frozen=True):
    """What the index has taken in: the outbox up to `seq`, of this history of the library."""

    seq: int
    history: str


class Stored(Struct, frozen=True):
    """A state as it was written down; `files` holds size and crc32 by name, `segments` what `contents.py` reads."""

    seq: int
    history: str
    print: str
    generation: int
    count: int
    files: dict[str, tuple[int, int]]
    segments: dict[str, tuple[int, str]]


def read(folder: Path) -> Stored:
    """Read the state of an index: NoIndex when there is none, DamagedIndex when it is not one of ours."""
    path = folder / STATE_FILE
    try:
        with path.open("rb") as file:
            found = json.loads(file.read(LARGEST))
    except FileNotFoundError:
        raise NoIndex("there is none yet") from None
    except (OSError, ValueError, RecursionError) as error:
        raise DamagedIndex("its state cannot be read") from error
    if not isinstance(found, dict) or any(
        type(found.get(name)) is not kind for name, kind in _KINDS.items()
    ):
        raise DamagedIndex("its state is not one of ours")
    if found["print"] != schema_print():
        raise DamagedIndex("it was made by another version of this program")
    files = {name: _file(name, value) for name, value in found["files"].items()}
    segments = {name: _segment(value) for name, value in found["segments"].items()}
    if {*map(file_of, segments)} != {name for name in files if not name.endswith(SUFFIX)}:
        raise DamagedIndex("its segments and its files are not the same")
    said = {name: found[name] for name in _KINDS}
    return Stored(**{**said, "files": files, "segments": segments})


def write(folder: Path, stored: Stored) -> None:
    """Write a state down, durably and in one step."""
    said = {name: getattr(stored, name) for name in _KINDS}
    write_durably(folder / STATE_FILE, json.dumps(said).encode())


def described(
    folder: Path, names: Iterable[str], known: dict[str, tuple[int, int]]
) -> dict[str, tuple[int, int]]:
    """Give size and checksum of these files; files never change, so those of `known` are not read again."""
    return {name: known.get(name) or _describe(folder / name) for name in names}


def check(folder: Path, stored: Stored, known: dict[str, tuple[int, int]]) -> None:
    """Compare the files with what was written down, but for those `known` to be right; DamagedIndex names the fault."""
    for name, wanted in stored.files.items():
        if known.get(name) == wanted:
            continue
        try:
            found = _describe(folder / name)
        except OSError as error:
            raise DamagedIndex(f"its file {name} cannot be read") from error
        if found != wanted:
            raise DamagedIndex(f"its file {name} is not as it was written")


def _describe(path: Path) -> tuple[int, int]:
    return path.stat().st_size, checksum(path)


def _file(name: str, value: object) -> tuple[int, int]:
    if _FILE.fullmatch(name) and isinstance(value, list):
        match value:
            case [int(size), int(crc)]:
                return size, crc
    raise DamagedIndex("its state names a file that is not one of ours")


def _segment(value: object) -> tuple[int, str]:
    match value:
        case [int(size), str(dead)] if size > 0:
            return size, dead
    raise DamagedIndex("its state names a segment that is not one of ours")
