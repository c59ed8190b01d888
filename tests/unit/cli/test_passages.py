# SPDX-License-Identifier: MIT
"""Passages on the command line: carried in batches, through new versions of an article, and put right by hand."""

from __future__ import annotations

import json

import pytest

from tests.unit.cli.conftest import TEXT

TALKS = "The talks went on for three days."
STATUSES = ["same", "typography", "moved", "changed", "unsure", "orphan"]


@pytest.fixture
def batch(desk):
    """Answer lines; each is an object or a text as it is."""

    def run(*asked):
        typed = "".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in asked)
        status, out, said = desk("carry", "--batch", typed=typed)
        assert (status, said) == (0, "")
        return [out] if isinstance(out, dict) else [json.loads(line) for line in out.splitlines()]

    return run


@pytest.fixture
def lost(tmp_path, desk, visit):
    """The number of an annotation whose passage is gone from the article's second version."""
    _, mark, _ = desk("highlight", visit, "--quote", TALKS, "--json")
    (tmp_path / "visit.txt").write_text(TEXT.replace(TALKS + " ", ""))
    desk("reclip", visit, tmp_path / "visit.txt")
    return mark["annotation"]


def request(old, new, *spans):
    wanted = [{"id": f"p{n}", "start": start, "end": end} for n, (start, end) in enumerate(spans)]
    return {"id": "pair", "old_text": old, "new_text": new, "passages": wanted}


def test_a_batch_answers_each_passage_in_order(batch, tmp_path):
    at = TEXT.index("three days")
    [answer] = batch(
        request(
            TEXT, "😀 " + TEXT.replace("Italy sent nobody", "Nobody came"), (at, at + 10), (0, 10)
        )
    )
    assert answer == {
        "id": "pair",
        "results": [
            {**answer["results"][0], "id": "p0", "status": "same", "start": at + 2, "end": at + 12},
            {**answer["results"][1], "id": "p1", "status": "same", "start": 2, "end": 12},
        ],
    }
    assert not (tmp_path / "library").exists()


def test_a_deleted_passage_has_no_place_but_candidates(batch):
    at = TEXT.index(TALKS)
    new = (
        TEXT.replace(TALKS, "Nobody was in any hurry at all.")
        + "\nThe talks, they say, went on for three days.\n"
    )
    [answer] = batch(request(TEXT, new, (at, at + len(TALKS))))
    [result] = answer["results"]
    assert result["status"] in ("unsure", "orphan")
    assert 1 <= len(result["candidates"]) <= 3
    gone = batch(request(TEXT, "Something else.", (at, at + 9)))[0]["results"][0]
    assert (gone["status"], gone["start"], gone["end"]) == ("orphan", None, None)
    assert "candidates" not in gone


@pytest.mark.parametrize(
    "asked",
    [
        {"id": 1},
        {"id": 1, "old_text": "a b", "new_text": "a b", "passages": {}},
        {"id": 1, "old_text": "a b", "new_text": None, "passages": []},
        {
            "id": 1,
            "old_text": "a b",
            "new_text": "a",
            "passages": [{"id": 2, "start": 0, "end": 4}],
        },
        {
            "id": 1,
            "old_text": "a b",
            "new_text": "a",
            "passages": [{"id": 2, "start": 1, "end": 1}],
        },
        {
            "id": 1,
            "old_text": "a b",
            "new_text": "a",
            "passages": [{"id": 2, "start": -1, "end": 1}],
        },
        {
            "id": 1,
            "old_text": "a b",
            "new_text": "a",
            "passages": [{"id": 2, "start": True, "end": 2}],
        },
        {
            "id": 1,
            "old_text": "a b",
            "new_text": "a",
            "passages": [{"id": 2, "start": 0.0, "end": 1}],
        },
        {"id": 1, "old_text": "a b", "new_text": "a", "passages": [3]},
    ],
)
def test_a_bad_line_is_answered_and_the_next_one_too(batch, asked):
    bad, good = batch(asked, request("a b", "a b", (0, 1)))
    assert bad.keys() == {"id", "error"}
    assert bad["id"] == 1
    assert bad["error"].endswith(".")
    assert good["results"][0]["status"] == "same"


@pytest.mark.parametrize("line", ["no json", "[1]", "[" * 100_000, '"x"'])
def test_a_line_that_is_no_object_is_answered_without_id(batch, line):
    bad, good = batch(line, request("a b", "a b", (0, 1)))
    assert (bad["id"], good["id"]) == (None, "pair")
    assert bad["error"]


def test_half_a_character_does_not_end_a_batch(batch):
    asked = request("a \ud83d b c", "a \ud83d c b", (0, 1), (2, 3))
    one, other = batch(asked | {"id": "\ud800"}, asked)
    assert one["id"] == "\ud800"
    assert len(other["results"]) == 2


