# SPDX-License-Identifier: MIT
"""What holds for every test: no network, a home of its own, no unexpected warning in the log, nothing left running."""

from __future__ import annotations

import atexit
import difflib
import gc
import ipaddress
import logging
import os
import re
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from researchdesk.ui import garbage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.update(LC_ALL="C.UTF-8", LANGUAGE="")  # the window speaks the system's language
CHOICES = tempfile.TemporaryDirectory(prefix="researchdesk-config-")  # Qt's own, gone at the end
os.environ["XDG_CONFIG_HOME"] = CHOICES.name
atexit.register(CHOICES.cleanup)

settings.register_profile("ci", derandomize=True, deadline=None, database=None)
settings.register_profile("here", deadline=None)  # a machine at work is slow, not wrong
settings.load_profile("ci" if os.environ.get("CI") else "here")

PATIENCE = 3.0  # seconds for threads and processes to end after a test
WINDOWS = ("ui", "journeys")  # whose tests may leave nothing behind


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="write golden files anew instead of comparing"
    )


# --- no network ---


class Network:
    """Whether connecting is allowed now, and what was tried although it is not."""

    allows_loopback = False
    refused: tuple[str, ...] = ()


def refuse_network(event: str, args: tuple[Any, ...]) -> None:
    if event == "socket.connect" and args[0].family != getattr(socket, "AF_UNIX", None):
        host = args[1][0]
    elif event == "socket.getaddrinfo" and not is_number(args[0]):
        host = args[0]
    else:
        return
    if not (Network.allows_loopback and is_loopback(host)):
        Network.refused += (f"{event} {host!r}",)
        raise PermissionError(f"a test may not use the network: {event} {host!r}")


def is_number(host: str | bytes | None) -> bool:
    """Say whether a host is an address already, so that looking it up asks nobody."""
    try:
        socket.inet_aton(host or "")
    except (OSError, TypeError):
        return isinstance(host, str) and ":" in host
    return True


def is_loopback(host: str | bytes | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


sys.addaudithook(refuse_network)


@pytest.fixture(autouse=True)
def _no_network(request: pytest.FixtureRequest) -> Iterator[None]:
    Network.allows_loopback = request.node.get_closest_marker("network") is not None
    Network.refused = ()
    yield
    Network.allows_loopback = False
    if Network.refused:
        pytest.fail(
            f"the network was asked for: {', '.join(Network.refused)}. Use a fake, or mark the test `network` and "
            "stay on the loopback address."
        )


# --- a home, a quiet log ---


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the test's own folder for settings, cache and default library."""
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("RESEARCHDESK_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def _quiet_log(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on a warning nobody asked for: assert on `caplog` and clear it, or mark the test `warns("words")`."""
    yield
    expected = [marker.args[0] for marker in request.node.iter_markers("warns")]
    records = caplog.get_records("setup") + caplog.get_records("call") + caplog.records
    unexpected = [
        f"{record.name}: {record.getMessage()}"
        for record in records
        if record.levelno >= logging.WARNING
        and not any(re.search(words, record.getMessage()) for words in expected)
    ]
    if unexpected:
        pytest.fail("unexpected in the log: " + "; ".join(unexpected))


# --- no garbage of a window found in another thread, which would end the process ---


@pytest.fixture(autouse=True)
def _garbage_found_here() -> Iterator[None]:
    gc.disable()
    yield
    garbage.search()


# --- nothing left behind by a window ---


@pytest.fixture(autouse=True)
def _nothing_left_running(request: pytest.FixtureRequest) -> Iterator[None]:
    if not any(part in WINDOWS for part in request.path.relative_to(Path(__file__).parent).parts):
        yield
        return
    before = running()
    yield
    end = time.monotonic() + PATIENCE
    while (left := running().keys() - before.keys()) and time.monotonic() < end:
        time.sleep(0.02)
    if left:
        now = running()
        pytest.fail("the test left behind: " + ", ".join(now[key] for key in left if key in now))


def running() -> dict[object, str]:
    """Give what is alive or on screen now, each with words for it."""
    return {**living_threads(), **children(), **visible_windows()}


def living_threads() -> dict[object, str]:
    """Give Python's threads; those that Qt began are counted as living for ever, so they are left out."""
    return {
        thread: f"thread {thread.name}"
        for thread in threading.enumerate()
        if not isinstance(thread, threading._DummyThread)
    }


def children() -> dict[object, str]:
    """Give the process numbers of this process's living children, with their command lines (Linux only)."""
    found: dict[object, str] = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = file.read_text().rpartition(")")[2].split()[:2]
            words = (
                (file.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            )
        except OSError:
            continue  # it has just ended
        if int(parent) == os.getpid() and state != "Z":
            found[int(file.parent.name)] = f"process {words.strip()}"
    return found


def visible_windows() -> dict[object, str]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return {}
    return {
        window: f"window {type(window).__name__}"
        for window in widgets.QApplication.topLevelWidgets()
        if window.isVisible()
    }


# --- golden files ---


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Give a check that a text equals a file's; `pytest --accept` writes the file instead."""

    def check(file: Path, text: str) -> None:
        if request.config.getoption("--accept"):
            file.write_text(text, encoding="utf-8")
        old = file.read_text(encoding="utf-8") if file.exists() else ""
        difference = difflib.unified_diff(
            old.splitlines(), text.splitlines(), "accepted", "now", lineterm=""
        )
        assert old == text, "\n".join(
            [f"{file.name} differs; see, then pytest --accept", *difference]
        )

    return check
