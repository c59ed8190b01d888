# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from researchdesk.library import articles, mentions, people, recognising
from researchdesk.model.errors import BadValue, NoSuchThing
from researchdesk.model.passage import Span
from tests.unit.library.visit_texts import ELSEWHERE


def names(library, article_id, *statuses):
    return {one.name for one in mentions.of_article(library, article_id, statuses or ("accepted",))}


def pick(library, article_id, part):
    return next(one for one in mentions.suggestions(library, article_id) if part in one.name)


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


def test_groups_come_most_mentioned_first(library, visit):
    assert mentions.groups(library, visit)[0].name == "Mihajlo Pupin"


def test_an_unknown_suggestion_is_named(library, visit):
    with pytest.raises(NoSuchThing, match="suggestion 999"):
        mentions.accept(library, [999])
