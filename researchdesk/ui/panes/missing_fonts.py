# SPDX-License-Identifier: MIT
"""Say when this computer has no font for a script of the text: boxes alone would not tell what is wrong."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from researchdesk.ui.translate import plural, tr
from researchdesk.ui.widgets.announce import announce
from researchdesk.ui.widgets.dressing import button, dress, label, tool

if TYPE_CHECKING:
    from collections.abc import Iterable

    from researchdesk.ui.style import Style

    Scripts = tuple[tuple[str, str], ...]  # (script, a letter of it)

FIRST = "\u0530"  # below it stand the letters that the fonts of the program hold
NAMES = {"CJK": "Chinese", "HIRAGANA": "Japanese", "KATAKANA": "Japanese", "HANGUL": "Korean"}
PACKAGES = {
    "Chinese": "fonts-noto-cjk",
    "Japanese": "fonts-noto-cjk",
    "Korean": "fonts-noto-cjk",
}
OTHER_PACKAGE = "fonts-noto-core"  # holds the scripts that have no package of their own here


def scripts_of(text: str) -> Scripts:
    """Give the scripts of a text beyond Latin, Greek and Cyrillic, each with a letter of it; any thread."""
    found: dict[str, str] = {}
    for letter in sorted(one for one in set(text) if one >= FIRST):
        word = unicodedata.name(letter, "").partition(" ")[0]
        if word and unicodedata.category(letter)[0] == "L":
            found.setdefault(NAMES.get(word, word.capitalize()), letter)
    return tuple(found.items())


def can_show(style: Style, letter: str) -> bool:
    """Say whether a font of this computer holds a letter, as the text would be drawn."""
    return style.metrics("reader").inFontUcs4(ord(letter))


def packages_for(scripts: Iterable[str]) -> list[str]:
    """Name the packages of Debian that hold fonts for these scripts, each once."""
    return list(dict.fromkeys(PACKAGES.get(one, OTHER_PACKAGE) for one in scripts))


class FontNotice(QFrame):
    """A strip above the text; what was read once and closed is not said again while the window is open."""

    def __init__(self, style: Style, text: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text  # has the keys once the notice is closed
        self._style = style
        self._missing: tuple[str, ...] = ()
        self._closed: set[str] = set()
        self._known: dict[str, bool] = {}
        self.setObjectName("strip")
        self.setAccessibleName(tr("Notice"))
        self._row = QHBoxLayout(self)
        self.words = label(style)
        self.words.setWordWrap(True)
        self.copy = button(style, tr("Copy the command"))
        self.copy.clicked.connect(self._copy)
        self.close_button = tool(style, "close", tr("Close the notice"), size=12)
        self.close_button.clicked.connect(self._close)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.copy)
        self._row.addWidget(self.close_button)
        self._dress()
        style.changed.connect(self._dress)
        self.hide()

    @property
    def command(self) -> str:
        """What installs the fonts that are missing."""
        return "sudo apt install " + " ".join(packages_for(self._missing))

    def look(self, scripts: Scripts) -> None:
        """Say which of these scripts no font holds; nothing when all can be shown."""
        missing = tuple(name for name, letter in scripts if not self._holds(name, letter))
        is_new = missing != self._missing
        self._missing = missing
        is_wanted = not set(missing) <= self._closed
        self.setVisible(is_wanted)
        if is_wanted and is_new:
            packages = packages_for(missing)
            self.words.setText(
                plural(
                    "This computer has no font for {script}. On Debian the package is {package}.",
                    "This computer has no font for {script}. On Debian the packages are {package}.",
                    len(packages),
                    script=", ".join(tr(one) for one in missing),
                    package=", ".join(packages),
                )
            )
            self.copy.setText(tr("Copy the command"))
            announce(self, self.words.text())

    def _dress(self) -> None:
        px = self._style.px
        self._row.setContentsMargins(px(16), px(6), px(10), px(6))
        self._row.setSpacing(px(8))
        dress(self._style, self)

    def _holds(self, name: str, letter: str) -> bool:
        if name not in self._known:
            self._known[name] = can_show(self._style, letter)
        return self._known[name]

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.command)
        announce(self, tr("The command is copied."))
        self.copy.setText(tr("Copied"))

    def _close(self) -> None:
        self._closed |= set(self._missing)
        self.hide()
        self._text.setFocus()
