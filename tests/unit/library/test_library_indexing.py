# SPDX-License-Identifier: MIT
"""What the indexing child answers, asked without a child: the index follows the outbox and the library alike."""

from __future__ import annotations

import json

import pytest

from researchdesk.library import articles, indexing, mentions, notes, search
from researchdesk.store import outbox
from tests.unit.library.visit_texts import ELSEWHERE


@pytest.fixture
def ask(library):
    """Let the indexing be done here, and the index be opened."""

    def do(verb, after=0):
        answer = indexing.answer(search._request(library, verb, after), b"")
        search.open_index(library)
        return answer

    return do


def found(library, query):
    return [one.article_id or -(one.note_id or 0) for one in search.find(library, query).hits]


def test_a_rebuild_holds_all_there_is_and_the_last_number_of_the_outbox(library, clip, visit, ask):
    other = clip(ELSEWHERE, "bridge.txt").article_id
    note = notes.new(library, "Open questions", "Who paid for the steamboat?")
    articles.trash(library, [other])
    last = outbox.last(library.store.read())
    assert ask("rebuild") == {"seq": last, "count": 3, "is_more": False}
    assert library.index.seq == last
    assert found(library, "danube") == [visit]
    assert found(library, "steel in:trash") == [other]
    assert found(library, "steamboat") == [-note.id]
    assert not indexing.progress_file(library.index.folder).exists()


def test_a_rebuild_says_how_far_it_is(library, clip, visit, ask, monkeypatch):
    clip(ELSEWHERE, "bridge.txt")
    said = []
    write = indexing.index.rebuild

    def rebuild(folder, documents, state):
        file = indexing.progress_file(folder)
        read = (said.append(json.loads(file.read_text())) or one for one in documents)
        return write(folder, read, state)

    monkeypatch.setattr(indexing, "PROGRESS_EVERY", 1)
    monkeypatch.setattr(indexing.index, "rebuild", rebuild)
    ask("rebuild")
    assert said == [{"done": 0, "total": 2}, {"done": 1, "total": 2}]


def test_a_rebuild_that_fails_says_no_more_that_it_is_under_way(library, visit, ask, monkeypatch):
    ask("rebuild")

    def fail(conn, ids):
        yield from indexing.documents.articles(conn, ids)
        raise RuntimeError("of ours")

    monkeypatch.setattr(indexing.documents, "notes", fail)
    with pytest.raises(RuntimeError, match="of ours"):
        ask("rebuild")
    assert search.status(library).state == "current"
    assert found(library, "danube") == [visit]


def test_the_outbox_is_taken_in_part_by_part(library, visit, ask, monkeypatch):
    ask("rebuild")
    search.settle(library, library.index.seq)
    note = notes.new(library, "Open questions", "Who paid for the steamboat?")
    mentions.tag_country(library, [visit], "Portugal")
    monkeypatch.setattr(indexing, "AT_ONCE", 1)
    waiting = outbox.count(library.store.read())
    assert waiting >= 2
    answers = []
    while not answers or answers[-1]["is_more"]:
        answers.append(ask("take_in", answers[-1]["seq"] if answers else 0))
        assert len(answers) <= waiting
    assert len(answers) == waiting == outbox.count(library.store.read())
    assert answers[-1] == {"seq": outbox.last(library.store.read()), "is_more": False}
    assert found(library, "portugal") == [visit]
    assert found(library, "steamboat") == [-note.id]


def test_an_empty_outbox_leaves_the_index_as_it_is(library, visit, ask):
    ask("rebuild")
    search.settle(library, library.index.seq)
    held = library.index.seq
    assert ask("take_in") == {"seq": 0, "is_more": False}
    assert library.index.seq == held


def test_what_was_deleted_for_ever_is_taken_out(library, visit, ask):
    note = notes.new(library, "Open questions", "Who paid for the steamboat?")
    ask("rebuild")
    search.settle(library, library.index.seq)
    with library.operation("Purge", undoable=False):
        library.store.db.table("note").delete(note.id)
    ask("take_in")
    assert found(library, "steamboat") == []
    assert found(library, "danube") == [visit]


def test_small_parts_are_joined(library, clip, visit, ask):
    ask("rebuild")
    for number in range(9):
        clip(f"Frost\n\nThe thermometer fell to {number} degrees.", f"{number}.txt")
        ask("take_in")
    parts = len(list(library.index.folder.glob("*.rdx")))
    while ask("tidy")["is_joined"]:
        assert len(list(library.index.folder.glob("*.rdx"))) < parts
        parts = len(list(library.index.folder.glob("*.rdx")))
    assert len(found(library, "thermometer")) == 9


def test_an_index_that_holds_what_the_library_holds_has_no_fault(library, clip, visit, ask):
    ask("rebuild")
    search.settle(library, library.index.seq)
    assert ask("check") == {"fault": ""}
    clip(ELSEWHERE, "bridge.txt")  # waits in the outbox, and may be missing
    assert ask("check") == {"fault": ""}
    with library.operation("Forget", undoable=False):
        outbox.forget(library.store.db.conn, outbox.last(library.store.read()))
    assert ask("check")["fault"]
