# SPDX-License-Identifier: MIT
"""Take in what stands beside a lone name and belongs to it: "Renate" before Schmidt, "Warhol" after Andy, "W." before.

The tagger leaves such a word out now and then; the lists of given and family names know it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.entities.known import is_capital
from researchdesk.entities.lists import case_class, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.entities.grouping import Run
    from researchdesk.entities.words import Token

SURE = 0.5  # confidence from which a given name takes the word after it
MOSTLY_CAPITAL = "de?"  # classes of words that seldom stand in small letters


def completed(
    words: Sequence[Token], folded: Sequence[str], found: dict[Run, float], language: str
) -> dict[Run, float]:
    """Give the runs, longer where a word beside them belongs to the name; each begins with a capital, none overlaps."""
    taken = {number for run in found for number in range(*run)}
    made: dict[Run, float] = {}
    for (first, last), confidence in sorted(found.items()):
        start, end = first, last
        is_lone = last - first == 1
        if is_lone and _is_given_before(words, folded, first, language) and first - 1 not in taken:
            start -= 1
        elif (
            is_lone
            and confidence >= SURE
            and _is_family_after(words, folded, last, language)
            and last not in taken
        ):
            end += 1
        while _is_initial_before(words, start) and not taken & {start - 1, start - 2}:
            start -= 2
        while words[start].word.islower():
            start += 1  # "de Nancy", but "M. de Nancy"
        made[start, end] = confidence
        taken.update(range(start, end))
    return made


def _is_given_before(words: Sequence[Token], folded: Sequence[str], at: int, language: str) -> bool:
    """Say whether a given name stands before a lone surname."""
    return (
        _is_beside(words, at - 1)
        and _is_listed(folded[at - 1], "given_names", language)
        and folded[at - 1] not in words_of("titles")
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
