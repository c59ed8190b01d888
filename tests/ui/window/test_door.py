# SPDX-License-Identifier: MIT
"""Verbs of the command line while a window has the library open: handed over, done there, answered as ever."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
import time

import pytest

from researchdesk.cli.main import main
from researchdesk.config import paths
from researchdesk.library import articles, handover, notes, verify
from researchdesk.library.library import Library
from researchdesk.ui import app as program
from researchdesk.ui import door as doors
from tests.conftest import PATIENCE
from tests.ui.window.visitor import CTRL, KEY

LINES = "The Danube commission met\n\nMihajlo Pupin arrived in Belgrade in the spring, and {} people saw it.\n"
HELLO = struct.Struct(">I")


def command(*arguments, **how):
    """Start the command line as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "researchdesk", *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(paths.PACKAGE.parent)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **how,
    )


def told(process, typed=None):
    out, err = process.communicate(typed, timeout=90)
    return process.returncode, out, err


def run(*arguments, typed=None, **how):
    return told(command(*arguments, **how), typed)


@pytest.fixture
def other(home, tmp_path):
    """A window in a process of its own, on the usual library."""
    Library.create(paths.default_library()).close()
    process = command()
    wait(lambda: handover.door_of(paths.default_library()) is not None, 60)
    yield process
    process.kill()
    process.communicate()


def wait(is_so, seconds=30):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def open_door(visitor):
    """A window here, on a library of four articles, whose door is open."""
    door = program.receive(visitor.window)
    visitor.window.desk.library_changed.emit()
    visitor.until(lambda: handover.door_of(visitor.library.folder) is not None)
    return door


@pytest.fixture
def path(visitor, open_door):
    return handover.door_of(visitor.library.folder)


@contextlib.contextmanager
def stranger(path):
    """A connection that knows nothing of the protocol."""
    made = socket.socket(socket.AF_UNIX)
    made.connect(str(path))
    made.settimeout(20)
    yield made
    made.close()


def is_sent_away(visitor, guest):
    """Say whether the window ended the connection, after what it says to everybody."""
    guest.settimeout(0)

    def is_over():
        try:
            return guest.recv(65536) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True

    visitor.until(is_over)
    return True


def finish(visitor, *processes):
    """Let the window work until the commands have ended."""
    visitor.until(lambda: all(one.poll() is not None for one in processes))
    return [told(one) for one in processes]


# -- two processes


def test_verbs_give_the_same_answers_through_the_window_as_alone(other, home, tmp_path):
    (tmp_path / "visit.txt").write_text(LINES.format("many"))
    alone = ("--library", str(tmp_path / "alone"))
    verbs = [
        (("clip", "visit.txt", "--tag", "river", "--json"), None),
        (("tag", "1", "--tag", "news", "--json"), None),
        (
            ("notes", "new", "--title", "Šta", "--file", "-", "--json"),
            "Reka\ud83d\ude00 teče.".encode("utf-16", "surrogatepass").decode("utf-16"),
        ),
        (("undo", "--json"), None),
        (("redo",), None),
        (("search", "pupin", "--jsonl"), None),
        (("tag", "99", "--tag", "news"), None),
        (("tag", "1"), None),
        (("tag", "1", "--no-such"), None),
        (("notes", "new", "--title", "x", "--file", "nothing.md"), None),
        (("import", "visit.txt"), None),
        (("export", "bibtex", "--query", "pupin", "out.bib", "--json"), None),
        (("backup", "copies", "--json"), None),
    ]
    ids = ("id", "created", "modified", "at", "file", "took_ms")
    run("new", tmp_path / "alone")
    for verb, typed in verbs:
        here = run(*verb, typed=typed, cwd=tmp_path)
        there = run(*verb, *alone, typed=typed, cwd=tmp_path)
        assert without(here, ids) == without(there, ids), verb
    assert "tag" in run("history")[1].lower()
    _, out, _ = run("show", "1", "--json")
    assert json.loads(out)["tags"] == ["news", "river"]
    assert other.poll() is None


def without(answer, names):
    """Leave out what differs between any two libraries."""
    import re

    status, out, err = answer
    for name in names:
        out = re.sub(rf'"{name}": ("[^"]*"|[\d.]+)', f'"{name}": "…"', out)
    out = re.sub(r'"score": [\d.]+', "", out)
    return status, out, err


