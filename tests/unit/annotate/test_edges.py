# SPDX-License-Identifier: MIT
"""Where a passage begins and ends when the words at its edge were changed, cut through, or moved away from."""

from __future__ import annotations

import pytest

from researchdesk.annotate import edges
from researchdesk.annotate.anchor import Passing
from researchdesk.model.passage import Span
from tests.unit.annotate.harbour import (
    CLOSING,
    FIGURES,
    OPENING,
    TALKS,
    TEXT,
    WEATHER,
    joined,
    outcome,
)

LONG = "It was late, some slept, a dog barked at the clerk, the lamp went out twice and the rain came in. "


@pytest.mark.parametrize(
    ("replaced", "by", "quote", "wanted"),
    [
        # at either edge a word was replaced, by as many words or a few more
        (
            "The pilots asked",
            "Three old pilots asked",
            "pilots asked for lamps",
            "pilots asked for lamps",
        ),
        (
            "The pilots asked",
            "Both clerks asked",
            "pilots asked for lamps",
            "clerks asked for lamps",
        ),
        (
            "lamps along",
            "one single lantern along",
            "asked for lamps",
            "asked for one single lantern",
        ),
        # the passage begins or ends in the middle of what was replaced
        ("asked for lamps along", "begged for lights along", "pilots asked", "pilots begged"),
        ("nine days in February", "nine nights in March", "in February", "in March"),
        ("Two lighters sank", "Three barges sank", "lighters sank beside", "barges sank beside"),
        # its words stay, and white space beside them is not the passage's
        (
            "Nobody had expected",
            "Nobody at all had expected",
            "had expected a quarrel",
            "had expected a quarrel",
        ),
        (
            "and a single crate",
            "and one single large crate",
            "a single crate of parrots",
            "one single large crate of parrots",
        ),
    ],
)
def test_an_edge_goes_with_what_replaced_its_words(
    replaced: str, by: str, quote: str, wanted: str
) -> None:
    status, words = outcome(quote, TEXT.replace(replaced, by))
    assert status != "orphan"
    assert words == wanted


def test_an_edge_between_words_without_a_common_letter_is_found_by_proportion() -> None:
    new = TEXT.replace("nine days in February", "1+23+4+567")
    assert outcome("The bora blew for nine days", new)[1] == "The bora blew for 1+23+"
    assert outcome("February. Two lighters sank", new)[1] == "+567. Two lighters sank"


def test_a_long_insertion_beside_a_passage_does_not_belong_to_it() -> None:
    new = TEXT.replace("quarrel. The pilots asked", f"quarrel. {LONG}Those pilots asked")
    assert outcome("The pilots asked for lamps along", new)[1] in (
        "Those pilots asked for lamps along",
        "pilots asked for lamps along",
    )
    new = TEXT.replace("the northern mole, and", f"the northerly mole. {LONG}And")
    assert outcome("asked for lamps along the northern", new)[1] in (
        "asked for lamps along the northerly",
        "asked for lamps along the",
    )


def test_an_insertion_that_resembles_the_words_that_went_is_taken_from_there() -> None:
    new = TEXT.replace("Nobody had expected", f"{LONG}Nobodies had expected")
    assert outcome("Nobody had expected a quarrel", new)[1] == "Nobodies had expected a quarrel"
    new = TEXT.replace("the customs house counted", "").replace(
        "from Trieste.", f"from Triest. {LONG}"
    )
    assert outcome("would be back from Trieste", new)[1] == "would be back from Triest"


def test_a_passage_does_not_grow_into_another_block() -> None:
    advert = "Buy rope at Marko's, the best in town since ever"
    new = joined(
        OPENING, TALKS, advert, FIGURES.replace("In 1874 the", "That year the"), WEATHER, CLOSING
    )
    status, words = outcome("In 1874 the port handled", new)
    assert status == "changed"
    assert words == "That year the port handled"
    new = joined(
        OPENING.replace("every word.", "everything."), "ADVERTISEMENT", *TEXT.split("\n\n")[1:]
    )
    assert outcome("who wrote down every word.", new)[1] == "who wrote down everything."
    new = joined(OPENING, f"{advert}\n\nThat year", FIGURES.removeprefix("In 1874 "), WEATHER)
    assert "Buy rope" not in (outcome("In 1874 the port handled 312", new)[1] or "")


@pytest.mark.parametrize(
    ("start", "end", "new_word", "wanted"),
    [
        (0, 5, "northwards", "north"),
        (5, 8, "southern", "ern"),
        (2, 6, "NORTHERN", "RTHE"),
        (0, 4, "zq", "z"),
        (4, 8, "zq", "q"),
    ],
)
def test_a_passage_that_cuts_a_word_keeps_its_share(
    start: int, end: int, new_word: str, wanted: str
) -> None:
    at = TEXT.index("northern")
    new = TEXT.replace("northern", new_word)
    found = Passing(TEXT, new).carry(Span(at + start, at + end))
    assert found.span is not None
    assert new[found.span.start : found.span.end] == wanted


@pytest.mark.parametrize(
    ("new_word", "first", "last"),
    [
        ("northwards", "hwards mole, and", "along the nort"),
        ("NORTHERN", "HERN mole, and", "along the NORT"),
        ("zq", "q mole, and", "along the z"),
    ],
)
def test_a_passage_that_begins_or_ends_inside_a_changed_word(
    new_word: str, first: str, last: str
) -> None:
    new = TEXT.replace("northern", new_word)
    at = TEXT.index("northern")
    begins = Passing(TEXT, new).carry(Span(at + 4, TEXT.index(", and the board") + 5))
    ends = Passing(TEXT, new).carry(Span(TEXT.index("along the"), at + 4))
    assert begins.span is not None
    assert ends.span is not None
    assert new[begins.span.start : begins.span.end] == first
    assert new[ends.span.start : ends.span.end] == last


@pytest.mark.parametrize("quote", [" A vote was put off", "the board refused. "])
def test_blanks_at_the_edges_of_a_passage_stay_only_where_they_stand_again(quote: str) -> None:
    new = TEXT.replace("refused. A vote", "refused.\n\nA vote").replace(
        "the board ref", "a board ref"
    )
    status, words = outcome(quote, new.replace("put off until", "put off till"))
    assert status in ("typography", "changed")
    assert words == quote.strip().replace("the", "a")
    assert outcome(quote, TEXT.replace("1874", "1875")) == ("same", quote)


def test_a_stretch_too_long_for_characters_is_taken_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edges, "CELLS", 10)
    new = TEXT.replace("for lamps along", "to have bright lights beside")
    assert (
        outcome("lamps along the northern", new)[1] == "to have bright lights beside the northern"
    )
    assert outcome("pilots asked for", new)[1] == "pilots asked to have bright lights beside"
