# SPDX-License-Identifier: MIT
from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from researchdesk.library import articles, mentions, notes, passages, trash
from researchdesk.model.errors import AmbiguousQuote, BadValue, NoSuchThing
from researchdesk.model.passage import Quote, Span
from researchdesk.store import notes as rows_of
from tests.unit.library.visit_texts import VISIT


@pytest.fixture
def passage(library, visit):
    return passages.highlight_quote(
        library, visit, Quote("Italy sent nobody"), colour="rose", body="Check."
    )


@pytest.fixture
def note(library, passage):
    return notes.new(
        library, "The talks", f"Nobody came: {passages.cite_link(library, passage.id)}.\n"
    )


def test_a_passage_is_marked_by_its_words(library, visit, passage):
    text = articles.text(library, visit).text
    assert text[passage.start : passage.end] == "Italy sent nobody"
    assert (passage.colour, passage.body, passage.motivation) == ("rose", "Check.", "commenting")
    library.undo()
    assert passages.of_article(library, visit) == []


def test_a_quote_that_stands_twice_needs_context(library, visit):
    with pytest.raises(AmbiguousQuote, match="2 times"):
        passages.highlight_quote(library, visit, Quote("nobody"))
    with pytest.raises(AmbiguousQuote, match="does not stand"):
        passages.highlight_quote(library, visit, Quote("somebody"))
    assert (
        passages.highlight_quote(library, visit, Quote("nobody", prefix="and ")).exact == "nobody"
    )


@pytest.mark.parametrize("span", [Span(0, 0), Span(5, 99_999), Span(-3, 4)])
def test_a_span_outside_the_text_is_refused(library, visit, span):
    with pytest.raises(BadValue):
        passages.highlight(library, visit, span)


def test_a_comment_and_a_colour_can_be_changed(library, passage):
    held = passages.edit(library, passage.id, colour="blue", body="")
    assert (held.colour, held.body, held.motivation) == ("blue", "", "highlighting")
    with pytest.raises(BadValue):
        passages.edit(library, passage.id, colour="pink")


def test_a_comment_that_stands_there_already_makes_no_step(library, passage):
    steps = library.history()
    for same in ({}, {"body": "Check."}, {"colour": "rose"}):
        assert passages.edit(library, passage.id, **same) == passage
    assert library.history() == steps
    assert passages.edit(library, passage.id, colour="green").body == "Check."


@pytest.mark.parametrize("body", ["x" * 1_000_001, "nothing\0"])
def test_a_comment_too_long_or_not_of_text_is_refused(library, passage, body):
    with pytest.raises(BadValue, match="at most a million"):
        passages.edit(library, passage.id, body=body)
    assert passages.get(library, passage.id) == passage


def test_highlights_go_into_the_trash_and_come_back(library, visit, passage):
    other = passages.highlight_quote(library, visit, Quote("three days"))
    passages.trash(library, [passage.id, other.id])
    assert passages.of_article(library, visit) == []
    assert library.history()[0].label == "Delete 2 highlights"
    passages.restore(library, [passage.id])
    assert passages.of_article(library, visit) == [passages.get(library, passage.id)]
    assert library.history()[0].label == "Restore the highlight"
    with pytest.raises(NoSuchThing, match="annotation 99"):
        passages.trash(library, [passage.id, 99])
    assert passages.get(library, passage.id).trashed_on is None


def test_annotations_everywhere_are_found_by_colour_and_words(library, passage):
    assert [one.id for one in passages.everywhere(library, words="italy check")] == [passage.id]
    assert passages.everywhere(library, colour="green") == []
    assert passages.everywhere(library, words="steel") == []


def test_a_passage_is_copied_with_its_source(library, visit, passage):
    words = passages.quote_with_source(library, visit, Span(passage.start, passage.end))
    assert words.startswith("“Italy sent nobody”\n— ")
    assert "The Danube commission met in Belgrade" in words
    source = passages.quote_with_source(library, visit)
    assert source == words.rpartition("— ")[2]


