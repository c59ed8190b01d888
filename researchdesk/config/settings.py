# SPDX-License-Identifier: MIT
"""The user's choices: one table, one file.

A choice is a row of SETTINGS; the settings page, the checks of values and the documentation are made from it. The file
is JSON and may be edited by hand: a value that does not fit is passed over for the default, names of a newer program
are kept.
"""

from __future__ import annotations

import itertools
import json
import logging
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from researchdesk.config import paths
from researchdesk.model.errors import BadValue

if TYPE_CHECKING:
    from collections.abc import Iterator

logger = logging.getLogger(__name__)

Value = str | int | bool | None


class Setting(Struct, frozen=True):
    """One choice: its kind of value, its default, and what the settings page says of it.

    `choices` are the only words allowed; `least` and `most` bound a number, both inclusive. One whose default is None
    may be unset again. `is_remembered`: the program notes it by itself, the settings page leaves it out.
    """

    name: str
    kind: type[str] | type[int] | type[bool]
    default: Value
    label: str
    help: str
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    is_remembered: bool = False

    def fits(self, value: object) -> bool:
        """Say whether this setting can hold the value."""
        if value is None:
            return self.default is None
        if type(value) is not self.kind:
            return False
        if isinstance(value, str):
            return not self.choices or value in self.choices
        return not isinstance(value, int) or (
            (self.least is None or value >= self.least)
            and (self.most is None or value <= self.most)
        )

    @property
    def expected(self) -> str:
        """Say in words what this setting can hold."""
        if self.choices:
            return "choose one of " + ", ".join(self.choices)
        if self.kind is int and self.least is not None:
            return f"give a whole number from {self.least} to {self.most}"
        return {str: "give a text", int: "give a whole number", bool: "choose yes or no"}[self.kind]


SETTINGS = (
    Setting(
        "theme",
        str,
        "system",
        "Theme",
        "Light, dark, or as the system has it at the moment.",
        choices=("system", "light", "dark"),
    ),
    Setting(
        "interface.size",
        int,
        100,
        "Size of the interface",
        "Per cent; menus, lists and buttons grow together, the text of articles has its own size.",
        least=100,
        most=200,
    ),
    Setting(
        "reader.size",
        int,
        18,
        "Size of the text",
        "Pixels, for the text of articles; Ctrl+Plus and Ctrl+Minus change it too.",
        least=10,
        most=48,
    ),
    Setting(
        "reader.measure",
        int,
        67,
        "Characters a line",
        "How wide the column of the text is; most people read 60 to 75 characters a line best.",
        least=45,
        most=100,
    ),
    Setting(
        "density",
        str,
        "comfortable",
        "Rows of lists",
        "Comfortable rows show two lines of the text and the names, compact ones the title and its source.",
        choices=("comfortable", "compact"),
    ),
    Setting(
        "menu_bar",
        bool,
        default=False,
        label="Menu bar",
        help="Shows the menus in a bar at the top of the window; F10 opens them in any case.",
    ),
    Setting(
        "single_letters",
        bool,
        default=True,
        label="Single-letter keys",
        help="Lets letters such as S or H act in the list and in the text; without them most have a key with Ctrl.",
    ),
    Setting(
        "tab_indents",
        bool,
        default=False,
        label="Tab indents in notes",
        help="Otherwise Tab leaves the note for the next part of the window.",
    ),
    Setting(
        "motion",
        bool,
        default=True,
        label="Motion",
        help="Lets a passage that was jumped to fade in; nothing else moves.",
    ),
    Setting(
        "language",
        str,
        "system",
        "Language",
        "The language of the window, or as the system has it.",
        choices=("system", "en", "sr-Latn", "sr-Cyrl"),
    ),
    *(
        Setting(
            f"highlight.{colour}",
            str,
            None,
            f"Name of {colour}",
            f"What {colour} highlights are for, such as “to use” or “doubtful”; empty for the colour alone.",
        )
        for colour in ("yellow", "blue", "rose", "green")
    ),
    Setting(
        "pictures.keep",
        bool,
        default=True,
        label="Keep pictures",
        help="Brings the pictures of an article along when it is clipped; those that are kept already stay.",
    ),
    Setting(
        "watch.folder",
        str,
        None,
        "Watched folder",
        "What comes into this folder is clipped while the program is open; empty for none.",
    ),
    Setting(
        "backup.folder",
        str,
        None,
        "Folder for backups",
        "Best on another disk, and never in the library's own folder; empty for the usual place.",
    ),
    Setting(
        "palette.used",
        str,
        None,
        "Used in the palette",
        "What was called by its name, the last one first, a line each with the number of times.",
        is_remembered=True,
    ),
    Setting(
        "last.library",
        str,
        None,
        "Last library",
        "The folder that was open when the program was closed.",
        is_remembered=True,
    ),
    Setting(
        "last.article",
        int,
        None,
        "Last article",
        "The article that was open when the program was closed.",
        is_remembered=True,
    ),
    Setting(
        "last.note",
        int,
        None,
        "Last note",
        "The note that was open when the program was closed.",
        is_remembered=True,
    ),
)
BY_NAME = {setting.name: setting for setting in SETTINGS}


