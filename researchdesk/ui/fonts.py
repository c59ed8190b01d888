# SPDX-License-Identifier: MIT
"""The fonts by role: families, sizes, weights.

Qt 6.11 ignores `setWeight` on a variable font from 500 to 600 and smears it at 700; the axis `wght` must be set. So a
font is made here and nowhere else, and the style sheet names none.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase

BASE_PX = 13.0  # interface text at 100 %
READER_PX = 18.0  # the reader's text, unless the setting says otherwise
HEADLINE_GROWTH = 0.55  # headlines grow by less than text, so that 200 % leaves room to read
ROLES = {  # role: (family, px at 100 %, weight); "reader..." follow the reader's own size
    "ui": ("sans", 13, 400),
    "ui_medium": ("sans", 13, 500),
    "ui_strong": ("sans", 13, 600),
    "small": ("sans", 12, 400),
    "small_strong": ("sans", 12, 600),
    "tiny": ("sans", 11, 500),
    "title": ("sans", 14, 650),
    "title_read": ("sans", 14, 460),
    "heading": ("sans", 16, 600),
    "lead": ("sans", 16, 400),
    "display": ("serif", 30, 600),
    "display_lead": ("serif", 18, 400),
    "quote": ("serif", 15, 400),
    "snippet": ("sans", 12.5, 400),
    "snippet_hit": ("sans", 12.5, 600),
    "editor": ("sans", 14.5, 400),
    "editor_strong": ("sans", 14.5, 600),
    "editor_title": ("sans", 20, 600),
    "code": ("mono", 13, 400),
    "reader": ("serif", 18, 400),
    "reader_title": ("serif", 29, 600),
    "reader_heading": ("serif", 21, 600),
    "reader_strong": ("serif", 18, 650),
    "reader_code": ("mono", 15, 400),
    "reader_byline": ("sans", 13, 400),
}
FAMILIES = {
    "sans": ["Inter", "Adwaita Sans", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans"],
    "serif": ["Source Serif 4", "Charter", "Georgia", "Noto Serif", "DejaVu Serif"],
    "mono": ["JetBrains Mono", "Cascadia Mono", "SF Mono", "Noto Sans Mono", "DejaVu Sans Mono"],
}
PACKAGES = ("fontpkg_inter", "fontpkg_source_serif_4", "fontpkg_jetbrains_mono")


def load() -> list[str]:
    """Register the packaged fonts and give their families; without them the next family of each stack serves."""
    found: set[str] = set()
    for package in PACKAGES:
        spec = importlib.util.find_spec(
            package
        )  # importlib.resources would cost 18 ms of the start
        if spec is None or not spec.submodule_search_locations:
            continue
        for file in (Path(spec.submodule_search_locations[0]) / "files").glob("*.ttf"):
            number = QFontDatabase.addApplicationFontFromData(QByteArray(file.read_bytes()))
            found.update(QFontDatabase.applicationFontFamilies(number))
    return sorted(found)


def make(role: str, interface: float, reader_px: float) -> QFont:
    """Make the font of a role; `interface` is the text size (1.0 at 100 %), `reader_px` that of the reader's text."""
    family, size, weight = ROLES[role]
    growth = reader_px / READER_PX if role.startswith("reader") else interface
    if size > 19:
        growth = 1 + (growth - 1) * HEADLINE_GROWTH
    font = QFont()
    font.setFamilies(FAMILIES[family])
    font.setPixelSize(max(1, round(size * growth)))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if weight != 400:
        font.setWeight(QFont.Weight(min(weight, 600)))  # what a family without axes goes by
    font.setVariableAxis(QFont.Tag("wght"), weight)
    if family == "serif":
        font.setVariableAxis(QFont.Tag("opsz"), min(60, max(8, font.pixelSize() * 0.75)))
    return font


def italic(font: QFont) -> QFont:
    """Give the slanted face of a font."""
    slanted = QFont(font)
    slanted.setItalic(True)
    return slanted
