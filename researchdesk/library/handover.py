# SPDX-License-Identifier: MIT
"""Hand a verb to the window that has the library open, and give what it answers as if it had been done here.

A window with an open library listens at its door: a socket in a folder that only its owner can enter, named in the
text of the library's lock. Each message is a length of four bytes and a JSON object. The window speaks first and says
its version; then comes one request, and answers until the end. A window that was killed leaves a socket where nobody
listens, and a lock that is free: then the verb runs alone.

The window says that it has the request, and begins only once it is told to go on: what a client has given up, while
the window stood still, is not done behind its back.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import struct
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from researchdesk.config import paths
from researchdesk.model.errors import WindowBusy, WindowSilent
from researchdesk.store import lock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Message = dict[str, Any]

logger = logging.getLogger(__name__)

PROTOCOL = 1
LENGTH = struct.Struct(">I")
MOST = 48 << 20  # bytes of a message: what comes by standard input is in it
PATIENCE = 10.0  # seconds without a sign of life after which a window counts as silent
WAIT = 30.0  # seconds within which a verb must have begun
LONGEST_PATH = 100  # bytes that the address of a socket may have, everywhere


class NobodyThere(Exception):
    """Nobody listens at the door, or who did went away before anything was begun."""


def door_of(folder: Path) -> Path | None:
    """Give the door of the window that has the library of a folder open on this computer; None where there is none."""
    name = lock.door_of(folder)
    return _doors() / name if name else None


def new_door(folder: Path) -> Path:
    """Give the door for a library: always the same, so that one that was left behind is used again."""
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:24]
    return paths.private(_doors()) / name


def pack(message: Message) -> bytes:
    """Write a message as it goes over the wire."""
    raw = json.dumps(message).encode("ascii")
    if len(raw) > MOST:
        raise WindowBusy(reason="what was given is too large to be handed over")
    return LENGTH.pack(len(raw)) + raw


def unpack(raw: bytes | bytearray) -> tuple[Message | None, int]:
    """Read a message from the beginning of what has arrived: it, and the bytes that it took; None while it is short.

    ValueError where it is no message of ours.
    """
    if len(raw) < LENGTH.size:
        return None, 0
    length: int = LENGTH.unpack_from(raw)[0]
    if length > MOST:
        raise ValueError("too long for a message")
    end = LENGTH.size + length
    if len(raw) < end:
        return None, 0
    try:
        found = json.loads(bytes(raw[LENGTH.size : end]))
    except RecursionError as error:
        raise ValueError("no message of ours") from error
    if not isinstance(found, dict):
        raise ValueError("no message of ours")
    return found, end


def hand_over(
    door: Path,
    arguments: list[str],
    typed: bytes | None,
    tell: Callable[[str, str], object],
) -> int:
    """Let the window do a verb; `tell` hears "out" or "err" and what is to be printed. Gives the exit status.

    Raises NobodyThere where nothing was begun and the verb may run alone, WindowBusy where the window could not begin,
    WindowSilent where it does not answer.
    """
    request = {
        "verb": arguments,
        "here": str(Path.cwd()),
        "typed": None if typed is None else typed.decode("latin-1"),
    }
    for message in _asked(door, request):
        for name in ("out", "err"):
            if name in message:
                tell(name, str(message[name]))
        if "busy" in message:
            raise WindowBusy(reason=str(message["busy"]))
        if "end" in message:
            return int(message["end"])
    raise WindowSilent(has_begun=True)


def show(door: Path, arguments: list[str]) -> bool:
    """Let the window come to the front, with what else was named for it; False where nobody answers."""
    request = {"show": arguments, "here": str(Path.cwd())}
    try:
        return any("end" in message for message in _asked(door, request))
    except (NobodyThere, WindowBusy, WindowSilent):
        return False


def _asked(door: Path, request: Message) -> Iterator[Message]:
    """Send a request, and yield what comes until the other side is gone."""
    with _open(door) as line:
        hello = line.receive()
        if hello is None:
            raise NobodyThere
        if hello.get("protocol") != PROTOCOL:
            raise WindowBusy(reason=f"it is another version, {hello.get('version')}")
        line.send(request)
        if line.receive() is None:
            raise NobodyThere
        line.send({"go": True})
        line.has_begun = True
        while (message := line.receive()) is not None:
            yield message


class _Line:
    """A connection to a window; nothing on it is waited for longer than `PATIENCE`."""

    def __init__(self, file: int) -> None:
        self._file = file
        self.has_begun = False
        self._arrived = bytearray()

    def send(self, message: Message) -> None:
        raw = memoryview(pack(message))
        while raw:
            self._wait(to_send=True)
            try:
                raw = raw[os.write(self._file, raw[:65536]) :]
            except OSError as error:
                raise NobodyThere from error

    def receive(self) -> Message | None:
        """Give the next message; None when the other side is gone."""
        while True:
            try:
                message, length = unpack(self._arrived)
            except ValueError as error:
                raise NobodyThere from error
            if message is not None:
                del self._arrived[:length]
                return message
            self._wait(to_send=False)
            try:
                more = os.read(self._file, 65536)
            except OSError:
                more = b""
            if not more:
                return None
            self._arrived += more

    def _wait(self, *, to_send: bool) -> None:
        if sys.platform == "win32":
            return  # pragma: no cover - elsewhere: a pipe there cannot be waited for
        import select

        ready = select.select(
            [] if to_send else [self._file], [self._file] if to_send else [], [], PATIENCE
        )
        if not any(ready):
            raise WindowSilent(has_begun=self.has_begun)


@contextlib.contextmanager
def _open(door: Path) -> Iterator[_Line]:
    if sys.platform == "win32":  # pragma: no cover - elsewhere
        try:
            file = os.open(rf"\\.\pipe\researchdesk-{door.name}", os.O_RDWR | os.O_BINARY)
        except OSError as error:
            raise NobodyThere from error
        try:
            yield _Line(file)
        finally:
            os.close(file)
        return
    from multiprocessing.connection import Client

    _refuse_strangers(door)
    try:
        conn = Client(str(door), family="AF_UNIX")
    except OSError as error:
        raise NobodyThere from error
    with conn:
        os.set_blocking(conn.fileno(), False)
        yield _Line(conn.fileno())


def _refuse_strangers(door: Path) -> None:
    """Speak only to a socket of one's own, in a folder that nobody else can enter."""
    try:
        folder, socket = door.parent.lstat(), door.lstat()
    except OSError as error:
        raise NobodyThere from error
    if folder.st_uid != os.getuid() or folder.st_mode & 0o077 or socket.st_uid != os.getuid():
        logger.warning("the door of the window is not only ours; it is not used")
        raise NobodyThere


def _doors() -> Path:
    folder = paths.cache_folder() / "doors"
    if len(os.fsencode(folder)) + 26 <= LONGEST_PATH or sys.platform == "win32":
        return folder
    who = hashlib.sha256(os.fsencode(folder)).hexdigest()[:8]
    return Path(tempfile.gettempdir()) / f"researchdesk-{os.getuid()}-{who}"
