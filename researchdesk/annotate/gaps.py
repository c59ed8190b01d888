# SPDX-License-Identifier: MIT
"""Pair what two gaps between sure runs have in common: the longest common subsequence, without islands of chance.

The subsequence is rapidfuzz's Indel (Hyyrö's bit-parallel algorithm). In a gap too large for it, shorter sequences
that stand once part it first. Dropping islands is the "semantic clean-up" of Fraser's diff-match-patch, by weight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Indel

from researchdesk.annotate.chains import common_runs, heaviest_chain, parted
from researchdesk.annotate.pairing import free

if TYPE_CHECKING:
    from researchdesk.annotate.chains import Run, Stretch
    from researchdesk.annotate.pairing import Pairing

LARGE = 6_000_000  # pairs of tokens: above it a gap is parted
TOO_LARGE = 240_000_000  # above it, what cannot be parted stays unpaired
LONGEST_GRAM = 3  # tokens of the sequences that part a gap; one fewer each time
WORTH, BASE = 2.2, 0.3  # what an island's weight is worth against the tokens changed beside it
CHANCE = 8  # tokens: however much changed beside it, an island worth this much is no chance


class Gap(NamedTuple):
    """Old and new tokens that lie between the same sure runs."""

    old: Stretch
    new: Stretch


def fill(pairing: Pairing, gap: Gap, longest: int = LONGEST_GRAM) -> list[int]:
    """Pair the free tokens of a gap; give the old tokens that found a twin."""
    old, new = free(pairing.old, gap.old), free(pairing.new, gap.new)
    if not old or not new:
        return []
    size = len(old) * len(new)
    if size > LARGE and longest and (chain := _chain(pairing, gap, longest)):
        return _part(pairing, gap, chain, longest)
    if size > TOO_LARGE:
        return []
    keys_old, keys_new = pairing.old.keys, pairing.new.keys
    before, after = [keys_old[at] for at in old], [keys_new[at] for at in new]
    islands = [
        (step.src_start, step.dest_start, step.src_end - step.src_start)
        for step in Indel.opcodes(before, after)
        if step.tag == "equal"
    ]
    weights = [pairing.weights[key] for key in before]
    found = []
    for at, there, length in _worthy(islands, weights, (len(before), len(after))):
        for shift in range(length):
            pairing.pair(old[at + shift], new[there + shift])
        found += old[at : at + length]
    return found


def _chain(pairing: Pairing, gap: Gap, size: int) -> list[Run]:
    runs = common_runs(pairing.old.keys, pairing.new.keys, [gap.old], [gap.new], size)
    return parted(heaviest_chain(runs, pairing.weight_before)[0])


def _part(pairing: Pairing, gap: Gap, chain: list[Run], longest: int) -> list[int]:
    found: list[int] = []
    (from_old, end_old), (from_new, end_new) = gap
    for at, there, length in [*chain, (end_old, end_new, 0)]:
        for shift in range(length):
            if pairing.is_free(at + shift, there + shift):
                pairing.pair(at + shift, there + shift)
                found.append(at + shift)
        found += fill(pairing, Gap((from_old, at), (from_new, there)), longest - 1)
        from_old, from_new = at + length, there + length
    return found


def _worthy(islands: list[Run], weights: list[float], sizes: Stretch) -> list[Run]:
    """Give the islands that weigh enough beside what changed on their poorer side; the gap's own ends are sure."""
    kept = []
    ends = [(0, 0), *((at + length, there + length) for at, there, length in islands)]
    starts = [*((at, there) for at, there, _ in islands), sizes]
    for number, (at, there, length) in enumerate(islands):
        before = max(at - ends[number][0], there - ends[number][1])
        after = max(starts[number + 1][0] - at - length, starts[number + 1][1] - there - length)
        worth = WORTH * sum(weights[at : at + length]) + BASE
        if worth >= min(CHANCE, before, after):
            kept.append((at, there, length))
    return kept
