# SPDX-License-Identifier: MIT
"""The clips that failed, each with its reason: try again, or let it be."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from researchdesk.ui.translate import moment_day, tr
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.parts import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.model.clipping import FailedClip
    from researchdesk.ui.style import Style

WIDTH, HEIGHT = 660, 440  # px at 100 %
LONGEST = 90  # characters of an address or path
MOST = 100  # lines
_BREAKABLE = re.compile(r"[/\-_.?&=](?=\w)|\w{30}")  # where an address may go on in the next line


class FailedClipsDialog(QDialog):
    """A line for each source; what is decided on leaves the list."""

    again_wanted = Signal(object)  # FailedClips, to be clipped again
    dismissed = Signal(object)  # FailedClips

    def __init__(self, style: Style, failed: Sequence[FailedClip], parent: QWidget) -> None:
        super().__init__(parent)
        self.deeds: list[QPushButton] = []  # what changes the library
        self._style = style
        self._left = {one.id: one for one in failed}
        self._lines: dict[int, QWidget] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Clips that failed"))
        px = style.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(16))
        column.setSpacing(px(10))
        column.addWidget(dressing.label(style, tr("Clips that failed"), "heading"))
        self._nothing = dressing.label(style, tr("No clip has failed."), "ui", "soft")
        column.addWidget(self._nothing)
        self._scroll = self._list(list(failed)[:MOST])
        column.addWidget(self._scroll, 1)
        column.addStretch(0)
        column.addLayout(self._foot())
        self.resize(px(WIDTH), px(HEIGHT) if failed else self.sizeHint().height())
        self._show_rest()

    def _list(self, failed: Sequence[FailedClip]) -> QScrollArea:
        page = QWidget()
        rows = QVBoxLayout(page)
        rows.setContentsMargins(0, 0, self._style.px(10), 0)
        rows.setSpacing(self._style.px(14))
        for one in failed:
            line = self._line(one)
            self._lines[one.id] = line
            rows.addWidget(line)
        rows.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setStyleSheet(
            "QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }"
        )
        scroll.setWidget(page)
        return scroll

    def _line(self, one: FailedClip) -> QWidget:
        style = self._style
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.px(2))
        value = one.source.value
        short = value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…"
        name = ElidedLabel(style, value, "ui_medium", "")
        name.setToolTip(value)
        column.addWidget(name)
        why = dressing.label(
            style, _BREAKABLE.sub("\\g<0>\N{ZERO WIDTH SPACE}", one.sentence), "small", "soft"
        )
        why.setWordWrap(True)
        column.addWidget(why)
        row = QHBoxLayout()
        row.setSpacing(style.px(14))
        for words, signal in (
            (tr("Try again"), self.again_wanted),
            (tr("Dismiss"), self.dismissed),
        ):
            made = dressing.button(style, words, "quiet flush", "small")
            made.setAccessibleName(f"{words}: {short}")
            made.clicked.connect(functools.partial(self._take, signal, one.id))
            row.addWidget(made)
            self.deeds.append(made)
        row.addStretch(1)
        row.addWidget(dressing.label(style, moment_day(one.at), "small", "faint"))
        column.addLayout(row)
        return line

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._all = dressing.button(self._style, tr("Try all again"))
        self._all.clicked.connect(self._take_all)
        self.deeds.append(self._all)
        row.addWidget(self._all)
        row.addStretch(1)
        close = dressing.button(self._style, tr("Close"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        close.setFocus()
        row.addWidget(close)
        return row

    def _take(self, signal: object, number: int) -> None:
        one = self._left.pop(number)
        line = self._lines.pop(number)
        line.hide()
        line.deleteLater()
        self._show_rest()
        signal.emit([one])  # type: ignore[attr-defined]

    def _take_all(self) -> None:
        self.accept()
        self.again_wanted.emit(list(self._left.values()))

    def _show_rest(self) -> None:
        self._nothing.setVisible(not self._left)
        self._scroll.setVisible(bool(self._left))
        self._all.setVisible(len(self._left) > 1)
