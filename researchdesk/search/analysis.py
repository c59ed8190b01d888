# SPDX-License-Identifier: MIT
"""From a text to its words: what a word is, and the one form in which all spellings of it meet.

A word is found however it is typed: without its accents, in capitals, in composed or decomposed letters, in Latin
letters where the text is Cyrillic. Scripts that put no space between words give overlapping pairs of characters.
Whatever changes here changes what the index holds: raise FOLD_VERSION, and every index is built anew.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLD_VERSION = 2
LONGEST = 64  # characters of a folded word; the rest is cut

# Marks and joiners belong to the word: \w alone splits decomposed letters and Indic vowel signs.
MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u0dff\u1ab0-\u1aff\u1dc0-\u1dff"
    "\ufe20-\ufe2f\u00ad\u200c\u200d\u2060"
)
# Thai, Lao, Burmese, Khmer, kana, Han, Hangul
UNSPACED = (
    "\u0e00-\u0e4e\u0e80-\u0ece\u1000-\u109f\u1100-\u11ff\u1780-\u17d3\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
LETTERS = f"\\w{MARKS}{UNSPACED}"
# "U.S." is one word: us. That every branch goes by the first letter makes it twice as fast as the plain `(X\.){2,}|X+`.
WORD = re.compile(rf"[A-Za-z](?:\.(?:[A-Za-z]\.)+|[{LETTERS}]*)|[{LETTERS}]+")
_CUT = re.compile(f"({WORD.pattern})")
_RUNS = re.compile(f"([{UNSPACED}]+)|[^{UNSPACED}]+")
# One character as it is read, composed or not: kana with a mark, a syllable of Hangul letters.
_UNIT = re.compile(
    "[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?|\u1025\u102e|.[\u3099\u309a]?", re.DOTALL
)
_IS_UNSPACED = re.compile(f"[{UNSPACED}]")


def _pairs(text: str) -> dict[str, str]:
    """Read `đ d ß ss` as a table of letters."""
    read = text.split()
    return dict(zip(read[::2], read[1::2], strict=True))


# Cyrillic as Serbian Latin without its accents, so that both scripts of Serbian meet; the rest as it is romanised.
_TABLE = str.maketrans(
    _pairs("đ d ł l ø o ı i ß ss æ ae œ oe þ th ð d ħ h ŧ t ŋ n ə e ς σ")
    | _pairs("а a б b в v г g д d е e ж z з z и i ј j к k л l м m н n о o п p р r с s т t у u")
    | _pairs("ф f х h ц c ч c ш s ђ d љ lj њ nj ћ c џ dz ѓ g ќ k ѕ dz й j щ sc ы y э e ю ju я ja")
    | _pairs("ё e є e і i ї i ґ g ў u")
    | dict.fromkeys("ъь\u00ad\u200c\u200d\u2060", "")
)


def fold(word: str) -> str:
    """Give the one form in which all spellings of a word meet; empty when no letter is left."""
    word = word.lower()
    if word.isascii():
        return word.replace(".", "")[:LONGEST]
    if _IS_UNSPACED.search(word):  # decomposing would take the marks off kana and break Hangul
        return _plain(unicodedata.normalize("NFKC", word))[:LONGEST]
    word = unicodedata.normalize("NFC", word).translate(_TABLE)
    letters = (c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    bare = unicodedata.normalize(
        "NFC", "".join(letters)
    )  # a circled syllable of Hangul is whole again
    return _plain(bare).translate(_TABLE)[:LONGEST]


def _plain(word: str) -> str:
    """Take away capitals and dots, also those that only a normal form brought to light."""
    return word.lower().replace(".", "")


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """Give each word of a text, folded, with its place: code points of the text as it stands, half-open."""
    for raw, start, end in raw_words(text):
        if folded := FOLDED[raw]:
            yield folded, start, end


def folded_words(text: str) -> list[str]:
    """Give the folded words of a text in order; the fast way where no places are needed."""
    folded = FOLDED
    return [form for raw in raw_list(text) if (form := folded[raw])]


def raw_list(text: str) -> list[str]:
    """Give the words of a text as they are written; the fast way where no places are needed."""
    if has_unspaced(text):
        return [raw for raw, _, _ in raw_words(text)]
    return WORD.findall(_spaced(text))


def placed_words(text: str) -> tuple[list[str], list[int]]:
    """Give the words of a text as they are written, and where each begins; the fast way where most are passed over."""
    if has_unspaced(text):
        found = list(raw_words(text))
        return [raw for raw, _, _ in found], [start for _, start, _ in found]
    pieces = _CUT.split(_spaced(text))  # what stands between words, and words, in turn
    return pieces[1::2], list(accumulate(map(len, pieces)))[::2]


def raw_words(text: str) -> Iterator[tuple[str, int, int]]:
    """Give each word as it is written, with its place; unspaced scripts as pairs and the last character of a run."""
    for found in WORD.finditer(_spaced(text)):
        raw, start = found.group(), found.start()
        if raw.isascii() or not _IS_UNSPACED.search(raw):
            yield raw, start, found.end()
        else:
            yield from _parts(raw, start)


def end_of_first(text: str, start: int) -> int:
    """Say where the character ends that begins here, as it is read: code points."""
    unit = _UNIT.match(text, start)
    return unit.end() if unit else start


def has_unspaced(text: str) -> bool:
    """Say whether a text holds letters of a script that puts no space between words."""
    return not text.isascii() and _IS_UNSPACED.search(text) is not None


def _parts(raw: str, at: int) -> Iterator[tuple[str, int, int]]:
    for run in _RUNS.finditer(raw):
        start, end = run.span()
        if run.group(1) is None:
            yield run.group(), at + start, at + end
            continue
        edges = [unit.start() for unit in _UNIT.finditer(raw, start, end)]
        stops = [*edges[2:], end, end]
        for i, stop in zip(edges, stops, strict=False):
            yield raw[i:stop], at + i, at + stop


def _spaced(text: str) -> str:
    return text.replace("_", " ") if "_" in text else text


class _Folded(dict[str, str]):
    """Folded forms as they come, kept: a library has some hundred thousand different words, texts have millions."""

    def __missing__(self, raw: str) -> str:
        if len(self) > 300_000:
            self.clear()
        form = self[raw] = fold(raw)
        return form


FOLDED = _Folded()