def test_the_window_was_killed_then_the_verb_runs_alone(other, home):
    assert run("notes", "new", "--title", "A")[0] == 0
    door = handover.door_of(paths.default_library())
    other.kill()
    other.wait()
    assert door.exists()
    assert handover.door_of(paths.default_library()) == door
    assert run("notes", "new", "--title", "B")[0] == 0
    again = command()
    wait(
        lambda: (
            json.loads((paths.default_library() / "library.lock").read_text() or "{}").get("door")
            and json.loads((paths.default_library() / "library.lock").read_text())["pid"]
            == again.pid
        ),
        60,
    )
    assert run("notes", "new", "--title", "C")[0] == 0
    again.kill()
    again.communicate()
    with contextlib.closing(Library.open(paths.default_library())) as library:
        assert sorted(one.title for one in notes.rows(library)) == ["A", "B", "C"]


def test_killed_amid_a_verb_nothing_is_torn_and_it_is_said(other, home, tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number}.txt").write_text(LINES.format(number) * (1 + number % 3))
    with command("import", folder) as started:
        lines = [started.stdout.readline() for _ in range(3)]
        other.kill()
        rest, said = started.stdout.read(), started.stderr.read()
    assert started.returncode == 1
    assert said.strip() == str(handover.WindowSilent(has_begun=True))
    printed = [*lines, *rest.splitlines()]
    saved = [json.loads(line)["article"] for line in printed if line.strip()]
    with contextlib.closing(Library.open(paths.default_library())) as library:
        assert not verify.verify(library, deep=True).damages
        for number in saved:
            assert articles.get(library, number)


def test_two_verbs_at_once_are_both_done(other, home):
    started = [command("notes", "new", "--title", f"N{n}", "--json") for n in range(4)]
    answers = [told(one) for one in started]
    assert [one[0] for one in answers] == [0] * 4, answers
    assert sorted(json.loads(one[1])["note"] for one in answers) == [1, 2, 3, 4]


def test_a_window_that_stands_still_is_not_waited_for_and_does_nothing_later(
    other, home, capsys, monkeypatch
):
    monkeypatch.setattr(handover, "PATIENCE", 1.0)
    os.kill(other.pid, signal.SIGSTOP)
    assert main(["notes", "new", "--title", "late"]) == 1
    assert "does not answer. Nothing was done" in capsys.readouterr().err
    os.kill(other.pid, signal.SIGCONT)
    assert run("notes", "new", "--title", "after")[0] == 0
    assert [
        json.loads(one)["title"] for one in run("notes", "list", "--jsonl")[1].splitlines()
    ] == ["after"]


def test_a_second_window_on_the_same_library_lets_the_first_come_forward(other, home):
    assert run()[0] == 0
    assert other.poll() is None


# -- the window of this process


def test_the_window_shows_at_once_what_a_verb_did(visitor, open_door, tmp_path):
    (tmp_path / "visit.txt").write_text(LINES.format("many"))
    [answer] = finish(visitor, command("clip", "visit.txt", cwd=tmp_path))
    assert answer[0] == 0, answer
    assert "The Danube commission met" in visitor.titles()
    [answer] = finish(visitor, command("undo"))
    assert answer[:2] == (0, "Clip article\n")
    assert "The Danube commission met" not in visitor.titles()


def test_what_is_typed_in_the_window_is_saved_before_a_verb_runs(visitor, open_door):
    visitor.press(KEY.Key_4, CTRL)
    visitor.press(KEY.Key_N, CTRL)
    visitor.type("xyz")
    [answer] = finish(visitor, command("notes", "new", "--title", "Other"))
    assert answer[0] == 0
    said = json.loads(finish(visitor, command("notes", "list", "--json"))[0][1])
    assert any("xyz" in (one["title"] + json.dumps(one)) for one in said)


def test_garbage_huge_and_half_messages_are_sent_away_and_the_door_stays_open(
    visitor, open_door, path, monkeypatch
):
    monkeypatch.setattr(doors, "HURRY", 300)
    for raw in (
        b"GET / HTTP/1.1\r\n\r\n" * 10,
        HELLO.pack(handover.MOST + 1),
        HELLO.pack(4) + b"[1,]",
        HELLO.pack(2) + b"[]",
        HELLO.pack(2) + b"{}",
        HELLO.pack(200_000) + b"[" * 200_000,
        handover.pack({"verb": "undo", "here": "/"}),
        handover.pack({"verb": [1], "here": "/"}),
        handover.pack({"verb": ["undo"], "here": 3}),
        handover.pack({"verb": ["undo"], "here": "/", "typed": "Šta"}),
        handover.pack({"verb": ["undo"], "here": "/", "typed": 3}),
        handover.pack({"verb": ["undo"], "here": "/"}) + handover.pack({"stop": 1}),
        HELLO.pack(100) + b'{"verb"',  # and nothing more
        b"",
    ):
        with stranger(path) as guest:
            guest.sendall(raw)
            assert is_sent_away(visitor, guest)
    steps = visitor.library.history()
    assert visitor.library.history() == steps
    [answer] = finish(visitor, command("notes", "new", "--title", "Still there"))
    assert answer[0] == 0


