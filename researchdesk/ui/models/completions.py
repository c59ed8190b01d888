# SPDX-License-Identifier: MIT
"""The model of what the search field proposes: people, countries, tags, fields, earlier searches, in groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from researchdesk.ui.translate import country, plural, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.model.search import Completion

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
GROUPS = {
    "person": ("People", "person", "entity.person"),
    "country": ("Countries", "country", "entity.country"),
    "tag": ("Tags", "tag", "ink.soft"),
    "field": ("Fields", "filter", "ink.soft"),
    "earlier": ("Earlier searches", "history", "ink.soft"),
}
EXAMPLES = {
    "title:": "title:treaty",
    "person:": "any form of a name",
    "country:": "a name or a code",
    "tag:": "one of your tags",
    "author:": "who wrote it",
    "site:": "site:example.org",
    "since:": "since:2024-05",
    "before:": "before:2020",
    "in:inbox": "what is not filed away",
    "in:trash": "what lies in the trash",
    "is:starred": "what has a star",
    "is:unread": "what is not read yet",
    "has:note": "what has a comment",
    "has:annotation": "what has a marked passage",
    "has:person": "what names somebody",
}


class Proposal(Struct, frozen=True):
    """One proposal: what it is, what to show, the text it puts into the query."""

    kind: Literal["person", "country", "tag", "field", "earlier"]
    words: str
    insert: str
    remark: str = ""


def of_completion(one: Completion) -> Proposal:
    """Make the proposal of an answer of the library."""
    remark = tr(EXAMPLES.get(one.text, "")) if one.kind == "field" else ""
    if one.count is not None:
        remark = plural("1 article", "{n} articles", one.count)
    code = one.insert.partition(":")[2] if one.kind == "country" else None
    return Proposal(one.kind, country(code, one.text), one.insert, remark)


class Completions(QAbstractListModel):
    """Proposals in their groups; a row that is a string is a group's word and cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Proposal | str] = []

    def put(self, proposals: Sequence[Proposal]) -> None:
        """Show these, group by group."""
        self.beginResetModel()
        self._rows = []
        for kind, (word, _, _) in GROUPS.items():
            found = [one for one in proposals if one.kind == kind]
            if found:
                self._rows += [tr(word), *found]
        self.endResetModel()

    def proposal(self, at: int) -> Proposal | None:
        """Give the proposal of a row; None for a group's word."""
        row = self._rows[at] if 0 <= at < len(self._rows) else None
        return row if isinstance(row, Proposal) else None

    def next(self, at: int, step: int) -> int:
        """Give the next row that can be chosen, or -1 where there is none."""
        at += step
        while 0 <= at < len(self._rows):
            if self.proposal(at):
                return at
            at += step
        return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Count groups and proposals."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give a proposal, its words, or what a screen reader says of it."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        words = row if isinstance(row, str) else row.words
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            remark = "" if isinstance(row, str) else row.remark
            return f"{words}, {remark}" if remark else words
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let proposals be chosen, never the words of groups."""
        if self.proposal(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
