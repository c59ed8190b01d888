# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest
from msgspec import structs

from researchdesk.library import articles, mentions, people, recognising
from researchdesk.model.errors import BadValue, NoSuchThing
from researchdesk.model.passage import Span
from researchdesk.model.people import Proposal
from researchdesk.store import mentions as rows_of
from tests.unit.library.visit_texts import ELSEWHERE

ADDRESS = "https://example.org/bridge"


@pytest.fixture
def pupin(library, visit):
    """The number of the person whom the visit's article bears."""
    return mentions.accept(library, [pick(library, visit, "Pupin").id])[0].person_id


def names(library, article_id, *statuses):
    return {one.name for one in mentions.of_article(library, article_id, statuses or ("accepted",))}


def pick(library, article_id, part):
    return next(one for one in mentions.suggestions(library, article_id) if part in one.name)


def lone(library, article_id, confidence):
    """Store a surname that was recognised alone, and give how many suggestions there are."""
    found = recognising.recognise(library, article_id)
    at = found.text.index("Pupin")
    proposal = Proposal("person", "Pupin", ((at, at + 5),), confidence, "tagger")
    return recognising.store(library, structs.replace(found, proposals=(proposal,)))


def test_people_and_countries_are_suggested(library, visit):
    found = names(library, visit, "suggested")
    assert {"Mihajlo Pupin", "Milutin Milanković", "Serbia", "United States", "Italy"} <= found
    assert not names(library, visit)


def test_accepting_one_mention_accepts_that_names_others(library, visit):
    done = mentions.accept(library, [pick(library, visit, "Pupin").id])
    assert len(done) == 2
    assert names(library, visit) == {"Mihajlo Pupin"}
    library.undo()
    assert not names(library, visit)
    assert people.rows(library) == []


def test_accept_all_is_one_step(library, visit):
    mentions.accept_all(library, visit)
    assert not mentions.suggestions(library, visit)
    library.undo()
    assert not names(library, visit)


def test_a_person_accepted_in_two_articles_is_one_person(library, clip, visit):
    other = clip(ELSEWHERE, "bridge.txt").article_id
    mentions.accept(library, [pick(library, visit, "Pupin").id])
    mentions.accept(library, [pick(library, other, "Pupin").id])
    assert [row.article_count for row in people.rows(library)] == [2]


def test_a_rejected_name_is_not_proposed_again_in_that_article(library, visit):
    mentions.reject(library, [pick(library, visit, "Italy").id])
    recognising.propose(library, visit)
    assert "Italy" not in names(library, visit, "suggested", "accepted")


def test_a_rejection_in_one_article_leaves_the_others_alone(library, clip, visit):
    mentions.reject(library, [pick(library, visit, "Pupin").id])
    other = clip(ELSEWHERE, "bridge.txt").article_id
    assert "Mihajlo Pupin" in names(library, other, "suggested")


def test_never_a_person_holds_everywhere(library, clip, visit):
    other = clip(ELSEWHERE, "bridge.txt").article_id
    mentions.reject(library, [pick(library, visit, "Pupin").id], everywhere=True)
    assert "Mihajlo Pupin" not in names(library, other, "suggested")
    recognising.propose(library, other)
    assert "Mihajlo Pupin" not in names(library, other, "suggested")
    library.undo()
    recognising.propose(library, other)
    assert "Mihajlo Pupin" in names(library, other, "suggested")


def test_a_name_can_be_refused_by_hand(library, visit):
    assert mentions.reject_name(library, "mihajlo pupin") == 2
    assert "Mihajlo Pupin" not in names(library, visit, "suggested")


def test_words_can_be_refused_as_a_country(library, visit):
    assert mentions.reject_country_words(library, "Italy") == 1
    recognising.propose(library, visit)
    assert "Italy" not in names(library, visit, "suggested")


def test_recognising_again_keeps_the_suggestions_as_they_are(library, visit):
    before = [one.id for one in mentions.suggestions(library, visit)]
    recognising.propose(library, visit)
    assert [one.id for one in mentions.suggestions(library, visit)] == before


def test_accepted_names_stay_when_the_text_is_recognised_again(library, visit):
    mentions.accept_all(library, visit)
    recognising.propose(library, visit)
    assert not mentions.suggestions(library, visit)


def test_tagging_a_suggested_name_accepts_it(library, visit):
    mentions.tag_person(library, [visit], "Mihajlo Pupin")
    found = mentions.of_article(library, visit, ("accepted",))
    assert [one.start is not None for one in found] == [True, True]


