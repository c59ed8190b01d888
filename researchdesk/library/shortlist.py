# SPDX-License-Identifier: MIT
"""Find anything by a few letters of its name: all names are folded once, and each key runs over them as a whole.

A name that begins so is best; then one whose words begin so; then initials ("cc" is "Clip the clipboard"); then letters
in this order anywhere. Among equals those used most come first, then the order in which they were given.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING

from researchdesk.library import articles, countries, notes, people, search, searches, tags
from researchdesk.model.article import Sort
from researchdesk.model.offer import Fit, Offer
from researchdesk.search.analysis import WORD, fold
from researchdesk.store import title_search

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from researchdesk.library.library import Library

Marks = tuple[tuple[int, int], ...]
BEGINS, WORDS, INITIALS, LETTERS = range(4)  # ranks
LONGEST = 60  # letters of what is typed that are looked at
NOBODY = re.compile(r"(?!)")


def read(library: Library) -> list[Offer]:
    """Give people, countries, notes, saved searches and tags, each the most used first; any thread."""
    return [
        *(
            Offer(
                "person",
                row.public_id,
                row.preferred_name,
                int(row.id),
                row.article_count,
                tuple(form for form in row.forms if form != row.preferred_name),
            )
            for row in people.rows(library)
        ),
        *(
            Offer("country", row.code, row.name, count=row.article_count)
            for row in countries.rows(library)
        ),
        *(Offer("note", row.public_id, row.title, int(row.id)) for row in notes.rows(library)),
        *(Offer("search", row.name, row.name, row.query) for row in searches.rows(library)),
        *(
            Offer("tag", row.name, row.name, count=row.article_count)
            for row in sorted(tags.rows(library), key=lambda row: -row.article_count)
        ),
    ]


def titles(library: Library, words: str, most: int = 5) -> list[Fit]:
    """Find articles in whose title words begin with these, the best first; any thread."""
    begun = WORD.findall(words)
    if not begun:
        return []
    if library.index.state == "current":
        query = " ".join(f"title:{word}*" for word in begun)
        hits = search.find(library, query, sort=Sort.RELEVANCE, limit=most).hits
        ids = [hit.article_id for hit in hits if hit.article_id is not None]
    else:
        ids = list(title_search.articles(library.store, words)[:most])
    return [
        Fit(offer, WORDS, marks_of(words, row.title))
        for row in articles.rows(library, ids)
        for offer in [Offer("article", row.public_id, row.title, int(row.id))]
    ]


class Shortlist:
    """All that can be called by its name, ready to be asked at each key."""

    def __init__(self, offers: Sequence[Offer], used: Mapping[str, int] | None = None) -> None:
        uses = used or {}
        kinds: dict[str, list[Offer]] = {}
        for one in offers:
            kinds.setdefault(one.kind, []).append(one)
        self._kinds = [
            _Names(sorted(found, key=lambda one: -uses.get(one.name, 0)))
            for found in kinds.values()
        ]

    def best(self, words: str, most: int = 8) -> list[Fit]:
        """Give what fits, kind by kind as they were given, at most so many of each, the best first."""
        wanted = search.folded(words[:LONGEST])
        if not wanted:
            return []
        return [
            Fit(offer, rank, marks_of(words, offer.words), rank == LETTERS)
            for names in self._kinds
            for offer, rank in names.best(wanted, most)
        ]


class _Names:
    """The names of one kind, a line each, beside the lines of their initials."""

    def __init__(self, offers: Sequence[Offer]) -> None:
        lines = [(search.folded(name), one) for one in offers for name in (one.words, *one.forms)]
        self._offers = [one for _, one in lines]
        self._names = _Lines(line for line, _ in lines)
        self._initials = _Lines(
            "".join(word[0] for word in line.split() if word[0].isalnum()) for line, _ in lines
        )

    def best(self, wanted: str, most: int) -> list[tuple[Offer, int]]:
        """Give the offers that fit with their ranks."""
        found: dict[str, tuple[Offer, int]] = {}
        letters = wanted.replace(" ", "")
        for rank, lines, pattern in (
            (BEGINS, self._names, re.compile(f"\n{re.escape(wanted)}")),
            (WORDS, self._names, _words_begin(wanted)),
            (INITIALS, self._initials, _in_order(letters) if len(letters) > 1 else NOBODY),
            (LETTERS, self._names, _in_order(letters) if len(letters) > 1 else NOBODY),
        ):
            for at in lines.matching(pattern):
                one = self._offers[at]
                found.setdefault(one.key, (one, rank))
                if len(found) == most:
                    return list(found.values())
        return list(found.values())


class _Lines:
    """Many short lines as one text, so that a pattern runs over all of them at once.

    Each line begins with its line break, and so does each pattern: that alone lets the search skip from line to line.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        held = list(lines)
        self._text = "".join(f"\n{line}" for line in held)
        self._starts = [0, *accumulate(len(line) + 1 for line in held)]

    def matching(self, pattern: re.Pattern[str]) -> Iterable[int]:
        """Give the numbers of the lines in which the pattern is found, in their order."""
        for found in pattern.finditer(self._text):
            yield bisect_right(self._starts, found.start()) - 1


