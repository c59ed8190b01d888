# SPDX-License-Identifier: MIT
"""Let what one thread prints go elsewhere, and let it read what somebody else typed; other threads notice nothing."""

from __future__ import annotations

import contextlib
import io
import sys
import threading
from typing import TYPE_CHECKING, Any

from researchdesk.model.errors import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHUNK = 100_000  # characters that are sent at once
Stopped = threading.Event


class _Out(io.TextIOBase):
    """A stream whose words are told; who is gone stops the work at its next word."""

    encoding = "utf-8"
    errors = "surrogateescape"

    def __init__(self, name: str, tell: Callable[[str, str], object], stopped: Stopped) -> None:
        self._name = name
        self._tell = tell
        self._stopped = stopped

    def write(self, words: str, /) -> int:
        """Tell some words."""
        if not isinstance(words, str):
            raise TypeError("only text is written here")
        if self._stopped.is_set():
            raise Cancelled
        for at in range(0, len(words), CHUNK):
            self._tell(self._name, words[at : at + CHUNK])
        return len(words)


class _ByThread:
    """A stream that is another one in the thread that made it."""

    def __init__(self, here: Any, elsewhere: Any) -> None:
        self._thread = threading.get_ident()
        self._here = here
        self._elsewhere = elsewhere

    def __getattr__(self, name: str) -> Any:
        mine = threading.get_ident() == self._thread
        return getattr(self._here if mine else self._elsewhere, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._here if threading.get_ident() == self._thread else self._elsewhere)


@contextlib.contextmanager
def routed(
    tell: Callable[[str, str], object], stopped: Stopped, typed: bytes | None
) -> Iterator[None]:
    """Let this thread print to `tell` ("out" or "err", words) and read what was typed, until the block ends."""
    before = sys.stdin, sys.stdout, sys.stderr
    source = io.TextIOWrapper(io.BytesIO(typed or b""), "utf-8", "surrogateescape")
    sys.stdin = _ByThread(source, before[0])
    sys.stdout = _ByThread(_Out("out", tell, stopped), before[1])
    sys.stderr = _ByThread(_Out("err", tell, stopped), before[2])
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
