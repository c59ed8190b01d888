# SPDX-License-Identifier: MIT
"""Other forms of a word: run and running, председник and председника; never where the word is in quotation marks."""

from __future__ import annotations

import random

import pytest

from researchdesk.model.search import Document
from researchdesk.search import forms, stems
from researchdesk.search.index import Index
from researchdesk.search.inversion import Batch
from researchdesk.search.query import parse
from researchdesk.search.snippets import find_marks, marks_of
from researchdesk.search.stems import Kin
from researchdesk.search.tree import Word
from tests.unit.search.texts import HISTORY


def article(number, body, language="en", **values):
    return Document("article", number, body=body, language=language, clipped="2026", **values)


@pytest.fixture
def told(desk):
    """Articles in four languages."""
    texts = [
        ("The elections were held in spring.", "en"),
        ("An election was announced.", "en-GB"),
        ("Министар је говорио о председнику.", "sr"),
        ("Predsednik je otputovao.", "sr-Latn"),
        ("Les journaux ont parlé du journal.", "fr"),
        ("Die Häuser standen am Fluss, ein Haus brannte.", "de"),
        ("The journals were lost at sea.", "en"),
        ("Valimised peeti kevadel.", "xx"),
    ]
    documents = [article(number, body, one) for number, (body, one) in enumerate(texts, 1)]
    desk.build(documents[:3])
    desk.change(documents[3:])
    return desk


def found(desk, query, **options):
    tree = desk.index.with_forms(parse(query, **options).tree)
    return {hit.article_id for hit in desk.index.find(tree, limit=100).hits}


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("election", {1, 2}),
        ("elections", {1, 2}),
        ("председник", {3, 4}),
        ("predsednika", {3, 4}),  # a form that no article holds
        ("häuser", {6}),
        ("haus", {6}),
        ("journal", {5}),  # French alone holds this form
        ("valimised", {8}),
        ('"election"', {2}),
        ('"elections held"~3', {1}),
        ("election*", {1, 2}),
        ("electi?n", {2}),
        ("-elections kind:article", {3, 4, 5, 6, 7, 8}),
        ("election NEAR/3 announced", {2}),
        ("elections NEAR/3 announced", {2}),
        ("title:election", set()),
    ],
)
def test_a_word_finds_its_other_forms(told, query, numbers):
    assert found(told, query) == numbers


def test_forms_count_for_less_than_the_word(told):
    tree = told.index.with_forms(parse("elections").tree)
    assert [hit.article_id for hit in told.index.find(tree).hits] == [1, 2]


def test_names_are_found_as_they_are_written(desk):
    desk.build(
        [
            article(1, "running runs", people=("Runs Runner",)),
            article(2, "nothing", people=("Running Bear",)),
        ]
    )
    assert found(desk, "person:runs") == {1}
    assert found(desk, "person:running") == {2}


def test_while_typing_forms_and_beginnings_are_found(told):
    assert found(told, "elections", typing=True) == {1, 2}
    assert found(told, "elec", typing=True) == {1, 2}


def test_other_forms_are_marked(told):
    tree = told.index.with_forms(parse("elections").tree)
    text = "An election, two elections, an elector."
    assert [text[a:b] for a, b in find_marks(text, marks_of(tree))] == ["election", "elections"]


def test_a_rebuild_finds_the_same(told):
    before = {query: found(told, query) for query in ("election", "председник", "journal")}
    texts = [
        article(1, "The elections were held in spring."),
        article(2, "An election was announced."),
    ]
    told.build(texts)
    assert found(told, "election") == before["election"]
    assert len(list(told.folder.glob(f"*{forms.SUFFIX}"))) == 1


def test_small_tables_are_joined_and_swept(desk):
    desk.build()
    for number in range(30):
        desk.change(
            [article(number + 1, f"storm{'s' * (number % 2)} word{chr(97 + number % 26)}s")]
        )
    names = [path.name for path in desk.folder.glob(f"*{forms.SUFFIX}")]
    assert 1 <= len(names) < 6
    assert found(desk, "storm") == set(range(1, 31))


def test_a_damaged_table_is_noticed(told):
    table = next(told.folder.glob(f"*{forms.SUFFIX}"))
    content = bytearray(table.read_bytes())
    content[len(content) // 2] ^= 1
    table.write_bytes(content)
    assert Index(told.folder).open(HISTORY, told.seq) == "failed"


def test_a_table_is_searched_like_a_list_of_its_lines(tmp_path):
    chance = random.Random(3)
    letters = "abčш"
    kin = {
        Kin(*("".join(chance.choices(letters, k=chance.randint(1, 4))) for _ in range(3)))
        for _ in range(400)
    }
    names = forms.add(tmp_path, (), kin, 1)
    table = forms.Forms(tmp_path, names, {}).tables[names[0]]
    lines = [f"f {one.form} {one.language} {one.stem}" for one in kin]
    for start in {line[: chance.randint(2, len(line))] for line in lines} | {"f ", "z", ""}:
        expected = {line[len(start) :] for line in lines if line.startswith(start)}
        answer = {" ".join(rest) for rest in table.starting(start)}
        assert {one for one in answer if start.startswith("f")} == (
            expected if start.startswith("f") else set()
        )


def kin_of(one):
    batch = Batch()
    batch.add(one)
    return batch.kin()


def test_what_has_no_forms_is_left_out():
    assert {one.form for one in kin_of(article(1, "at 1999s 東京都 mp3s ships"))} == {"ships"}
    assert kin_of(article(1, "ships", "")) == set()
    assert kin_of(article(1, "", note="ships")) == set()


def test_kept_classes_are_bounded(monkeypatch):
    monkeypatch.setattr(stems, "KEPT", 3)
    assert len(kin_of(article(1, "one two three four fives sixes sevens"))) == 7
    assert len(stems._classes("en")) <= 4


def test_a_word_that_nothing_holds_has_the_classes_of_all_languages(tmp_path):
    names = forms.add(tmp_path, (), {Kin("minister", "en", "minist")}, 1)
    held = forms.Forms(tmp_path, names, {})
    assert held.of(Word("ministers")) == ("minister",)
    assert held.of(Word("minister")) == ()
