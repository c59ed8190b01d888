# SPDX-License-Identifier: MIT
"""A real library in a folder of its own; the child processes are started once for all tests."""

from __future__ import annotations

import pytest

from researchdesk.clip.worker import Worker
from researchdesk.entities.suggest import Recogniser
from researchdesk.library import articles, recognising
from researchdesk.library.library import Library
from researchdesk.model.clipping import Source
from tests.unit.library.visit_texts import VISIT


@pytest.fixture(scope="session")
def worker():
    made = Worker()
    yield made
    made.close()


@pytest.fixture(scope="session")
def recogniser():
    made = Recogniser()
    yield made
    made.close()


@pytest.fixture
def library(tmp_path, worker, recogniser):
    yield from made_in(tmp_path / "library", worker, recogniser)


@pytest.fixture
def other(tmp_path, worker, recogniser):
    """Another library, empty."""
    yield from made_in(tmp_path / "other", worker, recogniser)


def made_in(folder, worker, recogniser):
    made = Library.create(folder)
    made.worker, made.recogniser = worker, recogniser
    yield made
    made.indexer.close()
    made.index.close()
    made.store.close()


@pytest.fixture
def clip(library, tmp_path):
    """Clip a text as a file, and propose for it."""

    def do(text=VISIT, name="visit.txt", *, url=None, propose=True, **options):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        clipping = articles.preview(library, Source("file", str(path), url=url))
        done = articles.clip(library, clipping, **options)
        if propose:
            recognising.propose(library, done.article_id)
        return done

    return do


@pytest.fixture
def visit(clip):
    """The article about the visit, with suggestions."""
    return clip().article_id
