# SPDX-License-Identifier: MIT
"""Where a list holds nothing, one sentence says so, and its buttons lead on."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from researchdesk.library import articles, notes, passages, people, searches
from researchdesk.model.passage import Quote


def empty(visitor):
    found = visitor.window.regions.results.empty
    assert found.isVisible()
    return found


def buttons(visitor):
    every = empty(visitor).findChildren(QPushButton)
    return [one for one in every if one.isVisible()]


def test_an_empty_inbox_leads_to_all_articles(visitor):
    visitor.window.desk.change(
        "file", lambda library: articles.mark(library, [1, 2, 3, 4], is_filed=True)
    )
    visitor.calm()
    visitor.click_place("Inbox")
    assert empty(visitor).words.text() == "Nothing new. What you clip arrives here."
    visitor.click_button("All articles", empty(visitor))
    assert len(visitor.titles()) == 4


def test_an_empty_shelf_says_what_fills_it(visitor):
    for place, words in (
        ("Starred", "Star an article with S to find it here."),
        ("Annotations", "Passages you highlight are listed here, from every article."),
        ("Trash", "The trash is empty."),
    ):
        visitor.click_place(place)
        assert empty(visitor).words.text() == words


def test_a_person_without_articles_is_searched_for_by_words(visitor):
    def work(library):
        with library.operation("New person"):
            people.make(library, "Pupin")

    visitor.window.desk.change("person", work)
    visitor.calm()
    visitor.click_place("Pupin")
    assert empty(visitor).words.text() == "No article names Pupin."
    visitor.click_button("Search the words “Pupin”", empty(visitor))
    assert sorted(visitor.titles()) == ["Letters of Pupin", "The market keeps its bell"]


def test_a_saved_search_that_finds_nothing_can_be_edited(visitor):
    visitor.window.desk.change(
        "save", lambda library: searches.save(library, "Zeppelins", "zeppelin")
    )
    visitor.calm()
    visitor.click_place("Zeppelins")
    found = empty(visitor)
    assert found.words.text() == "No article matches now. New ones will appear here."
    visitor.click_button("Edit the search", found)
    visitor.type("x")
    assert visitor.field.whole_query == "zeppelinx"
    assert "zeppelinx" in empty(visitor).words.text()


def test_each_filter_alone_is_a_way_out_with_its_true_count(visitor):
    visitor.window.topbar.search.take_focus()
    visitor.type("tag:letters site:Times boats")
    assert visitor.titles() == []
    visitor.click_button("Without “tag: letters”: 1", empty(visitor))
    assert visitor.titles() == ["A canal in Belgium"]
    assert visitor.field.whole_query.split() == ["site:Times", "boats"]


def test_rows_of_notes_and_passages_say_nothing_twice_and_hide_addresses(visitor):
    def work(library):
        made = passages.highlight_quote(library, 4, Quote("the long echo"))
        link = passages.cite_link(library, made.id)
        notes.new(library, "Echo", f"## Plan\n\nSee {link} first.")

    visitor.window.desk.change("prepare", work)
    visitor.calm()
    visitor.click_place("All notes")
    rows = visitor.window.regions.results.rows
    echo = next(rows.row(at) for at in range(2) if rows.row(at).title == "Echo")
    assert echo.lines == "Plan See the long echo first."
    visitor.click_place("Annotations")
    (passage,) = (rows.row(at) for at in range(rows.rowCount()))
    assert (passage.title, passage.lines) == ("the long echo", "")


def test_a_word_that_stands_nowhere_leads_to_the_one_that_was_meant(visitor):
    visitor.field.setFocus()
    visitor.type("pupjn")
    visitor.until(lambda: visitor.window.regions.results.empty.isVisible())
    visitor.until(lambda: len(buttons(visitor)) == 1)
    assert buttons(visitor)[0].text() == "“pupin” instead: 2"
    visitor.click(buttons(visitor)[0])
    assert visitor.field.whole_query == "pupin"
    assert sorted(visitor.titles()) == ["Letters of Pupin", "The market keeps its bell"]
