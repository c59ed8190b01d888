# SPDX-License-Identifier: MIT
"""A correction note quotes what the article no longer says: no passage goes there, and none grows into it."""

from __future__ import annotations

import pytest

from researchdesk.annotate.corrections import new_notes
from tests.unit.annotate.harbour import (
    CLOSING,
    FIGURES,
    OPENING,
    TALKS,
    TEXT,
    WEATHER,
    carry,
    joined,
    outcome,
)

SACKS = "The customs house counted 14,000 sacks of coffee"
CORRECTED = FIGURES.replace(SACKS, "The clerks weighed 9,000 bags of rice")


def noted(old: str, new: str) -> list[str]:
    return [new[one.start : one.end] for one in new_notes(old, new, 0, len(new))]


@pytest.mark.parametrize(
    "note",
    [
        f"Correction: an earlier text said: “{SACKS}”. That was wrong.",
        f"CLARIFICATION, 3 May. This article said that “{SACKS}, most of them bound for Vienna”.",
        f"An earlier version of this article had “{SACKS}”.",
        f"Editor’s note: the article said “{SACKS}”.",
        f"Berichtigung: Hier stand „{SACKS}“.",
        f"Rectificatif : nous avions écrit « {SACKS} ».",
        f"Поправка: было «{SACKS}».",
        f"訂正:「{SACKS}」",
    ],
)
def test_a_passage_is_not_carried_into_a_note(note: str) -> None:
    new = joined(OPENING, TALKS, CORRECTED, WEATHER, CLOSING, note)
    assert noted(TEXT, new) == [note]
    found = carry(SACKS, new)
    assert found.span is None or found.span.end < new.index(note)
    assert found.status in ("changed", "unsure", "orphan")
    first = joined(note, OPENING, TALKS, CORRECTED, WEATHER, CLOSING)
    found = carry(SACKS, first)
    assert found.span is None or found.span.start > len(note)


def test_a_note_where_the_passage_stood_is_not_its_place() -> None:
    new = TEXT.replace(
        SACKS + ", most of them bound for Vienna, and", f"Correction: not “{SACKS}”. Also"
    )
    assert carry("most of them bound for Vienna", new).status == "orphan"
    beside = joined(OPENING, TALKS, "Correction: nobody asked for lamps on the mole.", CLOSING)
    old = joined(OPENING, TALKS, "Nobody asked for ropes.", CLOSING)
    assert carry("Nobody asked for ropes.", beside, old).status == "orphan"


def test_an_edge_does_not_grow_into_a_note() -> None:
    old = joined(OPENING, "The mill stood still, and flour was dear.", CLOSING)
    new = joined(
        OPENING, "Correction: flour was cheap.\n\nmill stood still, and flour was dear.", CLOSING
    )
    assert outcome("The mill stood still", new, old)[1] == "mill stood still"
    new = joined(
        OPENING, "The mill stood still, and flour was\n\nCorrection: flour was cheap.", CLOSING
    )
    assert outcome("and flour was dear.", new, old)[1] == "and flour was"


def test_a_note_that_stood_there_already_is_text_like_any_other() -> None:
    note = "Correction: the meeting was on a Tuesday, not on a Monday, as we had it at first."
    old = joined(note, OPENING, TALKS, CLOSING)
    assert noted(old, joined("New. ", note, OPENING, TALKS)) == []
    assert noted(old, joined("New. ", note.replace("at first", "before"), OPENING)) == []
    new = joined("A new block.", note, OPENING, TALKS, CLOSING)
    assert outcome("not on a Monday", new, old) == ("same", "not on a Monday")


@pytest.mark.parametrize(
    "words",
    [
        "The old house of correction stood there.",
        "He asked the printer for the correction of a proof.",
        "In a letter the price was corrected later on.",
    ],
)
def test_the_word_alone_makes_no_note(words: str) -> None:
    assert noted(TEXT, joined(TEXT, words)) == []


def test_a_note_opens_a_sentence_of_a_long_block_and_ends_after_two() -> None:
    filler = "The list of ships goes on and on, and no clerk has read it to its end. "
    block = filler * 8 + "Correction: it was not nine ships. It was ten of them. " + filler * 3
    [note] = noted(TEXT, joined(TEXT, block.strip()))
    assert note.strip().startswith("Correction: it was not nine") or "Correction" in note[:12]
    assert note.endswith("It was ten of them.")
    endless = filler * 8 + "Correction: " + "it was nine ships and " * 40
    [note] = noted(TEXT, joined(TEXT, endless.strip()))
    assert 380 < len(note) < 440


def test_a_note_does_not_end_inside_its_quotation() -> None:
    filler = "The list of ships goes on and on, and no clerk has read it to its end. "
    quote = "One ship came. Two came. Three more came at night. Then none."
    block = filler * 9 + f"Correction: we wrote “{quote}” by mistake. " + filler
    [note] = noted(TEXT, joined(TEXT, block.strip()))
    assert note.endswith("by mistake.")
    open_end = filler * 9 + f"Correction: we wrote “{quote}” " + "and more " * 40
    [note] = noted(TEXT, joined(TEXT, open_end.strip()))
    assert quote in note


def test_a_passage_ends_before_a_note_in_its_own_long_block() -> None:
    filler = "The list of ships goes on and on, and no clerk has read it to its end. " * 9
    old = joined(
        OPENING, filler + "The mill stood still and flour was dear. All went home.", CLOSING
    )
    new = joined(
        OPENING,
        filler + "The mill stood still and flour was. Correction: it was not. All went home.",
        CLOSING,
    )
    assert outcome("and flour was dear", new, old)[1] == "and flour was"


def test_a_part_of_an_old_block_is_no_new_note() -> None:
    note = "Correction: the meeting was on a Tuesday."
    old = joined(
        OPENING,
        f"{note} The pilots came late, and nobody had lit the lamps along the mole.",
        CLOSING,
    )
    assert noted(old, joined(OPENING, note, CLOSING)) == []


def test_several_notes_are_found_and_a_second_word_within_one_is_not_another() -> None:
    one = "Correction: this text was amended on Friday. Clarification: and again on Sunday."
    two = "Editor's note: the gallery is closed."
    assert noted(TEXT, joined(TEXT, one, two)) == [one, two]
