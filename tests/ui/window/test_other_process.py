# SPDX-License-Identifier: MIT
"""The window on a real X server: what another process hears of it through AT-SPI, and keys of other layouts.

Needs Debian's xvfb, at-spi2-core and python3-pyatspi; for the layouts xdotool and x11-xkb-utils.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

LAUNCHERS = (
    Path("/usr/libexec/at-spi-bus-launcher"),
    Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"),
)
SYSTEM_PYTHON = "/usr/bin/python3"  # pyatspi is a package of the system
PATIENCE = 90  # seconds
LISTENER = """
import json, sys, time
import pyatspi

def below(node, depth=0):
    if node is None:
        return
    is_shown = node.getState().contains(pyatspi.STATE_SHOWING)
    yield node.getRoleName(), node.name, is_shown
    for number in range(min(node.childCount, 40) if depth < 30 else 0):
        yield from below(node.getChildAtIndex(number), depth + 1)

end, found = time.time() + 60, []
while time.time() < end:
    apps = [app for app in pyatspi.Registry.getDesktop(0) if app and app.name == "ResearchDesk"]
    found = [said for app in apps for said in below(app)]
    if any(role == "table cell" and name.startswith(sys.argv[1]) for role, name, _ in found):
        break
    time.sleep(0.5)
print(json.dumps(found))
"""
TYPIST = """
import json, subprocess, sys, time
from PySide6.QtWidgets import QApplication
from researchdesk.ui import app as program

def turn(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)

window = program.make_window(program.make_app())
given = []
window.desk.actions.triggered.connect(given.append)
window.show()
window.opening.open_last()
end = time.monotonic() + 30
while window.regions.results.total != 4 and time.monotonic() < end:
    turn(0.1)
window.regions.results.view.setFocus()
window.regions.results.view.go_to(0)
subprocess.run(["xdotool", "windowfocus", "--sync", str(int(window.winId()))], check=True)
turn(0.5)
given.clear()
for code in sys.argv[1:]:
    subprocess.run(["xdotool", "key", code], check=True)
    turn(0.3)
print(json.dumps(given))
window.close()
"""


@pytest.fixture
def screen(monkeypatch):
    """An X server of its own, with no window manager."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed (Debian: xvfb)")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x900x24"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as said:
        monkeypatch.setenv("DISPLAY", f":{said.readline().strip()}")
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    if run_python("from PySide6.QtGui import QGuiApplication; QGuiApplication([])").returncode:
        server.terminate()
        server.wait()
        pytest.skip("Qt's libraries for X11 are missing (Debian: libxcb-icccm4 libxcb-keysyms1)")
    yield
    server.terminate()
    server.wait()


@pytest.fixture
def stocked(home, stock):
    shutil.copytree(stock, home, dirs_exist_ok=True)


def run_python(script, *arguments, python=sys.executable):
    return subprocess.run(
        [python, "-c", textwrap.dedent(script), *arguments],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_another_process_hears_names_and_roles_through_at_spi(screen, stocked, tmp_path):
    launcher = next((one for one in LAUNCHERS if one.exists()), None)
    if launcher is None or shutil.which("dbus-run-session") is None:
        pytest.skip("The accessibility bus is not installed (Debian: at-spi2-core dbus)")
    if (
        not Path(SYSTEM_PYTHON).exists()
        or run_python("import pyatspi", python=SYSTEM_PYTHON).returncode
    ):
        pytest.skip("pyatspi is not installed (Debian: python3-pyatspi)")
    (tmp_path / "listener.py").write_text(LISTENER)
    script = (
        f"{launcher} --launch-immediately & "
        f"QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 {sys.executable} -m researchdesk & "
        f"{SYSTEM_PYTHON} {tmp_path / 'listener.py'} 'The market keeps its bell'; kill %1 %2"
    )
    asked = subprocess.Popen(
        ["dbus-run-session", "--", "bash", "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    try:
        said, _ = asked.communicate(timeout=PATIENCE)
    finally:
        if asked.poll() is None:
            os.killpg(asked.pid, signal.SIGKILL)
    told = json.loads(said.splitlines()[-1])  # the bus may say something first
    found = [(role, name) for role, name, is_shown in told if is_shown]
    assert ("push button", "New note") in found
    assert ("text", "Search") in found
    assert ("table", "Articles") in found
    assert ("push button", "Back") in found
    rows = [name for role, name in found if role == "table cell"]
    assert any(name.startswith("A canal in Belgium, Quay Times") for name in rows)
    assert any(
        name.startswith("Inbox") for role, name in found if role in ("tree item", "table cell")
    )
    spoken = (
        "push button",
        "text",
        "list",
        "list item",
        "table cell",
        "page tab",
        "check box",
        "tree item",
    )
    assert [pair for pair in found if pair[0] in spoken and not pair[1].strip()] == []


@pytest.mark.parametrize("layout", ["us", "rs", "gr", "ru"])
def test_letters_mean_the_same_by_latin_cyrillic_and_greek_layouts(screen, stocked, layout):
    if shutil.which("xdotool") is None or shutil.which("setxkbmap") is None:
        pytest.skip("xdotool or setxkbmap is not installed (Debian: xdotool x11-xkb-utils)")
    subprocess.run(["setxkbmap", layout], check=True)
    keys = {"44": "next_article", "39": "star", "30": "read_unread", "45": "previous_article"}
    done = run_python(TYPIST, *keys)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == list(keys.values())
