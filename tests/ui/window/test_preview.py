# SPDX-License-Identifier: MIT
"""Looking at an article before it is saved: what is shown, chosen and put back, and that leaving it leaves nothing."""

from __future__ import annotations

import contextlib

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QToolButton

from researchdesk.config import paths
from researchdesk.library import articles
from researchdesk.ui.dialogs.preview import PreviewDialog
from tests.ui.window.visitor import BUTTON, CTRL, KEY, PLAIN, SHIFT
from tests.unit.clip.conftest import Site
from tests.unit.library.ferry_page import NOTICE, PAGE, WORDS

pytestmark = [
    pytest.mark.network,
    pytest.mark.qt_log_ignore("This plugin does not support"),  # of menus without a screen
]


@pytest.fixture
def site():
    with contextlib.closing(Site()) as made:
        yield made


@pytest.fixture
def online(visitor, site):
    """A stranger whose program may connect to the site of the test."""
    visitor.library.worker._allow = lambda one: str(one) == "127.0.0.1"
    return visitor


def count(visitor):
    return articles.counts(visitor.library).articles


def shown(visitor):
    (found,) = visitor.dialogs()
    assert isinstance(found, PreviewDialog)
    return found


def look(visitor, site, page=PAGE, path="/ferry"):
    """Ask by the keys to look at a page first, and wait until it is shown."""
    address = site.lay(path, page.encode())
    visitor.press(KEY.Key_L, CTRL)
    visitor.type(address)
    visitor.press(KEY.Key_Return, SHIFT)
    visitor.until(lambda: any(isinstance(one, PreviewDialog) for one in visitor.dialogs()))
    dialog = shown(visitor)
    visitor.until(lambda: dialog.text.isVisible() or dialog.error.isVisible())
    return dialog


def saved(visitor):
    visitor.until(lambda: not visitor.window.clips.is_running and not visitor.dialogs())
    back_at(visitor)


def back_at(visitor):
    visitor.window.activateWindow()  # without a screen nobody does it after a dialog
    visitor.calm()


def choose(menu, words):
    """Click on an entry of the open menu of a field."""
    entry = next(one for one in menu.actions() if one.text() == words)
    QTest.mouseClick(menu, BUTTON.LeftButton, PLAIN, menu.actionGeometry(entry).center())


def words_of(dialog):
    return dialog.text.toPlainText()


def files_below(*folders):
    return {
        (str(one), one.stat().st_size)
        for folder in folders
        for one in folder.rglob("*")
        if one.is_file() and one.suffix != ".log"
    }


def test_a_page_is_looked_at_with_its_fields_and_what_is_left_out_and_saved_as_shown(online, site):
    dialog = look(online, site)
    assert dialog.fields["title"].line.text() == "The ferry runs"
    assert dialog.fields["authors"].line.text() == "Mara Lind"
    assert dialog.fields["container_title"].line.text() == "Courier"
    assert dialog.fields["issued"].line.text() == "2026-03-02"
    assert WORDS in words_of(dialog)
    assert "Left out:" in words_of(dialog)
    assert words_of(dialog).index(WORDS) < words_of(dialog).index(NOTICE)
    assert words_of(dialog).index(NOTICE) < words_of(dialog).index("of Pančevo")
    assert dialog.words.text().startswith("Not in the library yet")
    assert count(online) == 4
    online.press(KEY.Key_Return)
    saved(online)
    assert count(online) == 5
    assert online.article.title == "The ferry runs"
    text = articles.text(online.library, online.article.id).text
    assert text == f"{WORDS}\n\n{WORDS.replace('Zemun', 'Pančevo')}"
    assert [one.split()[1] for one in site.requests] == ["/ferry"], (
        "the page was fetched more than once"
    )


