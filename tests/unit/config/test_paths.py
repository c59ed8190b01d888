# SPDX-License-Identifier: MIT
"""The program finds its own files in each way of installing it, and keeps the user's to the user."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from researchdesk.config import paths
from researchdesk.model.errors import BadValue


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("RESEARCHDESK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_a_frozen_program_finds_its_files_where_it_was_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resource("icons/tag.svg") == tmp_path / "resources/icons/tag.svg"


def test_a_checkout_has_its_files_beside_the_package():
    root = Path(__file__).parents[3]
    assert paths.resource("icons/tag.svg") == root / "resources/icons/tag.svg"


def test_an_installed_package_holds_its_files(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "PACKAGE", tmp_path / "site-packages" / "researchdesk")
    expected = tmp_path / "site-packages/researchdesk/resources/icons/tag.svg"
    assert paths.resource("icons/tag.svg") == expected


def test_one_variable_moves_everything(home):
    for found in (
        paths.cache_folder(),
        paths.cache_of("0b9c"),
        paths.log_folder(),
        paths.settings_file(),
        paths.default_library(),
    ):
        assert home in found.parents


def test_a_relative_home_is_the_same_from_every_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("RESEARCHDESK_HOME", "here")
    monkeypatch.chdir(tmp_path)
    assert paths.default_library() == tmp_path / "here" / "Library"


def test_without_the_variable_the_platform_says_where(tmp_path, monkeypatch):
    monkeypatch.delenv("RESEARCHDESK_HOME")
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / name))
    assert all(
        tmp_path in found.parents
        for found in (paths.cache_folder(), paths.settings_file(), paths.default_library())
    )


def test_folders_are_for_their_owner_alone(home):
    for find in (paths.log_folder, paths.settings_file, lambda: paths.cache_of("0b9c")):
        find()
    for folder in ("cache", "cache/log", "cache/0b9c", "config"):
        assert (home / folder).stat().st_mode & 0o077 == 0 or os.name == "nt"


def test_a_folder_that_stands_is_left_as_it_is(tmp_path):
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared").chmod(0o750)
    assert paths.private(tmp_path / "shared").stat().st_mode & 0o777 == 0o750


def test_asking_for_the_default_library_makes_nothing(home):
    paths.default_library()
    assert not home.exists()


@pytest.mark.parametrize("uuid", ["../../etc", "a/b", "", ".", "a" * 65, f"a{os.sep}b", "é"])
def test_a_strangers_library_cannot_lead_out_of_the_cache(home, uuid):
    with pytest.raises(BadValue, match="library number"):
        paths.cache_of(uuid)
