# SPDX-License-Identifier: MIT
"""The program dies amid work on the index: search finds all there is, and nothing else, once it is brought up."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.faults import search_work
from tests.faults.killing import killed, promise

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RESEARCHDESK_HOME", str(tmp_path / "home"))  # the workload sets another


def test_five_kills_amid_clips_and_what_is_indexed(tmp_path: Path) -> None:
    chance, promised, folder = random.Random(6), set[int](), tmp_path / "work"
    for _ in range(5):
        seconds = chance.uniform(0.02, 0.8)
        promised |= killed("search_work", "work", folder, 10_000, seconds=seconds)
        promise(folder, promised)
        assert search_work.verdict(folder) == "ok"
    assert promised


def test_the_check_finds_out_what_was_forgotten_before_it_was_indexed(tmp_path: Path) -> None:
    folder, said = tmp_path / "work", ""
    library = search_work.opened(folder)
    search_work.articles.clip(library, search_work.clipping(1))
    search_work.search.catch_up(library)
    search_work.articles.edit(library, 1, title="renamed2")  # type: ignore[arg-type]
    search_work.search.settle(library, search_work.outbox.last(library.store.read()))
    library.close()  # it died before the index was written
    promise(folder, {1})
    said = search_work.verdict(folder)
    assert said.startswith("TORN not found: [1]")


def test_an_index_of_which_bits_are_flipped_or_files_are_cut_or_gone_comes_back(
    tmp_path: Path,
) -> None:
    chance, folder = random.Random(7), tmp_path / "work"
    search_work.work(folder, 6)
    promise(folder, {1, 2, 3, 4, 5, 6})
    for number in range(12):
        files = [one for one in (folder / "home").rglob("index/*") if one.is_file()]
        hit = chance.choice(files)
        raw = bytearray(hit.read_bytes() or b" ")
        match number % 4:
            case 0:
                raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
            case 1:
                del raw[chance.randrange(len(raw)) :]
            case 2:
                raw = bytearray(chance.randbytes(len(raw)))
        hit.write_bytes(raw) if number % 4 < 3 else hit.unlink()
        assert search_work.verdict(folder) == "ok", (number, hit.name)
