# SPDX-License-Identifier: MIT
"""A strip under the top bar: a state of the library, in one sentence with its buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from researchdesk.ui.translate import tr
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.announce import announce

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from researchdesk.ui.style import Style

    Way = tuple[str, Callable[[], object]]


class Strip(QFrame):
    """One sentence over the whole width of the window; `kind` is "notice" or "warning"."""

    def __init__(
        self, style: Style, sentence: str, ways: Sequence[Way], kind: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setProperty("warning", kind == "warning")
        self.setAccessibleName(tr("Notice"))
        self.sentence = sentence
        self.buttons: list[QPushButton] = []
        self._style = style
        self._row = row = QHBoxLayout(self)
        words = dressing.label(style, sentence)
        words.setWordWrap(True)
        row.addWidget(words, 1)
        for text, act in ways:
            button = dressing.button(style, text)
            button.clicked.connect(lambda _=False, act=act: self._take(act))
            row.addWidget(button)
            self.buttons.append(button)
        self._dress()
        style.changed.connect(self._dress)

    def _dress(self) -> None:
        px = self._style.px
        self._row.setContentsMargins(px(16), px(6), px(10), px(6))
        self._row.setSpacing(px(8))
        dressing.dress(self._style, self)

    def _take(self, act: Callable[[], object]) -> None:
        self.hide()
        self.deleteLater()
        act()


class Strips(QWidget):
    """The strips that stand now, one below the other; the same sentence never twice."""

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def shown(self) -> list[Strip]:
        """The strips that stand now."""
        return [one for one in self.findChildren(Strip) if not one.isHidden()]

    def put(self, sentence: str, ways: Sequence[Way] = (), kind: str = "notice") -> None:
        """Say a sentence, with its buttons and OK where there is none."""
        if any(one.sentence == sentence for one in self.shown):
            return
        ways = ways or [(tr("OK"), lambda: None)]
        self._column.addWidget(Strip(self._style, sentence, ways, kind, self))
        announce(self, sentence)

    def clear(self) -> None:
        """Take all of them away: another library was opened."""
        for one in self.shown:
            one.hide()
            one.deleteLater()
