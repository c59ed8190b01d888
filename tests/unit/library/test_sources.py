# SPDX-License-Identifier: MIT
"""What a note rests on, the notes that begin others, and the article of an address: each with what is not there."""

from __future__ import annotations

from researchdesk.library import (
    articles,
    notes,
    passages,
    sources,
    tags,
    templates,
    trash,
    versions,
    written,
)
from researchdesk.model.clipping import Source
from researchdesk.model.passage import Quote
from tests.unit.library.visit_texts import ELSEWHERE, VISIT

TALKS = "The talks went on for three days"


def test_sources_are_passages_and_articles_and_then_what_was_marked_but_not_used(library, visit):
    used, other = (
        passages.highlight_quote(library, visit, Quote(one)) for one in (TALKS, "Italy sent nobody")
    )
    linked = notes.new(library, "Linked", "Words.")
    note = notes.new(
        library,
        "On talks",
        f"[N](rd:n/{linked.public_id}) and [T](rd:p/{used.public_id}).\n\n"
        f"[A](rd:a/{articles.get(library, visit).public_id})",
    )
    found = sources.of_note(library, note.id)
    assert [(one.words, one.annotation and one.annotation.id) for one in found] == [
        ("T", used.id),
        ("A", None),
        ("Italy sent nobody", other.id),
    ]
    assert {one.article_id for one in found} == {visit}


def test_a_source_that_was_deleted_for_ever_keeps_its_words_and_offers_nothing(
    library, visit, clip
):
    gone = clip(ELSEWHERE, "bridge.txt").article_id
    lost = passages.highlight_quote(library, gone, Quote("delivered the steel"))
    passages.highlight_quote(library, gone, Quote("in Titel"))
    note = notes.new(
        library,
        "Both",
        f"[lost](rd:p/{lost.public_id}) [here](rd:a/{articles.get(library, visit).public_id})",
    )
    articles.trash(library, [gone])
    trash.empty(library)
    assert [
        (one.words, one.article_id, one.annotation) for one in sources.of_note(library, note.id)
    ] == [("lost", None, None), ("here", visit, None)]


def test_around_a_passage_stands_what_is_there_now_or_where_it_has_no_place_what_was(
    library, visit, tmp_path
):
    held = passages.highlight_quote(library, visit, Quote(TALKS))
    text = articles.text(library, visit).text
    start, end = text.index(TALKS), text.index(TALKS) + len(TALKS)
    now = sources.context(library, held)
    assert (now.exact, text[:start].endswith(now.prefix), now.suffix) == (TALKS, True, text[end:])
    assert len(now.prefix) == min(start, sources.CONTEXT)
    path = tmp_path / "without.txt"
    path.write_text(VISIT.replace(f"{TALKS}. ", ""))
    versions.reclip(library, visit, Source("file", str(path)))
    lost = passages.get(library, held.id)
    assert lost.place is None
    assert sources.context(library, lost) == Quote(TALKS, held.prefix, held.suffix)


def test_what_a_note_cites_and_is_gone_is_said_in_its_footnotes(library, visit):
    kept = passages.highlight_quote(library, visit, Quote(TALKS))
    body = (
        f"[Kept](rd:p/{kept.public_id}), [lost](rd:p/01J9ZK3V7Q), [gone](rd:a/01J9ZK3V7R) "
        "and [note](rd:n/01J9ZK3V7S)."
    )
    text = written.footnoted(library, body)
    assert text.startswith("Kept[^1], lost[^2], gone[^2] and note.\n\n[^1]: ")
    assert TALKS in text
    assert text.endswith(f"\n\n[^2]: {written.LOST}\n")


def test_templates_are_notes_with_the_tag_by_title(library, visit):
    made = {
        title: notes.new(library, title, "{{title}}, {{quote}}: {{ date }}|{{cite}}")
        for title in ("zebra", "Apple", "Plain")
    }
    tags.add(library, [made["zebra"].id], "template", "note")
    tags.add(library, [made["Apple"].id], "Template", "note")
    assert [one.title for one in templates.rows(library)] == ["Apple", "zebra"]
    template = notes.get(library, made["Apple"].id)
    of_article = templates.new(library, template, "Of it", article_id=visit)
    assert of_article.body == f"{articles.get(library, visit).title}, : |"
    passage = passages.highlight_quote(library, visit, Quote(TALKS))
    of_passage = templates.new(library, template, "Of a passage", annotation=passage)
    assert f", {TALKS}: |[" in of_passage.body
    assert f"(rd:p/{passage.public_id})" in of_passage.body
    assert templates.new(library, template, "Of nothing").body == ", : |"


def test_an_article_is_known_by_any_form_of_its_address_unless_it_is_in_the_trash(library, clip):
    number = clip(url="https://example.org/visit").article_id
    for address in ("https://example.org/visit", "HTTPS://EXAMPLE.org/visit?utm_source=x#top"):
        assert versions.at_address(library, address).id == number
    assert versions.at_address(library, "https://example.org/other") is None
    articles.trash(library, [number])
    assert versions.at_address(library, "https://example.org/visit") is None
