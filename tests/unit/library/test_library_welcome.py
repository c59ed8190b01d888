# SPDX-License-Identifier: MIT
"""The sample library holds what its plan says, or is not there at all."""

from __future__ import annotations

import contextlib
import json

import pytest

from researchdesk.config.paths import resource
from researchdesk.library import articles, mentions, notes, passages, people, tags, welcome
from researchdesk.library.library import Library
from researchdesk.model.article import ArticleFilter, Shelf, Sort
from researchdesk.model.errors import Cancelled
from researchdesk.model.progress import Progress

PLAN = json.loads((resource("welcome") / "library.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample library, made once, and what was said meanwhile."""
    said: list[tuple[int, int | None]] = []
    folder = tmp_path_factory.mktemp("sample") / "Sample library"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RESEARCHDESK_HOME", str(folder.parent / "home"))
        progress = Progress(lambda done, total, _: said.append((done, total)))
        with contextlib.closing(welcome.open_sample(folder, progress)) as library:
            yield library, said


@pytest.fixture
def library(sample):
    return sample[0]


@pytest.fixture
def entries(library):
    """The entries of the plan by the number of their article."""
    ids = sorted(articles.listed(library, sort=Sort.CLIPPED))
    return dict(zip(ids, PLAN["articles"], strict=True))


def test_it_is_there_whole_under_its_name(sample):
    library, said = sample
    assert (library.name, welcome.is_sample(library)) == ("Sample library", True)
    assert [one.name for one in library.folder.parent.glob("Sample*")] == ["Sample library"]
    assert said[0] == (0, len(PLAN["articles"]))
    assert library.history() == []


def test_every_article_has_its_address_tags_and_marks(library, entries):
    for number, entry in entries.items():
        held = articles.get(library, number)
        assert held.canonical_url == entry["address"]
        assert sorted(held.tags) == sorted(entry["tags"])
        marks = held.is_read, held.is_starred, held.is_filed
        assert marks == (entry["read"], entry["starred"], entry["filed"])
    assert articles.count(library, ArticleFilter(Shelf.INBOX)) > 0
    assert {row.name for row in tags.rows(library)} == {
        name for entry in entries.values() for name in entry["tags"]
    }


def test_every_highlight_stands_at_its_words_with_colour_and_comment(library, entries):
    for number, entry in entries.items():
        text = articles.text(library, number).text
        found = {
            (text[one.start : one.end], one.colour, one.body)
            for one in passages.of_article(library, number)
        }
        assert found == {
            (mark["quote"], mark["colour"], mark["comment"]) for mark in entry["highlights"]
        }


def test_every_note_rests_on_its_passages(library):
    quotes = {
        welcome.PLACEHOLDER % mark["key"]: mark["quote"]
        for entry in PLAN["articles"]
        for mark in entry["highlights"]
    }
    held = {row.title: row.id for row in notes.rows(library)}
    for note in PLAN["notes"]:
        cited = [one.exact for one in notes.citations(library, held.pop(note["title"]))]
        wanted = {note["body"].index(key): quotes[key] for key in quotes if key in note["body"]}
        assert cited == [wanted[at] for at in sorted(wanted)]
    assert held == {}
    assert notes.verify(library) == []


def test_every_person_and_country_is_tagged_and_something_is_left_to_review(library, entries):
    for number, entry in entries.items():
        borne = mentions.of_article(library, number, ("accepted",))
        assert {one.name for one in borne if one.kind == "person"} == {
            person["name"] for person in entry["people"]
        }
        assert {one.country for one in borne if one.country} == set(entry["countries"])
        for person in entry["people"]:
            forms = {form.form for form in people.named(library, person["name"]).forms}
            assert {person["name"], *person["variants"]} <= forms
    assert len(mentions.suggestions(library)) > 0


def test_a_library_of_the_users_own_is_no_sample(tmp_path):
    with contextlib.closing(Library.create(tmp_path / "library")) as library:
        assert not welcome.is_sample(library)


def test_a_cancel_leaves_none_and_the_next_attempt_makes_it_whole(tmp_path):
    folder = tmp_path / "Sample library"
    progress = Progress(lambda *_: progress.cancel())
    with pytest.raises(Cancelled):
        welcome.open_sample(folder, progress)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "Sample library.part").mkdir()  # as a kill leaves it
    with contextlib.closing(welcome.open_sample(folder)) as library:
        assert articles.count(library, ArticleFilter()) == len(PLAN["articles"])
    assert list(tmp_path.iterdir()) == [folder]
