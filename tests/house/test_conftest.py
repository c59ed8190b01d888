# SPDX-License-Identifier: MIT
"""The nets of tests/conftest.py catch what they are for."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.house.source import ROOT

BAD = """
import logging, os, socket, subprocess, sys, threading, time
from contextlib import suppress
import pytest
logger = logging.getLogger("researchdesk.x")

def test_bad_connect():
    with suppress(OSError):
        socket.create_connection(("192.0.2.1", 80), timeout=0.1)

def test_bad_loopback_without_mark():
    with suppress(OSError):
        socket.create_connection(("127.0.0.1", 9), timeout=0.1)

@pytest.mark.network
def test_bad_far_with_mark():
    with suppress(OSError):
        socket.getaddrinfo("example.org", 80)

def test_bad_warning():
    logger.warning("oh")

@pytest.mark.warns("other words")
def test_bad_warning_other_than_expected():
    logger.warning("oh")

def test_good_warning_cleared(caplog):
    logger.warning("oh")
    caplog.clear()

@pytest.mark.warns("^oh$")
def test_good_warning_expected():
    logger.warning("oh")

@pytest.mark.network
def test_good_loopback():
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", 9), timeout=1)

def test_good_socket_of_the_file_system(tmp_path):
    if hasattr(socket, "AF_UNIX"):
        with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
            server.bind(str(tmp_path / "s"))
            server.listen()
            client.connect(str(tmp_path / "s"))

def test_good_address_written_in_numbers():
    for host in ("127.0.0.1", "10.0.0.1", "0x7f000001", "::1"):
        socket.getaddrinfo(host, 80)

def test_bad_name():
    with suppress(OSError):
        socket.getaddrinfo("example.org", 80)

def test_good_home():
    assert os.listdir(os.environ["RESEARCHDESK_HOME"]) == []

def test_bad_golden(golden, tmp_path):
    (tmp_path / "file").write_text("old")
    golden(tmp_path / "file", "new")
"""
BAD_WINDOW = """
import subprocess, sys, threading, time
from PySide6.QtWidgets import QWidget

def test_bad_thread():
    threading.Thread(target=time.sleep, args=(8,), daemon=True, name="forgotten").start()

def test_bad_process():
    global forgotten
    forgotten = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(8)"])

def test_bad_window(qtbot):
    global kept
    kept = QWidget()
    kept.show()

def test_good_window(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    thread = threading.Thread(target=time.sleep, args=(0.3,))
    thread.start()
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """Run tests that misbehave under our conftest, and give each one's outcome."""
    root = tmp_path_factory.mktemp("nets")
    (root / "tests" / "ui").mkdir(parents=True)
    shutil.copy(ROOT / "pyproject.toml", root)
    shutil.copy(ROOT / "tests" / "conftest.py", root / "tests")
    (root / "tests" / "test_bad.py").write_text(BAD)
    (root / "tests" / "ui" / "test_bad_window.py").write_text(BAD_WINDOW)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "tests",
            "-rA",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
        ],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    worst: dict[str, str] = {}
    for outcome, name in re.findall(
        r"^(PASSED|FAILED|ERROR) \S+::(\w+)", done.stdout, re.MULTILINE
    ):
        if worst.get(name, "PASSED") == "PASSED":
            worst[name] = outcome
    return worst


def test_each_misbehaviour_is_caught_and_nothing_else(outcomes):
    passed = {name for name, outcome in outcomes.items() if outcome == "PASSED"}
    bad = set(re.findall(r"def (test_bad\w+)", BAD + BAD_WINDOW))
    good = set(re.findall(r"def (test_good\w+)", BAD + BAD_WINDOW))
    assert set(outcomes) == bad | good
    assert passed == good
