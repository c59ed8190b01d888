# SPDX-License-Identifier: MIT
"""When two name forms may be one person, and the keys under which forms are looked up.

`match` answers for a look-up or a suggestion, never for a merge: a merge is the user's act.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct

from researchdesk.entities.lists import words_of
from researchdesk.entities.name_words import (
    ALSO_GIVEN,
    PARTICLES,
    SUFFIXES,
    core,
    parts,
    spellings,
    stems,
)
from researchdesk.entities.nicknames import given_group, is_arabic
from researchdesk.entities.skeletons import are_alike, skeletons
from researchdesk.entities.sounds import may_be_one_word, sound, sounds
from researchdesk.entities.words import fold

SCRIPTS = {
    "LATIN": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek", "HEBREW": "Hebr", "ARABIC": "Arab", "CJK": "Hani",
    "HIRAGANA": "Hira", "KATAKANA": "Kana", "HANGUL": "Hang", "GEORGIAN": "Geor", "ARMENIAN": "Armn",
    "DEVANAGARI": "Deva", "THAI": "Thai",
}  # fmt: skip

ROMAN = re.compile(r"[IVX]+\.?")
NUMBERS = ("I", "II", "III", "IV")  # Petar I Karađorđević
JOINS = frozenset(["y", "e", "i"])  # Ortega y Gasset
ONLY_PARTICLES = frozenset(
    ["de", "van", "von", "fon", "le", "la", "di", "da", "del", "della", "du", "des", "ter", "zu"]
)
"""Particles that are nobody's given name: Van Gogh is a family name, Al Gore is not."""
LEAST_KEY = 3  # signs of a skeleton worth looking up
MOST_KEYS = 8  # skeletons of a surname that are kept as keys


def full_key(name: str) -> str:
    """Give the folded form by which an exact repeat is known: "aleksandar vucic"; empty when there is no letter."""
    return " ".join(word for word in parts(name) if any(char.isalnum() for char in word))


@lru_cache(maxsize=50_000)
def match(one: str, other: str) -> bool:
    """Say whether two name forms may be one person; symmetric."""
    is_loose = script_of(one) != script_of(other)
    return any(
        _may_be(parts(mine), parts(theirs), is_loose=is_loose)
        for mine in spellings(one)
        for theirs in spellings(other)
    )


def lookup_keys(name: str) -> set[str]:
    """Give the keys under which a form is stored, for one indexed look-up: stems and sounds of the outer words."""
    spelled = [core(parts(spelling)) for spelling in spellings(name)]
    found: set[str] = set()
    for family in {words[-1] for words in spelled if len(words) > 1}:
        keys = [one for one in skeletons(family) if len(one) >= LEAST_KEY]
        found.update("k:" + one for one in keys if len(keys) <= MOST_KEYS)
    for word in {word for words in spelled if words for word in (words[0], words[-1])}:
        forms = set(stems(word))
        if word.endswith("s") and len(word) > 4:
            forms |= stems(word[:-1])  # Merkels, Vucics
        for form in forms:
            found.add("s:" + form)
            if len(form) > 3 or form == word:
                found.update("p:" + key for key in sounds(form))
                found.update(
                    "p:" + stem for key in sounds(form) for stem in stems(key) if len(stem) > 4
                )
    return found


def script_of(name: str) -> str:
    """Give the ISO 15924 code of the script most letters of a name are in; Zyyy where it is none of ours."""
    counts: dict[str, int] = {}
    for char in name:
        if char.isalpha():
            script = SCRIPTS.get(unicodedata.name(char, "").split(" ")[0], "Zyyy")
            counts[script] = counts.get(script, 0) + 1
    return max(counts, key=lambda script: counts[script]) if counts else "Zyyy"


def family_and_given(name: str) -> tuple[str | None, str | None]:
    """Part a name where the form is clear: (family, given); a lone name, and a ruler's, is left whole as the first.

    Particles before the last word belong to the family name: von der Leyen, Ursula. `Surname, Name` is taken as it is.
    """
    if name.count(",") == 1:
        family, given = (part.strip() for part in name.split(","))
        if family and given and fold(given).strip(".") not in SUFFIXES:
            return family, given
    words = name.replace(",", " ").split()
    end = len(words)
    while end > 1 and fold(words[end - 1]).strip(".") in SUFFIXES:
        end -= 1
    at = _family_begins(words[:end])
    if at == 0 or _is_ruler(words):
        return " ".join(words) or None, None
    return " ".join(words[at:end]), " ".join([*words[:at], *words[end:]]) or None


