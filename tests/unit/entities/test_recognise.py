# SPDX-License-Identifier: MIT
"""What holds of every text, and what the recognising child does."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from researchdesk.config.children import Child, ChildDied, ChildTooSlow
from researchdesk.entities import tagger
from researchdesk.entities.answers import answer, answer_line, recognised
from researchdesk.entities.grouping import fit, grouped
from researchdesk.entities.known import KnownForms
from researchdesk.entities.lists import words_of
from researchdesk.entities.suggest import Recogniser
from researchdesk.entities.words import fold, tokens
from researchdesk.model.errors import BadValue
from researchdesk.model.people import KnownForm, PersonId

NOBODY = KnownForms(())
NEWS = """President Woodrow Wilson received Mihajlo Pupin in Paris. The Wilson administration had asked Serbia and Italy
for their maps. Pupin, a professor in the United States, met Albanian and Italian delegates. Wilson Tower is a hotel.
"""
PIECES = [
    "Nikola Tesla ", "Мария Кюри ", "Serbia ", "Italijom ", "Michael Jordan ", "Ana ", "de la Cruz ", "el-Sisi ",
    "Deutsche Bank ", "deutsch-", "Canada-wide ", "Korea ", "Georgia, ", "US ", "😀 ", "\n\n", "\r\n", "e\u0301 ",
    "V\u030cuk ", "U.S. ", "said ", ". ", "12 ", "’s ", "/ ", "( ", "Ь ", "W. ", "中文 ", "გიორგი ", "ǅ",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
LANGUAGES = ["en", "sr", "de", "ru", "tr", "hu", "fr", None]
KNOWN = KnownForms([("Nikola Tesla", 1), ("Ana", 2), ("გიორგი", 3), ("de la Cruz", 4)])


def people(text, language="en", known=NOBODY):
    return {one["name"]: one["mentions"] for one in recognised(text, language, known)["people"]}


def spans_of(found):
    """Give the spans of all proposals; two countries may share one: "the two Koreas"."""
    people_ = [tuple(span) for one in found["people"] for span in one["mentions"]]
    return [*people_, *{tuple(span) for one in found["countries"] for span in one["mentions"]}]


def check(text, found):
    spans = spans_of(found)
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
    for one in found["people"]:
        for start, _ in one["mentions"]:
            assert text[start] == text[start].title()
        assert one["mentions"] == sorted(one["mentions"])
        assert 0 < one["confidence"] <= 1
    for one, other in itertools.pairwise(sorted(spans)):
        assert one[1] <= other[0]


def test_people_and_countries_of_a_news_text():
    assert set(people(NEWS)) == {"Woodrow Wilson", "Mihajlo Pupin"}
    found = recognised(NEWS, "en", NOBODY)["countries"]
    assert {one["code"] for one in found} == {"RS", "IT", "US", "AL"}


def test_a_lone_surname_joins_its_bearer_but_not_inside_another_name():
    spans = people(NEWS)["Woodrow Wilson"]
    assert all(NEWS[end : end + 6] != " Tower" for _, end in spans)
    assert NEWS[slice(*people(NEWS)["Mihajlo Pupin"][1])] == "Pupin"


def test_two_names_with_particles_share_no_word():
    text = "Nikola Tesla Nikola Tesla de la Cruz de la Cruz "
    found = recognised(text, "sr", KNOWN)
    check(text, found)
    assert "Tesla de la Cruz" in [one["name"] for one in found["people"]]


def test_the_users_forms_are_found_with_case_endings_and_say_whom():
    known = KnownForms([("Vuk Karadžić", 7)])
    found = recognised("Pismo Vuka Karadžića stiglo je u Beč.", "sr", known)["people"]
    assert [one["known"] for one in found] == [[7]]


def test_namesakes_are_both_named():
    known = KnownForms([("Vuk Karadžić", 7), ("Vuk Karadžić", 8)])
    assert recognised("Vuk Karadžić je pisao.", "sr", known)["people"][0]["known"] == [7, 8]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("sr", "Sastao se sa Ursulom fon der Lajen u Briselu juče.", "Ursulom fon der Lajen"),
        ("sr", "Састао се са Урсулом фон дер Лајен у Бриселу.", "Урсулом фон дер Лајен"),
        ("sr", "Haljina je od Oskara de la Rente.", "Oskara de la Rente"),
        ("sr", "Knjiga je od Viktora de Lune.", "Viktora de Lune"),
        ("ru", "Он встретился с Урсулой фон дер Ляйен в Брюсселе.", "Урсулой фон дер Ляйен"),
        ("uk", "Зустріч з Урсулою фон дер Ляєн у Києві.", "Урсулою фон дер Ляєн"),
        ("sl", "Pogovarjal se je z Alexandrom van der Bellnom na Dunaju.", "Alexandrom van der Bellnom"),
        ("hu", "A hírek szerint Ursula von der Leyen elutazott.", "Ursula von der Leyen"),
    ],
)  # fmt: skip
def test_a_name_with_particles_inside_is_proposed_in_any_case(language, text, name):
    assert people(text, language, NOBODY) == {
        name: [[text.index(name), text.index(name) + len(name)]]
    }


@pytest.mark.parametrize(
    "text",
    [
        "Putovali su u Rio de Žaneiro letos.",
        "To su Srbi van Srbije i drugi.",
        "Kada van Beograda pada sneg.",
        "To je SPD fon der LAJEN plan.",
        "Reka Fon dere Lajen obalu.",
    ],
)
def test_particles_between_capitals_alone_make_no_person(text):
    assert not any("an " in name or " d" in name for name in people(text, "sr", NOBODY))


@pytest.mark.parametrize(
    ("language", "form", "text"),
    [
        ("sr", "Šarl de Gol", "Govorio je o Šarlu de Golu i drugima."),
        ("ru", "Шарль де Голль", "Встреча с Шарлем де Голлем прошла."),
        ("uk", "Урсула фон дер Ляєн", "Зустріч з Урсулою фон дер Ляєн."),
        ("cs", "Ursula von der Leyenová", "Setkal se s Ursulou von der Leyenovou."),
        ("nl", "Mark van der Berg", "Dit is Mark van der Bergs boek."),
    ],
)
def test_a_known_name_with_particles_inside_is_found_in_any_case(language, form, text):
    (found,) = recognised(text, language, KnownForms([(form, 7)]))["people"]
    assert found["known"] == [7]


def test_forms_of_scripts_without_capitals_and_behind_particles_are_known():
    known = KnownForms([("გიორგი საბა", 1), ("de Gaulle", 2), ("", 3)])
    found = recognised("გიორგი საბა and Gaulle spoke.", "en", known)["people"]
    assert [one["known"] for one in found] == [[1], [2]]


def test_without_the_tagger_known_forms_are_still_found(monkeypatch):
    monkeypatch.setattr(tagger, "is_tagger_there", lambda: False)
    known = KnownForms([("Mihajlo Pupin", 1)])
    assert people("Mihajlo Pupin met Woodrow Wilson.", "en", known) == {"Mihajlo Pupin": [[0, 13]]}


@pytest.mark.parametrize("is_there", [True, False])
def test_the_preferences_can_ask_for_the_tagger(monkeypatch, is_there):
    tagger._crfsuite.cache_clear()
    if not is_there:
        monkeypatch.setitem(__import__("sys").modules, "pycrfsuite", None)
    assert tagger.is_tagger_there() == is_there
    tagger._crfsuite.cache_clear()


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES), st.sampled_from([NOBODY, KNOWN]))
def test_proposals_lie_in_the_text_do_not_overlap_and_are_the_same_twice(text, language, known):
    found = recognised(text, language, known)
    check(text, found)
    assert recognised(text, language, known) == found


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200), st.sampled_from(LANGUAGES))
def test_any_text_at_all_is_read(text, language):
    check(text, recognised(text, language, NOBODY))


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "12 34", "\n" * 50, "A" * 1_000_000, "Word" * 250_000, "A " * 20_000, "中" * 1000, "U." * 20_000,
        "Canada-" * 5_000, "A\u0301\u0301" * 1000, "Atlanta, Georgia, " * 5_000, "Ann Smith " * 5_000,
        "\ufffd\u200b\u202e",
    ],
    ids=lambda text: ascii(text[:6]),
)  # fmt: skip
def test_odd_texts_break_nothing(text):
    check(text, recognised(text, None, NOBODY))


def test_each_name_is_compared_only_with_those_it_shares_a_word_with(monkeypatch):
    compared = []

    def counted(short, long, language):
        compared.append(short)
        return fit(short, long, language)

    monkeypatch.setattr("researchdesk.entities.grouping.fit", counted)
    given, surnames = (
        [word for word in sorted(words_of(name)) if word.isalpha()][5000:8000:10]
        for name in ("given_names", "family_names")
    )
    pairs = list(zip(given, surnames, strict=True))
    words = tokens(" ".join(f"{one.title()} {other.title()}." for one, other in pairs))
    runs = {(3 * number, 3 * number + 2): 0.9 for number in range(len(pairs))}
    assert len(grouped(words, [fold(one.word) for one in words], runs, "en")) == len(pairs)
    assert len(compared) < len(pairs)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_offsets_hold_behind_emoji_in_any_form_of_the_text(form, line_end):
    plain = "😀😀 Мина Карађорђевић је у Србији.\nАлександар Караџић ћути."
    text = unicodedata.normalize(form, plain.replace("\n", line_end))
    found = recognised(text, "sr", NOBODY)
    check(text, found)
    assert [text[slice(*one["mentions"][0])][:3] for one in found["countries"]] == ["Срб"]
    assert any("Мина" in one["name"] for one in found["people"])


def test_batch_lines_are_checked():
    assert answer_line({"pair": ["Boris Yeltsin", "Jelzin"]}) == {"match": True}
    for line in (
        {},
        {"pair": ["one"]},
        {"pair": [1, 2]},
        {"text": 3},
        {"text": "x", "language": 3},
        {"text": "x", "known": "y"},
    ):
        with pytest.raises(BadValue):
            answer_line(line)


def test_a_batch_line_takes_known_forms():
    line = {"text": "Zyxw Vutsr spoke.", "language": "en", "known": ["Zyxw Vutsr"]}
    assert [one["known"] for one in answer_line(line)["people"]] == [[0]]


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


@pytest.mark.warns("no proposals for a text of 4 code points")
@pytest.mark.parametrize("fault", [ChildDied("MemoryError"), ChildTooSlow()])
def test_a_text_that_the_child_cannot_master_has_no_proposals(monkeypatch, fault):
    def fail(*_args, **_kwargs):
        raise fault

    monkeypatch.setattr(Child, "ask", fail)
    assert Recogniser().recognise("Text", "en", [], 1) == []


def test_the_childs_answers_are_those_of_this_process():
    answer({"verb": "known", "forms": []}, b"")
    assert answer({"verb": "recognise", "text": NEWS, "language": "en"}, b"") == recognised(
        NEWS, "en", NOBODY
    )
    assert answer({"verb": "line", "line": {"pair": ["A B", "A B"]}}, b"") == {"match": True}
