# SPDX-License-Identifier: MIT
"""What the palette calls: commands, people, countries, notes, saved searches, tags, titles; read in the pool.

Commands and names are kept ready while the palette is open, so that a key is answered at once; titles, of which there
may be too many for that, are asked of the index and come a moment later, below the rest.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QObject

from researchdesk.model.article import ArticleId
from researchdesk.model.note import NoteId
from researchdesk.model.offer import Offer
from researchdesk.ui.action_table import ACTIONS
from researchdesk.ui.models.palette import PaletteRow
from researchdesk.ui.places import EVERYTHING, Place
from researchdesk.ui.translate import tr
from researchdesk.ui.used import Used
from researchdesk.ui.verbs import shortlist
from researchdesk.ui.widgets.announce import announce
from researchdesk.ui.widgets.palette import Palette

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from researchdesk.library.library import Library
    from researchdesk.library.shortlist import Shortlist
    from researchdesk.model.changes import Changes
    from researchdesk.model.offer import Fit
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.looking import Looking
    from researchdesk.ui.main_window import MainWindow

NAME = "palette"
KINDS = {  # the word over them, icon, colour
    "command": ("Commands", "", "ink.soft"),
    "person": ("People", "person", "entity.person"),
    "country": ("Countries", "country", "entity.country"),
    "note": ("Notes", "note", "ink.soft"),
    "search": ("Saved searches", "saved-search", "ink.soft"),
    "tag": ("Tags", "tag", "ink.soft"),
    "article": ("Articles", "articles", "ink.soft"),
}
LAST, EACH, ALL = 6, 8, 100  # rows: last used; of a kind while typing, and while nothing is typed
FROM = 3  # letters from which titles are looked at
LISTED = ("person", "country", "tag", "search")  # what a list shows


class Things(Struct, frozen=True):
    """What a library holds: the first of each kind, all by their names, and the list that is asked."""

    first: tuple[Offer, ...]
    by_name: dict[str, Offer]
    names: Shortlist


class Calling(QObject):
    """Opens the palette, fills it and does what it names."""

    def __init__(self, window: MainWindow, looking: Looking) -> None:
        super().__init__(window)
        self._window = window
        self._desk: Desk = window.desk
        self._looking = looking
        self._used = Used(self._desk.settings)
        self.palette = Palette(self._desk.style, window)
        self._commands: list[PaletteRow] = []
        self._names: Shortlist | None = None  # of the commands; None until they are read
        self._things: Things | None = None
        self._is_stale = True
        self._is_reading = False
        self._waits = False  # Enter was pressed before there was anything to look at
        self._titles: tuple[str, list[Fit]] = ("", [])
        self.palette.typed.connect(self._on_typed)
        self.palette.entered.connect(self._on_entered)
        self.palette.taken.connect(self._take)
        self._desk.actions.attach(NAME, self.toggle)
        self._desk.changed.connect(self._on_changed)
        self._desk.library_changed.connect(self._on_library)

    def toggle(self) -> None:
        """Open the palette, or close it."""
        if self.palette.isVisible():
            self.palette.hide()
            return
        actions = self._desk.actions
        self._commands = [
            PaletteRow(
                Offer("command", row.id, actions.text(row.id), group=tr(row.group)),
                row.icon,
                KINDS["command"][2],
                keys=actions.keys(row.id),
                reason=actions.why_not(row.id),
            )
            for row in ACTIONS
            if row.id != NAME
        ]
        self._names = None
        self._waits = False
        self._titles = ("", [])
        self.palette.begin(self._everything())
        self._read()

    # -- reading

    def _read(self) -> None:
        """Fold the commands in the pool, and read the library's names there where they changed."""
        library, used = self._desk.library, self._used.counts()
        commands = [row.offer for row in self._commands]
        ask = self._desk.jobs.ask
        ask(lambda _: shortlist.Shortlist(commands, used), self._on_names, key=NAME)
        if self._is_stale:
            self._is_stale, self._is_reading = False, True
            key = "names of the library"
            ask(lambda _: _things(library, used), self._on_things, self._on_unread, key=key)

    def _on_names(self, found: Shortlist) -> None:
        self._names = found
        self._on_read()

    def _on_things(self, found: Things) -> None:
        self._things, self._is_reading = found, False
        self._on_read()

    def _on_unread(self, _error: BaseException) -> None:
        self._is_stale, self._is_reading = True, False

    def _on_read(self) -> None:
        if self.palette.isVisible():
            self._show(self.palette.field.text(), is_same=True)
            self._go_on()

    def _go_on(self) -> None:
        """Take the row now for which Enter was pressed too early."""
        if self._waits:
            self._on_entered()

    def _on_changed(self, changes: Changes) -> None:
        self._is_stale |= bool(changes.ids)

    def _on_library(self) -> None:
        self._is_stale, self._is_reading, self._things = True, False, None
        self.palette.hide()

    # -- rows

    def _on_typed(self, words: str) -> None:
        self._waits = False
        self._show(words)

    def _show(self, words: str, *, is_same: bool = False) -> None:
        if not words.strip():
            self.palette.put(self._everything(), is_same=is_same)
        elif self._names is not None:
            self.palette.put(self._fitting(words), is_same=is_same)
            if len(words.strip()) >= FROM and self._titles[0] != words:
                self._ask_titles(words)

    def _ask_titles(self, words: str) -> None:
        def read(library: Library) -> list[Fit]:
            return shortlist.titles(library, words)

        def take(found: list[Fit]) -> None:
            if self.palette.isVisible() and self.palette.field.text() == words:
                self._titles = (words, found)
                self.palette.put(self._fitting(words), is_same=True)
                self._go_on()

        self._desk.ask(read, take, key="titles of the palette")

    def _everything(self) -> list[str | PaletteRow]:
        """Give the last used, then all by group."""
        by_name = {row.offer.name: row for row in self._commands}
        last = []
        for name in self._used.counts():
            if name in by_name:
                last.append(by_name[name])
            elif self._things is not None and name in self._things.by_name:
                last.append(self._row(self._things.by_name[name]))
        rows: list[str | PaletteRow] = [tr("Last used"), *last[:LAST]] if last else []
        grouped: dict[str, list[PaletteRow]] = {}
        for row in self._commands:
            grouped.setdefault(row.offer.group, []).append(row)
        for one in self._things.first if self._things is not None else ():
            grouped.setdefault(tr(KINDS[one.kind][0]), []).append(self._row(one))
        for group, found in grouped.items():
            rows += [group, *found]
        return rows

    def _fitting(self, words: str) -> list[str | PaletteRow]:
        """Give what fits: the kind that holds the best comes first, else kinds stand in their own order."""
        assert self._names is not None
        things = self._things.names.best(words) if self._things is not None else []
        by_key = {row.offer.key: row for row in self._commands}
        fits = [
            (fit.rank, by_key[fit.offer.key]._replace(marks=fit.marks, is_poor=fit.is_poor))
            for fit in self._names.best(words, len(by_key))
        ]
        fits.sort(key=lambda one: (one[0], bool(one[1].reason)))
        if self._titles[0] == words:
            things += self._titles[1]
        return _grouped([*fits[:EACH], *((fit.rank, self._row(fit.offer, fit)) for fit in things)])

    def _row(self, offer: Offer, fit: Fit | None = None) -> PaletteRow:
        _, icon, token = KINDS[offer.kind]
        return PaletteRow(
            offer,
            icon,
            token,
            fit.marks if fit else (),
            is_poor=fit is not None and fit.is_poor,
        )

    # -- doing

    def _on_entered(self) -> None:
        """Take the row, unless something better may come at once."""
        typed, row = self.palette.field.text(), self.palette.current
        has_titles = (
            self._desk.library is None or len(typed.strip()) < FROM or self._titles[0] == typed
        )
        is_good = row is not None and not row.is_poor
        is_last = is_good or (has_titles and not self._is_reading)
        self._waits = bool(typed.strip()) and (self._names is None or not is_last)
        if row is not None and not self._waits:
            self._take(row)

    def _take(self, row: PaletteRow) -> None:
        if row.reason:
            announce(self.palette.view, row.reason)
            return
        self._used.add(row.offer.name)
        self._is_stale = self._is_stale or row.offer.kind != "command"
        self.palette.hide()
        self._open(row.offer)

    def _open(self, offer: Offer) -> None:
        desk, value = self._desk, offer.value
        ways: dict[str, Callable[[], object]] = {
            "command": lambda: desk.actions.trigger(offer.key),
            "note": lambda: desk.show_note(NoteId(int(value))),
            "article": lambda: desk.show_article(ArticleId(int(value)), focus=True),
            "person": lambda: desk.show_person(int(value)),
            "country": lambda: desk.show_country(offer.key),
            "tag": lambda: self._looking.go(Place("tag", offer.key, offer.words)),
            "search": lambda: self._looking.go(EVERYTHING, str(value)),
        }
        ways[offer.kind]()
        if offer.kind in LISTED:
            desk.actions.trigger("focus_results")


def _things(library: Library | None, used: dict[str, int]) -> Things:
    """Read and fold all names of a library; any thread."""
    offers = shortlist.read(library) if library is not None else []
    counts: Counter[str] = Counter()
    first = []
    for one in offers:
        counts[one.kind] += 1
        if counts[one.kind] <= ALL:
            first.append(one)
    by_name = {one.name: one for one in offers}
    return Things(tuple(first), by_name, shortlist.Shortlist(offers, used))


def _grouped(found: Sequence[tuple[int, PaletteRow]]) -> list[str | PaletteRow]:
    kinds: dict[str, list[tuple[int, PaletteRow]]] = {}
    for one in found:
        kinds.setdefault(one[1].offer.kind, []).append(one)
    order: Iterable[list[tuple[int, PaletteRow]]] = sorted(
        kinds.values(), key=lambda fits: fits[0][0]
    )
    rows: list[str | PaletteRow] = []
    for fits in order:
        rows += [tr(KINDS[fits[0][1].offer.kind][0]), *(row for _, row in fits)]
    return rows
