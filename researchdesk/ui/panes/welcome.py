# SPDX-License-Identifier: MIT
"""The first start: one field to clip the first article, and the other ways to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from researchdesk.ui.incoming import address_of
from researchdesk.ui.translate import tr
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.announce import announce
from researchdesk.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from researchdesk.ui.desk import Desk

WIDTH = 540  # px at 100 %
WORDS = {
    "clip_files": "Clip files…",
    "clip_paste": "Paste a text…",
    "import_archive": "Import an archive…",
    "open_library": "Open a library…",
    "open_sample": "Open the sample library",
}
LEAD = (
    "Paste the address of an article. Its text, pictures and date are kept on this computer, "
    "and you can search them without a connection."
)


class Welcome(QScrollArea):
    """Shown while the library holds nothing."""

    address_given = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("welcome")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.address = QLineEdit()
        self.error = dressing.label(desk.style, "", "small", "error")
        self.clip = dressing.button(desk.style, tr("Clip"), "primary", "ui_strong")
        self._build()
        self.clip.clicked.connect(self._on_clip)
        self.address.returnPressed.connect(self._on_clip)
        self.address.textEdited.connect(self.error.hide)
        self.error.hide()
        desk.style.changed.connect(self._dress)

    def _build(self) -> None:
        style = self._desk.style
        page = QWidget()
        page.setObjectName("welcome_page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QHBoxLayout(page)
        outer.addStretch(1)
        self._inner = QWidget()
        outer.addWidget(self._inner)
        outer.addStretch(1)
        self._column = QVBoxLayout(self._inner)
        self._column.addStretch(2)
        title = dressing.label(style, tr("Clip your first article"), "display")
        self._lead = dressing.label(style, tr(LEAD), "display_lead", "soft")
        self._lead.setWordWrap(True)
        self._column.addWidget(title)
        self._column.addWidget(self._lead)
        self._column.addSpacing(style.px(10))
        self._column.addLayout(self._field())
        self._column.addWidget(self.error)
        words = tr("Ctrl+V anywhere in the window clips the address you have copied.")
        self._paste = dressing.label(style, words, "small", "faint")
        self._paste.setWordWrap(True)
        self._column.addWidget(self._paste)
        self._column.addSpacing(style.px(14))
        self._column.addWidget(self._drop())
        self._column.addSpacing(style.px(10))
        self._column.addLayout(self._links())
        self._column.addStretch(3)
        self.setWidget(page)
        self._dress()

    def _field(self) -> QHBoxLayout:
        style, row = self._desk.style, QHBoxLayout()
        row.setSpacing(style.px(8))
        self.address.setPlaceholderText("https://")
        self.address.setProperty(dressing.ROLE, "lead")
        self.address.setAccessibleName(tr("Address of an article"))
        row.addWidget(self.address, 1)
        row.addWidget(self.clip)
        return row

    def _drop(self) -> QFrame:
        style, frame = self._desk.style, QFrame()
        frame.setObjectName("drop")
        row = QHBoxLayout(frame)
        row.setContentsMargins(*(style.px(16),) * 4)
        row.setSpacing(style.px(12))
        row.addWidget(dressing.picture(style, "clip", "ink.soft", 22))
        words = dressing.label(
            style, tr("Or drop files, folders, addresses or text here."), "ui", "soft"
        )
        words.setWordWrap(True)
        row.addWidget(words, 1)
        return frame

    def _links(self) -> FlowLayout:
        style, actions = self._desk.style, self._desk.actions
        row = FlowLayout(style.px(2))
        for name in WORDS:
            link = dressing.button(style, tr(WORDS[name]), "quiet flush")
            link.setToolTip(actions.tip(name))
            link.clicked.connect(lambda _=False, name=name: actions.trigger(name))
            row.addWidget(link)
        return row

    def _dress(self) -> None:
        px = self._desk.style.px
        self._column.setSpacing(px(10))
        self._inner.setFixedWidth(px(WIDTH))
        self.address.setFont(self._desk.style.font("lead"))
        self.address.setMinimumHeight(px(34))
        self.clip.setMinimumHeight(px(34))
        dressing.dress(self._desk.style, self)
        for words in (self._lead, self._paste):
            words.setMinimumHeight(max(0, words.heightForWidth(px(WIDTH))))

    def _on_clip(self) -> None:
        address = address_of(self.address.text())
        if address is None:
            words = tr("Write an address such as https://example.org/page.")
            self.error.setText(words)
            self.error.show()
            announce(self.address, words)
            self.address.setFocus()
            return
        self.address.clear()
        self.address_given.emit(address)
