# SPDX-License-Identifier: MIT
"""Annotations, people and details: shown, decided, edited in place, undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from researchdesk.library import articles, mentions, passages, tags
from researchdesk.model.passage import Span
from researchdesk.ui.models.lines import Lines
from researchdesk.ui.widgets.choice_list import ChoiceRows
from tests.ui.reading.conftest import clipping

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def marked(table, reader, companion):
    """Two passages of the article are marked, one of them in rose with a comment."""

    def work(library):
        first = passages.highlight(library, table.article, Span(*table.place("Every morning")))
        second = passages.highlight(
            library,
            table.article,
            Span(*table.place("Third rule")),
            colour="rose",
            body="whose rule?",
        )
        return first, second

    return table.change(work)


def show(table, companion, face):
    companion.show_face(face)
    table.wait()


def button(root, name):
    found = [
        one
        for one in [*root.findChildren(QPushButton), *root.findChildren(QToolButton)]
        if name in (one.accessibleName(), one.text()) and one.isVisible()
    ]
    assert found, name
    return found[0]


def rows(face):
    return [one.exact for one in face.model.things]


def test_annotations_are_listed_by_place_and_counted(marked, companion):
    companion.show_face("annotations")
    assert rows(companion.annotations) == ["Every morning", "Third rule"]
    assert companion.tabs.tabText(1) == "Annotations 2"


def test_annotations_are_filtered_by_colour_and_words(table, marked, companion):
    face = companion.annotations
    companion.show_face("annotations")
    face._discs["rose"].setChecked(True)
    table.wait()
    assert rows(face) == ["Third rule"]
    face._discs["rose"].setChecked(False)
    face.words.setText("whose")
    QTest.qWait(200)
    table.wait()
    assert rows(face) == ["Third rule"]
    face.words.setText("zebra")
    QTest.qWait(200)
    table.wait()
    assert face._nothing.text() == "No annotation matches."


def test_annotations_of_all_articles_are_shown_with_their_titles(table, marked, companion):
    def work(library):
        other = articles.clip(
            library, clipping("<p>Other words here.</p>", "Second", "https://quay.example/2")
        )
        return passages.highlight(library, other.article_id, Span(0, 11))

    table.change(work)
    face = companion.annotations
    companion.show_face("annotations")
    face.show_everywhere()
    table.wait()
    assert set(rows(face)) == {"Every morning", "Third rule", "Other words"}
    index = next(n for n, one in enumerate(face.model.things) if one.exact == "Other words")
    face.view.activated.emit(face.model.index(index))
    table.wait()
    assert table.desk.article_id not in (None, table.article)


def test_enter_shows_an_annotation_in_the_text(table, marked, reader, companion):
    companion.show_face("annotations")
    face = companion.annotations
    face.view.activated.emit(face.model.index(1))
    assert reader.text.caret() == marked[1].start


def test_a_comment_is_edited_in_the_list_and_an_annotation_deleted(table, marked, companion):
    companion.show_face("annotations")
    face = companion.annotations
    face.view.setFocus()
    face.view.setCurrentIndex(face.model.index(0))
    assert table.desk.actions.trigger("rename")
    QTest.keyClicks(face.field, "every one?")
    QTest.keyClick(face.field, Qt.Key.Key_Return, CONTROL)
    table.wait()
    assert face.model.things[0].body == "every one?"
    assert QApplication.focusWidget() is face.view
    assert table.desk.actions.trigger("trash")
    table.wait()
    assert rows(face) == ["Third rule"]
    table.undo()
    assert rows(face) == ["Every morning", "Third rule"]


def test_people_are_accepted_and_rejected_by_buttons_that_say_whom(table, reader, companion):
    show(table, companion, "people")
    button(companion.people, "Accept Mihajlo Pupin").click()
    table.wait()
    button(companion.people, "Reject Serbia").click()
    table.wait()
    held = mentions.of_article(table.library, table.article, ("accepted", "rejected"))
    assert {(one.name, one.status) for one in held} == {
        ("Mihajlo Pupin", "accepted"),
        ("Serbia", "rejected"),
    }
    assert companion.tabs.tabText(2) == "People 1"
    table.undo()
    assert button(companion.people, "Accept Serbia").isEnabled()


def test_the_focus_goes_to_the_next_decision(table, reader, companion):
    show(table, companion, "people")
    accept = button(companion.people, "Accept Mihajlo Pupin")
    accept.setFocus()
    accept.click()
    table.wait()
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert companion.people.isAncestorOf(focus)


def test_a_person_is_taken_off_and_comes_back_by_undo(table, reader, companion):
    table.change(
        lambda library: mentions.tag_person(library, [table.article], "Milutin Milanković")
    )
    show(table, companion, "people")
    button(companion.people, "Take Milutin Milanković off").click()
    table.wait()
    assert not mentions.of_article(table.library, table.article, ("accepted",))
    table.undo()
    assert button(companion.people, "Take Milutin Milanković off")


def test_a_name_leads_to_its_next_place_in_the_text(table, reader, companion):
    show(table, companion, "people")
    reader.text.set_caret(0)
    button(companion.people, "Mihajlo Pupin").click()
    first = reader.text.caret()
    button(companion.people, "Mihajlo Pupin").click()
    assert 0 < first < reader.text.caret()


def test_somebody_is_added_by_hand(table, reader, companion):
    show(table, companion, "people")
    companion.people._add.click()
    table.wait()
    field = companion.people._box.field
    field.setText("Mileva Marić")
    table.wait()
    QTest.keyClick(field, Qt.Key.Key_Return)
    table.wait()
    assert button(companion.people, "Mileva Marić")


def edit(table, companion, name, value):
    line = companion.details.fields[name].line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, value)
    QTest.keyClick(line, Qt.Key.Key_Return)
    table.wait()


@pytest.mark.parametrize(
    ("name", "value", "held"),
    [
        ("title", "The bell", lambda article: article.title),
        ("container_title", "The Quay", lambda article: article.container_title),
        ("issued", "2025-12", lambda article: article.issued),
        ("language", "hr", lambda article: article.language),
        (
            "authors",
            "Ivo Kos; Ana Lind",
            lambda article: "; ".join(one.name for one in article.authors),
        ),
        ("url", "https://quay.example/other", lambda article: article.url),
    ],
)
def test_a_field_is_edited_in_place_and_undone(table, reader, companion, name, value, held):
    show(table, companion, "details")
    before = held(articles.get(table.library, table.article))
    edit(table, companion, name, value)
    assert held(articles.get(table.library, table.article)) == value
    table.undo()
    assert held(articles.get(table.library, table.article)) == before
    assert companion.details.fields[name].line.text() == before


def test_a_wrong_date_is_said_at_its_field_and_nothing_is_changed(table, reader, companion):
    show(table, companion, "details")
    edit(table, companion, "issued", "last week")
    field = companion.details.fields["issued"]
    assert field._error.isVisible()
    assert "write 2026" in field._error.text()
    assert field.line.text() == "last week"
    assert articles.get(table.library, table.article).issued == "2026-03-02"
    assert table.errors == []
    QTest.keyClick(field.line, Qt.Key.Key_Escape)
    assert field.line.text() == "2026-03-02"
    assert not field._error.isVisible()


def test_another_value_that_was_found_can_be_chosen(table, reader, companion):
    show(table, companion, "details")
    menu = companion.details.fields["title"]._menu
    other = next(action for action in menu.actions() if not action.isChecked())
    assert "<title>" in other.text()
    other.trigger()
    table.wait()
    assert (
        articles.get(table.library, table.article).title == "The market keeps its bell | Quay Times"
    )


def test_tags_are_added_and_removed(table, reader, companion):
    table.change(lambda library: tags.add(library, [table.article], "harbour"))
    show(table, companion, "details")
    button(companion.details, "Take the tag harbour off").click()
    table.wait()
    assert articles.get(table.library, table.article).tags == ()
    table.undo()
    assert button(companion.details, "Take the tag harbour off")


def test_facts_and_notes_that_cite_are_shown(table, reader, companion, marked):
    from researchdesk.library import notes

    link = passages.cite_link(table.library, marked[0].id)
    table.change(lambda library: notes.new(library, "Bells", link))
    show(table, companion, "details")
    assert "SHA-256" in companion.details._facts.text()
    assert button(companion.details, "Cited in Bells")


def test_a_theme_and_a_size_are_taken_over(table, reader, companion, settings, marked):
    companion.show_face("annotations")
    light = companion.grab().toImage()
    settings.set("theme", "dark")
    settings.set("interface.size", 150)
    table.desk.style.refresh()
    table.wait()
    assert companion.grab().toImage() != light
    assert companion.tabs.font().pixelSize() > 13
    table.desk.actions.trigger("reader_bigger")
    assert settings.get("reader.size") == 20
    table.wait()


def test_nothing_is_shown_without_an_article(table, companion):
    for face, words in (
        ("annotations", "Select a passage and press H."),
        ("people", "Choose an article first."),
        ("details", "Choose an article first."),
    ):
        show(table, companion, face)
        assert getattr(companion, face)._nothing.isVisible()
        assert getattr(companion, face)._nothing.text() == words


def test_every_control_has_a_name(table, reader, companion, marked):
    for face in ("note", "annotations", "people", "details"):
        companion.show_face(face)
        table.wait()
        for one in [*companion.findChildren(QPushButton), *companion.findChildren(QToolButton)]:
            if one.isVisible():
                assert one.accessibleName() or one.text(), one


def test_models_behave(qtmodeltester):
    lines = Lines(str)
    lines.put(["one", "two"])
    qtmodeltester.check(lines, force_py=True)
    choices = ChoiceRows()
    choices.put([("tag", "ink.soft", "one", "")])
    qtmodeltester.check(choices, force_py=True)
