# SPDX-License-Identifier: MIT
"""Group the names of one article into people: the fullest form first, the others join whom they fit.

Same surname and same given name (initial, nickname, case form) join; a lone surname joins the person whose full name
ends in it and was mentioned last before it. Hunter Biden and Joe Biden stay two.
"""

from __future__ import annotations

import bisect
import collections
from typing import TYPE_CHECKING

from msgspec import Struct, field

from researchdesk.entities.known import SLAVIC, is_same_word, key_of
from researchdesk.entities.lists import is_title, words_of
from researchdesk.entities.name_words import ALSO_GIVEN, PARTICLES, SUFFIXES
from researchdesk.entities.nicknames import groups as nicknames
from researchdesk.entities.nicknames import is_arabic
from researchdesk.entities.words import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from researchdesk.entities.words import Token

Run = tuple[int, int]  # first token, last token + 1
_FAR = 10**9


class Group(Struct):
    """One person of an article: the words of the fullest form, and where all forms stand, in order."""

    core: list[str]
    runs: list[Run] = field(default_factory=list)


class Groups:
    """The people of an article found so far, by the words of their fullest forms."""

    def __init__(self, language: str) -> None:
        self.made: list[Group] = []
        self._language = language
        self._by_word: dict[str, list[int]] = collections.defaultdict(list)

    def add(self, run: Run, core: list[str]) -> None:
        """Let a form join the person it fits best, or be a new one."""
        group = self._best(run, core)
        if group is None:
            group = Group(core)
            for key in self._keys(core):
                self._by_word[key].append(len(self.made))
            self.made.append(group)
        bisect.insort(group.runs, run)

    def _best(self, run: Run, core: list[str]) -> Group | None:
        """Give the person a form fits best; among equals whoever was mentioned last before it."""
        best, best_rank = None, (0.0, 0)
        numbers = {number for key in self._keys(core) for number in self._by_word.get(key, ())}
        for group in map(self.made.__getitem__, sorted(numbers)):
            score = fit(core, group.core, self._language)
            if score:
                rank = (score, -_distance(group, run[0]))
                if best is None or rank > best_rank:
                    best, best_rank = group, rank
        return best

    def _keys(self, core: Iterable[str]) -> Iterator[str]:
        """Give keys of which two forms that fit share one."""
        return iter({key_of(word, self._language) for word in core})


def grouped(
    tokens: Sequence[Token], folded: Sequence[str], found: Iterable[Run], language: str
) -> list[Group]:
    """Give the people of an article from the runs of tokens that name them."""
    runs = sorted(found)
    parted = {
        folded[at + 1]
        for first, last in runs
        for at in range(first + 1, last - 1)
        if folded[at] in ALSO_GIVEN
    }
    keyed = [(run, _core(tokens, folded, run, parted)) for run in runs]
    keyed.sort(key=lambda one: (-sum(len(word) > 1 for word in one[1]), -len(one[1]), one[0][0]))
    groups = Groups(language)
    for run, core in keyed:
        groups.add(run, core)
    return groups.made


def shown_name(text: str, tokens: Sequence[Token], group: Group, language: str) -> str:
    """Give the fullest form; among equals the commonest, then in Slavic text the shortest (most often a nominative)."""
    count = collections.Counter(
        _straight(" ".join(text[slice(*span_of(tokens, run))].split())) for run in group.runs
    )
    most = max(map(_size, count))
    best = [name for name in count if _size(name) == most]
    if language in SLAVIC:
        return min(best, key=lambda name: (-count[name] if count[name] > 1 else 0, len(name)))
    return max(best, key=lambda name: (count[name], not name.isupper(), len(name)))


def span_of(tokens: Sequence[Token], run: Run) -> tuple[int, int]:
    """Give the code points of a run, from its first capital: of el-Sisi, and of words run together, etM. Jacquet."""
    first, end = tokens[run[0]], tokens[run[1] - 1].end
    capital = next((at for at, char in enumerate(first.word) if char.isupper()), 0)
    return first.start + capital, end


def fit(short: list[str], long: list[str], language: str) -> float:
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


def _straight(name: str) -> str:
    """Turn the name of a list of authors round: Jane Austen."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma else name


def _size(name: str) -> int:
    """Give the number of a name's words without initials and titles."""
    words = [word.strip(".") for word in name.split()]
    return sum(len(word) > 1 and fold(word) not in words_of("titles") for word in words)


def _distance(group: Group, at: int) -> int:
    """Give how many tokens before `at` a person was last named; those who are named only later come last."""
    number = bisect.bisect_right(group.runs, at, key=lambda run: run[0])
    if number:
        return at - group.runs[number - 1][0]
    return _FAR + group.runs[0][0] - at


def _core(
    tokens: Sequence[Token], folded: Sequence[str], run: Run, parted: Collection[str]
) -> list[str]:
    """Give the folded words that tell people apart: no particles, suffixes, titles.

    `parted` are family names that stand after a particle in this article: Ben Gurion beside David Ben Gurion.
    """
    words = [
        folded[number]
        for number in range(*run)
        if tokens[number].word[0].isalpha() and folded[number]
    ] or [tokens[run[0]].word]  # a lone soft sign folds to nothing
    core = [word for word in words if word not in PARTICLES and word not in SUFFIXES] or words
    while len(core) > 1 and is_title(core):
        core = core[1:]
    is_given = len(core) == 1 and words[0] in ALSO_GIVEN and core != words[:1]
    return (
        [words[0], *core] if is_given and core[0] not in parted and not is_arabic(core[0]) else core
    )
