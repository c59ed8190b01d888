# SPDX-License-Identifier: MIT
"""One program at a time: an advisory lock on library.lock, whose text also says who holds it.

The system frees the lock when the process ends, however it ends. It does not reach across a synchronised folder:
there the text, written anew each minute, tells of another computer. The file is never deleted, since that invites a
race; stale text with a free lock is ours.
"""

from __future__ import annotations

import contextlib
import errno
import json
import logging
import os
import platform
import re
import sys
import time
from datetime import datetime
from typing import TYPE_CHECKING, Any

from researchdesk.model.errors import LibraryLocked

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt  # pragma: no cover - elsewhere
else:
    import fcntl

logger = logging.getLogger(__name__)

FRESH = 180.0  # seconds: a heartbeat of another computer younger than this means "open there"
SKEW = 86400.0  # seconds that another computer's clock may be ahead of ours

_DOOR = re.compile(r"[0-9a-f]{24}")
_HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
_BEYOND_TEXT = 1 << 20  # the byte that Windows locks: its locks stop readers too


class Lock:
    """Hold the lock of a library folder until `release`, or until the process ends."""

    def __init__(self, folder: Path) -> None:
        path = folder / "library.lock"
        self.door: str | None = None  # where the one who holds it can be asked for something
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if not _take(self._file):
                raise LibraryLocked(holder=_words(_text(path)))
            text = _text(path)
            if _is_elsewhere(text):
                raise LibraryLocked(holder=_words(text))
        except BaseException:
            self._close()
            raise
        self.beat()

    def beat(self) -> None:
        """Say that we are still here: once a minute."""
        text = {"host": platform.node(), "pid": os.getpid(), "at": time.time()}
        if self.door:
            text["door"] = self.door
        raw = json.dumps(text).encode()
        try:
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, raw)
            os.ftruncate(self._file, len(raw))
        except OSError as error:  # a full disk, say: the lock itself holds
            logger.info("the heartbeat could not be written: %s", error.strerror)

    def release(self) -> None:
        """Let go; the file stays, empty."""
        if self._file >= 0:
            with contextlib.suppress(OSError):
                os.ftruncate(self._file, 0)
            self._close()

    def _close(self) -> None:
        os.close(self._file)
        self._file = -1


def door_of(folder: Path) -> str | None:
    """Give the name of the door of whoever has a library open on this computer; None where there is none."""
    text = _text(folder / "library.lock")
    door = text.get("door")
    is_here = text.get("host") == platform.node()
    return door if is_here and isinstance(door, str) and _DOOR.fullmatch(door) else None


def _take(file: int) -> bool:
    """Take the system's lock; False when another has it."""
    try:
        if sys.platform == "win32":  # pragma: no cover - elsewhere
            os.lseek(file, _BEYOND_TEXT, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD:
            return False
        logger.info("there are no locks on this disk: %s", error.strerror)
    return True


def _text(path: Path) -> dict[str, Any]:
    """Read who holds the lock; {} when the text says nothing."""
    try:
        found = json.loads(path.read_text("utf-8") or "{}")
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_elsewhere(text: dict[str, Any]) -> bool:
    """Say whether another computer wrote this text, not long ago."""
    host, at = text.get("host"), text.get("at")
    if not isinstance(host, str) or not isinstance(at, int | float):
        return False
    return host != platform.node() and -SKEW < time.time() - at < FRESH


def _words(text: dict[str, Any]) -> str:
    if _is_elsewhere(text):
        seen = datetime.fromtimestamp(text["at"]).astimezone()
        return f"on the computer {text['host']}, last seen {seen:%Y-%m-%d %H:%M}"
    return f"process {text['pid']}" if isinstance(text.get("pid"), int) else "another program"