def test_tagging_by_hand_as_a_whole_and_at_a_place(library, visit):
    number = mentions.tag_person(library, [visit], "Jovan Cvijić")
    assert mentions.tag_person(library, [visit], number) == number
    text = articles.text(library, visit).text
    at = text.index("the paper")
    mentions.tag_person(library, [visit], "Politika Staff", Span(at, at + 9))
    held = next(one for one in mentions.of_article(library, visit) if one.name == "Politika Staff")
    assert held.surface == "the paper"
    whole = [one for one in mentions.of_article(library, visit) if one.name == "Jovan Cvijić"]
    assert [one.start for one in whole] == [None]


def test_a_country_is_tagged_by_name_in_any_language(library, visit):
    assert mentions.tag_country(library, [visit], "Österreich") == "AT"
    assert "Austria" in names(library, visit)
    with pytest.raises(BadValue):
        mentions.tag_country(library, [visit], "Ruritania")


def test_untagging_is_remembered(library, visit):
    mentions.accept_all(library, visit)
    mentions.untag_country(library, [visit], "IT")
    recognising.propose(library, visit)
    assert "Italy" not in names(library, visit, "accepted", "suggested")
    library.undo()
    assert "Italy" in names(library, visit)


def test_untagging_what_an_article_does_not_bear_is_refused(library, visit):
    with pytest.raises(NoSuchThing):
        mentions.untag_country(library, [visit], "JP")


def test_tagging_again_takes_a_refusal_back(library, visit):
    mentions.reject(library, [pick(library, visit, "Pupin").id], everywhere=True)
    mentions.tag_person(library, [visit], "Mihajlo Pupin")
    recognising.propose(library, visit)
    assert "Mihajlo Pupin" in names(library, visit)


def test_accepting_as_somebody_else_keeps_the_form_as_a_variant(library, clip, visit):
    mentions.accept(library, [pick(library, visit, "Pupin").id])
    pupin = people.rows(library)[0].id
    other = clip(
        "A letter\n\nMichael Pupin sent a letter to Belgrade in 1919. It was long.", "letter.txt"
    ).article_id
    mentions.accept_as(library, [pick(library, other, "Michael Pupin").id], pupin)
    assert "Michael Pupin" in {form.form for form in people.get(library, pupin).forms}
    assert len(people.rows(library)) == 1


def test_a_name_by_ear_is_an_open_question_and_not_accepted_with_all(library, clip, visit):
    mentions.tag_person(library, [visit], "Boris Yeltsin")
    text = "A letter\n\nBoris Jelzin received a letter in Zürich in 1974. It was long, he said to nobody."
    other = clip(text, "letter.txt").article_id
    group = next((one for one in mentions.groups(library, other) if one.kind == "person"), None)
    assert group is not None
    assert group.has_open_question
    mentions.accept_all(library, other)
    assert group.name in names(library, other, "suggested")


def test_a_suggested_name_that_one_person_bears_is_that_person(library, clip, visit):
    other = clip(ELSEWHERE, "bridge.txt").article_id
    number = mentions.accept(library, [pick(library, visit, "Pupin").id])[0].person_id
    group = next(one for one in mentions.groups(library, other) if "Pupin" in one.name)
    assert (group.mentions[0].person_id, group.person_id) == (None, number)
    assert (group.article_count, group.has_open_question) == (1, False)
    recognising.propose(library, other)
    group = next(one for one in mentions.groups(library, other) if "Pupin" in one.name)
    assert (group.mentions[0].person_id, group.article_count) == (number, 1)


def test_a_country_is_suggested_with_the_number_of_articles_that_bear_it(library, clip, visit):
    mentions.tag_country(library, [visit], "IT")
    other = clip(ELSEWHERE, "bridge.txt").article_id
    counts = {one.country: one.article_count for one in mentions.groups(library, other)}
    assert counts["IT"] == 1


def test_groups_come_most_mentioned_first(library, visit):
    assert mentions.groups(library, visit)[0].name == "Mihajlo Pupin"


def test_an_unknown_suggestion_is_named(library, visit):
    with pytest.raises(NoSuchThing, match="suggestion 999"):
        mentions.accept(library, [999])


def test_a_word_on_no_suggestion_at_all_is_refused(library, visit):
    with pytest.raises(BadValue, match="at least one"):
        mentions.reject(library, [])


def test_a_person_refused_in_an_article_stays_refused_in_its_next_text(library, clip, pupin):
    other = clip(ELSEWHERE, "bridge.txt", url=ADDRESS).article_id
    mentions.reject(library, [pick(library, other, "Pupin").id])
    mentions.reject(library, [pick(library, other, "Marić").id])
    clip(ELSEWHERE.replace("Mihajlo Pupin wrote", "He wrote"), url=ADDRESS)
    rows = library.store.read().execute("SELECT status FROM mention WHERE surface LIKE '%Pupin'")
    assert {row[0] for row in rows} == {"accepted"}  # of the other article
    clip("A line more.\n\n" + ELSEWHERE.replace("Mihajlo Pupin", "Old Mihajlo Pupin"), url=ADDRESS)
    found = mentions.of_article(library, other, ("suggested", "accepted", "rejected"))
    said = {one.name: one.status for one in found}
    assert "Mihajlo Pupin" not in said
    assert said["Mileva Marić"] == "rejected"
    text = articles.text(library, other).text
    assert all(text[one.start : one.end] == one.surface for one in found)


