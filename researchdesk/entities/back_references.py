# SPDX-License-Identifier: MIT
"""What the full names of a text say about its other capitalised words: a later "Pupin" is the Mihajlo Pupin above."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING

from researchdesk.entities.candidates import opens_sentence
from researchdesk.entities.known import OPENERS, is_capital, is_same_word, key_of
from researchdesk.entities.lists import words_of
from researchdesk.entities.name_words import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from researchdesk.entities.grouping import Run
    from researchdesk.entities.words import Token

REFERRED = 0.9  # confidence of a back reference
SHORTEST = 3  # letters of a word that may refer back


class Surnames:
    """Folded words, to be looked up by their case forms."""

    def __init__(self, words: Iterable[str], language: str) -> None:
        self._language = language
        self._by_key: dict[str, list[str]] = collections.defaultdict(list)
        for word in sorted(set(words)):
            self._by_key[key_of(word, language)].append(word)

    def forms_of(self, word: str) -> list[str]:
        """Give those that may be case forms of a word, in alphabetical order."""
        near = self._by_key.get(key_of(word, self._language), ())
        return [one for one in near if is_same_word(word, one, self._language)]


def cut_openers(
    words: Sequence[Token], folded: Sequence[str], found: dict[Run, float], language: str
) -> None:
    """Cut a noun that opens a sentence before a known surname: "Schůzka Zemana" is Zeman."""
    surnames = Surnames((folded[last - 1] for _, last in found), language)
    for first, last in [run for run in found if run[1] - run[0] == 2]:
        if not opens_sentence(words, first) or folded[first] in words_of("given_names"):
            continue
        if any(word != folded[last - 1] for word in surnames.forms_of(folded[last - 1])):
            found[first + 1, last] = found.pop((first, last))


def drop_things_named_for_people(folded: Sequence[str], found: dict[Run, float]) -> None:
    """Drop what begins with the surname of somebody here and ends like an organisation: Wilson Tower."""
    surnames = {folded[last - 1] for first, last in found if last - first > 1}
    for first, last in [run for run in found if run[1] - run[0] > 1]:
        if folded[first] in surnames and folded[last - 1] in words_of("organisation_words"):
            del found[first, last]


def drop_firms(words: Sequence[Token], found: dict[Run, float]) -> None:
    """Drop lone words on both sides of "&" but for authors with a year: Johnson & Johnson, not Cruse & Croft (2004)."""
    for at in range(1, len(words) - 1):
        is_firm = (
            words[at].word == "&"
            and is_capital(words[at - 1].word)
            and is_capital(words[at + 1].word)
            and not any(one.word[:1].isdigit() for one in words[at + 2 : at + 4])
        )
        if is_firm:
            found.pop((at - 1, at), None)
            found.pop((at + 1, at + 2), None)


def cut_what_is_owned(folded: Sequence[str], found: dict[Run, float]) -> None:
    """Cut what somebody named here owns, where the genitive has an s and nouns have capitals: Merkels Buch."""
    surnames = {folded[last - 1] for first, last in found if last - first > 1}
    for first, last in [run for run in found if run[1] - run[0] == 2]:
        if folded[first].endswith("s") and folded[first][:-1] in surnames:
            found[first, first + 1] = found.pop((first, last))


def add_back_references(
    words: Sequence[Token], folded: Sequence[str], found: dict[Run, float], language: str
) -> None:
    """Let the surname, or a rare given name, of a full name be a mention wherever it stands capitalised."""
    surnames, given = _referable(words, folded, found)
    long_enough = (word for word in surnames | given if len(word) >= SHORTEST)
    wanted = Surnames(long_enough, language)
    covered = {number for run in found for number in range(*run)}
    for number, token in enumerate(words):
        if number in covered or not is_capital(token.word) or len(token.word) < SHORTEST:
            continue
        hit = next(iter(wanted.forms_of(folded[number])), None)
        if hit is None or (hit in words_of("places") and hit not in surnames):
            continue
        if not _belongs_to_something_else(words, folded, number):
            found[number, number + 1] = REFERRED


def _referable(
    words: Sequence[Token], folded: Sequence[str], found: dict[Run, float]
) -> tuple[set[str], set[str]]:
    """Give the surnames and the given names that may stand for a full name of the text."""
    surnames, given = set(), set()
    for run in found:
        parts = [
            folded[number]
            for number in range(*run)
            if words[number].word[0].isalpha()
            and len(folded[number]) > 1
            and folded[number] not in SUFFIXES
        ]
        if len(parts) > 1:
            surnames.add(parts[-1])
            if parts[0] in words_of("given_names") and parts[0] not in words_of("places"):
                given.add(parts[0])
    return surnames, given


def _belongs_to_something_else(words: Sequence[Token], folded: Sequence[str], at: int) -> bool:
    """Say whether a capitalised word is part of a longer name: Trump Tower, Vučić Street, a double name."""
    after = words[at + 1] if at + 1 < len(words) else None
    titles = words_of("titles")
    if (
        after
        and is_capital(after.word)
        and after.start - words[at].end == 1
        and folded[at + 1] not in titles
    ):
        return True
    if after and after.word == "-" and after.start == words[at].end:
        return True
    before = words[at - 1] if at else None
    if not before or not is_capital(before.word) or words[at].start - before.end != 1:
        return False
    return (
        folded[at - 1] not in titles
        and at > 1
        and words[at - 2].word not in OPENERS
        and before.word.isalpha()
    )
