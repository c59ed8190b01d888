# SPDX-License-Identifier: MIT
"""Say where a passage stands in the new text and how sure that is; an honest orphan rather than a wrong place.

The numbers were measured on 12,461 passages of real revisions, of pages through several extractors, and of edits by
program, then left alone: none of them is there for one case.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from msgspec import Struct
from rapidfuzz import fuzz

from researchdesk.annotate.edges import (
    Passage,
    end_in_new,
    first_kept,
    last_kept,
    slot_in_new,
    start_in_new,
)
from researchdesk.annotate.folding import likeness
from researchdesk.annotate.pairing import IN_PLACE, STRONG_MOVE
from researchdesk.annotate.tokens import NONE, WORD_LENGTH
from researchdesk.model.passage import Carried, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.annotate.alignment import Alignment
    from researchdesk.annotate.edges import Twins

SURE_RUN = 8  # tokens of an unchanged run in which a passage is where it was
STAYED = 0.25  # share of a passage's weight by which it is where it was, rather than where more of it moved
WENT = 0.4  # share of its weight by which it moved
JUMP, JUMP_TIMES = 400, 2  # new tokens, and times the passage's own, that part its parts
FAR_JUMP, FAR_JUMP_TIMES = 25, 0.8  # the same for what moved
NEIGHBOURS, BESIDE = 6, 14  # tokens beside a passage, and how near it they must stand again
LONE, LITTLE = 2.2, 2.5  # weights below which words without their surroundings say nothing
COPY_CONTEXT = 60  # code points around a moved passage
LEAST_KEPT, LEAST_ALIKE, ALIKE = 0.42, 0.45, 0.55
REWORDED, REWRITTEN, REMNANT = 0.75, 0.3, 0.15
ELSEWHERE_ALIKE = 0.6
SLOT, SLOT_ALIKE = 2, 0.5  # times its tokens that may stand in its place; likeness of what changed
REWRITTEN_GAP, FOUND_IN_GAP, LEAST_QUOTE, SHARE_OF_QUOTE = 60, 72, 8, 0.7
HIGHEST = 0.98  # of the confidence in what changed


class Part(Struct, frozen=True):
    """What is left of a passage at one place: its first and last token there, their twins, its share of the weight."""

    first: Twins
    last: Twins
    share: float
    weight: float
    is_moved: bool


def place(alignment: Alignment, span: Span) -> Carried:
    """Say what became of a passage of the old text."""
    ends, shift = alignment.ends, len(alignment.new.text) - len(alignment.old.text)
    if span.end <= ends.head:
        return Carried("same", span, 1.0, "stands in what both texts begin with")
    if span.start >= ends.old_tail:
        moved = Span(span.start + shift, span.end + shift)
        return Carried("same", moved, 1.0, "stands in what both texts end with")
    first, last = alignment.old.within(span.start, span.end)
    if first > last:
        return Carried("orphan", None, 0.5, "there is no word in it")
    passage = Passage(span.start, span.end, first, last)
    found = _in_unchanged_run(alignment, passage) or _graded(alignment, passage)
    if found.span is None:
        return found
    words = alignment.new.text[found.span.start : found.span.end]
    if not any(character.isalnum() for character in words):
        return Carried("orphan", None, 0.7, "no word is left of it")
    if found.status != "unsure" and alignment.is_ambiguous(first, last):
        why = "its words stand there another number of times than before"
        return Carried("unsure", found.span, 0.4, why)
    return found


def _in_unchanged_run(alignment: Alignment, passage: Passage) -> Carried | None:
    old, new = alignment.old, alignment.new
    run = alignment.runs[passage.first]
    if run == NONE or run != alignment.runs[passage.last] or alignment.sizes[run] < SURE_RUN:
        return None
    start = new.starts[old.twins[passage.first]] + passage.start - old.starts[passage.first]
    end = new.ends[old.twins[passage.last]] + passage.end - old.ends[passage.last]
    if start < 0 or new.text[start:end] != old.text[passage.start : passage.end]:
        return None
    return Carried("same", Span(start, end), 0.99, "stands in a run of unchanged words")


def _graded(alignment: Alignment, passage: Passage) -> Carried:
    stayed, went = _kept(alignment, passage)
    by_stayed, by_went = _part(alignment, passage, stayed), _part(alignment, passage, went)
    all_stayed, all_went = (_share(alignment, passage, tokens) for tokens in (stayed, went))
    is_strong = any(alignment.moved[at] == STRONG_MOVE for at in went)
    has_moved = is_strong and all_went > all_stayed
    if by_stayed and (not by_went or (all_stayed >= STAYED and not has_moved)):
        return _grade(alignment, passage, by_stayed)
    if by_went and is_strong and all_went >= WENT:
        return _grade(alignment, passage, by_went)
    replaced = None if by_stayed else _replaced(alignment, passage)
    if by_went is None or (replaced and replaced.status == "changed"):
        assert replaced is not None
        return replaced
    return _elsewhere(alignment, passage, by_went)


def _kept(alignment: Alignment, passage: Passage) -> tuple[list[int], list[int]]:
    """Give the tokens of a passage that have twins: those that stayed in order, and those that moved."""
    twins, moved = alignment.old.twins, alignment.moved
    kept = [at for at in range(passage.first, passage.last + 1) if twins[at] != NONE]
    return [at for at in kept if moved[at] == IN_PLACE], [
        at for at in kept if moved[at] != IN_PLACE
    ]


def _share(alignment: Alignment, passage: Passage, tokens: Sequence[int]) -> float:
    """Give the share of a passage's weight that these tokens hold, with what lies in the texts' common ends."""
    old = alignment.old
    outside = max(0, old.starts[0] - passage.start) + max(0, passage.end - old.ends[-1])
    hidden = outside / WORD_LENGTH
    total = alignment.weigh(range(passage.first, passage.last + 1)) + hidden
    is_here = bool(tokens) and alignment.moved[tokens[0]] == IN_PLACE
    return (alignment.weigh(tokens) + (hidden if is_here else 0)) / total


def _part(alignment: Alignment, passage: Passage, tokens: list[int]) -> Part | None:
    """Give the heaviest part of these tokens that stands together in the new text."""
    if not tokens:
        return None
    twins, count = alignment.old.twins, passage.last - passage.first + 1
    is_moved = alignment.moved[tokens[0]] != IN_PLACE
    longest = (
        max(FAR_JUMP, int(FAR_JUMP_TIMES * count)) if is_moved else max(JUMP, JUMP_TIMES * count)
    )
    tokens = sorted(tokens, key=twins.__getitem__)
    parts: list[list[int]] = [[tokens[0]]]
    for before, at in itertools.pairwise(tokens):
        jump = twins[at] - twins[before] - 1
        if jump > longest or (jump and at < before):
            parts.append([])
        parts[-1].append(at)
    best = max(parts, key=alignment.weigh)
    return Part(
        (best[0], twins[best[0]]),
        (best[-1], twins[best[-1]]),
        _share(alignment, passage, best),
        alignment.weigh(best),
        is_moved,
    )


def _grade(alignment: Alignment, passage: Passage, part: Part) -> Carried:
    span = _hull(alignment, passage, part)
    if span is None:
        return Carried("orphan", None, 0.5, "nothing is left between its words")
    alike = _likeness(alignment, passage, span)
    context = _neighbours_kept(alignment, passage, part)
    if alike == 1.0:
        return _identical(alignment, passage, part, span, context)
    if part.share < LEAST_KEPT or alike < LEAST_ALIKE:
        return _rewritten(part, span, alike, context)
    if context == 0 and part.weight < LITTLE:
        return Carried(
            "unsure", span, 0.3, "little is left of it, and nothing of what stood beside it"
        )
    sureness = min(HIGHEST, 0.35 + 0.4 * alike + 0.15 * part.share + 0.05 * context)
    if alike < ALIKE:
        return Carried("unsure", span, sureness, "less than half of its words are left")
    return Carried("changed", span, sureness, "its wording changed")


def _identical(
    alignment: Alignment, passage: Passage, part: Part, span: Span, context: int
) -> Carried:
    """Grade a passage whose words are the same but for print."""
    if context == 0 and part.weight < LONE:
        return Carried(
            "unsure", span, 0.3, "it is short, and nothing is left of what stood beside it"
        )
    if part.is_moved and _is_copied(alignment, span):
        return Carried("unsure", span, 0.4, "it moved, but the same words stand elsewhere too")
    sureness = 0.99 if context else 0.93
    if part.is_moved:
        return Carried("moved", span, sureness, "it moved with its paragraph, or within it")
    words = alignment.new.text[span.start : span.end]
    if words == alignment.old.text[passage.start : passage.end]:
        return Carried("same", span, sureness, "its words are the same")
    return Carried("typography", span, sureness, "only its print differs")


def _rewritten(part: Part, span: Span, alike: float, context: int) -> Carried:
    """Grade a passage of which little was kept, by whether it still stands between the same words."""
    if context == 2 and not part.is_moved:
        if alike >= REWORDED:
            return Carried("changed", span, 0.45 + 0.45 * alike, "reworded between the same words")
        if part.share >= REWRITTEN and part.weight >= 1:
            return Carried("changed", span, 0.5, "mostly rewritten between the same words")
    if context == 2 and part.share > REMNANT:
        return Carried("unsure", span, 0.4, "mostly rewritten")
    return Carried("orphan", None, 0.9 - 0.5 * part.share, "most of it is gone")


def _replaced(alignment: Alignment, passage: Passage) -> Carried:
    """Grade a passage of which no token was kept, by what stands between its neighbours now."""
    old, new = alignment.old, alignment.new
    before, after = last_kept(old, passage.first), first_kept(old, passage.last)
    gone = Carried("orphan", None, 0.95, "it was deleted")
    if before == NONE or after == len(old.twins) or old.twins[after] <= old.twins[before]:
        return gone
    came = range(old.twins[before] + 1, old.twins[after])
    if not came or any(alignment.is_closed(there) for there in came):
        return gone
    slot = Span(new.starts[came[0]], new.ends[came[-1]])
    is_alone = before == passage.first - 1 and after == passage.last + 1
    if is_alone and not alignment.moved[before]:
        if len(came) > SLOT * (passage.last - passage.first + 1) + 1:
            return gone
        span = slot_in_new(alignment, passage, (came[0], came[-1] + 1)) or slot
        alike = _likeness(alignment, passage, span)
        if alike >= SLOT_ALIKE:
            return Carried("changed", span, 0.6 + 0.3 * alike, "other words stand in its place")
        return Carried("unsure", span, 0.3 + 0.2 * alike, "other words stand in its place")
    if is_alone or max(after - before - 1, len(came)) > REWRITTEN_GAP:
        return gone
    return _in_rewritten_gap(alignment, passage, slot) or gone


def _in_rewritten_gap(alignment: Alignment, passage: Passage, gap: Span) -> Carried | None:
    """Propose what is most like the passage in a few words that replaced it and others."""
    quote = alignment.old.text[passage.start : passage.end]
    if len(quote) < LEAST_QUOTE or gap.end - gap.start < SHARE_OF_QUOTE * len(quote):
        return None
    found = fuzz.partial_ratio_alignment(
        quote, alignment.new.text[gap.start : gap.end], score_cutoff=FOUND_IN_GAP
    )
    if not found:
        return None
    span = Span(gap.start + found.dest_start, gap.start + found.dest_end)
    return Carried("unsure", span, 0.4, "like words stand among those that replaced it")


def _elsewhere(alignment: Alignment, passage: Passage, part: Part) -> Carried:
    """Propose the place of words that moved without their paragraph."""
    span = _hull(alignment, passage, part)
    if span and _likeness(alignment, passage, span) >= ELSEWHERE_ALIKE:
        return Carried("unsure", span, 0.35, "its words stand elsewhere now")
    return Carried("orphan", None, 0.7, "its words were parted")


def _hull(alignment: Alignment, passage: Passage, part: Part) -> Span | None:
    start = start_in_new(alignment, passage, part.first)
    end = end_in_new(alignment, passage, part.last)
    return Span(start, end) if start < end else None


def _likeness(alignment: Alignment, passage: Passage, span: Span) -> float:
    return likeness(
        alignment.old.text[passage.start : passage.end], alignment.new.text[span.start : span.end]
    )


def _neighbours_kept(alignment: Alignment, passage: Passage, part: Part) -> int:
    """Count the sides, 0 to 2, on which what stood beside a passage stands beside it again."""
    twins = alignment.old.twins
    before = range(max(0, passage.first - NEIGHBOURS), passage.first)
    after = range(passage.last + 1, min(len(twins), passage.last + 1 + NEIGHBOURS))
    sides = (
        (before, [part.first[1] - twins[at] for at in before if twins[at] != NONE]),
        (after, [twins[at] - part.last[1] for at in after if twins[at] != NONE]),
    )
    return sum(
        not tokens or any(0 < distance <= BESIDE for distance in distances)
        for tokens, distances in sides
    )


def _is_copied(alignment: Alignment, span: Span) -> bool:
    """Say whether a place with its surroundings stands in the new text twice: a pull-quote rather than a move."""
    text = alignment.new.text
    block_end = text.find("\n", span.end)
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - COPY_CONTEXT)
    end = min(len(text) if block_end < 0 else block_end, span.end + COPY_CONTEXT)
    return text.count(text[start:end]) > 1
