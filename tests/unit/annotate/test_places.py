# SPDX-License-Identifier: MIT
"""Each of the six statuses for its reason; an honest orphan rather than a wrong place."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from researchdesk.annotate.anchor import Passing
from researchdesk.model.passage import Span
from tests.unit.annotate.harbour import (
    BLOCKS,
    CLOSING,
    FIGURES,
    OPENING,
    TALKS,
    TEXT,
    WEATHER,
    carry,
    joined,
    outcome,
    span_of,
)

VOTE = "A vote was put off until the spring"
LAMPS = "The pilots asked for lamps along the northern mole, and the board refused."


@given(st.integers(0, len(TEXT) - 1), st.integers(1, 300))
def test_every_span_of_the_same_text_stays(start: int, size: int) -> None:
    span = Span(start, min(len(TEXT), start + size))
    assert Passing(TEXT, TEXT).carry(span).span == span


@given(
    st.integers(0, len(TEXT)),
    st.sampled_from(["An odd line about cats. ", "😀", "\n\nA block.\n\n", "x"]),
)
def test_an_edit_outside_a_passage_and_its_surroundings_leaves_it_the_same(
    at: int, words: str
) -> None:
    new = TEXT[:at] + words + TEXT[at:]
    for quote in (
        "settle the price of coal",
        VOTE,
        "a single crate of parrots",
        "from the gallery.",
    ):
        span = span_of(quote)
        if at < span.start - 40 or at > span.end + 40:
            assert outcome(quote, new) == ("same", quote)


@pytest.mark.parametrize(
    "quote", ["The harbour board", "from the gallery.", "Nobody had expected a quarrel."]
)
def test_the_first_and_the_last_words_are_carried(quote: str) -> None:
    new = joined("New words open it.", OPENING, TALKS, WEATHER, CLOSING, "New words close it.")
    assert outcome(quote, new) == ("same", quote)


def test_what_both_texts_begin_or_end_with_is_the_same() -> None:
    new = TEXT.replace("In 1874 the port", "In 1875 that port")
    assert carry(OPENING, new).why == "stands in what both texts begin with"
    assert carry(CLOSING, new).why == "stands in what both texts end with"
    assert carry(CLOSING, new).span == span_of(CLOSING, new)


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace("A vote was put off", "“A vote” was put off"),
        TEXT.replace("spring, when", "spring – when"),
        TEXT.replace("the engineer would", "the engin\u00adeer would"),
        TEXT.replace(VOTE, VOTE.replace(" ", "\u00a0")),
    ],
)
def test_another_shape_of_marks_is_typography(changed: str) -> None:
    quote = VOTE + ", when the engineer"
    status, words = outcome(quote, changed)
    assert status in ("typography", "changed")
    assert words is not None
    assert words.replace("“", "").startswith("A")


def test_shapes_blanks_and_unicode_form_are_typography() -> None:
    old = TEXT.replace("Captain Ivo Lupis", 'Captain "Vučić" Lupis')
    new = old.replace('"Vučić"', "“" + unicodedata.normalize("NFD", "Vučić") + "”")
    assert outcome('Captain "Vučić" Lupis spoke', new, old)[0] == "typography"
    new = TEXT.replace("northern mole", "northern\u00a0mole")
    assert outcome("along the northern mole", new) == ("typography", "along the northern\u00a0mole")


def test_a_paragraph_that_went_elsewhere_moved() -> None:
    new = joined(OPENING, FIGURES, WEATHER, TALKS, CLOSING)
    assert outcome(LAMPS, new) == ("moved", LAMPS)
    assert outcome("two clerks who wrote", new) == ("same", "two clerks who wrote")


def test_a_sentence_that_moved_within_its_paragraph_moved() -> None:
    first, second, third = TALKS.split(". ")
    new = joined(OPENING, f"{first}. {third} {second}.", FIGURES, WEATHER, CLOSING)
    status, words = outcome(second, new)
    assert (status, words) in (("moved", second), ("same", second))
    status, words = outcome(third, new)
    assert (status, words) in (("moved", third), ("same", third))
    assert "moved" in {outcome(second, new)[0], outcome(third, new)[0]}


def test_a_deleted_sentence_that_is_quoted_elsewhere_is_at_most_proposed() -> None:
    new = joined(OPENING, TALKS.replace(LAMPS + " ", ""), FIGURES, WEATHER + " " + LAMPS, CLOSING)
    found = carry(LAMPS, new)
    assert found.status in ("unsure", "orphan")


def test_a_paragraph_that_moved_and_is_quoted_as_well_is_unsure() -> None:
    pulled = TALKS[: TALKS.index(" A vote")]
    new = joined(OPENING, WEATHER, FIGURES, pulled, "A word between.", TALKS, CLOSING)
    found = carry("Nobody had expected", new)
    assert (found.status, found.confidence) == ("unsure", 0.4)
    assert "elsewhere too" in found.why
    assert outcome(VOTE, new) == ("moved", VOTE)


def test_a_passage_of_a_letter_that_became_two_is_an_orphan_not_an_empty_place() -> None:
    old = joined(OPENING, "They had one ﬁsh to eat.", CLOSING)
    new = joined(OPENING, "We had one fish to eat.", CLOSING)
    at = old.index("ﬁsh")
    passing = Passing(old, new)
    assert passing.carry(Span(at, at + 1)).span is None
    assert passing.candidates(Span(at, at + 1)) == ()
    assert passing.carry(Span(at, at + 3)).status == "typography"
    found = passing.carry(Span(at + 1, at + 10)).span
    assert found is not None
    assert new[found.start : found.end] == "sh to eat"


def test_a_word_that_changed_is_inside_the_passage() -> None:
    new = TEXT.replace("put off until the spring", "put off till early summer")
    status, words = outcome("A vote was put off until the spring, when the engineer", new)
    assert (status, words) == ("changed", "A vote was put off till early summer, when the engineer")
    assert (
        0.6 < carry("A vote was put off until the spring, when the engineer", new).confidence < 0.98
    )


def test_a_passage_reworded_between_the_same_words_is_changed_or_unsure() -> None:
    new = TEXT.replace(LAMPS, "The board turned down lamps for the mole, as the pilots had wished.")
    found = carry(LAMPS, new)
    assert found.status in ("changed", "unsure")
    assert found.span is not None
    assert "The board turned down" in new[found.span.start : found.span.end]


def test_a_deleted_passage_is_an_orphan_beside_its_kept_neighbours() -> None:
    new = TEXT.replace(LAMPS + " ", "")
    found = carry(LAMPS, new)
    assert (found.status, found.span, found.why) == ("orphan", None, "it was deleted")
    assert outcome("Nobody had expected a quarrel.", new)[0] == "same"
    assert outcome(VOTE, new)[0] == "same"


def test_a_look_alike_that_always_stood_there_is_no_place_for_a_deleted_passage() -> None:
    twin = "The board will meet again on Monday to hear the pilots."
    old = joined(OPENING + " " + twin, TALKS, WEATHER + " " + twin, CLOSING)
    new = joined(OPENING, TALKS, WEATHER + " " + twin, CLOSING)
    first = Span(old.index(twin), old.index(twin) + len(twin))
    assert Passing(old, new).carry(first).status == "orphan"
    second = Span(old.rindex(twin), old.rindex(twin) + len(twin))
    assert Passing(old, new).carry(second).span == span_of(twin, new)


def test_a_word_replaced_by_another_is_unsure_or_changed() -> None:
    assert outcome("Tuesday", TEXT.replace("Tuesday", "Monday evening")) == (
        "unsure",
        "Monday evening",
    )
    assert outcome("northern", TEXT.replace("northern", "northernmost")) == (
        "changed",
        "northernmost",
    )


def test_part_of_a_word_that_changed_keeps_its_part() -> None:
    new = TEXT.replace("northern mole", "norhtern mole")
    span = Span(TEXT.index("northern") + 4, TEXT.index("northern") + 8)
    found = Passing(TEXT, new).carry(span)
    assert found.span is not None
    assert new[found.span.start : found.span.end] in ("tern", "htern", "ern")


def test_a_long_text_in_place_of_a_passage_is_no_place() -> None:
    long = "It was a long evening, and many spoke of old debts, of rope, of tar and of the new light at Savudrija. "
    longer = TEXT.replace("Tuesday", "some other day of that week")
    assert outcome("Tuesday", longer)[0] == "orphan"
    assert (
        outcome(
            "Nobody had expected a quarrel.", TEXT.replace("Nobody had expected a quarrel. ", long)
        )[0]
        == "orphan"
    )


def test_like_words_among_a_few_that_replaced_others_are_proposed() -> None:
    old = joined(OPENING, "Kosta kept bees. Marta sold figs at noon. Pavle mended nets.", CLOSING)
    new = joined(OPENING, "Others did: Martha sold figgs at moon; so they said.", CLOSING)
    found = carry("Marta sold figs at noon", new, old)
    assert found.status in ("unsure", "changed")
    assert found.span is not None
    gone = joined(OPENING, "Somebody else brought seven crates here, yes.", CLOSING)
    assert carry("Marta sold figs at noon", gone, old).status == "orphan"
    assert carry("figs", gone, old).status == "orphan"


def test_texts_that_share_nothing_leave_an_orphan() -> None:
    other = "Completely different: ducks, geese, herons and one swan live at this pond."
    assert carry(LAMPS, other).status == "orphan"
    assert carry(LAMPS, "").status == "orphan"
    assert Passing("", TEXT).candidates(Span(0, 0)) == ()


def test_white_space_and_marks_alone_are_no_place() -> None:
    blank = span_of("\n\nNobody").start
    new = "A word. " + TEXT.replace("1874", "1875")
    assert Passing(TEXT, new).carry(Span(blank, blank + 2)).why == "there is no word in it"
    marks = TEXT.replace("parrots that", "parrots …!? that")
    new = marks.replace("In 1874", "By 1874").replace("Strangers may", "Nobody may")
    found = Passing(marks, new).carry(span_of("…!?", marks))
    assert (found.status, found.why) == ("orphan", "no word is left of it")


def test_a_page_that_carries_its_text_twice_leaves_no_certain_place() -> None:
    old = joined(*BLOCKS, *BLOCKS)
    found = Passing(old, TEXT).carry(Span(TEXT.index(LAMPS), TEXT.index(LAMPS) + len(LAMPS)))
    assert found.status in ("unsure", "same")
    line = "Rain again over the quay and the boats stayed in all day. "
    old, new = "First. " + line * 6 + "Last.", "First one. " + line * 4 + "Last one."
    found = Passing(old, new).carry(Span(7 + 2 * len(line), 7 + 2 * len(line) + 20))
    assert (found.status, found.confidence) == ("unsure", 0.4)
    assert "another number of times" in found.why


def test_short_words_whose_surroundings_are_gone_are_unsure() -> None:
    old = joined(
        OPENING,
        "Many tall ships lay idle over there; now is it to be that harbour masters complain of noise.",
        CLOSING,
    )
    new = joined(
        OPENING,
        "Seven clerks wrote angry letters home, when is it to be because winter storms broke every pane.",
        CLOSING,
    )
    found = carry("is it to be", new, old)
    assert (found.status, found.confidence) == ("unsure", 0.3)
    assert "nothing is left of what stood beside it" in found.why


def test_a_passage_longer_than_what_was_cut_counts_its_common_ends() -> None:
    head = " ".join(f"Number {n} of the list is as it was." for n in range(60))
    old = head + " Then came an old end of a few words.\n\n" + CLOSING
    new = head + " Now all of that is otherwise told.\n\n" + CLOSING
    found = Passing(old, new).carry(Span(0, old.index("\n\n")))
    assert found.status == "changed"
    assert found.span is not None
    assert found.span.start == 0
    assert found.confidence > 0.8


@pytest.mark.parametrize("quote", ["東京", "京都に行きました", "行"])
def test_scripts_without_blanks_are_carried_by_character(quote: str) -> None:
    old = "昨日は雨でした。東京から京都に行きました。友達と寺を見て、お茶を飲みました。夜は静かでした。"
    new = "先週の話です。昨日は雨でした。東京から京都に行きました。友達と寺を見て、お茶を飲みました。とても静かでした。"
    assert outcome(quote, new, old) == ("same", quote)
