# SPDX-License-Identifier: MIT
"""The window in another language: changed while it stands, nothing lost, nothing left in English, nothing clipped."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabBar,
    QWidget,
)

from researchdesk.model.errors import PageUnreachable
from researchdesk.ui import languages, retelling
from researchdesk.ui.translate import JOINTS, tr
from researchdesk.ui.widgets.parts import ElidedLabel
from tests.house import sentences
from tests.ui.window.pseudo import OPEN, PSEUDO
from tests.ui.window.scenes import scenes
from tests.ui.window.visitor import CTRL, KEY, SHIFT, Visitor

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # of menus without a screen
SMALL = (1024, 700)
SAME = {"ResearchDesk", "…", "English"}
FLOATING = ("selection bar", "mention card")  # over a text that is written anew: they go
ROW = Qt.ItemDataRole.DisplayRole


@pytest.fixture(autouse=True)
def _english_again(qapp):
    yield
    languages.use(languages.ENGLISH)


def speak(visitor, monkeypatch, language) -> None:
    monkeypatch.setattr(languages, "wanted", lambda _: language)
    retelling.change_language(visitor.window)
    visitor.calm()


def words_of(window) -> Counter[tuple[str, str]]:
    """Count every text of the window that can be seen or is spoken, with what shows it."""
    found: Counter[tuple[str, str]] = Counter()
    status, count = window.status, window.regions.results.count
    unsteady = {count, status.index, *status.findChildren(QWidget)} - {status.place}  # tell of time
    for one in [window, *window.findChildren(QWidget)]:
        if one.isVisible() and one not in unsteady:
            kind = type(one).__name__
            found.update((kind, text) for text in texts_of(one) if text)
    window.desk.actions.refresh()
    window.desk.actions.release()
    for action in window.desk.actions.findChildren(QAction):
        found.update([("action", action.text()), ("action", action.toolTip())])
    tree = window.regions.navigation.model
    tops = [tree.index(row, 0) for row in range(tree.rowCount())]
    rows = [tree.index(row, 0, top).data(ROW) for top in tops for row in range(tree.rowCount(top))]
    found.update(("navigation", words) for words in [*rows, *(top.data(ROW) for top in tops)])
    return found


def texts_of(one: QWidget) -> list[str]:
    found = [one.toolTip(), one.accessibleName(), one.accessibleDescription()]
    if isinstance(one, ElidedLabel):
        found.append(one.words)
    elif isinstance(one, QLabel | QAbstractButton):
        found.append(one.text())
    elif isinstance(one, QLineEdit):
        found.append(one.placeholderText())
    elif isinstance(one, QTabBar):
        found += [one.tabText(at) for at in range(one.count())]
    elif isinstance(one, QComboBox):
        found += [one.itemText(at) for at in range(one.count())]
    return found


def test_in_every_state_of_the_window_no_english_is_left_and_nothing_is_clipped(
    visitor, monkeypatch
):
    visitor.window.resize(*SMALL)
    speak(visitor, monkeypatch, PSEUDO)
    english = set(sentences.of_window()) - SAME - {"Library"}  # the library's own name
    left, clipped, told = [], [], 0
    for scene in scenes(visitor):
        for shown, text in words_of(visitor.window):
            told += OPEN in text
            if english & {text, *JOINTS.split(text)}:
                left.append(f"{scene}: {shown}: {text!r}")
        clipped += [f"{scene}: {words}" for words in clipped_words(visitor.window)]
    assert not left, "\n".join(left)
    assert not clipped, "\n".join(clipped)
    assert told > 1_000, "the texts were not looked at"


def test_the_first_start_and_what_is_said_without_a_library_has_room(make, qtbot, monkeypatch):
    window = make()
    window.resize(*SMALL)
    speak(Visitor(window, qtbot), monkeypatch, PSEUDO)
    window.regions.welcome.address.setText("no address")
    window.regions.welcome.clip.click()
    error = PageUnreachable(address="https://example.org/page", reason="nothing answers there")
    window.desk.fail(error, {"try_again": lambda: None})
    window.strips.put(tr("This is the sample library. Everything in it may be changed."))
    qtbot.wait(50)
    texts = {text for _, text in words_of(window)}
    assert texts & {PSEUDO.look_up("Clip your first article")}
    assert not texts & set(sentences.of_window())
    assert clipped_words(window) == []


def test_there_and_back_again_every_text_is_as_it_was(visitor, monkeypatch):
    for scene in scenes(visitor):
        if scene in FLOATING:
            continue
        before = words_of(visitor.window)
        speak(visitor, monkeypatch, languages.BY_CODE["sr-Cyrl"])
        between = words_of(visitor.window)
        speak(visitor, monkeypatch, languages.ENGLISH)
        after = words_of(visitor.window)
        assert (before - between).total() > 150, scene
        assert after - before == before - after, scene


def test_srpski_is_chosen_in_the_preferences_and_nothing_typed_or_looked_at_is_lost(reading):
    window, text = reading.window, reading.text
    text.set_top(300, 4.0)
    reading.calm()
    at = text.top()
    window.desk.show_note(1)
    reading.calm()
    page = window.regions.companion.note.page
    QTest.keyClicks(page.editor, "half a sent")
    reading.field.line.setFocus()
    QTest.keyClicks(reading.focus, "stee")
    query = reading.field.whole_query
    choose(reading, "srpski", "Podešavanja")
    assert window.desk.settings.get("language") == "sr-Latn"
    assert page.editor.body().startswith("half a sent")
    assert reading.field.whole_query == query == "stee"
    assert text.top() == at
    assert reading.field.line.placeholderText() == "Pretražite članke i beleške"
    assert reading.place("Prispelo").isValid()
    assert window.regions.companion.tabs.tabText(0) == "Beleška"
    assert "2. mart 2026." in text.toPlainText()
    assert "1 min" in text.toPlainText()
    reading.until(lambda: window.regions.results.rows.row(0).date == "2. mar 2026.")
    tree = window.regions.navigation.model
    reading.until(lambda: tree.index(0, 0).data(ROW) == "Biblioteka")
    choose(reading, "српски")
    assert reading.place("Приспело").isValid()
    assert "2. март 2026." in text.toPlainText()
    assert text.top() == at


def test_a_selection_stays(reading):
    reading.press(KEY.Key_V)
    span = reading.text.span()
    choose(reading, "srpski")
    assert reading.text.span() == span
    reading.text.setFocus()
    reading.press(KEY.Key_H)
    reading.until(lambda: reading.window.desk.actions.action("undo").text() == "Opozovi: Istakni")


def test_a_comment_that_is_being_written_stays(reading):
    reading.text.setFocus()
    for key in (KEY.Key_V, KEY.Key_N):
        reading.press(key)
    field = reading.focus
    QTest.keyClicks(field, "A thought")
    choose(reading, "srpski")
    assert field.toPlainText() == "A thought"
    assert field.isVisible()


def test_the_name_of_the_last_deed_is_said_in_the_language(visitor):
    visitor.list.go_to(0)
    visitor.press(KEY.Key_S)
    visitor.until(lambda: visitor.window.toast.sentence == "Starred the article.")
    choose(visitor, "srpski")
    undo = visitor.window.desk.actions.action("undo")
    visitor.until(lambda: undo.text() == "Opozovi: Stavi zvezdicu")
    assert visitor.window.toast.sentence == "Članak je dobio zvezdicu."
    visitor.list.setFocus()
    visitor.press(KEY.Key_Delete)
    visitor.until(lambda: undo.text() == "Opozovi: Premeštanje 1 članka u korpu")
    visitor.press(KEY.Key_Z, CTRL)
    assert visitor.window.toast.sentence == "Opozvano: Premeštanje 1 članka u korpu"


def test_the_next_window_speaks_the_language_that_was_chosen(visitor, make):
    choose(visitor, "српски")
    again = make()
    assert again.topbar.search.line.placeholderText() == "Претражите чланке и белешке"
    assert again.desk.actions.text("undo") == "Опозови"


def choose(visitor, name, title="") -> None:
    """Choose a language in the preferences, by keys; `title` is what they are called then."""
    visitor.press(KEY.Key_Comma, CTRL)
    (dialog,) = visitor.dialogs()
    box = dialog.controls["language"]
    box.setFocus()
    names = [box.itemText(at) for at in range(box.count())]
    visitor.press(KEY.Key_Home)
    for _ in range(names.index(name)):
        visitor.press(KEY.Key_Down)
    assert box.currentText() == name
    assert title in dialog.windowTitle()
    visitor.press(KEY.Key_Escape)
    visitor.window.activateWindow()
    visitor.calm()


def clipped_words(window) -> list[str]:
    """Give the words of labels, buttons and tabs that have less room than they need, or stand outside of it."""
    found = []
    for one in window.findChildren(QWidget):
        is_meant = isinstance(one, QLabel | QAbstractButton | QTabBar)
        if not is_meant or isinstance(one, ElidedLabel) or not one.isVisible():
            continue
        words = one.tabText(0) if isinstance(one, QTabBar) else one.text()
        if words and (is_narrow(one) or is_cut(one)):
            found.append(f"{type(one).__name__} {words!r}: {one.size()} of {one.sizeHint()}")
    return found


def is_narrow(one: QWidget) -> bool:
    if isinstance(one, QLabel) and one.wordWrap():
        return one.heightForWidth(one.width()) > one.height() + 1
    return one.sizeHint().width() > one.width() + 1


def is_cut(one: QWidget) -> bool:
    """Say whether a part of a widget lies outside of what holds it, where nothing scrolls."""
    above = one.parentWidget()
    while above is not None:
        inside = QRect(one.mapTo(above, QPoint()), one.size())
        if isinstance(above.parentWidget(), QAbstractScrollArea):
            return inside.left() < 0 or inside.right() > above.width()
        if not above.rect().adjusted(-1, -1, 1, 1).contains(inside):
            return True
        above = None if above.isWindow() else above.parentWidget()
    return False


def test_countries_have_their_names_in_the_language(reading):
    reading.press(KEY.Key_R)
    reading.press(KEY.Key_A, SHIFT)
    reading.until(lambda: "Serbia" in reading.text.toPlainText().splitlines()[2])
    choose(reading, "српски")
    reading.until(lambda: "Србија" in reading.text.toPlainText().splitlines()[2])
    assert reading.place("Србија").isValid()
    names = reading.window.regions.results.rows.row(0).names
    assert ("entity.country", "Италија") in names
    reading.field.line.setFocus()
    reading.type("srb")
    offered = reading.window.looking.proposals
    reading.until(lambda: offered.isVisible())
    reading.press(KEY.Key_Tab)
    assert reading.field.whole_query == "country:RS"
