# SPDX-License-Identifier: MIT
"""What was exported comes back as it was; what others marked comes in where its words stand once."""

from __future__ import annotations

import json

import pytest

from researchdesk.library import (
    articles,
    exporting,
    importing,
    notes,
    passages,
    repairing,
    tags,
    versions,
)
from researchdesk.model.clipping import Source
from researchdesk.model.errors import UserError
from researchdesk.model.passage import Quote
from researchdesk.store import compare
from tests.unit.library.visit_texts import VISIT

NOT_CARRIED = {
    *("snapshot", "candidate", "person", "name_form", "name_key", "mention", "note_revision"),
    *(
        "import_run",
        "chain",
        "identifier",
        "refusal",
        "snapshot_resource",
        "resource",
        "block_decision",
    ),
}
ADDRESS = "https://example.org/visit"


@pytest.fixture
def rich(library, clip, tmp_path):
    """A library with passages of every fate, tags, an alias, and notes that cite it all."""
    article_id = clip(url=ADDRESS, tags_of=["danube"]).article_id
    made = [
        passages.highlight_quote(library, article_id, Quote(words), body=body, colour=colour)
        for words, body, colour in (
            ("three days", "How *long*?", "blue"),
            ("Italy sent nobody", "", "rose"),
            ("the paper of that week said so", "", "yellow"),
        )
    ]
    tags.add(library, [made[0].id], "to check", "annotation")
    links = " ".join(passages.cite_link(library, one.id) for one in made)
    article = articles.get(library, article_id)
    first = notes.new(library, "First: a/b", f"Text {links}\n\n[whole](rd:a/{article.public_id})")
    notes.new(library, "First: A/B", f"\n\nSee [it](rd:n/{first.public_id})")
    path = tmp_path / "visit.txt"
    path.write_text(
        VISIT.replace("three days", "four days").replace("Italy sent nobody, and", "And")
    )
    versions.reclip(library, article_id, Source("file", str(path), url=ADDRESS))
    for one in repairing.waiting(library)[:1]:
        repairing.keep(library, one.id)
    return library


def differing(one, two):
    found = compare.differences(one.folder / "library.db", two.folder / "library.db")
    return [
        each
        for each in found
        if each.noun not in NOT_CARRIED and not {"snapshot_id", "import_run_id"} & {*each.columns}
    ]


@pytest.mark.parametrize("form", ["jsonld", "folder"])
def test_an_export_comes_back_with_the_same_ids_places_and_citations(rich, other, tmp_path, form):
    place = tmp_path / "out.jsonld"
    exporting.export(rich, form, exporting.everything(rich), place)
    assert differing(rich, other) != []
    report = importing.run(other, importing.Wanted(place))
    assert (report.stored, report.known, report.rejected) == (6, 0, ())
    assert [(one.noun, one.key, one.where, one.columns) for one in differing(rich, other)] == []
    assert notes.verify(other) == []
    again = importing.run(other, importing.Wanted(place))
    assert (again.stored, again.known, again.rejected) == (0, 6, ())
    other.undo()
    assert articles.listed(other) == []


def test_a_note_that_was_changed_in_the_folder_comes_back_as_it_is_now(rich, other, tmp_path):
    exporting.export(rich, "folder", exporting.everything(rich), tmp_path / "out")
    files = sorted((tmp_path / "out" / "notes").iterdir())
    assert len({one.name.casefold() for one in files}) == 2
    for file in files:
        file.write_text(file.read_text("utf-8") + "\nA line more.\n", "utf-8")
    importing.run(other, importing.Wanted(tmp_path / "out"))
    assert all(
        notes.get(other, one.id).body.endswith("A line more.\n") for one in notes.rows(other)
    )
    assert len(notes.citations(other, notes.rows(other)[-1].id)) > 0


def test_a_passage_of_an_article_that_has_another_text_is_placed_by_its_words_alone(
    rich, other, tmp_path
):
    exporting.export(rich, "jsonld", exporting.everything(rich), tmp_path / "out.jsonld")
    path = tmp_path / "visit.txt"
    path.write_text("Another head\n\n" + VISIT + "\n\nAnd the paper of that week said so, again.\n")
    clipped = articles.clip(other, articles.preview(other, Source("file", str(path), url=ADDRESS)))
    report = importing.run(other, importing.Wanted(tmp_path / "out.jsonld"))
    held = passages.of_article(other, clipped.article_id)
    text = articles.text(other, clipped.article_id).text
    assert {text[one.start : one.end] for one in held} <= {one.exact for one in held}
    assert len(held) + len(report.rejected) == 3


def altered(tmp_path, rich, change):
    place = tmp_path / "out.jsonld"
    exporting.export(rich, "jsonld", exporting.everything(rich), place)
    document = json.loads(place.read_text("utf-8"))
    change(document)
    place.write_text(json.dumps(document), "utf-8")
    return place


def put(document, path, value):
    *way, last = path
    for step in way:
        document = document[step]
    document[last] = value


