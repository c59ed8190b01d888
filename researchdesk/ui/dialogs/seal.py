# SPDX-License-Identifier: MIT
"""The seal of the archive: the number, what it shows and what not, and the place to look for an earlier one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from researchdesk.ui.translate import error_sentence, moment_day, plural, tr
from researchdesk.ui.verbs import seals
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.announce import announce

if TYPE_CHECKING:
    from researchdesk.model.errors import UserError
    from researchdesk.model.seal import Seal
    from researchdesk.ui.desk import Desk

WIDTH = 600  # px at 100 %: the number in one line


class SealDialog(QDialog):
    """Shows the seal as it was when the dialog opened."""

    def __init__(self, desk: Desk, parent: QWidget, seal: Seal) -> None:
        super().__init__(parent)
        self._desk, self._seal = desk, seal
        style, px = desk.style, desk.style.px
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Seal of the archive"))
        self.setFixedWidth(px(WIDTH))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(24), px(20), px(24), px(16))
        self._column.setSpacing(px(8))
        self.number = self._line(tr("Seal of the archive"), seal.head or "")
        self.number.setReadOnly(True)
        self.earlier = self._line(tr("A seal that you wrote down earlier"))
        self.answer = dressing.label(style, "", "small", "soft")
        self.answer.setWordWrap(True)
        self.copy = dressing.button(style, tr("Copy"), "primary", "ui_strong")
        self.copy.setDefault(True)
        self.copy.clicked.connect(self._on_copy)
        self.look = dressing.button(style, tr("Look for it"))
        self.look.clicked.connect(self._on_look)
        self.earlier.returnPressed.connect(self._on_look)
        self._build()

    def _build(self) -> None:
        style, px = self._desk.style, self._desk.style.px
        self._say(self._state(), "ui")
        is_there = self._seal.head is not None
        if is_there:
            self._column.addWidget(self.number)
            shows = tr(
                "Write it down outside of this computer, or send it to somebody. Found here again later, it shows "
                "that no page received until then was changed, taken out or put in since."
            )
            shows_not = tr(
                "It does not show that a page stood on the web like that, nor when: the clock was this computer’s. "
                "Texts, notes and highlights are not in it."
            )
            self._say(shows, "small")
            self._say(shows_not, "small")
            self._column.addSpacing(px(8))
            words = dressing.label(style, self.earlier.accessibleName(), "ui_medium")
            words.setBuddy(self.earlier)
            self._column.addWidget(words)
            row = QHBoxLayout()
            row.setSpacing(px(8))
            row.addWidget(self.earlier, 1)
            row.addWidget(self.look)
            self._column.addLayout(row)
            self._column.addWidget(self.answer)
        self._column.addSpacing(px(8))
        row = QHBoxLayout()
        row.addStretch(1)
        close = dressing.button(style, tr("Close"))
        close.clicked.connect(self.reject)
        row.addWidget(close)
        if is_there:
            row.addWidget(self.copy)
            self.number.setFocus()
            self.number.selectAll()
        self._column.addLayout(row)

    def _state(self) -> str:
        seal = self._seal
        if not seal.is_whole:
            return tr(
                "The chain of pages is not as it was written. See what is damaged: researchdesk verify --deep."
            )
        if seal.made_at is None:
            return tr("No page was received yet, so there is nothing to seal.")
        return plural(
            "This number stands for 1 page that was received or deleted, on {when}.",
            "This number stands for {n} pages that were received or deleted, in their order, the last on {when}.",
            seal.links,
            when=moment_day(seal.made_at),
        )

    def _say(self, words: str, role: str) -> None:
        label = dressing.label(self._desk.style, words, role, "" if role == "ui" else "soft")
        label.setWordWrap(True)
        self._column.addWidget(label)

    def _line(self, name: str, words: str = "") -> QLineEdit:
        made = QLineEdit(words)
        made.setFont(self._desk.style.font("code"))
        made.setProperty(dressing.ROLE, "code")
        made.setAccessibleName(name)
        return made

    def _on_copy(self) -> None:
        QApplication.clipboard().setText(self.number.text())
        self._answer(tr("Copied."))

    def _on_look(self) -> None:
        typed = self.earlier.text()
        self._desk.ask(
            lambda library: seals.place_of(library, typed),
            self._on_place,
            key="seal",
            failed=self._on_wrong,
        )

    def _on_place(self, place: int | None) -> None:
        if place is None:
            self._answer(
                tr(
                    "It is not in this library: it is another library’s, or the chain was made anew since."
                )
            )
        elif place == self._seal.links:
            self._answer(tr("It is the seal of today: no page was received or deleted since."))
        else:
            more = self._seal.links - place
            self._answer(
                plural(
                    "It is here: what was received until then is unchanged, and 1 page was received or deleted since.",
                    "It is here: what was received until then is unchanged, "
                    "and {n} pages were received or deleted since.",
                    more,
                )
            )

    def _on_wrong(self, error: UserError) -> None:
        self._answer(error_sentence(error))

    def _answer(self, words: str) -> None:
        self.answer.setText(words)
        announce(self.answer, words)
        self.adjustSize()
