# SPDX-License-Identifier: MIT
"""The class of a word in its language: what election and elections, председник and председника have in common.

Stems come from the Snowball algorithms (snowballstem.org). They are taken of the word as it is written, in the language
of the article: of folded words a third of the Russian and a fifth of the French ones would be missed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from researchdesk.search.analysis import FOLDED, fold, has_unspaced

if TYPE_CHECKING:
    from collections.abc import Iterable

STEMS_VERSION = 1  # another version of the algorithms makes other classes: raise it, and every index is built anew
SHORTEST = 3  # letters of a word that has other forms
KEPT = 200_000  # words whose classes are kept
_DIGIT = re.compile(r"\d")
ALGORITHMS = {
    "ar": "arabic", "bs": "serbian", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian",
    "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hr": "serbian", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali",
    "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sh": "serbian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
    "yi": "yiddish",
}  # fmt: skip
_FIRST = {algorithm: code for code, algorithm in reversed(ALGORITHMS.items())}
_CODES = {code: _FIRST[algorithm] for code, algorithm in ALGORITHMS.items()}


class Kin(NamedTuple):
    """A folded word and the class it belongs to in a language; words of one class are forms of each other.

    Languages of one algorithm go by the same code: what is Serbian may be found from Croatian.
    """

    form: str
    language: str
    stem: str


def class_of(language: str, word: str) -> str:
    """Give the class of a word in a language of these codes; the word in small letters, as it is written."""
    return fold(_stemmer(language).stemWord(word)) or word


def code_of(language: str) -> str:
    """Give the code of the algorithm for a language as articles give theirs (en-GB); empty when there is none."""
    return _CODES.get(language.partition("-")[0].lower(), "")


def kin_of(language: str, raws: Iterable[str]) -> set[Kin]:
    """Give the words of a language with their classes, but for those that have no forms; words as they are written."""
    known = _classes(language)
    found = set()
    for raw in raws:
        kin = known.get(raw)
        if kin is None:
            kin = known[raw] = _kin(language, raw)
            if len(known) > KEPT:
                known.clear()
        if kin.stem:
            found.add(kin)
    return found


def _kin(language: str, raw: str) -> Kin:
    form = FOLDED[raw]
    has_forms = len(form) >= SHORTEST and not (_DIGIT.search(form) or has_unspaced(raw))
    return Kin(form, language, class_of(language, raw.lower()) if has_forms else "")


@cache
def _classes(_language: str) -> dict[str, Kin]:
    return {}


@cache
def _stemmer(language: str) -> Any:
    import snowballstemmer  # the compiled one where its package is there

    return snowballstemmer.stemmer(ALGORITHMS[language])
