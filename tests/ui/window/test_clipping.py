# SPDX-License-Identifier: MIT
"""Clipping by drop, by paste and in its dialog: what arrives, what is refused and why, where the keys are then."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication, QPushButton

from researchdesk.library import articles
from researchdesk.ui.dialogs.clip import ClipDialog
from tests.ui.window.visitor import CTRL, KEY, SHIFT

WORDS = (
    "The ferry of Zemun runs again. It carries forty people and two carts, and it leaves every hour until the sun is"
    " down. Nobody had expected it before the spring, said the ferryman, who waited for nine years.\n"
)
KNOWN = "https://courier.example/ferry"
HTML = f"<h1>The ferry of Zemun</h1><p>{WORDS}</p><p>{WORDS.replace('Zemun', 'Pančevo')}</p>"


def texts(visitor):
    return [articles.text(visitor.library, number).text for number in range(1, count(visitor) + 1)]


def count(visitor):
    return articles.counts(visitor.library).articles


def rest(visitor):
    visitor.until(lambda: not visitor.window.clips.is_running)


def dialog(visitor):
    (found,) = visitor.dialogs()
    assert isinstance(found, ClipDialog)
    return found


def carried(*, html="", text="", urls=()):
    made = QMimeData()
    if html:
        made.setHtml(html)
    if text:
        made.setText(text)
    if urls:
        made.setUrls([QUrl(one) for one in urls])
    return made


def test_a_dropped_file_is_clipped_shown_and_taken_back_by_the_messages_button(visitor, tmp_path):
    file = tmp_path / "ferry.html"
    file.write_text(f"<html><head><title>The ferry</title></head><body>{HTML}</body></html>")
    assert visitor.drop(carried(urls=[QUrl.fromLocalFile(str(file)).toString()]))
    rest(visitor)
    assert count(visitor) == 5
    assert "forty people" in texts(visitor)[4]
    assert visitor.article.id == 5
    assert visitor.list.current.id == 5
    assert visitor.focus is visitor.list
    visitor.click_button("Undo", visitor.window.toast)
    assert count(visitor) == 4
    assert len(visitor.titles()) == 4
    assert visitor.window.desk.article_id != 5
    assert not visitor.window.toast.sentence.startswith("There is no")
    visitor.click_button("Redo", visitor.window.toast)
    assert count(visitor) == 5


def test_what_holds_nothing_to_clip_is_not_taken(visitor):
    assert not visitor.drop(carried(text="a few words"))
    assert not visitor.window._drop.isVisible()
    QApplication.clipboard().setText("a few words")
    visitor.press(KEY.Key_V, CTRL)
    assert "no address and no text" in visitor.window.toast.sentence
    assert count(visitor) == 4


@pytest.mark.network
def test_a_dropped_address_that_cannot_be_reached_says_so_and_offers_to_try_again(visitor):
    assert visitor.drop(carried(urls=["http://127.0.0.1:9/page"]))
    rest(visitor)
    assert "127.0.0.1" in visitor.window.toast.sentence
    assert count(visitor) == 4
    assert visitor.focus is visitor.list
    assert [one.text() for one in visitor.window.toast.buttons]


def test_pasted_html_and_pasted_text_become_articles_and_what_is_known_is_said(visitor):
    QApplication.clipboard().setMimeData(carried(html=HTML, text=WORDS))
    visitor.press(KEY.Key_V, CTRL)
    rest(visitor)
    QApplication.clipboard().setText(WORDS.replace("Zemun", "Grocka"))
    visitor.press(KEY.Key_V, CTRL | SHIFT)
    rest(visitor)
    assert count(visitor) == 6
    assert "Pančevo" in texts(visitor)[4]
    assert "Grocka" in texts(visitor)[5]
    assert visitor.article.id == 6
    assert visitor.focus is visitor.list
    visitor.press(KEY.Key_V, CTRL)
    rest(visitor)
    assert count(visitor) == 6
    assert "is in the library already" in visitor.window.toast.sentence


def test_ctrl_v_in_a_field_pastes_into_the_field(visitor):
    QApplication.clipboard().setText(WORDS)
    visitor.press(KEY.Key_F, CTRL | SHIFT)
    visitor.press(KEY.Key_V, CTRL)
    assert visitor.field.line.text().startswith("The ferry")
    assert not visitor.window.clips.is_running
    assert count(visitor) == 4


def test_the_dialog_says_at_the_field_what_is_wrong_and_escape_gives_the_keys_back(visitor):
    visitor.press(KEY.Key_L, CTRL)
    asked = dialog(visitor)
    assert visitor.focus is asked.address
    visitor.press(KEY.Key_Return)
    assert asked.error.text() == "Write or paste the address of an article."
    visitor.type("no address")
    assert asked.error.text() == ""
    visitor.press(KEY.Key_Return)
    assert "“no address” is no address" in asked.error.text()
    assert asked.isVisible()
    visitor.press(KEY.Key_Escape)
    visitor.window.activateWindow()
    visitor.calm()
    assert visitor.dialogs() == []
    assert visitor.focus is visitor.list


def test_text_typed_into_the_dialog_becomes_an_article_with_its_title(visitor):
    visitor.click(visitor.window.topbar.buttons["clip_address"])
    asked = dialog(visitor)
    visitor.click(asked.more)
    assert visitor.focus is asked.text
    QApplication.clipboard().setText(WORDS)
    visitor.press(KEY.Key_V, CTRL)
    visitor.click(asked.title)
    visitor.type("Ferry")
    visitor.click(next(one for one in asked.findChildren(QPushButton) if one.text() == "Clip"))
    rest(visitor)
    visitor.window.activateWindow()
    visitor.calm()
    assert visitor.dialogs() == []
    assert visitor.article.title == "Ferry"
    assert articles.text(visitor.library, visitor.article.id).text.strip() == WORDS.strip()


def lay_address(visitor):
    visitor.window.desk.change("lay", lambda library: articles.edit(library, 2, url=KNOWN))
    visitor.calm()


def write_address(visitor, address):
    visitor.press(KEY.Key_L, CTRL)
    visitor.type(address)
    return dialog(visitor)


def test_an_address_that_is_known_says_since_when_and_opens_its_article(visitor):
    lay_address(visitor)
    known = articles.get(visitor.library, 2)
    shown = write_address(visitor, f"{KNOWN}?utm_source=mail#top")
    visitor.until(shown.known.isVisible)
    assert known.title in shown.known.text()
    assert "In the library since" in shown.known.text()
    assert shown.clip.text() == "Clip again"
    visitor.click_button("Open it", shown)
    visitor.until(lambda: visitor.window.desk.article_id == 2)
    assert not visitor.dialogs()
    assert count(visitor) == 4


def test_what_is_said_of_a_known_address_goes_with_its_letters_and_esc_leaves_nothing(visitor):
    lay_address(visitor)
    shown = write_address(visitor, KNOWN)
    visitor.until(shown.known.isVisible)
    visitor.type("x")
    assert not shown.known.isVisible()
    assert shown.clip.text() == "Clip"
    visitor.press(KEY.Key_Escape)
    assert not visitor.dialogs()
    assert count(visitor) == 4
    assert not visitor.window.clips.is_running
