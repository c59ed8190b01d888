# SPDX-License-Identifier: MIT
"""One key for the spellings of different languages: Jelzin, Yeltsin and Eltsine sound alike; Biden and Baden do not."""

from __future__ import annotations

import re
from functools import lru_cache

from researchdesk.entities.name_words import is_inflected

_RULES = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"['’]", ""),
        (r"schtsch|chtch|shch|szcz|sctc", "sc"),
        (r"tsch|tch|tsh|cz", "c"),
        (r"dzh|dsch|dj(?=[aeio])|gj", "d"),
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
_READINGS = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"^s(?=[aeiou])", "z"),  # German
        (r"z", "c"),
        (r"^j(?=e)|^y(?=e)", ""),
        (r"c(?=[eiy])", "s"),
        (r"j", "dz"),
        (r"c", "ch"),
        (r"^h", "g"),
        (r"(?<!s)(?<!t)ch", "sh"),  # French
        (r"z$", "s"),
        (r"c(?=[aou]|[lrt])", "k"),
        (r"c(?=[ei])", "dz"),  # Turkish
    )
]
_HARD = re.compile(r"^(gh|kh|qu|g|q|k)")


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """Give a rough sound key of a folded word."""
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=100_000)
def sounds(word: str) -> frozenset[str]:
    """Give the sound keys of a folded word as readers of several languages spell it."""
    found = {sound(word)}
    if re.search(r"[jzcswvgh]", word):
        found.update(sound(pattern.sub(replacement, word)) for pattern, replacement in _READINGS)
        found.add(sound(re.sub(r"z$", "s", re.sub(r"c(?=[eiy])", "s", word))))
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
    """Allow one edit, but never of a consonant: consonants tell names apart."""
    if one[-2:] != other[-2:] or re.sub(r"[aeiou]", "", one) != re.sub(r"[aeiou]", "", other):
        return False
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = 0
    while at < len(short) and short[at] == long[at]:
        at += 1
    return short[at:] == long[at + 1 :] or (
        len(short) == len(long) and short[at + 1 :] == long[at + 1 :]
    )
