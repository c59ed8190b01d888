# SPDX-License-Identifier: MIT
"""The trash: into it, out of it, emptied for ever; and what the window shows of what is gone."""

from __future__ import annotations

import pytest

from researchdesk.library import articles, trash
from researchdesk.ui.dialogs.question import Question
from tests.ui.window.visitor import CTRL, KEY

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # of menus without a screen


def lies(visitor):
    return [one.title for one in trash.contents(visitor.library).articles]


def question(visitor):
    (found,) = visitor.dialogs()
    assert isinstance(found, Question)
    return found


def after_dialog(visitor):
    visitor.window.activateWindow()
    visitor.calm()
    assert visitor.dialogs() == []


@pytest.fixture
def littered(visitor):
    """Two articles lie in the trash, which is shown."""
    visitor.click_row(0)
    visitor.press(KEY.Key_Delete)
    visitor.press(KEY.Key_Delete)
    assert lies(visitor) == ["The market keeps its bell", "Letters of Pupin"]
    visitor.click_place("Trash")
    visitor.press(KEY.Key_2, CTRL)
    return visitor


def test_what_lies_in_the_trash_is_listed_and_taken_out_by_the_menu(littered):
    assert set(littered.titles()) == {"The market keeps its bell", "Letters of Pupin"}
    at = littered.titles().index("Letters of Pupin")
    littered.click_row(at)
    rows = littered.list.selected
    menu = littered.window.menus.of_rows(rows)
    menu.popup(littered.window.mapToGlobal(littered.window.rect().center()))
    littered.choose(menu, "Take out of the trash")
    assert lies(littered) == ["The market keeps its bell"]
    assert littered.titles() == ["The market keeps its bell"]
    assert littered.focus.isVisible()


def test_delete_in_the_trash_says_so_and_its_button_takes_the_thing_out(littered):
    littered.click_row(0)
    first = littered.list.current.title
    littered.press(KEY.Key_Delete)
    assert "in the trash already" in littered.window.toast.sentence
    littered.click_button("Take it out", littered.window.toast)
    assert first not in lies(littered)
    assert len(lies(littered)) == 1
    littered.press(KEY.Key_Z, CTRL)
    assert len(lies(littered)) == 2


def test_the_last_thing_taken_out_leaves_the_sentence_and_the_keys_in_the_window(littered):
    littered.list.selectAll()
    littered.window.desk.actions.action("restore").trigger()
    littered.calm()
    assert lies(littered) == []
    assert littered.window.regions.results.empty.words.text() == "The trash is empty."
    assert littered.focus.isVisible()
    littered.press(KEY.Key_Z, CTRL)
    assert len(lies(littered)) == 2
    littered.press(KEY.Key_Escape)
    assert len(littered.titles()) == 2
    assert littered.focus is littered.list


def test_emptying_asks_once_and_escape_keeps_everything(littered):
    littered.window.desk.actions.action("empty_trash").trigger()
    littered.calm()
    assert "Delete 2 things in the trash for ever?" in question(littered).sentence
    littered.press(KEY.Key_Escape)
    after_dialog(littered)
    assert len(lies(littered)) == 2
    assert littered.focus is littered.list


def test_emptied_means_gone_and_an_article_that_was_shown_is_shown_no_more(littered):
    littered.click_row(0)
    littered.press(KEY.Key_Return)
    assert littered.focus is littered.text
    littered.press(KEY.Key_7, CTRL)
    littered.window.desk.actions.action("empty_trash").trigger()
    littered.calm()
    littered.click_button("Delete for ever", question(littered))
    after_dialog(littered)
    assert lies(littered) == []
    assert articles.counts(littered.library).articles == 2
    assert littered.window.toast.sentence == "2 things were deleted."
    assert littered.window.desk.article_id is None
    assert not littered.text.isVisible()
    assert littered.focus.isVisible()
    littered.press(KEY.Key_Z, CTRL)
    assert littered.window.toast.sentence == "There is nothing to undo."


def test_an_empty_trash_says_so_without_a_question(visitor):
    visitor.window.desk.actions.action("empty_trash").trigger()
    visitor.calm()
    assert visitor.window.toast.sentence == "The trash is empty."
    assert visitor.dialogs() == []


def test_an_article_open_in_the_text_goes_to_the_trash_by_key_and_the_next_is_shown(visitor):
    visitor.click_row(1)
    visitor.press(KEY.Key_Return)
    visitor.press(KEY.Key_Delete)
    assert lies(visitor) == ["Letters of Pupin"]
    assert visitor.article.title == "A canal in Belgium"
    assert visitor.focus is visitor.text
    visitor.click_button("Undo", visitor.window.toast)
    assert lies(visitor) == []
    assert visitor.focus is visitor.text
