# SPDX-License-Identifier: MIT
"""Where the words of a query stand in a text: the marks, and the window of a text that shows most of them.

Pure functions. Offsets are code points, half-open. A word is marked by its folded form, so accents, capitals, scripts
and beginnings are all marked right; the words of a phrase only where they stand as the phrase.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from researchdesk.search.analysis import FOLDED, end_of_first, has_unspaced, placed_words, words
from researchdesk.search.tree import (
    And,
    Close,
    Keys,
    Near,
    Node,
    Or,
    Phrase,
    Prefix,
    Wildcard,
    Word,
    pattern_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

WIDTH, LEAD = 180, 40  # code points: of a window, and of what stands before its first mark
LONGEST_KEPT = 20_000  # code points of a text whose words are kept: most texts of one key come again at the next
RAGGED = 24  # code points within which a window's end gives way to a border between words
_UNMARKED = frozenset(
    {"tag", "site", "author", "kind", "lang"}
)  # these are not looked for in texts
_LEAVES = (Word, Prefix, Wildcard, Close, Phrase)
Span = tuple[int, int]


class Marks(Struct, frozen=True):
    """What is to be marked: words, beginnings, patterns, close spellings (word, distance) and phrases."""

    words: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    close: tuple[tuple[str, int], ...] = ()
    phrases: tuple[Phrase, ...] = ()


def marks_of(tree: Node) -> Marks:
    """Give what a query's answer is to be marked with; what stands after NOT is not."""
    found = list(_leaves(tree))
    exact = {text for leaf in found if isinstance(leaf, Word) for text in (leaf.text, *leaf.forms)}
    starts = {leaf.text for leaf in found if isinstance(leaf, Prefix)}
    starts |= {leaf.text for leaf in found if isinstance(leaf, Word) and leaf.is_typed}
    return Marks(
        frozenset(exact),
        tuple(sorted(start for start in starts if start)),
        tuple(dict.fromkeys(leaf.pattern for leaf in found if isinstance(leaf, Wildcard))),
        tuple(
            dict.fromkeys((leaf.text, leaf.distance) for leaf in found if isinstance(leaf, Close))
        ),
        tuple(dict.fromkeys(leaf for leaf in found if isinstance(leaf, Phrase))),
    )


def find_marks(text: str, marks: Marks) -> list[Span]:
    """Give every place to mark in a text, in order; none touches another."""
    return [(start, end) for start, end, _ in _found(text, marks)]


def snippet(text: str, marks: Marks, width: int = WIDTH) -> tuple[str, list[Span]]:
    """Give the window of a text with the most different marks, cut at borders of words, and its marks in it.

    Where nothing is to be marked, the beginning of the text.
    """
    found = _found(text, marks)
    if not found:
        return text[: _cut(text, width)], []
    first, last = _best(found, width)
    start = max(0, found[first][0] - LEAD)
    if start:
        border = text.find(" ", start, found[first][0])
        start = found[first][0] if border < 0 else border + 1
    end = max(_cut(text, start + width), found[last][1])
    inside = [(a - start, b - start) for a, b, _ in found if a >= start and b <= end]
    return text[start:end], inside


def _leaves(node: Node) -> Iterable[Node]:
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from _leaves(part)
    elif isinstance(node, Near):
        yield from _leaves(node.first)
        yield from _leaves(node.second)
    elif isinstance(node, Keys) and node.words:
        yield Word(node.words[0]) if len(node.words) == 1 else Phrase(node.words)
    elif isinstance(node, _LEAVES) and not _UNMARKED.issuperset(node.fields):
        yield node


def _found(text: str, marks: Marks) -> list[tuple[int, int, str]]:
    """Give start, end and folded form of every mark."""
    standing = _standing(text) if len(text) > LONGEST_KEPT else _kept(text)
    counts = _marked(standing, marks)
    found = [
        (
            standing.starts[at],
            _end_of_mark(standing.raws[at], text, standing.starts[at], marks),
            form,
        )
        for at, form in enumerate(standing.forms)
        if form in counts
    ]
    if marks.phrases:
        every = list(words(text))
        for phrase in marks.phrases:
            found += _of_phrase(every, phrase)
        found.sort()
    return _apart(found)


class _Standing(NamedTuple):
    """The words of a text as they are written, where each begins, and folded; what forms there are, and as lines."""

    raws: list[str]
    starts: list[int]
    forms: list[str]
    different: dict[str, None]
    lines: str


