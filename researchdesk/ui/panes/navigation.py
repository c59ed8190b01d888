# SPDX-License-Identifier: MIT
"""The navigation: places with their counts; a click shows the place, a drop of articles tags them."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QMenu,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from researchdesk.model.article import ArticleId
from researchdesk.model.note import NoteId
from researchdesk.model.people import PersonId
from researchdesk.ui.guarding import guard
from researchdesk.ui.models.navigation import RENAMED, NavigationTree, Section
from researchdesk.ui.panes import navigation_sections
from researchdesk.ui.panes.navigation_delegate import NavigationDelegate
from researchdesk.ui.places import EVERYTHING, Place
from researchdesk.ui.style import COLOURS
from researchdesk.ui.translate import in_menu, plural, tr
from researchdesk.ui.verbs import articles, mentions, notes, people, searches, tags
from researchdesk.ui.widgets.selection_bar import colour_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from researchdesk.library.library import Library
    from researchdesk.model.changes import Changes
    from researchdesk.model.search import SavedSearch
    from researchdesk.ui.desk import Desk
    from researchdesk.ui.panes.navigation_sections import Held

DELETED = {"tag": "Delete the tag", "search": "Delete the saved search"}  # these have no trash
NAME = 60  # code points of a saved search's first name
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class NavigationView(QTreeView):
    """The tree; Enter shows a place, letters do nothing here."""

    entered = Signal()

    @property
    def is_editing(self) -> bool:
        """True while a name is being typed."""
        return self.state() == QAbstractItemView.State.EditingState

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the place at Enter."""
        if event.key() in ENTER and not event.modifiers():
            if not self.is_editing:  # a field lets Enter through to here once it has taken it
                self.entered.emit()
        else:
            super().keyPressEvent(event)


