# SPDX-License-Identifier: MIT
"""Insight by clicks and by keys alone: with, matrix, timeline, map, and the way to the sentences and back."""

from __future__ import annotations

import csv
import io

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from researchdesk.library import articles, mentions, people, search
from researchdesk.model.passage import Span
from researchdesk.ui.widgets.sentence import Sentence
from tests.ui.window.listener import unnamed
from tests.ui.window.visitor import ALT, BUTTON, CTRL, KEY, PLAIN, SHIFT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # of menus without a screen

CANAL, LETTERS, MARKET = 2, 3, 4
LETTERS_FOR = str.maketrans("0123456789", "abcdefghij")


@pytest.fixture
def held(visitor):
    """A stranger at a library in which the market names two people and two countries, and dates differ."""

    def work(library):
        mentions.accept_all(library, MARKET)
        mentions.tag_person(library, [LETTERS], "Mihajlo Pupin", Span(0, 5))
        mentions.tag_country(library, [CANAL], "BE")
        articles.edit(library, 1, issued="1921-03")
        articles.edit(library, CANAL, issued="1921-03-05")
        articles.edit(library, LETTERS, issued="1922")
        articles.edit(library, MARKET, issued="")
        search.catch_up(library)

    visitor.window.desk.change("prepare", work)
    visitor.calm()
    visitor.window.desk.index_moved.emit()
    visitor.calm()
    return visitor


def pane(visitor):
    return visitor.window.regions.insight


def rows(table):
    figures = table.figures
    return [(one.name, *one.cells) for one in figures.rows]


def face(visitor, name):
    """Open a face from the palette, as a stranger finds it."""
    words = {"with": "Who appears", "matrix": "Names in a", "timeline": "Timeline", "map": "Map of"}
    visitor.press(KEY.Key_K, CTRL)
    visitor.type(words[name])
    visitor.press(KEY.Key_Return)
    visitor.until(lambda: pane(visitor).isVisible())
    return pane(visitor)


def shown(visitor):
    return [one.text() for one in pane(visitor).findChildren(QLabel) if one.isVisible()]


def sentences(visitor):
    return [one for one in pane(visitor).sentences.findChildren(Sentence) if one.isVisible()]


def click_cell(visitor, table, row, column):
    place = table.visualRect(table.figures.index(row, column)).center()
    QTest.mouseClick(table.viewport(), BUTTON.LeftButton, PLAIN, place)
    visitor.calm()


def test_the_navigation_the_menu_and_a_key_lead_there(held):
    held.click_place("Insight")
    assert pane(held).isVisible()
    assert not held.text.isVisible()
    held.press(KEY.Key_Left, ALT)
    assert not pane(held).isVisible()
    held.press(KEY.Key_8, CTRL)
    assert pane(held).isVisible()
    assert pane(held).isAncestorOf(held.focus)
    menus = {one.text(): one.menu() for one in held.window.menus.main.actions() if one.menu()}
    assert "Map of countries" in [one.text() for one in menus["People"].actions()]


def test_a_pair_leads_by_keys_alone_to_its_sentence_and_back(held):
    held.press(KEY.Key_8, CTRL)
    table = pane(held).company.table
    assert held.focus is table
    names = [row[0] for row in rows(table)]
    assert sorted(names) == ["Italy", "Nikola Tesla", "Serbia"]
    for _ in range(names.index("Serbia")):
        held.press(KEY.Key_Down)
    held.press(KEY.Key_Return)
    found = sentences(held)
    assert [one.accessibleName() for one in found][:1] == [
        "“Mihajlo Pupin once stood here,” the keeper told us, “and he asked what the bell was tuned to.”"
    ]
    assert held.focus is found[0]
    held.press(KEY.Key_Return)
    assert held.text.isVisible()
    assert held.article.id == MARKET
    held.press(KEY.Key_Left, ALT)
    held.until(lambda: bool(sentences(held)))
    held.press(KEY.Key_3, CTRL)
    held.press(KEY.Key_Escape)
    assert table.isVisible()
    assert held.focus is table


def test_how_near_is_asked_and_a_number_opens_what_it_counts(held):
    company = face(held, "with").company
    counts = {row[0]: row[1:] for row in rows(company.table)}
    assert counts["Nikola Tesla"] == (1, 0, 0)
    at = [row[0] for row in rows(company.table)].index("Nikola Tesla")
    click_cell(held, company.table, at, 3)  # a 0 leads nowhere
    assert company.table.isVisible()
    click_cell(held, company.table, at, 1)
    assert "Mihajlo Pupin with Nikola Tesla" in shown(held)
    held.click_button("Back to the numbers")
    company.near.setFocus()
    held.press(KEY.Key_Down)
    held.press(KEY.Key_Down)
    assert company.near.currentData() == "sentence"
    assert "Nikola Tesla" not in [row[0] for row in rows(company.table)]


