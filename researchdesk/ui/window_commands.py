# SPDX-License-Identifier: MIT
"""What the window itself does for the commands of the table: libraries, clipping, undo, view, help."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from researchdesk.config import paths
from researchdesk.model.clipping import Source
from researchdesk.model.formats import ENDINGS
from researchdesk.ui import retelling
from researchdesk.ui.incoming import sources_of
from researchdesk.ui.menus import undo_words
from researchdesk.ui.translate import from_below, plural, tr
from researchdesk.ui.verbs import versions

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from researchdesk.library.library import Library
    from researchdesk.model.article import Article
    from researchdesk.model.changes import Changes, HistoryStep
    from researchdesk.ui.dialogs.about import About
    from researchdesk.ui.dialogs.clip import ClipDialog
    from researchdesk.ui.dialogs.help import Help
    from researchdesk.ui.main_window import MainWindow

FACES = ("note", "annotations", "people", "details")


class WindowCommands(QObject):
    """Attaches the commands that belong to the window as a whole."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._help: Help | None = None
        self._about: About | None = None
        attach = self._desk.actions.attach
        for name, act in (
            ("clip_address", self.clip_address),
            ("clip_paste", lambda: self._clip_dialog(with_text=True)),
            ("clip_clipboard", self.clip_clipboard),
            ("clip_files", self.clip_files),
            ("new_library", self.new_library),
            ("open_library", self.open_library),
            ("open_sample", window.opening.sample),
            ("preferences", self.preferences),
            ("quit", window.close),
            ("find", self.find),
            ("find_here", self.find_here),
            ("theme", self._desk.style.toggle_theme),
            ("reset_layout", window.regions.reset),
            ("focus_navigation", self.focus_navigation),
            ("thing_menu", self.thing_menu),
            ("focus_results", self.focus_results),
            ("focus_reader", self.focus_reader),
            ("next_region", lambda: self.go_to_region(1)),
            ("previous_region", lambda: self.go_to_region(-1)),
            ("help", self.help),
            ("about", self.about),
            ("menu", self.menu),
        ):
            attach(name, act)
        for face in FACES:
            attach(f"companion_{face}", functools.partial(self.show_face, face))
        attach(
            "close_companion",
            window.regions.hide_companion,
            enabled=window.regions.companion.isVisible,
        )
        regions = window.regions
        for name, act, checked in (
            ("full_screen", self.full_screen, window.isFullScreen),
            ("fold_navigation", regions.fold_navigation, lambda: regions.is_rail),
            ("companion_beside", regions.turn_companion, lambda: regions.is_beside),
        ):
            attach(name, act, checked=checked)
        attach(
            "only_text",
            lambda: self.read_alone(is_alone=not regions.is_alone),
            enabled=lambda: regions.is_alone or regions.reader.content is not None,
            checked=lambda: regions.is_alone,
        )
        attach("back", window.history.back, enabled=lambda: window.history.can_go_back)
        attach("forward", window.history.forward, enabled=lambda: window.history.can_go_forward)
        attach("undo", lambda: self.take(is_redo=False), enabled=self._has_library)
        attach("redo", lambda: self.take(is_redo=True), enabled=self._has_library)
        attach("history", self.history, enabled=self._has_library)
        attach("repair", window.looking.repair, enabled=self._has_to_repair)
        attach("empty_trash", self.empty_trash, enabled=self._has_library)

    def _has_to_repair(self) -> bool:
        return self._window.regions.navigation.held.counts.to_repair > 0

    def _has_library(self) -> bool:
        return self._desk.library is not None

    # -- clipping

    def clip_address(self) -> None:
        """Ask for an address, or the text of a page."""
        self._clip_dialog()

    def clip_address_now(self, address: str) -> None:
        """Clip an address that was given already."""
        self._window.clips.clip([Source("address", address)])

    def clip_clipboard(self) -> None:
        """Clip what was copied."""
        sources = sources_of(QApplication.clipboard().mimeData())
        if sources:
            self._window.clips.clip(sources)
        else:
            self._desk.say(
                tr("The clipboard holds no address and no text that is long enough to clip.")
            )

    def clip_files(self) -> None:
        """Let files be chosen, and clip them."""
        endings = " ".join(f"*{one}" for one in ENDINGS)
        kinds = f"{tr('Articles')} ({endings});;{tr('All files')} (*)"
        found, _ = QFileDialog.getOpenFileNames(
            self._window, tr("Clip files"), str(Path.home()), kinds
        )
        if found:
            self._window.clips.clip([Source("file", one) for one in found])

    def _clip_dialog(self, *, with_text: bool = False) -> None:
        from researchdesk.ui.dialogs.clip import ClipDialog

        dialog = ClipDialog(self._desk.style, self._window, with_text=with_text)
        dialog.asked.connect(lambda source: self._window.clips.clip([source]))
        dialog.look_wanted.connect(self._look_first)
        dialog.address_given.connect(lambda address: self._look_up(dialog, address))
        dialog.open_wanted.connect(lambda one: self._desk.show_article(one, focus=True))
        dialog.open()

    def _look_first(self, source: Source) -> None:
        from researchdesk.ui.previews import Looking

        Looking(self._window, source)

    def _look_up(self, dialog: ClipDialog, address: str) -> None:
        """Ask whether the library has an address, and tell the dialog."""

        def work(library: Library) -> tuple[str, Article | None]:
            return address, versions.at_address(library, address)

        self._desk.ask(work, dialog.answer, key="address known")

    # -- libraries

    def new_library(self) -> None:
        """Let a place be chosen, and make a library there."""
        start = str(paths.default_library().parent)
        words = tr("Make a new library")
        found, _ = QFileDialog.getSaveFileName(
            self._window, words, f"{start}/{tr('My library')}", ""
        )
        if found:
            self._window.opening.create(Path(found))

    def open_library(self) -> None:
        """Let a library's folder be chosen, and open it."""
        start = str(paths.default_library().parent)
        found = QFileDialog.getExistingDirectory(self._window, tr("Open a library"), start)
        if found:
            self._window.opening.open(Path(found))

    def start_own(self) -> None:
        """Open the user's own library instead of the sample."""
        folder = paths.default_library()
        is_there = (folder / "library.db").is_file()
        (self._window.opening.open if is_there else self._window.opening.create)(folder)

    def empty_trash(self) -> None:
        """Ask once, since it cannot be undone, and delete what lies in the trash."""
        from researchdesk.library import trash
        from researchdesk.ui.dialogs.question import Question

        def ask(count: int) -> None:
            if not count:
                self._desk.say(tr("The trash is empty."))
                return
            words = plural(
                "Delete 1 thing in the trash for ever? This cannot be undone.",
                "Delete {n} things in the trash for ever? This cannot be undone.",
                count,
            )
            ways = [(tr("Delete for ever"), do), (tr("Keep"), lambda: None)]
            Question(self._desk.style, self._window, words, ways).open()

        def do() -> None:
            self._desk.change("empty the trash", trash.empty, said)

        def said(count: int) -> None:
            self._desk.say(plural("1 thing was deleted.", "{n} things were deleted.", count))

        self._desk.ask(_trashed_count, ask)

    # -- undo

    def take(self, *, is_redo: bool) -> None:
        """Take the last step back, or do it again; what is typed is saved first."""
        self._desk.flush()

        def work(library: Library) -> Changes | None:
            return library.redo() if is_redo else library.undo()

        self._desk.change(
            "redo" if is_redo else "undo",
            work,
            lambda changes: self._said(changes, is_redo=is_redo),
        )

    def _said(self, changes: Changes | None, *, is_redo: bool) -> None:
        if changes is None:
            self._desk.say(
                tr("There is nothing to redo.") if is_redo else tr("There is nothing to undo.")
            )
        elif is_redo:
            self._desk.say(tr("Done again: {deed}", deed=from_below(changes.label)))
        else:
            again = (tr("Redo"), lambda: self._desk.actions.trigger("redo"))
            self._desk.say(tr("Undone: {deed}", deed=from_below(changes.label)), action=again)

    def history(self) -> None:
        """Show all that can be undone or redone."""
        from researchdesk.ui.dialogs.deeds import DeedsDialog

        DeedsDialog(self._desk, self._window).open()

    def name_deeds(self) -> None:
        """Let the menu name the deeds that undo and redo are about."""
        self._desk.ask(_history, self._put_deeds, key="deeds")

    def _put_deeds(self, steps: list[HistoryStep]) -> None:
        for name, is_redo in (("undo", False), ("redo", True)):
            label = next((one.label for one in steps if one.is_redo == is_redo), "")
            action: QAction = self._desk.actions.action(name)
            action.setText(undo_words(name, label))

    # -- the view

    def show_face(self, face: str) -> None:
        """Open the companion on a face, with the focus in it."""
        self._window.regions.show_companion(face)
        self._window.regions.companion.setFocus()

    def read_alone(self, *, is_alone: bool) -> None:
        """Hide all but the text, or show the window as it was; nothing happens where it is so already."""
        window = self._window
        if window.regions.is_alone != is_alone:
            for bar in (window.topbar, window.status):
                bar.setVisible(not is_alone)
            window.regions.show_alone(is_alone=is_alone)
            window.regions.reader.text.setFocus()

    def find(self) -> None:
        """Let the words of a search be typed."""
        self.read_alone(is_alone=False)
        self._window.looking.begin()

    def focus_navigation(self) -> None:
        """Go to the navigation."""
        self.read_alone(is_alone=False)
        self._window.regions.navigation.view.setFocus()

    def thing_menu(self) -> None:
        """Open the menu of the thing that has the keys, as the menu key does where there is one."""
        holder = QApplication.focusWidget()
        if holder is not None:
            caret = holder.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
            at = QRectF(caret or holder.rect()).center().toPoint()
            place, reason = holder.mapToGlobal(at), QContextMenuEvent.Reason.Keyboard
            QApplication.sendEvent(holder, QContextMenuEvent(reason, at, place))

    def focus_results(self) -> None:
        """Go to the list, which takes the text's place where there is room for one of them alone."""
        self.read_alone(is_alone=False)
        self._window.regions.show_text(is_shown=False)
        self._window.regions.results.take_keys()

    def focus_reader(self) -> None:
        """Go to the text, which takes the list's place where there is room for one of them alone."""
        self._window.regions.show_text(is_shown=True)
        self._window.regions.text.setFocus()

    def find_here(self) -> None:
        """Find in the text that is shown; where none is, in the library."""
        window = self._window
        if window.regions.reader.content is None:
            window.looking.begin()
        else:
            window.regions.show_text(is_shown=True)
            window.regions.reader.open_find()

    def full_screen(self) -> None:
        """Fill the screen, or give it back."""
        window = self._window
        (window.showNormal if window.isFullScreen() else window.showFullScreen)()

    def menu(self) -> None:
        """Open the menu below its button."""
        button = self._window.topbar.buttons["menu"]
        main = self._window.menus.main
        corner = button.mapToGlobal(button.rect().bottomRight())
        corner.setX(corner.x() - main.sizeHint().width())
        main.popup(corner)

    def go_to_region(self, by: int) -> None:
        """Move the focus to the next part of the window that is shown."""
        regions = self._window.regions
        stops: list[QWidget] = [
            self._window.topbar.search.line,
            regions.navigation.view,
            regions.results.shown,
            regions.text,
            regions.companion,
        ]
        if self._window.toast.buttons:
            stops.append(self._window.toast.buttons[0])
        shown = [one for one in stops if one.isVisible()]
        focus = QApplication.focusWidget()
        at = next(
            (
                n
                for n, one in enumerate(shown)
                if focus is not None and (one is focus or one.isAncestorOf(focus))
            ),
            -1,
        )
        if shown:
            shown[(at + by) % len(shown)].setFocus()

    # -- dialogs

    def preferences(self) -> None:
        """Show the preferences."""
        from researchdesk.ui.dialogs.preferences import Preferences

        dialog = Preferences(self._desk, self._window)
        dialog.changed.connect(self._on_setting)
        dialog.made.connect(dialog.open)
        dialog.make()

    def _on_setting(self, name: str) -> None:
        if name == "menu_bar":
            self._window.show_menu_bar()
        elif name == "watch.folder":
            self._window.watch.follow()
        elif name == "language":
            retelling.change_language(self._window)

    def help(self) -> None:
        """Show the guide and the keyboard, always in the same window."""
        from researchdesk.ui.dialogs.help import Help

        self._help = self._help or Help(self._desk, self._window)
        _bring(self._help)

    def about(self) -> None:
        """Show versions and licences."""
        from researchdesk.ui.dialogs.about import About

        self._about = self._about or About(self._desk, self._window)
        _bring(self._about)


def _bring(dialog: QDialog) -> None:
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()


def _trashed_count(library: Library) -> int:
    from researchdesk.library import trash

    held = trash.contents(library)
    return len(held.articles) + len(held.notes) + len(held.annotations) + len(held.people)


def _history(library: Library) -> list[HistoryStep]:
    return library.history()
