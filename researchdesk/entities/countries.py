# SPDX-License-Identifier: MIT
"""Countries by code: ISO 3166-1 alpha-2, XK for Kosovo, and SU, YU, CS, DD for those of the past.

`countries` proposes them from the names and demonyms of a text; capitals, and names inside a person's, do not count.
"""

from __future__ import annotations

import bisect
import json
import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from researchdesk.config import paths
from researchdesk.entities.country_names import CountryNames, Hit, names_of
from researchdesk.entities.country_rules import Company, Place, meant
from researchdesk.entities.lists import country_tables
from researchdesk.entities.words import Token, fold, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Span = tuple[int, int]  # code points, half-open
NO_NAME_AFTER = ("@", "#", "/", "_")


def countries(text: str, language: str, people: Sequence[Span]) -> dict[str, list[Span]]:
    """Give the countries of a text with their places, in the order of first mention; `people` are places of persons."""
    names = names_of(language)
    words = list(_parted(tokens(text), names))
    folded = [fold(token.word) for token in words]
    company = Company(text) if language == "en" else None
    persons = _Spans(people)
    found: dict[str, list[Span]] = {}
    number = 0
    while number < len(words):
        hit = names.at(words, folded, number) if words[number].word[0].isalpha() else None
        if hit is None:
            number += 1
            continue
        start, end = words[number].start, words[number + hit.length - 1].end
        number += hit.length
        if hit.code is None or _is_part_of_another_name(text, (start, end), hit, persons):
            continue
        codes = meant(Place(company, start, end), hit.code, hit.kind) if company else [hit.code]
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


class _Spans:
    """Spans that do not overlap, to ask which one holds a place."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)

    def around(self, start: int, end: int) -> Span | None:
        """Give the span that holds a place, if one does."""
        number = bisect.bisect_right(self._spans, start, key=lambda span: span[0])
        if number and end <= self._spans[number - 1][1]:
            return self._spans[number - 1]
        return None


def _parted(words: Iterable[Token], names: CountryNames) -> Iterator[Token]:
    """Part words that hyphens join, but for those that are a name so: Canada-wide, UK-based, British-American."""
    for token in words:
        if (
            "-" in token.word
            and token.word[0].isupper()
            and not names.knows_hyphened(fold(token.word))
        ):
            for one in re.finditer(r"[^-]+", token.word):
                yield Token(one.group(), token.start + one.start(), token.start + one.end())
        else:
            yield token


def _is_part_of_another_name(text: str, span: Span, hit: Hit, persons: _Spans) -> bool:
    """Say whether a place is inside a person's name, a tag or an address; a lone demonym may be tagged as a person."""
    start, end = span
    if start and text[start - 1] in NO_NAME_AFTER:
        return True
    person = persons.around(start, end)
    return person is not None and (hit.kind != "demonym" or person != span)
