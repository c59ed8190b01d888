# SPDX-License-Identifier: MIT
"""Long use in short: after some hundred deeds no handle more is open, and memory grows no more than its caches."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from researchdesk.library.library import Library
from tests.faults import long_use

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(
    sys.platform != "linux",
    reason="memory and open handles are read in /proc, which only Linux has",
)
def test_five_hundred_deeds_keep_no_handle(tmp_path: Path) -> None:
    library = Library.create(tmp_path / "library")
    looks = long_use.use(library, 500, 3, each=100)
    library.close()
    assert long_use.verdict(looks, each=100, memory=8.0) == "ok"


def test_the_verdict_sees_what_grows() -> None:
    good = [long_use.Look(1000 * k, 60.0 + k / 10, 10, 1.0) for k in range(1, 6)]
    assert long_use.verdict(good) == "ok"
    fat = [one._replace(memory=60.0 + 2 * k) for k, one in enumerate(good)]
    assert long_use.verdict(fat).startswith("GROWS by 2.00 MB")
    assert long_use.verdict([*good[:4], good[4]._replace(handles=12)]) == "LEAKS 2 handles"
    assert long_use.verdict([*good[:4], good[4]._replace(wal=65.0)]) == "WAL of 65 MB"
