# SPDX-License-Identifier: MIT
"""Passages and accepted names go with their text from version to version, and the user's word outranks every run."""

from __future__ import annotations

import pytest

from researchdesk.library import articles, carrying, mentions, passages, repairing, versions
from researchdesk.model.clipping import Source
from researchdesk.model.errors import BadValue, NoSuchThing
from researchdesk.model.passage import Quote, Span
from researchdesk.store import passages as rows_of
from tests.unit.library.visit_texts import VISIT

ADDRESS = "https://example.org/visit"
TALKS = "The talks went on for three days."
CHANGED = VISIT.replace("three days", "five days").replace("Pupin for advice", "Pupin, for advice")
WITHOUT = VISIT.replace(TALKS + " ", "")


@pytest.fixture
def marked(library, clip):
    """An article with the passage about the talks marked."""
    number = clip(url=ADDRESS).article_id
    return passages.highlight_quote(library, number, Quote(TALKS))


def words_of(library, annotation):
    held = passages.get(library, annotation.id)
    text = articles.text(library, held.article_id).text
    return text[held.start : held.end] if held.start is not None else None


def targets_of(library, annotation):
    rows = library.store.read().execute(
        "SELECT * FROM target WHERE annotation_id = ? ORDER BY id", [annotation.id]
    )
    return rows.fetchall()


def test_a_new_version_tells_what_became_of_each_passage(library, clip, marked):
    kept = passages.highlight_quote(library, marked.article_id, Quote("Italy sent nobody"))
    lost = passages.highlight_quote(
        library, marked.article_id, Quote("Milutin Milanković was in the room as well.")
    )
    text = CHANGED.replace(" Milutin Milanković was in the room as well.", "")
    done = clip("A line more.\n\n" + text, url=ADDRESS)
    assert {status: n for status, n in done.passages.items() if n} == {
        "same": 1,
        "changed": 1,
        "orphan": 1,
    }
    assert set(done.passages) == {"same", "typography", "moved", "changed", "unsure", "orphan"}
    assert words_of(library, kept) == "Italy sent nobody"
    assert words_of(library, marked) == "The talks went on for five days."
    held = passages.get(library, lost.id)
    assert (held.status, held.start, held.exact) == ("orphan", None, lost.exact)
    assert held.why
    library.undo()
    assert passages.get(library, lost.id).status == "same"


def test_a_text_that_comes_back_brings_its_places_back(library, clip, marked):
    clip(WITHOUT, url=ADDRESS)
    assert passages.get(library, marked.id).status == "orphan"
    before = [tuple(row) for row in targets_of(library, marked)]
    clip(url=ADDRESS)
    assert words_of(library, marked) == TALKS
    assert [tuple(row) for row in targets_of(library, marked)] == before


def test_a_passage_is_carried_from_where_the_user_saw_it_last(library, clip, marked):
    clip(WITHOUT, url=ADDRESS)  # lost here, so that stepwise nothing could come after
    clip(CHANGED, url=ADDRESS)
    held = passages.get(library, marked.id)
    assert (held.status, held.decided_by) == ("changed", "program")
    origin, _, last = targets_of(library, marked)
    assert last["carried_from_id"] == origin["id"]
    assert last["aligner"] == "alignment 1"


def test_a_passage_is_unsure_where_the_versions_between_lead_elsewhere(library, clip, marked):
    clip(CHANGED, url=ADDRESS)
    row = targets_of(library, marked)[-1]
    with library.operation("a wrong place"):
        library.store.db.table("target").update(row["id"], {"start": 10, "end": 30})
    clip("A line more.\n\n" + CHANGED, url=ADDRESS)
    held = passages.get(library, marked.id)
    assert held.status == "unsure"
    assert "versions between" in held.why
    assert held.place is None


def test_the_place_of_an_unsure_passage_is_proposed_first(library, clip, marked):
    clip("A line more.\n\n" + VISIT, url=ADDRESS)
    row = targets_of(library, marked)[-1]
    with library.operation("a wrong place"):
        library.store.db.table("target").update(row["id"], {"start": 10, "end": 30})
    clip("Two lines more.\n\n" + VISIT, url=ADDRESS)
    held = passages.get(library, marked.id)
    assert (held.status, words_of(library, marked)) == ("unsure", TALKS)
    case = repairing.look(library, marked.id)
    assert case.places[0].span == Span(held.start, held.end)
    assert case.places[0].why == held.why
    assert len({one.span for one in case.places}) == len(case.places)


