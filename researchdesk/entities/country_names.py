# SPDX-License-Identifier: MIT
"""The names of countries in one language, with their case forms, demonyms and phrases."""

from __future__ import annotations

import collections
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from researchdesk.entities.known import SLAVIC
from researchdesk.entities.lists import country_tables
from researchdesk.entities.name_words import is_inflected

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from researchdesk.entities.words import Token

ALIASES = {"sr_Latn": "sr", "sr-Latn": "sr", "sh": "sr", "nb": "no", "nn": "no"}
DEMONYMS = dict.fromkeys(
    ["sr", "hr", "bs", "mk", "bg", "ru", "uk", "be", "pl", "sl", "cs", "sk"], "slavic"
) | {language: language for language in ("en", "de", "fr", "es", "it")}
CZECH = ("cs", "sk")
SOUTH_AND_EAST = ("sl", "sr", "hr", "bs", "ru", "mk", "bg", "uk", "pl")
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
        language = ALIASES.get(language, language)
        self._is_slavic = language in SLAVIC
        self._takes_lower_case = language != "en"
        self._abbreviations: dict[str, str] = tables["abbreviations"]
        self.forms: dict[str, str | None] = {}
        self._phrases: dict[str, list[tuple[list[str], str | None, Kind]]] = (
            collections.defaultdict(list)
        )
        for name, code in (tables["names"].get(language) or tables["names"]["en"]).items():
            self._add_name(name, None if code == "-" else code, language)
        self._demonyms: dict[str, str] = dict(
            tables["demonyms"].get(DEMONYMS.get(language, ""), {})
        )
        if language in (*CZECH, *SOUTH_AND_EAST):
            self._demonyms.update(tables["demonyms"]["cs-only" if language in CZECH else "sl-only"])
        if language == "en":
            self._add_english()
        for phrases in self._phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
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

    def _add_name(self, name: str, code: str | None, language: str) -> None:
        words = name.split(" ")
        if len(words) > 1:
            self._phrases[words[0][:3]].append((words, code, "name"))
            return
        for form in _forms(name, language, is_slavic=self._is_slavic):
            self.forms.setdefault(form, code)
        self.forms[name] = code

    def _add_english(self) -> None:
        self.forms.update(congo="CD", korea="KR", koreas="KR")
        self._demonyms.update(korean="KR", koreans="KR", congolese="CD")
        for phrase, code in self._demonyms.items():
            if " " in phrase:
                self._phrases[phrase[:3]].append((phrase.split(" "), code, "demonym"))
        for phrase in country_tables()["blocked"]:
            words = re.findall(r"[^\s,]+|,", phrase)
            self._phrases[words[0][:3]].append((words, None, "blocked"))

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


def _forms(name: str, language: str, *, is_slavic: bool) -> set[str] | frozenset[str]:
    if is_slavic:
        return slavic_forms(name)
    if language == "el":
        return greek_forms(name)
    return {name, name + "s"} if language == "de" and name[-1] not in "sxz" else {name}


def greek_forms(name: str) -> set[str]:
    """Give the folded case forms of a one-word Greek name: Kypros, Kyprou, Kypro."""
    if name.endswith("os"):
        return {name, name[:-1], name[:-1] + "u", name[:-2] + "oy"}
    return {name, name + "s"} | (
        {name[:-1] + "oy", name[:-1] + "ou"} if name.endswith("o") else set()
    )


_SLAVIC_ENDINGS: tuple[tuple[tuple[str, ...], tuple[tuple[int, str], ...]], ...] = (
    (("ija", "eja"), ((1, "a e i u o om oj ej eju"), (2, "i ii ie iej ej"))),
    (("ia", "ja"), ((1, "a i e u o ej om -"), (2, "i"))),
    (("ka", "ga"), ((1, "a e i y u o om oj ou oju"), (2, "ce ci ki ze dze kie kiej"))),
    (("a",), ((1, "a e i y u o om oj ou ie oju ej"),)),
    (("ie",), ((2, "ie ii i iich"),)),
    (("o",), ((1, "o a u om em iem"),)),
    (("y", "i"), ((0, "-"), (1, "- om ami am ah ach ech ov ow iec zech"))),
    (("j",), ((1, "j ja ju jem em e i"),)),
    (("e",), ((1, "e a u i om"),)),
    (("",), ((0, "- a u om em e i ie ovi owi iem y ja ju"),)),
)
"""Nominative endings -> (letters to cut, endings of the cases; - for none); the first that fits counts."""


@lru_cache(maxsize=20_000)
def slavic_forms(name: str) -> frozenset[str]:
    """Give the folded case forms of a one-word Slavic country name."""
    if len(name) < 4:
        return frozenset({name})
    changes = next(changes for endings, changes in _SLAVIC_ENDINGS if name.endswith(endings))
    found = {
        name[: len(name) - cut] + ending.strip("-")
        for cut, endings in changes
        for ending in endings.split()
    }
    return frozenset(form for form in found if len(form) > 3)
