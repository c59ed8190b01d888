# SPDX-License-Identifier: MIT
"""Folding, transliteration, tokens and sentences: what every other module of this package builds on.

`fold` maps a word of any European script to plain lower-case Latin letters, so that `Вучић`, `Vučić` and `VUCIC` are
one word. It is lossy on purpose (š and s, đ and d fall together); `names` decides what a match of folded words is
worth. The tagger was trained on what `fold` and `tokens` give: a change of them needs a new model.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_CYRILLIC_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяђјљњћџіїєґѓќѕўѐѝ"
_CYRILLIC_FOLDED = (
    "a b v g d e e z z i j k l m n o p r s t u f h c c s sc _ y _ e "  # Russian
    "ju ja d j lj nj c dz i i e g g k dz u e i"
)
_GREEK_LETTERS = "αβγδεζηθικλμνξοπρσςτυφχψω"
_GREEK_FOLDED = "a v g d e z i th i k l m n x o p r s s t y f ch ps o"
_PLAIN = {
    "đ": "d", "ð": "d", "ł": "l", "ø": "o", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n",
    "’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-",
}  # fmt: skip
_CYRILLIC = dict(zip(_CYRILLIC_LETTERS, _CYRILLIC_FOLDED.split(), strict=True)) | {"ъ": "", "ь": ""}
_TABLE = str.maketrans(
    _CYRILLIC | dict(zip(_GREEK_LETTERS, _GREEK_FOLDED.split(), strict=True)) | _PLAIN
)
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’\-‑][^\W\d_]+)*|\d[\d,.]*|\n|[^\w\s]")
_POSSESSIVE = re.compile(r"(.+)['’][sS]$")
_ELISION = re.compile(
    r"((?:[ldnsmtcjL]|qu|[Dd]ell|[Aa]ll|[Nn]ell|[Ss]ull|[Dd]all|un|coll|Qu)['’])(?=[^\W\d_])"
)
_SENTENCE_END = re.compile(  # a set of signs first: all else is skipped without a try
    r"[.!?…。！？\n](?:(?<=\n)\n*+|(?<=[.!?…])(?<![.!?…]{2})[.!?…]*+[\"”“’»)\]]*+(?=\s|$)|(?<=[。！？])[。！？]*+[」』”）]*+)"
)
_LAST_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*$")
_NEXT_WORD = re.compile(r"\s*[\"“„«‘(\[]*([^\W_]+)?")
_LONGEST_WORD = 30  # code points looked back for an abbreviation
_SHORTENED = """
dr mr mrs ms mx prof st ste sen rep gov gen col lt sgt capt cpt adm rev hon jr sr vs cf ca approx messrs mt ft eds
nr bzw hr fr frl dipl jh bd hg hl geb gest evtl inkl m mm mme mlle mgr chap sra srta ud uds dra exmo exma sig sigg
sigra dott avv g gdja gda npr tj tzv inz akad arh ul sv gg ks hab tzn
"""
SHORTENED = frozenset(_SHORTENED.split())
_BEFORE_NUMBERS = "no nos br art fig vol p pp str c god abs ch sec"
BEFORE_NUMBERS = frozenset(_BEFORE_NUMBERS.split())
_MONTHS = "januar janner februar marz april mai juni juli august september oktober november dezember jahrhundert"
MONTHS = frozenset(_MONTHS.split())
_OPENERS = "then there but when after before if so we i you she they this these those my her our not no yes now"
_GUESSED_FROM = 4000  # code points

STOPWORDS = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in that was for is on with said by at from has have his it as he are were which",
        "de": "der die und das den von zu mit ist des nicht ein eine auf für dem sich auch im wird dass",
        "fr": "le la les des et un une du que est pour dans sur au par qui ce il pas ne",
        "es": "el la los las del y en que un una por con para se es su al lo como más",
        "it": "il di che e la un una per in del della con sono non le gli nel alla si ha",
        "pt": "o a os as de do da em que um uma para com não se no na por mais ao",
        "nl": "de het een van en in is dat op te met zijn voor niet die aan er ook werd",
        "sr": "je u i na se da za su od koji sa kao ali ne iz će koja to nije bio",
        "pl": "w i na z do się nie że jest to o jak po co od za przez ale dla był",
        "cs": "a v se na je že s z do o to i ve k jako za by však jsou",
        "da": "og i at det en til er som på de med af ikke der den for har blev et",
        "sv": "och i att det som en på är av för med den till inte har de ett om var",
        "ru": "и в на не что с по как из за его о для это он от к у же",
        "uk": "і в на не що з до як та за його про для це він від у й є",
        "bg": "и на в да се от за е с не че са по как това ще като до при",
        "el": "και το του η να της στο για με που από την οι τα είναι στην",
    }.items()
}


class Token(NamedTuple):
    """One token of a text; start and end are code points, half-open."""

    word: str
    start: int
    end: int


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Give a word in lower-case Latin letters without accents."""
    word = word.lower()
    if word.isascii():
        return word
    word = word.translate(_TABLE)
    if word.isascii():
        return word
    word = unicodedata.normalize("NFKD", word)
    return "".join(char for char in word if not unicodedata.combining(char)).translate(_TABLE)