VERSION = ("rd:articles", 0, "versions", 0)
TARGET = ("items", 0, "rd:targets", 0)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((*VERSION, "text"), "Another text"),
        ((*VERSION, "html"), "<p>Another text</p>"),
        ((*VERSION, "text_sha256"), "0" * 64),
        ((*VERSION, "seq"), True),
        (("rd:articles", 0, "csl"), "[]"),
        (("rd:articles", 0, "public_id"), "../../x"),
        (("rd:articles", 0, "url"), "javascript:alert(1)"),
        (("rd:articles", 0, "issued"), "soon"),
        (("rd:articles", 0, "created_at"), "now"),
        (("rd:articles", 0, "contributors"), [{"role": "author"}]),
        (("rd:articles", 0, "tags"), [3]),
        (("rd:articles", 0), None),
        ((*TARGET, "start"), -1),
        ((*TARGET, "end"), 1 << 40),
        ((*TARGET, "version"), 9),
        ((*TARGET, "status"), "sure"),
        ((*TARGET, "confidence"), float("nan")),
        (("items", 0, "id"), "urn:researchdesk:p:x"),
        (("items", 0, "rd:colour"), "<b>"),
        (("items", 0, "target"), {}),
        (("items", 0), "x"),
        (("rd:notes", 0, "title"), " "),
        (("rd:notes", 0, "body"), 3),
        (("rd:notes", 0, "public_id"), "'; DROP TABLE note"),
        (("rd:notes", 0), []),
    ],
)
def test_an_entry_that_breaks_a_rule_is_refused_by_name_and_costs_no_other(
    rich, other, tmp_path, path, value
):
    place = altered(tmp_path, rich, lambda document: put(document, path, value))
    report = importing.run(other, importing.Wanted(place))
    assert report.rejected != ()
    assert all(one.entry and one.reason.endswith(".") for one in report.rejected)
    assert report.stored + len(report.rejected) == 6
    assert list(other.store.read().execute("PRAGMA foreign_key_check")) == []


def test_markup_that_could_act_is_cleaned(rich, other, tmp_path):
    def change(document):
        version = document["rd:articles"][0]["versions"][-1]
        version["html"] += "<script>alert(1)</script><img src=x onerror=alert(1)>"

    importing.run(other, importing.Wanted(altered(tmp_path, rich, change)))
    html = articles.text(other, articles.listed(other)[0]).html
    assert "script" not in html
    assert "onerror" not in html


def w3c(exact, prefix="", source=ADDRESS):
    quote = {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix}
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "https://example.org/anno/1",
        "type": "Annotation",
        "body": [{"type": "TextualBody", "value": "<p>Why &amp; how?</p>", "format": "text/html"}],
        "target": {"source": source, "selector": [{"type": "RangeSelector"}, quote]},
    }


def hypothesis(exact, prefix=""):
    quote = {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix}
    target = {"source": ADDRESS, "selector": [quote]}
    return {
        "rows": [
            {"id": "abc", "uri": ADDRESS, "text": "Why & how?", "tags": ["x"], "target": [target]}
        ]
    }


@pytest.mark.parametrize("make", [w3c, hypothesis])
def test_a_mark_of_another_program_is_placed_where_its_words_stand_once(
    library, clip, tmp_path, make
):
    article_id = clip(url=ADDRESS + "?utm_source=x").article_id
    place = tmp_path / "marks.json"
    place.write_text(json.dumps(make("talks went on for three  days")), "utf-8")
    report = importing.run(library, importing.Wanted(place))
    assert (report.stored, report.rejected) == (1, ())
    (held,) = passages.of_article(library, article_id)
    assert (held.exact, held.body, held.status) == (
        "talks went on for three days",
        "Why & how?",
        "same",
    )
    assert importing.run(library, importing.Wanted(place)).known == 1


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (w3c("nobody"), "2 times"),
        (w3c("nobody", "the"), "2 times"),
        (w3c("never written"), "nowhere"),
        (w3c(""), "nowhere"),
        (w3c("three days", source="https://example.org/other"), "clip the page first"),
        ({"type": "Annotation", "target": None}, "clip the page first"),
    ],
)
def test_a_mark_without_a_certain_place_is_refused_by_name(library, clip, tmp_path, entry, words):
    article_id = clip(url=ADDRESS).article_id
    (tmp_path / "marks.jsonld").write_text(json.dumps(entry), "utf-8")
    report = importing.run(library, importing.Wanted(tmp_path / "marks.jsonld"))
    (refused,) = report.rejected
    assert words in refused.reason
    assert passages.of_article(library, article_id) == []


def test_words_before_the_quote_decide_among_equals(library, clip, tmp_path):
    article_id = clip(url=ADDRESS).article_id
    (tmp_path / "marks.json").write_text(json.dumps([w3c("nobody", "Italy sent\n")]), "utf-8")
    importing.run(library, importing.Wanted(tmp_path / "marks.json"))
    (held,) = passages.of_article(library, article_id)
    text = articles.text(library, article_id).text
    assert (
        text[held.start - 6 : held.end] == " sent nobody"[1:] or text.index("nobody") == held.start
    )


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "[" * 100_000, '{"a": 1}', '{"rd:articles": 3}', "\0"]
)
def test_a_file_that_holds_no_annotations_is_refused_in_one_sentence(library, tmp_path, text):
    (tmp_path / "marks.jsonld").write_text(text, "utf-8")
    with pytest.raises(UserError):
        importing.run(library, importing.Wanted(tmp_path / "marks.jsonld"))


def test_a_file_beside_the_notes_that_is_none_of_them_is_named(rich, other, tmp_path):
    exporting.export(rich, "folder", exporting.everything(rich), tmp_path / "out")
    (tmp_path / "out" / "notes" / "mine.md").write_text("Just words.\n", "utf-8")
    report = importing.run(other, importing.Wanted(tmp_path / "out"))
    assert [one.entry for one in report.rejected] == ["notes/mine.md"]
    assert report.stored == 6


def test_a_trial_of_annotations_is_refused(rich, tmp_path):
    exporting.export(rich, "jsonld", exporting.everything(rich), tmp_path / "out.jsonld")
    with pytest.raises(UserError):
        importing.look(importing.Wanted(tmp_path / "out.jsonld"))