def test_escape_keeps_nothing(online, site, home):
    folders = (home, paths.cache_folder())
    before = files_below(*folders)
    steps = len(online.library.history())
    dialog = look(online, site)
    online.press(KEY.Key_N)
    online.press(KEY.Key_Return)
    online.until(lambda: dialog.back.isVisible())
    online.press(KEY.Key_Escape)
    back_at(online)
    assert not online.dialogs()
    assert count(online) == 4
    assert len(online.library.history()) == steps
    assert files_below(*folders) == before
    assert not online.window.clips.is_running


def test_a_block_is_put_back_by_keys_taken_out_again_and_kept_when_it_is_saved(online, site):
    dialog = look(online, site)
    walk_to(online, dialog, NOTICE)
    online.press(KEY.Key_Return)
    online.until(lambda: dialog.back.isVisible())
    assert NOTICE in dialog.text.content.version.text
    online.press(KEY.Key_Z, CTRL)
    assert NOTICE not in dialog.text.content.version.text
    assert not dialog.back.isVisible()
    walk_to(online, dialog, NOTICE)
    online.press(KEY.Key_Return)
    online.until(lambda: dialog.back.isVisible())
    online.press(KEY.Key_Return, CTRL)
    saved(online)
    article_id = online.article.id
    kept = articles.text(online.library, article_id).text
    assert kept.split("\n\n") == [WORDS, NOTICE, WORDS.replace("Zemun", "Pančevo")]
    again = look(online, site)
    assert NOTICE in again.text.content.version.text, "the word on the block is forgotten"
    assert "The text is the same." in again.words.text()
    online.press(KEY.Key_Escape)
    back_at(online)
    online.press(KEY.Key_Z, CTRL)
    assert count(online) == 4


def walk_to(visitor, dialog, words):
    """Press N until the caret stands in the block that was left out."""
    for _ in range(12):
        if dialog.text.textCursor().block().text() == words:
            return
        visitor.press(KEY.Key_N)
    raise AssertionError(f"{words} is not reached by N")


def test_put_back_is_a_link_at_the_block(online, site):
    dialog = look(online, site)
    walk_to(online, dialog, NOTICE)
    cursor = dialog.text.textCursor()
    cursor.movePosition(cursor.MoveOperation.NextBlock)
    place = cursor.block().text().index("Put") + 3
    cursor.setPosition(cursor.block().position() + place)
    at = dialog.text.cursorRect(cursor).center()
    QTest.mouseClick(dialog.text.viewport(), BUTTON.LeftButton, PLAIN, at - QPoint(2, 0))
    online.until(lambda: dialog.back.isVisible())
    assert NOTICE in dialog.text.content.version.text
    online.click(dialog.back)
    assert NOTICE not in dialog.text.content.version.text


def test_another_value_found_and_a_written_one_are_saved_as_the_users_word(online, site):
    dialog = look(online, site)
    online.click(dialog.fields["title"].line)
    online.press(KEY.Key_A, CTRL)
    online.type("A ferry")
    online.press(KEY.Key_Tab)
    rivals = dialog.fields["title"].findChild(QToolButton)
    menu = dialog.fields["title"].findChild(QMenu)
    offered = [one.text() for one in menu.actions()]
    assert any(one.startswith("The ferry runs  –") for one in offered)
    other = next(one for one in offered if one.startswith("The ferry runs again"))
    QTimer.singleShot(60, rivals, lambda: choose(menu, other))
    online.click(rivals)
    assert dialog.fields["title"].line.text() == "The ferry runs again"
    online.click(dialog.fields["issued"].line)
    online.press(KEY.Key_A, CTRL)
    online.type("2026-03")
    online.click(dialog.save)
    saved(online)
    assert online.article.title == "The ferry runs again"
    assert online.article.issued == "2026-03"
    chosen = {
        one.field: one.value
        for one in articles.candidates(online.library, online.article.id)
        if one.chosen_by == "user"
    }
    assert chosen == {"title": "The ferry runs again", "issued": "2026-03"}


