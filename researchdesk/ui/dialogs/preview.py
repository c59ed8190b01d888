# SPDX-License-Identifier: MIT
"""Look at an article before it is saved: its fields, its text as it would be kept, and what was left out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from researchdesk.ui.dialogs.foot import foot
from researchdesk.ui.dialogs.preview_text import PreviewText
from researchdesk.ui.letters import letter_of
from researchdesk.ui.panes.detail_field import DetailField
from researchdesk.ui.translate import from_below, moment_day, plural, tr
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.announce import announce

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from researchdesk.model.article import Article
    from researchdesk.model.clipping import Candidate, Clipping, Preview
    from researchdesk.ui.panes.reader_content import Content
    from researchdesk.ui.style import Style

WIDTH, HEIGHT = 860, 720  # px at 100 %, where the window is as large


class PreviewDialog(QDialog):
    """Enter saves what is shown, Esc keeps nothing; each block that is put back can be taken out again."""

    valued = Signal(str, str)  # a field, and the value that it shall have
    put_back_wanted = Signal(int)  # the number of a removed block
    back_wanted = Signal()  # take out again what was put back last
    save_wanted = Signal(bool)  # as an article of its own, also where it is known
    again_wanted = Signal()  # try to read it again
    open_wanted = Signal(object)  # ArticleId of the article that it is already

    def __init__(self, style: Style, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self._style = style
        self._held: Article | None = None
        self._content: Content | None = None
        self._with_removed = True
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.setWindowTitle(tr("Look before saving"))
        self.words = dressing.label(style, tr("Reading {name}…", name=name), "ui", "soft")
        self.error = dressing.label(style, "", "ui", "error")
        self.again = dressing.button(style, tr("Try again"))
        self.open_it = dressing.button(style, tr("Open it"), "quiet flush", "small")
        self.as_new = dressing.button(style, tr("Clip as a new article"), "quiet flush", "small")
        self.doubt = dressing.label(style, "", "small", "error")
        captions = {
            "title": tr("Title"),
            "authors": tr("Authors"),
            "container_title": tr("Site"),
            "issued": tr("Published"),
        }
        self.fields = {one: DetailField(style, one, said, self) for one, said in captions.items()}
        self.text = PreviewText(style, self)
        self.hint = dressing.label(style, "", "small", "faint")
        self.back = dressing.button(style, tr("Take it out again"), "quiet flush", "small")
        self.save = dressing.button(style, tr("Save"), "primary", "ui_strong")
        self._build()
        self._connect()
        room = parent.size() - QSize(style.px(40), style.px(40))
        self.resize(QSize(style.px(WIDTH), style.px(HEIGHT)).boundedTo(room))
        self._show_article(is_shown=False)
        self.save.setEnabled(False)

    def _build(self) -> None:
        px = self._style.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(18), px(24), px(16))
        column.setSpacing(px(8))
        for one in (self.words, self.error, self.doubt):
            one.setWordWrap(True)
        column.addWidget(self.words)
        column.addWidget(self.error)
        ways = QHBoxLayout()
        ways.setSpacing(px(14))
        for button in (self.open_it, self.as_new, self.again):
            ways.addWidget(button)
        ways.addStretch(1)
        column.addLayout(ways)
        column.addWidget(self._form())
        column.addWidget(self.doubt)
        self.text.setProperty("framed", True)  # noqa: FBT003 - a property of the style sheet
        column.addWidget(self.text, 1)
        self._filler = QWidget(self)
        column.addWidget(self._filler, 1)
        column.addLayout(foot(self, self._style, self.save, self.hint, self.back))

    def _form(self) -> QWidget:
        form = QWidget(self)
        grid = QGridLayout(form)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._style.px(18))
        grid.setVerticalSpacing(self._style.px(2))
        grid.addWidget(self.fields["title"], 0, 0, 1, 2)
        grid.addWidget(self.fields["authors"], 1, 0, 1, 2)
        grid.addWidget(self.fields["container_title"], 2, 0)
        grid.addWidget(self.fields["issued"], 2, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        metrics = self._style.metrics("ui")
        first = [self.fields[name] for name in ("title", "authors", "container_title")]
        width = max(metrics.horizontalAdvance(one.caption.text()) for one in first)
        for one in first:
            one.set_caption_width(round(width + self._style.px(10)))
        self._form_box = form
        return form

    def _connect(self) -> None:
        self.again.clicked.connect(self.again_wanted)
        self.open_it.clicked.connect(self._on_open)
        self.as_new.clicked.connect(lambda: self._on_save(as_new=True))
        self.save.clicked.connect(lambda: self._on_save(as_new=False))
        self.back.clicked.connect(self.back_wanted)
        self.text.put_back_wanted.connect(self.put_back_wanted)
        self.text.shown_wanted.connect(self._on_shown)
        for field in self.fields.values():
            field.changed.connect(self.valued)
            field.chosen.connect(self._on_chosen)
        for keys, deed in (("Ctrl+Return", self.save.click), ("Ctrl+Z", self.back_wanted.emit)):
            QShortcut(QKeySequence(keys), self).activated.connect(deed)

    # -- what is shown ----------------------------------------------------------------------------

    def show_reading(self, name: str) -> None:
        """Say that the source is being read once more."""
        self.words.setText(tr("Reading {name}…", name=name))
        self.error.clear()
        self._show_article(is_shown=False)

    def show_error(self, sentence: str) -> None:
        """Say why there is nothing to look at."""
        self._show_article(is_shown=False)
        self.words.hide()
        self.error.setText(sentence)
        self.error.show()
        self.again.show()
        self.again.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.error, sentence)

    def show_preview(self, preview: Preview, content: Content, *, is_changed: bool) -> None:
        """Show a clipping; `is_changed`: there is something to be taken back."""
        is_first = self._content is None
        self._held, self._content = preview.held, content
        self._show_fields(preview.clipping)
        self.words.setText(state_words(preview))
        self.doubt.setText(from_below(preview.clipping.doubt) if preview.clipping.doubt else "")
        self._show_article(is_shown=True)
        self.doubt.setVisible(bool(preview.clipping.doubt))
        self.back.setVisible(is_changed)
        count = len(preview.clipping.removed)
        words = plural("{n} block left out", "{n} blocks left out", count)
        self.hint.setText(tr("{words}: N next, Enter puts it back", words=words) if count else "")
        self.text.put(content, with_removed=self._with_removed)
        if is_first:
            self.save.setEnabled(True)
            self.save.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self.words, self.words.text())

    def show_values(self, preview: Preview) -> None:
        """Show the fields alone anew: the text is as it was."""
        self._show_fields(preview.clipping)

    def say_of(self, name: str, sentence: str) -> None:
        """Say at a field what is wrong with what was written there."""
        field = self.fields[name]
        field.say(sentence)
        field.line.setModified(True)
        field.line.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(field, sentence)

    def _show_fields(self, clipping: Clipping) -> None:
        for name, field in self.fields.items():
            field.put(value_of(clipping, name))
            field.offer([one for one in clipping.candidates if one.field == name])

    def _show_article(self, *, is_shown: bool) -> None:
        self.words.show()
        for one in (self._form_box, self.text, self.save, self.hint):
            one.setVisible(is_shown)
        self._filler.setVisible(not is_shown)
        for one in (self.error, self.again, self.doubt, self.back):
            one.hide()
        for one in (self.open_it, self.as_new):
            one.setVisible(is_shown and self._held is not None)

    # -- deeds ------------------------------------------------------------------------------------

    def _on_save(self, *, as_new: bool) -> None:
        """Take in what is being written first; a field that cannot be saved keeps the dialog open."""
        for field in self.fields.values():
            field.finish()
        if not any(field.is_refused for field in self.fields.values()):
            self.save_wanted.emit(as_new)

    def _on_chosen(self, candidate: Candidate) -> None:
        self.valued.emit(candidate.field, candidate.value)

    def _on_open(self) -> None:
        if self._held is not None:
            self.reject()
            self.open_wanted.emit(self._held.id)

    def _on_shown(self) -> None:
        self._with_removed = not self._with_removed
        if self._content is not None:
            self.text.put(self._content, with_removed=self._with_removed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let N and P walk through what was left out; fields keep their letters."""
        step = {"N": 1, "P": -1}.get(letter_of(event), 0)
        if step and self.text.isVisible():
            if not self._with_removed:
                self._on_shown()
            if self.text.go(step):
                self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)


def value_of(clipping: Clipping, name: str) -> str:
    """Give a field of a clipping as one line."""
    if name == "authors":
        return "; ".join(one.name for one in clipping.authors)
    return str(getattr(clipping, name) or "")


def state_words(preview: Preview) -> str:
    """Say what saving would make, and since when the library has the article."""
    held = preview.held
    if held is None:
        return tr("Not in the library yet. Nothing is kept before you save it.")
    day = moment_day(held.created_at)
    words = tr("In the library since {day}: “{title}”", day=day, title=held.title[:120])
    if held.trashed_on is not None:
        more = tr("It is in the trash; saving brings it back.")
    elif preview.status == "known":
        more = tr("The text is the same.")
    else:
        more = tr("The text is another; saving makes a new version of it.")
    return f"{words}. {more}"
