# SPDX-License-Identifier: MIT
from __future__ import annotations

import contextlib
import shutil

import pytest

from researchdesk.library import (
    articles,
    indexing,
    mentions,
    notes,
    passages,
    people,
    search,
    tags,
    trash,
)
from researchdesk.library.library import Library
from researchdesk.model.article import ArticleFilter, Shelf
from researchdesk.model.errors import Cancelled, IndexUnwritable
from researchdesk.model.passage import Quote
from researchdesk.model.progress import Progress
from researchdesk.model.search import Hit
from researchdesk.store import outbox
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


def test_what_is_trashed_is_not_found_before_the_index_knows_it(library, two):
    note = notes.new(library, "Open questions", "Who paid Milankovic?")
    search.catch_up(library)
    assert search.find(library, "milankovic").total == 2
    articles.trash(library, [two[0]])
    notes.trash(library, [note.id])
    assert search.is_behind(library)
    assert search.find(library, "milankovic").total == 0
    library.undo()
    assert [hit.note_id for hit in search.find(library, "milankovic").hits] == [note.id]


def test_the_trash_is_searched_where_it_is_named(library, two):
    note = notes.new(library, "Open questions", "Who paid Pupin for the steamboat?")
    articles.trash(library, [two[0]])
    notes.trash(library, [note.id])
    assert found(library, "pupin") == [two[1]]
    assert set(found(library, "pupin in:trash")) == {two[0], -note.id}
    assert found(library, "milankovic", chosen=ArticleFilter(Shelf.TRASH)) == [two[0]]
    assert found(library, "pupin -in:trash") == [two[1]]
    assert search.find(library, "steamboat OR in:trash").total == 2


def test_all_kinds_of_things_are_found_in_the_trash_by_their_words(library, two):
    marked = passages.highlight_quote(library, two[0], Quote("three days"), body="Čudno, ask again")
    person_id = mentions.tag_person(library, [two[0]], "Milutin Čudić")
    note = notes.new(library, "Open questions", "What was čudno?")
    articles.trash(library, [two[1]])
    notes.trash(library, [note.id])
    passages.trash(library, [marked.id])
    people.trash(library, [person_id])
    search.catch_up(library)
    held = trash.found(library, "steel")
    assert [one.id for one in held.articles] == [two[1]]
    assert [*held.notes, *held.annotations, *held.people] == []
    held = trash.found(library, "cud", typing=True)
    assert [one.id for one in held.notes] == [note.id]
    assert [one.id for one in held.annotations] == [marked.id]
    assert [one.id for one in held.people] == [person_id]
    assert held.articles == ()


def test_short_lists_are_narrowed_in_any_spelling():
    assert search.holds("vucic Beog", "Вучић", "u Beogradu")
    assert not search.holds("vucic zagreb", "Вучић", "u Beogradu")
    assert search.begins("osterr", "Republik Österreich")
    assert search.begins("", "Serbia")
    assert not search.begins("reich", "Österreich")


def test_small_parts_of_the_index_are_joined_in_an_idle_moment(library, two, clip):
    for number in range(9):
        clip(
            f"Frost {number}\n\nThe thermometer fell to {number} degrees that winter.",
            f"{number}.txt",
        )
        search.catch_up(library)
    parts = len(list(library.index.folder.glob("*.rdx")))
    search.tidy(library)
    assert len(list(library.index.folder.glob("*.rdx"))) <= parts
    assert search.find(library, "thermometer").total == 9


def test_what_only_the_library_knows_joins_with_or_and_not(library, two):
    articles.mark(library, [two[0]], is_starred=True)
    assert set(found(library, "is:starred OR steel")) == set(two)
    assert found(library, "pupin -is:starred") == [two[1]]
    assert found(library, "is:unread -is:starred") == [two[1]]


def test_marked_passages_are_asked_for(library, two):
    assert found(library, "has:annotation") == []
    marked = passages.highlight_quote(library, two[0], Quote("three days"))
    assert found(library, "has:annotation") == [two[0]]
    passages.trash(library, [marked.id])
    assert found(library, "has:annotation") == []


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


def test_snippets_of_notes_show_words_without_mark_up(library, two):
    notes.new(
        library, "Open questions", "## The boat\n\nWho paid for [the steamboat](rd:p/0123456789)?"
    )
    search.catch_up(library)
    window = search.snippets(library, "steamboat", search.find(library, "steamboat").hits)[0]
    assert window.text == "The boat\nWho paid for the steamboat?"
    assert window.where == "note"


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


def test_words_are_found_at_the_end_of_a_long_text_too():
    text = "The bell of the market was rung by hand. " * 40 + "Nobody remembers Vučić’s ferry."
    assert search.holds("vucic ferry", text)
    assert not search.holds("vucic bridge", text)
    assert search.begins("ferry", text.replace(".", ""))


@pytest.fixture
def unwritable(library, two):
    """A library where a file lies in the place of the index's folder, and something waits."""
    library.index.close()
    shutil.rmtree(library.index.folder.parent)
    library.index.folder.parent.write_text("in the way")
    return library


def test_an_index_that_cannot_be_written_is_said_and_titles_are_searched(unwritable, two):
    with pytest.raises(IndexUnwritable, match=r"cannot be written \(file exists\)"):
        search.catch_up(unwritable)
    answer = search.find(unwritable, "danube")
    assert [one.article_id for one in answer.hits] == [two[0]]
    assert [one.text for one in answer.hints] == [search.WITHOUT_INDEX]
    assert search.status(unwritable).state == "absent"


