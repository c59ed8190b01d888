# SPDX-License-Identifier: MIT
"""What is left of a surname when it goes from one alphabet to another: its consonants, by class.

Thatcher, Tačer and Тэтчер share the skeleton T-S-R. Only forms in two scripts are compared so, or Arabic names, whose
vowels each language writes as it likes; in one script a vowel may be all that tells two people apart.
"""

from __future__ import annotations

import re
from functools import lru_cache

LEAST = 2  # signs of a skeleton that may be compared
MOST = 64  # skeletons of one word: more say nothing
_UNITS = re.compile(
    r"schtsch|tzsch|chtch|shch|szcz|sctc|tsch|tch|tsh|tc|dzh|dsch|sch|sh|sz|cz|zh|rz|kh|ch|cs|tz|ts|dz|ph|th|dh|gh|bh|rh|ck|qu"
    r"|gn|ng|gy|ll|lj|lh|nj|nh|gu(?=[ei])|[a-z]"
)
_DOUBLE = re.compile(r"(.)\1")
_CLASSES = {
    "S": "schtsch chtch shch szcz sctc tsch tch tsh dzh dsch sch sh sz cz zh tz ts s z",
    "K": "ck k q qu", "G": "gu", "P": "p", "B": "b bh", "F": "f ph", "V": "v", "T": "t", "D": "d dh",
    "L": "l ll lj lh", "R": "r rh", "M": "m", "N": "n nj nh",
}  # fmt: skip
_SAME = {unit: (kind,) for kind, units in _CLASSES.items() for unit in units.split()} | {
    "tc": ("S", "TS"),
    "tzsch": ("S", "SS"),
    "rz": ("RS", "S"),
    "kh": ("K", "G", ""),
    "ch": ("S", "K", "G"),
    "cs": ("S", "KS"),
    "th": ("T", "F"),
    "gh": ("G", ""),
    "gn": ("N", "GN"),
    "ng": ("N", "NG"),
    "gy": ("D", "G"),
    "g": ("G", "S"),
    "h": ("", "G", "K"),
    "x": ("KS", "S", "K"),
    "w": ("V", ""),
    "c": ("S", "K"),
    "dz": ("S", "D"),
    "j": ("", "S", "G", "D"),
}
"""What a letter or group of letters may stand for; nothing for what is a vowel or silent somewhere."""
_SILENT_AT_THE_END = frozenset("dtsxpz")  # in French
_VOWELS = "aeiouy"


def are_alike(one: str, other: str) -> bool:
    """Say whether two folded surnames may be one, written in two alphabets; those in -ić are written alike in all."""
    if one.endswith("ic") and other.endswith("ic"):
        return False
    return bool(skeletons(one) & skeletons(other))


@lru_cache(maxsize=50_000)
def skeletons(word: str) -> frozenset[str]:
    """Give the skeletons of a folded word that are long enough to be compared; an A stands for a vowel at the start."""
    units = _UNITS.findall(_DOUBLE.sub(r"\1", word))
    found = {""}
    for number, unit in enumerate(units):
        choices = _choices(unit, number, units)
        found = {made + choice for made in found for choice in choices}
        if len(found) > MOST:
            return frozenset()
    return frozenset(made for made in found if len(made) >= LEAST)


def _choices(unit: str, at: int, units: list[str]) -> tuple[str, ...]:
    """Give what a unit may stand for where it is."""
    follow = units[at + 1] if at + 1 < len(units) else ""
    if unit in _VOWELS:
        is_like_w = unit == "u" and at == 0 and follow in ("a", "e", "i", "o")
        return ("A", "V") if is_like_w else ("A",) if at == 0 else ("",)
    choices = _SAME.get(unit, ("",))
    if unit == "c" and follow in ("e", "i", "y"):
        return ("S",)
    if unit == "g" and follow not in ("e", "i", "y"):
        choices = ("G",)
    if at == 0 and "" in choices:
        return tuple(choice or "A" for choice in choices)
    if not follow and at > 2 and unit in _SILENT_AT_THE_END:
        return (*choices, "")
    return choices