def test_a_passage_that_no_version_holds_is_an_orphan(library, clip, marked):
    with library.operation("lose all"):
        library.store.db.execute("DELETE FROM target")
    clip(CHANGED, url=ADDRESS)
    assert passages.get(library, marked.id).why == "no text version is known that holds it"
    assert repairing.proposals(library, repairing.waiting(library)) == {marked.id: ()}
    case = repairing.look(library, marked.id)
    assert (case.seq, case.old_span, case.old.exact, case.places) == (None, None, TALKS, ())
    text = articles.text(library, marked.article_id).text
    at = text.index("The talks went on")
    placed = repairing.put_right(library, marked.id, Span(at, at + len(TALKS)))
    assert (placed.status, placed.start, placed.decided_by) == ("changed", at, "user")


def test_the_user_says_where_a_passage_stands_of_which_nothing_is_known(library, marked):
    with library.operation("lose all"):
        library.store.db.execute("DELETE FROM target")
    assert [one.id for one in repairing.waiting(library)] == [marked.id]
    placed = repairing.put_right(library, marked.id, Span(marked.start, marked.end))
    assert (placed.status, placed.place) == ("same", marked.place)
    assert repairing.waiting(library) == []


def test_an_unsure_name_is_recognised_anew_and_a_sure_one_moves_along(library, clip):
    number = clip(url=ADDRESS).article_id
    mentions.accept_all(library, number)
    clip(VISIT.replace("Milutin Milanković was", "He was"), url=ADDRESS)
    text = articles.text(library, number).text
    held = mentions.of_article(library, number, ("accepted",))
    assert "Milutin Milanković" in {one.name for one in held if one.start is None}
    assert all(text[one.start : one.end] == one.surface for one in held if one.start is not None)


def test_a_refused_name_moves_along_and_is_not_proposed_again(library, clip):
    number = clip(url=ADDRESS).article_id
    italy = next(one for one in mentions.suggestions(library, number) if one.country == "IT")
    mentions.reject(library, [italy.id])
    clip("A line more.\n\n" + VISIT, url=ADDRESS)
    text = articles.text(library, number).text
    held = mentions.of_article(library, number, ("suggested", "accepted", "rejected"))
    (moved,) = [one for one in held if one.country == "IT"]
    assert (moved.id, moved.status, text[moved.start : moved.end]) == (
        italy.id,
        "rejected",
        "Italy",
    )


def test_a_refusal_of_the_same_country_does_not_stand_in_for_a_tag_that_was_lost(library, clip):
    number = clip(url=ADDRESS).article_id
    italy = next(one for one in mentions.suggestions(library, number) if one.country == "IT")
    mentions.reject(library, [italy.id])
    at = articles.text(library, number).text.index("three days")
    mentions.tag_country(library, [number], "IT", Span(at, at + 10))
    clip(VISIT.replace("three days", "a week"), url=ADDRESS)
    held = mentions.of_article(library, number, ("accepted", "rejected"))
    assert {(one.status, one.start is None) for one in held if one.country == "IT"} == {
        ("accepted", True),
        ("rejected", False),
    }


def test_the_users_place_outranks_and_is_carried_on(library, clip, marked):
    clip(WITHOUT, url=ADDRESS)
    assert [one.id for one in repairing.waiting(library)] == [marked.id]
    text = articles.text(library, marked.article_id).text
    at = text.index("Italy sent nobody")
    done = repairing.put_right(library, marked.id, Span(at - 1, at + 17))
    assert (done.status, done.decided_by, done.start) == ("changed", "user", at)
    assert repairing.waiting(library) == []
    clip("A line more.\n\n" + WITHOUT, url=ADDRESS)
    assert words_of(library, marked) == "Italy sent nobody"
    version = articles.text(library, marked.article_id)
    carrying.carry(library.store, marked.article_id, version, version.id, version.text)
    assert words_of(library, marked) == "Italy sent nobody"
    library.undo()
    library.undo()
    assert passages.get(library, marked.id).status == "orphan"
    library.redo()
    assert words_of(library, marked) == "Italy sent nobody"


