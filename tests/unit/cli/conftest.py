# SPDX-License-Identifier: MIT
"""A command line with a library of its own, and an article in it."""

from __future__ import annotations

import io
import json
import sys

import pytest

from researchdesk.cli.main import main

TEXT = """The Danube commission met in Belgrade

Mihajlo Pupin arrived in Belgrade from the United States in the spring of 1919, and the paper of that week said so.

The government of Serbia had asked Pupin for advice. Milutin Milanković was in the room as well.

The talks went on for three days. Italy sent nobody, and nobody had expected it.

See also: Belgium remembers its canals
"""


@pytest.fixture
def desk(tmp_path, capsys, monkeypatch):
    """Run a verb on a library of its own; give exit status, what it printed (read as JSON) and what it said."""
    monkeypatch.setenv("RESEARCHDESK_LIBRARY", str(tmp_path / "library"))

    def run(*arguments, typed=None):
        if typed is not None:
            raw = typed if isinstance(typed, bytes) else typed.encode()
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), "utf-8"))
        status = main([str(one) for one in arguments])
        out, err = capsys.readouterr()
        try:
            return status, json.loads(out), err
        except ValueError:
            return status, out, err

    return run


@pytest.fixture
def visit(tmp_path, desk):
    """The number of a clipped article."""
    path = tmp_path / "visit.txt"
    path.write_text(TEXT)
    status, done, said = desk("clip", path, "--tag", "danube", "--json")
    assert status == 0
    assert "Made a new library" in said
    return done["article"]
