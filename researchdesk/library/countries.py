# SPDX-License-Identifier: MIT
"""Countries by code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from researchdesk.entities import countries
from researchdesk.model.errors import BadValue
from researchdesk.model.people import CountryRow
from researchdesk.store import mentions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from researchdesk.library.library import Library


def rows(library: Library, codes: Iterable[str] | None = None) -> list[CountryRow]:
    """Give the countries that articles bear, all or of these codes, the most borne first."""
    return [
        structs.replace(row, name=name_of(row.code))
        for row in mentions.countries(library.store, codes)
    ]


def named_like(library: Library, is_meant: Callable[[str], bool]) -> list[CountryRow]:
    """Give the countries that articles bear and one of whose shown names is meant; only these are counted."""
    codes = mentions.country_codes(library.store)
    return rows(library, [one for one in codes if any(map(is_meant, countries.shown_names(one)))])


def all_countries() -> list[CountryRow]:
    """Give every country there is or was, by name; the counts are 0."""
    found = [CountryRow(code, name_of(code), 0) for code in countries.all_codes()]
    return sorted(found, key=lambda row: row.name)


def name_of(code: str, language: str = "en") -> str:
    """Give the name of a code in a language of the window; the English one where that has none."""
    return countries.country_name(code, language)


def code_of(words: str) -> str:
    """Give the code for a code, name or adjective in any language; BadValue where it is none."""
    found = countries.code_of(words.strip())
    if found is None:
        raise BadValue(
            value=f"“{words[:60]}”", kind="country", expected="write its name, or a code such as RS"
        )
    return found
