# SPDX-License-Identifier: MIT
"""What an import refused is tried once more: what has a new text by now, and where the user stops it."""

from __future__ import annotations

import contextlib

import pytest

from researchdesk.clip.worker import Worker
from researchdesk.library import articles, retries
from researchdesk.model.importing import ImportReport, Rejected
from researchdesk.model.progress import Progress
from tests.unit.clip.conftest import Site

WORDS = "The ferry carried corn to the mill, and nobody asked what it had cost the town. "


def page(words):
    return f"<html><body><article><p>{words * 4}</p></article></body></html>".encode()


@pytest.fixture
def site(library, monkeypatch):
    """A site of this computer, which the library may read."""
    made = Site()
    with contextlib.closing(Worker(allow=lambda one: str(one) == "127.0.0.1")) as worker:
        monkeypatch.setattr(library, "worker", worker)
        yield made
    made.close()


def refused(*addresses):
    return ImportReport(
        "bookmarks", rejected=tuple(Rejected(one, "It was out of reach.", one) for one in addresses)
    )


@pytest.mark.network
def test_each_article_is_told_of_once_and_a_page_with_another_text_is_a_version(library, site):
    told = []
    address = site.lay("/ferry", page(WORDS))

    def again():
        return retries.again(
            library, refused(address), tell=lambda clipping, done: told.append(done.status)
        )

    first = again()
    assert (first.stored, first.versions, first.known) == (1, 0, 0)
    site.lay("/ferry", page(WORDS.replace("corn", "rye")))
    second = again()
    assert (second.stored, second.versions, second.known) == (0, 1, 0)
    assert second.changed == first.articles == tuple(articles.listed(library))
    assert "rye" in articles.text(library, first.articles[0]).text
    third = again()
    assert (third.stored, third.versions, third.known) == (0, 0, 1)
    assert told == ["new", "version"]


@pytest.mark.network
def test_a_cancel_ends_it_and_keeps_what_was_tried_before(library, site):
    addresses = [site.lay(f"/{n}", page(f"{n} {WORDS}")) for n in range(3)]
    progress = Progress()
    made = retries.again(library, refused(*addresses), progress, tell=lambda *_: progress.cancel())
    assert made.was_stopped
    assert (made.stored, made.rejected) == (1, ())
    assert articles.listed(library) == [*made.articles]