class Navigation(QFrame):
    """Sections and places of the open library."""

    chosen = Signal(object)  # Place
    searched = Signal(str)  # the query of a saved search
    counted = Signal(object)  # LibraryCounts: they were read anew

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self._desk = desk
        self._held = navigation_sections.NOTHING
        self._place = EVERYTHING
        self._saved: Place | None = None  # has still to be given a name
        self.model = NavigationTree(self)
        self.model.is_read_only = lambda: desk.is_read_only
        self.view = NavigationView(self)
        self._delegate = NavigationDelegate(desk.style, self.view)
        self._delegate.closeEditor.connect(self._on_edited)
        self._build()
        self._attach()
        self.model.dropped.connect(self._on_dropped)
        self.model.renamed.connect(self._on_renamed)
        desk.changed.connect(self._on_changed)
        desk.library_changed.connect(self.refresh)
        desk.index_moved.connect(self._on_index_moved)
        desk.style.changed.connect(self._dress)
        self._put()

    @property
    def place(self) -> Place:
        """The place that is shown."""
        return self._place

    @property
    def held(self) -> Held:
        """What it shows now."""
        return self._held

    def set_place(self, place: Place) -> None:
        """Let a place be the chosen one, without telling anybody."""
        self._place = place
        index = self.model.find(place)
        self.view.setCurrentIndex(index)
        if not index.isValid():
            self.view.clearSelection()

    def set_rail(self, is_rail: bool) -> None:
        """Fold to the rail, or open."""
        if is_rail != self.model.is_rail:
            self._delegate.is_rail = is_rail
            self._put(is_rail=is_rail)
        off, needed = (
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff,
            Qt.ScrollBarPolicy.ScrollBarAsNeeded,
        )
        self.view.setVerticalScrollBarPolicy(off if is_rail else needed)

    def refresh(self) -> None:
        """Read the places and numbers again."""
        if self._desk.library is None:
            self._take(navigation_sections.NOTHING)
        else:
            self._desk.ask(navigation_sections.read, self._take, key="navigation")

    # -- building

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, self._desk.style.px(4), 0, 0)
        column.addWidget(self.view)
        view = self.view
        view.setObjectName("navigation_tree")
        view.setAccessibleName(tr("Library"))
        view.setModel(self.model)
        view.setItemDelegate(self._delegate)
        view.setHeaderHidden(True)
        view.setRootIsDecorated(False)
        view.setIndentation(0)
        view.setMouseTracking(True)
        view.setItemsExpandable(False)
        view.setExpandsOnDoubleClick(False)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.clicked.connect(self._on_clicked)
        view.entered.connect(lambda: self._on_clicked(view.currentIndex()))
        view.customContextMenuRequested.connect(self._on_menu)

    def _attach(self) -> None:
        attach = self._desk.actions.attach
        attach("rename", self.rename_current, enabled=self._can_rename, scope=self)
        attach("trash", self.trash_current, enabled=self._can_rename, scope=self)

    def _dress(self) -> None:
        self.view.scheduleDelayedItemsLayout()

    # -- what it shows

    def _take(self, held: Held) -> None:
        self._held = held
        self._put(is_rail=self.model.is_rail)
        self.counted.emit(held.counts)

    def _on_edited(self) -> None:
        """Show what came while a name was being typed, once its field is gone."""
        QTimer.singleShot(0, self, lambda: self._put(is_rail=self.model.is_rail))

    def _put(self, *, is_rail: bool = False) -> None:
        if self.view.is_editing:  # other rows would take the field away
            return
        if self.model.put(navigation_sections.sections(self._held), is_rail=is_rail):
            scroll = self.view.verticalScrollBar().value()
            self.view.expandAll()
            self.set_place(self._place)
            self.view.verticalScrollBar().setValue(scroll)
        self._name_saved()

    def _name_saved(self) -> None:
        """Let the search that was saved just now be given a name, once it is shown."""
        index = self.model.find(self._saved) if self._saved else QModelIndex()
        if not index.isValid():
            return
        self._saved = None
        if not self.model.is_rail:
            self.view.setFocus()
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)
            self.view.edit(index)

    def _on_changed(self, changes: Changes) -> None:
        if changes.ids or changes.is_everything:
            self.refresh()

    def _on_index_moved(self) -> None:
        """Count again what the saved searches find."""
        if self._held.searches:
            self.refresh()

    # -- choosing

    def _on_clicked(self, index: QModelIndex) -> None:
        place = self.model.place_of(index)
        if place is None:
            return
        section = self.model.sections[index.parent().row()]
        if self.model.is_rail and section.is_folded_on_rail:
            self._show_section(section, index)
        else:
            self._choose(place)

    def _choose(self, place: Place) -> None:
        if place.kind == "note":
            self.set_place(self._place)
            self._desk.show_note(NoteId(int(place.value)))
        elif place.kind == "search":
            self.searched.emit(str(place.value))
        else:
            self.set_place(place)
            self.chosen.emit(place)

    def _show_section(self, section: Section, index: QModelIndex) -> None:
        """Show the places of a section as a list beside the rail."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for row in section.rows:
            icon = self._desk.style.icon(row.icon)
            words = f"{row.place.title}\t{row.count}" if row.count else row.place.title
            action = menu.addAction(icon, words)
            action.triggered.connect(lambda _=False, place=row.place: self._choose(place))
        corner = self.view.visualRect(index).topRight()
        menu.popup(self.view.viewport().mapToGlobal(corner))

    # -- deeds

    def rename_current(self) -> None:
        """Let the name of the chosen place be edited where it stands."""
        self.view.edit(self.view.currentIndex())

    def save_search(self, query: str) -> None:
        """Save a query under its own words, and let the name be edited where it stands."""
        words = " ".join(query.split())[:NAME]
        self._desk.change(
            "save search", lambda library: searches.save(library, words, query), self._on_saved
        )

    def _on_saved(self, saved: SavedSearch) -> None:
        self._saved = Place("search", saved.query, saved.name)
        self._desk.say(tr("Saved the search {name}.", name=saved.name), undo=True)
        self.refresh()

    def trash_current(self) -> None:
        """Move the chosen person or note to the trash, or delete the tag or saved search."""
        if place := self.model.place_of(self.view.currentIndex()):
            self._remove(place)

    def _can_rename(self) -> bool:
        place = self.model.place_of(self.view.currentIndex())
        return place is not None and place.kind in RENAMED

    def _remove(self, place: Place) -> None:
        works: dict[str, Callable[[Library], object]] = {
            "person": lambda library: people.trash(library, [PersonId(int(place.value))]),
            "note": lambda library: notes.trash(library, [NoteId(int(place.value))]),
            "tag": lambda library: tags.delete(library, str(place.value)),
            "search": lambda library: searches.delete(library, place.name),
        }
        if place.kind in DELETED:
            words = tr("Deleted {name}.", name=place.name)
        else:
            words = tr("Moved {name} to the trash.", name=place.name)
        work = works[place.kind]
        self._desk.change("remove a place", work, lambda _: self._gone(place, words))

    def _gone(self, place: Place, words: str) -> None:
        self._desk.say(words, undo=True)
        if place == self._place:
            self._choose(EVERYTHING)

    def _on_renamed(self, place: Place, name: str) -> None:
        works: dict[str, Callable[[Library], object]] = {
            "person": lambda library: people.rename(library, PersonId(int(place.value)), name),
            "note": lambda library: notes.save(library, NoteId(int(place.value)), title=name),
            "tag": lambda library: tags.rename(library, str(place.value), name),
            "search": lambda library: searches.rename(library, place.name, name),
        }
        words = tr("{old} is now {name}.", old=place.name, name=name)
        self._desk.change("rename", works[place.kind], lambda _: self._renamed(place, name, words))

    def _renamed(self, place: Place, name: str, words: str) -> None:
        self._desk.say(words, undo=True)
        if place == self._place:
            value = name if place.kind == "tag" else place.value
            self._choose(Place(place.kind, value, name))

    def _on_dropped(self, ids: list[int], place: Place) -> None:
        articles_of = [ArticleId(one) for one in ids]
        works: dict[str, Callable[[Library], object]] = {
            "person": lambda lib: mentions.tag_person(lib, articles_of, PersonId(int(place.value))),
            "country": lambda lib: mentions.tag_country(lib, articles_of, str(place.value)),
            "tag": lambda lib: tags.add(lib, articles_of, str(place.value)),
            "inbox": lambda lib: articles.mark(lib, articles_of, is_filed=False),
            "starred": lambda lib: articles.mark(lib, articles_of, is_starred=True),
            "trash": lambda lib: articles.trash(lib, articles_of),
        }
        key = str(place.value) if place.kind == "shelf" else place.kind
        words = plural("1 article: {name}", "{n} articles: {name}", len(ids), name=place.title)
        self._desk.change("drop", works[key], lambda _: self._desk.say(words, undo=True))

    def _on_menu(self, at: QPoint) -> None:
        place = self.model.place_of(self.view.indexAt(at))
        if place is None:
            return
        self.view.setFocus()
        if place.kind != "note":
            self.view.setCurrentIndex(self.view.indexAt(at))
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Open")).triggered.connect(lambda: self._choose(place))
        if place.kind in RENAMED:
            index = self.view.indexAt(at)
            rename = menu.addAction(tr("Rename…"))
            rename.triggered.connect(lambda: self.view.edit(index))
            words = tr(DELETED[place.kind]) if place.kind in DELETED else tr("Move to the trash")
            remove = menu.addAction(words)
            remove.triggered.connect(lambda: self._remove(place))
            guard(self._desk, rename, remove)
        if place.kind == "tag":
            self._add_tag_menus(menu, place)
        if place.is_trash:
            menu.addAction(self._desk.actions.action("empty_trash"))
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _add_tag_menus(self, menu: QMenu, place: Place) -> None:
        """Offer the colours, and the tags that this one can become part of."""
        name, style = place.name, self._desk.style
        colours = menu.addMenu(tr("Colour"))
        guard(self._desk, colours.menuAction())
        for colour in (*COLOURS, None):
            words = colour_name(style, colour) if colour else tr("No colour")
            action = colours.addAction(style.swatch(colour) if colour else QIcon(), words)
            action.triggered.connect(functools.partial(self._colour_tag, name, colour))
        others = [one.name for one in self._held.tags if one.name != name]
        if others:
            into = menu.addMenu(tr("Merge into"))
            guard(self._desk, into.menuAction())
            for other in others:
                action = into.addAction(in_menu(other))
                action.triggered.connect(functools.partial(self._merge_tag, name, other))

    def _colour_tag(self, name: str, colour: str | None, _checked: bool = False) -> None:
        self._desk.change("colour a tag", lambda library: tags.set_colour(library, name, colour))

    def _merge_tag(self, name: str, other: str, _checked: bool = False) -> None:
        self._desk.change(
            "merge tags",
            lambda library: tags.merge(library, name, other),
            lambda _: self._gone(
                Place("tag", name, name), tr("{old} is {name} now.", old=name, name=other)
            ),
        )
