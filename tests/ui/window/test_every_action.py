# SPDX-License-Identifier: MIT
"""Every command of the window: it leaves the library as it is, or what it did is undone and done again whole.

A new row of the table of commands needs one here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from researchdesk.library import articles, notes, tags
from researchdesk.store.schema import APPEND_ONLY, KEPT_BESIDE
from researchdesk.ui.action_table import ACTIONS, BY_ID, CHANGES, NOTE, REPAIR, REVIEW
from tests.ui.window.conftest import NEVER
from tests.ui.window.ferry import begun
from tests.ui.window.test_not_right import open_page
from tests.ui.window.visitor import CTRL, KEY, SHIFT
from tests.unit.library.test_readings import PAGE
from tests.unit.store.rows import dump

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.window.visitor import Visitor

    Deed = Callable[[Visitor], object]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
ASKED = {  # what only opens something, in which the change is made; a row below makes it
    *("review", "repair", "skip_passage"),
}
FOR_GOOD = {"empty_trash"}  # it asks before, and nothing brings back what it took
BESIDE = {"back_up"}  # it writes beside the library
THEMSELVES = {"undo", "redo"}
LEAVES = {
    "quit",
    "new_library",
    "open_library",
    "open_sample",
}  # the library is another one, or none
OF_THE_SYSTEM = {"print", "full_screen"}  # a dialog, a state that no test can give back


@dataclass(frozen=True)
class Row:
    """How a command is given: what makes it possible, what follows its keys, how many steps it makes."""

    first: Deed = lambda _visitor: None
    then: Deed = lambda _visitor: None
    steps: int = 1


def give(visitor, name):
    """Give a command by its keys; one without any as its entry in the menu does."""
    row = BY_ID[name]
    keys = row.shortcut or row.letter
    if keys:
        QTest.keySequence(visitor.focus, QKeySequence(keys))
    else:
        visitor.window.desk.actions.action(name).trigger()
    visitor.calm()


def content(visitor):
    """Give all that undo must bring back."""
    found = dump(visitor.library.store.read())
    beside = {*APPEND_ONLY, *KEPT_BESIDE}
    found["digest"] = [row for row in found["digest"] if row[0] not in beside]
    return {name: rows for name, rows in found.items() if name not in beside}


def change(visitor, work):
    visitor.window.desk.change("prepare", work)
    visitor.calm()


def read(visitor):
    visitor.window.desk.show_article(4, focus=True)
    visitor.until(lambda: visitor.window.regions.reader.content is not None)
    visitor.text.setFocus()


def sentence(visitor):
    read(visitor)
    visitor.press(KEY.Key_V)


def reviewed(visitor):
    read(visitor)
    visitor.press(KEY.Key_R)


def note_open(visitor):
    change(visitor, lambda library: notes.new(library, "Lines", "One.\nTwo.\nThree."))
    note = next(one for one in notes.rows(visitor.library) if one.title == "Lines")
    visitor.window.desk.show_note(note.id)
    visitor.calm()
    notes_page(visitor).editor.setFocus()
    visitor.press(KEY.Key_Home, CTRL)
    visitor.press(KEY.Key_Down)


def notes_page(visitor):
    return visitor.window.regions.companion.note.page


def kept(visitor):
    """Save the note that is typed in."""
    visitor.press(KEY.Key_S, CTRL)
    visitor.until(lambda: notes_page(visitor).saving.is_clean)


def ended(visitor):
    visitor.press(KEY.Key_Return)


def typed(words, key=KEY.Key_Return, with_=SHIFT & CTRL):
    def do(visitor):
        visitor.type(words)
        visitor.press(key, with_)

    return do


def is_clipped(visitor):
    visitor.until(lambda: not visitor.window.clips.is_running)


def in_clipboard(visitor):
    held = QMimeData()
    held.setText(
        "The ferry of Pančevo\n\nIt left the quay each morning at six with nobody on board. " * 3
    )
    QApplication.clipboard().setMimeData(held)
    visitor.list.setFocus()


def trashed(visitor):
    change(visitor, lambda library: articles.trash(library, [1]))
    visitor.click_place("Trash")
    visitor.click_row(0)


def template(visitor):
    def work(library):
        note = notes.new(library, "Form", "Of {{title}}.")
        tags.add(library, [note.id], "template", "note")

    change(visitor, work)


def from_menu(visitor):
    (menu,) = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, QMenu) and one.isVisible()
    ]
    visitor.choose(menu, "Form")


BEFORE: dict[tuple[str, ...], Deed] = {REPAIR: begun, REVIEW: reviewed, NOTE: note_open}


def file_of(visitor):
    path = visitor.library.folder.parent / "given" / "ferry.html"
    path.parent.mkdir(exist_ok=True)
    path.write_text(PAGE)
    return path


def pasted(visitor):
    (asked,) = visitor.dialogs()
    if asked.more.isVisible():
        visitor.click(asked.more)
    visitor.press(KEY.Key_V, CTRL)
    visitor.click_button("Clip", asked)
    is_clipped(visitor)


def of_folder(visitor):
    visitor.type(str(file_of(visitor).parent))
    visitor.press(KEY.Key_Return)
    visitor.until(lambda: visitor.window.desk.jobs.is_idle)


def named_anew(visitor):
    visitor.type("Other lines")
    kept(visitor)


NOTE_ROW = Row(note_open, kept)
ROWS = {
    **dict.fromkeys(("clip_address", "clip_paste"), Row(in_clipboard, pasted)),
    "clip_clipboard": Row(in_clipboard, is_clipped),
    "clip_files": Row(lambda visitor: visitor.type_path(file_of(visitor)), is_clipped),
    "import_archive": Row(read, of_folder),
    "rename": Row(note_open, named_anew),
    "save": Row(lambda visitor: (visitor.press(KEY.Key_F, CTRL | SHIFT), visitor.type("canal")), ended),
    "trash": Row(read),
    "restore": Row(trashed),
    **dict.fromkeys(("star", "read_unread", "file_away"), Row(read)),
    "tag": Row(read, typed("harbour")),
    "highlight": Row(sentence),
    **{f"colour_{n}": Row(sentence) for n in (1, 2, 3, 4)},
    "comment": Row(sentence, typed("Why?", KEY.Key_Return, CTRL)),
    "cite": Row(lambda visitor: (note_open(visitor), sentence(visitor)), kept, steps=2),
    "take_place": Row(begun),
    "keep_passage": Row(begun),
    **dict.fromkeys(("accept", "reject", "reject_everywhere", "accept_all"), Row(reviewed)),
    "someone_else": Row(reviewed, typed("Ana Lind")),
    "new_note": Row(read),
    "note_from_template": Row(template, from_menu),
    **dict.fromkeys(("bold", "italic", "link", "task", "line_up", "line_down"), NOTE_ROW),
}  # fmt: skip
PAGES: dict[str, Deed] = {
    "read_whole": lambda _visitor: None,
    **dict.fromkeys(
        ("read_usual", "read_generous", "read_other"), lambda visitor: give(visitor, "read_whole")
    ),
    "read_selection": lambda visitor: visitor.drag_over("Second paragraph"),
}
READS = sorted({one.id for one in ACTIONS} - CHANGES - LEAVES - OF_THE_SYSTEM)


def test_every_command_has_a_row():
    known = [ASKED, FOR_GOOD, BESIDE, THEMSELVES, set(ROWS), set(PAGES)]
    assert set().union(*known) == CHANGES
    assert sum(map(len, known)) == len(CHANGES)
    assert {one.id for one in ACTIONS} - CHANGES >= LEAVES | OF_THE_SYSTEM


@pytest.fixture
def calm(lost) -> Visitor:
    """A stranger whose articles were all read before, as time alone marks them so."""
    change(lost, lambda library: articles.mark(library, articles.listed(library), is_read=True))
    return lost


def undone_and_done_again(visitor, before, steps, expected):
    visitor.window.activateWindow()  # after a dialog
    visitor.calm()
    after = content(visitor)
    assert after != before
    made = len(visitor.library.history()) - steps
    assert made == expected
    visitor.list.setFocus()
    for _ in range(made):
        visitor.press(KEY.Key_Z, CTRL)
    assert content(visitor) == before
    visitor.list.setFocus()
    for _ in range(made):
        visitor.press(KEY.Key_Z, CTRL | SHIFT)
    assert content(visitor) == after


@pytest.mark.parametrize("name", sorted(ROWS))
def test_what_a_command_changed_is_undone_and_done_again_whole(calm, name):
    row = ROWS[name]
    row.first(calm)
    before, steps = content(calm), len(calm.library.history())
    give(calm, name)
    row.then(calm)
    undone_and_done_again(calm, before, steps, row.steps)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_an_article_told_in_another_way_is_told_as_before_by_undo(visitor, tmp_path, name):
    visitor.window.upkeep._read.setInterval(NEVER)  # reading time marks it, which is no step
    nav = "<nav><a href='/'>Home of the paper</a></nav>"
    open_page(visitor, tmp_path, PAGE.replace("<article>", f"{nav}<article>"))
    PAGES[name](visitor)
    before, steps = content(visitor), len(visitor.library.history())
    give(visitor, name)
    undone_and_done_again(visitor, before, steps, 1)


def test_what_only_looks_leaves_the_library_as_it_is(calm, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)

    for name in [*READS, *sorted(ASKED), *sorted(BESIDE)]:
        BEFORE.get(BY_ID[name].contexts, read)(calm)
        before, steps = content(calm), len(calm.library.history())
        give(calm, name)
        calm.until(lambda: calm.window.desk.jobs.is_idle)
        for one in QApplication.topLevelWidgets():
            if isinstance(one, QMenu) and one.isVisible():
                one.close()
        for dialog in calm.dialogs():
            dialog.reject()
        calm.window.activateWindow()
        calm.calm()
        assert (name, len(calm.library.history())) == (name, steps)
        assert {key for key, rows in content(calm).items() if rows != before[key]} == set(), name


def test_what_is_emptied_is_the_one_thing_gone_for_good(calm):
    trashed(calm)
    before = content(calm)
    give(calm, "empty_trash")
    assert content(calm) == before, "it asks first"
    (asked,) = calm.dialogs()
    calm.click_button("Delete for ever", asked)
    calm.until(lambda: content(calm) != before)
