# SPDX-License-Identifier: MIT
"""A verb is handed to the window that has the library open, and whatever the window does, something true is said."""

from __future__ import annotations

import contextlib
import json
import os
import select
import socket
import struct
import tempfile
import threading
from pathlib import Path

import pytest

from researchdesk.library import handover
from researchdesk.library.handover import PROTOCOL, NobodyThere
from researchdesk.library.library import Library
from researchdesk.model.errors import WindowBusy, WindowSilent

HELLO = {"protocol": PROTOCOL, "version": "1", "pid": 1}


class Line:
    """The window's end of a connection."""

    def __init__(self, conn):
        self.conn = conn
        self.arrived = bytearray()

    def say(self, *messages):
        for one in messages:
            self.conn.sendall(handover.pack(one))

    def hear(self):
        while (found := handover.unpack(self.arrived))[0] is None:
            more = self.conn.recv(65536)
            assert more, "the other side is gone"
            self.arrived += more
        del self.arrived[: found[1]]
        return found[0]

    def take(self):
        """Greet, and give the request once the other side says go."""
        self.say(HELLO)
        request = self.hear()
        self.say({"taken": True})
        assert self.hear() == {"go": True}
        return request


@contextlib.contextmanager
def window(door, deed):
    """Let a thread be the window at a door for one guest; it yields what `deed` gave."""
    given, failed = [], []
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(door))
        server.listen(1)
        server.settimeout(30)

        def serve():
            try:
                conn, _ = server.accept()
                with conn:
                    conn.settimeout(30)
                    given.append(deed(Line(conn)))
            except BaseException as error:
                failed.append(error)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield given
        finally:
            thread.join()
    assert failed == []


@pytest.fixture
def door(tmp_path):
    return handover.new_door(tmp_path / "library")


def handed(door, *arguments, typed=None):
    """Hand a verb over; give its status and what was to be printed."""
    said = []
    status = handover.hand_over(door, [*arguments], typed, lambda *words: said.append(words))
    return status, said


# -- the door


def test_a_library_has_a_door_while_a_window_says_so_and_always_the_same(tmp_path):
    library = Library.create(tmp_path / "library")
    assert handover.door_of(library.folder) is None
    door = handover.new_door(library.folder)
    library.name_door(door.name)
    assert handover.door_of(library.folder) == door == handover.new_door(library.folder)
    assert door != handover.new_door(tmp_path / "other")
    assert door.parent.stat().st_mode & 0o777 == 0o700
    library.beat()
    assert handover.door_of(library.folder) == door
    library.name_door(None)
    assert handover.door_of(library.folder) is None
    library.close()


