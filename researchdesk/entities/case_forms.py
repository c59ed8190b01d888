# SPDX-License-Identifier: MIT
"""Case forms of one-word country names, folded: Srbija, Srbiji, Srbijom; Kypros, Kyprou; Szerbia, Szerbiaban."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from researchdesk.entities.known import SLAVIC

if TYPE_CHECKING:
    from collections.abc import Callable

LEAST = 4  # letters of a case form in a Slavic language
_SLAVIC_ENDINGS: tuple[tuple[tuple[str, ...], tuple[tuple[int, str], ...]], ...] = (
    (("ija", "eja"), ((1, "a e i u o om oj ej eju"), (2, "i ii ie iej ej"))),
    (("ia", "ja"), ((1, "a i e u o ej om -"), (2, "i"))),
    (("ka", "ga"), ((1, "a e i y u o om oj ou oju em"), (2, "ce ci ki ze dze kie kiej"))),
    (("a",), ((1, "a e i y u o om oj ou ie oju ej"),)),
    (("ie",), ((2, "ie ii i iich"),)),
    (("o",), ((1, "o a u om em iem"),)),
    (("y", "i"), ((0, "-"), (1, "- om ami am ah ach ech ov ow iec zech"))),
    (("j",), ((1, "j ja ju jem em e i"),)),
    (("e",), ((1, "e a u i om"),)),
    (("",), ((0, "- a u om em e i ie ovi owi iem y ja ju"),)),
)
"""Nominative endings -> (letters to cut, endings of the cases; - for none); the first that fits counts."""
_HUNGARIAN = "ban ben ba be bol nak nek n on en ra re rol t ot et at val vel hoz hez ig tol"
_FINNISH = "n ssa sta an lla lle lta a na ksi in en aan"


def case_forms(name: str, language: str) -> frozenset[str]:
    """Give the case forms of a folded one-word name in a language; the name alone where it has none."""
    if language in SLAVIC:
        return slavic_forms(name)
    make = _BY_LANGUAGE.get(language)
    return frozenset({name}) if make is None else frozenset({name, *make(name)})


@lru_cache(maxsize=20_000)
def slavic_forms(name: str) -> frozenset[str]:
    """Give the folded case forms of a one-word Slavic name."""
    if len(name) < LEAST:
        return frozenset({name})
    changes = next(changes for endings, changes in _SLAVIC_ENDINGS if name.endswith(endings))
    found = {
        name[: len(name) - cut] + ending.strip("-")
        for cut, endings in changes
        for ending in endings.split()
    }
    return frozenset(form for form in found if len(form) >= LEAST)


def _genitive_s(name: str) -> set[str]:
    return {name + "s"} if name[-1] not in "sxz" else set()


def _greek(name: str) -> set[str]:
    if name.endswith("os"):
        return {name[:-1], name[:-1] + "u", name[:-2] + "oy"}
    return {name + "s"} | ({name[:-1] + "oy", name[:-1] + "ou"} if name.endswith("o") else set())


def _romanian(name: str) -> set[str]:
    return {name[:-1] + "ei"} if name.endswith("a") else {name + "ului", name + "ul"}


def _hungarian(name: str) -> set[str]:
    return {name + ending for ending in _HUNGARIAN.split()}


def _finnish(name: str) -> set[str]:
    stems = {name, name[:-1] + "e"} if name.endswith("i") else {name}
    return {stem + ending for stem in stems for ending in _FINNISH.split()}


def _albanian(name: str) -> set[str]:
    if name.endswith("i"):
        return {name + ending for ending in ("a", "se", "ne")}
    if name.endswith("e"):
        return {name[:-1] + ending for ending in ("a", "es", "en")}
    return {name + ending for ending in ("i", "it", "in", "u", "ut", "un")}


_BY_LANGUAGE: dict[str, Callable[[str], set[str]]] = {
    "el": _greek,
    "ro": _romanian,
    "hu": _hungarian,
    "fi": _finnish,
    "sq": _albanian,
    "de": _genitive_s,
    "nl": _genitive_s,
    "sv": _genitive_s,
    "da": _genitive_s,
    "no": _genitive_s,
}
