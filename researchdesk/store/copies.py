# SPDX-License-Identifier: MIT
"""The copies of a library in a folder: their names, which of them stand, and which may go.

A name carries the library, a number, the time and the reason. The number gives the order: a clock that was wrong once
must not make a new copy look old. A copy goes only when enough newer ones stand there: files are counted, not promises.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from researchdesk.model.backup import Backup
from researchdesk.store.schema import APPLICATION_ID

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

NEWEST, DAYS, WEEKS, MONTHS = 10, 7, 4, 6
BEFORE = 5  # copies kept of each kind that was made before something

_NAME = re.compile(r"(?P<label>.+)-(?P<number>\d{5,})-(?P<at>\d{8}T\d{6}Z)-(?P<reason>[a-z-]+)\.db")
_AT = "%Y%m%dT%H%M%SZ"
_MAGIC = b"SQLite format 3\0"


def label(name: str, uuid: str) -> str:
    """Give the word under which a library's copies stand: its name as far as file names can bear it, and its number."""
    slug = re.sub(r"[^\w]+", "-", name)[:30].strip("-") or "library"
    return f"{slug}-{re.sub(r'[^0-9A-Za-z]', '', uuid)[:8]}"


def next_path(folder: Path, label: str, reason: str) -> Path:
    """Give the path of a copy that is to be made now."""
    number = 1 + max((one.number for one in listed(folder, label)), default=0)
    return folder / f"{label}-{number:05}-{datetime.now(UTC):{_AT}}-{reason}.db"


def listed(folder: Path, label: str | None = None) -> list[Backup]:
    """Give the copies in a folder, of one library or of any, the newest first; also those that no longer stand."""
    found = [_of(path) for path in folder.glob("*.db")]
    mine = [one for one in found if one and (label is None or label_of(one.path) == label)]
    return sorted(mine, key=lambda one: one.number, reverse=True)


def described(path: Path, reason: str) -> Backup:
    """Give a copy that was just made, whatever its name."""
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return _of(path) or Backup(path, 0, at, reason, path.stat().st_size)


def label_of(path: Path) -> str:
    """Give the label in a copy's name; empty when the name is none of ours."""
    named = _NAME.fullmatch(path.name)
    return named["label"] if named else ""


def stands(one: Backup) -> bool:
    """Say whether a copy is still a library file of the length that it says of itself; 100 bytes are read."""
    try:
        with one.path.open("rb") as file:
            head = file.read(100)
        size = one.path.stat().st_size
    except OSError:
        return False
    page, pages, ours = (
        int.from_bytes(head[a:b], "big") for a, b in ((16, 18), (28, 32), (68, 72))
    )
    is_ours = head[:16] == _MAGIC and ours == APPLICATION_ID
    return is_ours and size == pages * (65536 if page == 1 else page)


def surplus(copies: Sequence[Backup]) -> list[Backup]:
    """Choose which copies of one library, all of which stand, may go; the newest of all never does.

    Of those made in the run of things stay the 10 newest, and the newest of 7 days, 4 weeks and 6 months that have
    one; of each kind made before something the 5 newest.
    """
    newest_first = sorted(copies, key=lambda one: one.number, reverse=True)
    usual = [one for one in newest_first if not one.reason.startswith("before-")]
    kept = set(usual[:NEWEST])
    kept |= _newest_of(usual, lambda one: one.made_at[:10], DAYS)
    kept |= _newest_of(usual, _week, WEEKS)
    kept |= _newest_of(usual, lambda one: one.made_at[:7], MONTHS)
    for reason in {one.reason for one in newest_first} - {one.reason for one in usual}:
        kept |= set([one for one in newest_first if one.reason == reason][:BEFORE])
    return [one for one in newest_first if one not in kept]


def _newest_of(
    newest_first: Iterable[Backup], period: Callable[[Backup], object], count: int
) -> set[Backup]:
    newest: dict[object, Backup] = {}
    for one in newest_first:
        newest.setdefault(period(one), one)
    return set(list(newest.values())[:count])


def _week(one: Backup) -> tuple[int, int]:
    return datetime.fromisoformat(one.made_at).isocalendar()[:2]


def _of(path: Path) -> Backup | None:
    """Read a copy's name; None when it is none of ours, or the file is gone."""
    named = _NAME.fullmatch(path.name)
    try:
        at = datetime.strptime(named["at"], _AT).replace(tzinfo=UTC) if named else None
        size = path.stat().st_size
    except (ValueError, OSError):
        return None
    if not named or not at:
        return None
    made_at = at.isoformat().replace("+00:00", "Z")
    return Backup(path, int(named["number"]), made_at, named["reason"], size)
