# SPDX-License-Identifier: MIT
"""The names of countries in one language, with their case forms, demonyms and phrases."""

from __future__ import annotations

import collections
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from researchdesk.entities.case_forms import case_forms
from researchdesk.entities.known import SLAVIC
from researchdesk.entities.lists import country_phrases, country_tables
from researchdesk.entities.name_words import is_inflected
from researchdesk.entities.words import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from researchdesk.entities.words import Token

DEMONYMS = dict.fromkeys(
    ["sr", "hr", "bs", "mk", "bg", "ru", "uk", "be", "pl", "sl", "cs", "sk"], "slavic"
) | {language: language for language in ("en", "de", "fr", "es", "it")}
CZECH = ("cs", "sk")
SOUTH_AND_EAST = ("sl", "sr", "hr", "bs", "ru", "mk", "bg", "uk", "pl")
NO_COUNTRY = "-"
AS_PRINTED = "="
Kind = Literal["name", "demonym", "abbreviation", "blocked"]


class Hit(NamedTuple):
    """What begins at a token: how many tokens, whose name it is (None: a blocked phrase), and of what kind."""

    length: int
    code: str | None
    kind: Kind


class CountryNames:
    """The phrases of one language, by their first letters."""

    def __init__(self, language: str) -> None:
        tables = country_tables()
        self._language = language
        self._is_slavic = language in SLAVIC
        self._takes_lower_case = language != "en"
        self._abbreviations: dict[str, str] = dict(tables["abbreviations"])
        self.forms: dict[str, str | None] = {}
        self._phrases: dict[str, list[tuple[list[str], str | None, Kind]]] = (
            collections.defaultdict(list)
        )
        for name, code in (tables["names"].get(language) or tables["names"]["en"]).items():
            self._add_name(name, None if code == NO_COUNTRY else code)
        self._demonyms: dict[str, str] = dict(
            tables["demonyms"].get(DEMONYMS.get(language, ""), {})
        )
        if language in (*CZECH, *SOUTH_AND_EAST):
            self._demonyms.update(tables["demonyms"]["cs-only" if language in CZECH else "sl-only"])
        if language == "en":
            self._add_english()
        for code, form in country_phrases(language):
            self._add_own(code, form)
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: (-len(phrase[0]), phrase[1] is not None))
        self._hyphened = {
            word
            for words in (*self.forms, *self._demonyms, *self._words_of_phrases())
            for word in words.split(" ")
            if "-" in word
        }

    def at(self, tokens: Sequence[Token], folded: Sequence[str], number: int) -> Hit | None:
        """Give the longest country, demonym or blocked phrase that begins at a token."""
        word = tokens[number].word
        if word[0].isupper():
            for words, code, kind in self._phrases.get(folded[number][:3], ()):
                if self._stands(words, folded, number):
                    return Hit(len(words), code, kind)
            if word in self._abbreviations:
                return Hit(1, self._abbreviations[word], "abbreviation")
            if code := self.forms.get(folded[number]):
                return Hit(1, code, "name")
        if word[0].isupper() or self._takes_lower_case:
            code = self._demonyms.get(folded[number])
            if code and len(word) > 3:
                return Hit(1, code, "demonym")
        return None

    def knows_hyphened(self, folded: str) -> bool:
        """Say whether a word with hyphens belongs to a name as it is: Guinea-Bissau, but not Canada-wide."""
        return folded in self._hyphened

    def abbreviated(self, word: str) -> str | None:
        """Give the code of an abbreviation as printed: USA, ФРГ."""
        return self._abbreviations.get(word)

    def code_of(self, folded: Sequence[str]) -> str | None:
        """Give the code of folded words that are a country's name or demonym, whole."""
        if len(folded) == 1:
            return self.forms.get(folded[0]) or self._demonyms.get(folded[0])
        for words, code, kind in self._phrases.get(folded[0][:3], ()):
            if kind != "blocked" and len(words) == len(folded) and self._stands(words, folded, 0):
                return code
        return None

    def _words_of_phrases(self) -> Iterator[str]:
        for phrases in self._phrases.values():
            for words, _, _ in phrases:
                yield from words

    def _add_name(self, name: str, code: str | None) -> None:
        words = name.split(" ")
        if len(words) > 1:
            self._phrases[words[0][:3]].append((words, code, "name"))
            return
        for form in case_forms(name, self._language):
            self.forms.setdefault(form, code)
        self.forms[name] = code

    def _add_own(self, code: str, form: str) -> None:
        """Add a line of the list of our own."""
        if form.startswith(AS_PRINTED):
            self._abbreviations[form[1:]] = code
        elif code == NO_COUNTRY:
            self._add_blocked(fold(form))
        else:
            self._add_name(fold(form), code)

    def _add_blocked(self, phrase: str) -> None:
        words = re.findall(r"[^\s,]+|,", phrase)
        self._phrases[words[0][:3]].append((words, None, "blocked"))

    def _add_english(self) -> None:
        self.forms.update(congo="CD", korea="KR", koreas="KR")
        self._demonyms.update(korean="KR", koreans="KR", congolese="CD")
        for phrase, code in self._demonyms.items():
            if " " in phrase:
                self._phrases[phrase[:3]].append((phrase.split(" "), code, "demonym"))
        for phrase in country_tables()["blocked"]:
            self._add_blocked(phrase)

    def _stands(self, words: Sequence[str], folded: Sequence[str], at: int) -> bool:
        if at + len(words) > len(folded):
            return False
        return all(self._is_same(folded[at + step], word) for step, word in enumerate(words))

    def _is_same(self, word: str, form: str) -> bool:
        return word == form or (self._is_slavic and len(form) > 3 and is_inflected(word, form))


@lru_cache(maxsize=32)
def names_of(language: str) -> CountryNames:
    """Give the names of a language, made once; English where we have none."""
    return CountryNames(language)


def forms_of(language: str) -> dict[str, str | None]:
    """Give the case forms of one-word names in a language: folded form -> code."""
    return names_of(language).forms
