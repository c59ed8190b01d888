# SPDX-License-Identifier: MIT
"""The index is a cache: whatever is found on the disk, it is used, or named unfit and built anew; it never breaks."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from researchdesk.model.errors import Cancelled, DiskFailing, DiskFull
from researchdesk.search import index, indexer, layout, state
from researchdesk.search.files import DamagedIndex
from researchdesk.search.index import Index, State
from researchdesk.search.query import parse
from tests.unit.search.texts import HISTORY, article, by_chance


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
    assert fresh.find(parse("storm"))[1] == 39


def test_no_index_is_absent_and_answers_nothing(tmp_path):
    answer, reason, fresh = opened(tmp_path / "nowhere")
    assert (answer, reason) == ("absent", "there is none yet")
    assert fresh.find(parse("storm")) == ([], 0)
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
    assert fresh.find(parse("storm")) == ([], 0)


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
        ("TEXTS", (*layout.TEXTS, "more")),
        ("NUMBERS", ("id",)),
    ):
        with monkeypatch.context() as changed:
            changed.setattr(layout, name, value)
            prints.add(layout.schema_print())
    assert len(prints) == 5


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
        ("generation", 99),
        ("generation", -1),
        ("count", 7),
        ("files", {}),
        ("files", {"../../etc/passwd": [1, 2]}),
        ("files", {"_MAIN_2.toc": "x"}),
        ("files", {"_MAIN_2.toc": [1]}),
        ("files", {"_MAIN_2.toc": [1, "2"]}),
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
    contents = {name: value for name, value in said["files"].items() if name.endswith(".toc")}
    for files, reason in (
        (said["files"] | outside, "names a file that is not one of ours"),
        (contents, "name different files"),
        ({}, "does not name its table of contents"),
    ):
        path.write_text(json.dumps(said | {"files": files}))
        answer, why, _ = opened(filled.folder)
        assert answer == "failed"
        assert reason in why


def test_every_flipped_bit_and_every_cut_in_the_files_is_noticed(filled):
    chance = random.Random(4)
    for path in sorted(filled.folder.glob("*MAIN*.*")):
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
    (filled.folder / "_MAIN_99.toc").write_bytes(b"rubbish")
    (filled.folder / "MAIN_abc.seg").write_bytes(b"rubbish")
    (filled.folder / "MAIN.tmp").mkdir()
    (filled.folder / "MAIN.tmp" / "x.run").write_bytes(b"rubbish")
    assert opened(filled.folder)[0] == "current"
    filled.change([article(60, "storm")])
    assert filled.index.count == 40
    names = {path.name for path in filled.folder.iterdir()}
    assert not names & {"_MAIN_99.toc", "MAIN_abc.seg", "MAIN.tmp"}


def test_a_file_that_cannot_be_deleted_is_said_as_what_it_is(filled, monkeypatch):
    def fail(*_):
        raise OSError(errno.EIO, "no")

    monkeypatch.setattr(os, "remove", fail)
    with pytest.raises(DiskFailing):
        filled.change([article(60, "storm")])
    monkeypatch.undo()
    filled.change([article(60, "storm")])
    assert filled.index.count == 40


def test_a_rebuild_that_lost_a_document_does_not_take_the_place_of_the_old_one(filled, monkeypatch):
    write = indexer.writer.write
    monkeypatch.setattr(
        indexer.writer,
        "write",
        lambda folder, keys, some, **more: write(folder, keys, some[1:], **more),
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


def test_a_search_goes_on_over_the_old_generation_while_a_new_one_comes(filled):
    snapshot = filled.index._snapshot
    filled.change([], [("article", 50)])
    assert filled.find("storm") == sorted(range(2, 40), reverse=True)
    assert snapshot is not filled.index._snapshot
    assert snapshot.count == 39


def test_a_refresh_keeps_what_it_has_when_the_new_one_cannot_be_read(filled, caplog):
    good = {path.name: path.read_bytes() for path in filled.folder.iterdir()}
    index.update(
        filled.folder, deletes=[], documents=[article(60, "storm")], state=State(3, HISTORY)
    )
    for path in filled.folder.glob("*.toc"):
        path.write_bytes(b"rubbish")
    filled.index.refresh()
    assert filled.index.state == "failed"
    assert filled.index.count == 39
    assert len(filled.find("storm")) == 39
    assert "index not refreshed" in caplog.text
    caplog.clear()
    shutil.rmtree(filled.folder)
    filled.folder.mkdir()
    for name, content in good.items():
        (filled.folder / name).write_bytes(content)
    assert filled.index.open(HISTORY, 10) == "current"


def test_a_refresh_amid_a_rebuild_waits_for_the_next(filled):
    filled.folder.rename(filled.folder.with_name("away"))
    filled.index.refresh()
    assert filled.index.state == "current"
    assert len(filled.find("storm")) == 39


def test_only_new_segments_are_opened(filled):
    before = set(map(id, filled.index._snapshot.segments.values()))
    filled.change([article(60, "storm")])
    after = set(map(id, filled.index._snapshot.segments.values()))
    assert len(after & before) == len(before)
    assert len(after - before) == 1


def test_a_cancelled_search_stops(filled):
    cancel = threading.Event()
    assert filled.index.find(parse("storm"), cancel=cancel)[1] == 39
    cancel.set()
    with pytest.raises(Cancelled):
        filled.index.find(parse("storm"), cancel=cancel)


def test_a_query_over_its_budget_says_that_it_stopped(filled, monkeypatch):
    assert filled.index.ask(parse("w*")).hints == ()
    monkeypatch.setattr("researchdesk.search.watch.BUDGET", -1)
    answer = filled.index.ask(parse("wo*d*"))
    assert [hint.text for hint in answer.hints] == [index.STOPPED]
    monkeypatch.undo()
    assert filled.index.ask(parse("wo*d*")).total == 38  # what was stopped early was not kept


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EIO, DiskFailing),
        (errno.EACCES, OSError),
    ],
)
def test_a_full_or_failing_disk_is_said_and_the_old_index_stands(
    filled, monkeypatch, number, error
):
    def fail(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(error):
        index.update(
            filled.folder,
            deletes=[("article", 2)],
            documents=[article(60)],
            state=State(3, HISTORY),
        )
    with pytest.raises(error):
        index.rebuild(filled.folder, [article(60)], State(3, HISTORY))
    monkeypatch.undo()
    assert opened(filled.folder)[2].count == 39
    filled.change([article(60, "storm")], [("article", 2)])
    assert filled.index.count == 39


def test_what_a_commit_rests_on_is_synced_before_its_name_is(filled, monkeypatch):
    happened = []
    sync, replace = os.fsync, os.replace

    def synced(descriptor):
        happened.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(
        os, "replace", lambda *names, **more: (happened.append("!"), replace(*names, **more))
    )
    filled.change([article(60, "storm")])
    kinds = [name.partition(".")[2].partition(".")[0] for name in happened]
    assert kinds.index("seg") < kinds.index("toc") < kinds.index("json")
    assert happened[-1] == filled.folder.name


WRITER = """
import sys
from pathlib import Path
from researchdesk.search import index
from tests.unit.search.texts import HISTORY, article
folder = Path(sys.argv[1])
print("ready", flush=True)
for number in range(1000, 9000):
    if number % 7 == 0:
        index.rebuild(folder, (article(one, "storm") for one in range(1, 40)), index.State(2, HISTORY))
    index.update(folder, deletes=[("article", number - 3)], documents=[article(number, "storm")],
                 state=index.State(2, HISTORY))
