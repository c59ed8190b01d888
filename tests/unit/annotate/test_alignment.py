# SPDX-License-Identifier: MIT
"""The parts of alignment: tokens, sure runs and their chain, gaps, borders, moves, differences."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from researchdesk.annotate import differences, gaps
from researchdesk.annotate.alignment import Alignment, common_ends
from researchdesk.annotate.anchor import Passing
from researchdesk.annotate.chains import common_runs, heaviest_chain, parted
from researchdesk.annotate.folding import fold_word, likeness
from researchdesk.annotate.gaps import Gap, fill
from researchdesk.annotate.lines import common_middles
from researchdesk.annotate.pairing import Pairing
from researchdesk.annotate.tokens import NONE, Vocabulary, cut
from researchdesk.model.passage import Span
from tests.unit.annotate.harbour import (
    BLOCKS,
    CLOSING,
    OPENING,
    TALKS,
    TEXT,
    WEATHER,
    joined,
    outcome,
    span_of,
)

keys = st.lists(st.integers(0, 5), max_size=40)


def tokens(text: str) -> list[str]:
    side = cut(text, (0, len(text)), Vocabulary(), [])
    return [text[start:end] for start, end in zip(side.starts, side.ends, strict=True)]


def paired(before: str, after: str) -> Pairing:
    words = Vocabulary()
    old, new = (cut(text, (0, len(text)), words, []) for text in (before, after))
    return Pairing(old, new, words.weights)


def kept(before: str, after: str) -> list[str]:
    """The words of a gap that were found again."""
    pairing = paired(before, after)
    sides = ((0, len(pairing.old.keys)), (0, len(pairing.new.keys)))
    return [
        before[pairing.old.starts[at] : pairing.old.ends[at]] for at in fill(pairing, Gap(*sides))
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One two, three.", ["One", "two", ",", "three", "."]),
        ("  \n\n ", []),
        ("東京へ行く", ["東", "京", "へ", "行", "く"]),
        ("が\u3099x", ["が\u3099", "x"]),
        ("cafe\u0301 – noir", ["cafe\u0301", "–", "noir"]),
        ("soft\u00adhyphen", ["soft\u00adhyphen"]),
        ("😀 ok", ["😀", "ok"]),
        ("கள் வழங்கு", ["கள்", "வழங்கு"]),
        ("İstanbul nasıl", ["İstanbul", "nasıl"]),
    ],
)
def test_text_is_cut_into_words_marks_and_single_ideographs(text: str, wanted: list[str]) -> None:
    assert tokens(text) == wanted


@given(st.text(alphabet="aB 1,.\n東é\u0301😀\u00ad\u200bßİ", max_size=40))
def test_tokens_lie_in_order_and_leave_out_white_space_alone(text: str) -> None:
    side = cut(text, (0, len(text)), Vocabulary(), [])
    borders = list(itertools.chain.from_iterable(zip(side.starts, side.ends, strict=True)))
    assert borders == sorted(borders)
    assert "".join(tokens(text)) == "".join(text.split())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“", '"'),
        ("–", "-"),
        ("Straße", "STRASSE"),
        ("’", "'"),
        ("`", "'"),
        ("e\u0301", "é"),
        ("ﬁsh", "FISH"),
    ],
)
def test_words_differ_in_print_alone(one: str, other: str) -> None:
    assert fold_word(one) == fold_word(other)


def test_likeness_counts_what_stayed() -> None:
    assert likeness("a  “b”", 'a "b"') == 1.0
    assert likeness(unicodedata.normalize("NFD", "Vučić"), "Vučić") == 1.0
    assert 0.9 < likeness("THE MOLE", "the mole") < 1.0
    assert likeness("abc", "xyz") == 0.0


def test_a_word_without_width_is_a_word_of_its_own() -> None:
    words = Vocabulary()
    assert words["\u200b"] != words["\ufeff"]
    assert words["The"] == words["the"] == words["THE"]


@given(keys, keys)
def test_runs_are_equal_and_stand_once(old: list[int], new: list[int]) -> None:
    for at, there, length in common_runs(old, new, [(0, len(old))], [(0, len(new))], 2):
        assert old[at : at + length] == new[there : there + length]
        assert length >= 2
        for shift in range(length - 1):
            pair = old[at + shift : at + shift + 2]
            covered = sum(old[n : n + 2] == pair for n in range(len(old) - 1))
            assert covered == 1 or shift


@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(1, 5)),
        max_size=7,
        unique_by=(lambda r: r[0]),
    )
)
def test_chain_is_the_heaviest_of_all(runs: list[tuple[int, int, int]]) -> None:
    runs.sort()
    chain, others = heaviest_chain(runs, list(range(40)))
    assert sorted([*chain, *others]) == runs
    assert all(one[1] < other[1] for one, other in itertools.pairwise(chain))
    best = max(
        sum(run[2] for run in chosen)
        for size in range(len(runs) + 1)
        for chosen in itertools.combinations(runs, size)
        if all(one[1] < other[1] for one, other in itertools.pairwise(chosen))
    )
    assert sum(run[2] for run in chain) == best


def test_overlapping_runs_of_a_chain_are_parted() -> None:
    assert parted([(0, 0, 5), (3, 4, 5), (4, 5, 2), (9, 6, 4)]) == [
        (0, 0, 5),
        (5, 6, 3),
        (12, 9, 1),
    ]


def test_common_ends_stop_at_a_blank() -> None:
    ends = common_ends("one two three four", "one twelve other four")
    assert (ends.head, ends.old_tail, ends.new_tail) == (4, 13, 16)
    assert common_ends("abc", "abd").head == 0


@given(st.text(alphabet="ab \n", max_size=30), st.text(alphabet="ab \n", max_size=30))
def test_common_ends_are_common(old: str, new: str) -> None:
    ends = common_ends(old, new)
    assert old[: ends.head] == new[: ends.head]
    assert old[ends.old_tail :] == new[ends.new_tail :]
    assert ends.head <= min(ends.old_tail, ends.new_tail)


def test_the_middle_of_a_long_line_that_stayed_is_one_token() -> None:
    line = " ".join(f"word{n}" for n in range(60))
    old, new = f"first\n\n{line}\n\nlast", f"another\n\n{line}\n\nend"
    [middle] = common_middles(old, new, (0, len(old)), (0, len(new)))
    assert old[middle.old :][: middle.length] == new[middle.new :][: middle.length]
    assert middle.length > len(line) - 160
    words = Vocabulary()
    key = words.new_key(9.0)
    side = cut(old, (0, len(old)), words, [(middle.old, middle.length, key)])
    assert side.keys.count(key) == 1
    assert len(side.keys) < 30
    for n in (1, 20, 58):
        assert outcome(f"word{n} word{n + 1}"[:9], new, old)[0] == "same"


def test_lines_that_repeat_or_have_no_borders_are_cut_into_words() -> None:
    line = " ".join(f"word{n}" for n in range(60))
    twice = f"{line}\n{line}"
    assert common_middles(twice, line, (0, len(twice)), (0, len(line))) == []
    assert common_middles(line, twice, (0, len(line)), (0, len(twice))) == []
    solid = "x" * 400
    assert common_middles(solid, solid, (0, 400), (0, 400)) == []


def test_an_island_of_chance_amid_large_changes_is_dropped() -> None:
    old = "alpha beta gamma delta epsilon zeta the eta theta iota kappa lambda mu"
    new = "one two three four five six the seven eight nine ten eleven twelve"
    assert kept(old, new) == []
    assert kept("alpha the beta", "one the two") == ["the"]
    assert kept("red green blue", "red black blue") == ["red", "blue"]


def test_a_gap_too_large_is_parted_or_left(monkeypatch: pytest.MonkeyPatch) -> None:
    old = "a b c d e f g h i j k l m n o p"
    new = "a b x d e f y h i j z l m n o p"
    whole = kept(old, new)
    monkeypatch.setattr(gaps, "LARGE", 20)
    assert sorted(kept(old, new)) == sorted(whole)
    monkeypatch.setattr(gaps, "TOO_LARGE", 20)
    assert kept("a b a b a b", "b a b a b a") == []
    assert kept("", "a") == []


def test_a_part_of_a_large_gap_that_is_taken_already_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    pairing = paired("a b c d e f g", "x a b c d e f g")
    pairing.pair(2, 0)
    monkeypatch.setattr(gaps, "LARGE", 4)
    found = fill(pairing, Gap((0, 7), (0, 8)))
    assert 2 not in found
    assert pairing.old.twins[2] == 0


@pytest.mark.parametrize(
    ("gone", "quote"),
    [
        ("The pilots asked for more. ", "The pilots asked for lamps"),
        (
            "The pilots asked for lamps along the wall. ",
            "The pilots asked for lamps along the northern mole",
        ),
    ],
)
def test_a_deletion_is_read_by_sentences(gone: str, quote: str) -> None:
    old = TEXT.replace("The pilots asked", gone + "The pilots asked")
    at = old.index(quote, old.index(gone) + len(gone))
    found = Passing(old, TEXT).carry(Span(at, at + len(quote)))
    assert (found.status, found.span) == ("same", span_of(quote))
    assert (
        Passing(old, TEXT).carry(Span(old.index(gone), old.index(gone) + len(gone) - 1)).status
        == "orphan"
    )


def test_a_deletion_is_read_by_sentences_also_to_the_left() -> None:
    kept_one, gone = "He saw the grey boat. ", "She saw the grey boat. "
    old = joined(OPENING, kept_one + gone + TALKS, CLOSING)
    new = joined(OPENING, kept_one + TALKS, CLOSING)
    assert outcome("He saw the grey boat.", new, old) == ("same", "He saw the grey boat.")
    assert outcome("She saw the grey boat.", new, old)[0] == "orphan"


def test_a_deletion_within_a_moved_paragraph_stays_where_it_was() -> None:
    first = "Nobody in the whole of the old town had expected such a quarrel."
    gone = "Lamps for the long northern mole were all the talk."
    last = "It was put off until the spring by all who sat there."
    old = joined(OPENING, f"{first} {gone} {last}", WEATHER, CLOSING)
    new = joined(OPENING, WEATHER, f"{first} {last}", CLOSING)
    assert outcome(gone, new, old)[0] == "orphan"
    assert outcome(first, new, old) == ("moved", first)
    assert outcome(last, new, old) == ("moved", last)


@pytest.mark.parametrize(
    ("old", "new"),
    [("c a c d d d", "c c c d d b ."), ("x " + "a " * 75 + "y", "x " + "a " * 65 + "y")],
)
def test_a_deletion_is_not_moved_over_words_that_went_elsewhere(old: str, new: str) -> None:
    twins = [twin for twin in Alignment(old, new).old.twins if twin != NONE]
    assert twins == sorted(twins)


def test_an_insertion_is_read_by_sentences() -> None:
    new = TEXT.replace("The pilots asked", "The pilots asked for more. The pilots asked")
    quote = "The pilots asked for lamps"
    assert outcome(quote, new) == ("same", quote)


def test_a_moved_paragraph_takes_its_edited_ends_along() -> None:
    moved = TALKS.replace("Nobody had expected a quarrel", "Nobody expected that quarrel").replace(
        "from Trieste", "from old Trieste"
    )
    new = joined(OPENING, WEATHER, moved, CLOSING)
    old = joined(OPENING, TALKS, WEATHER, CLOSING)
    status, words = outcome("back from Trieste", new, old)
    assert (status, words) == ("changed", "back from old Trieste")
    assert outcome("The pilots asked for lamps", new, old)[0] in ("moved", "same")


def test_halves_of_a_paragraph_that_went_to_two_places_are_left_to_the_user() -> None:
    lamps = (
        "The pilots of the outer harbour asked for nine new lamps before the winter gales came on."
    )
    candles = "Nobody in the old town hall had ever promised them a single candle or even a match."
    old = joined(OPENING, f"{lamps} {candles}", WEATHER, CLOSING)
    new = joined(lamps, OPENING, WEATHER, CLOSING, candles)
    for quote in ("nine new lamps before the winter", "a single candle or even"):
        assert outcome(quote, new, old) == ("unsure", quote)


def test_text_that_repeats_is_a_move_where_the_rest_of_it_stands_once() -> None:
    notice = "Ring the small bell three times at the eastern gate."
    old = joined("Two words.", notice, OPENING, TALKS, WEATHER, CLOSING)
    new = joined("Two words.", OPENING, WEATHER, TALKS, notice, CLOSING)
    assert outcome(notice, new, old) == ("moved", notice)


@given(st.sampled_from(BLOCKS), st.integers(0, 4))
def test_twins_are_equal_words_and_mutual(block: str, place: int) -> None:
    blocks = [one for one in BLOCKS if one != block]
    blocks.insert(place, block.upper())
    new = joined(*blocks)
    if new == TEXT:
        return
    alignment = Alignment(TEXT, new)
    for at, twin in enumerate(alignment.old.twins):
        if twin != NONE:
            assert alignment.new.twins[twin] == at
            assert alignment.old.keys[at] == alignment.new.keys[twin]


def test_differences_are_by_words_in_the_order_of_the_text() -> None:
    new = TEXT.replace("Tuesday", "Monday").replace(" and 90 brigs", "") + "\n\nA last word."
    found = differences.between(TEXT, new)
    assert [(one.old_words, one.new_words) for one in found] == [
        ("Tuesday", "Monday"),
        ("and 90 brigs", ""),
        ("", "A last word."),
    ]
    for one in found:
        assert TEXT[one.old_start : one.old_end] == one.old_words
        assert new[one.new_start : one.new_end] == one.new_words
    assert differences.between(TEXT, TEXT) == []
    assert [(one.old_words, one.new_words) for one in differences.between("", "a b")] == [
        ("", "a b")
    ]


def test_differences_of_a_moved_paragraph_say_that_it_went_and_came() -> None:
    found = differences.between(joined(OPENING, TALKS, WEATHER), joined(WEATHER, OPENING, TALKS))
    assert {(one.old_words, one.new_words) for one in found} == {("", WEATHER), (WEATHER, "")}
