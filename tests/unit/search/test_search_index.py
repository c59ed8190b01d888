# SPDX-License-Identifier: MIT
"""The index is a cache: whatever is found on the disk, it is used, or named unfit and built anew; it never breaks."""

from __future__ import annotations

import errno
import json
import os
import random
import stat

import pytest

from researchdesk.search import index, indexer, layout, state
from researchdesk.search.files import DamagedIndex
from researchdesk.search.index import Index, State
from researchdesk.search.query import parse
from tests.unit.search.texts import HISTORY, article


@pytest.fixture
def filled(desk):
    desk.build(article(number, "storm", f"word{number} the sea") for number in range(1, 40))
    desk.change([article(50, "storm")], [("article", 1)])
    return desk


def opened(folder, history=HISTORY, last_seq=1000):
    fresh = Index(folder)
    return fresh.open(history, last_seq), fresh.reason, fresh


def test_what_was_written_is_current_and_says_what_it_holds(filled):
    answer, reason, fresh = opened(filled.folder)
    assert (answer, reason) == ("current", "")
    assert (fresh.seq, fresh.count) == (2, 39)
    assert fresh.find(parse("storm").tree)[1] == 39


def test_no_index_is_absent_and_answers_nothing(tmp_path):
    answer, reason, fresh = opened(tmp_path / "nowhere")
    assert (answer, reason) == ("absent", "there is none yet")
    assert fresh.find(parse("storm").tree) == ([], 0, ())
    assert fresh.complete("text", "a") == []
    assert fresh.did_you_mean("storm") is None
    assert (fresh.seq, fresh.count) == (0, 0)


@pytest.mark.parametrize(
    ("history", "last_seq", "reason"),
    [("other", 10, "another history"), (HISTORY, 1, "changes that this library does not have")],
)
def test_an_index_of_another_state_of_the_library_is_refused(filled, history, last_seq, reason):
    answer, said, fresh = opened(filled.folder, history, last_seq)
    assert answer == "failed"
    assert reason in said
    assert fresh.find(parse("storm").tree) == ([], 0, ())


def test_an_index_of_another_version_is_refused(filled, monkeypatch):
    monkeypatch.setattr(layout, "LAYOUT_VERSION", layout.LAYOUT_VERSION + 1)
    answer, said, _ = opened(filled.folder)
    assert answer == "failed"
    assert "another version" in said
    with pytest.raises(DamagedIndex):
        filled.change([article(1)])


def test_all_that_an_index_rests_on_changes_its_print(monkeypatch):
    prints = {layout.schema_print()}
    for name, value in (
        ("FOLD_VERSION", 99),
        ("LAYOUT_VERSION", 99),
        ("STEMS_VERSION", 99),
        ("TEXTS", (*layout.TEXTS, "more")),
        ("NUMBERS", ("id",)),
    ):
        with monkeypatch.context() as changed:
            changed.setattr(layout, name, value)
            prints.add(layout.schema_print())
    assert len(prints) == 6


STATES = (
    *(b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"seq": 1}', b'"x"'),
    *(b'{"seq": 1e999}', b"1" * 5000),
)


@pytest.mark.parametrize("content", STATES)
def test_a_damaged_state_is_named(filled, content):
    (filled.folder / state.STATE_FILE).write_bytes(content)
    assert opened(filled.folder)[0] == "failed"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("seq", "1"),
        ("seq", True),
        ("history", None),
        ("generation", "x"),
        ("count", 7),
        ("files", {}),
        ("files", {"../../etc/passwd": [1, 2]}),
        ("files", {"MAIN_2.rdx": "x"}),
        ("files", {"MAIN_2.rdx": [1]}),
        ("files", {"MAIN_2.rdx": [1, "2"]}),
        ("segments", {}),
        ("segments", {"MAIN_2": [1, ""]}),
        ("segments", {"../outside": [1, ""]}),
        ("segments", ["MAIN_2"]),
    ],
)
def test_a_state_that_lies_is_found_out(filled, name, value):
    path = filled.folder / state.STATE_FILE
    said = json.loads(path.read_text()) | {name: value}
    path.write_text(json.dumps(said))
    assert opened(filled.folder)[0] == "failed"


def test_a_state_names_its_own_files_all_of_them_and_no_others(filled):
    path = filled.folder / state.STATE_FILE
    said = json.loads(path.read_text())
    (filled.folder.parent / "outside").write_bytes(b"x")
    outside = {
        "../outside": list(state.described(filled.folder.parent, ["outside"], {})["outside"])
    }
    fewer = dict(list(said["files"].items())[1:])
    for files, reason in (
        (said["files"] | outside, "names a file that is not one of ours"),
        (fewer, "are not the same"),
        ({}, "are not the same"),
    ):
        path.write_text(json.dumps(said | {"files": files}))
        answer, why, _ = opened(filled.folder)
        assert answer == "failed"
        assert reason in why


