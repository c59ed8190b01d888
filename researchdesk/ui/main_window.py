# SPDX-License-Identifier: MIT
"""The window: the top bar, strips, the regions, the status bar, the toast; and what holds them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from researchdesk.model.article import ArticleId
from researchdesk.model.note import NoteId
from researchdesk.ui import earlier
from researchdesk.ui.arrangement import SMALLEST
from researchdesk.ui.backup_commands import BackupCommands
from researchdesk.ui.calling import Calling
from researchdesk.ui.clips import Clips
from researchdesk.ui.deeds import Deeds
from researchdesk.ui.export_commands import ExportCommands
from researchdesk.ui.failed_clips import FailedClips
from researchdesk.ui.history import Entry, History
from researchdesk.ui.import_commands import ImportCommands
from researchdesk.ui.imports import Imports, Watch
from researchdesk.ui.incoming import sentence_of, sources_of
from researchdesk.ui.looking import Looking
from researchdesk.ui.looking_after import LookingAfter
from researchdesk.ui.menus import Menus, has_native_bar
from researchdesk.ui.name_commands import NameCommands
from researchdesk.ui.opening import Opening
from researchdesk.ui.own_undo import OwnUndo
from researchdesk.ui.pages import Pages
from researchdesk.ui.places import REPAIR
from researchdesk.ui.print_commands import PrintCommands
from researchdesk.ui.regions import Regions
from researchdesk.ui.safekeeping import Safekeeping
from researchdesk.ui.side_buttons import SideButtons, is_typing
from researchdesk.ui.topbar import TopBar
from researchdesk.ui.translate import from_below, plural, tr
from researchdesk.ui.upkeep import Upkeep, words_of
from researchdesk.ui.verbs import articles
from researchdesk.ui.ways_out import WaysOut
from researchdesk.ui.widgets import dressing
from researchdesk.ui.widgets.status import StatusBar
from researchdesk.ui.widgets.strip import Strips
from researchdesk.ui.widgets.toast import Toast
from researchdesk.ui.window_commands import WindowCommands

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QCloseEvent,
        QDragEnterEvent,
        QDragLeaveEvent,
        QDropEvent,
        QKeyEvent,
        QResizeEvent,
    )

    from researchdesk.library.library import Library
    from researchdesk.model.article import LibraryCounts
    from researchdesk.model.search import IndexStatus
    from researchdesk.ui.desk import Desk

AFTER_LIST = 50  # ms: the list is painted first


class MainWindow(QMainWindow):
    """One window on one library."""

    def __init__(self, desk: Desk, *, awaits_library: bool = False) -> None:
        """Make the window; where it awaits a library, it does not say that there is none."""
        super().__init__()
        self.desk = desk
        self.setWindowTitle("ResearchDesk")
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self.opening = Opening(desk, self)
        self.clips = Clips(desk, self.opening, self)
        self.imports = Imports(desk, self.opening, self)
        self.watch = Watch(desk, self.imports, self)
        self.upkeep = Upkeep(desk, self)
        self.safekeeping = Safekeeping(desk, self)
        self._build()
        self.looking = Looking(
            desk, self.regions.navigation, self.topbar.search, self.regions.results, self
        )
        self.pages = Pages(desk, self.looking, self.regions)
        self.deeds = Deeds(desk, self.regions.results, self.regions.reader, self._page)
        self.history = History(self._here, self._go_there, self)
        self.menus = Menus(desk, self)
        self.ways_out = WaysOut(desk, self.opening, self.toast, self.strips, self)
        self.commands = WindowCommands(self)
        self._import_commands = ImportCommands(self)
        self._failed_clips = FailedClips(self)
        self.backups = BackupCommands(self)
        self.looking_after = LookingAfter(self)
        self.ways_out.know(self.backups.ways)
        self._name_commands = NameCommands(self)
        self.calling = Calling(self, self.looking)
        self.printing = PrintCommands(self)
        self._export_commands = ExportCommands(self)
        desk.actions.install(self)
        self.show_menu_bar()
        self._side_buttons = SideButtons(self, self.history)
        self._own_undo = OwnUndo(self)
        self._connect()
        if not awaits_library:
            self._say_none()
        self._say_damaged()
        if kept := earlier.geometry(earlier.window_settings()):
            self.restoreGeometry(kept)

    def _build(self) -> None:
        style = self.desk.style
        self.topbar = TopBar(self.desk)
        self.strips = Strips(style)
        self.regions = Regions(self.desk)
        self.status = StatusBar(style, self.desk.jobs)
        self._page = page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.topbar, self.strips, self.regions, self.status):
            column.addWidget(part, 1 if part is self.regions else 0)
        self.setCentralWidget(page)
        self.toast = Toast(style, page)
        self.toast.set_foot(self.status.height())
        for strip in (self.regions.reader.review, self.regions.reader.repair.strip):
            self.toast.avoid(strip)
        self._drop = QFrame(page)
        self._drop.setObjectName("dropframe")
        self._drop_words = dressing.label(style, "", "heading")
        self._drop_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._drop.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        QVBoxLayout(self._drop).addWidget(self._drop_words, 0, Qt.AlignmentFlag.AlignCenter)
        self._drop.hide()

    def _connect(self) -> None:
        desk = self.desk
        desk.furnished.connect(self._side_buttons.watch)
        desk.furnished.connect(self._own_undo.watch)
        desk.library_changed.connect(self._on_library_changed)
        desk.changed.connect(lambda _: self.commands.name_deeds())
        desk.said.connect(self._on_said)
        desk.leaving.connect(self.history.leave)
        desk.article_shown.connect(self._on_article_shown)
        desk.companion_asked.connect(self.regions.show_companion)
        desk.article_asked.connect(self._on_article_asked)
        desk.note_asked.connect(lambda *_: self.regions.show_companion("note"))
        desk.index_status.connect(self._on_index_status)
        self.looking.moved.connect(lambda: self.regions.show_text(is_shown=False))
        self.looking.moved.connect(self._on_looked)
        self.regions.reader.repair.shown.connect(self.looking.follow_repair)
        self.looking.several.connect(self.regions.show_several)
        self.looking.opened.connect(lambda _: self.regions.show_text(is_shown=True))
        self.regions.address_given.connect(self.commands.clip_address_now)
        self.opening.failed.connect(self._say_none)
        self.regions.navigation.counted.connect(self._put_counts)
        desk.jobs.released.connect(lambda: QTimer.singleShot(AFTER_LIST, self, self._furnish))
        self.clips.repair_wanted.connect(self.looking.repair)
        self.clips.arrived.connect(self._on_arrived)
        self.clips.many_given.connect(self.imports.take)
        desk.actions.refused.connect(self._on_refused)
        self.toast.gone.connect(self.regions.results.take_keys)
        self.regions.results.view.customContextMenuRequested.connect(self._on_list_menu)
        self.regions.results.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.history.moved.connect(self._draw_history)
        self._draw_history()

    def _say_damaged(self) -> None:
        if file := self.desk.settings.damaged:
            words = tr(
                "Your preferences could not be read, so the usual ones hold. They are kept in {file}.",
                file=file,
            )
            self.strips.put(words)

    # -- the library

    def _on_library_changed(self) -> None:
        library = self.desk.library
        self.history.clear()
        self.regions.show_several(0)
        if library is None:
            return
        self.setWindowTitle(f"{library.name} – ResearchDesk")
        for notice in library.notices:
            self.strips.put(from_below(notice), self.backups.ways_from(notice))
        self.desk.ask(_is_sample, self._say_sample)
        self.looking.show(self.looking.place)
        self.commands.name_deeds()
        self._show_last()

    def _show_last(self) -> None:
        settings = self.desk.settings
        article_id, note_id = settings.get("last.article"), settings.get("last.note")
        if article_id:
            self.desk.ask(
                lambda library: articles.rows(library, [article_id]),
                lambda rows: self.desk.put_article(ArticleId(article_id)) if rows else None,
            )
        if note_id:
            self.desk.ask(
                lambda library: _live_note(library, note_id),
                lambda is_live: (
                    self.desk.put_note(NoteId(note_id), focus=False) if is_live else None
                ),
            )

    def _say_sample(self, is_sample: bool) -> None:
        if is_sample:
            words = tr("This is the sample library. Everything in it may be changed.")
            self.strips.put(words, [(tr("Start my own"), self.commands.start_own)])

    def _say_none(self) -> None:
        if self.desk.library is None:
            self.regions.show_welcome(is_shown=True)
            self.status.place.set_words(tr("No library yet"))
            self._furnish()

    def _furnish(self) -> None:
        """Make what the first list did not need."""
        self.regions.companion.furnish()

    def _put_counts(self, counts: LibraryCounts) -> None:
        library = self.desk.library
        if library is None:
            return
        is_empty = not (counts.articles or counts.notes or counts.trash)
        self.regions.show_welcome(is_shown=is_empty)
        words = plural("1 article", "{n} articles", counts.articles)
        self.status.place.set_words(f"{library.name} · {words}")
        if self.desk.article_id is None:
            self.regions.reader.say_nothing_chosen(counts.articles)

    def _on_index_status(self, status: IndexStatus) -> None:
        self.status.index.set_words(words_of(status))

    def _on_arrived(self, article_id: ArticleId) -> None:
        """Show what was just clipped, unless the user is typing something else."""
        if not (is_typing(self.regions.reader) or is_typing(self.regions.companion)):
            self.regions.results.want(("article", int(article_id)))
            self.desk.show_article(article_id)

    def _on_refused(self, name: str) -> None:
        self.toast.show_words(self.desk.actions.why_not(name))

    # -- what is shown

    def _on_article_asked(self, article_id: ArticleId | None, _span: object, focus: bool) -> None:
        if focus and article_id is not None:
            self.regions.show_text(is_shown=True)

    def _on_article_shown(self, article_id: ArticleId | None) -> None:
        self.regions.show_several(0)
        if article_id is not None:
            self.regions.results.follow(("article", int(article_id)))

    def _on_looked(self) -> None:
        if self.looking.place != REPAIR:
            self.regions.reader.repair.end()

    def _here(self) -> Entry:
        regions = self.regions
        face = "" if regions.companion.isHidden() else regions.companion.face
        article_id, note_id = self.desk.article_id, self.desk.note_id
        state = regions.reader.state() if article_id is not None else {}
        place, query, shows_text = self.looking.place, self.looking.query, regions.shows_text
        shows_page = regions.shows_page
        return Entry(place, query, article_id, note_id, state, face, shows_page, shows_text)

    def _go_there(self, entry: Entry) -> None:
        if (entry.place, entry.query) != (self.looking.place, self.looking.query):
            self.looking.show(entry.place, entry.query)
        article_id = None if entry.article_id is None else ArticleId(entry.article_id)
        if entry.shows_page:
            self.pages.open(entry.place)
        elif article_id != self.desk.article_id:
            self.desk.put_article(article_id, focus=entry.shows_text or not self.regions.is_single)
        if entry.reader:
            self.regions.reader.restore(entry.reader)
        if entry.note_id is not None and entry.note_id != self.desk.note_id:
            self.desk.put_note(NoteId(entry.note_id), focus=False)
        if entry.face:
            self.regions.show_companion(entry.face)
        self.regions.show_text(is_shown=entry.shows_text)

    def _draw_history(self) -> None:
        self.topbar.buttons["back"].setEnabled(self.history.can_go_back)
        self.topbar.buttons["forward"].setEnabled(self.history.can_go_forward)

    def _on_said(self, sentence: str, undo: bool, action: object) -> None:
        ways = [action] if isinstance(action, tuple) else []
        if undo:
            ways.append((tr("Undo"), lambda: self.desk.actions.trigger("undo")))
        self.toast.show_words(sentence, ways)

    def _on_list_menu(self, at: QPoint) -> None:
        view = self.regions.results.view
        if view.selected:
            self.menus.of_rows(view.selected).popup(view.viewport().mapToGlobal(at))

    def show_bug(self, report: str) -> None:
        """Show a bug once, with its report to copy."""
        from researchdesk.ui.dialogs.bug import BugDialog

        if self._page.isVisible() and not self.findChildren(BugDialog):
            BugDialog(self.desk.style, report, self).open()

    def show_menu_bar(self) -> None:
        """Show the menus in a bar where the system or the setting asks for it."""
        is_wanted = has_native_bar() or bool(self.desk.settings.get("menu_bar"))
        if is_wanted and not self.menuBar().actions():
            self.menus.fill_bar(self.menuBar())
        self.menuBar().setVisible(is_wanted)

    # -- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back from the text to the list with Esc, where nobody else has taken it."""
        if event.key() == Qt.Key.Key_Escape and self.regions.is_alone:
            self.commands.read_alone(is_alone=False)
        elif event.key() == Qt.Key.Key_Escape:
            self.commands.focus_results()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Say what a drop would clip."""
        sources = sources_of(event.mimeData())
        if sources and self.desk.is_read_only:
            self.desk.say(self.desk.actions.read_only_words)
        elif sources and event.source() is None:
            self._drop_words.setText(sentence_of(sources))
            self._drop.setGeometry(self._page.rect().adjusted(6, 6, -6, -6))
            self._drop.show()
            self._drop.raise_()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Take the frame away."""
        self._drop.hide()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Clip what was dropped."""
        self._drop.hide()
        self.clips.clip(sources_of(event.mimeData()))
        event.acceptProposedAction()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the toast above the status bar."""
        super().resizeEvent(event)
        self.toast.set_foot(self.status.height())

    def changeEvent(self, event: QEvent) -> None:
        """Save what is typed when another program comes to the front."""
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.desk.flush()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save everything, remember where we were, let go of the library."""
        desk = self.desk
        for dialog in self.findChildren(QDialog):
            dialog.close()
        desk.flush()
        self.upkeep.stop()
        if desk.library is not None:
            desk.settings.set("last.article", int(desk.article_id or 0))
            desk.settings.set("last.note", int(desk.note_id or 0))
        earlier.window_settings().setValue("geometry", self.saveGeometry())
        self.hide()  # a copy of what was done may take a second or two
        self.opening.close()
        desk.jobs.close()
        super().closeEvent(event)
        QApplication.quit()


def _is_sample(library: Library) -> bool:
    from researchdesk.library import welcome

    return welcome.is_sample(library)


def _live_note(library: Library, note_id: int) -> bool:
    from researchdesk.library import notes

    return any(row.id == note_id for row in notes.rows(library))