def test_a_citation_without_words_of_its_own_shows_the_passages_first_ones(library, visit, passage):
    assert passages.cite_link(library, passage.id).startswith("[Italy sent nobody](rd:p/")
    span = Span(0, articles.text(library, visit).text.index(" so.") + 4)
    long = passages.highlight(library, visit, span)
    label = passages.cite_link(library, long.id).removeprefix("[").partition("]")[0]
    assert label.endswith("…")
    assert len(label) <= passages.LABEL
    assert long.exact.startswith(label[:-1])
    assert not long.exact[len(label) - 1].isalnum()


def test_words_are_cut_at_their_end_where_they_have_one():
    assert passages.shortened("one two", 7) == "one two"
    assert passages.shortened("one, two", 6) == "one…"
    assert passages.shortened("incomprehensible", 4) == "inco…"


def test_a_note_rests_on_a_passage_and_the_passage_knows_it(library, visit, passage, note):
    assert [(one.annotation_id, one.is_broken) for one in notes.citations(library, note.id)] == [
        (passage.id, False)
    ]
    assert [one.note_id for one in passages.citing(library, passage.id)] == [note.id]
    assert [one.note_id for one in articles.cited_in(library, visit)] == [note.id]
    assert articles.row(library, visit).note_count == 1


def test_a_citation_is_followed_to_its_place(library, visit, passage):
    place = notes.follow(library, f"rd:p/{passage.public_id}")
    assert (place.article_id, place.span) == (visit, Span(passage.start, passage.end))
    assert (
        notes.follow(library, f"rd:a/{articles.get(library, visit).public_id}").article_id == visit
    )


def test_a_person_and_an_older_text_are_followed(library, visit):
    number = mentions.tag_person(library, [visit], "Mihajlo Pupin")
    row = library.store.read().execute("SELECT public_id FROM person").fetchone()
    assert notes.follow(library, f"rd:t/{row[0]}").person_id == number
    public_id = articles.get(library, visit).public_id
    place = notes.follow(library, f"rd:a/{public_id}?v=1")
    assert (place.article_id, place.seq, place.span) == (visit, 1, None)


def test_a_citation_of_a_lost_passage_leads_to_its_article(library, clip):
    number = clip(url="https://example.org/visit", propose=False).article_id
    lost = passages.highlight_quote(library, number, Quote("Italy sent nobody"))
    clip(VISIT.replace("Italy sent nobody, and", "Alas"), url="https://example.org/visit")
    assert passages.get(library, lost.id).place is None
    place = notes.follow(library, f"rd:p/{lost.public_id}")
    assert (place.article_id, place.span, place.seq) == (number, None, None)


def test_a_note_is_shown_as_safe_html():
    shown = notes.render("# The talks\n\n<script>alert(1)</script> *Nobody* came.")
    assert "<h1>The talks</h1>" in shown
    assert "<em>Nobody</em> came." in shown
    assert "<script" not in shown


def test_a_long_note_is_shown_in_parts_that_make_the_whole():
    day = "# A day\n\nNobody *came*.\n\n"
    body = day * 200
    parts = notes.render_parts(body)
    assert len(parts) > 3
    assert "".join(parts) == notes.render(body)


@pytest.mark.parametrize(
    "url", ["rd:p/short", "rd://p/0123456789", "https://example.org", "rd:x/0123456789"]
)
def test_what_is_no_link_of_ours_is_refused(library, url):
    with pytest.raises(BadValue):
        notes.follow(library, url)


@pytest.mark.parametrize("kind", "pant")
def test_a_link_that_leads_nowhere_says_so(library, kind):
    with pytest.raises(NoSuchThing):
        notes.follow(library, f"rd:{kind}/0123456789")


def test_a_broken_citation_is_counted_and_undo_mends_it(library, note):
    notes.save(library, note.id, body="Lost: [words](rd:p/0123456789)")
    assert [one.cited_id for one in notes.verify(library)] == ["0123456789"]
    library.undo()
    assert notes.verify(library) == []


def test_a_citation_of_a_trashed_passage_is_not_broken_but_a_purged_one_is(library, passage, note):
    passages.trash(library, [passage.id])
    assert notes.verify(library) == []
    trash.empty(library)
    assert len(notes.verify(library)) == 1


def test_saving_writes_only_the_difference_of_citations(library, passage, note):
    before = [one[0] for one in _citation_rows(library)]
    notes.save(library, note.id, body="A line before.\n\n" + note.body)
    assert [one[0] for one in _citation_rows(library)] == before


