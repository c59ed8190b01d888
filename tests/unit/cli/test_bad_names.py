# SPDX-License-Identifier: MIT
"""Names that are none, too long, of a script nobody expects, or too many: by the command line."""

from __future__ import annotations

import json

import pytest

LONG = "Ab" * 250
CUNEIFORM = "𒀀𒀁 𒂍𒃲"


@pytest.mark.parametrize(
    "verb",
    [
        ("tag", 1, "--person", LONG),
        ("people", "rename", "Mihajlo Pupin", LONG),
        ("people", "variant", "Mihajlo Pupin", LONG),
    ],
    ids=lambda verb: verb[1],
)
def test_a_name_of_five_hundred_letters_is_refused_and_nothing_is_changed(desk, visit, verb):
    desk("tag", visit, "--person", "Mihajlo Pupin")
    before = desk("people", "list", "--json")
    status, said, error = desk(*verb)
    assert (status, said) == (1, "")
    assert error.count("\n") == 1
    assert "of 200 letters at most" in error
    assert LONG not in error
    assert desk("people", "list", "--json") == before


@pytest.mark.parametrize("verb", [("people", "show"), ("people", "with"), ("list", "--person")])
def test_nobody_of_five_hundred_letters_is_said_in_a_sentence(desk, visit, verb):
    status, _, error = desk(*verb, LONG)
    assert status == 1
    assert error.startswith("There is no person Ab")
    assert len(error) < 120


def test_a_name_in_a_script_nobody_expects_is_one_like_others(desk, visit):
    assert desk("tag", visit, "--person", CUNEIFORM)[0] == 0
    assert desk("people", "variant", CUNEIFORM, "ᏣᎳᎩ ᎦᏬᏂ")[0] == 0
    _, held, _ = desk("people", "show", "ᏣᎳᎩ ᎦᏬᏂ", "--json")
    assert held["name"] == CUNEIFORM
    _, made, _ = desk("matrix", "-", "--json", typed=f"{CUNEIFORM}\nLinear A\n")
    assert [row["fit"] for row in made["rows"]] == ["exact", "unknown"]


def test_a_name_without_a_letter_is_refused(desk, visit):
    status, _, error = desk("tag", visit, "--person", "😀 ·")
    assert (status, error) == (1, "“😀 ·” is no name; write it as it should be shown.\n")


def test_a_list_of_very_many_names_is_refused_in_a_sentence(desk, visit):
    letters = str.maketrans("0123456789", "abcdefghij")
    names = "\n".join(str(n).translate(letters) for n in range(5_000))
    status, said, error = desk("matrix", "-", typed=names)
    assert (status, said) == (1, "")
    assert error == "This is no list of names for one table; take 2,000 of them at most.\n"


def test_a_merge_while_suggestions_are_open_leaves_them_to_be_decided(desk, tmp_path, visit):
    desk("tag", visit, "--person", "Mihajlo Pupin")
    desk("tag", visit, "--person", "Mihajlo Idvorski")
    path = tmp_path / "second.txt"
    path.write_text("A second day\n\nThe paper wrote that Mihajlo Idvorski spoke in Belgrade.\n")
    second = desk("clip", path, "--json")[1]["article"]
    (one,) = [row for row in desk("suggestions", second, "--json")[1] if row["kind"] == "person"]
    assert one["name"] == "Mihajlo Idvorski"
    assert desk("people", "merge", "Mihajlo Idvorski", "Mihajlo Pupin")[0] == 0
    (still,) = [row for row in desk("suggestions", second, "--json")[1] if row["kind"] == "person"]
    assert (still["mention"], still["name"]) == (one["mention"], "Mihajlo Pupin")
    assert desk("suggestions", second, "--accept", one["mention"])[0] == 0
    _, held, _ = desk("show", second, "--json")
    assert "Mihajlo Pupin" in json.dumps(held["people"])


def test_capitals_noise_and_a_book_are_clipped_and_their_names_suggested(desk, tmp_path):
    story = "The paper said that Mihajlo Pupin met Nikola Tesla in Serbia that day."
    book = "\n\n".join(["It rained in the valley and the boats went home."] * 4_000)
    texts = {  # what the first two name is known then, and found in capitals, too
        "noise": f"fl|rn ~^ {story} •• ſ1l °° rn|l",
        "book": f"{book}\n\n{story}",
        "capitals": f"{story} It was cold.".upper(),
    }
    for name, text in texts.items():
        path = tmp_path / f"{name}.txt"
        path.write_text(f"A {name}\n\n{text}\n")
        status, done, error = desk("clip", path, "--json")
        assert (status, done["status"]) == (0, "new"), error
        found = {row["name"] for row in desk("suggestions", done["article"], "--json")[1]}
        assert {"Mihajlo Pupin", "Nikola Tesla", "Serbia"} <= found
        desk("suggestions", done["article"], "--accept", "all")
