# SPDX-License-Identifier: MIT
"""Some spoilt files of each format, and that the look at them sees what must not be."""

from __future__ import annotations

import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from researchdesk.clip import readers
from researchdesk.clip.draft import Draft, Entry
from researchdesk.model.errors import BadArchive
from researchdesk.model.formats import BY_NAME
from tests.faults import fuzz

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from researchdesk.clip.given import Given


@pytest.mark.parametrize("name", [*BY_NAME])
def test_spoilt_files_are_read_or_refused(name: str) -> None:
    for number in range(15):
        body = fuzz.spoilt(name, 3, number)
        assert fuzz.read(name, body) == "", number
        assert body == fuzz.spoilt(name, 3, number)


def reading(work: Callable[[], str]) -> object:
    """Give a reader that does something, and then reads what that gives."""

    class Reader:
        @staticmethod
        def read(given: Given) -> Iterator[Entry]:
            yield Entry(Draft(work()))

    return Reader


def fails() -> str:
    raise LookupError


def refuses() -> str:
    raise BadArchive(file="a", reason="it is damaged")


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (lambda: "<p>Rye and oats</p>", ""),
        (refuses, ""),
        (fails, "BUG LookupError()"),
        (lambda: "<p onclick=1>Rye</p>", "ACTIVE ['p onclick']"),
        (lambda: f"<p>{fuzz.SECRET}</p>", "ESCAPED it holds the words of another file"),
    ],
)
def test_the_look_sees_what_a_reader_does(
    work: Callable[[], str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "reader", None)
    monkeypatch.setattr("researchdesk.clip.extract.reader", lambda _: reading(work))
    assert fuzz.read("plain_text", b"Rye and oats") == said


def test_what_is_opened_written_started_or_connected_is_heard(tmp_path: Path) -> None:
    watch = fuzz.Watch()
    (tmp_path / "a").write_text("a")
    watch.is_on = True
    (tmp_path / "a").read_text()
    (tmp_path / "b").write_text("b")
    (tmp_path / "b").unlink()
    subprocess.run([sys.executable, "-c", ""], check=True)
    with socket.socket() as made:
        made.close()
    watch.is_on = False
    heard = " ".join(watch.heard)
    opened = [f"open '{tmp_path}/{name}'" for name in "ab"]
    for words in (*opened, "os.remove", "subprocess.Popen", "socket."):
        assert words in heard
