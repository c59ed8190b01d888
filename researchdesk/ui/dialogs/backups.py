# SPDX-License-Identifier: MIT
"""The backups of a library: what is otherwise in one, what of it can be taken back, and how all of it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from researchdesk.ui.translate import error_sentence, moment_minute, number, plural, tr
from researchdesk.ui.verbs import backup, taking
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.parts import ElidedLabel
from researchdesk.ui.widgets.table import WordsTable

if TYPE_CHECKING:
    from pathlib import Path

    from researchdesk.model.backup import Backup, Compared, Record
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.jobs import Job

WIDTH, HEIGHT = 820, 620  # px at 100 %
MOST = 2000  # records that are listed
REASONS = {
    "session": "End of a session",
    "by-hand": "By hand",
    "before-purge": "Before deleting for ever",
    "before-restore": "Before a backup came back",
    "before-upgrade": "Before an upgrade",
}
HOW = {"added": "Added", "gone": "Gone", "altered": "Altered"}
NOUNS = {"article": "Article", "note": "Note", "annotation": "Annotation", "person": "Person"}
PARTS = {
    "details": "details",
    "text": "text",
    "tags": "tags",
    "names": "names",
    "marks": "star or inbox",
    "comment": "comment",
    "colour": "colour",
    "place": "place",
    "numbers": "numbers",
}
TAKEN = ("article", "note", "person")  # what can be taken back by itself


class BackupsDialog(QDialog):
    """The list of backups above, what the chosen one differs in below."""

    restore_wanted = Signal(object)  # the file of a backup
    take_wanted = Signal(object, object)  # the file of a backup, [(noun, public id)]
    back_up_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self, desk: Desk, folder: Path, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._folder = folder
        self._backups: list[Backup] = []
        self._records: list[Record] = []
        self._job: Job | None = None
        self._check: Job | None = None
        self.setWindowTitle(tr("Backups"))
        self._build()
        self.resize(desk.style.px(WIDTH), desk.style.px(HEIGHT))
        self.list.setFocus()
        self.refresh()

    # -- the parts

    def _build(self) -> None:
        style, px = self._desk.style, self._desk.style.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(20), px(24), px(16))
        column.setSpacing(px(8))
        head = QHBoxLayout()
        head.addWidget(dressing.label(style, tr("Backups"), "heading"), 1)
        self.now = dressing.button(style, tr("Back up now"))
        self.now.clicked.connect(self.back_up_wanted)
        self.choose = dressing.button(style, tr("Choose folder…"))
        self.choose.clicked.connect(self.folder_wanted)
        for made in (self.choose, self.now):
            head.addWidget(made)
        column.addLayout(head)
        self.state = ElidedLabel(style, "", "ui", "soft")
        column.addWidget(self.state)
        columns = (tr("Made"), tr("Size"), tr("State"), tr("Reason"))
        self.list = WordsTable(style, tr("Backups"), columns, (150, 90, 190))
        self.list.setSelectionMode(WordsTable.SelectionMode.SingleSelection)
        self.list.itemSelectionChanged.connect(self._on_chosen)
        column.addWidget(self.list, 2)
        column.addLayout(self._between(px(8)))
        columns = (tr("Since then"), tr("Kind"), tr("In what"), tr("Title"))
        self.records = WordsTable(style, tr("What is different"), columns, (100, 100, 150))
        self.records.itemSelectionChanged.connect(self._draw_deeds)
        column.addWidget(self.records, 3)
        column.addLayout(self._foot())

    def _between(self, space: int) -> QHBoxLayout:
        style = self._desk.style
        row = QHBoxLayout()
        row.setSpacing(space)
        self.said = dressing.label(style, "", "ui")
        self.said.setWordWrap(True)
        row.addWidget(self.said, 1)
        self.other = QComboBox()
        self.other.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.other.setAccessibleName(tr("Compare with"))
        self.other.setProperty(dressing.ROLE, "ui")
        self.other.setFont(style.font("ui"))
        self.other.currentIndexChanged.connect(self._compare)
        row.addWidget(self.other)
        return row

    def _foot(self) -> QHBoxLayout:
        style = self._desk.style
        row = QHBoxLayout()
        row.setSpacing(style.px(8))
        self.take = dressing.button(style, "")
        self.take.clicked.connect(self._on_take)
        row.addWidget(self.take)
        row.addStretch(1)
        self.restore = dressing.button(style, tr("Restore everything…"))
        self.restore.clicked.connect(self._on_restore)
        row.addWidget(self.restore)
        close = dressing.button(style, tr("Close"), "primary")
        close.clicked.connect(self.accept)
        row.addWidget(close)
        return row

    # -- the list

    def refresh(self) -> None:
        """Read the list anew: a backup was made, a record came back, another folder holds."""
        folder = self._folder
        self._desk.jobs.ask(lambda _: _listed(folder), self._put, key="list of backups")
        self._draw_deeds()

    def _put(self, found: list[tuple[Backup, bool]]) -> None:
        chosen = self._chosen()
        self._backups = [one for one, _ in found]
        self.list.fill([_cells(*one) for one in found])
        if found:
            newest = moment_minute(found[0][0].made_at)
            place = found[0][0].path.parent
            words = tr("The newest is from {when}. They lie in {place}.", when=newest, place=place)
        else:
            words = tr("There is no backup of this library yet.")
        self.state.set_words(words)
        self._fill_others()
        paths = [one.path for one in self._backups]
        if chosen and chosen.path in paths:
            self.list.selectRow(paths.index(chosen.path))
        elif found:
            self.list.selectRow(0)
        else:
            self._on_chosen()

    def _fill_others(self) -> None:
        with QSignalBlocker(self.other):
            self.other.clear()
            self.other.addItem(tr("with the library now"), None)
            for one in self._backups:
                words = tr("with the one of {when}", when=moment_minute(one.made_at))
                self.other.addItem(words, str(one.path))

    def _chosen(self) -> Backup | None:
        chosen = self.list.chosen
        return self._backups[chosen[0]] if chosen and chosen[0] < len(self._backups) else None

    # -- what is otherwise

    def _on_chosen(self) -> None:
        one = self._chosen()
        if self._check is not None:
            self._check.forget()
        if one is not None:
            row = self._backups.index(one)
            self._check = self._desk.jobs.run(
                lambda _: backup.is_good(one), lambda is_good: self._put_state(row, one, is_good)
            )
        self._compare()

    def _put_state(self, row: int, one: Backup, is_good: bool) -> None:
        is_there = row < len(self._backups) and self._backups[row].path == one.path
        if is_there and (item := self.list.item(row, 2)) is not None:
            item.setText(_state(is_whole=is_good, is_read=True))

    def _compare(self) -> None:
        if self._job is not None:
            self._job.forget()
        self._records = []
        self.records.fill([])
        one = self._chosen()
        self.said.setText(tr("Looking for what is different…") if one else "")
        self._draw_deeds()
        if one is None:
            return
        other = self.other.currentData()
        newer: Path = self._folder if other is None else type(one.path)(other)
        self._job = self._desk.jobs.run(
            lambda _: taking.compare(one.path, newer), self._put_records, self._on_failed
        )

    def _put_records(self, found: Compared) -> None:
        self._records = list(found.records)
        self.said.setText(_summary(found))
        self.records.fill([_record_cells(one) for one in self._records[:MOST]])
        self._draw_deeds()

    def _on_failed(self, error: BaseException) -> None:
        from researchdesk.model.errors import UserError

        if isinstance(error, UserError):
            self.said.setText(error_sentence(error))

    # -- deeds

    def _to_take(self) -> list[tuple[str, str]]:
        chosen = [self._records[row] for row in self.records.chosen if row < len(self._records)]
        return [
            (one.noun, one.public_id) for one in chosen if one.how != "added" and one.noun in TAKEN
        ]

    def _draw_deeds(self) -> None:
        library = self._desk.library
        can_write = library is not None and not library.is_read_only
        is_now = self.other.currentData() is None
        n = len(self._to_take())
        words = plural("Take back 1 record", "Take back {n} records", n)
        self.take.setText(words if n else tr("Take records back"))
        self.take.setEnabled(bool(n) and can_write and is_now)
        self.restore.setEnabled(self._chosen() is not None)
        self.now.setEnabled(can_write)

    def _on_take(self) -> None:
        if one := self._chosen():
            self.take_wanted.emit(one.path, self._to_take())

    def _on_restore(self) -> None:
        if one := self._chosen():
            self.restore_wanted.emit(one)


def _listed(folder: Path) -> list[tuple[Backup, bool]]:
    return [(one, backup.stands(one)) for one in backup.listed(folder)]


def _cells(one: Backup, stands: bool) -> tuple[str, ...]:
    reason = tr(REASONS[one.reason]) if one.reason in REASONS else one.reason
    state = _state(is_whole=stands, is_read=False)
    return (moment_minute(one.made_at), _size(one.size), state, reason)


def _state(*, is_whole: bool, is_read: bool) -> str:
    if not is_whole:
        return tr("Damaged")
    return tr("Whole") if is_read else tr("Checked when it was made")


def _size(n: int) -> str:
    if n < 1_000_000:
        return tr("{n} kB", n=max(1, round(n / 1000)))
    return tr("{n} MB", n=round(n / 1_000_000))


def _summary(found: Compared) -> str:
    if not found.records:
        return tr("Both hold the same articles, notes, annotations and people.")
    counts: list[tuple[str, Any]] = [
        ("added", plural("1 added", "{n} added", _count(found, "added"))),
        ("gone", plural("1 gone", "{n} gone", _count(found, "gone"))),
        ("altered", plural("1 altered", "{n} altered", _count(found, "altered"))),
    ]
    words = ", ".join(said for how, said in counts if _count(found, how))
    more = len(found.records) - MOST
    return f"{words}; {tr('the first {n} are listed', n=number(MOST))}" if more > 0 else words


def _count(found: Compared, how: str) -> int:
    return sum(found.count(noun, how) for noun in NOUNS)


def _record_cells(one: Record) -> tuple[str, ...]:
    parts = ", ".join(tr(PARTS[part]) for part in one.parts)
    return (tr(HOW[one.how]), tr(NOUNS[one.noun]), parts, one.title)
