# SPDX-License-Identifier: MIT
"""Backups as the window makes them."""

from __future__ import annotations

from researchdesk.config import paths
from researchdesk.library import backup


def copies(folder):
    return [one.reason for one in backup.listed(folder)]


def test_a_copy_is_made_at_the_end_of_a_session_with_changes(clipped, make, rest):
    folder = clipped.desk.library.folder
    clipped.close()
    assert copies(folder) == ["session"]
    again = make()
    again.opening.open(folder)
    rest(again)
    again.close()
    assert copies(folder) == ["session"]  # nothing was changed


def test_back_up_now_says_where_the_copy_lies(clipped, rest):
    clipped.desk.actions.trigger("back_up")
    rest(clipped)
    made = backup.listed(clipped.desk.library.folder)[0]
    assert str(made.path) in clipped.toast.sentence
    assert backup.is_good(made)


def test_a_copy_that_fails_is_said_until_one_succeeds(clipped, make, rest):
    folder = clipped.desk.library.folder
    paths.default_backups().parent.mkdir(parents=True, exist_ok=True)
    paths.default_backups().write_text("a file stands where the folder for backups should")
    clipped.close()
    again = make()
    again.opening.open(folder)
    rest(again)
    strip = again.strips.shown[0]
    assert "The last backup failed" in strip.sentence
    paths.default_backups().unlink()
    next(one for one in strip.buttons if one.text() == "Back up now").click()
    rest(again)
    assert copies(folder) == ["by-hand"]
    assert again.strips.shown == []


def test_four_hours_into_a_session_a_copy_is_made(clipped, rest):
    clipped.safekeeping._timer.timeout.emit()
    rest(clipped)
    assert copies(clipped.desk.library.folder) == ["session"]
