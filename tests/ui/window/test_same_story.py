# SPDX-License-Identifier: MIT
"""The same story at another place, found in the details of an article."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from researchdesk.library import articles
from researchdesk.model.clipping import Clipping, Received
from tests.ui.window.visitor import CTRL, KEY
from tests.unit.clip.test_sketch import story


def put(visitor, words, title, site):
    text = " ".join(words)
    received = Received(text.encode(), "text/plain", "2026-11-01T10:00:00Z")
    made = Clipping(title, f"<p>{text}</p>", text, received, "test", "1", 1, container_title=site)
    visitor.window.desk.change("clip", lambda library: articles.clip(library, made, as_new=True))
    visitor.calm()


def test_the_same_story_is_listed_in_the_details_and_opens_by_a_click(visitor):
    put(visitor, story(1), "The dam breaks", "Courier")
    put(visitor, story(1)[:450], "A dam has broken", "Gazette")
    row = visitor.titles().index("The dam breaks")
    visitor.click_row(row)
    visitor.press(KEY.Key_7, CTRL)
    details = visitor.window.regions.companion.details
    visitor.until(details.elsewhere.isVisible)
    assert "The same story elsewhere" in [
        one.text() for one in details.elsewhere.findChildren(QLabel)
    ]
    visitor.click_button("A dam has broken · Gazette", details)
    assert visitor.article.title == "A dam has broken"
    visitor.until(lambda: details.elsewhere.isVisible())
    assert visitor.button("The dam breaks · Courier", details)


def test_nothing_is_said_where_the_story_stands_alone(visitor):
    visitor.click_row(0)
    visitor.press(KEY.Key_7, CTRL)
    visitor.calm()
    assert not visitor.window.regions.companion.details.elsewhere.isVisible()
