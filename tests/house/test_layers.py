# SPDX-License-Identifier: MIT
"""The import contracts of pyproject.toml hold."""

from __future__ import annotations

import subprocess
import sys

from tests.house.source import ROOT

CHECK = (
    "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
)


def test_every_package_imports_only_what_the_drawing_allows():
    done = subprocess.run(
        [sys.executable, "-c", CHECK], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, "move the import to where it belongs: " + done.stdout + done.stderr
