# SPDX-License-Identifier: MIT
"""The bar over a selection made by mouse: four colours, Comment, Cite, Tag. It never takes the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton

from researchdesk.model.passage import Colour
from researchdesk.ui.translate import tr
from researchdesk.ui.widgets.raised import Raised

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from researchdesk.ui.style import Style

COLOURS = {"yellow": "yellow", "blue": "blue", "rose": "rose", "green": "green"}
DEEDS = (
    ("comment", "Comment", "N", "annotations"),
    ("cite", "Cite", "C", "cite"),
    ("tag", "Tag", "T", "tag"),
)


def colour_name(style: Style, colour: str) -> str:
    """Say the name of a highlight colour, and what the user calls it."""
    name = tr(COLOURS[colour])
    own = style.own_name(colour)
    return f"{name} ({own})" if own else name


class SelectionBar(Raised):
    """What can be done with the selected words."""

    coloured = Signal(str)
    chosen = Signal(str)  # comment, cite or tag

    def __init__(self, style: Style, parent: QWidget) -> None:
        super().__init__(style, parent)
        self.setAccessibleName(tr("Selected words"))
        row = QHBoxLayout(self)
        row.setContentsMargins(style.px(8), style.px(5), style.px(8), style.px(5))
        row.setSpacing(style.px(2))
        self._discs: dict[str, QToolButton] = {}
        for colour in Colour:
            disc = QToolButton(self)
            disc.clicked.connect(lambda _=False, one=colour.value: self.coloured.emit(one))
            self._discs[colour.value] = disc
            row.addWidget(disc)
        self._deeds: dict[str, QToolButton] = {}
        for deed, words, key, icon in DEEDS:
            button = QToolButton(self)
            button.setText(tr(words))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self._deeds[icon] = button
            button.setAccessibleName(tr(words))
            button.setToolTip(f"{tr(words)}  {key}")
            button.clicked.connect(lambda _=False, one=deed: self.chosen.emit(one))
            row.addWidget(button)
        for button in self.findChildren(QToolButton):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        style.changed.connect(self.restyle)
        self.restyle()

    def restyle(self) -> None:
        """Draw the discs and icons anew."""
        style = self.style_of_desk
        for icon, button in self._deeds.items():
            button.setFont(style.font("ui"))
            button.setIcon(style.icon(icon, "ink.soft", 16))
            button.setIconSize(QSize(style.px(16), style.px(16)))
        for number, (colour, disc) in enumerate(self._discs.items(), 1):
            name = tr("Highlight in {colour}", colour=colour_name(style, colour))
            disc.setAccessibleName(name)
            disc.setToolTip(f"{name}  {number}")
            disc.setIcon(style.swatch(colour, 20))
            disc.setIconSize(QSize(style.px(20), style.px(20)))
