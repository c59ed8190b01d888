# SPDX-License-Identifier: MIT
"""Runs of tokens that the tagger takes for people, cut to the name and freed of what cannot be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.entities import country_names
from researchdesk.entities.known import is_capital
from researchdesk.entities.lists import case_class, country_words, is_title, words_of
from researchdesk.entities.name_words import PARTICLES, SUFFIXES
from researchdesk.entities.tagger import tagged
from researchdesk.entities.whole_names import completed
from researchdesk.entities.words import Token, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from researchdesk.entities.grouping import Run

LEAST = 0.3  # P from which a run of tokens is looked at
LEAST_UNLISTED = 0.4  # for words of which none is a listed given or family name
LEAST_IN_HEADLINE = 0.8  # for the same in a line where nearly every word begins with a capital
LONGEST = 8  # tokens of a name
SENTENCE_BEGINS = '.!?\n"“„'
SIGNS_BETWEEN = ("/", "|", "(")
JOINED_BY = PARTICLES | {"of", "os", "as", "the", "dit", "genannt"}  # words inside of names
ANDS = ("and", "und", "et", "y", "e", "i", "и", "і", "a", "en", "og", "och")
JOBS = frozenset(
    [
        "minister", "president", "chairman", "chairwoman", "secretary", "spokesman", "spokeswoman", "premier",
        "chancellor", "director", "chief", "envoy", "senator", "governor", "mayor", "ambassador", "coach", "manager",
        "captain", "commissioner",
    ]
)  # fmt: skip


def candidates(words: Sequence[Token], folded: Sequence[str], language: str) -> dict[Run, float]:
    """Give the runs that may be people, with how sure the tagger is; none overlaps another."""
    found: dict[Run, float] = {}
    headline = _headline_tokens(words)
    for run in tagged(words, language, LEAST):
        for first, last in _parted(words, folded, run.first, run.last):
            first, last = _trimmed(words, first, last)
            is_listed = has_listed(folded, first, last)
            if first in headline and run.confidence < LEAST_IN_HEADLINE and not is_listed:
                continue  # "Belgium Considers Renting Prisons"
            first = _without_opener(words, first, last, language)
            if run.confidence < LEAST_UNLISTED and not has_listed(folded, first, last):
                continue
            if _is_plausible(words, first, last) and not _is_place(words, first, last, language):
                found[first, last] = run.confidence
    return completed(words, folded, found, language)


def opens_sentence(words: Sequence[Token], at: int) -> bool:
    """Say whether a token begins a sentence, or a quotation."""
    return at == 0 or words[at - 1].word in SENTENCE_BEGINS


def has_listed(folded: Sequence[str], first: int, last: int) -> bool:
    """Say whether a run holds a listed given or family name."""
    return any(
        word in words_of("given_names") or word in words_of("family_names")
        for word in folded[first:last]
    )


def _parted(words: Sequence[Token], folded: Sequence[str], first: int, last: int) -> Iterator[Run]:
    """Part people that the tagger took for one: "Weil / Brecht", "Luís Queiró e Celeste Cardona", "Ho met Lee"."""
    start, is_after_verb = first, False
    for at in range(first, last + 1):
        is_end = at == last
        is_verb = not is_end and _is_verb_between(words, folded, at, start)
        if not (
            is_end
            or is_verb
            or words[at].word in SIGNS_BETWEEN
            or _is_and_between_people(words, folded, at, last)
        ):
            continue
        if not is_after_verb or at - start > 1 or has_listed(folded, start, at):
            yield start, at
        start, is_after_verb = at + 1, is_verb


def _is_and_between_people(
    words: Sequence[Token], folded: Sequence[str], at: int, last: int
) -> bool:
    """Say whether a word means "and", and a given name follows: Ortega y Gasset is one man."""
    if words[at].word not in ANDS or at + 1 >= last:
        return False
    return folded[at + 1] in words_of("given_names")


def _is_verb_between(words: Sequence[Token], folded: Sequence[str], at: int, start: int) -> bool:
    """Say whether a small word parts a name: any that none has inside, and "of" after a given and a family name."""
    word = words[at].word
    if len(word) == 1 or not (word.islower() and word.isalpha()):
        return False  # "v." is von
    return folded[at] not in JOINED_BY or (folded[at] == "of" and at - start > 1)


def _trimmed(words: Sequence[Token], first: int, last: int) -> Run:
    """Cut titles and small words before a name, and small words, possessives and stops after it."""
    while first < last and (_is_no_name_begin(words[first].word) or _is_title(words, first, last)):
        first += 1
        while first < last and words[first].word in (".", "-"):
            first += 1
    while last > first and (
        _is_no_name_end(words[last - 1].word) or _is_full_stop(words, last - 1)
    ):
        last -= 1
    return first, last


def _is_title(words: Sequence[Token], first: int, last: int) -> bool:
    return last - first > 1 and is_title([fold(one.word).rstrip(".") for one in words[first:last]])


def _is_no_name_begin(word: str) -> bool:
    return not word[0].isalpha() or (word.islower() and fold(word) not in PARTICLES)


def _is_no_name_end(word: str) -> bool:
    """Say whether a name cannot end so: 's, signs, and verbs that the tagger took along ("Ralph Lauren fell")."""
    if not word[0].isalpha():
        return word != "."
    return word.islower() and fold(word) not in SUFFIXES


def _is_full_stop(words: Sequence[Token], at: int) -> bool:
    return (
        words[at].word == "."
        and len(words[at - 1].word) > 1
        and words[at - 1].word not in ("Jr", "Sr")
    )


def _without_opener(words: Sequence[Token], first: int, last: int, language: str) -> int:
    """Give the first token without a common word that opens the sentence before a name: "Sastanak Vučića"."""
    if (
        last - first < 2
        or not opens_sentence(words, first)
        or fold(words[first].word) in words_of("given_names")
        or words[first].word.endswith(".")
    ):
        return first
    if len(words[first].word) == 1 and words[first + 1].word != ".":
        first += 1  # "S Obamom", "Ο Μητσοτάκης"
    folded = fold(words[first].word)
    is_common = case_class(folded, is_german=language == "de") in "ab"
    return first + 1 if is_common and folded not in words_of("family_names") else first


def _is_plausible(tokens_: Sequence[Token], first: int, last: int) -> bool:
    words = [token.word for token in tokens_[first:last]]
    folded = [fold(word) for word in words]
    if (
        not words
        or last - first > LONGEST
        or "\n" in words
        or not any(is_capital(word) for word in words)
    ):
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
    return whole not in places and len(whole.strip(" .")) >= 2


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
