# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from researchdesk.library import (
    identifiers,
    mentions,
    merging,
    name_pages,
    name_review,
    notes,
    people,
    recognising,
    refusals,
    resembling,
)
from researchdesk.model.errors import BadValue
from researchdesk.store import public_ids


def content(library):
    """Give every row that hangs on people, to be compared."""
    nouns = ("person", "name_form", "name_key", "identifier", "mention", "refusal")
    read = library.store.read()
    return {
        noun: [tuple(row) for row in read.execute(f"SELECT * FROM {noun} ORDER BY id")]
        for noun in (*nouns, "distinct_people", "alias", "contributor")
    }


@pytest.fixture
def pair(library, clip):
    """Two records of one man, each with an article of its own and one that both bear."""
    first = clip("Nikola Tesla spoke in Prague. Nobody wrote it down.", "a.txt", propose=False)
    second = clip("Никола Тесла је говорио у Прагу.", "b.txt", propose=False)
    both = [first.article_id, second.article_id]
    one = mentions.tag_person(library, both, "Nikola Tesla")
    with library.operation("Make a second record"):
        other = people.make(library, "Никола Тесла")
    mentions.tag_person(library, both[1:], other)
    return one, other, both


def test_a_merge_moves_forms_mentions_and_numbers(library, pair):
    one, other, both = pair
    identifiers.describe(library, other, born="1856", numbers={"wikidata": "Q9036"})
    held = merging.merge(library, other, one)
    assert held.preferred_name == "Nikola Tesla"
    assert {form.form for form in held.forms} == {"Nikola Tesla", "Никола Тесла"}
    assert [form.kind for form in held.forms].count("preferred") == 1
    assert [number.value for number in held.identifiers] == ["Q9036"]
    assert held.born == "1856"
    assert sorted(people.articles_of(library, one)) == sorted(both)
    assert [row.id for row in people.rows(library)] == [one]


def test_a_merged_person_is_found_as_the_other_by_number_and_link(library, pair):
    one, other, _ = pair
    old = people.get(library, other).public_id
    note = notes.new(library, "Wires", f"[he](rd:t/{old})")
    merging.merge(library, other, one)
    assert people.get(library, other).id == one
    assert notes.follow(library, f"rd:t/{old}").person_id == one
    assert not notes.citations(library, note.id)[0].is_broken
    assert [row.title for row in name_pages.of_person(library, one).notes] == ["Wires"]


def test_links_lead_on_through_two_merges(library, pair):
    one, other, both = pair
    third = mentions.tag_person(library, both, "N. Tesla")
    old = people.get(library, other).public_id
    merging.merge(library, other, one)
    merging.merge(library, one, third)
    assert notes.follow(library, f"rd:t/{old}").person_id == third
    assert people.get(library, other).id == third


def test_the_next_save_of_a_note_names_whom_its_links_lead_to(library, pair):
    one, other, _ = pair
    old, new = people.get(library, other).public_id, people.get(library, one).public_id
    note = notes.new(library, "Links", f"[He](rd:t/{old}) `rd:t/{old}`, [[t:{old}]]")
    before = notes.get(library, note.id)
    merging.merge(library, other, one)
    assert notes.get(library, note.id) == before
    notes.save(library, note.id, body=before.body)
    assert notes.get(library, note.id) == before
    saved = notes.save(library, note.id, body=before.body + " and so on")
    assert saved.body == f"[He](rd:t/{new}) `rd:t/{old}`, [{old}](rd:t/{new}) and so on"
    assert [held.cited_id for held in notes.citations(library, note.id)] == [new, new]
    assert notes.restore_revision(library, note.id, 1).body.count(f"rd:t/{new}") == 2
    assert notes.new(library, "Again", f"[He](rd:t/{old})").body == f"[He](rd:t/{new})"
    for _ in range(3):
        library.undo()
    assert notes.get(library, note.id).body == before.body
    library.undo()
    assert notes.follow(library, f"rd:t/{old}").person_id == other
    assert notes.verify(library) == []


