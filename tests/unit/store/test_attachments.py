# SPDX-License-Identifier: MIT
"""Bodies come back as they were received, and a large one is on the disk before its row."""

from __future__ import annotations

import errno
import hashlib
import os
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from researchdesk.model.errors import DiskFull, LibraryDamaged, LibraryReadOnly
from researchdesk.store import attachments
from researchdesk.store.attachments import INLINE, fetch, keep, pack, unpack

LARGE = os.urandom(1000) * 1100


def sha(body: bytes) -> bytes:
    return hashlib.sha256(body).digest()


@pytest.mark.parametrize("body", [b"", b"<p>Rye", os.urandom(5000), b"x" * INLINE])
def test_a_small_body_is_packed_into_its_row(tmp_path: Path, body: bytes) -> None:
    stored = keep(tmp_path, body, sha(body))
    assert stored == pack(body)
    assert fetch(tmp_path, stored, sha(body)) == body
    assert not list(tmp_path.iterdir())


def test_text_takes_less_room_packed() -> None:
    body = b"<p>Rye and oats were dear that year." * 500
    assert len(pack(body)) < len(body) / 20


def test_a_large_body_stands_in_a_file_named_by_its_hash(tmp_path: Path) -> None:
    assert keep(tmp_path, LARGE, sha(LARGE)) is None
    name = sha(LARGE).hex()
    path = tmp_path / "attachments" / name[:2] / name
    assert path.read_bytes() == LARGE
    assert fetch(tmp_path, None, sha(LARGE)) == LARGE
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [one.name for one in path.parent.iterdir()] == [name]


def test_a_body_that_is_there_is_not_written_again_but_a_damaged_one_is(tmp_path: Path) -> None:
    keep(tmp_path, LARGE, sha(LARGE))
    path = attachments.path_of(tmp_path, sha(LARGE))
    before = path.stat().st_ino
    keep(tmp_path, LARGE, sha(LARGE))
    assert path.stat().st_ino == before
    path.write_bytes(LARGE[:-1])
    assert not attachments.is_whole(tmp_path, sha(LARGE))
    keep(tmp_path, LARGE, sha(LARGE))
    assert attachments.is_whole(tmp_path, sha(LARGE))


def test_the_file_and_its_names_are_durable_before_the_call_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[tuple[str, str]] = []
    sync, replace = os.fsync, os.replace

    def note_sync(handle: int) -> None:
        done.append(("sync", str(Path(f"/proc/self/fd/{handle}").readlink())))
        sync(handle)

    def note_replace(source: str, target: str) -> None:
        done.append(("rename", str(target)))
        replace(source, target)

    monkeypatch.setattr(os, "fsync", note_sync)
    monkeypatch.setattr(os, "replace", note_replace)
    keep(tmp_path, LARGE, sha(LARGE))
    path = attachments.path_of(tmp_path, sha(LARGE))
    assert done == [
        ("sync", str(tmp_path)),
        ("sync", str(tmp_path / "attachments")),
        ("sync", f"{path}.part"),
        ("rename", str(path)),
        ("sync", str(path.parent)),
    ]


@pytest.mark.parametrize(
    ("number", "error"), [(errno.ENOSPC, DiskFull), (errno.EROFS, LibraryReadOnly)]
)
def test_a_disk_that_refuses_is_said_and_leaves_no_body(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: type[Exception]
) -> None:
    def fail(handle: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(error):
        keep(tmp_path, LARGE, sha(LARGE))
    monkeypatch.undo()
    assert not attachments.is_whole(tmp_path, sha(LARGE))
    keep(tmp_path, LARGE, sha(LARGE))
    assert fetch(tmp_path, None, sha(LARGE)) == LARGE


def test_a_missing_or_changed_body_is_damage(tmp_path: Path) -> None:
    with pytest.raises(LibraryDamaged, match="cannot be read"):
        fetch(tmp_path, None, sha(LARGE))
    keep(tmp_path, LARGE, sha(LARGE))
    attachments.path_of(tmp_path, sha(LARGE)).write_bytes(LARGE + b"x")
    with pytest.raises(LibraryDamaged, match="not as received"):
        fetch(tmp_path, None, sha(LARGE))
    with pytest.raises(LibraryDamaged, match="not as received"):
        fetch(tmp_path, pack(b"other"), sha(b"body"))
    with pytest.raises(LibraryDamaged, match="cannot be read"):
        fetch(tmp_path, b"no zstd", sha(b"body"))


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"no zstd at all",
        pack(b"x" * 5000)[:-3],
        pack(b"x") + b"y",
        pack(bytes(INLINE + 1)),
        pack(bytes(300 << 20)),
    ],
    ids=["empty", "other", "cut", "more", "too large", "bomb"],
)
def test_what_this_program_cannot_have_packed_is_refused(packed: bytes) -> None:
    with pytest.raises(ValueError, match="not packed"):
        unpack(packed)


def test_a_bomb_is_refused_before_it_fills_the_memory() -> None:
    packed = pack(bytes(300 << 20))
    tracemalloc.start()
    with pytest.raises(ValueError, match="not packed"):
        unpack(packed)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 * INLINE


def test_what_a_cut_off_attempt_left_is_no_hindrance(tmp_path: Path) -> None:
    path = attachments.path_of(tmp_path, sha(LARGE))
    path.parent.mkdir(parents=True)
    path.with_suffix(".part").write_bytes(b"half")
    keep(tmp_path, LARGE, sha(LARGE))
    assert fetch(tmp_path, None, sha(LARGE)) == LARGE


def test_a_sweep_takes_what_no_row_needs(tmp_path: Path) -> None:
    assert attachments.sweep(tmp_path, []) == 0
    other = LARGE + b"other"
    for body in (LARGE, other):
        keep(tmp_path, body, sha(body))
    left = attachments.path_of(tmp_path, sha(other)).with_suffix(".part")
    left.write_bytes(b"cut off")
    assert attachments.sweep(tmp_path, [sha(LARGE)]) == 2
    assert attachments.is_whole(tmp_path, sha(LARGE))
    assert not attachments.is_whole(tmp_path, sha(other))
    assert not left.exists()


@pytest.mark.parametrize(
    ("stored", "sha256"), [(None, 7), (None, None), (7, b"a" * 32), ("a", b"a" * 32)]
)
def test_values_of_another_kind_are_damage(tmp_path: Path, stored: Any, sha256: Any) -> None:
    with pytest.raises(LibraryDamaged):
        attachments.fetch(tmp_path, stored, sha256)
