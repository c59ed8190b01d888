# SPDX-License-Identifier: MIT
"""What the names of copies say, and which copies may go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from researchdesk.model.backup import Backup
from researchdesk.store import copies
from researchdesk.store.copies import surplus

if TYPE_CHECKING:
    from researchdesk.store.operation import Store

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


def copy(number: int, at: datetime = NOON, reason: str = "session") -> Backup:
    return Backup(Path(f"{number}.db"), number, at.isoformat(), reason, 4096)


def kept(found: list[Backup]) -> set[int]:
    return {one.number for one in found} - {one.number for one in surplus(found)}


def test_a_name_carries_library_number_time_and_reason(tmp_path: Path) -> None:
    label = copies.label("My  library/1", "3f2a91bc-1234-5678-9abc-def012345678")
    assert label == "My-library-1-3f2a91bc"
    first = copies.next_path(tmp_path, label, "session")
    first.write_bytes(b"x")
    second = copies.next_path(tmp_path, label, "before-purge")
    second.write_bytes(b"yz")
    (tmp_path / "My-library-1-3f2a91bc-00009-20261399T090000Z-session.db").write_bytes(b"")
    (tmp_path / "other.db").write_bytes(b"")
    found = copies.listed(tmp_path)
    assert [(one.path, one.number, one.reason, one.size) for one in found] == [
        (second, 2, "before-purge", 2),
        (first, 1, "session", 1),
    ]
    assert abs(datetime.fromisoformat(found[0].made_at) - datetime.now(UTC)) < timedelta(minutes=1)
    assert copies.label_of(first) == label
    assert copies.listed(tmp_path, "Other-3f2a91bc") == []
    assert copies.label("???", "3f2a91bc-1") == "library-3f2a91bc"


def test_the_number_gives_the_order_whatever_the_clock_says(tmp_path: Path) -> None:
    (tmp_path / "a-1-00007-20990101T000000Z-session.db").write_bytes(b"")
    assert copies.next_path(tmp_path, "a-1", "session").name.startswith("a-1-00008-20")
    years_ahead = [copy(n, NOON + timedelta(days=40_000, minutes=n)) for n in range(1, 30)]
    assert 30 in kept([*years_ahead, copy(30)])


def test_ten_of_one_day_stay(tmp_path: Path) -> None:
    assert kept([copy(n) for n in range(1, 31)]) == set(range(21, 31))
    assert kept([copy(n) for n in range(1, 11)]) == set(range(1, 11))


def test_the_newest_of_seven_days_four_weeks_and_six_months_stay() -> None:
    daily = [copy(n, NOON + timedelta(days=n)) for n in range(400)]
    left = kept(daily)
    assert set(range(390, 400)) <= left
    weeks = {(NOON + timedelta(days=n)).isocalendar()[:2] for n in left}
    months = {f"{NOON + timedelta(days=n):%Y-%m}" for n in left}
    assert len(weeks) >= 4
    assert len(months) == 6
    assert len(left) == 10 + 2 + 5  # two more weeks, five more months, each by its newest
    hourly = [copy(n, NOON + timedelta(hours=n)) for n in range(400)]
    days = {f"{NOON + timedelta(hours=n):%Y-%m-%d}" for n in kept(hourly)}
    assert len(days) >= 7


def test_periods_without_a_copy_do_not_count() -> None:
    yearly = [copy(n, NOON + timedelta(days=400 * n)) for n in range(30)]
    assert kept(yearly) == set(range(20, 30))


def test_five_of_each_kind_before_something_stay_beside_the_others() -> None:
    found = [copy(n) for n in range(1, 11)]
    found += [copy(n, reason="before-purge") for n in range(11, 31)]
    found += [copy(n, reason="before-restore") for n in range(31, 38)]
    assert kept(found) == {*range(1, 11), *range(26, 31), *range(33, 38)}


def test_the_newest_stays_also_where_nothing_else_would_keep_it() -> None:
    assert kept([copy(1, reason="before-purge")]) == {1}
    assert surplus([]) == []


def test_a_file_that_is_cut_or_none_of_ours_does_not_stand(store: Store) -> None:
    store.close()
    raw = store.path.read_bytes()
    one = Backup(store.path, 1, NOON.isoformat(), "session", len(raw))
    assert copies.stands(one)
    store.path.write_bytes(raw[:-4096])
    assert not copies.stands(one)
    store.path.write_bytes(raw[:68] + b"else" + raw[72:])
    assert not copies.stands(one)
    store.path.write_bytes(b"")
    assert not copies.stands(one)
    store.path.unlink()
    assert not copies.stands(one)
