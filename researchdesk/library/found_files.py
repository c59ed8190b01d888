# SPDX-License-Identifier: MIT
"""The files of a folder that may be articles, and which of them were there before.

What is hidden, and the folder that a browser saves beside a page, are no entries. Links to folders are not followed.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from researchdesk.config import paths
from researchdesk.model.errors import FileUnreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

logger = logging.getLogger(__name__)

PAGE = (".html", ".htm", ".xhtml")
LOOKED_AT = 1 << 22  # bytes of a page in which the folder beside it is named
OF_SYSTEMS = ("thumbs.db", "desktop.ini")


def within(path: Path, without: Path | None = None) -> list[Path]:
    """Give the file, or all files of the folder in order; `without` is a folder that is none of them."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise FileUnreadable(path=path, reason="there is no such file or folder")
    found: list[Path] = []
    for folder, names, files in os.walk(path, onerror=_warn):
        here = Path(folder)
        beside = _beside_pages(here, names, files)
        names[:] = sorted(one for one in names if not _is_hidden(one) and one not in beside)
        if without is not None:
            names[:] = [one for one in names if not _is_same(here / one, without)]
        found.extend(here / one for one in sorted(files) if not _is_hidden(one))
    return found


def digest(file: Path) -> bytes:
    """Give the SHA-256 of a file; empty for one that cannot be read, which its reader will say."""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").digest()
    except OSError:
        return b""


class Seen:
    """The files of a watched folder that were looked at before, by size and time; kept on this computer."""

    def __init__(self, uuid: str, folder: Path) -> None:
        self._file = paths.cache_of(uuid) / "watched.json"
        self._folder = str(folder)
        self._held: dict[str, dict[str, list[int]]] = {}
        with suppress(OSError, ValueError):
            held = json.loads(self._file.read_text("utf-8"))
            self._held = held if isinstance(held, dict) else {}

    def new(self, files: Iterable[Path], settled_after: float = 0.0) -> Iterator[Path]:
        """Give the files that are new or have changed, and not within the last seconds."""
        seen = self._held.get(self._folder, {})
        latest = time.time_ns() - int(settled_after * 1e9)
        for file in files:
            state = _state(file)
            is_settled = not settled_after or not state or state[1] <= latest
            if is_settled and seen.get(str(file)) != state:
                yield file

    def note(self, files: Iterable[Path]) -> None:
        """Remember files as looked at."""
        self._held.setdefault(self._folder, {}).update({str(one): _state(one) for one in files})
        try:
            self._file.write_text(json.dumps(self._held), "utf-8")
        except OSError as error:
            logger.warning("what was seen could not be noted: %s", type(error).__name__)


def _state(file: Path) -> list[int]:
    try:
        about = file.stat()
    except OSError:
        return []
    return [about.st_size, about.st_mtime_ns]


def _beside_pages(folder: Path, names: list[str], files: list[str]) -> set[str]:
    """Give the folders that hold the pictures of a saved page: called after it, and named in it."""
    found: set[str] = set()
    for page in files:
        stem = Path(page).stem
        if not page.lower().endswith(PAGE):
            continue
        called = [one for one in names if one.startswith(stem) and len(one) > len(stem)]
        if called:
            held = _start(folder / page)
            found.update(one for one in called if _is_named(one, held))
    return found


def _is_named(name: str, page: bytes) -> bool:
    forms = {name, quote(name), name.replace("&", "&amp;"), name.replace(" ", "%20")}
    return any(f"{one}/".encode() in page for one in forms)


def _start(page: Path) -> bytes:
    try:
        with page.open("rb") as opened:
            return opened.read(LOOKED_AT)
    except OSError:
        return b""


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name.lower() in OF_SYSTEMS


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _warn(error: OSError) -> None:
    logger.warning("a folder could not be read: %s", type(error).__name__)
