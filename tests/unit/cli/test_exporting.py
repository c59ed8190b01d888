# SPDX-License-Identifier: MIT
"""`export`: every form, of everything, of articles, of a query, of a note."""

from __future__ import annotations

import json

import pytest

from researchdesk.model.exporting import FORMS

TALKS = "The talks went on for three days."


@pytest.fixture
def note(desk, visit):
    """The number of a note that cites a passage of the visit."""
    _, mark, _ = desk("highlight", visit, "--quote", TALKS, "--body", "Who *says* so?", "--json")
    body = f"It took [three days](rd:p/{mark['id']}), and `[x](rd:p/{mark['id']})` is code.\n"
    _, made, _ = desk("notes", "new", "--title", "Talks: 1/2", "--file", "-", "--json", typed=body)
    return made["note"]


def test_a_note_in_markdown_has_its_source_as_a_footnote(tmp_path, desk, note):
    status, done, _ = desk("export", "markdown", "--note", note, tmp_path / "out.md", "--json")
    assert (status, done) == (0, {"written": [str(tmp_path / "out.md")]})
    text = (tmp_path / "out.md").read_text(encoding="utf-8")
    assert text.startswith("# Talks: 1/2\n\nIt took three days[^1], and `[x](rd:p/")
    assert "\n[^1]: “The talks went on for three days.”, *The Danube commission met in" in text


def test_a_note_as_a_page_leads_to_its_source_and_back(tmp_path, desk, note):
    desk("export", "html", "--note", note, tmp_path / "out.html")
    text = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert '<a href="#fn1" id="fnref1"' in text
    assert '<a href="#fnref1"' in text
    assert TALKS in text


def test_sources_of_a_note_an_article_and_a_query_are_the_same_work(tmp_path, desk, visit, note):
    found = []
    for n, which in enumerate([("--note", note), ("--articles", visit), ("--query", "Danube"), ()]):
        place = tmp_path / f"{n}.json"
        assert desk("export", "csl-json", *which, place)[0] == 0
        found.append([one["id"] for one in json.loads(place.read_text(encoding="utf-8"))])
    assert found[0] != []
    assert found == [found[0]] * 4


def test_several_articles_are_named_one_after_the_other(tmp_path, desk, visit):
    desk("clip", "-", "--title", "Another", typed="A text of its own about nothing much at all.\n")
    desk("export", "ris", "--articles", visit, 2, tmp_path / "out.ris")
    assert (tmp_path / "out.ris").read_bytes().count(b"TY  - ") == 2
    desk("export", "bibtex", "--articles", "1,2", tmp_path / "out.bib")
    assert (tmp_path / "out.bib").read_text(encoding="utf-8").count("@") == 2


def test_annotations_of_the_web_have_both_selectors_in_code_points(tmp_path, desk, visit, note):
    desk("export", "jsonld", tmp_path / "out.jsonld")
    made = json.loads((tmp_path / "out.jsonld").read_text(encoding="utf-8"))
    (one,) = made["items"]
    place, quote = one["target"]["selector"]
    text = desk("show", visit, "--json")[1]["text"]
    assert text[place["start"] : place["end"]] == quote["exact"] == TALKS
    assert (one["motivation"], one["rd:status"]) == ("commenting", "same")
    assert one["body"][0]["value"] == "Who *says* so?"


def test_everything_in_markdown_is_a_folder_of_files(tmp_path, desk, note):
    _, done, _ = desk("export", "markdown", tmp_path / "all", "--json")
    assert sorted(done["written"]) == [
        str(tmp_path / "all/articles/The Danube commission met in Belgrade.md"),
        str(tmp_path / "all/notes/Talks 1 2.md"),
    ]
    article = (tmp_path / "all/articles/The Danube commission met in Belgrade.md").read_text(
        "utf-8"
    )
    assert f"> {TALKS}\n\nWho *says* so?" in article


