# SPDX-License-Identifier: MIT
"""What is said and shown of passages whose article was clipped again: in the message, in the text, in the pane."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

from researchdesk.library import articles, passages
from researchdesk.model.clipping import Source
from researchdesk.model.passage import Quote
from researchdesk.ui.clips import again_words
from researchdesk.ui.panes.annotations import AnnotationsFace
from tests.ui.window.ferry import (
    ADDRESS,
    BELL,
    COOK,
    FIRST,
    LATER,
    TALKS,
    begun,
    clip,
    repair,
    shown,
)
from tests.ui.window.visitor import KEY, Visitor


def clip_again(visitor, path, text):
    """Clip a saved page anew, as the user would: its address makes it the same article."""
    path.write_text(text)
    visitor.window.clips.clip([Source("file", str(path), url=ADDRESS)])
    visitor.until(lambda: not visitor.window.clips.is_running)


PAGE = f"<html><head><title>The ferry</title></head><body><article><h1>The ferry</h1>{FIRST}</article></body></html>"


def test_clipping_again_counts_the_passages_in_one_line_and_leads_to_those_that_wait(
    visitor, tmp_path
):
    clip_again(visitor, tmp_path / "page.html", PAGE)
    number = visitor.window.desk.article_id
    for words in (TALKS, COOK, BELL, "forty people and two carts"):
        quote = Quote(words)
        visitor.window.desk.change(
            "mark", lambda library, quote=quote: passages.highlight_quote(library, number, quote)
        )
    visitor.calm()
    again = PAGE.replace(f"{TALKS} ", "").replace(f"{COOK} ", "")
    again = again.replace("by the youngest of them", "by the youngest of the men")
    visitor.click_place("Starred")
    clip_again(visitor, tmp_path / "page.html", again)
    toast = visitor.window.toast
    assert toast.sentence == "Clipped again: 1 passage as it was, 1 reworded, 2 to repair"
    visitor.click_button("Put right", toast)
    assert visitor.window.looking.place.title == "To repair"
    assert shown(visitor) == TALKS
    assert visitor.focus is visitor.text


def test_clipping_again_offers_no_repair_where_nothing_waits(visitor, tmp_path):
    clip_again(visitor, tmp_path / "page.html", PAGE)
    number = visitor.window.desk.article_id
    visitor.window.desk.change(
        "mark", lambda library: passages.highlight_quote(library, number, Quote(TALKS))
    )
    visitor.calm()
    clip_again(visitor, tmp_path / "page.html", PAGE.replace(f"{COOK} ", ""))
    toast = visitor.window.toast
    assert toast.sentence == "Clipped again: 1 passage as it was"
    assert [one.text() for one in toast.buttons] == ["Undo"]
    visitor.click_button("Undo", toast)
    assert COOK in articles.text(visitor.library, number).text


@pytest.mark.parametrize(
    ("counts", "waiting", "words"),
    [
        ({"same": 4, "typography": 1, "moved": 1, "unsure": 1, "orphan": 1}, 2,
         "Clipped again: 5 passages as they were, 1 moved, 2 to repair"),
        ({"same": 1, "changed": 2, "orphan": 3}, 1,
         "Clipped again: 1 passage as it was, 2 reworded, 2 kept on an old version, 1 to repair"),
        ({"orphan": 1}, 1, "Clipped again: 1 to repair"),
    ],
)  # fmt: skip
def test_only_what_there_is_is_counted(qapp, counts, waiting, words):
    assert again_words(counts, waiting) == words


@pytest.fixture
def reworded(lost) -> Visitor:
    """A stranger who reads an article in which one more passage has other words now."""

    def work(library):
        passages.highlight_quote(library, 5, Quote("He waited for nine years"))
        clip(library, LATER.replace("waited for nine years", "had waited there for ten years"))

    lost.window.desk.change("prepare", work)
    lost.window.desk.show_article(5, focus=True)
    lost.calm()
    return lost


def hover(visitor, point):
    """Rest with the mouse on a point of the text."""
    port = visitor.text.viewport()
    event = QHelpEvent(QEvent.Type.ToolTip, point, port.mapToGlobal(point))
    QApplication.sendEvent(port, event)
    visitor.calm()
    return QToolTip.text()


def face(visitor):
    visitor.window.desk.actions.trigger("companion_annotations")
    visitor.calm()
    return visitor.window.regions.companion.findChild(AnnotationsFace)


def row_of(view, exact):
    return next(at for at, one in enumerate(view.model().things) if one.exact == exact)


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_the_old_words_are_said_where_the_mouse_rests_on_a_changed_passage(reworded, qtbot):
    words = hover(reworded, reworded.spot("waited there for ten"))
    assert "The wording changed. It was: “He waited for nine years”" in words
    hover(reworded, reworded.spot("forty people"))
    qtbot.waitUntil(lambda: not QToolTip.isVisible(), timeout=1_500)  # by itself it goes later
    held = next(one for one in reworded.text.marks.annotations if one.status == "changed")
    line = reworded.text.rects(held.place)[0]
    sign = reworded.text._under.sign_box(line).center().toPoint()
    assert "He waited for nine years" in hover(reworded, sign)
    QToolTip.hideText()


def test_the_pane_shows_old_and_new_words_and_what_became_of_each_passage(reworded):
    view = face(reworded).view
    shown_words = [view.model().index(at, 0).data() for at in range(view.model().rowCount())]
    (changed,) = [one for one in shown_words if one.startswith("He waited for nine years")]
    assert "Now: “" in changed
    assert "ten years" in changed
    assert "wording changed" in changed
    assert sum("no longer in the text" in one for one in shown_words) == 3
    reworded.click_place("Annotations")
    rows = reworded.window.regions.results.rows
    names = {rows.row(at).title: rows.row(at).names for at in range(rows.rowCount())}
    assert names["He waited for nine years"] == (("state.warning", "wording changed"),)


def test_a_passage_that_waits_is_put_right_from_the_pane_too(reworded):
    view = face(reworded).view
    reworded.click_row(row_of(view, COOK), view=view)
    assert shown(reworded) == COOK
    reworded.click_row(row_of(view, "He waited for nine years"), view=view)
    assert shown(reworded) is None


def test_a_passage_that_was_kept_opens_the_old_version_where_it_stood(reworded):
    begun(reworded)
    reworded.press(KEY.Key_K)
    assert shown(reworded) == COOK
    view = face(reworded).view
    reworded.click_row(row_of(view, TALKS), view=view)
    content = reworded.text.content
    assert (content.is_current, content.version.seq) == (False, 1)
    assert content.version.text[reworded.text.caret() :].startswith(TALKS)
    assert not repair(reworded).is_shown, "places are counted in another text"
