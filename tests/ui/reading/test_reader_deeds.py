# SPDX-License-Identifier: MIT
"""Highlight, comment, cite, tag and copy in the reader, by keys; each is one step to undo."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from researchdesk.library import articles, mentions, passages
from researchdesk.model.passage import Span
from researchdesk.ui.panes.between import between
from researchdesk.ui.panes.reader_text import PASSAGE

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
FIRST = "Every morning the bell of the fish market is rung by hand."


def press(table, widget, *keys):
    for key in keys:
        key, modifier = key if isinstance(key, tuple) else (key, Qt.KeyboardModifier.NoModifier)
        QTest.keyClick(widget, key, modifier)
        table.wait()


def words(table, span):
    return articles.text(table.library, table.article).text[span.start : span.end]


def test_v_selects_a_sentence_and_one_more_and_shift_v_one_less(table, reader):
    press(table, reader.text, Qt.Key.Key_V)
    assert words(table, reader.text.span()) == FIRST
    press(table, reader.text, Qt.Key.Key_V)
    assert words(table, reader.text.span()).endswith("remembers who began it.")
    press(table, reader.text, (Qt.Key.Key_V, SHIFT))
    assert words(table, reader.text.span()) == FIRST
    press(table, reader.text, (Qt.Key.Key_V, SHIFT))
    assert reader.text.span() is None


def test_v_goes_on_into_the_next_paragraph(table, reader):
    start, _ = table.place("The keeper says")
    reader.text.set_caret(start)
    press(table, reader.text, Qt.Key.Key_V, Qt.Key.Key_V)
    assert words(table, reader.text.span()).endswith("What the keeper says")


def test_two_keys_highlight_the_sentence_at_the_caret_and_undo_takes_it_back(table, reader):
    press(table, reader.text, Qt.Key.Key_V, Qt.Key.Key_H)
    (made,) = reader.content.annotations
    assert (made.exact, made.colour) == (FIRST, "yellow")
    table.undo()
    assert reader.content.annotations == ()


def test_a_number_gives_the_highlight_at_the_caret_its_colour(table, reader):
    press(table, reader.text, Qt.Key.Key_V, Qt.Key.Key_3)
    assert reader.content.annotations[0].colour == "rose"
    reader.text.set_caret(10)
    press(table, reader.text, Qt.Key.Key_2)
    assert [one.colour for one in reader.content.annotations] == ["blue"]


def test_n_asks_for_a_comment_and_ctrl_enter_saves_it_with_the_highlight(table, reader):
    press(table, reader.text, Qt.Key.Key_V, Qt.Key.Key_N)
    field = reader.deeds.comment_box.field
    assert QApplication.focusWidget() is field
    QTest.keyClicks(field, "Who rang it first?")
    press(table, field, (Qt.Key.Key_Return, CONTROL))
    (made,) = reader.content.annotations
    assert (made.body, made.motivation) == ("Who rang it first?", "commenting")
    assert QApplication.focusWidget() is reader.text


def test_words_of_a_comment_that_was_left_are_offered_again(table, reader):
    press(table, reader.text, Qt.Key.Key_V, Qt.Key.Key_N)
    QTest.keyClicks(reader.deeds.comment_box.field, "half a thou")
    press(table, reader.deeds.comment_box.field, Qt.Key.Key_Escape)
    assert not reader.deeds.comment_box.isVisible()
    press(table, reader.text, Qt.Key.Key_N)
    assert reader.deeds.comment_box.field.words() == "half a thou"


def test_c_makes_a_highlight_and_hands_its_link_to_the_note(table, reader):
    links = []
    between(table.desk).cited.connect(lambda link, title: links.append((link, title)))
    press(table, reader.text, Qt.Key.Key_V, Qt.Key.Key_C)
    (made,) = reader.content.annotations
    ((link, title),) = links
    assert f"](rd:p/{made.public_id})" in link
    assert title == reader.content.article.title


def test_citing_the_same_words_again_makes_no_second_highlight(table, reader):
    press(table, reader.text, Qt.Key.Key_V, Qt.Key.Key_H)
    reader.text.set_caret(0)
    press(table, reader.text, Qt.Key.Key_V, Qt.Key.Key_C)
    assert len(reader.content.annotations) == 1


def test_t_enter_tags_the_selected_name(table, reader):
    start, end = table.place("Mihajlo Pupin")
    reader.text.select(Span(start, end))
    press(table, reader.text, Qt.Key.Key_T)
    box = reader.deeds.names.box
    assert box.field.text() == "Mihajlo Pupin"
    press(table, box.field, Qt.Key.Key_Return)
    held = mentions.of_article(table.library, table.article, ("accepted",))
    assert {one.name for one in held} == {"Mihajlo Pupin"}
    assert any("Mihajlo Pupin" in said for said in table.said)
    assert QApplication.focusWidget() is reader.text


def test_the_best_known_person_stands_first_in_the_tag_box(table, reader):
    table.change(lambda library: mentions.tag_person(library, [table.article], "Mihajlo Pupin"))
    press(table, reader.text, Qt.Key.Key_T)
    box = reader.deeds.names.box
    QTest.keyClicks(box.field, "pupi")
    table.wait()
    rows = [box.list.rows.index(n).data() for n in range(box.list.rows.rowCount())]
    assert rows[0] == "Mihajlo Pupin"
    assert rows[-1] == "New person “pupi”"


def test_a_country_and_a_free_tag_can_be_typed(table, reader):
    for typed in ("Hrvatska", "harbours"):
        press(table, reader.text, Qt.Key.Key_T)
        box = reader.deeds.names.box
        QTest.keyClicks(box.field, typed)
        table.wait()
        if typed == "harbours":
            box.list.step(-1)  # the row above "New person" is "New tag"
        press(table, box.field, Qt.Key.Key_Return)
    held = mentions.of_article(table.library, table.article, ("accepted",))
    assert [one.country for one in held] == ["HR"]
    assert articles.get(table.library, table.article).tags == ("harbours",)


def test_enter_opens_the_card_of_a_name_and_accepts_it(table, reader):
    start, _ = table.place("Mihajlo Pupin")
    reader.text.set_caret(start + 2)
    press(table, reader.text, Qt.Key.Key_Return)
    card = reader.deeds.names.card
    assert card.isVisible()
    assert "suggested" in card.accessibleName()
    press(table, QApplication.focusWidget(), Qt.Key.Key_Space)
    assert {one.status for one in reader.content.mentions if one.name == "Mihajlo Pupin"} == {
        "accepted"
    }


def test_the_highlight_card_saves_its_comment_when_it_is_closed(table, reader):
    press(table, reader.text, Qt.Key.Key_V, Qt.Key.Key_H)
    reader.text.set_caret(3)
    press(table, reader.text, Qt.Key.Key_N)
    card = reader.deeds.highlight_card
    QTest.keyClicks(card.field, "later")
    press(table, card.field, Qt.Key.Key_Escape)
    assert reader.content.annotations[0].body == "later"
    assert QApplication.focusWidget() is reader.text


def test_deleting_a_highlight_can_be_undone(table, reader):
    press(table, reader.text, Qt.Key.Key_V, Qt.Key.Key_H)
    reader.text.set_caret(3)
    press(table, reader.text, Qt.Key.Key_Return)
    reader.deeds.highlight_card.deleted.emit(reader.content.annotations[0])
    table.wait()
    assert reader.content.annotations == ()
    table.undo()
    assert len(reader.content.annotations) == 1


def test_copying_gives_the_words_of_the_text_and_with_source_the_source(table, reader):
    start, end = table.place("First line\nsecond line")
    reader.text.select(Span(start, end))
    reader.text.copy()
    assert QGuiApplication.clipboard().text() == "First line\nsecond line"
    place = bytes(QGuiApplication.clipboard().mimeData().data(PASSAGE).data()).decode()
    assert place == f"{table.article} {start} {end}"
    table.desk.actions.trigger("copy_citation")
    table.wait()
    assert "Mara Lind" in QGuiApplication.clipboard().text()
    assert "second line" in QGuiApplication.clipboard().text()


def test_the_selection_bar_stands_over_the_selection_inside_the_view_and_takes_no_focus(
    table, reader
):
    start, end = table.place(FIRST)
    reader.text.select(Span(start, end))
    reader.text.chosen_by_mouse.emit()
    bar = reader.deeds.bar
    assert bar.isVisible()
    assert reader.text.viewport().rect().contains(bar.geometry())
    assert bar.geometry().bottom() < reader.text.rects(Span(start, end))[0].top()
    assert QApplication.focusWidget() is reader.text
    press(table, reader.text, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert reader.text.span() is not None


def test_a_click_on_a_name_opens_its_card(table, reader):
    start, end = table.place("Serbia")
    reader.text.reveal(Span(start, end))
    rect = reader.text.rects(Span(start, end))[0]
    QTest.mouseClick(reader.text.viewport(), Qt.MouseButton.LeftButton, pos=rect.center().toPoint())
    table.wait()
    assert reader.deeds.names.card.isVisible()


def test_the_sign_in_the_margin_opens_the_comment(table, reader):
    span = Span(*table.place(FIRST))
    table.change(lambda library: passages.highlight(library, table.article, span, body="look"))
    line = reader.text.rects(span)[0]
    sign = QPoint(round(reader.text.column()[0]) - 15, round(line.center().y()))
    QTest.mouseClick(reader.text.viewport(), Qt.MouseButton.LeftButton, pos=sign)
    table.wait()
    assert reader.deeds.highlight_card.field.words() == "look"


def test_next_annotation_goes_from_one_to_the_other(table, reader):
    spans = [Span(*table.place(one)) for one in (FIRST, "Third rule")]
    for span in spans:
        table.change(lambda library, span=span: passages.highlight(library, table.article, span))
    for wanted in (spans[1].start,):
        table.desk.actions.trigger("next_annotation")
        assert reader.text.caret() == wanted
    table.desk.actions.trigger("previous_annotation")
    assert reader.text.caret() == spans[0].start


def test_removed_blocks_are_shown_at_their_places(table, reader):
    assert table.desk.actions.can("show_removed")
    table.desk.actions.trigger("show_removed")
    assert "almanac" in reader.text.document().toPlainText()
    table.desk.actions.trigger("show_removed")
    words = reader.text.document().toPlainText()
    assert "almanac" not in words
    assert "2 blocks of the page were left out." in words
    reader.text.href_clicked.emit("show-removed:", QPoint())
    assert "almanac" in reader.text.document().toPlainText()


def test_enter_on_put_back_asks_for_just_that_block(table, reader, monkeypatch):
    made = []

    def put_back(library, article_id, n):
        made.append((article_id, n))

    monkeypatch.setattr(articles, "put_back", put_back)
    reader.set_with_removed(is_shown=True)
    found = reader.text.document().find("Put back")
    found.setPosition(found.selectionStart() + 2)
    reader.text.setTextCursor(found)
    press(table, reader.text, Qt.Key.Key_Return)
    assert made == [(table.article, 1)]