@pytest.mark.parametrize("there_and_back", [False, True])
def test_links_that_would_lead_in_a_circle_are_refused(library, pair, there_and_back):
    one, other, _ = pair
    merging.merge(library, other, one)
    before = library.store.read().execute("SELECT old_id, new_id FROM alias").fetchall()
    with pytest.raises(BadValue, match="choose another one"):
        merging.merge(library, *((one, other) if there_and_back else (other, one)))
    assert library.store.read().execute("SELECT old_id, new_id FROM alias").fetchall() == before


@pytest.mark.parametrize("deed", ["merge", "split", "apart"])
def test_one_undo_brings_back_the_same_rows(library, pair, deed):
    one, other, both = pair
    people.add_variant(library, one, "Mr Tesla")
    with library.operation("Say no"):
        merging.merging.keep_apart(library.store, one, other)
    before = content(library)
    if deed == "merge":
        merging.merge(library, other, one, "Nikola T. Tesla")
    elif deed == "split":
        merging.split(library, one, ["Mr Tesla"], both[:1])
    else:
        third = mentions.tag_person(library, both, "Milka Tesla")
        before = content(library)
        merging.keep_apart(library, one, third)
    assert content(library) != before
    library.undo()
    assert content(library) == before
    library.redo()
    assert content(library) != before


def test_of_two_mentions_at_one_place_the_decided_one_stays(library, pair):
    one, other, both = pair
    merging.merge(library, one, other)
    held = mentions.of_article(library, both[1])
    assert [(row.person_id, row.status) for row in held if row.kind == "person"] == [
        (other, "accepted")
    ]


def test_a_merge_of_a_person_into_itself_is_refused(library, pair):
    one, _, _ = pair
    before = content(library)
    with pytest.raises(BadValue, match="second person"):
        merging.merge(library, one, one)
    assert content(library) == before


def test_a_merge_while_the_review_is_open_keeps_its_suggestions(library, clip):
    article = clip("Mihajlo Pupin met Milutin Milanković in Paris.").article_id
    groups = [row for row in mentions.groups(library, article) if row.kind == "person"]
    one = mentions.tag_person(library, [article], "Mihajlo Idvorski")
    other = mentions.tag_person(library, [article], "M. Idvorski")
    merging.merge(library, other, one)
    for group in groups:
        mentions.accept(library, [row.id for row in group.mentions])
    assert all(
        row.status == "accepted"
        for row in mentions.of_article(library, article)
        if row.kind == "person"
    )


def test_the_name_to_show_can_be_chosen(library, pair):
    one, other, _ = pair
    held = merging.merge(library, other, one, "Никола Тесла")
    assert held.preferred_name == "Никола Тесла"
    assert {form.form: form.kind for form in held.forms}["Nikola Tesla"] == "variant"


def test_a_split_form_takes_its_mentions_and_does_not_come_back(library, clip):
    text = "A speech\n\nJoe Biden spoke in Berlin. Hunter Biden was not there, it was said."
    article = clip(text, propose=False).article_id
    joe = mentions.tag_person(library, [article], "Joe Biden")
    people.add_variant(library, joe, "Hunter Biden")
    recognising.propose(library, article)
    hunter = merging.split(library, joe, ["Hunter Biden"])
    assert hunter.preferred_name == "Hunter Biden"
    bearing = {
        row.surface: row.person_id
        for row in mentions.of_article(library, article)
        if row.start is not None and row.kind == "person"
    }
    assert bearing["Hunter Biden"] == hunter.id
    assert bearing["Joe Biden"] == joe
    recognising.propose(library, article)
    assert resembling.pairs(library) == []


def test_namesakes_are_split_by_article(library, clip):
    first = clip("John Smith sailed to Bristol.", "a.txt", propose=False).article_id
    second = clip("John Smith sang in Leeds.", "b.txt", propose=False).article_id
    sailor = mentions.tag_person(library, [first, second], "John Smith")
    singer = merging.split(library, sailor, [], [second])
    assert people.articles_of(library, sailor) == [first]
    assert people.articles_of(library, singer.id) == [second]
    assert singer.preferred_name == "John Smith"


