# SPDX-License-Identifier: MIT
"""Start, limit, recycle and kill the child processes that parse, index and recognise.

A child runs `python -m researchdesk --child MODULE` and answers one request after the other with
`MODULE.answer(request, payload)`. Both directions carry frames over the standard streams: two lengths, JSON, bytes.
Never pickles: what comes back from a process that read foreign bytes must not be able to run code here.

A request that takes too long, or a child that dies, costs that request alone: the next one finds a new child. What
counts is the child's own time of the processor, so that a busy computer makes nothing fail: the child's timer ends it
there. The clock on the wall only ends one that stands still.
"""

from __future__ import annotations

import importlib
import json
import logging
import os
import signal
import struct
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from researchdesk.model import errors

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)

LENGTHS = struct.Struct(">QQ")
PATIENCE = 6  # seconds on the wall for each of the processor's
OUT_OF_TIME = (
    -signal.SIGPROF if sys.platform != "win32" else None
)  # status of a child that used all its time
Answer = dict[str, Any] | tuple[dict[str, Any], bytes]


class ChildTooSlow(Exception):
    """The child did not answer in time and was killed."""


class ChildDied(Exception):
    """The child ended without an answer, for want of memory or by a fault of ours."""


class ChildClosed(errors.Cancelled):
    """Nobody is there to ask any more: the library was closed, and what was to be done is not."""


class Child:
    """One child process, started at the first request. Safe to share: one request at a time, the others wait."""

    def __init__(
        self,
        module: str,
        *,
        memory: int = 1 << 30,
        recycle_after: int = 500,
        idle_seconds: float = 300,
    ) -> None:
        self._module = module
        self._limits = (memory, idle_seconds)
        self._recycle_after = recycle_after
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._words: IO[bytes] | None = None
        self._asked = 0
        self._is_closed = False

    def ask(
        self, request: dict[str, Any], payload: bytes = b"", *, seconds: float = 10.0
    ) -> tuple[dict[str, Any], bytes]:
        """Send a request and wait for its answer.

        Raises ChildTooSlow after `seconds` of the processor (the child ends), ChildDied when it ends without an answer,
        ChildClosed when `close` was called, and the UserError that the child raised.
        """
        with self._lock:
            if self._is_closed:
                raise ChildClosed
            if self._asked >= self._recycle_after:
                self._end()
            try:
                answer, body = self._exchange(request, payload, seconds)
            except ChildDied:
                if not self._ended_idle():
                    raise
                answer, body = self._exchange(request, payload, seconds)
        if kind := answer.get("error"):
            raise getattr(errors, kind)(**answer["values"])
        return answer, body

    @property
    def pid(self) -> int | None:
        """The number of the process that answered last: another one knows nothing of what it was told."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def warm(self) -> None:
        """Start the process now, so that the first request need not wait for its imports."""
        with self._lock:
            if not self._is_closed:
                self._running()

    def close(self) -> None:
        """End the process amid whatever it does; whoever asks, now or later, finds nobody."""
        self._is_closed = True
        if process := self._process:
            process.kill()  # an answer may be minutes away
        with self._lock:
            self._end()

    def _exchange(
        self, request: dict[str, Any], payload: bytes, seconds: float
    ) -> tuple[dict[str, Any], bytes]:
        process = self._running()
        if self._is_closed:
            raise ChildClosed
        is_late = threading.Event()

        def kill() -> None:
            is_late.set()
            process.kill()

        clock = threading.Timer(seconds * PATIENCE, kill)
        clock.start()
        try:
            assert process.stdin
            assert process.stdout
            write_frame(process.stdin, {"seconds": seconds, "request": request}, payload)
            frame = read_frame(process.stdout)
        except OSError:
            frame = None
        finally:
            clock.cancel()
            clock.join()
        if frame is None:
            process.wait()
            if self._is_closed:
                raise ChildClosed
            if is_late.is_set() or process.returncode == OUT_OF_TIME:
                self._end()
                raise ChildTooSlow
            raise ChildDied(self._last_words())
        self._asked += 1
        return frame

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._words = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
            self._process = subprocess.Popen(
                _command(self._module, *self._limits),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._words,
                env=_environment(),
            )
            logger.debug("started a child for %s", self._module)
        return self._process

    def _end(self) -> None:
        if self._process:
            for stream in (self._process.stdin, self._process.stdout):
                if stream:
                    _close(stream)
            self._process.kill()
            self._process.wait()
        if self._words:
            self._words.close()
        self._process, self._words, self._asked = None, None, 0

    def _ended_idle(self) -> bool:
        return self._process is not None and self._process.returncode == 0

    def _last_words(self) -> str:
        """Give the class of the exception the child died of: its message may hold text of the user's."""
        code = self._process.returncode if self._process else None
        self._words = self._words or tempfile.TemporaryFile()  # noqa: SIM115
        self._words.seek(0)
        lines = self._words.read().decode(errors="replace").splitlines()
        last = next((line for line in reversed(lines) if line and not line[0].isspace()), "")
        words = f"exit status {code} {last.partition(':')[0][:80]}".strip()
        logger.warning("the child for %s ended: %s", self._module, words)
        return words