class Settings:
    """The choices in force."""

    def __init__(self, file: Path, chosen: dict[str, Any], damaged: Path | None = None) -> None:
        self._file = file
        self._chosen = chosen
        self.damaged = damaged  # where a file lies in which no settings could be read

    @classmethod
    def load(cls) -> Settings:
        """Read the settings file; without one, or with one that cannot be read, the defaults hold."""
        file = paths.settings_file()
        chosen, damaged = _read(file)
        return cls(file, chosen, damaged)

    def get(self, name: str) -> Any:
        """Give the value in force; its type is the setting's kind, or None where that is the default."""
        setting = BY_NAME[name]
        value = self._chosen.get(name, setting.default)
        return value if setting.fits(value) else setting.default

    def set(self, name: str, value: Value) -> None:
        """Choose a value and write it down; raise BadValue when the setting cannot hold it.

        What another process wrote meanwhile is kept. A file that cannot be written costs nothing but the memory of
        the choice.
        """
        setting = BY_NAME[name]
        if not setting.fits(value):
            raise BadValue(
                value=value, kind=f"value for “{setting.label}”", expected=setting.expected
            )
        self._chosen = {**self._chosen, **_read(self._file)[0], name: value}
        try:
            _write(self._file, self._chosen)
        except OSError as error:
            logger.warning("the settings could not be written: %s", type(error).__name__)


def _read(file: Path) -> tuple[dict[str, Any], Path | None]:
    """Give what was chosen; of a file that holds no settings nothing, and where it was put aside."""
    try:
        chosen = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}, None
    except OSError as error:
        logger.warning("the settings could not be read: %s", type(error).__name__)
        return {}, None
    except (ValueError, RecursionError):
        chosen = None
    if isinstance(chosen, dict):
        return chosen, None
    logger.warning("the settings file holds no settings; it is kept beside")
    aside = next(one for one in _names_aside(file) if not one.exists())
    with suppress(OSError):
        return {}, file.replace(aside)
    return {}, None


def _names_aside(file: Path) -> Iterator[Path]:
    yield file.with_name("settings.damaged.json")
    for number in itertools.count(2):
        yield file.with_name(f"settings.damaged-{number}.json")


def _write(file: Path, chosen: dict[str, Any]) -> None:
    """Write beside and rename: whoever reads meanwhile, or after a power cut, finds the old file or the new one."""
    paths.private(file.parent)
    number, name = tempfile.mkstemp(dir=file.parent, prefix=".settings-")  # 0600 from the start
    try:
        with os.fdopen(number, "w", encoding="utf-8") as out:
            json.dump(chosen, out, ensure_ascii=False, indent=2, sort_keys=True)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