def test_somebody_else_is_chosen_by_any_name(held):
    company = face(held, "with").company
    held.click(company.who)
    held.type("belg")
    held.press(KEY.Key_Return)
    assert company.who.text() == "Belgium"
    assert rows(company.table) == []
    assert "Nobody else is named so near to Belgium." in shown(held)
    held.click_place("Nikola Tesla")
    held.click_button("With whom")
    assert company.who.text() == "Nikola Tesla"
    assert "Mihajlo Pupin" in [row[0] for row in rows(company.table)]


def test_a_bar_leads_to_the_articles_of_its_month(held):
    line = face(held, "timeline").timeline
    assert held.focus is line.chart
    assert rows(line.table) == [("Mar 1921", 2), ("Date less precise", 1), ("No date", 1)]
    place = line.chart.bar_box(0).center().toPoint()
    QTest.mouseClick(line.chart, BUTTON.LeftButton, PLAIN, place)
    held.calm()
    assert held.window.looking.query == "date:1921-03"
    assert sorted(held.titles()) == ["A canal in Belgium", "The bridge at Novi Sad"]
    held.press(KEY.Key_Left, ALT)
    assert pane(held).isVisible()
    assert held.window.looking.query == ""


def test_the_timeline_goes_by_keys_and_counts_what_is_searched(held):
    line = face(held, "timeline").timeline
    line.scale.setFocus()
    held.press(KEY.Key_Down)
    assert rows(line.table)[:2] == [("1921", 2), ("1922", 1)]
    line.chart.setFocus()
    held.press(KEY.Key_Right)
    assert line.chart.accessibleDescription() == "1922, 1 article"
    assert line.table.currentIndex().row() == 1
    held.press(KEY.Key_Return)
    assert held.titles() == ["Letters of Pupin"]
    held.press(KEY.Key_8, CTRL)
    held.until(lambda: line.isVisible())
    held.press(KEY.Key_F, CTRL | SHIFT)
    held.type(" canal ")
    held.until(lambda: "1 article" in line.lead.text() or "0 articles" in line.lead.text())
    assert "that the search finds" in line.lead.text()


def test_articles_without_a_date_are_searched_and_those_less_precise_are_listed(held):
    line = face(held, "timeline").timeline
    click_cell(held, line.table, 2, 0)
    assert held.window.looking.query == "date:none kind:article"
    assert [chip.token for chip in held.field.chips] == ["date:none", "kind:article"]
    assert held.titles() == ["The market keeps its bell"]
    held.press(KEY.Key_Left, ALT)
    click_cell(held, line.table, 1, 1)
    assert pane(held).sentences.isVisible()
    held.click_button("Letters of Pupin", pane(held).sentences)
    assert held.article.id == LETTERS


def test_where_nothing_is_counted_yet_the_map_says_what_comes_here(visitor):
    where = face(visitor, "map").map
    visitor.until(lambda: where.lead.text() == "Countries that you accept are counted here.")
    assert rows(where.table) == []


def test_a_country_on_the_map_leads_to_its_articles(held):
    where = face(held, "map").map
    assert sorted(rows(where.table)) == [("Belgium", 1), ("Italy", 1), ("Serbia", 1)]
    QTest.mouseClick(where.map, BUTTON.LeftButton, PLAIN, where.map.place_of("RS").toPoint())
    held.calm()
    assert held.window.looking.query == "country:RS"
    assert held.titles() == ["The market keeps its bell"]
    held.press(KEY.Key_Left, ALT)
    where.map.setFocus()
    held.press(KEY.Key_Home)
    while not where.map.accessibleDescription().startswith("Belgium"):
        held.press(KEY.Key_Right)
    held.press(KEY.Key_Plus)
    held.press(KEY.Key_0)
    held.press(KEY.Key_Return)
    assert held.titles() == ["A canal in Belgium"]


def test_names_are_counted_and_a_number_opens_its_sentences(held):
    matrix = face(held, "matrix").matrix
    assert held.focus is matrix.names
    held.press(KEY.Key_Tab)
    held.press(KEY.Key_Space)
    assert "Paste some names first, one a line." in shown(held)
    QApplication.clipboard().setText("Pupin, Mihajlo\nNikola Tesla\nJules Verne")
    held.press(KEY.Key_V, CTRL)
    matrix.by.setFocus()
    held.press(KEY.Key_Down)
    held.click(matrix.count)
    assert held.focus is matrix.table
    assert matrix.table.figures.heads == ("Name", "All", "1922", "No date")
    assert rows(matrix.table) == [
        ("Mihajlo Pupin", 2, 1, 1), ("Nikola Tesla", 1, 0, 1), ("Jules Verne", 0, 0, 0),
    ]  # fmt: skip
    assert matrix.table.figures.rows[2].remark == "fits nobody"
    for key in (KEY.Key_Right, KEY.Key_Right, KEY.Key_Right, KEY.Key_Return):
        held.press(key)
    assert "Mihajlo Pupin · No date" in shown(held)
    assert sentences(held)[0].accessibleName().startswith("“Mihajlo Pupin once stood here")
    held.press(KEY.Key_Escape)
    assert matrix.table.isVisible()


