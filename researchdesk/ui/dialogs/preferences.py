# SPDX-License-Identifier: MIT
"""The settings page, made from the table of settings; a choice holds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
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
from researchdesk.ui import languages
from researchdesk.ui.earlier import EarlierSearches
from researchdesk.ui.style import COLOURS
from researchdesk.ui.translate import tr
from researchdesk.ui.turns import Turns
from researchdesk.ui.used import Used
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.announce import announce
from researchdesk.ui.widgets.parts import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from researchdesk.ui.desk import Desk

WIDTH, HEIGHT = 640, 620  # px at 100 %
CONTROL = 190  # px at 100 %: the column of the controls
MOST_LETTERS = 1000  # of a text
UNITS = {"interface.size": " %", "reader.size": " px"}
STEPS = {"interface.size": 10}
WORDS = {
    "system": "As the system has it",
    "light": "Light",
    "dark": "Dark",
    "comfortable": "Comfortable",
    "compact": "Compact",
}


SECTIONS = (  # what stands in none of them stands in the last
    (
        "The window",
        ("theme", "interface.size", "density", "menu_bar", "motion", "language"),
    ),
    ("Reading", ("reader.size", "reader.measure")),
    ("Keys", ("single_letters", "tab_indents")),
    ("Highlights", tuple(f"highlight.{colour}" for colour in COLOURS)),
    ("The library", ()),
)


class Preferences(QDialog):
    """One row for each setting: its name, its control, what it does."""

    changed = Signal(str)  # name of a setting
    made = Signal()  # all rows stand

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._top = 0  # the next row of the grid
        self.controls: dict[str, QWidget] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Preferences"))
        self._grid = QGridLayout()
        self._turns = Turns(self)
        desk.style.changed.connect(self._on_style)
        self._fit()

    def make(self) -> None:
        """Make the rows, a few a turn; `made` says when all stand."""
        self._turns.begin(self._rows())

    def _rows(self) -> Iterator[None]:
        style, px = self._desk.style, self._desk.style.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, px(12))
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        column.addWidget(area, 1)
        page = QWidget(area)
        page.setObjectName("page")
        page.setLayout(self._grid)
        area.setWidget(page)  # filled afterwards: what moves is dressed again
        for words, settings in sections():
            self._head(words)
            for setting in settings:
                self._row(setting.name, setting.label, setting.help, self._control(setting))
                yield
        self._head("Memory")
        self.forget = dressing.button(style, tr("Forget them"))
        self.forget.clicked.connect(self._forget)
        self._row(
            "forget",
            "Earlier searches",
            "They are proposed while you type, as is what you went to last with Ctrl+K.",
            self.forget,
        )
        foot = QHBoxLayout()
        foot.setContentsMargins(px(24), px(8), px(24), 0)
        foot.addStretch(1)
        close = dressing.button(style, tr("Close"), "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        column.addLayout(foot)
        self.made.emit()

    def _head(self, words: str) -> None:
        """Write the word over a section."""
        if self._top:
            self._grid.setRowMinimumHeight(self._top, self._desk.style.px(10))
            self._grid.addWidget(rule(), self._top, 0, 1, 2, Qt.AlignmentFlag.AlignVCenter)
        head = dressing.label(self._desk.style, tr(words), "heading")
        self._grid.addWidget(head, self._top + 1, 0, 1, 2)
        self._grid.setRowMinimumHeight(self._top + 2, self._desk.style.px(6))
        self._top += 3

    def _row(self, name: str, label: str, words: str, control: QWidget) -> None:
        """Write the name and the help of a choice beside its control."""
        style = self._desk.style
        title = dressing.label(style, tr(label), "ui_medium")
        title.setBuddy(control)
        help_words = dressing.label(style, tr(words), "small", "soft")
        help_words.setWordWrap(True)
        if control.property(dressing.ROLE) is None:
            control.setProperty(dressing.ROLE, "ui")
        control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        control.installEventFilter(self)
        control.setAccessibleName(tr(label))
        control.setAccessibleDescription(tr(words))
        self.controls[name] = control
        self._grid.addWidget(title, self._top, 0)
        self._grid.addWidget(help_words, self._top + 1, 0)
        self._grid.addWidget(control, self._top, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        for one in (title, help_words, control):
            dressing.polish(one)
        self._grid.setRowMinimumHeight(self._top + 2, style.px(12))
        self._top += 3

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the wheel move the page, not change a choice that it happens to pass over."""
        is_wheel = event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget)
        if is_wheel and not watched.hasFocus():  # type: ignore[attr-defined]
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _on_style(self) -> None:
        """Take fonts and lengths from the style: the page is looked at while it changes them."""
        dressing.dress(self._desk.style, self)
        self._fit()

    def _fit(self) -> None:
        px = self._desk.style.px
        self._grid.setContentsMargins(px(24), px(16), px(24), px(16))
        self._grid.setHorizontalSpacing(px(24))
        self._grid.setVerticalSpacing(px(2))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnMinimumWidth(1, px(CONTROL))
        parent = self.parentWidget()
        room = parent.size() - QSize(px(40), px(40)) if parent else QSize(px(WIDTH), px(HEIGHT))
        self.resize(QSize(px(WIDTH), px(HEIGHT)).boundedTo(room))

    def _forget(self) -> None:
        EarlierSearches().clear()
        Used(self._desk.settings).clear()
        self.forget.setEnabled(False)
        announce(self, tr("Forgotten."))

    def _control(self, setting: Setting) -> QWidget:
        value = self._desk.settings.get(setting.name)
        if setting.choices:
            box = QComboBox()
            for choice in setting.choices:
                box.addItem(languages.name_of(choice) or tr(WORDS[choice]), choice)
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
            line.setMaxLength(MOST_LETTERS)
            line.editingFinished.connect(lambda: self._set(setting, line.text().strip() or None))
            return line
        number = QSpinBox()
        number.setRange(setting.least or 0, setting.most or 10_000)
        number.setSingleStep(STEPS.get(setting.name, 1))
        number.setSuffix(UNITS.get(setting.name, ""))
        number.setValue(int(value))
        number.setKeyboardTracking(False)
        inside = self._desk.style.px(6)  # the padding of style sheets is passed over
        number.lineEdit().setTextMargins(inside, 0, 0, 0)
        number.valueChanged.connect(lambda n: self._set(setting, int(n)))
        return number

    def _set(self, setting: Setting, value: str | int | bool | None) -> None:
        self._desk.settings.set(setting.name, value)
        self._desk.style.refresh()
        self.changed.emit(setting.name)


def sections() -> list[tuple[str, list[Setting]]]:
    """Give the settings that the user chooses in their sections."""
    shown = {one.name: one for one in SETTINGS if not one.is_remembered}
    found = [
        (words, [shown.pop(name) for name in names if name in shown]) for words, names in SECTIONS
    ]
    found[-1][1].extend(shown.values())
    return found
