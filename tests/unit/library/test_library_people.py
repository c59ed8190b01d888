# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from researchdesk.library import countries, mentions, people, tags
from researchdesk.model.errors import BadValue, NoSuchThing


@pytest.fixture
def vucic(library, visit):
    number = mentions.tag_person(library, [visit], "Aleksandar Vučić")
    people.add_variant(library, number, "Александар Вучић")
    return number


@pytest.mark.parametrize("words", ["vuc", "Вуч", "aleksandar v", "VUČIĆ"])
def test_a_person_is_found_while_typing_in_any_script(library, vucic, words):
    assert [row.id for row in people.find(library, words)] == [vucic]


@pytest.mark.parametrize("name", ["aleksandar vucic", "Александар Вучић", "1"])
def test_a_person_is_named_by_any_form_or_number(library, vucic, name):
    assert people.named(library, name).id == vucic


def test_an_unknown_name_is_said(library, vucic):
    with pytest.raises(NoSuchThing):
        people.named(library, "Nobody Here")


def test_words_without_letters_find_nobody(library, vucic):
    assert people.find(library, " – ") == []


def test_an_unknown_number_is_named(library, vucic):
    with pytest.raises(NoSuchThing, match="person 77"):
        people.get(library, 77)
    with pytest.raises(NoSuchThing, match="person 78"):
        people.trash(library, [vucic, 78])
    assert people.get(library, vucic).trashed_on is None


def test_a_name_that_is_known_already_is_kept_once(library, vucic):
    before = people.get(library, vucic)
    assert people.add_variant(library, vucic, "Александар Вучић") == before
    assert people.add_variant(library, vucic, "Aleksandar Vučić") == before


def test_renaming_keeps_the_old_name_as_a_variant(library, vucic):
    held = people.rename(library, vucic, "Aleksandar N. Vučić")
    assert held.preferred_name == "Aleksandar N. Vučić"
    kinds = {form.form: form.kind for form in held.forms}
    assert kinds["Aleksandar Vučić"] == "variant"
    library.undo()
    assert people.get(library, vucic).preferred_name == "Aleksandar Vučić"


def test_renaming_to_a_known_variant_makes_it_preferred(library, vucic):
    held = people.rename(library, vucic, "Александар Вучић")
    assert [form.form for form in held.forms if form.kind == "preferred"] == ["Александар Вучић"]


def test_an_empty_name_is_refused(library, vucic):
    with pytest.raises(BadValue):
        people.rename(library, vucic, " – ")


def test_a_trashed_person_is_out_of_lists_and_comes_back_with_its_tags(library, visit, vucic):
    people.trash(library, [vucic])
    assert people.rows(library) == []
    assert "Aleksandar Vučić" not in {one.name for one in mentions.of_article(library, visit)}
    people.restore(library, [vucic])
    assert people.rows(library)[0].article_count == 1


def test_namesakes_are_not_guessed(library, visit, vucic):
    with library.operation("Make a namesake"):
        people.make(library, "Aleksandar Vučić")
    with pytest.raises(BadValue, match="single person"):
        people.named(library, "Aleksandar Vučić")


@pytest.mark.parametrize(
    ("words", "code"), [("rs", "RS"), ("Serbia", "RS"), ("Srbija", "RS"), ("Сербия", "RS")]
)
def test_a_country_is_known_by_code_or_name(words, code):
    assert countries.code_of(words) == code


def test_countries_are_counted(library, visit):
    mentions.tag_country(library, [visit], "Italy")
    assert [(row.code, row.name, row.article_count) for row in countries.rows(library)] == [
        ("IT", "Italy", 1)
    ]
    assert {"RS", "XK", "YU"} <= {row.code for row in countries.all_countries()}


def test_tags_are_one_whatever_their_case_and_go_with_their_last_article(library, visit):
    tags.add(library, [visit], "Court")
    tags.add(library, [visit], "court")
    assert [(row.name, row.article_count) for row in tags.rows(library)] == [("Court", 1)]
    tags.remove(library, [visit], "COURT")
    assert tags.rows(library) == []
    library.undo()
    assert [row.name for row in tags.rows(library)] == ["Court"]


def test_tags_are_renamed_merged_coloured_and_deleted(library, clip, visit):
    tags.add(library, [visit], "court")
    tags.add(library, [visit], "courts")
    with pytest.raises(BadValue):
        tags.rename(library, "court", "Courts")
    tags.merge(library, "courts", "court")
    tags.rename(library, "court", "law")
    tags.set_colour(library, "law", "blue")
    assert [(row.name, row.colour, row.article_count) for row in tags.rows(library)] == [
        ("law", "blue", 1)
    ]
    with pytest.raises(BadValue):
        tags.set_colour(library, "law", "pink")
    tags.delete(library, "law")
    assert tags.rows(library) == []
    with pytest.raises(NoSuchThing):
        tags.remove(library, [visit], "law")


def test_a_tag_merged_into_itself_stays_as_it_is(library, visit):
    tags.add(library, [visit], "court")
    steps = library.history()
    tags.merge(library, "court", "COURT")
    assert [(row.name, row.article_count) for row in tags.rows(library)] == [("court", 1)]
    assert library.history() == steps


@pytest.mark.parametrize("name", ["", " / ", "two\nlines", "x" * 201])
def test_what_cannot_name_a_tag_is_refused(library, visit, name):
    with pytest.raises(BadValue, match="in one line"):
        tags.add(library, [visit], name)
    assert tags.rows(library) == []


def test_tags_below_a_tag_are_renamed_with_it_and_none_is_overrun(library, visit):
    for name in ("work", "work/court", "work/court/fees", "workshop", "job/court"):
        tags.add(library, [visit], name)
    with pytest.raises(BadValue, match="another tag has it"):
        tags.rename(library, "work", "job")
    tags.rename(library, "Work", "trade")
    names = [row.name for row in tags.rows(library)]
    assert names == ["job/court", "trade", "trade/court", "trade/court/fees", "workshop"]
    library.undo()
    assert "work/court" in [row.name for row in tags.rows(library)]


def test_a_name_is_found_among_people_who_share_its_given_name(library, visit):
    with library.operation("Make a crowd"):
        for at in range(people.COMMON + 5):
            letters = "bdgklmnprstvz"
            people.make(library, f"Boris {letters[at % 13].upper()}a{letters[at // 13]}arević")
        wanted = people.make(library, "Борис Јељцин")
    assert people.matching(library, "Boris Yeltsin") == [wanted]
    assert people.bearers(library, "Јељцин") == [wanted]
    assert people.find(library, "bor yel") == []
    assert [row.id for row in people.find(library, "bor jel")] == [wanted]


def test_a_pinned_person_stands_first(library, visit, vucic):
    other = mentions.tag_person(library, [visit], "Ilir Meta")
    people.pin(library, other, is_pinned=True)
    assert people.rows(library)[0].id == other
    before = len(library.history())
    people.pin(library, other, is_pinned=True)
    assert len(library.history()) == before


@pytest.mark.parametrize("name", ["Ab" * 101, "😀 ·", " "])
def test_a_name_that_is_none_or_too_long_is_refused(library, name):
    with pytest.raises(BadValue), library.operation("Make nobody"):
        people.make(library, name)
    assert people.rows(library) == []
