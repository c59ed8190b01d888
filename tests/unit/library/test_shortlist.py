# SPDX-License-Identifier: MIT
"""Anything is found by a few letters of its name, the best fit first."""

from __future__ import annotations

import pytest

from researchdesk.library import notes, search, searches, shortlist, tags
from researchdesk.library.shortlist import BEGINS, INITIALS, LETTERS, WORDS, Shortlist, marks_of
from researchdesk.model.offer import Offer


def offers(*names, kind="command"):
    return [Offer(kind, name, name) for name in names]


def found(held, typed, most=8):
    return [fit.offer.words for fit in held.best(typed, most)]


def strong(typed, name):
    return "".join(name[start:end] for start, end in marks_of(typed, name))


def test_initials_come_before_letters_in_order():
    held = Shortlist(offers("Accept", "Select the sentence", "Clip the clipboard"))
    assert found(held, "cc") == ["Clip the clipboard", "Accept", "Select the sentence"]
    assert [fit.rank for fit in held.best("cc")] == [INITIALS, LETTERS, LETTERS]
    assert [fit.is_poor for fit in held.best("cc")] == [False, True, True]


def test_the_beginning_comes_before_a_word_in_the_middle_and_that_before_initials():
    held = Shortlist(offers("Now or then, elsewhere", "A new note", "Note", "Cannot escape"))
    assert found(held, "note") == ["Note", "A new note", "Now or then, elsewhere", "Cannot escape"]
    assert [fit.rank for fit in held.best("note")] == [BEGINS, WORDS, INITIALS, LETTERS]


@pytest.mark.parametrize("typed", ["vucic", "VUČIĆ", "вучић", "Vučić al", "  aleks   vuc "])
def test_accents_case_script_and_order_of_words_do_not_matter(typed):
    held = Shortlist(offers("Ana Brnabić", "Aleksandar Vučić", kind="person"))
    assert found(held, typed) == ["Aleksandar Vučić"]


def test_a_person_is_found_by_another_form_of_the_name_and_listed_once():
    one = Offer("person", "1", "Никола Тесла", forms=("Nikola Tesla", "N. Tesla"))
    held = Shortlist([one])
    assert found(held, "tesla") == ["Никола Тесла"]
    assert found(held, "nikola") == ["Никола Тесла"]


def test_what_was_used_more_comes_first_among_equals_alone():
    names = offers("Clip files", "Clip the clipboard", "Recall a clip")
    held = Shortlist(names, {"command:Clip the clipboard": 2, "command:Recall a clip": 9})
    assert found(held, "clip") == ["Clip the clipboard", "Clip files", "Recall a clip"]


def test_kinds_keep_their_order_and_each_its_limit():
    people = offers(*(f"Ana {n}" for n in range(20)), kind="person")
    held = Shortlist([*offers("Analyse"), *people])
    assert [fit.offer.kind for fit in held.best("ana", 3)] == ["command", *["person"] * 3]


@pytest.mark.parametrize("typed", ["", "   ", "...", "́"])
def test_nothing_typed_fits_nothing(typed):
    assert Shortlist(offers("Anything")).best(typed) == []


@pytest.mark.parametrize("typed", ["(", "[a", "a*b\\", "a\nb", "☃", "q" * 5000, "\ud800"])
def test_no_letters_are_too_strange(typed):
    assert found(Shortlist(offers("Anything", "[a] thing")), typed) in ([], ["[a] thing"])


def test_marks_are_the_letters_that_were_meant():
    assert strong("cc", "Clip the clipboard") == "Cc"
    assert strong("vucic", "Aleksandar Vučić") == "Vučić"
    assert strong("tes", "Open the sample") == "tes"
    assert strong("strasse", "Lange Straße") == "Straße"
    assert marks_of("new no", "A new note") == ((2, 5), (6, 8))
    assert marks_of("tesla", "Никола Тесла") == ((7, 12),)
    assert marks_of("xyz", "Anything") == ()


def test_everything_of_a_library_is_at_hand(library, visit):
    notes.new(library, "On bells")
    searches.save(library, "Waterways", "canal OR river")
    tags.add(library, [visit], "steelwork")
    read = {(one.kind, one.words, one.value) for one in shortlist.read(library)}
    assert {("note", "On bells", 1), ("search", "Waterways", "canal OR river")} <= read
    assert ("tag", "steelwork", "") in read


@pytest.mark.parametrize("is_indexed", [True, False])
def test_titles_are_found_by_the_beginnings_of_their_words(library, clip, is_indexed):
    clip("The ferry at Zemun\n\nIt goes every hour, and nobody has ever counted who takes it.")
    if is_indexed:
        search.catch_up(library)
    (fit,) = shortlist.titles(library, "zem")
    assert fit.offer.words == "The ferry at Zemun"
    assert fit.marks == ((13, 16),)
    assert shortlist.titles(library, "hour") == []
    assert shortlist.titles(library, "?!*") == []