def test_it_is_caught_up_as_soon_as_it_can_be_written(unwritable, two):
    with pytest.raises(IndexUnwritable):
        search.catch_up(unwritable)
    unwritable.index.folder.parent.unlink()
    assert found(unwritable, "milankovic") == [two[0]]


def test_a_library_without_a_folder_for_its_index_says_so(library, monkeypatch):
    def fail(_):
        raise PermissionError(13, "Permission denied", "/cache")

    monkeypatch.setattr("researchdesk.library.library.paths.cache_of", fail)
    with pytest.raises(IndexUnwritable, match="search index in /cache cannot be written"):
        Library(library.store)


def test_a_misspelt_word_is_known_by_the_words_of_the_library(library, two):
    search.catch_up(library)
    assert search.meant(library, "milankovicc") == "milankovic"
    assert search.meant(library, "Milankovicc AND site:nowhere") == "milankovic AND site:nowhere"
    assert search.meant(library, "milankovic") is None
    assert search.meant(library, "qqqqqqqqqqq") is None


def test_a_comment_alone_with_the_words_is_shown_instead_of_the_text(library, two):
    passages.highlight_quote(library, two[0], Quote("Belgrade from"), body="Ask again")
    passages.highlight_quote(library, two[0], Quote("three days"), body="Compare the minutes")
    search.catch_up(library)
    window = search.snippets(library, "minutes", search.find(library, "minutes").hits)[0]
    assert (window.text, window.where) == ("Compare the minutes", "annotation")
    assert [window.text[start:end] for start, end in window.marks] == ["minutes"]
    passages.trash(library, [one.id for one in passages.of_article(library, two[0])])
    window = search.snippets(library, "minutes", [Hit(0.0, two[0])])[0]
    assert (window.marks, window.where) == ((), "text")


def test_a_field_offers_what_is_its_own(library, two):
    tags.add(library, [two[0]], "Milan fair")
    mentions.accept_all(library, two[0])
    assert search.complete(library, "m") == []
    said = {
        field: {(one.text, one.insert) for one in search.complete(library, f"{field}:mil")}
        for field in ("person", "tag", "country", "site")
    }
    assert said == {
        "person": {("Milutin Milanković", 'person:"Milutin Milanković"')},
        "tag": {("Milan fair", 'tag:"Milan fair"')},
        "country": set(),
        "site": set(),
    }


def test_a_rebuild_under_way_is_said_and_forgotten_where_it_was_killed(library, two):
    file = indexing.progress_file(library.index.folder)
    file.write_text('{"done": 3, "total": 9}')
    status = search.status(library)
    assert (status.state, status.done, status.total) == ("rebuilding", 3, 9)
    assert search.open_index(library) == "current"
    assert search.status(library).state == "current"


def test_another_program_that_builds_the_index_is_left_alone(library, two):
    file = indexing.progress_file(library.index.folder)
    file.write_text('{"done": 3, "total": 9}')
    library.store.close()
    with contextlib.closing(Library.open(library.folder, read_only=True)) as reader:
        search.open_index(reader)
        assert search.status(reader).state == "rebuilding"


@pytest.mark.warns("the child for .* ended")
def test_an_index_that_was_lost_meanwhile_is_built_anew(library, two, clip):
    clip("Frost\n\nThe thermometer fell.", "frost.txt")
    (library.index.folder / "state.json").unlink()
    assert library.index.state == "current"
    said = []
    seq = search.take_in(library, Progress(lambda *step: said.append(step)))
    assert (library.index.state, library.index.seq) == ("current", seq)
    assert search.find(library, "thermometer").total == 1
    assert said


def test_a_long_outbox_is_taken_in_to_its_end(library, two, clip):
    number = clip("Frost\n\nThe thermometer fell.", "frost.txt").article_id
    with library.operation("A long outbox", undoable=False):
        library.store.db.conn.executemany(
            "INSERT INTO outbox (noun, id) VALUES ('article', ?)", [(number,)] * 5_001
        )
    parts = iter(range(9))  # it would go on for ever, if it began anew at each part
    progress = Progress(lambda *_: progress.cancel() if next(parts, None) is None else None)
    search.settle(library, search.take_in(library, progress))
    assert not search.is_behind(library)
    assert search.find(library, "thermometer").total == 1


@pytest.mark.parametrize("work", [search.take_in, search.tidy, search.rebuild, search.fault])
def test_work_on_the_index_can_be_cancelled(library, two, clip, work):
    clip("Frost\n\nThe thermometer fell.", "frost.txt")
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        work(library, progress)
    assert search.is_behind(library)
    assert search.status(library).state == "behind"


def test_without_an_index_nothing_is_settled_or_joined(library, clip, visit):
    waiting = outbox.count(library.store.read())
    search.tidy(library, Progress())
    search.settle(library, 0)
    assert (library.index.state, library.indexer.pid) == ("absent", None)
    assert outbox.count(library.store.read()) == waiting > 0


def test_what_the_index_holds_is_not_waited_for_also_where_the_library_cannot_be_told(
    library, two, clip
):
    clip("Frost\n\nThe thermometer fell.", "frost.txt")
    assert search.status(library).state == "behind"
    search.take_in(library)  # and nothing is settled, as in a library that can only be read
    assert search.status(library).state == "current"
