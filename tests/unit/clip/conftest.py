# SPDX-License-Identifier: MIT
"""A site on the loopback address whose every byte the test decides."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from pathlib import Path

import pytest

CERTIFICATE = Path(__file__).with_name("self_signed.pem")


class Site:
    """Answers each path with the bytes laid there; a number among the parts is a pause in seconds."""

    def __init__(self, *, is_secure=False):
        self.pages = {}
        self.requests = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.address = f"{'https' if is_secure else 'http'}://127.0.0.1:{self.port}"
        self._context = None
        if is_secure:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(CERTIFICATE)
        self._server = threading.Thread(target=self._serve, daemon=True)
        self._server.start()

    def lay(self, path, body=b"", *, status="200 OK", headers=(), length=None):
        """Lay an answer at a path and give its address."""
        lines = [f"HTTP/1.1 {status}", *headers]
        if not any(one.lower().startswith("content-type") for one in headers):
            lines.append("Content-Type: text/html; charset=utf-8")
        if length != "none":
            lines.append(f"Content-Length: {len(body) if length is None else length}")
        self.pages[path] = ["\r\n".join([*lines, "", ""]).encode() + body]
        return self.address + path

    def lay_raw(self, path, *parts):
        """Lay the parts of an answer at a path as they are."""
        self.pages[path] = list(parts)
        return self.address + path

    def close(self):
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # else it waits for the next caller
        self._listener.close()
        self._server.join(1)

    def _serve(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection):
        with contextlib.suppress(OSError), connection:
            if self._context:
                connection = self._context.wrap_socket(connection, server_side=True)
            head = b""
            while b"\r\n\r\n" not in head and (piece := connection.recv(65536)):
                head += piece
                if not head[:1].isalpha():  # somebody begins to speak TLS
                    break
            self.requests.append(head.decode("latin-1"))
            path = (self.requests[-1].split(" ") * 2)[1]
            for part in self.pages.get(
                path, [b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"]
            ):
                if isinstance(part, bytes):
                    connection.sendall(part)
                else:
                    time.sleep(part)
            connection.close()


@pytest.fixture
def site():
    made = Site()
    yield made
    made.close()


@pytest.fixture
def secure_site():
    made = Site(is_secure=True)
    yield made
    made.close()
