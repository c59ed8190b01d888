# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from researchdesk.library import articles, mentions, notes, passages, people, search
from researchdesk.model.article import ArticleFilter, Shelf
from researchdesk.model.passage import Quote
from tests.unit.library.visit_texts import ELSEWHERE, VISIT


@pytest.fixture
def two(library, clip, visit):
    other = clip(ELSEWHERE, "bridge.txt").article_id
    search.catch_up(library)
    return visit, other


def found(library, query, **options):
    search.catch_up(library)
    return [
        one.article_id or -(one.note_id or 0) for one in search.find(library, query, **options).hits
    ]


def test_an_empty_query_is_the_library_by_date(library, two):
    assert found(library, "") == [two[1], two[0]]


@pytest.mark.parametrize(
    "query", ["milankovic", "MILANKOVIĆ", "Миланковић", "milank*", '"three days"', "title:danube"]
)
def test_words_are_found_without_accents_in_any_script(library, two, query):
    assert found(library, query) == [two[0]]


def test_operators(library, two):
    assert set(found(library, "pupin")) == set(two)
    assert found(library, "pupin -steel") == [two[0]]
    assert set(found(library, "steel OR talks")) == set(two)
    assert found(library, "pupin AND (steel OR iron)") == [two[1]]


def test_the_last_word_is_a_beginning_while_typing(library, two):
    assert found(library, "milank", typing=True) == [two[0]]
    assert found(library, "milank") == []


def test_what_was_clipped_a_moment_ago_is_found(library, two, clip):
    number = clip(
        "Frost\n\nThe thermometer fell to unbelievable depths in the winter of 1929.", "frost.txt"
    ).article_id
    assert found(library, "thermometer") == [number]


def test_a_trashed_article_vanishes_and_undo_brings_it_back(library, two):
    articles.trash(library, [two[0]])
    assert found(library, "milankovic") == []
    assert found(library, "in:trash") == [two[0]]
    library.undo()
    assert found(library, "milankovic") == [two[0]]


def test_tags_people_and_countries_are_fields(library, two):
    mentions.accept_all(library, two[0])
    assert found(library, "person:milankovic") == [two[0]]
    assert found(library, "country:RS") == [two[0]]
    assert found(library, "country:italija") == [two[0]]
    number = people.named(library, "Milutin Milanković").id
    people.add_variant(library, number, "Milutin Milankovitch")
    assert found(library, "milankovitch") == [two[0]]


def test_comments_and_notes_are_found(library, two):
    passages.highlight_quote(library, two[0], Quote("three days"), body="Compare the minutes")
    note = notes.new(library, "Open questions", "Who paid for the steamboat?")
    assert found(library, "minutes") == [two[0]]
    assert found(library, "steamboat") == [-note.id]


def test_snippets_show_the_words_with_their_places(library, two):
    hits = search.find(library, "milankovic").hits
    window = search.snippets(library, "milankovic", hits)[0]
    start, end = window.marks[0]
    assert window.text[start:end] == "Milanković"
    assert window.where == "text"


def test_marks_of_the_reader(library, two):
    text = articles.text(library, two[0]).text
    assert [text[start:end] for start, end in search.marks(library, "nobody", text)] == [
        "nobody",
        "nobody",
    ]


def test_a_place_narrows_the_answer(library, two):
    articles.mark(library, [two[0]], is_filed=True)
    assert found(library, "pupin in:inbox") == [two[1]]
    assert found(library, "pupin", chosen=ArticleFilter(Shelf.INBOX)) == [two[1]]


@pytest.mark.parametrize(
    "query",
    ['"open', "(a OR", "title:", "+++", "*", "a" * 5000, "((((((", "NOT", "date:x..y", "\x00"],
)
def test_no_query_breaks_anything(library, two, query):
    search.find(library, query)


def test_completion_offers_people_countries_tags_and_fields(library, two):
    mentions.accept_all(library, two[0])
    kinds = {(one.kind, one.text) for one in search.complete(library, "mil")}
    assert ("person", "Milutin Milanković") in kinds
    assert ("country", "Serbia") in {
        (one.kind, one.text) for one in search.complete(library, "country:se")
    }
    assert ("field", "title:") in {(one.kind, one.text) for one in search.complete(library, "ti")}


def test_a_deleted_or_damaged_index_is_rebuilt(library, two):
    library.index.close()
    for path in library.index.folder.rglob("*"):
        if path.is_file():
            path.write_bytes(b"damaged")
    search.open_index(library)
    assert search.status(library).state == "absent"
    answer = search.find(library, "danube")
    assert [one.article_id for one in answer.hits] == [two[0]]
    assert any("rebuilt" in hint.text for hint in answer.hints)
    assert found(library, "milankovic") == [two[0]]
    assert search.status(library).state == "current"


def test_the_outbox_is_dropped_only_after_the_index_holds_it(library, two, clip):
    clip(VISIT.replace("three days", "five days"), "again.txt", as_new=True)
    assert search.is_behind(library)
    seq = search.take_in(library)
    assert search.is_behind(library)
    search.settle(library, seq)
    assert not search.is_behind(library)
