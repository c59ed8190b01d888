# SPDX-License-Identifier: MIT
"""The card of a highlight: its comment, its colour, the notes that cite it, and how to delete it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from researchdesk.model.passage import Colour
from researchdesk.ui.guarding import guard
from researchdesk.ui.panes.tag_box import TagBox
from researchdesk.ui.panes.tagging import turn_in
from researchdesk.ui.translate import tr
from researchdesk.ui.verbs import passages
from researchdesk.ui.widgets.comment_field import CommentField
from researchdesk.ui.widgets.dressing import button, label
from researchdesk.ui.widgets.raised import Raised
from researchdesk.ui.widgets.selection_bar import colour_name

if TYPE_CHECKING:
    from researchdesk.model.note import Citation
    from researchdesk.model.passage import Annotation
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.panes.tagging import Choice

WIDTH = 360  # px at 100 %, at least
MOST_NOTES = 5


class HighlightCard(Raised):
    """One highlight, or several that share a place: then a row chooses among them."""

    edited = Signal(object, object, object)  # annotation, colour | None, comment | None
    deleted = Signal(object)
    cited = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk.style, parent)
        self._desk = desk
        self._annotation: Annotation | None = None
        self._near = QRect()
        self.setMinimumWidth(desk.style.px(WIDTH))
        column = QVBoxLayout(self)
        side = desk.style.px(12)
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(desk.style.px(6))
        self._others = QHBoxLayout()
        column.addLayout(self._others)
        self._why = label(desk.style, "", "small", "soft")
        self._why.setWordWrap(True)
        column.addWidget(self._why)
        self.field = CommentField(desk.style, self)
        self.field.submitted.connect(self.hide)
        column.addWidget(self.field)
        column.addLayout(self._foot())
        self._notes = QVBoxLayout()
        column.addLayout(self._notes)
        guard(desk, self.field)
        self.closed.connect(self._save)
        self.box = TagBox(desk, parent)
        self.box.chosen.connect(self._on_tag)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._desk.style.px(2))
        self._discs: dict[str, QToolButton] = {}
        for colour in Colour:
            disc = QToolButton(self)
            disc.setCheckable(True)
            disc.setAutoExclusive(True)
            disc.clicked.connect(lambda _=False, one=colour: self._recolour(one))
            self._discs[colour.value] = disc
            row.addWidget(disc)
        row.addStretch(1)
        self._tag = button(self._desk.style, tr("Tag…"), "quiet")
        self._tag.clicked.connect(self._ask_tag)
        row.addWidget(self._tag)
        cite = button(self._desk.style, tr("Cite"), "quiet")
        cite.clicked.connect(self._cite)
        delete = button(self._desk.style, tr("Delete"), "quiet")
        delete.clicked.connect(self._delete)
        row.addWidget(cite)
        row.addWidget(delete)
        guard(self._desk, *self._discs.values(), self._tag, cite, delete)
        return row

    def open(self, found: list[Annotation], near: QRect, *, comment: bool = False) -> None:
        """Show the first of these; `comment` puts the caret into its comment."""
        if self.isVisible():
            self.hide()
        self._near = near
        _empty(self._others)
        if len(found) > 1:
            self._others.addWidget(label(self._desk.style, tr("Here stand:"), "small", "faint"))
            for one in found:
                choose = QToolButton(self)
                choose.setIcon(self._desk.style.swatch(one.colour.value, 16))
                choose.setAccessibleName(
                    f"{colour_name(self._desk.style, one.colour.value)}: {one.exact[:60]}"
                )
                choose.setToolTip(one.exact[:200])
                choose.clicked.connect(lambda _=False, one=one: self._choose(one))
                self._others.addWidget(choose)
            self._others.addStretch(1)
        self._show(found[0])
        if comment:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.moveCursor(self.field.textCursor().MoveOperation.End)
        else:
            self._discs[found[0].colour.value].setFocus(Qt.FocusReason.PopupFocusReason)

    def _choose(self, annotation: Annotation) -> None:
        self._save()
        self._show(annotation)

    def _show(self, annotation: Annotation) -> None:
        self._annotation = annotation
        style = self._desk.style
        self.field.setPlainText(annotation.body)
        for colour, disc in self._discs.items():
            name = colour_name(style, colour)
            disc.setAccessibleName(name)
            disc.setToolTip(name)
            disc.setIcon(style.swatch(colour, 18))
            disc.setIconSize(QSize(style.px(18), style.px(18)))
            disc.setChecked(colour == annotation.colour.value)
        tags = " ".join(f"#{one}" for one in annotation.tags)
        words = "\n".join(one for one in (state_words(annotation), tags) if one)
        self._why.setText(words)
        self._why.setVisible(bool(words))
        self.setAccessibleName(
            tr("{colour} highlight", colour=colour_name(style, annotation.colour.value))
        )
        _empty(self._notes)
        self.show_near(self._near)
        number = annotation.id
        self._desk.ask(
            lambda library: (number, passages.citing(library, number)), self._on_citing, key="card"
        )

    def _on_citing(self, found: tuple[int, list[Citation]]) -> None:
        if self._annotation is None or found[0] != self._annotation.id or not self.isVisible():
            return
        _empty(self._notes)
        for one in found[1][:MOST_NOTES]:
            link = button(
                self._desk.style, tr("Cited in {note}", note=one.note_title), "quiet", "small"
            )
            link.clicked.connect(lambda _=False, one=one: self._open_note(one))
            self._notes.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            link.show()  # a hidden one takes no room when the card is fitted
        self.show_near(self._near)

    def _open_note(self, citation: Citation) -> None:
        self.hide()
        self._desk.show_note(citation.note_id, line=citation.line_first)

    def _recolour(self, colour: Colour) -> None:
        if self._annotation is not None:
            self.edited.emit(self._annotation, colour, None)

    def _cite(self) -> None:
        found = self._annotation
        self.hide()
        self.cited.emit(found)

    def _ask_tag(self) -> None:
        """Ask for a tag of the highlight; one that it bears is taken off."""
        found = self._annotation
        self.hide()
        if found is not None:
            self.box.ask_tag(self._near, found.tags)

    def _on_tag(self, choice: Choice) -> None:
        if self._annotation is not None:
            turn_in(self._desk, self._annotation, choice.name)

    def _delete(self) -> None:
        found, self._annotation = self._annotation, None
        self.hide()
        self.deleted.emit(found)

    def _save(self) -> None:
        """Save the comment when it was changed; the card is closed or shows another highlight."""
        found = self._annotation
        if found is not None and self.field.words() != found.body.strip():
            self.edited.emit(found, None, self.field.words())


def state_words(annotation: Annotation) -> str:
    """Say what became of a passage since it was marked; nothing when it stands as it was."""
    if annotation.status == "changed":
        return tr("The wording changed. It was: “{words}”", words=annotation.exact)
    if annotation.status == "moved":
        return tr("The passage stands elsewhere now.")
    if annotation.status == "unsure":
        return tr(
            "It is not certain where this passage stands now. It was: “{words}”",
            words=annotation.exact,
        )
    if annotation.status == "orphan":
        return tr("This passage is no longer in the text.")
    return ""


def _empty(layout: QHBoxLayout | QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