"""


def test_killed_at_any_moment_it_is_current_or_absent_and_goes_on(filled):
    chance = random.Random(11)
    states = set()
    for _ in range(12):
        command = [sys.executable, "-c", WRITER, str(filled.folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
            assert child.stdout
            child.stdout.readline()
            with pytest.raises(subprocess.TimeoutExpired):
                child.wait(chance.uniform(0.005, 0.25))
            child.kill()
        answer, _, fresh = opened(filled.folder)
        states.add(answer)
        if answer == "absent":  # between the two renames of a rebuild
            filled.build([article(1, "storm")])
            continue
        assert answer == "current"
        assert fresh.find(parse("storm"))[1] == fresh.count
        filled.change([article(77, "storm harbour")])  # the lock of the dead is free
        assert opened(filled.folder)[2].find(parse("harbour"))[1] == 1
    assert "current" in states


def test_two_writers_wait_for_each_other(filled, monkeypatch):
    monkeypatch.setattr(indexer, "PATIENCE", 0.05)
    with (
        indexer.locked(filled.folder.with_name("index.lock"), 1),
        pytest.raises(TimeoutError),
    ):
        filled.change([article(60)])
    filled.change([article(60)])


def test_threads_get_the_answers_of_one_thread(desk):
    chance = random.Random(8)
    desk.build([by_chance(chance, number) for number in range(1, 120)])
    for number in range(120, 140):
        desk.change([by_chance(chance, number)])
    queries = [
        *(
            "the",
            "s*",
            '"the sea"',
            "light NEAR/3 the",
            "*ship*",
            "storm -ship",
            "harbor~2",
            "東京",
        ),
        *("title:the", "tag:none", "date:1912", "th* OR st*", '"state of the art"', "NOT the"),
    ]
    fresh = Index(desk.folder)
    fresh.open(HISTORY, 100)
    wanted = {query: answered(fresh, query) for query in queries}
    fresh.close()
    fresh.open(HISTORY, 100)
    assert at_once(queries, lambda query: answered(fresh, query) == wanted[query]) == []

    def is_right(query):
        return {*answered(fresh, query)} - set(range(1000, 1100)) == {*wanted[query]}

    def commit():
        for number in range(1000, 1006):
            desk.change([article(number, "unheard-of")], [("article", number - 1)])
            fresh.refresh()

    assert at_once(queries, is_right, meanwhile=commit) == []
    assert answered(fresh, "unheard") == [1005]


def answered(desk_index, query):
    return [hit.article_id or -(hit.note_id or 0) for hit in desk_index.find(parse(query))[0]]


def at_once(queries, is_right, meanwhile=lambda: None):
    """Ask from four threads; give the queries whose answer was wrong."""
    wrong = []
    start = threading.Barrier(5)

    def ask(seed):
        order = random.Random(seed).choices(queries, k=150)
        start.wait()
        wrong.extend(query for query in order if not is_right(query))

    threads = [threading.Thread(target=ask, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    start.wait()
    meanwhile()
    for thread in threads:
        thread.join()
    return wrong
