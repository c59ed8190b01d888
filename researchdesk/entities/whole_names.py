# SPDX-License-Identifier: MIT
"""Take in what stands beside a lone name and belongs to it: "Renate" before Schmidt, "Warhol" after Andy, "W." before.

The tagger leaves such a word out now and then; the lists of given and family names know it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from researchdesk.entities.known import is_capital
from researchdesk.entities.led_in import MOSTLY_CAPITAL, led_in
from researchdesk.entities.lists import case_class, is_title, words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from researchdesk.entities.grouping import Run
    from researchdesk.entities.words import Token

SURE = 0.5  # confidence from which a given name takes the word after it
SYLLABLE = "(?:[bcdfghjklmnpqrstwxyz]{0,2}[aeiouy]{1,3}(?:ng|[nmkpthlrwb])?)"
TWO_SYLLABLES = re.compile(f"(?=[A-Z])(?i:{SYLLABLE})-{SYLLABLE}")  # Cheuk-yan, Jong-un
ENTRY_BEGINS = (".", ";", "\n", "&", "and", "und", "et", "y", "e", "i")
ENTRY_ENDS = (".", ";", "(", ":", "&", "\n", "and", "und", "et", "y", "e", "i")
LEADING = {"von", "fon", "van", "bin", "ibn"}
LED_IN_BY = LEADING | {"der", "den", "dem", "de", "ter", "la"}
LED_IN = 0.6  # confidence of a name that particles alone tell
SYLLABLES = 0.6  # confidence of a family name before them


def completed(
    words: Sequence[Token], folded: Sequence[str], found: dict[Run, float], language: str
) -> dict[Run, float]:
    """Give the runs, longer where a word beside them belongs to the name; each begins with a capital, none overlaps."""
    unseen = _unseen(words, folded, found, language)
    inside = {number for run in unseen for number in range(*run)}
    found = {run: sure for run, sure in found.items() if run[0] not in inside} | unseen
    taken = {number for run in found for number in range(*run)}
    made: dict[Run, float] = {}
    for (start, end), confidence in sorted(found.items()):
        if end - start == 1:
            before, after = _beside_lone(words, folded, start, language, confidence)
            if made.pop((start - before, start - 1), None) is not None:
                taken.discard(
                    start - before
                )  # the tagger took "Austen" of "Austen, Jane" for another
            start -= 0 if taken & set(range(start - before, start)) else before
            end += 0 if end in taken else after
        while _is_initial_before(words, start) and not taken & {start - 1, start - 2}:
            start -= 2
        end = _end_of_family(words, folded, end, taken)
        while words[start].word.islower():
            start += 1  # "de Nancy", but "M. de Nancy"
        made[start, end] = confidence
        taken.update(range(start, end))
    return made


def _unseen(
    words: Sequence[Token], folded: Sequence[str], found: Collection[Run], language: str
) -> dict[Run, float]:
    """Give names that the tagger does not see at all: what tells them is their build."""
    taken = {number for run in found for number in range(*run)}
    made: dict[Run, float] = {}
    for first in range(len(words) - 1):
        if not taken & {first, first + 1} and _is_before_syllables(words, folded, first):
            made[first, first + 2] = SYLLABLES
            taken.update((first, first + 1))
    outer = set(taken) - {start for start, end in found if end - start == 1}
    for run in led_in(words, folded, outer, language):
        made[run] = LED_IN
    return made


def _beside_lone(
    words: Sequence[Token], folded: Sequence[str], at: int, language: str, confidence: float
) -> tuple[int, int]:
    """Give how many tokens before and after a lone word belong to the name."""
    if _is_given_before(words, folded, at, language):
        return 1, 0
    if _is_turned_round(words, folded, at, language):
        return 2, 0
    is_sure = confidence >= SURE and _is_family_after(words, folded, at + 1, language)
    return 0, int(is_sure or _is_before_syllables(words, folded, at))


def _is_given_before(words: Sequence[Token], folded: Sequence[str], at: int, language: str) -> bool:
    """Say whether a given name stands before a lone surname."""
    return (
        _is_beside(words, at - 1)
        and _is_listed(folded[at - 1], "given_names", language)
        and not is_title(folded[at - 1 : at + 1])
        and folded[at] not in words_of("given_names")
    )


def _is_family_after(words: Sequence[Token], folded: Sequence[str], at: int, language: str) -> bool:
    """Say whether a family name stands after a lone given name."""
    return (
        _is_beside(words, at - 1)
        and folded[at - 1] in words_of("given_names")
        and _is_listed(folded[at], "family_names", language)
        and folded[at] not in words_of("organisation_words")
    )


def _is_before_syllables(words: Sequence[Token], folded: Sequence[str], at: int) -> bool:
    """Say whether a family name stands before a given name of two syllables, as in China and Korea: Lee Cheuk-yan."""
    return (
        folded[at] in words_of("family_names")
        and _is_beside(words, at)
        and TWO_SYLLABLES.fullmatch(words[at + 1].word) is not None
        and any(
            case_class(one, is_german=False) in MOSTLY_CAPITAL for one in folded[at + 1].split("-")
        )
    )


def _end_of_family(
    words: Sequence[Token], folded: Sequence[str], end: int, taken: Collection[int]
) -> int:
    """Give the end of a name with the family name that particles lead in: Ursulom fon der Lajen."""
    at = end
    while at < len(words) and words[at].word.islower() and folded[at] in LED_IN_BY:
        at += 1
    is_led_in = end < at < len(words) and LEADING & set(folded[end:at]) and at not in taken
    is_name = is_led_in and is_capital(words[at].word) and folded[at] not in words_of("places")
    return at + 1 if is_name else end


def _is_turned_round(words: Sequence[Token], folded: Sequence[str], at: int, language: str) -> bool:
    """Say whether a lone given name ends an entry of a list of authors: "Austen, Jane."."""
    return (
        at > 1
        and words[at - 1].word == ","
        and is_capital(words[at - 2].word)
        and (at == 2 or words[at - 3].word in ENTRY_BEGINS)
        and at + 1 < len(words)
        and words[at + 1].word in ENTRY_ENDS
        and folded[at] in words_of("given_names")
        and (
            folded[at - 2] in words_of("family_names")
            or folded[at - 2] not in words_of("given_names")
        )
        and folded[at - 2] not in words_of("places")
        and case_class(folded[at - 2], is_german=language == "de") in MOSTLY_CAPITAL
    )


def _is_beside(words: Sequence[Token], at: int) -> bool:
    """Say whether a token and the next are capitalised, with one blank between them."""
    if not 0 <= at < len(words) - 1:
        return False
    pair = words[at], words[at + 1]
    return all(is_capital(token.word) for token in pair) and pair[1].start - pair[0].end == 1


def _is_listed(word: str, name: str, language: str) -> bool:
    """Say whether a word is in a list of names, names no place and seldom stands in small letters."""
    return (
        word in words_of(name)
        and word not in words_of("places")
        and case_class(word, is_german=language == "de") in MOSTLY_CAPITAL
    )


def _is_initial_before(words: Sequence[Token], at: int) -> bool:
    """Say whether `W.` stands before a token."""
    if at < 2 or words[at - 1].word != "." or words[at].start - words[at - 1].end > 1:
        return False
    letter = words[at - 2]
    return len(letter.word) == 1 and is_capital(letter.word) and letter.end == words[at - 1].start
