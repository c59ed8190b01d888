# SPDX-License-Identifier: MIT
"""About the program: its version, what it is built on, and under which licences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from researchdesk import __version__
from researchdesk.ui.translate import tr
from researchdesk.ui.widgets import dressing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib import metadata

    from researchdesk.ui.desk import Desk

BUILT_ON = (
    "PySide6-Essentials", "shiboken6", "backports.zstd", "brotli", "charset-normalizer", "click",
    "fontpkg-inter", "fontpkg-jetbrains-mono", "fontpkg-source-serif-4", "lxml", "lxml-html-clean",
    "markdown-it-py", "mdit-py-plugins", "nh3", "numpy", "platformdirs", "py3langid",
    "python-crfsuite", "sqlite-utils", "trafilatura", "warcio", "whoosh-reloaded",
)  # fmt: skip
QT_SOURCE = (
    "The window is drawn with Qt, used under the LGPL 3; its source is at "
    "https://download.qt.io and https://code.qt.io, and its libraries may be replaced by your own."
)
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
WIDTH, HEIGHT = 640, 520  # px at 100 %


class Part(Struct, frozen=True):
    """A package that the program is built on."""

    name: str
    version: str
    licence: str


def parts() -> list[Part]:
    """Give every package that the program is built on, those included that its parts are built on."""
    from importlib import metadata  # slow to load, so not in the window's thread

    found: dict[str, Part] = {}
    waiting = list(BUILT_ON)
    while waiting:
        name = waiting.pop()
        key = name.lower().replace("_", "-")
        if key in found:
            continue
        try:
            held = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        found[key] = Part(held.metadata["Name"], held.version, licence_of(held.metadata))
        waiting += _needs(held)
    return [found[key] for key in sorted(found)]


def licence_of(held: metadata.PackageMetadata) -> str:
    """Give the licence as a package states it, shortly."""
    for field in ("License-Expression", "License"):
        words = (held.get_all(field) or [""])[0]
        if words and words != "UNKNOWN" and "\n" not in words.strip() and len(words) < 80:
            return str(words.strip())
    classifiers = held.get_all("Classifier") or []
    named = [one.rsplit("::", 1)[-1].strip() for one in classifiers if one.startswith("License")]
    return ", ".join(named) or tr("see its own file")


def _needs(held: metadata.Distribution) -> Iterator[str]:
    for line in held.requires or []:
        if "extra ==" not in line and (name := NAME.match(line)):
            yield name.group()


class About(QDialog):
    """Version, licence, and the table of parts."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        style = desk.style
        self.setWindowTitle(tr("About ResearchDesk"))
        column = QVBoxLayout(self)
        column.setContentsMargins(*(style.px(n) for n in (24, 20, 24, 16)))
        column.setSpacing(style.px(8))
        column.addWidget(dressing.label(style, "ResearchDesk", "display"))
        words = tr("Version {version}. Free software under the MIT licence.", version=__version__)
        column.addWidget(dressing.label(style, words, "ui", "soft"))
        source = dressing.label(style, tr(QT_SOURCE), "small", "soft")
        source.setWordWrap(True)
        source.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(source)
        self.table = self._table(desk)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        close = dressing.button(style, tr("Close"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        row.addWidget(close)
        column.addLayout(row)
        self.resize(style.px(WIDTH), style.px(HEIGHT))
        desk.jobs.ask(lambda _: parts(), self._fill, key="about")

    def _table(self, desk: Desk) -> QTableWidget:
        table = QTableWidget(0, 3, self)
        table.setObjectName("parts")
        table.setAccessibleName(tr("What the program is built on"))
        table.setHorizontalHeaderLabels([tr("Part"), tr("Version"), tr("Licence")])
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        header = table.horizontalHeader()
        header.setFont(desk.style.font("small_strong"))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for number in (0, 1):
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        return table

    def _fill(self, found: list[Part]) -> None:
        self.table.setRowCount(len(found))
        for at, part in enumerate(found):
            for column, words in enumerate((part.name, part.version, part.licence)):
                self.table.setItem(at, column, QTableWidgetItem(words))