def test_the_very_words_put_right_by_hand_are_the_same(library, clip, marked):
    clip(WITHOUT.replace("Italy sent", TALKS.upper() + " Italy sent"), url=ADDRESS)
    text = articles.text(library, marked.article_id).text
    other = passages.highlight_quote(library, marked.article_id, Quote("Italy sent nobody"))
    again = repairing.put_right(library, other.id, Span(other.start, other.end))
    assert (again.status, again.start) == ("same", other.start)
    with pytest.raises(BadValue):
        repairing.put_right(library, other.id, Span(0, len(text) + 1))


def test_a_passage_kept_on_its_old_version_asks_no_more(library, clip, marked):
    clip(WITHOUT, url=ADDRESS)
    kept = repairing.keep(library, marked.id)
    assert (kept.status, kept.why, kept.decided_by) == ("orphan", "kept on text version 1", "user")
    clip("A line more.\n\n" + WITHOUT, url=ADDRESS)
    held = passages.get(library, marked.id)
    assert (held.why, held.needs_repair) == ("kept on text version 1", False)
    assert repairing.waiting(library, marked.article_id) == []
    articles.put_back(library, marked.article_id, 1)
    assert repairing.waiting(library) == []


def test_a_passage_of_the_text_that_is_read_cannot_be_kept_on_it(library, marked):
    with pytest.raises(BadValue, match="older version"):
        repairing.keep(library, marked.id)


def test_what_is_like_a_lost_passage_is_proposed(library, clip, marked):
    text = (
        VISIT.replace(TALKS, "Nobody was in a hurry.")
        + "\nThe talks, it was said, went on for three days.\n"
    )
    clip(text, url=ADDRESS)
    found = repairing.waiting(library)
    proposed = repairing.proposals(library, found)[marked.id]
    text = articles.text(library, marked.article_id).text
    assert 1 <= len(proposed) <= 3
    assert any("went on for three days" in text[one.start : one.end] for one in proposed)


def test_each_passage_of_an_article_gets_proposals_of_its_own(library, clip, marked):
    other = passages.highlight_quote(library, marked.article_id, Quote("nobody had expected it"))
    text = VISIT.replace(TALKS, "Nobody was in a hurry.").replace(
        ", and nobody had expected it", ""
    )
    like = "The talks, it was said, went on for three days.", "It was expected by nobody."
    clip("\n\n".join([text, *like]), url=ADDRESS)
    proposed = repairing.proposals(library, passages.of_article(library, marked.article_id))
    text = articles.text(library, marked.article_id).text
    assert "three days" in text[proposed[marked.id][0].start : proposed[marked.id][0].end]
    assert "expected" in text[proposed[other.id][0].start : proposed[other.id][0].end]


def test_words_that_stand_elsewhere_twice_are_proposed_as_the_same(library, clip, marked):
    clip(WITHOUT + f"\nHe said so:\n\n{TALKS}\n\nShe said so, too:\n\n{TALKS}\n", url=ADDRESS)
    case = repairing.look(library, marked.id)
    assert case.annotation.place is None
    assert [one.why for one in case.places[-2:]] == ["the same words stand there"] * 2
    assert [one.likeness for one in case.places[-2:]] == [1.0, 1.0]


def test_the_words_that_stand_now_are_told_of_each_reworded_passage(library, clip, marked):
    number = marked.article_id
    advice = passages.highlight_quote(library, number, Quote("had asked Pupin for advice"))
    same = passages.highlight_quote(library, number, Quote("Italy sent nobody"))
    clip(
        VISIT.replace("three days", "five days").replace("Pupin for", "Pupin twice for"),
        url=ADDRESS,
    )
    found = passages.of_article(library, number)
    assert passages.reworded(library, found) == {
        marked.id: "The talks went on for five days.",
        advice.id: "had asked Pupin twice for advice",
    }
    assert same.id in {one.id for one in found}


def test_a_lost_passage_is_laid_beside_the_places_where_it_may_stand(library, clip, marked):
    like = "The talks, it was said, went on for three days."
    clip(VISIT.replace(TALKS, "Nobody was in a hurry.") + f"\n{like}\n", url=ADDRESS)
    case = repairing.look(library, marked.id)
    assert (case.annotation.id, case.seq, case.old.exact) == (marked.id, 1, TALKS)
    assert case.old.prefix.endswith("\n\n")
    assert case.old.suffix.startswith(" Italy sent nobody")
    text = articles.text(library, marked.article_id).text
    assert 1 <= len(case.places) <= 3
    for one in case.places:
        assert text[one.span.start : one.span.end] == one.quote.exact
        assert 0 < one.likeness < 1
        assert one.why
    if case.annotation.status == "unsure":
        assert case.places[0].span == Span(case.annotation.start, case.annotation.end)
        assert case.places[0].why == case.annotation.why


