# SPDX-License-Identifier: MIT
"""Given names that stand for one another: nicknames, and the forms of one name in several languages."""

from __future__ import annotations

import collections
from functools import cache, lru_cache

from researchdesk.config import paths
from researchdesk.entities.name_words import stems
from researchdesk.entities.sounds import sounds
from researchdesk.entities.words import fold

ARABIC = "~"
LEAST_HEARD = 4  # letters of a name that may be known by ear


@cache
def groups() -> dict[str, frozenset[str]]:
    """Give for each folded given name the names it may stand for."""
    found: dict[str, set[str]] = collections.defaultdict(set)
    for group in _lines():
        for word in group:
            found[word].update(group)
    return {word: frozenset(group) for word, group in found.items()}


@lru_cache(maxsize=20_000)
def given_group(word: str) -> frozenset[str]:
    """Give the group of a folded given name, also of its case forms and of what sounds like it: Sasa, Sase, Sasha."""
    table = groups()
    if word in table:
        return table[word]
    if word.endswith(("ie", "y")):
        return frozenset()  # Jackie is not Jack
    if len(word) >= LEAST_HEARD and (heard := sounds(word) & _by_ear().keys()):
        return frozenset().union(*(_by_ear()[key] for key in heard))
    ends = ("", "a", "j", "i", "o")
    near = (stem + end for stem in stems(word) for end in ends if len(stem) > 2)
    return frozenset().union(*(table.get(one, frozenset()) for one in near))


def is_arabic(word: str) -> bool:
    """Say whether a folded given name is Arabic: then vowels say little, each language writes its own."""
    return word in _arabic()


@cache
def _lines() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(fold, line.lstrip(ARABIC).split())) for line in _read())


@cache
def _arabic() -> frozenset[str]:
    lines = (line.lstrip(ARABIC) for line in _read() if line.startswith(ARABIC))
    return frozenset(fold(word) for line in lines for word in line.split())


def _read() -> list[str]:
    text = paths.resource("entities/given_name_groups.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def _by_ear() -> dict[str, frozenset[str]]:
    """Give the groups by the sounds of their longer names."""
    found: dict[str, set[str]] = collections.defaultdict(set)
    for word, group in groups().items():
        if len(word) >= LEAST_HEARD:
            for key in sounds(word):
                found[key].update(group)
    return {key: frozenset(group) for key, group in found.items()}
