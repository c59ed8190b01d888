# SPDX-License-Identifier: MIT
"""One program at a time, and words for who holds the library."""

from __future__ import annotations

import errno
import json
import os
import platform
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from researchdesk.model.errors import LibraryLocked
from researchdesk.store.lock import Lock

if TYPE_CHECKING:
    from researchdesk.store.operation import Store

HOLD = """
import sys, time
from pathlib import Path
from researchdesk.store.lock import Lock
lock = Lock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def text(folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / "library.lock").read_text())
    return found


def elsewhere(folder: Path, **values: object) -> None:
    said = {"host": "mill", "pid": 1, "at": time.time()} | values
    (folder / "library.lock").write_text(json.dumps(said))


def test_another_process_holds_the_lock_until_it_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]
    ) as process:
        assert process.stdout
        process.stdout.readline()
        with pytest.raises(LibraryLocked) as said:
            Lock(tmp_path)
        assert said.value.values["holder"] == f"process {process.pid}"
        process.send_signal(signal.SIGKILL)
        process.wait()
    Lock(tmp_path).release()  # its text is stale, the lock is free


def test_the_text_says_who_and_when_and_goes_at_the_end(tmp_path: Path) -> None:
    lock = Lock(tmp_path)
    first = text(tmp_path)
    assert first["host"] == platform.node()
    assert first["pid"] == os.getpid()
    lock.beat()
    assert float(str(text(tmp_path)["at"])) > float(str(first["at"]))
    lock.release()
    lock.release()
    assert (tmp_path / "library.lock").read_bytes() == b""


def test_the_library_beats(store: Store) -> None:
    first = text(store.folder)
    store.beat()
    assert text(store.folder)["at"] != first["at"]


def test_another_computer_is_named_with_its_time(tmp_path: Path) -> None:
    elsewhere(tmp_path)
    before = (tmp_path / "library.lock").read_bytes()
    with pytest.raises(LibraryLocked) as said:
        Lock(tmp_path)
    words = str(said.value.values["holder"])
    assert words.startswith("on the computer mill, last seen 20")
    assert (tmp_path / "library.lock").read_bytes() == before
    elsewhere(tmp_path, at=time.time() + 3600)  # its clock is an hour ahead
    with pytest.raises(LibraryLocked):
        Lock(tmp_path)


@pytest.mark.parametrize(
    "left",
    [
        {"at": time.time() - 200},
        {"at": time.time() + 1e6},
        {"at": "soon"},
        {"host": None},
        {"host": platform.node()},
    ],
)
def test_a_stale_or_senseless_text_holds_nobody_up(tmp_path: Path, left: dict[str, object]) -> None:
    elsewhere(tmp_path, **left)
    Lock(tmp_path).release()


@pytest.mark.parametrize("left", [b"{", b"[1]", b"\xff", b""])
def test_a_lock_whose_text_says_nothing_is_still_a_lock(tmp_path: Path, left: bytes) -> None:
    lock = Lock(tmp_path)
    (tmp_path / "library.lock").write_bytes(left)
    with pytest.raises(LibraryLocked) as said:
        Lock(tmp_path)
    assert said.value.values["holder"] == "another program"
    lock.release()


def test_a_heartbeat_that_finds_no_room_leaves_the_lock_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = Lock(tmp_path)

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(os, "write", fail)
    lock.beat()
    monkeypatch.undo()
    with pytest.raises(LibraryLocked):
        Lock(tmp_path)
    lock.release()


def test_a_disk_without_locks_does_not_keep_the_library_shut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    def fail(*_: object) -> None:
        raise OSError(errno.ENOTSUP, "no locks here")

    monkeypatch.setattr(fcntl, "flock", fail)
    Lock(tmp_path).release()
