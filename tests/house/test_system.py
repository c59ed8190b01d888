# SPDX-License-Identifier: MIT
"""What Qt links to is looked for before the program starts: each library of the system by its name."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import PySide6
import pytest
import shiboken6

from tests.house.source import ROOT

SYSTEM = ROOT / "packaging" / "system.py"
PLATFORMS = ("libqoffscreen.so", "libqxcb.so")
EVERYWHERE = {  # dpkg, apt and Python itself need them: no Debian is without
    "ld-linux-x86-64.so.2",
    "ld-linux-aarch64.so.1",
    "libc.so.6",
    "libdl.so.2",
    "libgcc_s.so.1",
    "libm.so.6",
    "libpthread.so.0",
    "libresolv.so.2",
    "librt.so.1",
    "libstdc++.so.6",
    "libz.so.1",
    "libzstd.so.1",
}


def test_each_library_that_the_qt_modules_of_the_window_link_to_is_looked_for():
    if shutil.which("readelf") is None:
        pytest.skip("readelf is not installed (Debian: binutils)")
    looked_for = set(re.findall(r'"(lib[^"]+\.so\.\d+)"', SYSTEM.read_text("utf-8")))
    assert linked_to(modules()) - EVERYWHERE <= looked_for


def modules() -> set[str]:
    """Give the modules of Qt that the window imports, also those that are imported late."""
    sources = (file.read_text("utf-8") for file in (ROOT / "researchdesk").rglob("*.py"))
    return {name for text in sources for name in re.findall(r"from PySide6\.(Qt\w+)", text)}


def linked_to(wanted: set[str]) -> set[str]:
    """Give the libraries, but of Qt's wheels, to which these modules and the platforms link in the end."""
    home = Path(next(iter(PySide6.__path__)))
    folders = (home, home / "Qt/lib", Path(next(iter(shiboken6.__path__))))
    bundled = {file.name: file for folder in folders for file in folder.iterdir()}
    waiting = [bundled[f"{name}.abi3.so"] for name in wanted]
    waiting += (home / "Qt/plugins/platforms" / name for name in PLATFORMS)
    seen, found = set(), set()
    while waiting:
        file = waiting.pop()
        if file in seen:
            continue
        seen.add(file)
        said = subprocess.run(
            ["readelf", "--dynamic", str(file)], capture_output=True, text=True, check=True
        )
        for name in re.findall(r"\(NEEDED\).*\[(.*)\]", said.stdout):
            if name in bundled:
                waiting.append(bundled[name])
            else:
                found.add(name)
    return found
