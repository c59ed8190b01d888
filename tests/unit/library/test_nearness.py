# SPDX-License-Identifier: MIT
"""Who is near whom, against a count by hand over a library made at random; and the cache of where sentences end."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest

from researchdesk.config import paths
from researchdesk.library import articles, insight, mentions, nearness, people, tending
from researchdesk.model.insight import Opening
from researchdesk.model.progress import Progress
from tests.unit.library import together
from tests.unit.library.together import COUNTRIES, PUPIN, TESLA

PEOPLE = [PUPIN, TESLA, "Mileva Marić", "Јован Цвијић", "J. R. R. Tolkien", "Ana Boris"]
FILLING = [
    "Dr. Who",
    "in 1919",
    "no. 5",
    "U.S. Army",
    "wrote",
    "“so.”",
    "… and",
    "3. Mai",
    "今日は。",
]
PARTS = [". ", ". ", "! ", "?! ", " ", " ", " ", "\n", "\n\n", "... "]


def text_at_random(rng):
    words = [*PEOPLE, *COUNTRIES, *FILLING]
    return "".join(rng.choice(words) + rng.choice(PARTS) for _ in range(rng.randint(1, 25)))


def put(library, title, text, issued=None):
    """Clip a text, and propose whoever stands in it; give the article."""
    html = "".join(f"<p>{one}</p>" for one in text.split("\n") if one.strip())
    number = articles.clip(library, together.clipping(title, html, issued)).article_id
    together.propose(library, number, (*PEOPLE, *COUNTRIES))
    return number


@pytest.fixture
def at_random(library):
    """Twenty-four articles; of what is proposed most is accepted, some tags are on the whole of an article."""
    rng = random.Random(7)
    numbers = [
        put(library, f"Story {n}", text_at_random(rng), rng.choice(["1919-05", "1920", None]))
        for n in range(24)
    ]
    for number in numbers:
        for one in mentions.suggestions(library, number):
            if one.status == "suggested" and rng.random() < 0.8:
                mentions.accept(library, [one.id])
    mentions.tag_person(library, numbers[3:9], "Sava Savić")
    articles.trash(library, numbers[:2])
    return numbers


def by_hand(library, numbers, own, statuses):
    """Count mention by mention, sentence by sentence: {who: (articles, paragraphs, sentences)}."""
    counts = [Counter(), Counter(), Counter()]
    for number in numbers:
        if articles.get(library, number).trashed_on:
            continue
        held = [one for one in mentions.of_article(library, number) if one.status in statuses]
        named = [(one.person_id or one.country or one.name, one.start) for one in held]
        if own not in {who for who, _ in named}:
            continue
        counts[0].update({who for who, _ in named})
        text = articles.text(library, number).text
        for count, bounds in ((counts[1], paragraphs(text)), (counts[2], sentences(text))):
            for start, end in bounds:
                inside = {who for who, at in named if at is not None and start <= at < end}
                if own in inside:
                    count.update(inside)
    return {who: tuple(count[who] for count in counts) for who in counts[0] if who != own}


def paragraphs(text):
    return [one.span() for one in re.finditer(r"[^\n]+", text)]


def sentences(text):
    from researchdesk.entities import words

    return words.sentences(text)


def counted(found):
    return {one.key: (one.articles, one.paragraphs, one.sentences) for one in found}


@pytest.mark.parametrize("with_suggestions", [False, True])
def test_counts_are_those_by_hand(library, at_random, with_suggestions):
    statuses = ("accepted", "suggested") if with_suggestions else ("accepted",)
    whom = [("person", people.exactly(library, name)[0]) for name in (PUPIN, TESLA, "Sava Savić")]
    for named in (*whom, ("country", "RS")):
        expected = by_hand(library, at_random, named[1], statuses)
        assert len(expected) > 4
        for at, near in enumerate(("article", "paragraph", "sentence")):
            found = insight.beside(library, named, near, with_suggestions=with_suggestions)
            assert counted(found) == {who: held for who, held in expected.items() if held[at]}


def test_the_newest_articles_of_each_are_those_of_the_sentences(library, at_random):
    named = ("person", people.exactly(library, PUPIN)[0])
    for near in ("article", "paragraph", "sentence"):
        found = insight.beside(library, named, near, newest=3)
        assert found
        for one in found:
            opening = Opening(((named,), ((one.kind, one.key),)), near)
            expected = insight.sentences(library, opening, 3).articles
            assert list(one.newest) == [held.article_id for held in expected]
    assert insight.beside(library, named)[0].newest == ()


@pytest.mark.warns("where sentences end was not kept")
def test_counts_are_the_same_without_a_cache_with_a_damaged_one_and_where_none_can_be(
    library, at_random
):
    named = ("person", people.exactly(library, PUPIN)[0])
    cold = insight.beside(library, named)
    (file,) = paths.cache_of(library.uuid).glob("breaks-*.db")
    assert insight.beside(library, named) == cold
    file.write_bytes(b"no database at all" * 100)
    assert insight.beside(library, named) == cold
    file.unlink()
    file.mkdir()
    assert insight.beside(library, named) == cold


def test_a_text_that_changed_is_cut_anew(library):
    rows = (f"{PUPIN} met {TESLA}.", f"{PUPIN} left. {TESLA} came.")
    number = put(library, "A story", rows[0])
    named = None
    for row, expected in zip(rows, ((1, 1, 1), (1, 1, 0)), strict=True):
        assert put(library, "A story", row) == number
        for one in mentions.suggestions(library, number):
            mentions.accept(library, [one.id])
        named = ("person", people.exactly(library, PUPIN)[0])
        assert counted(insight.beside(library, named)).popitem()[1] == expected


def test_idle_moments_cut_what_is_new_and_forget_what_is_gone(library, monkeypatch):
    asked, make = [], library.recogniser.breaks
    monkeypatch.setattr(
        library.recogniser, "breaks", lambda texts: asked.extend(texts) or make(texts)
    )
    first = put(library, "One", f"{PUPIN} met Čapek 𝕏. {TESLA} came.")
    second = put(library, "Two", f"{TESLA} slept.")
    said = []
    nearness.bring_up(library, Progress(lambda *how: said.append(how)))
    assert said == [(0, 2, "Reading where sentences end")]
    assert nearness._kept(library).known().keys() == {first, second}
    here = nearness.breaks.packed(articles.text(library, first).text)
    assert nearness._kept(library).of([first])[first][1] == here
    articles.trash(library, [second])
    put(library, "Three", f"{PUPIN} woke.")
    nearness.bring_up(library)
    assert len(asked) == 3
    assert second not in nearness._kept(library).known()


def test_idle_moments_cut_texts(library, clip):
    from researchdesk.library import search

    number = clip().article_id
    search.catch_up(library)
    tending.tend(library)
    assert nearness._kept(library).known().keys() == {number}
