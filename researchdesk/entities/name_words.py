# SPDX-License-Identifier: MIT
"""The words of a name: what belongs to it, and which words may be case forms of one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from researchdesk.entities.words import fold

_PARTICLES = """
de da do dos das del della delle di du des van von fon vom zu zum zur der den ter ten te la le el al ul bin bint
ibn ben af av y e i af
"""
_HONORIFICS = """
mr mrs ms miss mx dr prof professor sir dame lord lady madam madame monsieur mme mlle herr frau fraulein
signor signora sig senor senora sr sra dona rev reverend fr father sister brother rabbi imam sheikh pope
saint st king queen prince princess president vice-president premier chancellor minister senator sen rep gov
governor mayor judge justice general gen colonel col captain capt major maj lieutenant lt sergeant sgt admiral
commander secretary ambassador chairman chairwoman comrade gospodin gospodja gospoda pan pani prezident
presednik predsednik predsjednik prezydent president presidente prasident bundeskanzler bundeskanzlerin
kanzler kanzlerin kaiser konig koenig graf baron freiherr premijer ministar ministre ministro gospozha g-n
g-za gospoda tovarisc tovarish
"""
_SLAVIC_ENDINGS = """
a u e i o y om em eho im ym am ama ima om ou oj ej ovi evi owi ov ev ova eva ove eve ovu evu ovej ovou ovoj
evoj ovy evy ovym evym ich ych ach iem ie ii ju ja je jem jom jou jo ego ogo omu emu og oga iego iemu imi ami
oju eju ovaja ovi ovo ovih ovih ovom ovym ovym ovych ova owie ow owa owej owa os oui
"""
_LONG_ENDINGS = "ovim evim ovog evog ovih evih evom evo inim inog inom inih"
"""Of adjectives made of names (Filipovićevim); a stem keeps at least five letters."""
PARTICLES = frozenset(_PARTICLES.split())
ALSO_GIVEN = {
    "al": frozenset(["al", "el", "ul"]),
    "ben": frozenset(["ben"]),
    "van": frozenset(["van"]),
}
"""Particles that begin a name as a given name, Al Gore and Ben Chan, where the other form has none of these."""
SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "phd", "md", "mp"])
HONORIFICS = frozenset(_HONORIFICS.split())
_ENDINGS = sorted(_SLAVIC_ENDINGS.split(), key=len, reverse=True)
"""Endings of Slavic cases, folded; a stem keeps at least three letters."""
_FLEETING = re.compile(r"([bcdfghjklmnprstvz])(?:a|e|o|ie)([bcdfghjklmnprstvz])$")


_BY_EAR = {
    "ę": "en", "ą": "on", "ö": "e", "ø": "e", "ő": "e", "ü": "i", "ű": "i", "ř": "rz", "å": "o", "ă": "e", "ё": "jo",
}  # fmt: skip
"""Letters that other languages write by their sound, not by their shape: Wałęsa is Valensa, Schröder Šreder."""


def spellings(name: str) -> tuple[str, ...]:
    """Give a name as it stands, and as it is written where its letters are written by ear."""
    name = unicodedata.normalize("NFC", name)
    heard = "".join(_BY_EAR.get(char, char) for char in name.lower())
    return (name,) if heard == name.lower() else (name, heard)


def parts(name: str) -> list[str]:
    """Give the folded words of a name without honorifics, suffixes and full stops; initials stay as one letter.

    `Surname, Name` is turned round.
    """
    name = re.sub(r"['’]s\b", "", name)
    if re.fullmatch(r"[^,]+,\s*[^,]+", name):
        last, first = name.split(",")
        if fold(first.strip()).strip(".") not in SUFFIXES:
            name = first.strip() + " " + last.strip()
    name = re.sub(r"([^\W\d_])\.-?(?=[^\W\d_])", r"\1. ", name)
    words = [word for word in (fold(piece).strip(".,'\"“”()") for piece in name.split()) if word]
    while len(words) > 1 and words[0] in HONORIFICS:
        words = words[1:]
    while len(words) > 1 and words[-1] in SUFFIXES:
        words = words[:-1]
    return words


def core(words: list[str]) -> list[str]:
    """Give a name's words without particles; Jean-Claude and Grabar-Kitarović are two words each."""
    split = [piece for word in words for piece in word.split("-") if piece]
    return [word for word in split if word not in PARTICLES] or split


@lru_cache(maxsize=100_000)
def stems(word: str) -> frozenset[str]:
    """Give the possible stems of a folded word: every Slavic ending off, a fleeting vowel out."""
    found = {word}
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            found.add(word[: -len(ending)])
    for ending in _LONG_ENDINGS.split():
        if word.endswith(ending) and len(word) - len(ending) >= 5:
            found.add(word[: -len(ending)])
    shorter = {_FLEETING.sub(r"\1\2", stem) for stem in found}
    found |= {stem for stem in shorter if len(stem) >= 3}
    return frozenset(found)


def is_inflected(one: str, other: str) -> bool:
    """Say whether two folded words may be case forms of one: Vucic and Vucica, Aleksandar and Aleksandra."""
    if one[:3] != other[:3] or abs(len(one) - len(other)) > 4:
        return False
    shared = max((len(stem) for stem in stems(one) & stems(other)), default=0)
    return shared >= max(3, min(len(one), len(other)) - 3)