def tokens(text: str) -> list[Token]:
    """Split a text; `'s` and `l'`, `d'`, `dell'` become tokens of their own, a line feed is one."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        word, start, end = match.group(), *match.span()
        if "'" in word or "’" in word:
            found += _parted(word, start, end)
        else:
            found.append(Token(word, start, end))
    return found


def sentences(text: str) -> list[tuple[int, int]]:
    """Give the sentences of a text as (start, end), code points, half-open, without white space at their ends."""
    found, start = [], 0
    ends = [match.end() for match in _SENTENCE_END.finditer(text) if _ends_sentence(text, match)]
    for end in [*ends, len(text)]:
        piece = text[start:end]
        left = start + len(piece) - len(piece.lstrip())
        right = start + len(piece.rstrip())
        if left < right:
            found.append((left, right))
        start = end
    return found


def breaks(text: str) -> Iterator[tuple[int, bool]]:
    """Give the places where a sentence ends, in code points, and whether a paragraph ends there, too.

    Two words stand in one sentence where no break is at or behind the first and before the second; `sentences` says
    the same. A break stands before the mark that makes it.
    """
    for match in _SENTENCE_END.finditer(text):
        if _ends_sentence(text, match):
            yield match.start(), match.group()[0] == "\n"


def guess_language(text: str) -> str:
    """Guess among the languages above by stop words; "en" when nothing fits."""
    text = text[:_GUESSED_FROM]
    found = re.findall(r"[^\W\d_]+", text.lower())
    cyrillic = sum("\u0400" <= char <= "\u04ff" for char in text)
    if cyrillic > 0.3 * sum(char.isalpha() for char in text):
        return _guess_cyrillic(text, found)
    counts = {language: sum(word in stop for word in found) for language, stop in STOPWORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] else "en"


def _guess_cyrillic(text: str, found: list[str]) -> str:
    if re.search("[ђћљњџј]", text):
        return "sr"
    if re.search("[іїєґ]", text):
        return "uk"
    return max(
        ("ru", "bg"), key=lambda language: sum(word in STOPWORDS[language] for word in found)
    )


def _parted(word: str, start: int, end: int) -> list[Token]:
    found = []
    if elided := _ELISION.match(word):
        cut = start + elided.end()
        found.append(Token(word[: elided.end()], start, cut))
        word, start = word[elided.end() :], cut
    if owned := _POSSESSIVE.match(word):
        cut = start + len(owned.group(1))
        return [*found, Token(owned.group(1), start, cut), Token("'s", cut, end)]
    return [*found, Token(word, start, end)]


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    """Say whether a mark ends a sentence; none does before a small letter."""
    if match.group()[0] in "\n。！？":
        return True
    after = _NEXT_WORD.match(text, match.end())
    follow = (after and after.group(1)) or ""
    if follow[:1].islower():
        return False
    if match.group() != "." or not follow:
        return True
    near = text[max(0, match.start() - _LONGEST_WORD) : match.start()]
    before = _LAST_WORD.search(near, near.rfind(" ") + 1)
    return before is None or not _is_shortened(before.group(), follow)


def _is_shortened(word: str, follow: str) -> bool:
    """Say whether a full stop belongs to the word before it: Dr. Who, J. R. R., U.S. Army, 3. Mai, No. 5."""
    if word.isdigit():
        return len(word) < 3 and fold(follow) in MONTHS
    if len(word) == 1 or "." in word:
        return follow.lower() not in _sentence_openers()
    if follow.isdigit():
        return fold(word) in BEFORE_NUMBERS
    return fold(word) in SHORTENED


@cache
def _sentence_openers() -> frozenset[str]:
    """Give small words that open a sentence rather than go on with a name."""
    return frozenset(_OPENERS.split()).union(*STOPWORDS.values())
