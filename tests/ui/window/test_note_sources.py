# SPDX-License-Identifier: MIT
"""A note of many sources: what it rests on is read beside it, quoted into it, and what is not used yet is offered."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu

from researchdesk.library import articles, notes, passages
from researchdesk.model.passage import Span
from tests.ui.window.visitor import CTRL, KEY

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def writing(reading):
    """A stranger with a note that cites one of two highlights of the open article."""
    article_id = reading.article.id

    def work(library):
        text = articles.text(library, article_id).text
        first, second = text.split("\n\n")[1:3]
        for part in (first, second):
            at = text.index(part)
            passages.highlight(library, article_id, Span(at, at + min(40, len(part))))
        one, _ = passages.of_article(library, article_id)
        link = passages.cite_link(library, one.id, "said *so*")
        return notes.new(library, "Many sources", f"It was {link}.\n\nMore words here.")

    made = []
    reading.window.desk.change("note", work, made.append)
    reading.until(lambda: made != [])
    reading.window.desk.show_note(made[0].id)
    reading.calm()
    return reading


def test_the_sources_stand_beside_the_note_with_their_context(writing):
    page = writing.window.regions.companion.note.page
    assert page._foot.text().startswith("7 words · 1 citation · ")
    writing.click_button("Sources", page)
    writing.calm()
    pane = page.sources
    assert pane.said.text() == "1 citation · 1 highlight not used yet"
    rows = [pane.model.thing(pane.model.index(n)) for n in range(pane.model.rowCount())]
    assert [(one.words, one.line) for one in rows] == [
        ("said *so*", 0),
        (rows[1].words, None),
    ]
    held = rows[0].annotation
    assert writing.focus is pane.view
    assert held.exact in pane.page.toPlainText()
    before = writing.window.desk.note_id
    writing.press(KEY.Key_Down)
    writing.until(lambda: rows[1].annotation.exact in pane.page.toPlainText())
    assert writing.window.desk.note_id == before
    writing.press(KEY.Key_Return)
    writing.until(lambda: f"(rd:p/{rows[1].annotation.public_id})" in page.editor.body())
    assert "\n\n> " in page.editor.body()
    writing.until(lambda: pane.said.text() == "2 citations")
    writing.press(KEY.Key_Z)
    assert writing.focus is page.editor


def spoken(page, at):
    return page.sources.model.index(at).data()


@pytest.mark.warns("is not where its row says")
def test_a_source_says_what_became_of_its_passage(writing):
    page = writing.window.regions.companion.note.page
    writing.click_button("Sources", page)
    assert "no longer" not in spoken(page, 0)

    def damage(library):
        with library.operation("Damage", undoable=False):
            library.store.db.execute("UPDATE target SET start = start + 3 WHERE id = 1")
            library.store.db.execute(
                "UPDATE annotation SET exact = 'Not a word of it' WHERE id = 1"
            )

    writing.window.desk.change("damage", damage)
    writing.click_button("Sources", page)
    writing.click_button("Sources", page)
    writing.until(lambda: "no longer in the text" in spoken(page, 0))
    assert "Not a word of it" in page.sources.page.toPlainText()
    assert "no longer" not in spoken(page, 1)


def test_escape_goes_back_to_the_note_and_the_button_hides_the_sources(writing):
    page = writing.window.regions.companion.note.page
    writing.click_button("Sources", page)
    writing.calm()
    writing.press(KEY.Key_Escape)
    assert writing.focus is page.editor
    writing.click_button("Sources", page)
    assert not page.sources.isVisible()


def test_a_source_is_shown_in_its_text(writing):
    page = writing.window.regions.companion.note.page
    writing.click_button("Sources", page)
    writing.calm()
    writing.click_button("Show in the text", page)
    writing.calm()
    assert writing.window.desk.note_id is not None
    assert writing.window.regions.reader.content is not None


def test_a_note_without_citations_says_how_to_cite(reading):
    made = []
    reading.window.desk.change("note", lambda library: notes.new(library, "Empty"), made.append)
    reading.until(lambda: made != [])
    reading.window.desk.show_note(made[0].id)
    reading.calm()
    page = reading.window.regions.companion.note.page
    reading.click_button("Sources", page)
    reading.calm()
    assert "cites nothing yet" in page.sources.page.toPlainText()
    assert not page.sources.insert.isEnabled()


def test_a_note_is_tagged_and_begins_others_as_a_template(writing):
    window = writing.window
    page = window.regions.companion.note.page
    face = window.regions.companion.note
    window.desk.actions.trigger("note_from_template")
    writing.until(lambda: "Tag a note with" in window.toast.sentence)
    page.editor.setFocus()
    writing.press(KEY.Key_T, CTRL)
    writing.until(page.box.isVisible)
    writing.type("template")
    writing.calm()
    writing.press(KEY.Key_Return)
    writing.until(lambda: page._foot.text().endswith(" · template"))
    first = page.note.id
    window.desk.actions.trigger("note_from_template")
    writing.until(lambda: face.findChild(QMenu) is not None)
    menu = face.findChild(QMenu)
    assert [one.text() for one in menu.actions()] == ["Many sources"]
    menu.actions()[0].trigger()
    writing.until(lambda: page.note is not None and page.note.id != first)
    assert page.title.text() == "Many sources"
    menu.close()
