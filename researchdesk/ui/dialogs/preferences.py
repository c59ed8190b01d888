# SPDX-License-Identifier: MIT
"""The settings page, made from the table of settings; a choice holds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from researchdesk.config.settings import SETTINGS, Setting
from researchdesk.ui.translate import tr
from researchdesk.ui.widgets import dressing

if TYPE_CHECKING:
    from researchdesk.ui.desk import Desk

WIDTH, HEIGHT = 620, 600  # px at 100 %
UNITS = {"interface.size": " %", "reader.size": " px"}
STEPS = {"interface.size": 10}
WORDS = {
    "system": "As the system has it",
    "light": "Light",
    "dark": "Dark",
    "comfortable": "Comfortable",
    "compact": "Compact",
    "en": "English",
}


class Preferences(QDialog):
    """One row for each setting: its name, its control, what it does."""

    changed = Signal(str)  # name of a setting

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.controls: dict[str, QWidget] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Preferences"))
        self._build()

    def _build(self) -> None:
        style, px = self._desk.style, self._desk.style.px
        page = QWidget()
        page.setObjectName("page")
        grid = QGridLayout(page)
        grid.setContentsMargins(px(24), px(16), px(24), px(16))
        grid.setHorizontalSpacing(px(24))
        grid.setVerticalSpacing(px(2))
        grid.setColumnStretch(0, 1)
        for number, setting in enumerate(one for one in SETTINGS if not one.is_remembered):
            name = dressing.label(style, tr(setting.label), "ui_medium")
            words = dressing.label(style, tr(setting.help), "small", "soft")
            words.setWordWrap(True)
            control = self._control(setting)
            control.setFont(style.font("ui"))
            control.setAccessibleName(tr(setting.label))
            control.setAccessibleDescription(tr(setting.help))
            name.setBuddy(control)
            self.controls[setting.name] = control
            top = 3 * number
            grid.addWidget(name, top, 0)
            grid.addWidget(words, top + 1, 0)
            grid.addWidget(control, top, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
            grid.setRowMinimumHeight(top + 2, px(12))
        area = QScrollArea()
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, px(12))
        column.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(px(24), px(8), px(24), 0)
        foot.addStretch(1)
        close = dressing.button(style, tr("Close"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        column.addLayout(foot)
        parent = self.parentWidget()
        room = parent.height() - px(40) if parent else px(HEIGHT)
        self.resize(px(WIDTH), min(px(HEIGHT), room))

    def _control(self, setting: Setting) -> QWidget:
        value = self._desk.settings.get(setting.name)
        if setting.choices:
            box = QComboBox()
            for choice in setting.choices:
                box.addItem(tr(WORDS.get(choice, choice)), choice)
            box.setCurrentIndex(setting.choices.index(value))
            box.currentIndexChanged.connect(lambda at: self._set(setting, setting.choices[at]))
            return box
        if setting.kind is bool:
            check = QCheckBox()
            check.setChecked(bool(value))
            check.toggled.connect(lambda on: self._set(setting, bool(on)))
            return check
        if setting.kind is str:
            line = QLineEdit(value or "")
            line.editingFinished.connect(lambda: self._set(setting, line.text().strip() or None))
            return line
        number = QSpinBox()
        number.setRange(setting.least or 0, setting.most or 10_000)
        number.setSingleStep(STEPS.get(setting.name, 1))
        number.setSuffix(UNITS.get(setting.name, ""))
        number.setValue(int(value))
        number.setKeyboardTracking(False)
        number.lineEdit().setTextMargins(
            self._desk.style.px(6), 0, 0, 0
        )  # the padding of style sheets is passed over
        number.valueChanged.connect(lambda n: self._set(setting, int(n)))
        return number

    def _set(self, setting: Setting, value: str | int | bool | None) -> None:
        self._desk.settings.set(setting.name, value)
        self._desk.style.refresh()
        self.changed.emit(setting.name)
