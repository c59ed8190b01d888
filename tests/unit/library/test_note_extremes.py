# SPDX-License-Identifier: MIT
"""Notes and passages at their limits: all of it is kept as it is, or refused in one sentence with nothing changed."""

from __future__ import annotations

import json

import pytest

from researchdesk.library import (
    articles,
    exporting,
    importing,
    merging,
    notes,
    passages,
    people,
    written,
)
from researchdesk.model.clipping import Source
from researchdesk.model.errors import BadValue
from researchdesk.model.passage import Quote, Span
from researchdesk.store import portable

ADDRESS = "https://example.org/visit"
PAGE = (
    "<html><title>The harbour</title><body><article><h1>The harbour</h1>"
    + "".join(
        f"<p>Paragraph {n} tells of the boats that lay at the pier {n}.</p>" for n in range(6)
    )
    + "<table><tr><th>Boat</th><th>Length</th></tr><tr><td>Neptun</td><td>forty feet</td></tr></table>"
    + "<p>The flags 🏴󠁧󠁢󠁳󠁣󠁴󠁿 and 👩‍👩‍👧 and 𝔘𝔫𝔦 stood over the 水 of the river.</p>"
    + "<p>The last words of the harbour are these</p></article></body></html>"
)


@pytest.fixture
def passage(library, clip):
    return passages.highlight_quote(library, clip(url=ADDRESS).article_id, Quote("three days"))


@pytest.fixture
def harbour(library):
    preview = articles.preview(library, Source("html", PAGE, url="https://example.org/harbour"))
    return articles.clip(library, preview).article_id


def rests_on(library, note):
    return [one.cited_id for one in notes.citations(library, note.id)]


def test_a_note_with_ten_thousand_links_is_saved_shown_exported_and_taken_back(
    library, passage, tmp_path
):
    link = passages.cite_link(library, passage.id)
    note = notes.new(library, "Many", "Few")
    notes.save(library, note.id, body=" ".join([link] * 10_000))
    assert rests_on(library, note) == [passage.public_id] * 10_000
    assert notes.verify(library) == []
    assert len(passages.citing(library, passage.id)) == 10_000
    place = tmp_path / "many.md"
    exporting.export(library, "markdown", exporting.of_note(library, note.id), place)
    text = place.read_text("utf-8")
    assert (text.count("[^1]"), text.count("[^1]:"), "[^2]" in text) == (10_001, 1, False)
    library.undo()
    assert (notes.get(library, note.id).body, rests_on(library, note)) == ("Few", [])
    library.redo()
    assert rests_on(library, note) == [passage.public_id] * 10_000


@pytest.mark.parametrize("fence", ["```", "~~~~ python", "> ```", "- ```\n  "])
def test_a_fence_that_is_never_closed_takes_the_links_behind_it_and_no_others(
    library, passage, fence
):
    link = passages.cite_link(library, passage.id)
    body = f"Before {link}\n\n{fence}\n{'> ' if fence[0] == '>' else '  '}{link}"
    note = notes.new(library, "Fence", body)
    assert notes.get(library, note.id).body == body
    assert rests_on(library, note) == [passage.public_id]
    assert notes.render(body).count("rd:p/") == 2  # one leads there, one is shown as it is written
    assert notes.render(body).count('href="rd:p/') == 1
    assert written.note_as_markdown(library, note.id).count("[^1]:") == 1


def test_two_notes_that_cite_each_other_are_shown_exported_and_trashed(library, tmp_path):
    first = notes.new(library, "First", "Text")
    second = notes.new(library, "Second", f"[back](rd:n/{first.public_id})")
    notes.save(
        library, first.id, body=f"[on](rd:n/{second.public_id}) [self](rd:n/{first.public_id})"
    )
    assert {one.note_id for one in notes.backlinks(library, first.id)} == {first.id, second.id}
    for form in ("markdown", "html", "jsonld"):
        chosen = exporting.of_note(library, first.id)
        (made,) = exporting.export(library, form, chosen, tmp_path / f"x.{form}").written
        assert "First" in made.read_text("utf-8")
    notes.trash(library, [second.id])
    assert notes.verify(library) == []
    assert notes.follow(library, f"rd:n/{second.public_id}").note_id == second.id


def spans(text):
    """Give places at the limits of the harbour's text, by name."""
    first, cell, river = text.index("Paragraph 0"), text.index("forty feet"), text.index("水")
    flags = text.index("🏴")
    return {
        "five blocks": Span(first, text.index("pier 4") + len("pier 4")),
        "start": Span(0, 3),
        "end": Span(len(text) - 5, len(text)),
        "all": Span(0, len(text)),
        "cell": Span(cell, cell + len("forty feet")),
        "one sign": Span(river, river + 1),
        "beyond": Span(flags, text.index("𝔦") + 1),
    }


