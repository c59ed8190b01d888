# SPDX-License-Identifier: MIT
"""What is wrong with a passage, a note or a text is said in one sentence, and nothing is half-done."""

from __future__ import annotations

import sqlite3

import pytest

from tests.unit.cli.conftest import TEXT

TALKS = "The talks went on for three days."
PRINTED = (
    "The clerk said “it is done” – twice. Then she left the room, and it was quiet in the house."
)


@pytest.fixture
def printed(tmp_path, desk):
    """The number of an article with the marks of a printer."""
    path = tmp_path / "printed.txt"
    path.write_text(f"On printing\n\n{PRINTED}\n\nNobody came after her.\n")
    return desk("clip", path, "--json")[1]["article"]


@pytest.fixture
def damage(tmp_path):
    """Change the library's file from outside."""

    def do(statement):
        with sqlite3.connect(tmp_path / "library" / "library.db") as file:
            file.execute(statement)
        file.close()

    return do


@pytest.mark.parametrize(
    "quote",
    [
        'said "it is done" - twice',
        "said  “it is\tdone”\n– twice",
        "said «it is done» — twice",
        "said “it is done” – twice",
    ],
)
def test_a_quote_is_found_whatever_its_marks_and_blanks(desk, printed, quote):
    status, made, said = desk("highlight", printed, "--quote", quote, "--json")
    assert (status, said) == (0, "")
    assert made["exact"] == "said “it is done” – twice"


@pytest.mark.parametrize(
    "quote",
    ["the CLERK said", "the clerk sang", "said “it is done”, twice", "Nobody  came before her"],
)
def test_a_quote_with_other_letters_is_refused_with_what_to_do(desk, printed, quote):
    status, out, said = desk("highlight", printed, "--quote", quote)
    assert (status, out) == (1, "")
    assert said == (
        f"The quote does not stand in article {printed}. Copy its words from the text, with capital letters as they "
        "stand there.\n"
    )
    assert desk("annotations", printed, "--json")[1] == []


def cited(desk, visit):
    """Mark a passage and write a note that rests on it."""
    _, made, _ = desk("highlight", visit, "--quote", TALKS, "--json")
    link = f"[the talks](rd:p/{made['id']})"
    _, note, _ = desk("notes", "new", "--title", "Talks", "--file", "-", "--json", typed=link)
    return made, note


@pytest.mark.warns("is not as it was saved")
def test_an_old_version_that_is_not_as_it_was_saved_places_nothing_anywhere(
    tmp_path, desk, visit, damage
):
    made, note = cited(desk, visit)
    damage("UPDATE text_version SET text = replace(text, 'Serbia', 'Sarbia')")
    shown = desk("notes", "show", note["note"], "--json")[1]
    assert [one["status"] for one in shown["citations"]] == ["same"]
    path = tmp_path / "visit.txt"
    path.write_text(TEXT.replace("in the spring", "in the early spring"))
    status, counts, _ = desk("reclip", visit, path, "--json")
    assert (status, counts["orphan"], sum(counts.values())) == (0, 1, 1)
    shown = desk("notes", "show", note["note"], "--json")[1]
    assert [one["status"] for one in shown["citations"]] == ["orphan"]
    waiting = desk("annotations", "--orphans", "--json")[1]
    assert [(one["annotation"], one["start"]) for one in waiting] == [(made["annotation"], None)]
    assert desk("info", "--json")[1]["counts"]["to_repair"] == 1


@pytest.mark.warns("is not where its row says")
def test_notes_show_and_repair_tell_of_a_place_that_does_not_hold_its_words(desk, visit, damage):
    made, note = cited(desk, visit)
    damage("UPDATE target SET start = start + 1")
    shown = desk("notes", "show", note["note"], "--json")[1]
    assert [one["status"] for one in shown["citations"]] == ["unsure"]
    (waiting,) = desk("annotations", "--orphans", "--json")[1]
    assert (waiting["status"], waiting["start"]) == ("unsure", made["start"])
    assert desk("info", "--json")[1]["counts"]["to_repair"] == 1
    _, done, _ = desk(
        "annotations",
        *("--repair", made["annotation"], "--start", made["start"], "--end", made["end"], "--json"),
    )
    assert done["status"] == "same"
    assert desk("annotations", "--orphans", "--json")[1] == []


def test_a_body_that_cannot_be_read_is_named(tmp_path, desk, visit):
    status, out, said = desk("notes", "new", "--title", "X", "--file", tmp_path / "none.md")
    assert (status, out) == (1, "")
    assert said == (
        f"{tmp_path / 'none.md'} could not be read: no such file or directory. Check its name and whether you may "
        "read it, or paste the text.\n"
    )