def test_the_preferred_name_can_be_split_off(library, pair):
    one, other, _ = pair
    held = merging.merge(library, other, one)
    new = merging.split(library, held.id, ["Nikola Tesla"])
    assert new.preferred_name == "Nikola Tesla"
    assert people.get(library, one).preferred_name == "Никола Тесла"


@pytest.mark.parametrize(
    ("forms", "words"),
    [
        ([], "at least one form"),
        (["Nikola Tesla"], "leave at least one"),
        (["Edison"], "the names are"),
    ],
)
def test_a_split_that_parts_nothing_is_refused(library, pair, forms, words):
    with pytest.raises(BadValue, match=words):
        merging.split(library, pair[0], forms)


def test_people_who_may_be_one_are_proposed_until_they_are_said_to_be_two(library, pair):
    one, other, both = pair
    mentions.tag_person(library, both, "Mihajlo Pupin")
    two = resembling.pairs(library)
    assert [(row.one.id, row.other.id) for row in two] == [(one, other)]
    assert two[0].is_same_key
    assert two[0].shared == ("Mihajlo Pupin",)
    merging.keep_apart(library, one, other)
    assert resembling.pairs(library) == []


def test_a_name_that_is_only_heard_alike_says_so(library, pair):
    _, _, both = pair
    yeltsin = mentions.tag_person(library, both, "Boris Yeltsin")
    jelzin = mentions.tag_person(library, both, "Boris Jelzin")
    found = resembling.like(library, jelzin)
    assert [(row.one.id, row.other.id, row.is_same_key) for row in found] == [
        (yeltsin, jelzin, False)
    ]


def test_people_with_different_numbers_are_never_proposed(library, pair):
    one, other, _ = pair
    identifiers.describe(library, one, numbers={"wikidata": "Q9036"})
    identifiers.describe(library, other, numbers={"wikidata": "Q1"})
    assert resembling.pairs(library) == []


def test_a_person_is_not_kept_apart_from_itself(library, pair):
    with pytest.raises(BadValue):
        merging.keep_apart(library, pair[0], pair[0])


def test_pairs_follow_a_merge(library, pair):
    one, other, both = pair
    third = mentions.tag_person(library, both, "Milka Tesla")
    merging.keep_apart(library, other, third)
    merging.keep_apart(library, one, other)
    merging.merge(library, other, one)
    rows = library.store.read().execute("SELECT person_id, other_id FROM distinct_people")
    assert [tuple(row) for row in rows] == [(one, third)]
    assert len(people.get(library, one).public_id) == public_ids.LENGTH


def test_a_lone_name_may_be_the_one_who_bears_it_and_no_is_taken_back(library, pair):
    one, other, both = pair
    merging.merge(library, other, one)
    lone = mentions.tag_person(library, both, "Tesla")
    assert [(two.one.id, two.other.id) for two in resembling.pairs(library)] == [(one, lone)]
    merging.keep_apart(library, one, lone)
    row = refusals.rows(library)[0]
    assert (row.kind, row.words, row.whom) == ("not_same", "Nikola Tesla", "Tesla")
    assert refusals.take_back(library, row.ref) == 0
    assert len(resembling.pairs(library)) == 1


def test_suggested_names_stand_in_one_row_each_with_whom_they_may_be(library, clip):
    text = (
        "A walk\n\nMichael Pupin walked through Italy in spring. The talks went on for three days."
    )
    first, second = (
        clip(text + more, f"{at}.txt").article_id for at, more in enumerate(("", " So."))
    )
    with library.operation("Make the man"):
        known = people.make(library, "M. Pupin")
    rows = {row.name: row for row in name_review.rows(library)}
    man, land = rows["Michael Pupin"], rows["Italy"]
    assert (man.article_count, len(man.mentions), man.is_known) == (2, 2, False)
    assert [row.id for row in man.likely] == [known]
    assert (land.kind, land.country, land.is_known, land.likely) == ("country", "IT", True, ())
    mentions.accept(library, [*man.mentions, *land.mentions])
    assert name_review.rows(library) == []
    assert len(mentions.of_article(library, first, ("accepted",))) == 2
    library.undo()
    assert len(mentions.suggestions(library, second)) == 2