def test_a_date_that_is_none_is_refused_at_its_field_and_nothing_is_saved(online, site):
    dialog = look(online, site)
    online.click(dialog.fields["issued"].line)
    online.press(KEY.Key_A, CTRL)
    online.type("last spring")
    online.press(KEY.Key_Return)
    assert dialog.isVisible()
    assert dialog.fields["issued"].is_refused
    assert count(online) == 4
    online.press(KEY.Key_A, CTRL)
    online.type("2026")
    online.press(KEY.Key_Return)
    saved(online)
    assert online.article.issued == "2026"


def test_a_known_address_says_since_when_and_what_saving_makes(online, site):
    look(online, site)
    online.press(KEY.Key_Return)
    saved(online)
    dialog = look(online, site, PAGE.replace("forty people", "fifty people"))
    assert "In the library since" in dialog.words.text()
    assert "saving makes a new version" in dialog.words.text()
    online.press(KEY.Key_Return)
    saved(online)
    assert count(online) == 5
    assert len(articles.versions_of(online.library, online.article.id)) == 2
    dialog = look(online, site, PAGE.replace("forty people", "fifty people"))
    assert "The text is the same." in dialog.words.text()
    online.click(dialog.as_new)
    saved(online)
    assert count(online) == 6
    dialog = look(online, site)
    online.click(dialog.open_it)
    online.until(lambda: online.window.desk.article_id == 5)
    assert not online.dialogs()
    assert count(online) == 6


def test_what_the_user_said_of_a_known_article_is_shown_and_a_new_word_of_his_replaces_it(
    online, site
):
    look(online, site)
    online.press(KEY.Key_Return)
    saved(online)
    number = online.article.id
    online.window.desk.change(
        "rename", lambda library: articles.edit(library, number, title="My ferry")
    )
    online.calm()
    dialog = look(online, site)
    assert dialog.fields["title"].line.text() == "My ferry"
    online.click(dialog.fields["title"].line)
    online.press(KEY.Key_A, CTRL)
    online.type("Another name")
    online.press(KEY.Key_Return)
    saved(online)
    assert articles.get(online.library, number).title == "Another name"


def test_a_page_that_cannot_be_read_says_why_and_is_tried_again(online, site):
    dialog = look(online, site, path="/other")
    online.press(KEY.Key_Escape)
    back_at(online)
    site.pages.clear()
    online.press(KEY.Key_L, CTRL)
    online.type(site.address + "/ferry")
    online.click_button("Look first", online.dialogs()[0])
    online.until(lambda: any(isinstance(one, PreviewDialog) for one in online.dialogs()))
    dialog = shown(online)
    online.until(dialog.error.isVisible)
    assert "could not be read" in dialog.error.text()
    assert not dialog.text.isVisible()
    assert not dialog.save.isEnabled()
    site.lay("/ferry", PAGE.encode())
    assert online.focus is dialog.again
    online.press(KEY.Key_Space)
    online.until(dialog.text.isVisible)
    assert dialog.save.isEnabled()
    assert count(online) == 4


def test_without_a_library_a_page_is_looked_at_and_the_library_made_when_it_is_saved(
    make, qtbot, home, monkeypatch, site
):
    from researchdesk.clip import worker as clip_worker
    from tests.ui.window.visitor import Visitor

    monkeypatch.setattr(clip_worker.Worker.__init__, "__kwdefaults__", {"allow": lambda one: True})
    visitor = Visitor(make(), qtbot)
    visitor.calm()
    visitor.window.setFocus()
    dialog = look(visitor, site)
    assert not paths.default_library().exists()
    walk_to(visitor, dialog, NOTICE)
    visitor.press(KEY.Key_Return)
    visitor.until(lambda: dialog.back.isVisible())
    assert not paths.default_library().exists()
    visitor.click(dialog.save)
    visitor.until(lambda: visitor.library is not None and not visitor.window.clips.is_running)
    assert NOTICE in articles.text(visitor.library, 1).text
