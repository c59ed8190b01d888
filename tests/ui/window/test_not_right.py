# SPDX-License-Identifier: MIT
"""An article that was told wrongly from its page: read in another way, or by what the reader selects."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QToolButton

from researchdesk.library import articles
from researchdesk.model.clipping import Source
from tests.unit.library.test_readings import FIRST, PAGE, SECOND, THIRD

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)  # of menus
NOT_RIGHT = "Not right: read the article from its page in another way"


def open_page(visitor, tmp_path, page=PAGE):
    path = tmp_path / "ferry.html"
    path.write_text(page)
    visitor.window.clips.clip([Source("file", str(path), url="https://courier.example/ferry")])
    visitor.until(lambda: not visitor.window.clips.is_running)
    visitor.until(lambda: visitor.text.content is not None)


def choose(visitor, words):
    visitor.choose_of(visitor.button(NOT_RIGHT), words)


def blocks(visitor):
    return articles.text(visitor.library, visitor.window.desk.article_id).text.split("\n\n")


def test_only_what_is_selected_becomes_the_text_and_undo_brings_all_of_it_back(visitor, tmp_path):
    open_page(visitor, tmp_path)
    visitor.drag_over("Second paragraph")
    choose(visitor, "Take only what is selected")
    assert blocks(visitor) == [SECOND]
    assert visitor.text.content.version.seq == 2
    toast = visitor.window.toast
    assert toast.sentence == "The text has 22 words now, before 66."
    visitor.click_button("Undo", toast)
    assert blocks(visitor) == [FIRST, SECOND, THIRD]


def test_all_of_the_page_is_a_text_version_beside_the_first(visitor, tmp_path):
    nav = "<nav><a href='/'>Home of the paper</a></nav>"
    open_page(visitor, tmp_path, PAGE.replace("<article>", f"{nav}<article>"))
    assert "Home of the paper" not in blocks(visitor)
    choose(visitor, "Take all that the page shows")
    assert "Home of the paper" in blocks(visitor)
    assert [one.seq for one in articles.versions_of(visitor.library, visitor.article.id)] == [1, 2]
    choose(visitor, "Read the page as usual")
    assert blocks(visitor) == [FIRST, SECOND, THIRD]
    choose(visitor, "Read the page as usual")
    assert visitor.window.toast.sentence == "Read in this way, the text is the same."


def test_a_doubtful_text_offers_the_ways_at_its_head(visitor, tmp_path):
    open_page(
        visitor, tmp_path, "<html><title>Short</title><body><p>Few words only.</p></body></html>"
    )
    assert visitor.article.doubt
    assert "Not right?" in visitor.text.toPlainText()


def test_the_ways_have_a_button_only_where_an_article_is_shown(visitor):
    visitor.window.regions.reader.show_article(None)
    visitor.calm()
    named = [
        one for one in visitor.window.findChildren(QToolButton) if one.accessibleName() == NOT_RIGHT
    ]
    assert [one.isVisible() for one in named] == [False]
