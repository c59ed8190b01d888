# SPDX-License-Identifier: MIT
"""One request to one server, at an address that was checked, within a time that is bounded whatever the server does."""

from __future__ import annotations

import http.client
import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from researchdesk.clip.public import Address

if TYPE_CHECKING:
    from types import TracebackType

Allow = Callable[[Address], bool]

CONNECT_SECONDS = 10.0


class NotPublic(Exception):
    """The name leads to addresses that may not be asked."""


class NoSuchHost(Exception):
    """The name leads nowhere."""


class TooSlow(Exception):
    """The time for the whole of it is over."""


class Clock:
    """The time left for everything that one fetch does."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self, most: float | None = None) -> float:
        """Give the seconds left, at most `most`; raises TooSlow when there are none."""
        seconds = self._end - time.monotonic()
        if seconds <= 0:
            raise TooSlow
        return seconds if most is None else min(seconds, most)


class Target(Struct, frozen=True):
    """Where one request goes: scheme, host in ASCII, port, and the path with the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def is_default_port(self) -> bool:
        """Say whether the port is the scheme's own."""
        return self.port == (443 if self.scheme == "https" else 80)


def addresses_of(target: Target, allow: Allow, clock: Clock) -> list[Address]:
    """Resolve the name once and give the addresses that may be asked.

    The system's resolver knows no time limit, so it runs in a thread that may be left behind.
    """
    answers: queue.Queue[list[Address] | None] = queue.Queue()

    def resolve() -> None:
        try:
            found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
            answers.put([ipaddress.ip_address(str(one[4][0]).partition("%")[0]) for one in found])
        except (OSError, UnicodeError, ValueError):
            answers.put(None)

    threading.Thread(target=resolve, daemon=True).start()
    try:
        found = answers.get(timeout=clock.left(CONNECT_SECONDS))
    except queue.Empty:
        raise NoSuchHost from None
    if not found:
        raise NoSuchHost
    allowed = [one for one in dict.fromkeys(found) if allow(one)]
    if not allowed:
        raise NotPublic
    return allowed


class Request:
    """A connection for one request, as a `with` block; when the time is over the socket is shut, wherever it waits."""

    def __init__(self, target: Target, addresses: list[Address], clock: Clock) -> None:
        self._target, self._clock = target, clock
        self._socket = _connected(target, addresses, clock)
        self._watch = threading.Timer(clock.left(), self._shut)
        self._watch.daemon = True
        self._is_late = False
        self._connection = http.client.HTTPConnection(target.host, target.port)
        self._connection.sock = self._socket

    def __enter__(self) -> Request:
        self._watch.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._watch.cancel()
        self._connection.close()
        self._socket.close()
        if self._is_late and not isinstance(error, TooSlow):
            raise TooSlow from None

    def get(self, headers: dict[str, str]) -> http.client.HTTPResponse:
        """Send the request and give the answer, its body still to be read."""
        target = self._target
        host = f"[{target.host}]" if ":" in target.host else target.host
        self._connection.putrequest("GET", target.path, skip_host=True, skip_accept_encoding=True)
        self._connection.putheader(
            "Host", host if target.is_default_port else f"{host}:{target.port}"
        )
        for name, value in headers.items():
            self._connection.putheader(name, value)
        self._connection.endheaders()
        return self._connection.getresponse()

    def _shut(self) -> None:
        self._is_late = True
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            self._socket.close()


def _connected(target: Target, addresses: list[Address], clock: Clock) -> socket.socket:
    """Connect to the first address that answers, with the name for TLS."""
    problem: OSError = OSError()
    for address in addresses:
        try:
            plain = socket.create_connection(
                (str(address), target.port), clock.left(CONNECT_SECONDS)
            )
        except OSError as error:
            problem = error
            continue
        if target.scheme == "http":
            plain.settimeout(clock.left())
            return plain
        try:
            secure = ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
        except OSError:
            plain.close()
            raise
        secure.settimeout(clock.left())
        return secure
    raise problem