def test_a_pasted_list_of_very_many_names_is_read_beside_and_never_laid_out(held):
    matrix = face(held, "matrix").matrix
    QApplication.clipboard().setText("\n".join(str(n).translate(LETTERS_FOR) for n in range(3_000)))
    held.press(KEY.Key_V, CTRL)
    held.calm()
    assert (
        "This is no list of names for one table; take 2,000 of them at most" in matrix.said.text()
    )
    assert matrix.names.toPlainText() == ""
    QApplication.clipboard().setText("Pupin, Mihajlo\nNikola Tesla\n" * 2_000)
    held.press(KEY.Key_V, CTRL)
    held.until(lambda: len(matrix.table.figures.rows) == 2)
    assert matrix.names.toPlainText() == "Mihajlo Pupin\nNikola Tesla"
    assert [row[1] for row in rows(matrix.table)] == [2, 1]


def test_words_in_the_texts_are_another_figure(held):
    matrix = face(held, "matrix").matrix
    QApplication.clipboard().setText("Every Morning\nNikola Tesla")
    held.press(KEY.Key_V, CTRL)
    held.click(matrix.count)
    assert [row[1] for row in rows(matrix.table)] == [0, 1]
    matrix.counts.setFocus()
    held.press(KEY.Key_Down)
    assert [row[1] for row in rows(matrix.table)] == [1, 1]
    matrix.names.setFocus()
    held.press(KEY.Key_A, CTRL)
    held.type("12")
    held.click(matrix.count)
    assert "This is no list of names" in matrix.said.text()
    assert rows(matrix.table) == []
    assert not matrix.save.isEnabled()


def test_a_list_is_opened_and_the_table_is_saved(held, tmp_path, monkeypatch):
    matrix = face(held, "matrix").matrix
    names = tmp_path / "names.csv"
    names.write_text("name\nMihajlo Pupin\n=A B\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(names), ""))
    held.click(matrix.open_file)
    assert [row[0] for row in rows(matrix.table)] == ["Mihajlo Pupin", "=A B"]
    out = tmp_path / "counts.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    held.click(matrix.save)
    held.until(out.exists)
    found = list(csv.reader(io.StringIO(out.read_text("utf-8-sig"))))
    assert [row[0] for row in found] == ["Name", "Mihajlo Pupin", "'=A B"]
    names.write_bytes(b"\xff")
    held.click(matrix.open_file)
    assert "could not be read" in matrix.said.text()


def test_the_numbers_follow_the_library_and_undo(held):
    where = face(held, "map").map
    held.window.desk.change("trash", lambda library: articles.trash(library, [CANAL]))
    held.until(lambda: len(rows(where.table)) == 2)
    held.press(KEY.Key_Z, CTRL)
    held.until(lambda: len(rows(where.table)) == 3)


def test_every_control_of_insight_has_a_name(held):
    for name in ("with", "matrix", "timeline", "map"):
        face(held, name)
        assert unnamed(held.window) == []
    table = pane(held).map.table
    spoken = table.figures.data(table.figures.index(0, 1), 11)  # AccessibleTextRole
    assert spoken == "Belgium, Articles: 1"


def test_other_forms_of_a_name_are_offered_and_asked_for_by_a_click(held):
    def work(library):
        person = people.named(library, "Mihajlo Pupin")
        people.add_variant(library, person.id, "Michael Idvorsky")

    held.window.desk.change("prepare", work)
    held.press(KEY.Key_F, CTRL | SHIFT)
    held.type("mihajlo pupin")
    also = held.window.regions.results.also
    held.until(lambda: also.isVisible())
    assert also.button.text() == "Also as: Michael Idvorsky"
    held.click(also.button)
    assert held.window.looking.query == '((mihajlo pupin) OR "Michael Idvorsky")'
    held.press(KEY.Key_F, CTRL | SHIFT)
    held.press(KEY.Key_A, CTRL)
    held.type("steel")
    held.until(lambda: not also.isVisible())


def test_people_of_one_name_are_told_apart_by_their_chips(held):
    found = {}

    def work(library):
        with library.operation("Make"):
            found["other"] = people.make(library, "Mihajlo Pupin")
        mentions.tag_person(library, [CANAL], found["other"])
        search.catch_up(library)

    held.window.desk.change("prepare", work)
    held.calm()
    held.press(KEY.Key_F, CTRL | SHIFT)
    held.type("pup")
    held.until(lambda: held.window.looking.proposals.isVisible())
    held.press(KEY.Key_Down)
    held.press(KEY.Key_Return)
    chip = held.field.chips[0]
    assert chip.token.startswith('person:"#')
    held.until(lambda: len(held.titles()) == 2)
    assert "A canal in Belgium" not in held.titles()


def test_the_mouses_own_button_leads_back_from_a_table(held):
    held.click_row(0)
    face(held, "timeline")
    assert held.window.regions.shows_page
    QTest.mouseClick(pane(held).timeline.table.viewport(), BUTTON.BackButton)
    held.calm()
    assert not held.window.regions.shows_page
