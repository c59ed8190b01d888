# SPDX-License-Identifier: MIT
"""A child process answers, is limited, killed, recycled and started again."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from researchdesk.config import children
from researchdesk.config.children import Child, ChildDied, ChildTooSlow
from researchdesk.model.errors import BadValue

MODULE = """
import os, socket, sys, time
from researchdesk.model.errors import BadValue

def answer(request, payload):
    verb = request["verb"]
    if verb == "echo":
        print("a stray print")
        return {"said": request["text"], "pid": os.getpid()}, payload[::-1]
    if verb == "sleep":
        time.sleep(60)
    if verb == "pause":
        time.sleep(request["pause"])
    if verb == "spin":
        sum(range(2 * 10**8))  # looks at no signal while it counts
    if verb == "user":
        raise BadValue(value="x", kind="date", expected="write 2026-11-26")
    if verb == "bug":
        raise RuntimeError("secret words")
    if verb == "eat":
        return {"n": len(bytearray(2 << 30))}
    if verb == "connect":
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    if verb == "exit":
        os._exit(0)
    return {}
"""


@pytest.fixture
def child(tmp_path, monkeypatch):
    (tmp_path / "some_child.py").write_text(MODULE)
    root = str(Path(children.__file__).parents[2])
    usual = children._environment

    def environment():
        return usual() | {"PYTHONPATH": os.pathsep.join([root, str(tmp_path)])}

    monkeypatch.setattr(children, "_environment", environment)
    made = Child("some_child", recycle_after=3)
    yield made
    made.close()


def test_answers_with_text_and_bytes_in_order(child):
    answer, body = child.ask({"verb": "echo", "text": "Вучић 😀 \ud800"}, b"abc")
    assert answer["said"] == "Вучић 😀 \ud800"
    assert body == b"cba"


def test_a_slow_child_is_killed_and_the_next_request_finds_another(child):
    first = child.ask({"verb": "echo", "text": ""})[0]["pid"]
    with pytest.raises(ChildTooSlow):
        child.ask({"verb": "sleep"}, seconds=0.3)
    assert child.ask({"verb": "echo", "text": ""})[0]["pid"] != first


@pytest.mark.skipif(os.name == "nt", reason="Windows has no timer of the processor's time")
def test_what_counts_is_the_time_of_the_processor_and_not_the_clock(child, monkeypatch):
    first = child.ask({"verb": "echo", "text": ""})[0]["pid"]
    child.ask({"verb": "pause", "pause": 0.9}, seconds=0.3)
    assert child.pid == first, "a child that only waited was taken for a slow one"
    monkeypatch.setattr(children, "PATIENCE", 1000)  # the clock is out of it
    with pytest.raises(ChildTooSlow):
        child.ask({"verb": "spin"}, seconds=0.3)
    assert child.ask({"verb": "echo", "text": ""})[0]["pid"] != first


@pytest.mark.skipif(os.name == "nt", reason="Ctrl+C cannot be sent to one process on Windows")
def test_ctrl_c_of_a_terminal_leaves_the_child_alone(child):
    first, _ = child.ask({"verb": "echo", "text": "a"})
    os.kill(first["pid"], signal.SIGINT)
    second, _ = child.ask({"verb": "echo", "text": "b"})
    assert second["pid"] == first["pid"]


def test_the_users_error_comes_back_as_itself(child):
    with pytest.raises(BadValue, match="write 2026-11-26"):
        child.ask({"verb": "user"})


def test_a_bug_in_the_child_names_its_class_but_not_its_words(child, caplog):
    with pytest.raises(ChildDied, match="RuntimeError") as caught:
        child.ask({"verb": "bug"})
    assert "secret" not in str(caught.value) + caplog.text
    caplog.clear()
    assert child.ask({"verb": "echo", "text": "again"})[0]["said"] == "again"


def test_memory_is_limited(child, caplog):
    with pytest.raises(ChildDied, match="MemoryError"):
        child.ask({"verb": "eat"})
    caplog.clear()


def test_the_network_is_closed_in_a_child(child, caplog):
    with pytest.raises(ChildDied, match="PermissionError"):
        child.ask({"verb": "connect"})
    caplog.clear()


def test_a_child_is_recycled_after_so_many_requests(child):
    pids = [child.ask({"verb": "echo", "text": ""})[0]["pid"] for _ in range(4)]
    assert pids[0] == pids[2] != pids[3]


def test_a_child_that_ended_for_want_of_work_is_started_again(child, tmp_path):
    idle = Child("some_child", idle_seconds=0.1)
    first = idle.ask({"verb": "echo", "text": ""})[0]["pid"]
    idle._process.wait(timeout=10)
    assert idle.ask({"verb": "echo", "text": ""})[0]["pid"] != first
    idle.close()


def test_closing_twice_and_before_the_first_request_is_harmless():
    made = Child("nothing")
    made.close()
    made.close()


def test_nobody_is_started_for_a_question_that_comes_after_closing(child):
    child.ask({"verb": "echo", "text": ""})
    child.close()
    with pytest.raises(children.ChildClosed):
        child.ask({"verb": "echo", "text": ""})
    child.warm()
    assert child.pid is None


def test_closing_does_not_wait_for_an_answer(child):
    child.ask({"verb": "echo", "text": ""})
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(child.ask, {"verb": "sleep"}, seconds=600)
        while not child._lock.locked():
            time.sleep(0.01)
        time.sleep(0.1)
        child.close()
        with pytest.raises(children.ChildClosed):
            asked.result(10)