def test_saves_of_a_minute_are_one_step_and_the_history_keeps_each_close(library, note):
    for n in range(3):
        notes.save(library, note.id, body=f"{note.body} {n}")
    notes.leave(library, note.id)
    assert [one.body for one in notes.history(library, note.id)] == [f"{note.body} 2", note.body]
    library.undo()
    assert notes.get(library, note.id).body == note.body
    notes.save(library, note.id, body="Something else")
    notes.leave(library, note.id)
    assert [one.revision for one in notes.history(library, note.id)] == [3, 2, 1]


def test_a_long_edit_leaves_a_state_in_the_history_every_five_minutes(library, note, monkeypatch):
    notes.save(library, note.id, body="A minute later")
    assert [one.body for one in notes.history(library, note.id)] == [note.body]
    later = datetime.now(UTC) + timedelta(minutes=6)
    monkeypatch.setattr(rows_of, "now", later.isoformat)
    saved = notes.save(library, note.id, body="Six minutes later")
    assert [one.body for one in notes.history(library, note.id)] == [saved.body, note.body]


def test_an_older_state_is_restored_as_a_new_one(library, note):
    notes.save(library, note.id, body="New words")
    held = notes.restore_revision(library, note.id, 1)
    assert held.body == note.body
    assert [one.body for one in notes.history(library, note.id)] == [
        note.body,
        "New words",
        note.body,
    ]
    with pytest.raises(NoSuchThing):
        notes.restore_revision(library, note.id, 99)


def test_saving_what_stands_there_already_makes_no_step(library, note):
    before = library.history()
    notes.save(library, note.id, body=note.body)
    assert library.history() == before


def test_sugar_is_written_out_at_the_save(library, passage, note):
    held = notes.save(library, note.id, body=f"See [[p:{passage.public_id}|the talks]].")
    assert held.body == f"See [the talks](rd:p/{passage.public_id})."


def test_notes_link_to_notes_and_back(library, note):
    other = notes.new(library, "Sources", f"[The talks](rd:n/{note.public_id})")
    assert [one.note_id for one in notes.backlinks(library, note.id)] == [other.id]
    assert notes.follow(library, f"rd:n/{note.public_id}").note_id == note.id


def test_a_note_without_title_or_too_long_is_refused(library, note):
    with pytest.raises(BadValue):
        notes.save(library, note.id, title="  ")
    with pytest.raises(BadValue):
        notes.save(library, note.id, body="x" * 1_000_001)


def test_notes_go_into_the_trash_and_come_back(library, note):
    notes.trash(library, [note.id])
    assert notes.rows(library) == []
    assert [row.id for row in trash.contents(library).notes] == [note.id]
    notes.restore(library, [note.id])
    assert [row.id for row in notes.rows(library)] == [note.id]
    with pytest.raises(NoSuchThing, match="note 99"):
        notes.trash(library, [note.id, 99])
    assert [row.id for row in notes.rows(library)] == [note.id]


def test_emptying_the_trash_ends_the_history_and_deletes_for_ever(library, visit, note):
    articles.trash(library, [visit])
    notes.trash(library, [note.id])
    assert trash.empty(library) == 2
    assert library.history() == []
    with pytest.raises(NoSuchThing):
        articles.get(library, visit)
    assert trash.empty(library) == 0


def _citation_rows(library):
    return library.store.read().execute("SELECT rowid FROM citation").fetchall()


def test_an_old_state_comes_back_without_a_link_to_what_was_undone_since(library, visit):
    made = notes.new(library, "Talks")
    mark = passages.highlight_quote(library, visit, Quote("three days"))
    kept = passages.cite_link(library, mark.id, "it `]` took")
    notes.save(library, made.id, body=f"So {kept}, and `{kept}`.")
    notes.leave(library, made.id)
    state = notes.history(library, made.id)[0].revision
    while passages.of_article(library, visit):
        library.undo()
    notes.save(library, made.id, title="Other")
    held = notes.restore_revision(library, made.id, state)
    assert held.body == f"So it \\`\\]\\` took, and `{kept}`."
    assert notes.verify(library) == []
