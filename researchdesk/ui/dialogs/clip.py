# SPDX-License-Identifier: MIT
"""Clip an address, or the pasted text or HTML of a page; what is wrong is said at its field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from researchdesk.model.clipping import Source
from researchdesk.ui.dialogs.foot import foot
from researchdesk.ui.incoming import address_of
from researchdesk.ui.translate import moment_day, tr
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.announce import announce

if TYPE_CHECKING:
    from researchdesk.model.article import Article
    from researchdesk.ui.style import Style

WIDTH = 640  # px at 100 %
LOOK = "Shift+Return"
PAUSE = 150  # ms without a key, after which it is asked whether the address is known
TAGS = re.compile(r"<(?:!doctype|html|body|article|div|p|h[1-6])\b", re.IGNORECASE)


class PastedText(QPlainTextEdit):
    """Takes text; of a pasted piece of a page the HTML is kept beside its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.html = ""
        self.setTabChangesFocus(True)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Keep the HTML of what is pasted into the empty field."""
        if source.hasHtml() and not self.toPlainText().strip():
            self.html = source.html()
        super().insertFromMimeData(source)

    @property
    def source(self) -> tuple[str, str]:
        """The kind of what was pasted, and the text or HTML itself."""
        words = self.toPlainText()
        if self.html and words.strip():
            return "html", self.html
        return ("html", words) if TAGS.search(words[:2000]) else ("text", words)


class ClipDialog(QDialog):
    """One field for an address; on demand a larger one for the text itself, and a title.

    Of an address that the library knows, it says since when, and offers to open the article or to make another one.
    """

    asked = Signal(object)  # Source
    look_wanted = Signal(object)  # Source that is to be looked at before it is saved
    address_given = Signal(str)  # a whole address: is it known?
    open_wanted = Signal(object)  # ArticleId of the article that has the address

    def __init__(
        self, style: Style, parent: QWidget, *, address: str = "", with_text: bool = False
    ) -> None:
        super().__init__(parent)
        self._style = style
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(tr("Clip an article"))
        self.address = QLineEdit(address)
        self.title = QLineEdit()
        self.text = PastedText()
        self.error = dressing.label(style, "", "small", "error")
        self.known = dressing.label(style, "", "small", "soft")
        self.open_it = dressing.button(style, tr("Open it"), "quiet flush", "small")
        self.as_new = dressing.button(style, tr("Clip as a new article"), "quiet flush", "small")
        self._held: Article | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._ask)
        self.more = dressing.button(style, tr("Paste the text instead"), "quiet flush")
        self.look = dressing.button(style, tr("Look first"))
        keys = QKeySequence(LOOK).toString(QKeySequence.SequenceFormat.NativeText)
        self.look.setToolTip(f"{tr('Look at it before it is saved')}  {keys}")
        self.clip = dressing.button(style, tr("Clip"), "primary", "ui_strong")
        self._build()
        self.more.clicked.connect(self._show_text)
        self.clip.clicked.connect(lambda: self._on_clip())
        self.look.clicked.connect(lambda: self._on_clip(look=True))
        QShortcut(QKeySequence(LOOK), self).activated.connect(self.look.click)
        self.address.textChanged.connect(self._on_address)
        self.open_it.clicked.connect(self._on_open)
        self.as_new.clicked.connect(lambda: self._on_clip(as_new=True))
        self.text.textChanged.connect(self._forget_error)
        self._with_text(shown=with_text)
        (self.text if with_text else self.address).setFocus()

    def _build(self) -> None:
        px = self._style.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(16))
        column.setSpacing(px(6))
        self.setFixedWidth(px(WIDTH))
        self._address_words = dressing.label(self._style, tr("Address of the article"), "ui_medium")
        self._title_words = dressing.label(self._style, tr("Title"), "ui_medium")
        self._text_words = dressing.label(self._style, tr("Text or HTML of the page"), "ui_medium")
        pairs = (
            (self._address_words, self.address, "https://"),
            (self._title_words, self.title, tr("Taken from the text where left empty")),
            (self._text_words, self.text, ""),
        )
        for words, field, placeholder in pairs:
            words.setBuddy(field)
            field.setAccessibleName(words.text())
            field.setFont(self._style.font("ui"))
            field.setPlaceholderText(placeholder)
            column.addWidget(words)
            column.addWidget(field)
            column.addSpacing(px(4))
        self.text.setObjectName("pasted")
        self.text.setMinimumHeight(px(180))
        self.error.setWordWrap(True)
        self.known.setWordWrap(True)
        column.addWidget(self.known)
        ways = QHBoxLayout()
        ways.setSpacing(px(14))
        ways.addWidget(self.open_it)
        ways.addWidget(self.as_new)
        ways.addStretch(1)
        column.addLayout(ways)
        self.show_known(None)
        column.addWidget(self.error)
        column.addSpacing(px(6))
        column.addLayout(foot(self, self._style, self.clip, self.more, deeds=(self.look,)))

    def _with_text(self, *, shown: bool) -> None:
        for one in (self._title_words, self.title, self._text_words, self.text):
            one.setVisible(shown)
        self.more.setVisible(not shown)
        words = tr("Address of the article")
        self._address_words.setText(tr("Address, if there is one") if shown else words)
        self.adjustSize()

    def _show_text(self) -> None:
        self._with_text(shown=True)
        self.text.setFocus()

    def show_known(self, article: Article | None) -> None:
        """Say that the library has the address already, and since when; None takes that back."""
        self._held = article
        if article is not None:
            day = moment_day(article.created_at)
            words = tr("In the library since {day}: “{title}”", day=day, title=article.title[:120])
            self.known.setText(words)
            announce(self.known, words)
        for one in (self.known, self.open_it, self.as_new):
            one.setVisible(article is not None)
        self.clip.setText(tr("Clip again") if article is not None else tr("Clip"))
        self.adjustSize()

    def answer(self, found: tuple[str, Article | None]) -> None:
        """Take in which article has an address, unless another one stands in the field by now."""
        address, article = found
        if address_of(self.address.text()) == address:
            self.show_known(article)

    def _on_address(self) -> None:
        self._forget_error()
        if self._held is not None:
            self.show_known(None)
        self._pause.start()

    def _ask(self) -> None:
        if address := address_of(self.address.text()):
            self.address_given.emit(address)

    def _on_open(self) -> None:
        if self._held is not None:
            self.reject()
            self.open_wanted.emit(self._held.id)

    def _forget_error(self) -> None:
        self.error.clear()

    def _on_clip(self, *, as_new: bool = False, look: bool = False) -> None:
        typed = self.address.text().strip()
        address = address_of(typed) if typed else None
        kind, pasted = self.text.source if self.text.isVisibleTo(self) else ("", "")
        if typed and address is None:
            self._refuse(
                tr(
                    "“{words}” is no address; write one such as https://example.org/page.",
                    words=typed[:60],
                )
            )
        elif pasted.strip():
            title = self.title.text().strip() or None
            self._take(Source(kind, pasted, address, title, as_new=as_new), look=look)  # type: ignore[arg-type]
        elif self.text.isVisibleTo(self):
            self._refuse(tr("Paste the text of the article into the field."))
        elif address is None:
            self._refuse(tr("Write or paste the address of an article."))
        else:
            self._take(Source("address", address, as_new=as_new), look=look)

    def _refuse(self, sentence: str) -> None:
        self.error.setText(sentence)
        announce(self.error, sentence)
        self.adjustSize()

    def _take(self, source: Source, *, look: bool) -> None:
        self.accept()
        (self.look_wanted if look else self.asked).emit(source)
