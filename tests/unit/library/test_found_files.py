# SPDX-License-Identifier: MIT
"""A file or folder that cannot be read, or goes while it is looked at, costs no other."""

from __future__ import annotations

import os

import pytest

from researchdesk.config import paths
from researchdesk.library import found_files
from researchdesk.library.found_files import Seen


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "papers"
    made.mkdir()
    (made / "a.txt").write_text("A ferry")
    return made


def names(folder, **options):
    return [one.relative_to(folder).as_posix() for one in found_files.within(folder, **options)]


def test_a_file_has_a_digest_and_one_that_went_has_none(folder):
    assert len(found_files.digest(folder / "a.txt")) == 32
    assert found_files.digest(folder / "gone.txt") == b""


def test_a_page_that_leads_nowhere_hides_no_folder_beside_it(folder):
    (folder / "page_files").mkdir()
    (folder / "page_files" / "b.txt").write_text("A mill")
    (folder / "page.html").symlink_to(folder / "gone.html")
    assert names(folder) == ["a.txt", "page.html", "page_files/b.txt"]
    (folder / "gone.html").write_text("<img src='page_files/a.png'>")
    assert names(folder) == ["a.txt", "gone.html", "page.html"]


def test_a_folder_to_leave_out_need_not_be_there(folder):
    (folder / "deep").mkdir()
    (folder / "deep" / "b.txt").write_text("A mill")
    assert names(folder, without=folder / "gone") == ["a.txt", "deep/b.txt"]
    assert names(folder, without=folder / "deep") == ["a.txt"]


@pytest.mark.warns("a folder could not be read: PermissionError")
def test_a_folder_that_cannot_be_read_costs_no_other(folder, monkeypatch):
    for name in ("locked", "open"):
        (folder / name).mkdir()
        (folder / name / "b.txt").write_text("A mill")
    scan = os.scandir

    def refuse(path):
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert names(folder) == ["a.txt", "open/b.txt"]


def test_a_file_that_went_is_looked_at_once_and_again_when_it_comes_back(folder):
    files = [folder / "gone.txt"]
    assert list(Seen("1", folder).new(files, settled_after=60)) == files
    Seen("1", folder).note(files)
    assert list(Seen("1", folder).new(files)) == []
    files[0].write_text("A mill")
    assert list(Seen("1", folder).new(files)) == files
    assert list(Seen("1", folder).new(files, settled_after=60)) == []


@pytest.mark.warns("what was seen could not be noted: IsADirectoryError")
def test_what_cannot_be_noted_is_looked_at_again(folder):
    (paths.cache_of("1") / "watched.json").mkdir()
    files = [folder / "a.txt"]
    Seen("1", folder).note(files)
    assert list(Seen("1", folder).new(files)) == files
