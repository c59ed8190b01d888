# SPDX-License-Identifier: MIT
"""Folders that another program synchronises are known by name, by marks inside, and by their disk."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from researchdesk.store import places


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Personal)", "Dropbox"),
        ("OneDrive - Firm", "OneDrive"),
        ("GoogleDrive-somebody@a.test", "Google Drive"),
        ("Mobile Documents", "iCloud"),
        ("Nextcloud", "Nextcloud"),
        ("Documents", None),
        ("Dropboxes", None),
        ("Megaphone", None),
    ],
)
def test_a_folder_is_known_by_its_name_or_that_of_one_above(
    tmp_path: Path, name: str, service: str | None
) -> None:
    folder = tmp_path / name / "deep" / "library"
    folder.mkdir(parents=True)
    assert places.synchronised(folder) == service
    assert places.synchronised(tmp_path / name) == service


def test_a_folder_is_known_by_what_a_program_left_in_it(tmp_path: Path) -> None:
    (tmp_path / "notes" / "library").mkdir(parents=True)
    assert places.synchronised(tmp_path / "notes" / "library") is None
    (tmp_path / "notes" / ".stfolder").mkdir()
    assert places.synchronised(tmp_path / "notes" / "library") == "Syncthing"


def test_a_link_into_a_synchronised_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox" / "library").mkdir(parents=True)
    (tmp_path / "library").symlink_to(tmp_path / "Dropbox" / "library")
    assert places.synchronised(tmp_path / "library") == "Dropbox"


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
box:/export /mnt/team\\040files nfs4 rw 0 0
/dev/sdb1 /mnt/team\\040files/local ext4 rw 0 0
//box/share /mnt/over cifs rw 0 0
/dev/sdc1 /mnt/over ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "place"),
    [
        ("/mnt/team files/library", "network"),
        ("/mnt/team files/local/library", None),
        ("/mnt/over/library", None),
        ("/mnt/team", None),
    ],
)
def test_a_network_disk_is_known_by_its_kind(
    monkeypatch: pytest.MonkeyPatch, folder: str, place: str | None
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "read_text", lambda path, **_: MOUNTS)
    assert places.synchronised(Path(folder)) == place


def test_a_share_of_windows_is_a_network_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "realpath", lambda path: r"\\box\share\library")
    assert places.synchronised(Path("library")) == "network"


def test_elsewhere_than_on_linux_the_kind_of_disk_is_not_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(Path, "read_text", lambda path, **_: MOUNTS)
    assert places.synchronised(Path("/mnt/team files/library")) is None
