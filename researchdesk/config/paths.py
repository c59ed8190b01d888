# SPDX-License-Identifier: MIT
"""Where the program's own files lie, and where the user's go.

Everything the program keeps for itself can be moved below one folder with the environment variable RESEARCHDESK_HOME:
`cache`, `config`, `Library` and `Backups` then lie in it. The tests and the tour do so; a portable installation can.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from researchdesk.model.errors import BadValue

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "researchdesk"
PACKAGE = Path(__file__).parents[1]
ONE_PART = re.compile(r"[0-9A-Za-z-]{1,64}")


def resource(name: str) -> Path:
    """Give the path of a file that is shipped with the program, such as `icons/tag.svg`."""
    return _resources() / name


def cache_folder() -> Path:
    """Give the folder for what can be made again: index, thumbnails, logs; make it when absent."""
    return private(_base("cache", platformdirs.user_cache_path))


def cache_of(uuid: str) -> Path:
    """Give one library's folder in the cache; make it when absent.

    The uuid comes out of the library, which may be a stranger's: it must not lead out of the cache.
    """
    if not ONE_PART.fullmatch(uuid):
        raise BadValue(
            value=uuid,
            kind="library number",
            expected="only letters, digits and hyphens stand in one",
        )
    return private(cache_folder() / uuid)


def log_folder() -> Path:
    """Give the folder of the logs; make it when absent."""
    return private(cache_folder() / "log")


def config_folder() -> Path:
    """Give the folder of the user's choices; make it when absent."""
    return private(_base("config", platformdirs.user_config_path))


def settings_file() -> Path:
    """Give the file of the settings, which need not exist."""
    return config_folder() / "settings.json"


def default_library() -> Path:
    """Give the folder of the library that is opened when none is named; it need not exist."""
    return _data() / "Library"


def default_backups() -> Path:
    """Give the folder of backups where the user has chosen none; it need not exist."""
    return _data() / "Backups"


def private(folder: Path) -> Path:
    """Make a folder that only its owner can open, and give it back; one that stands is left as it is."""
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _home() -> Path | None:
    home = os.environ.get("RESEARCHDESK_HOME")
    return Path(home).absolute() if home else None


def _data() -> Path:
    return _home() or platformdirs.user_data_path(NAME, appauthor=False)


def _base(part: str, usual: Callable[..., Path]) -> Path:
    home = _home()
    return home / part if home else usual(NAME, appauthor=False)


def _resources() -> Path:
    if frozen := getattr(sys, "_MEIPASS", None):
        return Path(frozen) / "resources"
    checkout = PACKAGE.parent
    if (checkout / "pyproject.toml").is_file():
        return checkout / "resources"
    return PACKAGE / "resources"
