# SPDX-License-Identifier: MIT
"""Align two versions of a text: which words of the new one are which words of the old one.

Only the alignment knows whether a look-alike is the passage or another sentence that always stood there; a search for
the quote does not. Once a pair of versions; then each passage is cheap.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from researchdesk.annotate import gaps, moves, slides
from researchdesk.annotate.chains import count, grams_of, heaviest_chain, parted, runs_of
from researchdesk.annotate.corrections import new_notes
from researchdesk.annotate.gaps import Gap
from researchdesk.annotate.lines import common_middles
from researchdesk.annotate.pairing import IN_PLACE, Pairing
from researchdesk.annotate.tokens import NONE, WORD_LENGTH, Vocabulary, cut
from researchdesk.model.passage import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from researchdesk.annotate.chains import Run

GRAM = 4  # tokens of the sequences by which texts are anchored
KEPT_CONTEXT = 200  # code points of the common head and tail that are cut into tokens too
NEARLY_TOGETHER = 3  # tokens from one without a twin to the next, in a stretch taken for new
NEAR = 12  # tokens around a passage in which its text should be told from any other


class Ends(Struct, frozen=True):
    """What two texts have in common at their ends, in code points.

    `head`: both begin with so many. From `old_tail` and `new_tail` on both go on in the same way to their end.
    """

    head: int
    old_tail: int
    new_tail: int


class Alignment(Pairing):
    """The twins of two texts, with what is asked for each passage worked out once."""

    def __init__(self, old: str, new: str) -> None:
        self.ends = common_ends(old, new)
        start = _blank_before(old, max(0, self.ends.head - KEPT_CONTEXT))
        of_old = (start, min(len(old), self.ends.old_tail + KEPT_CONTEXT))
        of_new = (start, min(len(new), self.ends.new_tail + KEPT_CONTEXT))
        words = Vocabulary()
        middles = [
            (middle, words.new_key(middle.length / WORD_LENGTH))
            for middle in common_middles(old, new, of_old, of_new)
        ]
        by_old = [(middle.old, middle.length, key) for middle, key in middles]
        by_new = sorted((middle.new, middle.length, key) for middle, key in middles)
        super().__init__(
            cut(old, of_old, words, by_old), cut(new, of_new, words, by_new), words.weights
        )
        self.notes = new_notes(old, new, self.ends.head, self.ends.new_tail)
        for note in self.notes:
            self._close(
                bisect_left(self.new.starts, note.start), bisect_left(self.new.starts, note.end)
            )
        self.sure = self._pair()
        self.runs, self.sizes = self._unchanged()

    def is_ambiguous(self, first: int, last: int) -> bool:
        """Say whether nothing near these old tokens is unique, and how often it stands there has changed.

        Then the alignment chose among copies by their order alone.
        """
        start, end = max(0, first - NEAR), min(len(self.old.keys), last + NEAR + 1)
        if self._sure_before[end] > self._sure_before[start]:
            return False
        seen = False
        for gram in zip(
            *(self.old.keys[start + shift : end] for shift in range(GRAM)), strict=False
        ):
            before, after = count(self._grams[0], gram), count(self._grams[1], gram)
            if after and before == after:
                return False
            seen = seen or after > 1 or (after == 1 and before > 1)
        return seen

    def is_closed(self, there: int) -> bool:
        """Say whether a new token stands in a correction note: no passage goes there."""
        return self.new.keys[there] < 0

    def _close(self, start: int, end: int) -> None:
        self.new.keys[start:end] = range(-start - 1, -end - 1, -1)  # no key twice: equal to nothing

    def _pair(self) -> list[Run]:
        """Find the twins; give the runs of sequences that stand once in each text."""
        old, new = self.old, self.new
        whole_old, whole_new = (0, len(old.keys)), (0, len(new.keys))
        self._grams = (
            grams_of(old.keys, [whole_old], GRAM),
            grams_of(new.keys, [whole_new], GRAM),
        )
        runs = runs_of(*self._grams, GRAM)
        chain, others = heaviest_chain(runs, self.weight_before)
        chain = self._grown(parted(chain))
        for run in chain:
            self.pair_run(run)
        moves.claim(self, others)
        end_old = end_new = 0
        for at, there, length in [*chain, (whole_old[1], whole_new[1], 0)]:
            gaps.fill(self, Gap((end_old, at), (end_new, there)))
            end_old, end_new = at + length, there + length
        self._slide()
        moves.claim_rest(self)
        moves.fill_around(self)
        moves.believe(self)
        return runs

    def _grown(self, chain: list[Run]) -> list[Run]:
        """Let the runs of a chain grow into the gaps between them while tokens are equal: first left, then right."""
        old, new = self.old.keys, self.new.keys
        leftwards: list[Run] = []
        stop = stop_new = 0
        for at, there, length in chain:
            end, end_new = at + length, there + length
            while at > stop and there > stop_new and old[at - 1] == new[there - 1]:
                at, there = at - 1, there - 1
            leftwards.append((at, there, end - at))
            stop, stop_new = end, end_new
        made: list[Run] = []
        stop, stop_new = len(old), len(new)
        for at, there, length in reversed(leftwards):
            end, end_new = at + length, there + length
            while end < stop and end_new < stop_new and old[end] == new[end_new]:
                end, end_new = end + 1, end_new + 1
            made.append((at, there, end - at))
            stop, stop_new = at, there
        return made[::-1]

    def _slide(self) -> None:
        """Let what went and what came have natural borders; what was thought common to both ends may shrink by it."""
        head, tail = self.ends.head, self.ends.old_tail
        for start, end in slides.slide(self.old, self.new, bytes(self.moved)):
            head, tail = min(head, self.old.starts[start]), max(tail, self.old.ends[end - 1])
        slides.slide(self.new, self.old)
        self.ends = Ends(head, tail, self.ends.new_tail)

    def _unchanged(self) -> tuple[list[int], list[int]]:
        """Give each old token's run of twins in place by number (NONE for one without), and the size of each run."""
        shifts = (
            None if twin == NONE or how != IN_PLACE else twin - at
            for at, (twin, how) in enumerate(zip(self.old.twins, self.moved, strict=True))
        )
        runs: list[int] = []
        sizes: list[int] = []
        for shift, tokens in groupby(shifts):
            size = len(list(tokens))
            runs += [NONE if shift is None else len(sizes)] * size
            if shift is not None:
                sizes.append(size)
        return runs, sizes

    @cached_property
    def unowned(self) -> list[Span]:
        """The stretches of new text without twins; one or two twins among others do not part a stretch."""
        starts, ends = self.new.starts, self.new.ends
        found: list[Span] = []
        last = NONE
        for there, twin in enumerate(self.new.twins):
            if twin != NONE:
                continue
            if found and there - last <= NEARLY_TOGETHER:
                found[-1] = Span(found[-1].start, ends[there])
            else:
                found.append(Span(starts[there], ends[there]))
            last = there
        return found

    @cached_property
    def _sure_before(self) -> list[int]:
        """How many tokens before each old one are part of a sequence that stands once in each text."""
        steps = [0] * (len(self.old.keys) + 1)
        for at, there, length in self.sure:
            if self.old.twins[at] == there:
                steps[at] += 1
                steps[at + length] -= 1
        return [0, *accumulate(depth > 0 for depth in accumulate(steps[:-1]))]


def common_ends(old: str, new: str) -> Ends:
    """Find what two texts have in common at their ends, up to white space, by bisection on slices."""
    shorter = min(len(old), len(new))
    head = _bisected(shorter, lambda known, size: old[known:size] == new[known:size])
    while head and not old[head - 1].isspace():
        head -= 1
    ends = (len(old), len(new))
    tail = _bisected(
        shorter - head,
        lambda known, size: (
            old[ends[0] - size : ends[0] - known] == new[ends[1] - size : ends[1] - known]
        ),
    )
    while tail and not old[ends[0] - tail].isspace():
        tail -= 1
    return Ends(head, ends[0] - tail, ends[1] - tail)


def _bisected(longest: int, is_equal: Callable[[int, int], bool]) -> int:
    """Give the greatest size up to which all is equal; `is_equal` compares from a known size to another."""
    low, high = 0, longest
    while low < high:
        middle = (low + high + 1) // 2
        if is_equal(low, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _blank_before(text: str, at: int) -> int:
    while at and not text[at - 1].isspace():
        at -= 1
    return at
