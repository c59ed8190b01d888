# SPDX-License-Identifier: MIT
"""Damage at random places is named or harmless, and a backup brings the library back, whatever was done to it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from researchdesk.store import opening, restore, verify
from tests.faults.damage_work import KINDS, Whole, came_back, verdict

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("damaged")
        patch.setenv("RESEARCHDESK_HOME", str(folder / "home"))  # put back at the end
        return Whole(folder)


@pytest.fixture(autouse=True)
def _its_home(whole: Whole, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESEARCHDESK_HOME", str(whole.place.parent / "home"))


def verdicts(whole: Whole, count: int, look: Callable[[Whole], str] = verdict) -> set[str]:
    return {
        f"{name} {done}: {said}" if said not in ("named", "harmless", "restored") else said
        for number in range(count)
        for name, done in [whole.damaged(number, 7)]
        for said in [look(whole)]
    }


def test_sixty_damages_are_named_or_harmless(whole: Whole) -> None:
    assert verdicts(whole, 64) == {"named", "harmless"}


def test_a_backup_takes_the_place_of_a_library_with_any_damage(whole: Whole) -> None:
    assert verdicts(whole, len(KINDS), came_back) == {"restored"}


@pytest.mark.parametrize("part", ["_rows", "_schema", "_pages", "_files"])
def test_the_check_finds_out_a_search_that_leaves_a_part_out(
    whole: Whole, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, part, lambda *_: iter(()))
    wrong = {"_rows": {"bit", "swapped_pages"}, "_schema": {"altered_schema"}, "_files": {"attachment"}}  # fmt: skip
    if part == "_pages":
        monkeypatch.setattr(verify, "_rows", lambda *_: iter(()))
        monkeypatch.setattr(opening, "_of_pages", lambda *_: None)
        wrong[part] = {"zero_page", "swapped_pages"}
    for number in itertools.count():
        name, _ = whole.damaged(number, 7)
        if name in wrong[part] and verdict(whole) not in ("named", "harmless"):
            return
        assert number < 400, f"four hundred damages, and nothing was missed without {part}"


def test_the_check_finds_out_a_restore_that_leaves_the_old_journal(
    whole: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(restore, "_BESIDE", ())
    monkeypatch.setattr("researchdesk.library.backup._copy_of_old", lambda _: None)
    assert {one.split(": ")[-1].split()[0] for one in verdicts(whole, 48, came_back)} != {
        "restored"
    }