def marks_of(typed: str, name: str) -> Marks:
    """Give the letters of a name that what is typed stands for: code points, half-open, as few pieces as may be."""
    letters, places = _unfolded(name)
    wanted = search.folded(typed[:LONGEST])
    begun = [_begin(letters, word) for word in wanted.split()]
    if wanted and None not in begun:
        found = [n for at, word in zip(begun, wanted.split(), strict=True) for n in _run(at, word)]
    else:
        found = _initials_at(letters, wanted.replace(" ", "")) or _letters_at(
            letters, wanted.replace(" ", "")
        )
    return _pieces(sorted({places[n] for n in found}))


def _words_begin(wanted: str) -> re.Pattern[str]:
    """Find lines in which each word typed begins a word, in whatever order."""
    parts = "".join(rf"(?=(?:[^\n]*[^\w\n])?{re.escape(word)})" for word in wanted.split())
    return re.compile(f"\n{parts}")


def _in_order(letters: str) -> re.Pattern[str]:
    """Find these letters one after the other in a line; each part can be read in one way only, so it is fast."""
    parts = "".join(rf"[^{re.escape(one)}\n]*{re.escape(one)}" for one in letters)
    return re.compile(f"\n{parts}")


def _unfolded(name: str) -> tuple[str, list[int]]:
    """Fold a name letter by letter; give for each letter that comes of it the code point it comes from."""
    letters, places = [], []
    for at, letter in enumerate(name):
        shown = fold(letter) if letter.isalnum() or unicodedata.combining(letter) else letter
        letters.append(shown)
        places += [at] * len(shown)
    return "".join(letters), places


def _begin(letters: str, word: str) -> int | None:
    found = re.search(rf"(?<!\w){re.escape(word)}", letters)
    return found.start() if found else None


def _run(at: int | None, word: str) -> range:
    return range(at or 0, (at or 0) + len(word))


def _initials_at(letters: str, wanted: str) -> list[int]:
    starts = [one.start() for one in re.finditer(r"\w+", letters)]
    found: list[int] = []
    for at in starts:
        if len(found) < len(wanted) and letters[at] == wanted[len(found)]:
            found.append(at)
    return found if len(found) == len(wanted) else []


def _letters_at(letters: str, wanted: str) -> list[int]:
    found, at = [], -1
    for one in wanted:
        at = letters.find(one, at + 1)
        if at < 0:
            return []  # another form of the name was meant
        found.append(at)
    return found


def _pieces(places: Sequence[int]) -> Marks:
    pieces: list[tuple[int, int]] = []
    for at in places:
        if pieces and pieces[-1][1] == at:
            pieces[-1] = (pieces[-1][0], at + 1)
        else:
            pieces.append((at, at + 1))
    return tuple(pieces)
