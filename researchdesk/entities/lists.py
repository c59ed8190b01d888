# SPDX-License-Identifier: MIT
"""The word lists of the recogniser, read when first asked for. Words are folded."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from researchdesk.config import paths

if TYPE_CHECKING:
    from collections.abc import Sequence


ALSO_GIVEN = frozenset(["don", "dona", "duke", "earl", "emir", "marshal", "regina", "reina", "rey"])
"""Titles that are given names too."""


@cache
def words_of(name: str) -> frozenset[str]:
    """Give the words of a list: given_names, family_names, places, titles, organisation_words."""
    text = paths.resource(f"entities/{name}.txt").read_text(encoding="utf-8")
    return frozenset(text.split("\n")) - {""}


def is_title(folded: Sequence[str]) -> bool:
    """Say whether the first of these words is a title of what follows: Don Felipe, but not Don Johnson."""
    if folded[0] not in words_of("titles"):
        return False
    return folded[0] not in ALSO_GIVEN or (len(folded) > 1 and folded[1] in words_of("given_names"))


@cache
def case_classes() -> dict[str, str]:
    """Give how words mostly stand: word (with `de:` for German) -> class, from a (lower case) to e (upper)."""
    table = json.loads(paths.resource("entities/case.json").read_text(encoding="utf-8"))
    return {word: bucket for bucket, words in table.items() for word in words.split(" ")}


@cache
def country_tables() -> dict[str, Any]:
    """Give the tables of countries: names by language, demonyms, abbreviations, blocked phrases."""
    text = paths.resource("entities/countries.json").read_text(encoding="utf-8")
    tables: dict[str, Any] = json.loads(text)
    for names in tables[
        "names"
    ].values():  # CLDR writes countries of the past with four: CSHH, DDDE
        names.update({name: code[:2] for name, code in names.items() if len(code) > 2})
    return tables


@cache
def country_words() -> frozenset[str]:
    """Give the folded names of countries in every language, and English demonyms."""
    tables = country_tables()
    names = (name for table in tables["names"].values() for name in table)
    return frozenset(names) | frozenset(tables["demonyms"]["en"])


def case_class(folded: str, *, is_german: bool) -> str:
    """Give the class of a folded word; "?" when it was never counted."""
    return case_classes().get(("de:" if is_german else "") + folded, "?")


def country_phrases(language: str) -> list[tuple[str, str]]:
    """Give (code, form) of the list of our own for a language; a code of "-" is no country."""
    return [
        (code, form)
        for languages, code, forms in _phrase_lines()
        if "*" in languages or language in languages
        for form in forms
    ]


@cache
def _phrase_lines() -> tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]:
    text = paths.resource("entities/country_phrases.txt").read_text(encoding="utf-8")
    found = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            languages, code, forms = line.split(" ", 2)
            found.append((tuple(languages.split(",")), code, tuple(forms.split("|"))))
    return tuple(found)
