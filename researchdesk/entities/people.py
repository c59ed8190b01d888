# SPDX-License-Identifier: MIT
"""Propose the people of a text: the tagger, then what the text itself and the user's own people add."""

from __future__ import annotations

import collections
from dataclasses import dataclass
from typing import TYPE_CHECKING

from researchdesk.entities import country_names
from researchdesk.entities.grouping import Group, Run, grouped, shown_name
from researchdesk.entities.known import OPENERS, KnownForms, is_capital, is_same_word
from researchdesk.entities.lists import case_class, country_words, words_of
from researchdesk.entities.name_words import SUFFIXES
from researchdesk.entities.tagger import tagged
from researchdesk.entities.words import Token, fold, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST = 0.3  # P from which a run of tokens is looked at
LEAST_LONE = 0.5  # for a lone word that nothing else backs
LEAST_UNLISTED = 0.4  # for words of which none is a listed given or family name
LEAST_IN_HEADLINE = 0.8  # for the same in a line where nearly every word begins with a capital
KNOWN, REFERRED = 0.95, 0.9  # confidence of a known form, of a back reference
LONGEST = 8  # tokens of a name
SENTENCE_BEGINS = '.!?\n"“„'
AFTER_NAMES = frozenset(["'s", ",", ";", ":", '"', "”", "’", "'", "\n", "(", ")"])
JOBS = frozenset(
    [
        "minister", "president", "chairman", "chairwoman", "secretary", "spokesman", "spokeswoman", "premier",
        "chancellor", "director", "chief", "envoy", "senator", "governor", "mayor", "ambassador", "coach", "manager",
        "captain", "commissioner",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """One person of a text: spans in code points, half-open; whom of the user's people it may be."""

    name: str
    spans: tuple[tuple[int, int], ...]
    confidence: float
    known: frozenset[int]


def people(text: str, language: str, known: KnownForms) -> list[FoundPerson]:
    """Give the people of a text in the order of their first mention."""
    words = tokens(text)
    folded = [fold(token.word).rstrip(".") for token in words]
    found = _from_tagger(words, folded, language)
    _add_known(found, known.places(words, folded, language))
    _cut_openers(words, folded, found, language)
    _drop_things_named_for_people(folded, found)
    _add_back_references(words, folded, found, language)
    made = []
    for group in grouped(words, folded, found, language):
        confidence = max(found[run] for run in group.runs)
        whom = _whom(group, folded, known, language)
        if len(group.core) > 1 or confidence >= LEAST_LONE or whom:
            spans = sorted((words[first].start, words[last - 1].end) for first, last in group.runs)
            name = shown_name(text, words, group, language)
            made.append(FoundPerson(name, tuple(spans), round(confidence, 2), frozenset(whom)))
    return sorted(made, key=lambda one: one.spans[0])


def _from_tagger(words: Sequence[Token], folded: Sequence[str], language: str) -> dict[Run, float]:
    found: dict[Run, float] = {}
    headline = _headline_tokens(words)
    for first, last, confidence in tagged(words, language, LEAST):
        first, last = _trimmed(words, first, last)
        if (
            first in headline
            and confidence < LEAST_IN_HEADLINE
            and not _has_listed(folded, first, last)
        ):
            continue  # "Belgium Considers Renting Prisons"
        first = _without_opener(words, first, last, language)
        if confidence < LEAST_UNLISTED and not _has_listed(folded, first, last):
            continue
        if (
            first < last
            and _is_plausible(words, first, last)
            and not _is_place(words, first, last, language)
        ):
            found[first, last] = confidence
    return found


def _trimmed(words: Sequence[Token], first: int, last: int) -> Run:
    """Cut titles before a name, possessives and stops after it."""
    while first < last and (
        (fold(words[first].word).rstrip(".") in words_of("titles") and last - first > 1)
        or not words[first].word[0].isalpha()
    ):
        first += 1
        while first < last and words[first].word in (".", "-"):
            first += 1
    while last > first and (words[last - 1].word in AFTER_NAMES or _is_full_stop(words, last - 1)):
        last -= 1
    return first, last


def _is_full_stop(words: Sequence[Token], at: int) -> bool:
    return (
        words[at].word == "."
        and len(words[at - 1].word) > 1
        and words[at - 1].word not in ("Jr", "Sr")
    )


def _without_opener(words: Sequence[Token], first: int, last: int, language: str) -> int:
    """Give the first token without a common word that opens the sentence before a name: "Sastanak Vučića"."""
    opens = last - first > 1 and (first == 0 or words[first - 1].word in SENTENCE_BEGINS)
    if (
        not opens
        or fold(words[first].word) in words_of("given_names")
        or words[first].word.endswith(".")
    ):
        return first
    if len(words[first].word) == 1 and words[first + 1].word != ".":
        first += 1  # "S Obamom", "Ο Μητσοτάκης"
    folded = fold(words[first].word)
    is_common = case_class(folded, is_german=language == "de") in "ab"
    return first + 1 if is_common and folded not in words_of("family_names") else first


def _has_listed(folded: Sequence[str], first: int, last: int) -> bool:
    return any(
        word in words_of("given_names") or word in words_of("family_names")
        for word in folded[first:last]
    )


def _is_plausible(tokens_: Sequence[Token], first: int, last: int) -> bool:
    words = [token.word for token in tokens_[first:last]]
    folded = [fold(word) for word in words]
    if last - first > LONGEST or "\n" in words or not any(is_capital(word) for word in words):
        return False
    if any(word[0].isdigit() for word in words):
        return False
    places = country_words()
    if all(word.rstrip(".") in words_of("titles") or word in places for word in folded):
        return False
    if len(words) > 1 and folded[-1] in JOBS and folded[0] not in words_of("given_names"):
        return False  # "Power Minister", "Barrick chairman"
    if (
        len(words) > 1
        and folded[-1] in words_of("organisation_words")
        and folded[-1] not in words_of("family_names")
    ):
        return False  # "Wilson Tower"
    whole = " ".join(folded)
    return whole not in places and len(whole.replace(".", "")) >= 2


def _is_place(words: Sequence[Token], first: int, last: int, language: str) -> bool:
    return last - first == 1 and bool(country_names.forms_of(language).get(fold(words[first].word)))


def _headline_tokens(words: Sequence[Token]) -> set[int]:
    """Give the tokens of lines where nearly every word begins with a capital: there capitals say nothing."""
    found: set[int] = set()
    line: list[int] = []
    for number, token in enumerate([*words, Token("\n", 0, 0)]):
        if token.word != "\n":
            line.append(number)
            continue
        long = [
            words[at].word for at in line if words[at].word[0].isalpha() and len(words[at].word) > 3
        ]
        capitals = sum(is_capital(word) for word in long)
        has_digit = any(words[at].word[0].isdigit() for at in line)
        if len(long) >= 5 and capitals >= 0.8 * len(long) and not has_digit:
            found.update(line)
        line = []
    return found


def _add_known(found: dict[Run, float], places: Sequence[Run]) -> None:
    """Let a known form outrank the tagger's shorter runs across it."""
    for run in places:
        for other in [one for one in found if one[0] < run[1] and run[0] < one[1]]:
            if other != run and other[1] - other[0] <= run[1] - run[0]:
                del found[other]
        if not any(one[0] < run[1] and run[0] < one[1] for one in found):
            found[run] = KNOWN


def _cut_openers(
    words: Sequence[Token], folded: Sequence[str], found: dict[Run, float], language: str
) -> None:
    """Cut a noun that opens a sentence before a known surname: "Schůzka Zemana" is Zeman."""
    surnames = {folded[last - 1] for _, last in found}
    for first, last in [run for run in found if run[1] - run[0] == 2]:
        opens = first == 0 or words[first - 1].word in SENTENCE_BEGINS
        if not opens or folded[first] in words_of("given_names"):
            continue
        surname = folded[last - 1]
        if any(word != surname and is_same_word(word, surname, language) for word in surnames):
            found[first + 1, last] = found.pop((first, last))


def _drop_things_named_for_people(folded: Sequence[str], found: dict[Run, float]) -> None:
    """Drop what begins with the surname of somebody here and ends like an organisation: Wilson Tower."""
    surnames = {folded[last - 1] for first, last in found if last - first > 1}
    for first, last in [run for run in found if run[1] - run[0] > 1]:
        if folded[first] in surnames and folded[last - 1] in words_of("organisation_words"):
            del found[first, last]


def _add_back_references(
    words: Sequence[Token], folded: Sequence[str], found: dict[Run, float], language: str
) -> None:
    """Let the surname, or a rare given name, of a full name be a mention wherever it stands capitalised."""
    surnames, given = _referable(words, folded, found)
    covered = {number for run in found for number in range(*run)}
    by_start = collections.defaultdict(set)
    for word in surnames | given:
        by_start[word[:3]].add(word)
    for number, token in enumerate(words):
        if number in covered or not is_capital(token.word) or len(token.word) < 3:
            continue
        wanted = sorted(by_start.get(folded[number][:3], ()))
        hit = next((word for word in wanted if is_same_word(folded[number], word, language)), None)
        if hit is None or (hit in words_of("places") and hit not in surnames):
            continue
        if not _belongs_to_something_else(words, folded, number):
            found[number, number + 1] = REFERRED
            covered.add(number)


def _referable(
    words: Sequence[Token], folded: Sequence[str], found: dict[Run, float]
) -> tuple[set[str], set[str]]:
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


def _whom(group: Group, folded: Sequence[str], known: KnownForms, language: str) -> set[int]:
    """Give whom of the user's people the longest forms of this group name."""
    found: set[int] = set()
    for first, last in sorted(group.runs, key=lambda run: run[0] - run[1]):
        found = known.whom(folded[first:last], language)
        if found:
            break
    return found
