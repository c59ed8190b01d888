# SPDX-License-Identifier: MIT
"""The window's door: verbs of the command line are carried out here while the window has the library open.

Only the same user can come in; whoever sends what is no request of ours, or half of one, is sent away. A verb runs in
the library's thread, after what was asked for before it, and what it prints goes back as it comes.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from researchdesk import __version__
from researchdesk.ui.routing import Stopped, routed
from researchdesk.ui.translate import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtNetwork import QLocalServer, QLocalSocket

    from researchdesk.library.library import Library
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.jobs import Job

logger = logging.getLogger(__name__)

GUESTS = 16  # connections at once
HURRY = 5_000  # ms within which a whole request must have come
SIGN = 2_000  # ms between two signs of life
MINUTE = 60_000  # ms


class Door(QObject):
    """Opens with a library that can be written, and closes with it."""

    called = Signal(object, object)  # arguments, the folder they were given in: come to the front
    carried_out = (
        Signal()
    )  # a verb was: what is no part of the library may be otherwise, such as backups

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._server: QLocalServer | None = None
        self._guests: set[Guest] = set()
        self._beat = QTimer(self)
        self._beat.setInterval(MINUTE)
        self._beat.timeout.connect(self._on_beat)
        desk.library_changed.connect(self._on_library_changed)

    def close(self) -> None:
        """Let nobody in any more; who is inside is sent away."""
        self._beat.stop()
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None
        for guest in list(self._guests):
            guest.send_away()

    def _on_library_changed(self) -> None:
        self.close()
        library = self._desk.library
        if library is not None and not library.is_read_only:
            self._beat.start()
            QTimer.singleShot(0, self, self._open)  # after the first list was asked for

    def _open(self) -> None:
        try:
            from PySide6.QtNetwork import QLocalServer
        except (
            ImportError
        ) as error:  # it links to a library of the system; the verbs then find the library in use
            logger.warning("the door cannot be opened: %s", error)
            return
        from researchdesk.library import handover

        library = self._desk.library
        if library is None:
            return
        path = handover.new_door(library.folder)
        address = f"researchdesk-{path.name}" if os.name == "nt" else str(path)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.removeServer(address)  # the lock is ours: it was left by a window that was killed
        if not server.listen(address):
            logger.warning("the door cannot be opened: %s", server.errorString())
            return
        self._server = server
        server.newConnection.connect(self._on_new)
        self._desk.change("open the door", lambda library: library.name_door(path.name))

    def _on_beat(self) -> None:
        self._desk.change("beat", _beat)

    def _on_new(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            guest = Guest(self._server.nextPendingConnection(), self._desk, self)
            guest.gone.connect(self._on_gone)
            self._guests.add(guest)
            if len(self._guests) > GUESTS:
                guest.send_away()

    def _on_gone(self, guest: Guest) -> None:
        self._guests.discard(guest)


class Guest(QObject):
    """One connection: a request, its answer, and nothing else."""

    gone = Signal(object)
    _told = Signal(str, object)

    def __init__(self, socket: QLocalSocket, desk: Desk, door: Door) -> None:
        super().__init__(door)
        from researchdesk.library import handover

        self._wire = handover
        self._socket = socket
        self._desk = desk
        self._door = door
        self._arrived = bytearray()
        self._request: dict[str, Any] | None = None
        self._job: Job | None = None
        self._stopped = Stopped()
        self._has_begun = False
        socket.setParent(self)
        self._hurry = _timer(self, HURRY, self.send_away)
        self._busy = _timer(self, int(handover.WAIT * 1000), self._on_busy)
        self._sign = QTimer(self)
        self._sign.setInterval(SIGN)
        self._sign.timeout.connect(self._on_sign)
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        socket.disconnected.connect(self._on_disconnected)
        socket.readyRead.connect(self._on_arrived)
        self._hurry.start()
        self._send({"protocol": handover.PROTOCOL, "version": __version__, "pid": os.getpid()})

    def send_away(self) -> None:
        """End the connection: nothing comes of it."""
        self._socket.abort()
        self._on_disconnected()

    def _on_sign(self) -> None:
        self._send({"alive": True})

    def _on_disconnected(self) -> None:
        if self._stopped.is_set():
            return
        self._stopped.set()
        for timer in (self._hurry, self._busy, self._sign):
            timer.stop()
        self.gone.emit(self)
        if self._job is None:
            self.deleteLater()
        elif not self._has_begun:
            self._job.forget()

    def _on_arrived(self) -> None:
        self._arrived += self._socket.readAll().data()
        try:
            message, length = self._wire.unpack(self._arrived)
            if message is not None:
                del self._arrived[:length]
                self._take(message)
        except (ValueError, KeyError, TypeError):
            logger.info("somebody at the door said what is no request")
            self.send_away()

    def _take(self, message: dict[str, Any]) -> None:
        if self._request is None:
            _check(message)
            self._request = message
            self._send({"taken": True})
            if self._arrived:
                self._on_arrived()
        elif message.get("go") is True and not self._sign.isActive():
            self._hurry.stop()
            self._sign.start()
            self._go(self._request)
        else:
            raise ValueError("nothing more is expected")

    def _go(self, request: dict[str, Any]) -> None:
        here = Path(request["here"])
        if "show" in request:
            self._door.called.emit(request["show"], here)
            self._end(0)
            return
        self._busy.start()
        typed = request.get("typed")
        raw = None if typed is None else typed.encode("latin-1")
        arguments: Sequence[str] = request["verb"]

        def work(library: Library) -> int:
            from researchdesk.cli.main import run
            from researchdesk.cli.session import Session

            self._told.emit("begun", 1)
            with routed(self._told.emit, self._stopped, raw):
                return run(list(arguments), Session(library, here, raw))

        self._desk.flush()
        words = tr("Carrying out a command")
        library = self._desk.library
        if library is None:
            self._on_busy()
            return
        self._desk.jobs.ended.connect(self._on_ended)
        self._job = self._desk.jobs.change(lambda _: work(library), self._end, words=words)

    def _on_ended(self, job: Job) -> None:
        """Go, where the other side has gone already: until now its thread may have had something to tell."""
        if job is self._job:
            self._job = None
            if self._stopped.is_set():
                self.deleteLater()

    def _on_told(self, name: str, value: object) -> None:
        if name == "begun":
            self._has_begun = True
            self._busy.stop()
        if name == "end":
            self._door.carried_out.emit()
        self._send({name: value})

    def _on_busy(self) -> None:
        """Give up a verb that could not begin; it never will."""
        if self._job is not None:
            self._job.forget()
        self._send({"busy": "other work there is not done yet"})
        self._socket.disconnectFromServer()

    def _end(self, status: int) -> None:
        self._told.emit("end", status)  # after all that was printed

    def _send(self, message: dict[str, Any]) -> None:
        if not self._stopped.is_set():
            self._socket.write(self._wire.pack(message))


def _check(request: dict[str, Any]) -> None:
    """Raise ValueError where this is no request."""
    words = request.get("verb", request.get("show"))
    is_right = isinstance(words, list) and all(isinstance(one, str) for one in words)
    typed = request.get("typed")
    if not (is_right and isinstance(request.get("here"), str)):
        raise ValueError("no request of ours")
    if typed is not None:
        if not isinstance(typed, str):
            raise ValueError("no request of ours")
        typed.encode("latin-1")  # UnicodeEncodeError is a ValueError


def _beat(library: Library) -> None:
    library.beat()


def _timer(parent: QObject, ms: int, then: Any) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(ms)
    timer.timeout.connect(then)
    return timer
