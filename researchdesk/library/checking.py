# SPDX-License-Identifier: MIT
"""A child process that looks whether a table is as it was written: hashing in a thread would make the window late."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from researchdesk.store import verify


def answer(request: dict[str, Any], _: bytes) -> dict[str, Any]:
    """Look at one part of a library file; each damage is words, noun and id."""
    path, folder = Path(request["path"]), Path(request["folder"])
    found = verify.damages(path, folder, only=request["part"])
    return {"damages": [(one.words, one.noun, one.id) for one in found]}