def test_untagging_a_person_is_remembered_and_leaves_the_person(library, visit, pupin):
    mentions.untag_person(library, [visit], pupin)
    recognising.propose(library, visit)
    assert "Mihajlo Pupin" not in names(library, visit, "accepted", "suggested")
    assert [row.article_count for row in people.rows(library)] == [0]
    with pytest.raises(NoSuchThing, match="tag Mihajlo Pupin on this article"):
        mentions.untag_person(library, [visit], pupin)


def test_a_tag_at_a_place_that_bears_it_already_is_not_made_twice(library, visit, pupin):
    held = mentions.of_article(library, visit, ("accepted",))
    mentions.tag_person(library, [visit], pupin, Span(held[0].start + 8, held[0].end))
    assert mentions.of_article(library, visit, ("accepted",)) == held


@pytest.mark.parametrize("confidence", [0.5, 0.9])
def test_a_lone_surname_is_proposed_where_it_is_certain_or_known(library, visit, confidence):
    assert lone(library, visit, confidence) == (confidence > 0.8)
    mentions.tag_person(library, [visit], "Mihajlo Idvorski Pupin")
    assert lone(library, visit, confidence) == 1


def test_a_lone_surname_accepted_as_somebody_is_no_name_of_theirs(library, clip, pupin):
    other = clip(ELSEWHERE, "bridge.txt", propose=False).article_id
    assert lone(library, other, 0.5) == 1
    group = mentions.groups(library, other)[0]
    assert ([row.id for row in group.likely], group.has_open_question) == ([pupin], True)
    done = mentions.accept_as(library, [pick(library, other, "Pupin").id], pupin)
    assert [(one.surface, one.person_id) for one in done] == [("Pupin", pupin)]
    assert [form.form for form in people.get(library, pupin).forms] == ["Mihajlo Pupin"]


def test_a_person_made_while_a_text_was_read_is_the_one_that_it_names(library, clip, visit):
    other = clip(ELSEWHERE, "bridge.txt", propose=False).article_id
    found = recognising.recognise(library, other)
    number = mentions.accept(library, [pick(library, visit, "Pupin").id])[0].person_id
    recognising.store(library, found)
    assert pick(library, other, "Pupin").person_id == number


def test_of_two_of_one_surname_in_an_article_none_is_taken_for_certain(library, clip, visit):
    other = clip(ELSEWHERE, "bridge.txt", propose=False).article_id
    found = recognising.recognise(library, other)
    mentions.accept(library, [pick(library, visit, "Pupin").id])
    mentions.tag_person(library, [other], "Varvara Pupin")
    recognising.store(library, found)
    assert pick(library, other, "Mihajlo").person_id is None


def test_namesakes_are_not_told_apart_by_the_recogniser(library, clip, visit):
    other = clip(ELSEWHERE, "bridge.txt", propose=False).article_id
    found = recognising.recognise(library, other)
    with library.operation("Make namesakes"):
        for _ in range(2):
            people.make(library, "Mihajlo Pupin")
    recognising.store(library, found)
    assert pick(library, other, "Pupin").person_id is None


def test_what_was_found_in_a_text_that_is_read_no_more_is_dropped(library, clip):
    done = clip(url=ADDRESS, propose=False)
    found = recognising.recognise(library, done.article_id)
    clip(ELSEWHERE, url=ADDRESS, propose=False)
    assert recognising.store(library, found) == 0
    assert mentions.suggestions(library) == []
    library.undo()
    library.undo()
    assert recognising.store(library, found) == 0


def test_a_refusal_is_remembered_once(library, visit):
    assert mentions.reject_name(library, "Mihajlo Pupin") == 2
    assert mentions.reject_name(library, "MIHAJLO PUPIN") == 0
    assert [one.kind for one in rows_of.refusals(library.store)] == ["not_person"]


def test_a_case_form_in_another_spelling_asks_whether_it_is_the_known_person(library, clip):
    with library.operation("Make somebody"):
        known = people.make(library, "Ursula von der Leyen")
    text = (
        "Sastanak\n\nPredsednik se juče sastao sa Ursulom fon der Lajen u Briselu i razgovarali su."
    )
    article = clip(text, "sastanak.txt").article_id
    (group,) = [one for one in mentions.groups(library, article) if one.kind == "person"]
    assert group.name == "Ursulom fon der Lajen"
    assert [row.id for row in group.likely] == [known]
    mentions.accept_as(library, [one.id for one in group.mentions], known)
    assert "Ursulom fon der Lajen" in [form.form for form in people.get(library, known).forms]
