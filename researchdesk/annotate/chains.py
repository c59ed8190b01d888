# SPDX-License-Identifier: MIT
"""What two lists of tokens have in common beyond doubt: runs of sequences that stand once in each, and their chain.

Unique common sequences as anchors are Bram Cohen's patience diff, by k-grams in place of lines; the chain is the
heaviest increasing subsequence, found with a Fenwick tree of maxima (Fenwick 1994) in n log n.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# First token of the old side, first of the new side, number of tokens.
Run: TypeAlias = tuple[int, int, int]
# From the first token to the one after the last.
Stretch: TypeAlias = tuple[int, int]
# The place of each sequence; of one that stands more than once, how often, below zero.
Grams: TypeAlias = dict[tuple[int, ...], int]


def common_runs(
    old: Sequence[int],
    new: Sequence[int],
    of_old: Iterable[Stretch],
    of_new: Iterable[Stretch],
    size: int,
) -> list[Run]:
    """Give the runs of tokens made of `size`-grams that stand once in these stretches of either side, in old order."""
    return runs_of(grams_of(old, of_old, size), grams_of(new, of_new, size), size)


def grams_of(keys: Sequence[int], stretches: Iterable[Stretch], size: int) -> Grams:
    """Give the place of each `size`-gram within these stretches; of one that stands there n times, -n."""
    grams: list[tuple[int, ...]] = []
    places: list[int] = []
    for start, end in stretches:
        last = end - size + 1
        if last > start:
            grams += zip(
                *(keys[start + shift : last + shift] for shift in range(size)), strict=True
            )
            places += range(start, last)
    place_of = dict(zip(grams, places, strict=True))
    if len(place_of) < len(grams):
        for gram, place in zip(grams, places, strict=True):
            held = place_of[gram]  # the last place at first, then how often it was met so far
            if held != place:
                place_of[gram] = min(held, 0) - 1
    return place_of


def count(grams: Grams, gram: tuple[int, ...]) -> int:
    """Give how often a sequence stands there."""
    place = grams.get(gram)
    return 0 if place is None else max(1, -place)


def runs_of(old: Grams, new: Grams, size: int) -> list[Run]:
    """Give the runs of tokens made of `size`-grams that stand once in each of two sides, in old order."""
    runs: list[Run] = []
    first = twin = length = 0
    for gram, at in old.items():
        there = new.get(gram, -1)
        if at < 0 or there < 0:
            continue
        if length and at - first == there - twin and at <= first + length:
            length = at - first + size
            continue
        if length:
            runs.append((first, twin, length))
        first, twin, length = at, there, size
    if length:
        runs.append((first, twin, length))
    return runs


def heaviest_chain(
    runs: Sequence[Run], weight_before: Sequence[float]
) -> tuple[list[Run], list[Run]]:
    """Part runs (in old order) into those that keep their order, with as much weight as possible, and the others.

    `weight_before`: how much the tokens before each old one weigh, and before the end.
    """
    rank = {there: place for place, there in enumerate(sorted({run[1] for run in runs}), 1)}
    tree = [(0.0, -1)] * (len(rank) + 1)  # by rank: most weight of a chain, the run it ends with
    before = []
    best = (0.0, -1)
    for number, (at, there, length) in enumerate(runs):
        weight, previous = _most(tree, rank[there] - 1)
        before.append(previous)
        ending = (weight + weight_before[at + length] - weight_before[at], number)
        _raise(tree, rank[there], ending)
        best = max(best, ending, key=lambda one: one[0])
    chosen = set()
    number = best[1]
    while number >= 0:
        chosen.add(number)
        number = before[number]
    kept = [run for number, run in enumerate(runs) if number in chosen]
    return kept, [run for number, run in enumerate(runs) if number not in chosen]


def parted(runs: Iterable[Run]) -> list[Run]:
    """Shorten the runs of a chain from the left until none overlaps the one before it on either side."""
    made: list[Run] = []
    end_old = end_new = 0
    for at, there, length in runs:
        skipped = max(0, end_old - at, end_new - there)
        if skipped < length:
            made.append((at + skipped, there + skipped, length - skipped))
            end_old, end_new = at + length, there + length
    return made


def _most(tree: list[tuple[float, int]], rank: int) -> tuple[float, int]:
    best = (0.0, -1)
    while rank:
        if tree[rank][0] > best[0]:
            best = tree[rank]
        rank -= rank & -rank
    return best


def _raise(tree: list[tuple[float, int]], rank: int, ending: tuple[float, int]) -> None:
    while rank < len(tree):
        if ending[0] > tree[rank][0]:
            tree[rank] = ending
        rank += rank & -rank