def test_every_flipped_bit_and_every_cut_in_the_files_is_noticed(filled):
    chance = random.Random(4)
    for path in sorted(filled.folder.glob("MAIN*.*")):
        whole = path.read_bytes()
        for _ in range(12):
            at = chance.randrange(len(whole))
            bad = bytearray(whole)
            bad[at] ^= 1 << chance.randrange(8)
            path.write_bytes(bad)
            assert opened(filled.folder)[0] == "failed"
        for length in (0, 1, len(whole) // 2, len(whole) - 1):
            path.write_bytes(whole[:length])
            assert opened(filled.folder)[0] == "failed"
        path.unlink()
        assert opened(filled.folder)[0] == "failed"
        path.write_bytes(whole)
    assert opened(filled.folder)[0] == "current"


def test_a_file_where_the_folder_should_be_is_no_index(tmp_path):
    (tmp_path / "index").write_text("no folder")
    assert opened(tmp_path / "index")[0] == "failed"


def test_a_failed_index_is_built_anew_over_the_damage(filled):
    for path in filled.folder.iterdir():
        path.write_bytes(b"rubbish")
    filled.build([article(1, "storm")])
    assert filled.find("storm") == [1]


def test_changes_are_not_taken_into_an_index_of_another_history(filled):
    with pytest.raises(DamagedIndex):
        index.update(filled.folder, deletes=[], documents=[], state=State(9, "other"))
    assert opened(filled.folder)[0] == "current"


def test_changes_are_not_taken_into_no_index(tmp_path):
    with pytest.raises(DamagedIndex):
        index.update(tmp_path / "index", deletes=[], documents=[], state=State(9, HISTORY))


def test_what_a_killed_commit_left_behind_is_swept_away(filled):
    (filled.folder / "state.json.part").write_bytes(b"rubbish")
    (filled.folder / "MAIN_abc.rdx").write_bytes(b"rubbish")
    (filled.folder / "MAIN.tmp").mkdir()
    (filled.folder / "MAIN.tmp" / "x.run").write_bytes(b"rubbish")
    assert opened(filled.folder)[0] == "current"
    filled.change([article(60, "storm")])
    assert filled.index.count == 40
    names = {path.name for path in filled.folder.iterdir()}
    assert not names & {"state.json.part", "MAIN_abc.rdx", "MAIN.tmp"}


def test_a_file_that_cannot_be_deleted_waits_for_the_next_commit(filled, monkeypatch):
    def fail(*_, **__):
        raise OSError(errno.EACCES, "held open by another program")

    filled.change(article(number, "storm") for number in range(100, 109))
    before = {path.name for path in filled.folder.glob("*.rdx")}
    monkeypatch.setattr(os, "unlink", fail)
    for number in range(60, 70):
        filled.change([article(number, "storm")])
    monkeypatch.undo()
    assert filled.index.count == 58
    left = {path.name for path in filled.folder.glob("*.rdx")}
    assert len(left - before) == 11  # ten segments, and one that eight became
    filled.change([article(70, "storm")])
    said = json.loads((filled.folder / state.STATE_FILE).read_text())
    assert {path.name for path in filled.folder.iterdir()} == {state.STATE_FILE, *said["files"]}


def test_a_damage_is_not_carried_on_under_a_new_checksum(filled):
    for number in range(60, 66):
        filled.change([article(number, "storm")])
    smallest = min(filled.folder.glob("*.rdx"), key=lambda path: path.stat().st_size)
    content = bytearray(smallest.read_bytes())
    content[40] ^= 1
    smallest.write_bytes(content)
    with pytest.raises(DamagedIndex, match="not as it was written"):
        filled.change([article(66, "storm")])  # the eighth of its size


def test_a_rebuild_that_lost_a_document_does_not_take_the_place_of_the_old_one(filled, monkeypatch):
    write = indexer.writer.write
    monkeypatch.setattr(
        indexer.writer,
        "write",
        lambda folder, last, keys, some, **more: write(folder, last, keys, list(some)[1:], **more),
    )
    with pytest.raises(DamagedIndex, match="2 documents were written and 1 are found"):
        index.rebuild(filled.folder, [article(1), article(2)], State(3, HISTORY))
    assert opened(filled.folder)[2].count == 39


def test_work_that_breaks_off_leaves_the_index_as_it_was_and_no_lock(filled):
    def documents():
        yield article(60, "storm")
        raise ZeroDivisionError

    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            index.update(filled.folder, deletes=[], documents=documents(), state=State(9, HISTORY))
        with pytest.raises(ZeroDivisionError):
            index.rebuild(filled.folder, documents(), State(9, HISTORY))
    assert opened(filled.folder)[2].count == 39
    filled.change([article(60, "storm")])
    assert filled.index.count == 40


def test_only_the_user_can_enter_the_folder_and_read_the_files(filled):
    assert stat.S_IMODE(filled.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in filled.folder.iterdir()} == {0o600}


def test_nothing_is_left_behind_by_commits_and_rebuilds(filled):
    for number in range(60, 75):
        filled.change([article(number, "storm")])
    filled.build([article(1, "storm")])
    said = json.loads((filled.folder / state.STATE_FILE).read_text())
    assert {path.name for path in filled.folder.iterdir()} == {state.STATE_FILE, *said["files"]}
    assert {path.name for path in filled.folder.parent.iterdir()} == {"index", "index.lock"}


def test_small_segments_are_joined_and_an_idle_moment_joins_more(desk):
    desk.build(article(number, "storm") for number in range(1, 400))
    for number in range(400, 500):
        desk.change([article(number, "storm")])
        assert len(desk.index._snapshot.pieces) < 24
    chosen = [article(number, "storm") for number in range(1, 300)]
    desk.change(chosen)  # most of the first segment is deleted now
    before = len(desk.index._snapshot.pieces)
    while index.tidy(desk.folder):
        desk.index.refresh()
        assert len(desk.index._snapshot.pieces) < before
        before = len(desk.index._snapshot.pieces)
    desk.index.refresh()
    assert desk.index.count == 499
    assert set(desk.find("storm")) == set(range(1, 500))
    worn = [piece for piece in desk.index._snapshot.pieces if piece.segment.size > 399]
    assert worn == []
