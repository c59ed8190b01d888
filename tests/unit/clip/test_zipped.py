# SPDX-License-Identifier: MIT
"""A ZIP file beyond a limit is refused by what its directory says, before anything of it is unpacked."""

from __future__ import annotations

import io
import zipfile

import pytest

from researchdesk.clip import zipped
from researchdesk.model.errors import BadArchive

WORDS = "it unpacks to more than a document holds"


def packed(*members: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in members:
            file.writestr(name, body)
    return made.getvalue()


def refused(body: bytes) -> str:
    with pytest.raises(BadArchive) as caught:
        zipped.Zip(body, "a.docx")
    return str(caught.value)


@pytest.mark.parametrize(
    ("limit", "value"),
    [("MOST_OF_MEMBER", 999), ("MOST_IN_ALL", 1999), ("MOST_MEMBERS", 1)],
)
def test_a_file_beyond_a_limit_is_refused(monkeypatch, limit, value):
    body = packed(("a", b"a" * 1000), ("b", b"b" * 1000))
    zipped.Zip(body, "a.docx")
    monkeypatch.setattr(zipped, limit, value)
    assert WORDS in refused(body)


def test_a_member_that_is_packed_too_tightly_is_refused():
    assert WORDS in refused(packed(("a", bytes(2 << 20))))


def test_a_locked_member_is_refused():
    body = bytearray(packed(("a", b"a")))
    at = body.index(b"PK\x01\x02") + 8  # flags of the directory's entry
    body[at] |= zipped.ENCRYPTED
    assert "locked with a password" in refused(bytes(body))


def test_names_that_lead_elsewhere_are_names_and_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = zipped.Zip(packed(("../../out.txt", b"out"), ("/etc/out", b"out")), "a.docx")
    assert found.read("../../out.txt") == b"out"
    assert list(tmp_path.iterdir()) == []
    assert found.read("out.txt") is None
