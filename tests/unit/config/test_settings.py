# SPDX-License-Identifier: MIT
"""Choices are checked, kept, and survive whatever happens to their file."""

from __future__ import annotations

import json
import os

import pytest

from researchdesk.config import paths
from researchdesk.config.settings import BY_NAME, SETTINGS, Settings
from researchdesk.model.errors import BadValue


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("RESEARCHDESK_HOME", str(tmp_path))
    return paths.settings_file()


def test_a_choice_is_there_at_the_next_start(file):
    Settings.load().set("theme", "dark")
    assert Settings.load().get("theme") == "dark"


def test_the_default_holds_until_something_is_chosen(file):
    assert [Settings.load().get(setting.name) for setting in SETTINGS] == [
        setting.default for setting in SETTINGS
    ]
    assert not file.exists()


def test_every_default_fits_its_own_setting():
    assert all(setting.fits(setting.default) for setting in SETTINGS)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("theme", "pink", "system, light, dark"),
        ("theme", None, "system, light, dark"),
        ("interface.size", 99, "from 100 to 200"),
        ("interface.size", 201, "from 100 to 200"),
        ("interface.size", "120", "from 100 to 200"),
        ("interface.size", True, "from 100 to 200"),
        ("menu_bar", 1, "yes or no"),
        ("last.library", 7, "a text"),
        ("last.note", "7", "a whole number"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_and_nothing_changes(file, name, value, expected):
    settings = Settings.load()
    with pytest.raises(BadValue, match=expected):
        settings.set(name, value)
    assert settings.get(name) == BY_NAME[name].default
    assert not file.exists()


def test_both_ends_of_a_range_belong_to_it(file):
    settings = Settings.load()
    for size in (100, 200):
        settings.set("interface.size", size)
        assert settings.get("interface.size") == size


def test_what_was_remembered_can_be_forgotten(file):
    settings = Settings.load()
    settings.set("last.article", 12)
    settings.set("last.article", None)
    assert Settings.load().get("last.article") is None


def test_a_wrong_value_edited_in_by_hand_falls_back_alone(file):
    file.write_text('{"theme": "pink", "density": "compact"}')
    settings = Settings.load()
    assert settings.get("theme") == "system"
    assert settings.get("density") == "compact"


def test_names_of_a_newer_program_are_kept(file):
    file.write_text('{"from.tomorrow": [1]}')
    Settings.load().set("theme", "dark")
    assert json.loads(file.read_text()) == {"from.tomorrow": [1], "theme": "dark"}


def test_two_open_windows_do_not_undo_each_others_choices(file):
    first, second = Settings.load(), Settings.load()
    first.set("theme", "dark")
    second.set("density", "compact")
    settings = Settings.load()
    assert (settings.get("theme"), settings.get("density")) == ("dark", "compact")


@pytest.mark.parametrize("words", [b"{not json", b"[]", b"\xff\xfe", b""])
def test_a_damaged_file_is_kept_beside_and_the_defaults_hold(file, caplog, words):
    file.write_bytes(words)
    settings = Settings.load()
    assert settings.get("theme") == "system"
    assert file.with_name("settings.damaged.json").read_bytes() == words
    assert "holds no settings" in caplog.text
    caplog.clear()
    settings.set("theme", "dark")
    assert Settings.load().get("theme") == "dark"


def test_a_write_that_fails_leaves_the_old_file_and_the_choice(file, monkeypatch, caplog):
    settings = Settings.load()
    settings.set("theme", "dark")

    def full(number):
        raise OSError(28, "no space")

    monkeypatch.setattr(os, "fsync", full)
    settings.set("theme", "light")
    assert settings.get("theme") == "light"
    assert Settings.load().get("theme") == "dark"
    assert [path.name for path in file.parent.iterdir()] == ["settings.json"]
    assert "could not be written" in caplog.text
    caplog.clear()


def test_a_file_that_cannot_be_read_costs_nothing_but_a_warning(file, caplog):
    file.mkdir()
    assert Settings.load().get("theme") == "system"
    assert "could not be read" in caplog.text
    caplog.clear()


def test_the_file_is_for_its_owner_alone(file):
    Settings.load().set("theme", "dark")
    assert file.stat().st_mode & 0o077 == 0 or os.name == "nt"


@pytest.mark.warns("the settings file holds no settings")
def test_a_second_damaged_file_does_not_take_the_place_of_the_first(file):
    for name, words in (("settings.damaged.json", b"\0"), ("settings.damaged-2.json", b"[" * 9**5)):
        file.write_bytes(words)
        settings = Settings.load()
        assert settings.damaged == file.with_name(name)
        assert settings.damaged.read_bytes() == words
        assert settings.get("theme") == "system"
    assert Settings.load().damaged is None
