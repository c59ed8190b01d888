# SPDX-License-Identifier: MIT
"""Files of annotations that are no longer what they were, or meet a library that holds something else."""

from __future__ import annotations

import json

import pytest

from researchdesk.library import (
    annotation_files,
    articles,
    exporting,
    importing,
    notes,
    passages,
    written,
)
from researchdesk.library.importing import Wanted
from researchdesk.model.clipping import Source
from researchdesk.model.errors import BadArchive, FileUnreadable
from researchdesk.model.passage import Quote
from tests.unit.library.visit_texts import VISIT

ADDRESS = "https://example.org/visit"


@pytest.fixture
def out(library, clip, tmp_path):
    """An export of an article with one passage, and a note."""
    number = clip(url=ADDRESS).article_id
    passages.highlight_quote(library, number, Quote("Italy sent nobody"), body="Why?")
    notes.new(library, "On talks", "They talked.")
    exporting.export(library, "jsonld", exporting.everything(library), tmp_path / "out.jsonld")
    return tmp_path / "out.jsonld"


def altered(place, change):
    document = json.loads(place.read_text("utf-8"))
    change(document)
    place.write_text(json.dumps(document), "utf-8")
    return Wanted(place)


def clip_longer(library, tmp_path):
    """Clip the same page with a line more."""
    path = tmp_path / "longer.txt"
    path.write_text(f"{VISIT}\n\nA line more, which the page did not have then.\n")
    source = Source("file", str(path), url=ADDRESS)
    return articles.clip(library, articles.preview(library, source)).article_id


def numbers(report):
    return report.stored, report.known, [one.entry.partition(" ")[0] for one in report.rejected]


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "\0", '{"a": 1}', "3", "[3]"])
def test_any_json_is_not_taken_for_annotations(out, tmp_path, text):
    path = tmp_path / "words.json"
    path.write_bytes(out.read_bytes())
    assert annotation_files.is_one(path)
    path.write_text(text, "utf-8")
    assert not annotation_files.is_one(path)


def test_a_passage_of_an_article_with_another_text_comes_in_once(out, other, tmp_path):
    number = clip_longer(other, tmp_path)
    assert numbers(importing.run(other, Wanted(out))) == (2, 1, [])
    (held,) = passages.of_article(other, number)
    assert (held.exact, held.body, held.status) == ("Italy sent nobody", "Why?", "same")
    assert numbers(importing.run(other, Wanted(out))) == (0, 3, [])
    assert passages.of_article(other, number) == [held]


def test_a_passage_without_an_id_of_ours_is_refused_beside_another_text_too(out, other, tmp_path):
    number = clip_longer(other, tmp_path)
    wanted = altered(out, lambda one: one["items"][0].update(id="urn:researchdesk:p:x"))
    assert numbers(importing.run(other, wanted)) == (1, 1, ["passage"])
    assert passages.of_article(other, number) == []


def test_an_id_that_something_else_here_bears_is_not_given_twice(out, other, tmp_path):
    borne = articles.get(other, clip_longer(other, tmp_path)).public_id
    wanted = altered(out, lambda one: one["rd:notes"][0].update(public_id=borne))
    report = importing.run(other, wanted)
    assert numbers(report) == (1, 1, ["note"])
    assert "something else in this library bears it" in report.rejected[0].reason
    assert notes.rows(other) == []


def test_an_article_that_lost_its_text_comes_back_without_and_is_written_so(out, other):
    def empty(document):
        document["rd:articles"][0].update(current=None, versions=[], canonical_url=None)
        document["items"] = []

    assert numbers(importing.run(other, altered(out, empty))) == (2, 0, [])
    (number,) = articles.listed(other)
    held = articles.get(other, number)
    assert (held.current_version_id, held.canonical_url) == (None, None)
    text = written.article_as_markdown(other, number)
    assert "The Danube commission met in Belgrade" in text
    assert "Mihajlo Pupin" not in text


def test_a_file_that_is_not_there_or_far_too_large_is_said(library, tmp_path):
    with pytest.raises(FileUnreadable, match="no such file"):
        importing.run(library, Wanted(tmp_path / "none.jsonld", format="jsonld"))
    large = tmp_path / "large.jsonld"
    with large.open("wb") as file:
        file.truncate(annotation_files.LARGEST + 1)  # a hole: it takes no room
    with pytest.raises(BadArchive, match="larger than a gigabyte"):
        importing.run(library, Wanted(large))


def test_a_note_of_a_folder_whose_id_was_changed_is_named_and_comes_as_it_was(
    library, other, out, tmp_path
):
    exporting.export(library, "folder", exporting.everything(library), tmp_path / "folder")
    (file,) = (tmp_path / "folder" / "notes").glob("*.md")
    (note,) = notes.rows(library)
    text = file.read_text("utf-8")
    assert note.public_id in text
    file.write_text(text.replace(note.public_id, "mine") + "\nMore.\n", "utf-8")
    report = importing.run(other, Wanted(tmp_path / "folder"))
    assert numbers(report) == (3, 0, [f"notes/{file.name.partition(' ')[0]}"])
    assert [notes.get(other, one.id).body for one in notes.rows(other)] == ["They talked."]