@pytest.mark.parametrize("form", [one.name for one in FORMS])
def test_what_cannot_be_written_is_one_sentence_and_leaves_nothing(tmp_path, desk, note, form):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    status, _, said = desk("export", form, tmp_path / "full")
    assert (status, len(said.strip().splitlines())) == (1, 1)
    status, _, said = desk("export", form, tmp_path / "nowhere" / "out")
    assert (status, len(said.strip().splitlines())) == (1, 1)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["full", "library", "visit.txt"]
    assert [one.name for one in (tmp_path / "full").iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    "wrong",
    [
        ("nonsense", "out"),
        ("ris",),
        ("ris", "one", "two"),
        ("ris", "--articles", "one", "out"),
        ("ris", "--articles", "1", "--query", "x", "out"),
    ],
)
def test_wrong_usage_exits_with_2(desk, visit, wrong):
    assert desk("export", *wrong)[0] == 2


def test_an_unknown_article_or_note_is_said(tmp_path, desk, visit):
    for which in (("--articles", 99), ("--note", 99)):
        status, _, said = desk("export", "ris", *which, tmp_path / "out")
        assert (status, len(said.splitlines())) == (1, 1)
    assert not (tmp_path / "out").exists()


def test_notes_are_tagged_listed_and_found_by_tag(desk, note):
    _, made, _ = desk("notes", "edit", note, "--add-tag", "Water", "--json")
    assert made["tags"] == ["Water"]
    assert made["words"] == 11
    desk("notes", "new", "--title", "Other", "--tag", "land")
    assert [one["note"] for one in desk("notes", "list", "--tag", "water", "--json")[1]] == [note]
    hits = desk("search", "tag:water", "--json")[1]["hits"]
    assert [one.get("note") for one in hits] == [note]
    desk("notes", "edit", note, "--remove-tag", "water")
    assert desk("search", "tag:water", "--json")[1]["hits"] == []
    desk("undo")
    assert desk("notes", "show", note, "--json")[1]["tags"] == ["Water"]
    assert desk("notes", "edit", note, "--remove-tag", "fire")[0] == 1


def test_a_note_begins_from_a_template_that_is_filled_in_once(desk, visit, note):
    form = (
        "# {{title}}\n\n> {{ quote }}\n\n{{cite}} {{link}} {{outlet}}|{{date}}|{{tags}} {{unknown}}"
    )
    desk("notes", "new", "--title", "Form", "--tag", "template", "--file", "-", typed=form)
    desk("edit", visit, "--title", "A *bold* {{date}}", "--issued", "1919-04")
    _, made, _ = desk(
        *("notes", "new", "--title", "Filled", "--template", 2, "--annotation", 1, "--json")
    )
    assert made["body"].startswith(f"# A \\*bold\\* {{{{date}}}}\n\n> {TALKS}\n\n[")
    assert made["body"].endswith("|1919-04|danube {{unknown}}")
    assert [one["kind"] for one in made["citations"]] == ["p", "a"]
    _, made, _ = desk("notes", "new", "--title", "Bare", "--template", 2, "--json")
    assert made["body"] == "# \n\n> \n\n  || {{unknown}}"
    assert desk("notes", "new", "--title", "x", "--template", 99)[0] == 1
    assert desk("notes", "new", "--title", "x", "--article", visit)[0] == 2
    assert desk("notes", "new", "--title", "x", "--template", 2, "--file", "-", typed="")[0] == 2


def test_the_sources_of_a_note_have_their_context_and_what_is_not_used_is_offered(
    desk, visit, note
):
    desk("highlight", visit, "--quote", "Italy sent nobody")
    _, found, _ = desk("notes", "sources", note, "--json")
    assert [(one["line"], one["words"]) for one in found] == [
        (0, "three days"),
        (None, "Italy sent nobody"),
    ]
    assert found[0]["context"]["exact"] == TALKS
    assert found[0]["context"]["prefix"].endswith("room as well.\n\n")
    assert found[1]["quotation"].startswith("> Italy sent nobody\n>\n> — [The Danube commission")
    assert "unused" in desk("notes", "sources", note)[1]