def test_a_reclip_counts_what_became_of_the_passages(tmp_path, desk, visit):
    desk("highlight", visit, "--quote", "Italy sent nobody")
    desk("highlight", visit, "--quote", TALKS)
    changed = tmp_path / "visit.txt"
    changed.write_text(TEXT.replace("three days", "five days"))
    _, counts, _ = desk("reclip", visit, changed, "--json")
    assert list(counts) == STATUSES
    assert {status: n for status, n in counts.items() if n} == {"same": 1, "changed": 1}
    _, words, _ = desk("reclip", visit, changed)
    assert words == "The text is as it was: 1 same, 1 changed.\n"
    assert [one["label"] for one in desk("history", "--json")[1]][:2] == [
        "Update article",
        "Highlight",
    ]
    assert desk("undo", "--json")[1] == ["Update article"]
    assert len(desk("versions", visit, "--json")[1]) == 1
    status, _, said = desk("reclip", visit)
    assert (status, len(said.splitlines())) == (1, 1)


def test_a_reclip_says_what_is_to_be_repaired(tmp_path, desk, lost):
    (tmp_path / "other.txt").write_text(
        "The Danube commission met in Belgrade\n\nNothing of it is left here.\n"
    )
    _, words, _ = desk("reclip", 1, tmp_path / "other.txt")
    assert words == "A new text version: 1 to repair.\n"
    desk("annotations", "--repair", lost, "--delete")
    _, words, _ = desk("reclip", 1, tmp_path / "visit.txt")
    assert words == "A new text version: no passages.\n"


def test_versions_are_listed_and_compared(desk, visit, lost):
    _, found, _ = desk("versions", visit, "--json")
    assert [(one["seq"], one["is_current"]) for one in found] == [(1, False), (2, True)]
    assert {"made_at", "extractor", "text_sha256", "characters"} <= found[0].keys()
    _, changes, _ = desk("versions", visit, "--diff", 1, 2, "--json")
    assert [(one["old_words"], one["new_words"]) for one in changes] == [(TALKS, "")]
    assert f"- {TALKS}" in desk("versions", visit, "--diff", 1, 2)[1]
    assert desk("versions", visit)[1].splitlines()[1].startswith("2 ")
    status, _, said = desk("versions", visit, "--diff", 1, 9)
    assert (status, len(said.splitlines())) == (1, 1)


def test_a_lost_passage_is_listed_with_candidates_until_it_is_put_right(desk, visit, lost):
    _, [held], _ = desk("annotations", "--orphans", "--json")
    assert (held["annotation"], held["status"]) == (lost, "orphan")
    assert isinstance(held["candidates"], list)
    text = desk("show", visit, "--json")[1]["text"]
    at = text.index("Italy sent nobody")
    _, done, _ = desk("annotations", "--repair", lost, "--start", at, "--end", at + 17, "--json")
    assert (done["status"], done["start"], done["end"]) == ("changed", at, at + 17)
    assert desk("annotations", visit, "--orphans", "--json")[1] == []
    assert desk("undo", "--json")[1] == ["Put the passage right"]
    assert len(desk("annotations", visit, "--orphans", "--json")[1]) == 1


def test_a_lost_passage_is_kept_or_deleted_in_one_step(desk, lost):
    _, kept, _ = desk("annotations", "--repair", lost, "--keep", "--json")
    assert (kept["status"], kept["why"]) == ("orphan", "kept on text version 1")
    assert desk("annotations", "--orphans", "--json")[1] == []
    assert desk("undo", "--json")[1] == ["Keep the passage on its old version"]
    assert (
        desk("annotations", "--repair", lost, "--delete")[1]
        == f"Annotation {lost}: In the trash.\n"
    )
    assert desk("annotations", "--json")[1] == []
    desk("undo")
    assert len(desk("annotations", "--orphans", "--json")[1]) == 1


@pytest.mark.parametrize(
    "options",
    [
        ("--repair", 1),
        ("--repair", 1, "--start", 3),
        ("--repair", 1, "--keep", "--delete"),
        ("--repair", 1, "--colour", "blue"),
        ("--edit", 1, "--keep"),
        ("--edit", 1, "--repair", 1, "--keep"),
        ("--keep",),
        ("--colour", "blue", "--keep"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(desk, lost, options):
    assert desk("annotations", *options)[0] == 2


def test_a_place_outside_the_text_is_refused_in_one_sentence(desk, lost):
    status, _, said = desk("annotations", "--repair", lost, "--start", 5, "--end", 99999)
    assert (status, len(said.strip().splitlines())) == (1, 1)
    assert desk("annotations", "--repair", 77, "--keep")[0] == 1


def test_annotations_are_tagged_and_listed_by_tag_words_and_colour(desk, visit):
    desk("highlight", visit, "--quote", TALKS, "--colour", "blue")
    desk("highlight", visit, "--quote", "in the spring of 1919")
    _, made, _ = desk("annotations", "--edit", 1, "--add-tag", "to check", "--json")
    assert made["tags"] == ["to check"]
    for option, value, wanted in (
        ("--tag", "To Check", [1]),
        ("--tag", "other", []),
        ("--words", "spring", [2]),
        ("--colour", "blue", [1]),
    ):
        _, found, _ = desk("annotations", option, value, "--json")
        assert [one["annotation"] for one in found] == wanted
    desk("annotations", "--edit", 1, "--remove-tag", "to check")
    assert desk("annotations", visit, "--tag", "to check", "--json")[1] == []
    assert desk("annotations", "--edit", 1, "--remove-tag", "to check")[0] == 1
    desk("undo")
    assert len(desk("annotations", visit, "--tag", "to check", "--json")[1]) == 1