def test_a_door_whose_address_no_socket_can_bear_lies_in_the_folder_for_temporary_files(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("RESEARCHDESK_HOME", str(tmp_path / ("x" * 100)))
    door = handover.new_door(tmp_path / "library")
    assert door.parent.parent == tmp_path
    assert door.parent.name.startswith(f"researchdesk-{os.getuid()}-")
    assert door.parent.stat().st_mode & 0o777 == 0o700
    monkeypatch.setenv("RESEARCHDESK_HOME", str(tmp_path / ("y" * 100)))
    assert handover.new_door(tmp_path / "library").parent != door.parent


# -- the wire


def test_a_message_is_its_length_and_json_and_may_come_in_pieces():
    raw = handover.pack({"out": "Žito"})
    assert struct.unpack_from(">I", raw) == (len(raw) - 4,)
    assert json.loads(raw[4:]) == {"out": "Žito"}
    for short in range(len(raw)):
        assert handover.unpack(raw[:short]) == (None, 0)
    assert handover.unpack(raw + b"\0\0") == ({"out": "Žito"}, len(raw))


@pytest.mark.parametrize(
    "said",
    [b"[]", b"3", b"{", b"\xff\xfe", b"[" * 200_000],
    ids=["list", "number", "cut", "bytes", "deep"],
)
def test_what_is_no_message_is_refused(said):
    with pytest.raises(ValueError, match=r"."):
        handover.unpack(struct.pack(">I", len(said)) + said)


def test_a_message_may_not_be_larger_than_the_window_takes():
    with pytest.raises(ValueError, match="too long"):
        handover.unpack(struct.pack(">I", handover.MOST + 1))
    with pytest.raises(WindowBusy, match="too large to be handed over"):
        handover.pack({"typed": "x" * handover.MOST})


# -- a window that answers


def test_a_verb_is_done_there_and_what_it_prints_comes_as_it_is_printed(door):
    def deed(line):
        request = line.take()
        line.say({"alive": True}, {"out": "One.\n"}, {"err": "Two.\n", "out": "Three.\n"})
        line.say({"out": "Four.\n"}, {"end": 3}, {"out": "never"})
        return request

    with window(door, deed) as given:
        status, said = handed(door, "clip", "-", typed="Žito\0".encode())
    assert status == 3
    assert said == [
        ("out", "One.\n"),
        ("out", "Three.\n"),
        ("err", "Two.\n"),
        ("out", "Four.\n"),
    ]
    [request] = given
    assert request["verb"] == ["clip", "-"]
    assert request["here"] == str(Path.cwd())
    assert request["typed"].encode("latin-1") == "Žito\0".encode()


def test_what_was_typed_may_be_long_and_a_verb_without_it_has_none(door):
    typed = os.urandom(1 << 20)
    with window(door, lambda line: (line.take(), line.say({"end": 0}))[0]) as given:
        assert handed(door, "clip", "-", typed=typed) == (0, [])
    assert given[0]["typed"].encode("latin-1") == typed
    door.unlink()
    with window(door, lambda line: (line.take(), line.say({"end": 0}))[0]) as given:
        assert handed(door, "tags") == (0, [])
    assert given[0]["typed"] is None


def test_a_window_that_cannot_begin_says_why(door):
    with (
        window(door, lambda line: (line.take(), line.say({"busy": "it is importing"}))),
        pytest.raises(WindowBusy, match="it is importing"),
    ):
        handed(door, "undo")


def test_another_version_is_not_spoken_to(door):
    def deed(line):
        line.say(HELLO | {"protocol": PROTOCOL + 1, "version": "9.1"})
        return line.conn.recv(1)

    with (
        window(door, deed) as given,
        pytest.raises(WindowBusy, match=r"it is another version, 9\.1"),
    ):
        handed(door, "undo")
    assert given == [b""]  # not a word was said


def test_the_window_comes_to_the_front_with_what_was_named(door):
    with window(door, lambda line: (line.take(), line.say({"end": 0}))[0]) as given:
        assert handover.show(door, ["a.html"])
    assert given == [{"show": ["a.html"], "here": str(Path.cwd())}]


# -- a window that does not


def leave_at_once(line):
    return None


def leave_after_the_request(line):
    line.say(HELLO)
    line.hear()


def leave_with_the_request_unread(line):
    line.say(HELLO)
    select.select([line.conn], [], [], 30)


def hear_nothing(line):
    line.conn.shutdown(socket.SHUT_RD)
    line.say(HELLO)
    select.select([line.conn], [], [], 30)


def say_what_is_no_message(line):
    line.conn.sendall(b"\0\0\0\2[]")


@pytest.mark.parametrize(
    "deed",
    [
        leave_at_once,
        leave_after_the_request,
        leave_with_the_request_unread,
        hear_nothing,
        say_what_is_no_message,
    ],
    ids=lambda deed: deed.__name__,
)
def test_where_nothing_was_begun_the_verb_may_run_alone(door, deed):
    with window(door, deed), pytest.raises(NobodyThere):
        handed(door, "undo")
    door.unlink()
    with window(door, deed):
        assert not handover.show(door, [])


def test_a_socket_that_a_killed_window_left_behind_and_no_socket_are_nobody(door):
    with pytest.raises(NobodyThere):
        handed(door, "undo")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(door))
        server.listen(1)
    assert door.exists()
    with pytest.raises(NobodyThere):
        handed(door, "undo")
    assert not handover.show(door, [])


def test_a_window_that_ends_amid_the_verb_may_have_done_it(door):
    with window(door, Line.take), pytest.raises(WindowSilent) as found:
        handed(door, "undo")
    assert "may have been done" in found.value.meant
    door.unlink()
    with window(door, Line.take):
        assert not handover.show(door, [])


@pytest.mark.parametrize(
    ("begin", "words"),
    [(lambda line: None, "Nothing was done"), (Line.take, "may have been done")],
    ids=["before", "amid"],
)
def test_a_window_that_stands_still_is_not_waited_for_for_ever(door, monkeypatch, begin, words):
    monkeypatch.setattr(handover, "PATIENCE", 0.5)
    gone = threading.Event()

    def stand_still(line):
        begin(line)
        gone.wait(30)

    with window(door, stand_still):
        try:
            with pytest.raises(WindowSilent) as found:
                handed(door, "undo")
        finally:
            gone.set()
    assert words in found.value.meant


@pytest.mark.warns("not only ours")
@pytest.mark.parametrize("mode", [0o755, 0o710, 0o707])
def test_a_door_that_others_can_enter_is_not_used(door, mode):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(door))
        server.listen(1)
        door.parent.chmod(mode)
        with pytest.raises(NobodyThere):
            handed(door, "undo")
        server.settimeout(0)
        with pytest.raises(BlockingIOError):  # nobody knocked
            server.accept()
