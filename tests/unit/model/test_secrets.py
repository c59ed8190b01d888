# SPDX-License-Identifier: MIT
"""A password never comes out where a value is written into a log or the report of a bug."""

from __future__ import annotations

from pathlib import Path

from researchdesk.library.importing import Wanted
from researchdesk.model.clipping import FailedClip, Source


def test_no_value_shows_the_password_it_holds():
    source = Source("file", "/tmp/locked.pdf", password="opensesame")
    held = [source, FailedClip(1, source, "It is locked.", "2026-11-28")]
    held += [Wanted(Path("locked.pdf"), password="opensesame")]
    assert [one for one in held if "opensesame" in repr(one) + str(one) + f"{[one]}"] == []
