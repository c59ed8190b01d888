# SPDX-License-Identifier: MIT
"""Group the names of one article into people: the fullest form first, the others join whom they fit.

Same surname and same given name (initial, nickname, case form) join; a lone surname joins the person whose full name
ends in it and was mentioned last before it. Hunter Biden and Joe Biden stay two.
"""

from __future__ import annotations

import collections
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from researchdesk.entities.known import SLAVIC, is_same_word
from researchdesk.entities.lists import words_of
from researchdesk.entities.name_words import PARTICLES, SUFFIXES
from researchdesk.entities.nicknames import groups as nicknames

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from researchdesk.entities.words import Token

Run = tuple[int, int]  # first token, last token + 1
_FAR = 10**6


@dataclass(slots=True)
class Group:
    """One person of an article: the words of the fullest form, and where all forms stand."""

    core: list[str]
    runs: list[Run] = field(default_factory=list)


def grouped(
    tokens: Sequence[Token], folded: Sequence[str], found: Iterable[Run], language: str
) -> list[Group]:
    """Give the people of an article from the runs of tokens that name them."""
    runs = sorted(found)
    runs = [one for one in runs if not any(_holds(other, one) for other in runs)]
    keyed = [(run, _core(tokens, folded, run)) for run in runs]
    keyed.sort(key=lambda one: (-sum(len(word) > 1 for word in one[1]), -len(one[1]), one[0][0]))
    made: list[Group] = []
    for run, core in keyed:
        best = _best(made, run, core, language)
        if best:
            best.runs.append(run)
        else:
            made.append(Group(core, [run]))
    return made


def shown_name(text: str, tokens: Sequence[Token], group: Group, language: str) -> str:
    """Give the fullest form; among equals the commonest, then in Slavic text the shortest (most often a nominative)."""
    count = collections.Counter(
        " ".join(text[tokens[first].start : tokens[last - 1].end].split())
        for first, last in group.runs
    )
    most = max(map(_size, count))
    best = [name for name in count if _size(name) == most]
    if language in SLAVIC:
        return min(best, key=lambda name: (-count[name] if count[name] > 1 else 0, len(name)))
    return max(best, key=lambda name: (count[name], not name.isupper(), len(name)))


def _size(name: str) -> int:
    return sum(len(word.strip(".")) > 1 for word in name.split())


def _holds(outer: Run, inner: Run) -> bool:
    return outer != inner and outer[0] <= inner[0] and inner[1] <= outer[1]


def _core(tokens: Sequence[Token], folded: Sequence[str], run: Run) -> list[str]:
    words = [folded[number] for number in range(*run) if tokens[number].word[0].isalpha()]
    core = [word for word in words if word not in PARTICLES and word not in SUFFIXES] or words
    while len(core) > 1 and core[0] in words_of("titles"):
        core = core[1:]
    return core


def _best(made: Sequence[Group], run: Run, core: list[str], language: str) -> Group | None:
    """Give the person a form fits best; among equals whoever was mentioned last before it."""
    best, best_rank = None, (0.0, 0)
    for group in made:
        score = _fit(core, group.core, language)
        if score:
            distance = min(
                abs(run[0] - at) if at <= run[0] else _FAR + at - run[0] for at, _ in group.runs
            )
            if best is None or (score, -distance) > best_rank:
                best, best_rank = group, (score, -distance)
    return best


def _fit(short: list[str], long: list[str], language: str) -> float:
    """Say how well a form fits a fuller form of the same article; 0: another person."""

    def same(one: str, other: str) -> bool:
        return is_same_word(one, other, language)

    if short == long:
        return 3
    if len(short) == 1:
        return _lone_fit(short[0], long, language)
    if len(short) < len(long) and all(map(same, short, long[-len(short) :])):
        return 2.6  # García Márquez
    if same(short[-1], long[-1]):
        return _given_fit(short[0], long[0], language)
    if len(short) < len(long) and all(any(same(word, other) for other in long) for word in short):
        return 2
    return 0


def _lone_fit(word: str, long: list[str], language: str) -> float:
    if is_same_word(word, long[-1], language):
        return 2.5
    if is_same_word(word, long[0], language):
        return 1.5
    return 1.2 if any(is_same_word(word, other, language) for other in long[1:-1]) else 0


def _given_fit(short: str, long: str, language: str) -> float:
    if is_same_word(short, long, language):
        return 2.8
    if short[0] == long[0] and (len(short) == 1 or len(long) == 1):
        return 2.2
    return 2 if long in nicknames().get(short, ()) else 0