def sort_name(name: str) -> str:
    """Give the form under which a person stands in a list: "Vučić, Aleksandar"."""
    family, given = family_and_given(name)
    return ", ".join(part for part in (family, given) if part) or name.strip()


def _family_begins(words: list[str]) -> int:
    """Give the number of the word that begins the family name: 0 where no given name is before it."""
    at = max(len(words) - 1, 0)
    while at > 1 and fold(words[at - 1]) in PARTICLES and words[at - 1] not in NUMBERS:
        at -= 2 if fold(words[at - 1]) in JOINS else 1
    return 0 if at == 1 and fold(words[0]) in ONLY_PARTICLES else at


def _is_ruler(words: list[str]) -> bool:
    """Say whether a number follows given names alone: Elizabeth II, John Paul II, but not Loudon Wainwright III."""
    if len(words) < 2 or not ROMAN.fullmatch(words[-1]):
        return False
    return all(fold(word) in words_of("given_names") for word in words[:-1])


def _may_be(one: list[str], other: list[str], *, is_loose: bool) -> bool:
    """Judge two names by their words, also by those without blanks between them."""
    short, long = sorted(
        (_core(one, other), _core(other, one)),
        key=lambda words: (len(words), sum(map(len, words)), words),
    )
    if not short:
        return False
    if len(short) == 1:
        return _lone(short[0], long)
    judge = _Judge(is_loose or (is_arabic(short[0]) and is_arabic(long[0])))
    return judge.match(short, long) or _are_one_when_joined(one, other)


def _core(words: list[str], other: list[str]) -> list[str]:
    """Give the words to compare: without particles, but with one that is a given name here."""
    rest = core(words)
    if len(rest) != 1 or words[0] not in ALSO_GIVEN or is_arabic(rest[0]):
        return rest
    pieces = {piece for word in other for piece in word.split("-")}
    is_particle = pieces & ALSO_GIVEN[words[0]] or any(map(is_arabic, pieces))
    return rest if is_particle else [words[0], *rest]


def _are_one_when_joined(one: list[str], other: list[str]) -> bool:
    """Say whether two names differ by blanks and hyphens alone: Kim Jongun, Le Pen and Lepen."""
    mine, theirs = (" ".join(words).replace("-", " ").split() for words in (one, other))
    if len(mine) == len(theirs) or any(len(word) == 1 for word in (*mine, *theirs)):
        return False
    return may_be_one_word("".join(mine), "".join(theirs))


def _lone(word: str, long: list[str]) -> bool:
    if len(word) == 1:
        return False
    if may_be_one_word(word, long[-1]) or (len(long) > 2 and may_be_one_word(word, long[-2])):
        return True
    return len(long) == 1 and _given(word, long[0])


def _given(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return sound(one[0]) == sound(other[0])
    return may_be_one_word(one, other) or bool(given_group(one) & given_group(other))


class _Judge(Struct, frozen=True):
    """Compares two names of two and more words each; loosely where one is in another alphabet."""

    is_loose: bool

    def match(self, short: list[str], long: list[str]) -> bool:
        if self._family(short[-1], long[-1]) and _given(short[0], long[0]):
            return self._middles(short[1:-1], long[1:-1])
        if (
            len(short) == len(long) == 2
            and may_be_one_word(short[0], long[1])
            and _given(short[1], long[0])
        ):
            return len(short[0]) > 1 and len(short[1]) > 1  # Orban Viktor
        return len(long) > len(short) and self._is_part(short, long)

    def _family(self, one: str, other: str) -> bool:
        return may_be_one_word(one, other) or (self.is_loose and are_alike(one, other))

    def _middles(self, short: list[str], long: list[str]) -> bool:
        """Say whether middle names agree where both are given: George H. W. Bush is not George W. Bush."""
        if not short or not long:
            return True
        if len(short) == len(long):
            return all(
                _given(one, other) or (self.is_loose and are_alike(one, other))
                for one, other in zip(short, long, strict=True)
            )
        if all(len(word) == 1 for word in (*short, *long)):
            return False
        few, many = sorted((short, long), key=len)
        return any(_given(few[0], word) for word in many)

    def _is_part(self, short: list[str], long: list[str]) -> bool:
        """Say whether a name leaves out words of the longer one: García Márquez, or a patronymic."""
        if all(
            may_be_one_word(one, other)
            for one, other in zip(short, long[-len(short) :], strict=True)
        ):
            return True
        if not _given(short[0], long[0]):
            return False
        rest = iter(long[1:])
        return all(any(self._family(word, other) for other in rest) for word in short[1:])