def serve(module: str, memory: int, idle_seconds: float) -> int:
    """Answer requests from standard input until it ends; the life of a child process."""
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not fall between the frames
    # Ctrl+C reaches all processes of a terminal; what becomes of the work, the parent decides
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(memory)
    sys.addaudithook(_refuse_network)
    answer: Callable[[dict[str, Any], bytes], Answer] = importlib.import_module(module).answer
    while (frame := _wait_for_frame(source, idle_seconds)) is not None:
        head, payload = frame
        _limit_time(head["seconds"])
        try:
            given = answer(head["request"], payload)
        except errors.UserError as error:
            values = {name: str(value) for name, value in error.values.items()}
            given = {"error": type(error).__name__, "values": values}
        _limit_time(0)
        write_frame(sink, *(given if isinstance(given, tuple) else (given, b"")))
    return 0


def write_frame(sink: IO[bytes], head: dict[str, Any], body: bytes) -> None:
    """Write one frame and flush it."""
    text = json.dumps(head, ensure_ascii=False).encode("utf-8", "surrogatepass")
    sink.write(LENGTHS.pack(len(text), len(body)))
    sink.write(text)
    sink.write(body)
    sink.flush()


def read_frame(source: IO[bytes]) -> tuple[dict[str, Any], bytes] | None:
    """Read one frame; None at the end of the stream, also amid a frame."""
    lengths = source.read(LENGTHS.size)
    if len(lengths) < LENGTHS.size:
        return None
    text_length, body_length = LENGTHS.unpack(lengths)
    text, body = source.read(text_length), source.read(body_length)
    if len(text) < text_length or len(body) < body_length:
        return None
    return json.loads(text.decode("utf-8", "surrogatepass")), body


def _command(module: str, memory: int, idle_seconds: float) -> list[str]:
    program = [] if getattr(sys, "frozen", False) else ["-P", "-m", "researchdesk"]
    return [sys.executable, *program, "--child", module, str(memory), str(idle_seconds)]


def _environment() -> dict[str, str]:
    root = str(Path(__file__).parents[2])
    return os.environ | {"PYTHONPATH": root, "OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1"}


def _wait_for_frame(source: IO[bytes], idle_seconds: float) -> tuple[dict[str, Any], bytes] | None:
    if sys.platform != "win32":
        import select

        if not select.select([source], [], [], idle_seconds)[0]:
            return None
    return read_frame(source)


def _limit_memory(memory: int) -> None:
    if sys.platform != "win32":
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        soft = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _limit_time(seconds: float) -> None:
    """End this process after so many seconds of the processor, whatever it is doing then; 0 lifts the limit."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _refuse_network(event: str, args: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        raise PermissionError(f"a child process may not connect: {event} {len(args)}")


def _close(stream: IO[bytes]) -> None:
    try:
        stream.close()
    except OSError:
        logger.debug("a child's pipe was broken already")
