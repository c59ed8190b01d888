# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from researchdesk.config import paths
from researchdesk.library import articles, duplicates, tending
from researchdesk.model.clipping import Clipping, Received
from researchdesk.model.errors import NoSuchThing
from researchdesk.model.progress import Progress
from researchdesk.store import sketches
from tests.unit.clip.test_sketch import story


@pytest.fixture
def put(library):
    def do(words, title="A story", site="courier.example"):
        text = " ".join(words)
        received = Received(text.encode(), "text/plain", "2026-11-01T10:00:00Z")
        made = Clipping(
            title, f"<p>{text}</p>", text, received, "test", "1", 1, container_title=site
        )
        return articles.clip(library, made, as_new=True).article_id

    return do


def numbers(groups):
    return [[one.id for one in group] for group in groups]


def test_the_same_story_at_three_places_is_one_cluster(library, put):
    words = story(1)
    first, _, second, third = put(words), put(story(2)), put(words[:450]), put(story(3, 30) + words)
    assert numbers(duplicates.clusters(library)) == [[first, second, third]]


def test_elsewhere_gives_the_most_alike_first_and_says_how_much(library, put):
    words = story(1)
    own, cut, related = put(words), put(words[:420]), put(words[:330] + story(2, 270))
    put(story(3))
    found = duplicates.elsewhere(library, own)
    assert [one.article.id for one in found] == [cut, related]
    assert [one.is_same for one in found] == [True, False]
    assert found[0].similarity > 0.6


def test_the_trash_and_undo_are_followed(library, put):
    words = story(1)
    first, second = put(words), put(words[:450])
    assert numbers(duplicates.clusters(library)) == [[first, second]]
    articles.trash(library, [second])
    assert duplicates.clusters(library) == []
    assert duplicates.elsewhere(library, first) == []
    library.undo()
    assert numbers(duplicates.clusters(library)) == [[first, second]]


def test_only_what_is_new_is_sketched(library, put, monkeypatch):
    asked = []
    make = library.worker.sketches
    monkeypatch.setattr(
        library.worker, "sketches", lambda texts: asked.extend(texts) or make(texts)
    )
    first = put(story(1))
    put(story(2))
    duplicates.bring_up(library)
    put(story(3))
    duplicates.elsewhere(library, first)
    assert len(asked) == 3


def test_a_reader_in_haste_gets_its_own_article_compared_first(library, put):
    words = story(1)
    put(words)
    for seed in range(5, 9):
        put(story(seed))
    last = put(words)
    assert duplicates.elsewhere(library, last, at_most=1) == []
    tending.tend(library)
    duplicates.bring_up(library)
    assert [one.similarity for one in duplicates.elsewhere(library, last, at_most=1)] == [1.0]


def test_a_crowd_of_equal_texts_is_one_cluster_without_comparing_each_with_each(library, put):
    made = [put(story(1)) for _ in range(sketches.CROWD + 5)]
    assert numbers(duplicates.clusters(library)) == [made]
    pairs = sketches.Sketches(paths.cache_of(library.uuid) / "sketches-1.db").pairs()
    assert len(pairs) == len(made) - 1


def test_a_damaged_file_of_sketches_is_made_anew(library, put):
    words = story(1)
    first, second = put(words), put(words)
    duplicates.bring_up(library)
    (paths.cache_of(library.uuid) / "sketches-1.db").write_bytes(b"no database at all" * 100)
    assert numbers(duplicates.clusters(library)) == [[first, second]]


def test_an_article_without_words_is_like_nothing_and_an_unknown_one_is_said(library, put):
    assert duplicates.elsewhere(library, put(["short"])) == []
    with pytest.raises(NoSuchThing):
        duplicates.elsewhere(library, 99)


def test_an_article_in_the_trash_is_not_compared_and_the_work_says_how_far_it_is(library, put):
    number = put(story(1))
    articles.trash(library, [number])
    assert duplicates.elsewhere(library, number) == []
    put(story(2))
    said = []
    duplicates.clusters(library, Progress(lambda *how: said.append(how)))
    assert said == [(0, 1, "Comparing the articles")]
