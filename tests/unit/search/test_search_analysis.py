# SPDX-License-Identifier: MIT
"""One form in which all spellings of a word meet."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from researchdesk.search.analysis import (
    LETTERS,
    LONGEST,
    WORD,
    fold,
    folded_words,
    placed_words,
    raw_list,
    raw_words,
    words,
)
from researchdesk.search.schema import FoldAnalyzer

SPELLINGS = {
    "vucic": ("Vučić", "VUČIĆ", "vucic", "Вучић", "ВУЧИЋ"),
    "dokovic": ("Đoković", "Ђоковић", "đoković"),
    "strasse": ("Straße", "STRASSE", "strasse"),
    "orsted": ("Ørsted", "orsted"),
    "lodz": ("Łódź", "lodz"),
    "kilic": ("Kılıç", "KILIÇ", "kilic"),
    "istanbul": ("İstanbul", "Istanbul"),
    "oeuvre": ("Œuvre", "œuvre"),
    "thor": ("Þór", "Thor"),
    "aegis": ("Ægis", "ægis"),
    "putin": ("Путин", "Putin"),
    "ljubljana": ("Љубљана", "Ljubljana"),
    "dzungla": ("Џунгла", "Džungla"),
    "us": ("U.S.", "u.s.", "US"),
    "government": ("govern\u00adment", "Government", "gov\u200dernment"),
    "file": ("ﬁle", "file"),
}


@pytest.mark.parametrize(
    ("form", "spelling"), [(form, one) for form, every in SPELLINGS.items() for one in every]
)
def test_all_spellings_of_a_word_meet(form, spelling):
    assert fold(spelling) == form
    assert fold(unicodedata.normalize("NFD", spelling)) == form
    assert fold(unicodedata.normalize("NFC", spelling)) == form


def test_both_greek_forms_of_sigma_meet():
    assert fold("ΟΔΟΣ") == fold("οδος") == fold("οδοσ")


def test_kana_keep_their_marks_and_hangul_its_syllables():
    assert fold("ガラス") != fold("カラス")
    assert fold("ｶﾞﾗｽ") == fold("ガラス")
    assert fold(unicodedata.normalize("NFD", "한국")) == fold("한국")


def test_words_split_at_apostrophes_hyphens_dots_and_underscores():
    assert folded_words("O'Brien’s state-of-the-art snake_case 3.5 e-mail") == [
        *("o", "brien", "s", "state", "of", "the", "art", "snake", "case", "3", "5", "e", "mail")
    ]


def test_an_acronym_with_dots_is_one_word():
    assert folded_words("The U.S. and the e.g. of it.") == [
        *("the", "us", "and", "the", "eg", "of", "it")
    ]


def test_stop_words_are_kept():
    assert folded_words("to be or not to be") == ["to", "be", "or", "not", "to", "be"]


def test_combining_marks_do_not_split_a_word():
    nfd = unicodedata.normalize("NFD", "Vučić čeka")
    assert [nfd[start:end] for _, start, end in words(nfd)] == [
        unicodedata.normalize("NFD", "Vučić"),
        unicodedata.normalize("NFD", "čeka"),
    ]
    assert len(folded_words("हिन्दी भाषा")) == 2


def test_unspaced_scripts_give_pairs_and_the_last_character():
    assert folded_words("東京都 in Japan") == ["東京", "京都", "都", "in", "japan"]
    assert [(start, end) for _, start, end in words("x東京")] == [(0, 1), (1, 3), (2, 3)]
    assert folded_words("ไทย") == ["ไท", "ทย", "ย"]


def test_a_word_is_cut_and_punctuation_gives_none():
    assert folded_words("a" * 500) == ["a" * LONGEST]
    assert folded_words("+++ — … \u200d \u0301 😀") == []


@given(st.text(max_size=60))
def test_offsets_are_places_of_the_text_and_forms_stay_as_they_are(text):
    for folded, start, end in words(text):
        assert 0 <= start < end <= len(text)
        assert folded
        assert fold(text[start:end].replace("_", " ")) == folded
    assert folded_words(text) == [folded for folded, _, _ in words(text)]
    starts = [start for _, start, _ in raw_words(text)]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("⒈", "1"),
        ("ⓐ⒈", "a1"),
        ("カᴷ", "カk"),
        ("ｶ", "カ"),
        ("№", "no"),
        ("ﬁn", "fin"),
        ("㉮", "가"),
    ],
)
def test_a_letter_in_another_dress_is_that_letter(written, typed):
    assert fold(written) == fold(typed)


@pytest.mark.parametrize("around", ["{}", "a{}", "ж{}", "{}か", "一{}", "{}\u0301"])
def test_folding_twice_is_folding_once_for_every_character_that_has_another_form(around):
    for c in map(chr, range(sys.maxunicode)):
        if c != unicodedata.normalize("NFKD", c) or c != c.lower():
            text = around.format(c)
            assert fold(fold(text)) == fold(text), text


@given(st.text(max_size=12))
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_whoosh_gets_our_words_as_tokens():
    tokens = [
        (token.text, token.pos, token.startchar, token.endchar)
        for token in FoldAnalyzer()("Žuta čaša", positions=True, chars=True)
    ]
    assert tokens == [("zuta", 0, 0, 4), ("casa", 1, 5, 9)]


@pytest.mark.parametrize("text", ["ガラス店のガス", "한국어 문장", "がぎぐ", "ဦးလေး"])
def test_composed_and_decomposed_unspaced_texts_give_the_same_words(text):
    nfd = unicodedata.normalize("NFD", text)
    assert folded_words(nfd) == folded_words(text)


@given(st.text("aZ9. é\u0301東ไb'-\u00ad_Ћ", max_size=16))
def test_a_word_is_letters_or_letters_with_dots(text):
    plain = re.compile(rf"(?:[A-Za-z]\.){{2,}}|[{LETTERS}]+")
    assert WORD.findall(text) == plain.findall(text)


@given(st.text("aZ9. é\u0301東京ไb'-\u00ad_Ћ", max_size=16))
def test_words_have_their_places_whichever_way_they_are_looked_for(text):
    raws, starts = placed_words(text)
    assert list(zip(raws, starts, strict=False)) == [(raw, at) for raw, at, _ in raw_words(text)]
    assert raw_list(text) == raws
