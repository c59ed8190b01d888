# SPDX-License-Identifier: MIT
"""What stands where a list holds nothing: one sentence, and the ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from researchdesk.ui.translate import tr
from researchdesk.ui.widgets import dressing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from researchdesk.ui.places import Place
    from researchdesk.ui.style import Style

    Way = tuple[str, Callable[[], object]]

SENTENCES = {
    "all": "Clip your first article. Its text is kept on this computer, and you can search it without a connection.",
    "inbox": "Nothing new. What you clip arrives here.",
    "starred": "Star an article with S to find it here.",
    "unread": "Everything is read.",
    "trash": "The trash is empty.",
    "annotations": "Passages you highlight are listed here, from every article.",
    "repair": "Every passage is in its place.",
    "notes": "No note yet. Ctrl+N begins one; C in the text cites a passage in it.",
    "people": "People whom you accept are listed here. Open an article and press R.",
    "countries": "Countries that you accept are listed here. Open an article and press R.",
    "tag": "No article has this tag any more.",
}


def sentence(place: Place, query: str) -> str:
    """Give the sentence for a place, or for words that are found nowhere in it."""
    if query:
        return tr("Nothing matches “{query}”.", query=query)
    if place.kind in ("person", "country"):
        return tr("No article names {name}.", name=place.name)
    if place.kind == "insight":
        return tr(SENTENCES["all"])
    key = str(place.value) if place.kind == "shelf" else place.kind
    return tr(SENTENCES[key])


class Empty(QWidget):
    """A sentence in the middle with at most three quiet buttons below it."""

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        column = QVBoxLayout(self)
        column.setContentsMargins(style.px(24), style.px(48), style.px(24), style.px(24))
        column.setSpacing(style.px(8))
        self.words = dressing.label(style, "", "ui", "soft")
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.words)
        self._ways = QVBoxLayout()
        self._ways.setSpacing(style.px(4))
        column.addLayout(self._ways)
        column.addStretch(1)
        style.changed.connect(self._dress)

    def put(self, words: str, ways: Sequence[Way] = ()) -> None:
        """Show another sentence with its ways on."""
        self.words.setText(words)
        self.setAccessibleName(words)
        while (item := self._ways.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for text, act in ways:
            button = dressing.button(self._style, text, "quiet")
            button.clicked.connect(lambda _=False, act=act: act())
            self._ways.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def _dress(self) -> None:
        dressing.dress(self._style, self)
