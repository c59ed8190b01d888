# SPDX-License-Identifier: MIT
from __future__ import annotations

import re
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from researchdesk.entities import breaks as packed_breaks
from researchdesk.entities.words import breaks, fold, guess_language, sentences, tokens


@pytest.mark.parametrize("word", ["Vučić", "Вучић", "VUČIĆ", "vucic", "Vuc\u030cic\u0301"])
def test_one_name_in_any_script_case_or_unicode_form_folds_to_one(word):
    assert fold(word) == "vucic"


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Đoković", "dokovic"),
        ("Łódź", "lodz"),
        ("Straße", "strasse"),
        ("Ørsted", "orsted"),
        ("Καβάφης", "kavafis"),
    ],
)
def test_letters_of_other_alphabets_fold_to_plain_ones(word, folded):
    assert fold(word) == folded


@given(st.text())
def test_tokens_are_slices_of_the_text_in_order(text):
    at = 0
    for token in tokens(text):
        assert at <= token.start < token.end <= len(text)
        assert token.word == "'s" or text[token.start : token.end] == token.word
        at = token.end


def test_possessives_and_elisions_are_tokens_of_their_own():
    assert [token.word for token in tokens("Tesla's dell'Interno U.S. O'Neill-Smith")] == [
        "Tesla", "'s", "dell'", "Interno", "U.S.", "O'Neill-Smith",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The house of the king was on the hill, and it is there to this day.", "en"),
        ("Das Haus des Königs war auf dem Hügel, und es ist nicht mehr da.", "de"),
        ("Кућа је била на брду и тамо ће остати.", "sr"),
        ("Дом был на холме, и это не то место.", "ru"),
        ("Будинок був на горі, і його більше немає.", "uk"),
        ("12 34", "en"),
    ],
)
def test_the_language_is_guessed(text, language):
    assert guess_language(text) == language


@pytest.mark.parametrize(
    "parts",
    [
        ["It rained.", "Then “it stopped.”", "Dr. Who said so!", "\n", "A heading", "\n", "The end"],
        ["J. R. R. Tolkien met Mr. Smith.", "In the U.S. Army he was no. 3.", "He said no.", "Then No. 5 came."],
        ["He left the U.S. in 1945.", "They stayed in the U.S.", "The rest... and more... is lost.", "So?!"],
        ["Er kam am 3. Mai 1900.", "Prof. Dr. Müller ging z. B. nach Wien.", "Das war Punkt 12.", "Dann kam er."],
        ["Рекао је др. Петровић.", "Г. Николић је отишао 22. јуна.", "Ул. Кнеза Милоша бр. 5 је ту."],
        ["今日は。", "元気？", "はい。"],
    ],
)  # fmt: skip
def test_sentences_end_at_stops_and_line_feeds_but_not_in_shortened_words(parts):
    text = " ".join(parts).replace(" \n ", "\n")
    assert [text[start:end] for start, end in sentences(text)] == [
        part for part in parts if part != "\n"
    ]


def test_line_feeds_of_windows_leave_no_white_space_in_sentences():
    text = "One line\r\nand another.\r\n\r\nThe last"
    assert [text[start:end] for start, end in sentences(text)] == [
        "One line", "and another.", "The last",
    ]  # fmt: skip


@given(st.text())
def test_sentences_lie_in_the_text_in_order(text):
    at = 0
    for start, end in sentences(text):
        assert at <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        at = end


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("Ada met Bob", False),
        ("Ada met Dr. Bob", False),
        ("Ada met Dr. Bob. He left.", False),
        ("Dr. Who saw it. Ada met Bob.", False),
        ("Ada left. Bob stayed", True),
        ("Ada met Dr. Who. Bob stayed", True),
        ("Ada\nBob", True),
    ],
)
def test_a_sentence_ends_between_two_names_or_it_does_not(text, parted):
    start, end = text.index("Ada"), text.index("Bob")
    assert any(start <= place < end for place, _ in breaks(text)) == parted
    together = any(left <= start and end < right for left, right in sentences(text))
    assert together != parted


@given(st.text('aB .!?…\n"”)。！？」5'))
def test_breaks_and_sentences_say_the_same(text):
    places = list(breaks(text))
    for start, end in sentences(text):
        assert all(place <= start or ends_in(text, place, start, end) for place, _ in places)
    assert [place for place, ends in places if ends] == [
        one.start() for one in re.finditer(r"\n+", text)
    ]


def ends_in(text, place, start, end):
    """Say whether a break stands behind a sentence, or before the mark at its end."""
    return place >= end or not re.search(r"\w", text[place:end])


def test_breaks_are_packed_with_their_places_and_paragraphs():
    texts = ["One. Two\n\nThree 𝕏s. Four", "", "No end"]
    bodies = [text.encode() for text in texts]
    answer, made = packed_breaks.of_payload(b"".join(bodies), [len(one) for one in bodies])
    assert answer == {"sizes": [12, 0, 0]}
    assert array("I", made).tolist() == [2 * 3, 2 * 8 + 1, 2 * 18]
