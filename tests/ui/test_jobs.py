# SPDX-License-Identifier: MIT
"""The questions of the window, and the one that all others wait for."""

from __future__ import annotations

import subprocess
import sys
import threading

import pytest

from researchdesk.model.errors import NoSuchThing
from researchdesk.ui.jobs import Jobs


@pytest.fixture
def jobs(qtbot):
    made = Jobs()
    yield made
    made.close()


def test_other_questions_wait_for_the_first_one(jobs, qtbot):
    heard: list[str] = []
    ready = threading.Event()
    with jobs.first("list"):
        jobs.ask(lambda _: heard.append("counts asked"))
        jobs.run(lambda _: heard.append("index asked"))
        jobs.ask(lambda _: ready.wait(5), lambda _: heard.append("list shown"), key="list")
    jobs.ask(lambda _: heard.append("names asked"))
    jobs.change(lambda _: heard.append("change made"))
    qtbot.waitUntil(lambda: heard == ["change made"])
    ready.set()
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert heard[:2] == ["change made", "list shown"]
    assert sorted(heard[2:]) == ["counts asked", "index asked", "names asked"]


def test_questions_do_not_wait_where_the_first_one_fails_or_is_asked_anew(jobs, qtbot):
    heard: list[str] = []

    def fail(_: object) -> None:
        raise NoSuchThing(noun="list", name="first")

    with jobs.first("list"):
        jobs.ask(lambda _: heard.append("counts"))
        jobs.ask(fail, failed=lambda _: None, key="list")
        jobs.ask(fail, failed=lambda _: heard.append("failed"), key="list")
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert heard == ["failed", "counts"]


def test_questions_do_not_wait_where_nobody_asks_the_first_one(jobs, qtbot):
    heard: list[str] = []
    with jobs.first("list"):
        jobs.ask(lambda _: heard.append("counts"))
    qtbot.waitUntil(lambda: heard == ["counts"])


def test_a_question_forgotten_while_it_waits_is_never_heard_of(jobs, qtbot):
    heard: list[str] = []
    with jobs.first("list"):
        jobs.ask(lambda _: "old", heard.append, key="counts")
        jobs.ask(lambda _: "new", heard.append, key="counts")
        jobs.ask(lambda _: "list", heard.append, key="list")
    qtbot.waitUntil(lambda: jobs.is_idle)
    assert heard == ["list", "new"]


def test_a_verb_that_is_passed_on_is_not_loaded_yet():
    code = (
        "import sys; from researchdesk.ui.verbs import articles; verb = articles.counts;"
        "assert 'researchdesk.library.articles' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
