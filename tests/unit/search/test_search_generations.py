# SPDX-License-Identifier: MIT
"""Generations of the index side by side: swaps, cancels, full disks, kills, threads."""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from researchdesk.model.errors import Cancelled, DiskFailing, DiskFull, IndexUnwritable
from researchdesk.search import index, indexer
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
    for path in filled.folder.glob("*.rdx"):
        if path.name not in good:
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
    assert filled.index.find(parse("storm").tree, cancel=cancel)[1] == 39
    cancel.set()
    with pytest.raises(Cancelled):
        filled.index.find(parse("storm").tree, cancel=cancel)


def test_a_query_over_its_budget_says_that_it_stopped(filled, monkeypatch):
    assert filled.index.find(parse("w*").tree).hints == ()
    monkeypatch.setattr("researchdesk.search.watch.BUDGET", -1)
    answer = filled.index.find(parse("wo*d*").tree)
    assert [hint.text for hint in answer.hints] == [index.STOPPED]
    monkeypatch.undo()
    assert filled.index.find(parse("wo*d*").tree).total == 38  # what was stopped early was not kept


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EIO, DiskFailing),
        (errno.EACCES, IndexUnwritable),
        (errno.EROFS, IndexUnwritable),
        (errno.ENOENT, FileNotFoundError),
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
    new, named, state = (happened.index(one) for one in (segment_of(happened), "index", "!"))
    assert new < named < happened.index("state.json.part") < state
    assert happened[-1] == filled.folder.name


def segment_of(names):
    return next(name for name in names if name.endswith(".rdx"))


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
    if number % 5 == 0:
        index.tidy(folder)
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
        assert fresh.find(parse("storm").tree)[1] == fresh.count
        filled.change([article(77, "storm harbour")])  # the lock of the dead is free
        assert opened(filled.folder)[2].find(parse("harbour").tree)[1] == 1
    assert "current" in states


def test_two_writers_wait_for_each_other(filled, monkeypatch):
    monkeypatch.setattr(indexer, "PATIENCE", 0.05)
    with (
        indexer.locked(filled.folder.with_name("index.lock"), 1),
        pytest.raises(IndexUnwritable, match="another program is indexing"),
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
    return [hit.article_id or -(hit.note_id or 0) for hit in desk_index.find(parse(query).tree)[0]]


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