def test_a_proposed_place_begins_and_ends_with_whole_words(library, clip, marked):
    clip(WITHOUT + "\nLong after, it was said that the talks went on for days.\n", url=ADDRESS)
    text = articles.text(library, marked.article_id).text
    for one in repairing.look(library, marked.id).places:
        start, end = one.span.start, one.span.end
        assert not (text[start - 1].isalnum() and text[start].isalnum())
        assert not (text[end - 1].isalnum() and text[end].isalnum())


def test_what_waits_is_counted_and_listed_alike(library, clip, marked):
    assert articles.counts(library).to_repair == 0
    clip(WITHOUT, url=ADDRESS)
    assert articles.counts(library).to_repair == 1
    assert repairing.waiting(library) == repairing.waiting(library, marked.article_id)
    repairing.keep(library, marked.id)
    assert articles.counts(library).to_repair == len(repairing.waiting(library)) == 0
    library.undo()
    for trash in (
        lambda: passages.trash(library, [marked.id]),
        lambda: articles.trash(library, [marked.article_id]),
    ):
        trash()
        assert articles.counts(library).to_repair == len(repairing.waiting(library)) == 0
        library.undo()
        assert articles.counts(library).to_repair == len(repairing.waiting(library)) == 1


def test_an_article_is_clipped_anew_from_any_source(library, clip, marked, tmp_path):
    path = tmp_path / "again.txt"
    path.write_text(CHANGED, encoding="utf-8")
    done = versions.reclip(library, marked.article_id, Source("file", str(path)))
    assert (done.status, done.article_id, done.passages["changed"]) == (
        "version",
        marked.article_id,
        1,
    )
    again = versions.reclip(library, marked.article_id, Source("file", str(path)))
    assert (again.status, again.passages) == ("known", done.passages)
    library.undo()
    assert len(articles.versions_of(library, marked.article_id)) == 1


def test_clipping_anew_leaves_the_address_of_another_article_alone(library, clip, tmp_path):
    clip(url=ADDRESS)
    number = clip("A letter\n\nIt was long and dull, and nobody read it.", "letter.txt").article_id
    path = tmp_path / "again.txt"
    path.write_text(CHANGED, encoding="utf-8")
    done = versions.reclip(library, number, Source("file", str(path), url=ADDRESS))
    assert done.status == "version"
    assert articles.get(library, number).canonical_url is None


def test_an_article_without_address_cannot_be_clipped_anew_by_itself(library, visit):
    with pytest.raises(BadValue, match="name the file"):
        versions.reclip(library, visit)
    with pytest.raises(NoSuchThing):
        versions.reclip(library, 77)


def test_two_versions_are_compared_by_words(library, clip, marked):
    clip(VISIT.replace("three days", "five days"), url=ADDRESS)
    one, *rest = versions.difference(library, marked.article_id, 1, 2)
    assert rest == []
    assert (one.old_words, one.new_words) == ("three", "five")
    text = articles.text(library, marked.article_id, 1).text
    assert text[one.old_start : one.old_end] == "three"
    with pytest.raises(NoSuchThing):
        versions.difference(library, marked.article_id, 1, 3)


def test_the_counts_are_of_what_is_not_in_the_trash(library, clip, marked):
    passages.trash(library, [marked.id])
    assert sum(rows_of.counts(library.store, marked.article_id).values()) == 0


def test_nothing_is_carried_from_a_text_that_is_not_as_it_was_saved(library, clip, marked, caplog):
    with library.operation("Damage", undoable=False):
        library.store.db.execute("UPDATE text_version SET text = replace(text, 'room', 'roof')")
    done = clip(CHANGED, url=ADDRESS)
    assert done.passages["orphan"] == 1
    held = passages.get(library, marked.id)
    assert (held.place, held.why) == (None, "the text it was seen in is not as it was saved")
    (waiting,) = repairing.waiting(library)
    assert repairing.proposals(library, [waiting]) == {marked.id: ()}
    assert repairing.look(library, marked.id).old.exact == TALKS
    assert {one.message for one in caplog.records} == {"text version 1 is not as it was saved"}
    caplog.clear()
