# SPDX-License-Identifier: MIT
"""The name forms that the user has accepted, and where they stand in a text; case endings allowed."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING

from researchdesk.entities.lists import words_of
from researchdesk.entities.name_words import PARTICLES, is_inflected
from researchdesk.entities.words import Token, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SLAVIC = frozenset(["sr", "hr", "bs", "sl", "mk", "bg", "ru", "uk", "be", "pl", "cs", "sk"])
GENITIVE_S = frozenset(["de", "nl", "da", "sv", "no"])
OPENERS = '.!?\n"“”'
"""What stands before the first word of a sentence."""


class KnownForms:
    """The user's name forms, indexed once for many articles; each leads to whom it names."""

    def __init__(self, forms: Iterable[tuple[str, int]]) -> None:
        self._forms: dict[str, list[tuple[list[str], int]]] = collections.defaultdict(list)
        for form, person_id in forms:
            printed = form.split()
            while len(printed) > 1 and printed[0].islower() and printed[0] in PARTICLES:
                del printed[0]  # "de Gaulle": a mention begins with a capital
            words = [fold(word).rstrip(".") for word in printed]
            if words:
                self._forms[words[0][:3]].append((words, person_id))

    def places(
        self, tokens: Sequence[Token], folded: Sequence[str], language: str
    ) -> list[tuple[int, int]]:
        """Give where forms stand, as (first token, last token + 1); the longest first, none over another."""
        found: list[tuple[int, int]] = []
        number = 0
        while self._forms and number < len(tokens):
            length = self._longest_at(tokens, folded, number, language)
            if length:
                found.append((number, number + length))
            number += length or 1
        return found

    def whom(self, words: Sequence[str], language: str) -> set[int]:
        """Give the people one of whose forms is these folded words."""
        return {
            person_id
            for form, person_id in self._forms.get(words[0][:3], ())
            if len(form) == len(words)
            and all(
                is_same_word(word, other, language) for word, other in zip(words, form, strict=True)
            )
        }

    def _longest_at(
        self, tokens: Sequence[Token], folded: Sequence[str], at: int, language: str
    ) -> int:
        best = 0
        if not _may_begin_name(tokens[at].word):
            return best
        for form, _ in self._forms.get(folded[at][:3], ()):
            length = len(form)
            if best < length <= len(tokens) - at and self._stands(
                tokens, folded, at, form, language
            ):
                best = length
        return best

    @staticmethod
    def _stands(
        tokens: Sequence[Token], folded: Sequence[str], at: int, form: Sequence[str], language: str
    ) -> bool:
        for step, word in enumerate(form):
            if not (_may_begin_name(tokens[at + step].word) or word in PARTICLES):
                return False
            if not is_same_word(folded[at + step], word, language):
                return False
        if len(form) > 1:
            return True
        return form[0] not in words_of("places") and not has_capital_neighbour(tokens, folded, at)


def is_same_word(one: str, other: str, language: str) -> bool:
    """Say whether two folded words of one article are one name: equal, or case forms where the language has them."""
    if one == other:
        return True
    if language in SLAVIC:
        return is_inflected(one, other)
    if language in GENITIVE_S:
        return one.rstrip("'") == other + "s" or other.rstrip("'") == one + "s"
    return False


def key_of(word: str, language: str) -> str:
    """Give what two folded words share when `is_same_word` holds of them: the key to look one up by the other."""
    return word[:3] if language in SLAVIC else word.rstrip("s'") or word


def is_capital(word: str) -> bool:
    """Say whether a word begins with a capital."""
    return word[:1].isupper()


def _may_begin_name(word: str) -> bool:
    """Say whether a word has a capital, or is of a script that knows none: Georgian, Hebrew, Arabic."""
    return word[:1].isalpha() and word[:1] == word[:1].title()


def has_capital_neighbour(tokens: Sequence[Token], folded: Sequence[str], at: int) -> bool:
    """Say whether a lone surname stands next to another capitalised word: somebody or something else, probably."""
    if (
        at + 1 < len(tokens)
        and is_capital(tokens[at + 1].word)
        and tokens[at + 1].start - tokens[at].end == 1
    ):
        return True
    if not at or not is_capital(tokens[at - 1].word) or tokens[at].start - tokens[at - 1].end != 1:
        return False
    if folded[at - 1] in words_of("titles"):
        return False
    return at > 1 and tokens[at - 2].word not in OPENERS