def _standing(text: str) -> _Standing:
    raws, starts = placed_words(text)
    forms = list(map(FOLDED.__getitem__, raws))
    different = dict.fromkeys(forms)
    different.pop("", None)
    return _Standing(raws, starts, forms, different, "\n".join(("", *different, "")))


@lru_cache(maxsize=64)
def _kept(text: str) -> _Standing:
    return _standing(text)


def _marked(standing: _Standing, marks: Marks) -> set[str]:
    """Give the forms in a text that are to be marked."""
    found = {word for word in marks.words if word in standing.different}
    for start in marks.starts:
        begin = standing.lines.find(f"\n{start}")
        while begin >= 0:
            end = standing.lines.index("\n", begin + 1)
            found.add(standing.lines[begin + 1 : end])
            begin = standing.lines.find(f"\n{start}", end)
    if marks.patterns or marks.close:
        counts = _judge_of(marks)
        found.update(form for form in standing.different if counts[form])
    return found


def _end_of_mark(raw: str, text: str, start: int, marks: Marks) -> int:
    """Say where a mark ends: with its word, but of a pair of unspaced characters perhaps with the first."""
    end = start + len(raw)
    folded = FOLDED[raw]
    if folded in marks.words or not has_unspaced(folded):
        return end
    begun = [len(one) for one in marks.starts if folded.startswith(one)]
    return end_of_first(text, start) if begun and max(begun) == 1 else end


class _Judge(dict[str, bool]):
    """Says of a folded word whether a pattern or a close spelling describes it, and remembers it."""

    def __init__(self, marks: Marks) -> None:
        super().__init__()
        self._marks = marks

    def __missing__(self, folded: str) -> bool:
        if len(self) > 50_000:
            self.clear()
        judgement = self[folded] = _is_described(folded, self._marks)
        return judgement


@lru_cache(maxsize=16)
def _judge_of(marks: Marks) -> _Judge:
    return _Judge(marks)


def _is_described(folded: str, marks: Marks) -> bool:
    if any(_pattern(pattern).fullmatch(folded) for pattern in marks.patterns):
        return True
    return any(_is_close(folded, word, limit) for word, limit in marks.close)


def _is_close(folded: str, word: str, limit: int) -> bool:
    if abs(len(folded) - len(word)) > limit or (limit > 1 and folded[0] != word[0]):
        return False
    from researchdesk.search.spelling import (
        distances,
    )  # numpy need not be there when the window opens

    return distances(word, [folded])[0] <= limit


def _of_phrase(standing: list[tuple[str, int, int]], phrase: Phrase) -> list[tuple[int, int, str]]:
    found = []
    name = " ".join(phrase.words)
    for at, (folded, _, _) in enumerate(standing):
        if folded == phrase.words[0]:
            chain = _chain(standing, at, phrase)
            found += [(standing[number][1], standing[number][2], name) for number in chain]
    return found


def _chain(standing: list[tuple[str, int, int]], at: int, phrase: Phrase) -> list[int]:
    """Give the numbers of the words that a phrase has from here on, none when it does not stand here."""
    chain = [at]
    for number, word in enumerate(phrase.words[1:], 2):
        is_beginning = phrase.is_open and number == len(phrase.words)
        for place in range(chain[-1] + 1, min(chain[-1] + phrase.slop + 1, len(standing))):
            here = standing[place][0]
            if here == word or (is_beginning and here.startswith(word)):
                chain.append(place)
                break
        else:
            return []
    return chain


def _apart(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Join marks that overlap: pairs of characters, and a word that is marked for two reasons."""
    apart: list[tuple[int, int, str]] = []
    for start, end, form in found:
        if apart and start < apart[-1][1]:
            before = apart[-1]
            apart[-1] = (before[0], max(before[1], end), before[2])
        else:
            apart.append((start, end, form))
    return apart


def _best(found: list[tuple[int, int, str]], width: int) -> tuple[int, int]:
    """Give the first and the last mark of the window with the most different forms, then the most marks."""
    best, chosen, first = (0, 0), (0, 0), 0
    for last in range(len(found)):
        while found[last][1] - found[first][0] > width - LEAD and first < last:
            first += 1
        score = (len({form for _, _, form in found[first : last + 1]}), last - first)
        if score > best:
            best, chosen = score, (first, last)
    return chosen


def _cut(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    border = text.rfind(" ", max(at - RAGGED, 0), at + 1)
    return border if border > 0 else at


@lru_cache(maxsize=200)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern_of(pattern))
