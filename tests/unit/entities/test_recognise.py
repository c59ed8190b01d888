# SPDX-License-Identifier: MIT
from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from researchdesk.entities import countries, tagger
from researchdesk.entities.answers import answer, answer_line, recognised
from researchdesk.entities.known import KnownForms
from researchdesk.entities.suggest import Recogniser
from researchdesk.model.errors import BadValue
from researchdesk.model.people import KnownForm, PersonId

NOBODY = KnownForms(())
NEWS = """President Woodrow Wilson received Mihajlo Pupin in Paris. The Wilson administration had asked Serbia and Italy
for their maps. Pupin, a professor in the United States, met Albanian and Italian delegates. Wilson Tower is a hotel.
"""
PIECES = [
    "Nikola Tesla ",
    "Мария Кюри ",
    "Serbia ",
    "Italijom ",
    "😀 ",
    "\n\n",
    "e\u0301 ",
    "U.S. ",
    "said ",
    ". ",
    "12 ",
    "’s ",
]


def people(text, language="en", known=NOBODY):
    return {one["name"]: one["mentions"] for one in recognised(text, language, known)["people"]}


def codes(text, language="en"):
    return {one["code"] for one in recognised(text, language, NOBODY)["countries"]}


def test_people_and_countries_of_a_news_text():
    assert set(people(NEWS)) == {"Woodrow Wilson", "Mihajlo Pupin"}
    assert codes(NEWS) == {"RS", "IT", "US", "AL"}


def test_a_lone_surname_joins_its_bearer_but_not_inside_another_name():
    spans = people(NEWS)["Woodrow Wilson"]
    assert all(NEWS[end : end + 6] != " Tower" for _, end in spans)
    assert NEWS[slice(*people(NEWS)["Mihajlo Pupin"][1])] == "Pupin"


def test_two_bidens_stay_two():
    assert set(people("Joe Biden and Hunter Biden met. Joe Biden left.")) == {
        "Joe Biden",
        "Hunter Biden",
    }


def test_a_country_is_never_inside_a_person_or_an_organisation():
    assert codes("Michael Jordan scored again for Chicago.") == set()
    assert codes("American Airlines and the British Museum closed; Air France did not.") == set()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Voters in Atlanta and Savannah, Georgia, waited.", set()),
        ("Georgia and Armenia share the Caucasus; Tbilisi said so.", {"GE", "AM"}),
        ("He was born in Lebanon, Pa., in 1870.", set()),
        ("She speaks French and reads in German.", set()),
        ("It cost US$40, they tell us.", set()),
        ("New Mexico is not in Latin America.", set()),
        ("The Soviet Union and Yugoslavia were there.", {"SU", "YU"}),
    ],
)
def test_false_friends_among_country_names(text, found):
    assert codes(text) == found


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Sastanak sa Srbijom i Italijom, u Hrvatskoj.", "sr", {"RS", "IT", "HR"}),
        ("Разговор са Србијом и Албанијом.", "sr", {"RS", "AL"}),
        ("Deutschlands Nachbarn sind Polen und Frankreich.", "de", {"DE", "PL", "FR"}),
        ("Договор с Германией и Италией.", "ru", {"DE", "IT"}),
        ("Ταξίδι στην Κύπρο και την Ιταλία.", "el", {"CY", "IT"}),
    ],
)
def test_countries_in_their_case_forms(text, language, found):
    assert codes(text, language) == found


def test_the_users_forms_are_found_with_case_endings_and_say_whom():
    known = KnownForms([("Vuk Karadžić", 7)])
    found = recognised("Pismo Vuka Karadžića stiglo je u Beč.", "sr", known)["people"]
    assert [one["known"] for one in found] == [[7]]


def test_namesakes_are_both_named():
    known = KnownForms([("Vuk Karadžić", 7), ("Vuk Karadžić", 8)])
    assert recognised("Vuk Karadžić je pisao.", "sr", known)["people"][0]["known"] == [7, 8]


def test_without_the_tagger_known_forms_are_still_found(monkeypatch):
    monkeypatch.setattr(tagger, "is_tagger_there", lambda: False)
    assert people(
        "Mihajlo Pupin met Woodrow Wilson.", "en", KnownForms([("Mihajlo Pupin", 1)])
    ) == {"Mihajlo Pupin": [[0, 13]]}


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.sampled_from(["en", "sr", "de", "ru", None]),
)
def test_proposals_lie_in_the_text_do_not_overlap_and_are_the_same_twice(text, language):
    found = recognised(text, language, NOBODY)
    spans = [
        tuple(span) for one in (*found["people"], *found["countries"]) for span in one["mentions"]
    ]
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
    for one in found["people"]:
        assert all(
            any(char.isupper() for char in text[start:end]) for start, end in one["mentions"]
        )
    ordered = sorted(span for one in found["people"] for span in map(tuple, one["mentions"]))
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(ordered))
    assert recognised(text, language, NOBODY) == found


@pytest.mark.parametrize(
    "text", ["", " ", "12 34", "\n" * 50, "Word" * 50_000, "A " * 20_000, "中" * 1000]
)
def test_odd_texts_break_nothing(text):
    recognised(text, None, NOBODY)


def test_offsets_hold_behind_emoji_and_in_decomposed_text():
    text = "😀😀 " + unicodedata.normalize("NFD", "Мина Карађорђевић је у Србији.")
    for one in recognised(text, "sr", NOBODY)["countries"]:
        assert text[slice(*one["mentions"][0])].startswith("Срб")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("RS", "RS"),
        ("србија", "RS"),
        ("Srbije", "RS"),
        ("Österreich", "AT"),
        ("British", "GB"),
        ("USA", "US"),
        ("Côte d’Ivoire", "CI"),
        ("Bosnia and Herzegovina", "BA"),
        ("Ruritania", None),
        ("", None),
    ],
)
def test_codes_of_words(words, code):
    assert countries.code_of(words) == code


def test_every_code_has_a_name_and_its_name_leads_back_to_it():
    for code in countries.all_codes():
        name = countries.country_name(code)
        assert name != code
        assert countries.code_of(name) == code
    assert countries.country_name("RS", "sr") == "Srbija"
    assert countries.country_name("ZZ") == "ZZ"


def test_batch_lines_are_checked():
    assert answer_line({"pair": ["Boris Yeltsin", "Jelzin"]}) == {"match": True}
    for line in (
        {},
        {"pair": ["one"]},
        {"text": 3},
        {"text": "x", "language": 3},
        {"text": "x", "known": "y"},
    ):
        with pytest.raises(BadValue):
            answer_line(line)


def test_the_child_is_handed_the_users_forms_once_and_again_when_they_change():
    recogniser = Recogniser()
    text = "Pismo Vuka Karadžića stiglo je."
    found = recogniser.recognise(text, "sr", [KnownForm("Vuk Karadžić", PersonId(7))], 1)
    assert [one.known_id for one in found] == [7]
    assert [one.known_id for one in recogniser.recognise(text, "sr", [], 1)] == [7]
    assert [
        one.known_id for one in recogniser.recognise(text, "sr", [], 2) if one.kind == "person"
    ] in ([None], [])
    recogniser.close()


def test_the_childs_answers_are_those_of_this_process():
    answer({"verb": "known", "forms": []}, b"")
    assert answer({"verb": "recognise", "text": NEWS, "language": "en"}, b"") == recognised(
        NEWS, "en", NOBODY
    )
    assert answer({"verb": "line", "line": {"pair": ["A B", "A B"]}}, b"") == {"match": True}