def test_a_crowd_at_the_door_is_kept_small(visitor, open_door, path):
    with contextlib.ExitStack() as stack:
        crowd = [stack.enter_context(stranger(path)) for _ in range(40)]
        visitor.until(lambda: len(open_door._guests) == doors.GUESTS)
        assert is_sent_away(visitor, crowd[-1])
    visitor.until(lambda: not open_door._guests)
    [answer] = finish(visitor, command("notes", "new", "--title", "Still there"))
    assert answer[0] == 0


@pytest.mark.warns("not only ours")
def test_only_its_owner_can_reach_the_door(visitor, open_door, path):
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.stat().st_mode & 0o077 == 0
    path.parent.chmod(0o755)
    with pytest.raises(handover.NobodyThere):
        handover.hand_over(path, ["undo"], None, lambda *_: None)
    path.parent.chmod(0o700)


def test_what_cannot_begin_in_time_is_given_up_and_never_done(visitor, open_door, monkeypatch):
    monkeypatch.setattr(handover, "WAIT", 0.3)
    release = threading.Event()
    visitor.window.desk.jobs.change(lambda _: release.wait(60))
    started = command("notes", "new", "--title", "never")
    visitor._qtbot.waitUntil(lambda: started.poll() is not None, timeout=30_000)
    status, _, said = told(started)
    release.set()
    visitor.calm()
    assert (status, "Nothing was done" in said) == (1, True)
    assert "never" not in [one.title for one in notes.rows(visitor.library)]


def test_whoever_stops_the_command_stops_the_verb_before_it_has_begun(visitor, open_door):
    release = threading.Event()
    visitor.window.desk.jobs.change(lambda _: release.wait(60))
    started = command("notes", "new", "--title", "never")
    visitor._qtbot.waitUntil(
        lambda: any(one._job is not None for one in open_door._guests), timeout=30_000
    )
    started.kill()
    told(started)
    visitor._qtbot.waitUntil(lambda: not open_door._guests, timeout=30_000)
    release.set()
    visitor.calm()
    assert "never" not in [one.title for one in notes.rows(visitor.library)]


def test_a_window_of_another_version_is_not_spoken_to(home, tmp_path):
    folder = paths.private(paths.cache_folder() / "doors")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(folder / "d"))
        server.listen()

        def answer():
            guest, _ = server.accept()
            guest.sendall(handover.pack({"protocol": 99, "version": "9.9"}))
            guest.recv(1)
            guest.close()

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(handover.WindowBusy, match=r"another version, 9\.9"):
            handover.hand_over(folder / "d", ["undo"], None, lambda *_: None)
        thread.join(PATIENCE)


@pytest.mark.qt_log_ignore("does not support raise")
def test_a_page_named_for_a_second_window_is_clipped_in_the_first(visitor, open_door, tmp_path):
    (tmp_path / "visit.txt").write_text(LINES.format("many"))
    [answer] = finish(visitor, command(tmp_path / "visit.txt"))
    assert answer[0] == 0
    visitor.until(lambda: "The Danube commission met" in visitor.titles())


def test_the_lock_says_every_minute_that_the_library_is_open(visitor, open_door):
    lock = visitor.library.folder / "library.lock"
    before = json.loads(lock.read_text())["at"]
    open_door._beat.timeout.emit()
    visitor.calm()
    assert json.loads(lock.read_text())["at"] > before


def test_the_status_bar_follows_a_backup_made_by_a_verb(visitor, open_door):
    said = visitor.window.status.backup
    visitor.until(lambda: said.words == "No backup yet")
    process = command("backup")
    visitor.until(lambda: process.poll() is not None)
    assert told(process)[0] == 0
    visitor.until(lambda: said.words.startswith("Backup of "))


@pytest.mark.warns("the door cannot be opened")
def test_a_system_without_what_the_network_module_links_to_has_a_window_all_the_same(
    visitor, monkeypatch
):
    monkeypatch.setitem(sys.modules, "PySide6.QtNetwork", None)
    program.receive(visitor.window)
    visitor.window.desk.library_changed.emit()
    visitor.calm()
    assert handover.door_of(visitor.library.folder) is None
    visitor.click_row(0)
    assert visitor.article.title
