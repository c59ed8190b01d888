# SPDX-License-Identifier: MIT
"""One key for the spellings of different languages: Jelzin, Yeltsin and Eltsine sound alike; Biden and Baden do not."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from researchdesk.entities.name_words import is_inflected
from researchdesk.entities.readings import readings

if TYPE_CHECKING:
    from researchdesk.entities.readings import Reading

VOWELS = "aeiou"
_RULES = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"['’]", ""),
        (r"lj(?=[^aeiou]|$)", "l"),
        (r"^u(?=[aeio])", "v"),
        (r"^iou", "ju"),
        (r"dt$", "t"),
        (r"schtsch|chtch|shch|szcz|sctc", "sc"),
        (r"tsch|tch|tsh|cz", "c"),
        (r"dzh|dsch|dj|gj", "d"),
        (r"sch|sh|sz", "s"),
        (r"(?<!a)ch(?=[aeiouy]|$|n|k|l)", "c"),
        (r"zh|zs|rz", "z"),
        (r"kh|ch", "h"),
        (r"tz|ts", "c"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"dh", "d"),
        (r"gh", "g"),
        (r"bh", "b"),
        (r"rh", "r"),
        (r"ck|qu(?=[ei])|q", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"(o|e)(ff|f|v|w)(a?)$", r"\1v\3"),
        (r"oeu|oe", "o"),
        (r"ae", "a"),
        (r"ue(?!l|v|z)", "u"),
        (r"(?<![aeiou])ou|oo", "u"),
        (r"ee", "i"),
        (r"[yji]+o(?=v|$)", "o"),
        (r"[yji]+a(?=n|$|k|v|c)", "a"),
        (r"[yji]+e", "e"),
        (r"(?<=.)[yji]+u", "u"),
        (r"^[yj](?=[aou])", "j"),
        (r"(iy|yi|ii|ij|yj|yy|iyi|i|y)$", "i"),
        (r"[yj]", "i"),
        (r"ine$", "in"),
        (r"(?<=[^aeiou])h(?=[^aeiou]|$)", ""),
        (r"(.)\1", r"\1"),
    )
]
_READINGS = readings()
_HARD = re.compile(r"^(gh|kh|qu|g|q|k)")


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """Give a rough sound key of a folded word."""
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word


def _read(word: str, reading: Reading) -> str:
    for pattern, replacement in reading:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=100_000)
def sounds(word: str) -> frozenset[str]:
    """Give the sound keys of a folded word as readers of several languages spell it."""
    found = {sound(word)}
    found.update(sound(_read(word, reading)) for reading in _READINGS)
    if re.match(r"(g|q|k|gh|kh|qu)[aeiou]", word):
        found.add("k" + sound(_HARD.sub("", word)))
    found.update(
        [re.sub(r"ai|ei", "i", key) for key in found] + [sound(re.sub(r"[ae][jy]", "i", word))]
    )
    return frozenset(key for key in found if key)


def may_be_one_word(one: str, other: str) -> bool:
    """Say whether two folded words of names may be one: by case, by a genitive -s, by ear, or by one vowel."""
    if one == other or is_inflected(one, other):
        return True
    if len(one) > 3 and len(other) > 3 and (one == other + "s" or other == one + "s"):
        return True
    mine, theirs = sounds(one), sounds(other)
    if mine & theirs:
        return True
    if any(is_inflected(p, q) for p in mine for q in theirs if len(p) > 3 and len(q) > 3):
        return True
    return (
        len(one) > 6
        and len(other) > 6
        and one[0] == other[0]
        and _are_a_vowel_apart(sound(one), sound(other))
    )


def _are_a_vowel_apart(one: str, other: str) -> bool:
    """Allow one vowel more beside another; consonants, and vowels that stand alone, tell names apart."""
    short, long = sorted((one, other), key=len)
    if one[-2:] != other[-2:] or len(long) != len(short) + 1:
        return False
    at = next((at for at in range(len(short)) if short[at] != long[at]), len(short))
    return (
        short[at:] == long[at + 1 :]
        and long[at] in VOWELS
        and (long[at - 1] in VOWELS or long[at + 1 : at + 2] in [*VOWELS])
    )
