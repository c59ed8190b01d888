# SPDX-License-Identifier: MIT
"""Once a week, in an idle moment, everything is looked at; what is damaged is named and mended with one click."""

from __future__ import annotations

import json
import sqlite3

import pytest

from researchdesk.library import articles, backup, verify
from researchdesk.ui.dialogs.damage_report import DamageReport


@pytest.fixture
def damaged(visitor):
    """A stranger at a window whose library has a backup, and a title in which a bit has flipped."""
    visitor.window.desk.change("prepare", backup.make)
    visitor.calm()
    flip(visitor)
    return visitor


def flip(visitor):
    conn = sqlite3.connect(visitor.library.folder / "library.db", isolation_level=None)
    conn.execute("PRAGMA recursive_triggers = OFF")
    triggers = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    conn.execute("BEGIN")
    for name, _ in triggers:
        conn.execute(f"DROP TRIGGER {name}")
    conn.execute(
        "UPDATE article SET title = 'A canal in Belgiun' WHERE title = 'A canal in Belgium'"
    )
    for _, statement in triggers:
        conn.execute(statement)
    conn.execute("COMMIT")
    conn.close()


def look(visitor):
    visitor.window.desk.actions.action("look_after").trigger()
    visitor.until(lambda: not visitor.window.looking_after._is_running)


def idle(visitor):
    """Let the idle moment come."""
    visitor.window.looking_after._idle.timeout.emit()
    visitor.calm()
    visitor.until(lambda: not visitor.window.looking_after._is_running)


def test_a_whole_library_is_looked_at_once_a_week_without_a_word(visitor):
    assert verify.is_due(visitor.library)
    idle(visitor)
    assert not verify.is_due(visitor.library)
    assert visitor.window.strips.shown == []
    assert visitor.window.toast.sentence == ""
    noted = visitor.library.index.folder.with_name("verified.json")
    held = json.loads(noted.read_text())
    noted.write_text(json.dumps(held | {"at": held["at"] - 8 * 24 * 3600}))
    assert verify.is_due(visitor.library)
    noted.write_text(json.dumps(held | {"at": held["at"] + 24 * 3600}))
    assert verify.is_due(visitor.library)


def test_asked_for_it_also_says_that_all_is_well(visitor):
    look(visitor)
    assert visitor.window.toast.sentence == "Everything is as it was written."


def test_damage_names_its_article_and_one_click_takes_it_from_the_backup(damaged):
    idle(damaged)
    [strip] = damaged.window.strips.shown
    assert strip.sentence == (
        "1 record is not as it was written: A canal in Belgiun. The rest of the library is whole."
    )
    words = [one.text() for one in strip.buttons]
    assert words[0].startswith("Take them from the backup of ")
    assert words[1:] == ["Show report", "Later"]
    damaged.click(strip.buttons[0])
    assert damaged.window.toast.sentence == "1 record was mended."
    assert "A canal in Belgium" in damaged.titles()
    assert not verify.verify(damaged.library).damages
    look(damaged)
    assert damaged.window.toast.sentence == "Everything is as it was written."


def test_the_report_lists_each_damage_and_later_changes_nothing(damaged):
    look(damaged)
    strip = damaged.window.strips.shown[0]
    damaged.click_button("Show report", strip)
    (report,) = damaged.dialogs()
    assert isinstance(report, DamageReport)
    assert report.table.item(0, 0).text() == "A canal in Belgiun"
    damaged.click_button("Close", report)
    look(damaged)
    damaged.click_button("Later", damaged.window.strips.shown[0])
    assert any(
        one.title == "A canal in Belgiun" for one in articles.rows(damaged.library, [1, 2, 3, 4])
    )


def test_a_cancel_ends_the_look_and_it_stays_due(visitor, monkeypatch):
    window = visitor.window

    usual = window.desk.run

    def run(*arguments, **rest):
        made = usual(*arguments, **rest)
        made.cancel()
        return made

    monkeypatch.setattr(window.desk, "run", run)
    look(visitor)
    assert verify.is_due(visitor.library)
    assert window.toast.sentence == ""
