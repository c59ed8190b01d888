# SPDX-License-Identifier: MIT
"""Tell a folder that another program synchronises, or a network disk: there a live WAL library breaks unseen."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

_NAMES = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "icloud drive": "iCloud",
    "icloudrive": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pclouddrive": "pCloud",
    "mega": "MEGA",
    "cloudstorage": "cloud",
}
_MARKS = {
    ".stfolder": "Syncthing",
    ".dropbox.cache": "Dropbox",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
}
_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "davfs", "fuse.rclone"}
)
_NETWORK_DISK = "network"


def synchronised(folder: Path) -> str | None:
    """Name the service whose folder this is ("Dropbox", "network"); None for an ordinary disk."""
    folder = Path(os.path.realpath(folder))
    if str(folder).startswith("\\\\"):
        return _NETWORK_DISK
    for part in (folder, *folder.parents):
        service = _service_of(part)
        if service:
            return service
    return _NETWORK_DISK if _kind_of_disk(folder) in _NETWORK else None


def _service_of(folder: Path) -> str | None:
    name = folder.name.lower()
    for known, service in _NAMES.items():
        # they are often followed by the account: OneDrive - Firm
        if name == known or name.startswith((f"{known} -", f"{known}-", f"{known} (")):
            return service
    return next((service for mark, service in _MARKS.items() if (folder / mark).exists()), None)


def _kind_of_disk(folder: Path) -> str:
    """Give the file system of a folder as Linux names it; empty where it cannot be told."""
    if not sys.platform.startswith("linux"):
        return ""
    best, kind = -1, ""
    for line in Path("/proc/mounts").read_text(errors="replace").splitlines():
        place, found = line.split()[1:3]
        place = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), place)
        if len(place) >= best and folder.is_relative_to(
            place
        ):  # of two on one place the later counts
            best, kind = len(place), found
    return kind
