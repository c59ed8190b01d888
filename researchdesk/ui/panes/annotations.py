# SPDX-License-Identifier: MIT
"""The Annotations face: the passages of this article or of all, by colour and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from researchdesk.model.passage import Annotation, Colour
from researchdesk.ui.models.lines import Lines
from researchdesk.ui.panes import tagging
from researchdesk.ui.panes.annotation_delegate import AnnotationDelegate, spoken
from researchdesk.ui.panes.between import between
from researchdesk.ui.panes.reader_marks import span_of
from researchdesk.ui.panes.row_delegate import list_view
from researchdesk.ui.panes.tag_box import TagBox
from researchdesk.ui.translate import in_menu, tr
from researchdesk.ui.verbs import passages, repairing, search
from researchdesk.ui.widgets.comment_field import CommentField
from researchdesk.ui.widgets.dressing import ROLE, button, label, tool
from researchdesk.ui.widgets.selection_bar import colour_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from researchdesk.library.library import Library
    from researchdesk.model.changes import Changes
    from researchdesk.model.passage import AnnotationId, Repair
    from researchdesk.ui.desk import Desk

SHOWN = ("annotation", "annotation_tag", "tag", "target", "citation", "article", "text_version")
LONGEST = 24  # letters of a tag on its button
TYPING = 150  # ms after the last key


class AnnotationsFace(QWidget):
    """A list of annotations; Enter shows one in the text, F2 edits its comment, Delete moves it to the trash."""

    counted = Signal(int)  # annotations of this article

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._edited: Annotation | None = None
        self.setAccessibleName(tr("Annotations"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, desk.style.px(8), 0, 0)
        self._column.setSpacing(desk.style.px(4))
        self._column.addLayout(self._filters())
        self._nothing = label(desk.style, "", "ui", "soft")
        self._nothing.setWordWrap(True)
        self._nothing.setMargin(desk.style.px(18))
        self._column.addWidget(self._nothing)
        self._build_list()
        self._build_comment()
        self.restyle()
        desk.style.changed.connect(self.restyle)
        self._tagged: Annotation | None = None
        self.box = TagBox(desk, self)
        self.box.chosen.connect(self._on_tag)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING)
        self._typing.timeout.connect(self.reload)
        self.words.textChanged.connect(self._typing.start)
        desk.changed.connect(self._on_changed)
        desk.article_shown.connect(self.reload)
        desk.library_changed.connect(self.reload)
        self.reload()
        attach = desk.actions.attach
        attach("trash", self._trash, enabled=self._has_chosen, scope=self.view)
        attach("rename", self._edit, enabled=self._has_chosen, scope=self.view)
        attach("cite", self._cite, enabled=self._has_chosen, scope=self.view)
        attach("tag", self._ask_tag, enabled=self._has_chosen, scope=self.view)

    def _filters(self) -> QHBoxLayout:
        style = self._desk.style
        row = QHBoxLayout()
        row.setContentsMargins(style.px(14), 0, style.px(14), 0)
        row.setSpacing(style.px(4))
        self._everywhere = QPushButton(tr("In all articles"), self)
        self._everywhere.setCheckable(True)
        self._everywhere.setProperty(ROLE, "ui")
        self._everywhere.setFont(style.font("ui"))
        self._everywhere.toggled.connect(self.reload)
        row.addWidget(self._everywhere)
        self._colours = QButtonGroup(self)
        self._colours.setExclusive(False)
        self._discs: dict[str, QToolButton] = {}
        for colour in Colour:
            disc = QToolButton(self)
            disc.setCheckable(True)
            disc.toggled.connect(self.reload)
            self._discs[colour.value] = disc
            self._colours.addButton(disc)
            row.addWidget(disc)
        self._tag = ""
        self._tags = tool(style, "tag", tr("Only those with a tag"), size=18)
        self._tags.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._tags.setMenu(QMenu(self._tags))
        self._tags.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        row.addWidget(self._tags)
        self.words = QLineEdit(self)
        self.words.setProperty(ROLE, "ui")
        self.words.setAccessibleName(tr("Words in the passage or comment"))
        self.words.setPlaceholderText(tr("Filter by words"))
        self.words.setClearButtonEnabled(True)
        row.addWidget(self.words, 1)
        return row

    def _build_list(self) -> None:
        self.view = list_view(tr("Annotations"))
        self.model: Lines[Annotation] = Lines(self._spoken, self)
        self.view.setModel(self.model)
        self._delegate = AnnotationDelegate(self._desk.style, self.view)
        self.view.setItemDelegate(self._delegate)
        self.view.activated.connect(self._go)
        self.view.clicked.connect(self._go)
        self._column.addWidget(self.view, 1)

    def _build_comment(self) -> None:
        style = self._desk.style
        self._comment = QWidget(self)
        column = QVBoxLayout(self._comment)
        column.setContentsMargins(style.px(18), style.px(4), style.px(14), style.px(8))
        self.field = CommentField(style, self._comment)
        self.field.submitted.connect(self._save)
        column.addWidget(self.field)
        row = QHBoxLayout()
        row.addWidget(label(style, tr("Ctrl+Enter saves"), "small", "faint"), 1)
        for words, kind, deed in (
            (tr("Leave it"), "quiet", self._close_comment),
            (tr("Save"), "primary", self._save),
        ):
            made = button(style, words, kind)
            made.clicked.connect(deed)
            row.addWidget(made)
        column.addLayout(row)
        self._comment.hide()
        self._column.addWidget(self._comment)

    # -- what is shown ----------------------------------------------------------------------------

    def restyle(self) -> None:
        """Draw the discs anew and measure the rows again."""
        style = self._desk.style
        for colour, disc in self._discs.items():
            name = tr("Only {colour} ones", colour=colour_name(style, colour))
            disc.setAccessibleName(name)
            disc.setToolTip(name)
            disc.setIcon(style.swatch(colour, 18))
            disc.setIconSize(QSize(style.px(18), style.px(18)))
        self._delegate.forget()
        self.view.doItemsLayout()

    def show_everywhere(self) -> None:
        """Show the annotations of all articles."""
        self._everywhere.setChecked(True)

    def reload(self, *_: object) -> None:
        """Read the annotations again."""
        article_id, is_everywhere = self._desk.article_id, self._everywhere.isChecked()
        words, tag = self.words.text().strip(), self._tag
        if self._desk.library is None or (article_id is None and not is_everywhere):
            self._on_found([])
            return
        colours = {one for one, disc in self._discs.items() if disc.isChecked()}
        names = {one: self._desk.style.own_name(one) for one in self._discs}

        def work(
            library: Library,
        ) -> tuple[list[Annotation], dict[AnnotationId, str], list[str]]:
            if is_everywhere or article_id is None:
                is_name = any(search.holds(words, name) for name in names.values())
                found = passages.everywhere(library, words="" if is_name else words)
            else:
                found = passages.of_article(library, article_id)
            labels = sorted({name for one in found for name in one.tags}, key=str.casefold)
            found = _chosen(passages.chosen(found, tag=tag), colours, words, names)
            return found, passages.reworded(library, found), labels

        self._desk.ask(work, lambda found: self._on_found(*found), key="annotations")
        if article_id is not None:
            self._desk.ask(
                lambda library: len(passages.of_article(library, article_id)),
                self.counted.emit,
                key="annotation count",
            )

    def _on_found(
        self,
        found: list[Annotation],
        now: dict[AnnotationId, str] | None = None,
        names: Sequence[str] = (),
    ) -> None:
        self._offer_tags(names)
        if self._desk.article_id is None:
            self.counted.emit(0)
        current = self.model.thing(self.view.currentIndex())
        place = self.view.verticalScrollBar().value()
        self._delegate.has_titles = self._everywhere.isChecked()
        self._delegate.now = now or {}
        self.model.put(found)
        at = next((n for n, one in enumerate(found) if current and one.id == current.id), 0)
        if found:
            self.view.setCurrentIndex(self.model.index(at))
        self.view.verticalScrollBar().setValue(place)
        self.view.setVisible(bool(found))
        self._nothing.setVisible(not found)
        self._nothing.setText(self._nothing_words())

    def _offer_tags(self, names: Sequence[str]) -> None:
        """Let one of the tags of what is listed be chosen; the one that is chosen stands on the button."""
        menu = self._tags.menu()
        menu.clear()
        for name in ("", *names):
            action = menu.addAction(in_menu(name) or tr("With or without tags"))
            action.setCheckable(True)
            action.setChecked(name == self._tag)
            action.triggered.connect(lambda _=False, name=name: self._choose_tag(name))
        self._tags.setVisible(bool(names or self._tag))
        self._tags.setText(in_menu(self._tag[:LONGEST]))
        name = tr("Only those with the tag {tag}", tag=self._tag) if self._tag else ""
        self._tags.setAccessibleName(name or tr("Only those with a tag"))

    def _choose_tag(self, name: str) -> None:
        self._tag = name
        self.reload()

    def _ask_tag(self) -> None:
        """Ask for a tag of the chosen passage; one that it bears is taken off."""
        index = self.view.currentIndex()
        found = self.model.thing(index)
        if found is not None:
            self._tagged = found
            place = self.view.visualRect(index).translated(self.view.pos())
            self.box.ask_tag(place, found.tags)

    def _on_tag(self, choice: tagging.Choice) -> None:
        found = self._tagged
        if found is not None:
            tagging.turn_in(self._desk, found, choice.name)

    def _spoken(self, annotation: Annotation) -> str:
        return spoken(self._desk.style, annotation, self._delegate.now.get(annotation.id, ""))

    def _nothing_words(self) -> str:
        if (
            self._tag
            or self.words.text().strip()
            or any(one.isChecked() for one in self._discs.values())
        ):
            return tr("No annotation matches.")
        if self._everywhere.isChecked():
            return tr("Passages you highlight are listed here, from every article.")
        return tr("Select a passage and press H.")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the rows be as high as the new width needs."""
        super().resizeEvent(event)
        self.view.scheduleDelayedItemsLayout()

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*SHOWN):
            self.reload()

    # -- deeds ------------------------------------------------------------------------------------

    def _has_chosen(self) -> bool:
        return self.model.thing(self.view.currentIndex()) is not None

    def _go(self, index: QModelIndex) -> None:
        annotation = self.model.thing(index)
        if annotation is None:
            return
        self._desk.show_article(annotation.article_id, span_of(annotation))
        self._desk.repair_asked.emit(annotation.id if annotation.needs_repair else None)
        if annotation.status == "orphan" and not annotation.needs_repair:
            self._desk.ask(
                lambda library: repairing.look(library, annotation.id), self._show_old, key="old"
            )

    def _show_old(self, case: Repair) -> None:
        """Show a passage that was kept on its old version where it stood."""
        if case.seq is not None and self._desk.article_id == case.annotation.article_id:
            between(self._desk).old_passage_chosen.emit(case.seq, case.old_span)

    def _edit(self) -> None:
        annotation = self.model.thing(self.view.currentIndex())
        if annotation is not None:
            self._edited = annotation
            self.field.setPlainText(annotation.body)
            self._comment.show()
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        found, words = self._edited, self.field.words()
        if found is not None:
            self._desk.change(
                "edit annotation",
                lambda library: passages.edit(library, found.id, body=words),
                lambda _: self._close_comment(),
            )

    def _close_comment(self) -> None:
        self._edited = None
        self._comment.hide()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _trash(self) -> None:
        found = self.model.thing(self.view.currentIndex())
        if found is not None:
            self._desk.change(
                "delete annotation",
                lambda library: passages.trash(library, [found.id]),
                lambda _: self._desk.say(tr("The highlight is in the trash."), undo=True),
            )

    def _cite(self) -> None:
        found = self.model.thing(self.view.currentIndex())
        if found is not None:
            self._desk.ask(
                lambda library: passages.cite_link(library, found.id),
                lambda link: between(self._desk).cited.emit(link, found.article_title),
            )


def _chosen(
    found: list[Annotation], colours: set[str], words: str, names: dict[str, str]
) -> list[Annotation]:
    return [
        one
        for one in found
        if (not colours or one.colour.value in colours)
        and search.holds(words, one.exact, one.body, *one.tags, names[one.colour.value])
    ]
