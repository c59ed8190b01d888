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
from researchdesk.entities.country_context import means_country
from researchdesk.entities.country_names import CountryNames, names_of
from researchdesk.entities.country_rules import Company, Place, is_shouted, meant
from researchdesk.entities.lists import country_tables
from researchdesk.entities.words import Token, fold, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Span = tuple[int, int]  # code points, half-open
NO_NAME_AFTER = ("@", "#", "/", "_")


def countries(text: str, language: str, people: Sequence[Span]) -> dict[str, list[Span]]:
    """Give the countries of a text with their places, in the order of first mention; `people` are places of persons."""
    names = names_of(language)
    words = list(_parted(tokens(text), names, language))
    folded = [fold(token.word) for token in words]
    company = Company(text)
    persons = _Spans(people)
    found: dict[str, list[Span]] = {}
    number = 0
    while number < len(words):
        hit = names.at(words, folded, number) if words[number].word[0].isalpha() else None
        if hit is None:
            number += 1
            continue
        at, number = number, number + hit.length
        place = Place(company, words[at].start, words[number - 1].end)
        if hit.code is None or _is_part_of_another_name(place, persons):
            continue
        if language == "en":
            codes = meant(place, hit.code, hit.kind)
        else:
            is_meant = not is_shouted(place, hit.kind) and means_country(
                words, folded, at, hit.kind
            )
            codes = [hit.code] if is_meant else []
        for code in codes:
            found.setdefault(code, []).append((place.start, place.end))
    return found


def country_name(code: str, language: str = "en") -> str:
    """Give the name to show for a code; the code itself where it is none of ours."""
    shown = _shown()
    return shown.get(language, shown["en"]).get(code, code)


def shown_names(code: str) -> list[str]:
    """Give the names to show for a code in every language that has one."""
    return [names[code] for names in _shown().values() if code in names]


def all_codes() -> list[str]:
    """Give every code there is or was."""
    return sorted(_shown()["en"])


def code_of(words: str) -> str | None:
    """Give the code for a code, name or adjective in any of the languages; None where it is none."""
    if words.upper() in _shown()["en"]:
        return words.upper()
    if code := names_of("en").abbreviated(words) or names_of("en").abbreviated(words.upper()):
        return code
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
    """Spans that do not overlap, to ask whether a place touches one."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)

    def touch(self, start: int, end: int) -> bool:
        """Say whether a span has a code point of a place."""
        number = bisect.bisect_left(self._spans, end, key=lambda span: span[0])
        return number > 0 and start < self._spans[number - 1][1]


def _parted(words: Iterable[Token], names: CountryNames, language: str) -> Iterator[Token]:
    """Part words that hyphens join, but for those that are a name so: Canada-wide, UK-based, deutsch-französisch.

    In Turkish, part the name from its case: Türkiye'nin.
    """
    joins = r"[^-'’]+" if language == "tr" else r"[^-]+"
    for token in words:
        is_joined = "-" in token.word or (
            language == "tr" and ("'" in token.word or "’" in token.word)
        )
        is_capital = token.word[0].isupper() or (language != "en" and token.word[0].isalpha())
        if is_joined and is_capital and not names.knows_hyphened(fold(token.word)):
            for one in re.finditer(joins, token.word):
                yield Token(one.group(), token.start + one.start(), token.start + one.end())
        else:
            yield token


def _is_part_of_another_name(place: Place, persons: _Spans) -> bool:
    """Say whether a place is in a person's name (Michael Jordan), a tag or an address."""
    is_in_address = place.start and place.company.text[place.start - 1] in NO_NAME_AFTER
    return bool(is_in_address) or persons.touch(place.start, place.end)
