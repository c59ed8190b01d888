# SPDX-License-Identifier: MIT
"""The Details face: every field of the article in place, its tags, its versions, and the notes that cite it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from researchdesk.model.errors import AlreadyClipped
from researchdesk.ui.guarding import guard
from researchdesk.ui.panes import tagging
from researchdesk.ui.panes.between import between
from researchdesk.ui.panes.comparison import Comparison
from researchdesk.ui.panes.detail_field import DetailField
from researchdesk.ui.panes.elsewhere import ElsewhereList
from researchdesk.ui.panes.tag_box import TagBox
from researchdesk.ui.translate import error_sentence, moment_day, number, tr
from researchdesk.ui.verbs import articles, tags, versions
from researchdesk.ui.widgets.dressing import button, label, tool
from researchdesk.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.article import Article, ArticleId, TextVersion
    from researchdesk.model.changes import Changes
    from researchdesk.model.clipping import Candidate
    from researchdesk.model.errors import UserError
    from researchdesk.model.note import Citation
    from researchdesk.model.passage import Difference
    from researchdesk.ui.desk import Desk

FIELDS = (
    ("title", "Title"),
    ("authors", "Authors"),
    ("container_title", "Site"),
    ("issued", "Published"),
    ("language", "Language"),
    ("item_type", "Kind"),
    ("url", "Address"),
)
MOST_TAGS = 100  # chips: no face has room for more
CLEAR = "QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; }"
SHOWN = (
    "article",
    "contributor",
    "candidate",
    "text_version",
    "article_tag",
    "tag",
    "citation",
    "note",
)


class Details(Struct, frozen=True):
    """All that the face shows of an article."""

    article: Article
    candidates: tuple[Candidate, ...]
    versions: tuple[TextVersion, ...]
    cited_in: tuple[Citation, ...]


def load(library: Library, article_id: ArticleId) -> Details:
    """Read all that the face shows; in the pool."""
    return Details(
        articles.get(library, article_id),
        tuple(articles.candidates(library, article_id)),
        tuple(articles.versions_of(library, article_id)),
        tuple(articles.cited_in(library, article_id)),
    )


class DetailsFace(QWidget):
    """A form that saves each field when it is left."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown: Details | None = None
        self.setAccessibleName(tr("Details"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._nothing = label(desk.style, tr("Choose an article first."), "ui", "soft")
        self._nothing.setMargin(desk.style.px(18))
        outer.addWidget(self._nothing)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setStyleSheet(CLEAR)
        outer.addWidget(self._scroll, 1)
        self.comparison = Comparison(desk.style, tr("Back to the details"), self)
        self.comparison.closed.connect(self._end_comparison)
        self.comparison.hide()
        outer.addWidget(self.comparison, 1)
        for name, by in (("next_hit", 1), ("previous_hit", -1)):
            step = functools.partial(self.comparison.text.step, by)
            desk.actions.attach(name, step, scope=self.comparison)
        self._build()
        self._box = TagBox(desk, self)
        self._box.chosen.connect(self._on_tag)
        self._scroll.hide()
        desk.changed.connect(self._on_changed)
        desk.article_shown.connect(self.reload)
        desk.library_changed.connect(self.reload)
        desk.style.changed.connect(self._on_style)
        self._on_style()
        self.reload()

    def _build(self) -> None:
        style, page = self._desk.style, QWidget()
        column = QVBoxLayout(page)
        side = style.px(18)
        column.setContentsMargins(side, style.px(12), style.px(14), style.px(12))
        column.setSpacing(style.px(6))
        self.fields: dict[str, DetailField] = {}
        for name, caption in FIELDS:
            field = DetailField(style, name, tr(caption), page)
            field.changed.connect(self._on_edited)
            field.chosen.connect(self._on_chosen)
            guard(self._desk, field.line, field.rivals)
            self.fields[name] = field
            column.addWidget(field)
        row = QHBoxLayout()
        self._tags_word = label(style, tr("Tags"), "ui", "faint")
        row.addWidget(self._tags_word, 0, Qt.AlignmentFlag.AlignTop)
        self._tags = FlowLayout(style.px(6))
        row.addLayout(self._tags, 1)
        column.addLayout(row)
        self._facts = label(style, "", "small", "soft")
        self._facts.setWordWrap(True)
        self._facts.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._facts.setAccessibleName(tr("Facts"))
        column.addSpacing(style.px(6))
        column.addWidget(self._facts)
        self._versions = FlowLayout(style.px(6))
        column.addLayout(self._versions)
        self._cited = QVBoxLayout()
        self._cited.setSpacing(0)
        column.addLayout(self._cited)
        self.elsewhere = ElsewhereList(self._desk, page)
        column.addWidget(self.elsewhere)
        column.addStretch(1)
        self._scroll.setWidget(page)

    def _on_style(self) -> None:
        """Let all lines begin after the longest caption."""
        style = self._desk.style
        captions = [one.caption for one in self.fields.values()] + [self._tags_word]
        metrics = style.metrics("ui")
        width = round(max(metrics.horizontalAdvance(one.text()) for one in captions) + style.px(12))
        for field in self.fields.values():
            field.set_caption_width(width)
        self._tags_word.setFixedWidth(width)

    # -- what is shown ----------------------------------------------------------------------------

    def reload(self, *_: object) -> None:
        """Read the article again."""
        article_id = self._desk.article_id
        if article_id is None or self._desk.library is None:
            self._shown = None
            self._scroll.hide()
            self.comparison.hide()
            self._nothing.show()
            return
        self._desk.ask(
            lambda library: load(library, article_id),
            self._on_details,
            key="details",
            failed=lambda _: None,  # an article that is gone is let go of by the reader
        )

    def _on_details(self, found: Details) -> None:
        is_other = self._shown is None or self._shown.article.id != found.article.id
        self._shown = found
        self._nothing.hide()
        if is_other:
            self.comparison.hide()
        self._scroll.setVisible(self.comparison.isHidden())
        for name, value in _values(found.article).items():
            field = self.fields[name]
            (field.put if is_other else field.refresh)(value)
            field.offer([one for one in found.candidates if one.field == name])
        self._show_tags(found.article)
        self._facts.setText(_facts(found))
        self._show_versions(found)
        self._show_cited(found.cited_in)
        self.elsewhere.look(found.article.id)

    def _show_tags(self, article: Article) -> None:
        style = self._desk.style
        self._tags.clear()
        for name in article.tags[:MOST_TAGS]:
            chip = QFrame()
            chip.setProperty("chip", True)  # noqa: FBT003 - a property of the style sheet
            row = QHBoxLayout(chip)
            row.setContentsMargins(style.px(7), style.px(2), style.px(3), style.px(2))
            row.setSpacing(style.px(2))
            row.addWidget(label(style, name, "small"))
            remove = tool(style, "close", tr("Take the tag {name} off", name=name), size=10)
            remove.clicked.connect(lambda _=False, name=name: self._untag(name))
            guard(self._desk, remove)
            row.addWidget(remove)
            self._tags.addWidget(chip)
        if len(article.tags) > MOST_TAGS:
            more = number(len(article.tags) - MOST_TAGS)
            self._tags.addWidget(label(style, tr("and {n} more", n=more), "small", "faint"))
        add = button(style, tr("Add a tag…"), "quiet", "small")
        add.clicked.connect(lambda: self._ask_tag(add))
        guard(self._desk, add)
        self._tags.addWidget(add)

    def _show_versions(self, found: Details) -> None:
        self._versions.clear()
        if len(found.versions) < 2:
            return
        for one in found.versions:
            is_current = one.id == found.article.current_version_id
            words = tr("Version {n}, {day}", n=one.seq, day=moment_day(one.made_at))
            made = button(self._desk.style, words, "quiet", "small")
            made.setEnabled(not is_current)
            if is_current:
                made.setText(f"{words} ({tr('shown')})")
            made.clicked.connect(
                lambda _=False, seq=one.seq: between(self._desk).version_chosen.emit(seq)
            )
            self._versions.addWidget(made)
            if not is_current:
                name = tr("Compare version {n} with the text now", n=one.seq)
                compare = button(self._desk.style, tr("Compare"), "quiet", "small")
                compare.setAccessibleName(name)
                compare.setToolTip(name)
                compare.clicked.connect(functools.partial(self._compare, one.seq))
                self._versions.addWidget(compare)

    def _compare(self, seq: int) -> None:
        """Show what differs in the text now from an older version."""
        found = self._shown
        if found is None:
            return
        article_id = found.article.id
        current = [one for one in found.versions if one.id == found.article.current_version_id]
        now = current[0].seq if current else seq

        def show(changes: list[Difference]) -> None:
            if self._shown is None or self._shown.article.id != article_id or not current:
                return
            self._scroll.hide()
            self.comparison.show()
            which = tr("From version {old} to the text now, version {n}", old=seq, n=now)
            self.comparison.show_changes(which, current[0].text, changes)

        self._desk.ask(
            lambda library: versions.difference(library, article_id, seq, now), show, key="compare"
        )

    def _end_comparison(self) -> None:
        self.comparison.hide()
        self._scroll.show()
        self.fields["title"].line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_cited(self, found: tuple[Citation, ...]) -> None:
        while self._cited.count():
            item = self._cited.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        first = {one.note_id: one for one in reversed(found)}
        for one in first.values():
            words = tr("Cited in {note}", note=one.note_title)
            made = button(self._desk.style, words, "quiet flush", "small")
            made.clicked.connect(
                lambda _=False, one=one: self._desk.show_note(one.note_id, line=one.line_first)
            )
            self._cited.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)

    # -- deeds ------------------------------------------------------------------------------------

    def _on_edited(self, name: str, value: str) -> None:
        article_id = self._desk.article_id
        if article_id is None:
            return

        def work(library: Library) -> Article:
            if name == "authors":
                return articles.edit(library, article_id, authors=value.split(";"))
            return articles.edit(library, article_id, **{name: value})

        def failed(error: UserError) -> None:
            field = self.fields[name]
            field.say(error_sentence(error))
            field.line.setText(value)
            field.line.setModified(True)
            field.line.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(error, AlreadyClipped):
                self._desk.fail(error)  # with the button that leads to the other article

        self._desk.change("edit details", work, lambda _: self.fields[name].say(""), failed)

    def _on_chosen(self, candidate: Candidate) -> None:
        article_id = self._desk.article_id
        if article_id is not None:
            self._desk.change(
                "choose a value",
                lambda library: articles.choose(library, article_id, candidate),
                lambda _: self._desk.say(
                    tr("Changed to {value}", value=candidate.value), undo=True
                ),
                lambda error: self.fields[candidate.field].say(error_sentence(error)),
            )

    def _ask_tag(self, near: QWidget) -> None:
        corner = near.mapTo(self, near.rect().topLeft())
        place = QRect(corner.x(), corner.y(), near.width(), near.height())
        self._box.open("", place)

    def _on_tag(self, choice: tagging.Choice) -> None:
        article_id = self._desk.article_id
        if article_id is not None:
            self._desk.change("tag", lambda library: tagging.put(library, [article_id], choice))

    def _untag(self, name: str) -> None:
        article_id = self._desk.article_id
        if article_id is not None:
            self._desk.change(
                "untag",
                lambda library: tags.remove(library, [article_id], name),
                lambda _: self._desk.say(tr("The tag {name} is off.", name=name), undo=True),
            )

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(*SHOWN):
            self.reload()


def _values(article: Article) -> dict[str, str]:
    return {
        "title": article.title,
        "authors": "; ".join(one.name for one in article.authors),
        "container_title": article.container_title or "",
        "issued": article.issued or "",
        "language": article.language or "",
        "item_type": article.item_type,
        "url": article.url or "",
    }


def _facts(found: Details) -> str:
    """Say what cannot be edited: when it was clipped, its size, its hash."""
    current = [one for one in found.versions if one.id == found.article.current_version_id]
    lines = [tr("Clipped {day}", day=moment_day(found.article.accessed))]
    for one in current:
        words = number(len(one.text.split()))
        lines.append(tr("Version {n} of {total}", n=one.seq, total=len(found.versions)))
        lines.append(tr("{words} words, read by {extractor}", words=words, extractor=one.extractor))
        lines.append(tr("SHA-256 of the text: {digest}", digest=one.text_sha256))
    return "\n".join(lines)
