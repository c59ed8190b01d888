# SPDX-License-Identifier: MIT
"""Countries by code: ISO 3166-1 alpha-2, XK for Kosovo, and SU, YU, CS, DD for those of the past.

`countries` proposes them from the names and demonyms of a text; capitals, and names inside a person's, do not count.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from researchdesk.config import paths
from researchdesk.entities.country_names import Hit, names_of
from researchdesk.entities.country_rules import Place, meant
from researchdesk.entities.lists import country_tables
from researchdesk.entities.words import Token, fold, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Find = Callable[[Sequence[Token], Sequence[str], int], Hit | None]

Span = tuple[int, int]  # code points, half-open
NO_NAME_AFTER = ("@", "#", "/", "_")


def countries(text: str, language: str, people: Sequence[Span]) -> dict[str, list[Span]]:
    """Give the countries of a text with their places, in the order of first mention; `people` are places of persons."""
    names = names_of(language)
    words = tokens(text)
    folded = [fold(token.word) for token in words]
    found: dict[str, list[Span]] = {}
    number = 0
    while number < len(words):
        hit = _hit_at(words, folded, number, names.at)
        if hit is None:
            number += 1
            continue
        start, end = words[number].start, words[number + hit.length - 1].end
        number += hit.length
        if hit.code is None or _is_inside(start, end, hit, people):
            continue
        if start and text[start - 1] in NO_NAME_AFTER:
            continue
        codes = (
            meant(Place(text, start, end), hit.code, hit.kind) if language == "en" else [hit.code]
        )
        for code in codes:
            found.setdefault(code, []).append((start, end))
    return found


def country_name(code: str, language: str = "en") -> str:
    """Give the name to show for a code; the code itself where it is none of ours."""
    shown = _shown()
    return shown.get(language, shown["en"]).get(code, code)


def all_codes() -> list[str]:
    """Give every code there is or was."""
    return sorted(_shown()["en"])


def code_of(words: str) -> str | None:
    """Give the code for a code, name or adjective in any of the languages; None where it is none."""
    if words.upper() in _shown()["en"]:
        return words.upper()
    abbreviations: dict[str, str] = country_tables()["abbreviations"]
    if words in abbreviations:
        return abbreviations[words]
    for folded in (
        tuple(fold(token.word) for token in tokens(words)),
        tuple(map(fold, words.split())),
    ):
        if folded and (code := _code_of_folded(folded)):
            return code
    return None


def fold_words(words: str) -> str:
    """Give words folded, one blank between them: for comparing names while they are typed."""
    return " ".join(fold(word) for word in words.split())


@cache
def _shown() -> dict[str, dict[str, str]]:
    text = paths.resource("entities/country_shown.json").read_text(encoding="utf-8")
    shown: dict[str, dict[str, str]] = json.loads(text)
    return shown


@lru_cache(maxsize=1000)
def _code_of_folded(folded: tuple[str, ...]) -> str | None:
    """Ask English first, then every other language."""
    for code, name in _shown()["en"].items():
        if tuple(fold(token.word) for token in tokens(name)) == folded:
            return code
    for language in ("en", *country_tables()["names"]):
        if found := names_of(language).code_of(folded):
            return found
    return None


def _hit_at(words: list[Token], folded: list[str], at: int, find: Find) -> Hit | None:
    """Look at a token, and inside one that hyphens join: Canada-wide, UK-based, British-American."""
    word = words[at].word
    hit = find(words, folded, at) if word[0].isalpha() else None
    if hit is None and "-" in word and word[0].isupper():
        start = words[at].start
        parts = [
            Token(one.group(), start + one.start(), start + one.end())
            for one in re.finditer(r"[^-]+", word)
        ]
        words[at : at + 1] = parts
        folded[at : at + 1] = [fold(part.word) for part in parts]
        hit = find(words, folded, at)
    return hit


def _is_inside(start: int, end: int, hit: Hit, people: Sequence[Span]) -> bool:
    """Say whether a country is part of a person's name: Michael Jordan; a demonym alone may be tagged as one."""
    return any(
        first <= start and end <= last and (hit.kind != "demonym" or last - first > end - start)
        for first, last in people
    )