@pytest.mark.parametrize(
    "name", ["five blocks", "start", "end", "all", "cell", "one sign", "beyond"]
)
def test_a_passage_anywhere_is_kept_carried_and_comes_back(library, harbour, tmp_path, name):
    text = articles.text(library, harbour).text
    span = spans(text)[name]
    made = passages.highlight(library, harbour, span, body="Why?")
    assert (made.place, made.exact) == (span, text[span.start : span.end])
    if name == "five blocks":
        assert made.exact.count("\n\n") == 4
    note = notes.new(library, "N", passages.cite_link(library, made.id))
    assert rests_on(library, note) == [made.public_id]
    exporting.export(library, "jsonld", exporting.everything(library), tmp_path / "x.jsonld")
    (entry,) = json.loads((tmp_path / "x.jsonld").read_text("utf-8"))["items"]
    held = {one["type"]: one for one in entry["target"]["selector"]}
    place = held["TextPositionSelector"]
    assert text[place["start"] : place["end"]] == held["TextQuoteSelector"]["exact"] == made.exact
    longer = PAGE.replace(
        "<h1>", "<p>A 😀 line of news that stands above all the rest of it.</p><h1>"
    )
    done = articles.clip(
        library,
        articles.preview(library, Source("html", longer, url="https://example.org/harbour")),
    )
    assert done.status == "version"
    carried, now = passages.get(library, made.id), articles.text(library, harbour).text
    if carried.place is not None and carried.status == "same":
        assert now[carried.start : carried.end] == made.exact
    assert carried.place is not None or name == "all"


def test_a_passage_never_parts_a_sign_of_several_code_points(library, harbour):
    text = articles.text(library, harbour).text
    at = text.index("👩‍👩‍👧")
    made = passages.highlight(library, harbour, Span(at + 1, text.index("𝔘") + 1))
    assert made.exact == "👩‍👩‍👧 and 𝔘"


@pytest.mark.parametrize("exact", ["four days", "three  weeks", "水", "x" * 20_001, "\ud800", " "])
def test_a_w3c_file_with_a_wrong_quote_is_refused_by_name_and_changes_nothing(
    library, clip, tmp_path, exact
):
    number = clip(url=ADDRESS).article_id
    entry = {
        "id": "https://example.org/anno/7",
        "type": "Annotation",
        "target": {
            "source": ADDRESS,
            "selector": [
                {"type": "TextPositionSelector", "start": 3, "end": 9},
                {"type": "TextQuoteSelector", "exact": exact, "prefix": "", "suffix": ""},
            ],
        },
    }
    place = tmp_path / "marks.jsonld"
    place.write_text(json.dumps(entry), "utf-8")
    report = importing.run(library, importing.Wanted(place))
    (refused,) = report.rejected
    assert refused.entry == "https://example.org/anno/7"
    assert (report.stored, refused.reason.count("\n")) == (0, 0)
    assert passages.of_article(library, number) == []


def made_people(library, *names):
    with library.operation("Make people"):
        return [people.make(library, name) for name in names]


def test_two_merges_that_would_make_a_circle_are_refused_in_one_sentence(library):
    one, other, third = made_people(library, "Ana Ilić", "Iva Ilić", "Eva Ilić")
    ids = [people.get(library, each).public_id for each in (one, other, third)]
    merging.merge(library, one, other)
    merging.merge(library, other, third)
    for first, second in ((other, one), (third, one), (third, other), (one, third)):
        with pytest.raises(BadValue, match="choose another one to merge"):
            merging.merge(library, first, second)
    assert portable.aliases(library.store) == {ids[0]: ids[2], ids[1]: ids[2]}
    assert {notes.follow(library, f"rd:t/{each}").person_id for each in ids} == {third}


def test_aliases_of_a_file_make_neither_chain_nor_circle(library, passage, tmp_path):
    target = passages.by_public_id(library, passage.public_id).public_id
    with library.operation("Rename", undoable=False):
        portable.add_alias(library.store, "0123456789", target)
    place = tmp_path / "x.jsonld"
    exporting.export(library, "jsonld", exporting.everything(library), place)
    document = json.loads(place.read_text("utf-8"))
    document["rd:aliases"] = {
        "AAAAAAAAAA": "0123456789",
        "BBBBBBBBBB": "CCCCCCCCCC",
        "CCCCCCCCCC": "BBBBBBBBBB",
        target: "0123456789",
        "0123456789": "AAAAAAAAAA",
        "no id": target,
    }
    place.write_text(json.dumps(document), "utf-8")
    importing.run(library, importing.Wanted(place))
    assert portable.aliases(library.store) == {"0123456789": target, "AAAAAAAAAA": target}
    note = notes.new(library, "N", "[x](rd:p/AAAAAAAAAA)")
    assert not notes.citations(library, note.id)[0].is_broken
    assert notes.follow(library, "rd:p/AAAAAAAAAA").article_id == passage.article_id


def test_a_broken_document_of_aliases_is_passed_over(library, passage, tmp_path):
    place = tmp_path / "x.jsonld"
    exporting.export(library, "jsonld", exporting.everything(library), place)
    document = json.loads(place.read_text("utf-8"))
    document["rd:aliases"] = {"AAAAAAAAAA": 3, "BBBBBBBBBB": None, "DDDDDDDDDD": ["x"]}
    place.write_text(json.dumps(document), "utf-8")
    importing.run(library, importing.Wanted(place))
    assert portable.aliases(library.store) == {}
