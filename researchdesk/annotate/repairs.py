# SPDX-License-Identifier: MIT
"""Propose places for a passage that was not placed: at most three, the likeliest first; the reader decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from researchdesk.annotate.edges import Passage, end_in_new, start_in_new
from researchdesk.annotate.tokens import NONE
from researchdesk.model.passage import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from researchdesk.annotate.alignment import Alignment
    from researchdesk.annotate.tokens import Side

MOST = 3
LEAST_WEIGHT, LEAST_SHARE = 1, 0.1  # of a part of the passage that is worth showing
JUMP, JUMP_TIMES = 25, 0.8  # new tokens, and times the passage's own, over which parts are parted
MARKS_AFTER = 3  # code points of punctuation that go with a part
LIKE = 50  # ratio from which a text is like the passage
LEAST_LINE, LONGEST_LINE = 12, 0.9  # code points, share of it: lines that are looked for alone
ROOM = 0.4  # share of what is looked for that a free stretch must have room for
LEAST_QUOTE = 8  # code points of a quote that is looked for as it is
THE_SAME = 0.8  # share of two spans that is common to both, from which they are one proposal


def candidates(alignment: Alignment, span: Span) -> tuple[Span, ...]:
    """Give the places where a passage of the old text may stand in the new one."""
    found: list[Span] = []
    for one in _proposals(alignment, span):
        trimmed = _trimmed(alignment.new.text, _whole(alignment.new, one))
        if trimmed and not any(_is_same(trimmed, other) for other in found):
            found.append(trimmed)
        if len(found) == MOST:
            break
    return tuple(found)


def _proposals(alignment: Alignment, span: Span) -> Iterator[Span]:
    """Give what is left of the passage itself, then what is like it, then its words elsewhere."""
    yield from _parts(alignment, span)
    yield from _like(alignment, span)
    quote, text = alignment.old.text[span.start : span.end], alignment.new.text
    at = text.find(quote) if len(quote) >= LEAST_QUOTE else -1
    while at >= 0:
        yield Span(at, at + len(quote))
        at = text.find(quote, at + 1)


def _parts(alignment: Alignment, span: Span) -> list[Span]:
    """Give each surviving part of a passage with its punctuation, the heaviest first."""
    passage = Passage(span.start, span.end, *alignment.old.within(span.start, span.end))
    whole = alignment.weigh(range(passage.first, passage.last + 1))
    twins = alignment.old.twins
    weighed = []
    for part in _together(alignment, passage):
        weight = alignment.weigh(part)
        if weight < max(LEAST_WEIGHT, LEAST_SHARE * whole):
            continue
        first, last = part[0], part[-1]
        start, end = alignment.new.starts[twins[first]], alignment.new.ends[twins[last]]
        if first == passage.first:
            start = start_in_new(alignment, passage, (first, twins[first]))
        if last == passage.last:
            end = end_in_new(alignment, passage, (last, twins[last]))
        else:
            end = _with_marks(alignment.new.text, end)
        if start < end:
            weighed.append((weight, Span(start, end)))
    return [one for _, one in sorted(weighed, key=lambda pair: -pair[0])]


def _together(alignment: Alignment, passage: Passage) -> list[list[int]]:
    """Group the tokens of a passage that were kept by where they stand now."""
    twins, moved = alignment.old.twins, alignment.moved
    longest = max(JUMP, int(JUMP_TIMES * (passage.last - passage.first + 1)))
    groups: list[list[int]] = []
    for at in range(passage.first, passage.last + 1):
        if twins[at] == NONE:
            continue
        before = groups[-1][-1] if groups else NONE
        is_near = groups and 0 < twins[at] - twins[before] <= longest
        if is_near and bool(moved[before]) == bool(moved[at]):
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def _like(alignment: Alignment, span: Span) -> list[Span]:
    """Give the stretches of new text that nothing old owns and that are like the passage or one of its lines."""
    quote, text = alignment.old.text[span.start : span.end], alignment.new.text
    lines = [
        line for line in quote.split("\n") if LEAST_LINE <= len(line) < LONGEST_LINE * len(quote)
    ]
    found = []
    for stretch in alignment.unowned:
        for words in (quote, *lines):
            if stretch.end - stretch.start < ROOM * len(words):
                continue
            like = fuzz.partial_ratio_alignment(
                words, text[stretch.start : stretch.end], score_cutoff=LIKE
            )
            if like:
                worth = like.score * (0.5 + 0.5 * len(words) / len(quote))
                start, end = stretch.start + like.dest_start, stretch.start + like.dest_end
                found.append((worth, Span(start, end)))
    return [one for _, one in sorted(found, key=lambda pair: -pair[0])[:MOST]]


def _with_marks(text: str, end: int) -> int:
    last = end
    while last < min(len(text), end + MARKS_AFTER) and not (
        text[last].isspace() or text[last].isalnum()
    ):
        last += 1
    return last


def _whole(side: Side, span: Span) -> Span:
    """Let a place grow to whole words: what is like a passage may begin inside one."""
    first, last = side.within(span.start, span.end)
    if first > last:
        return span
    return Span(min(span.start, side.starts[first]), max(span.end, side.ends[last]))


def _trimmed(text: str, span: Span) -> Span | None:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _is_same(one: Span, other: Span) -> bool:
    common = min(one.end, other.end) - max(one.start, other.start)
    return common > THE_SAME * (max(one.end, other.end) - min(one.start, other.start))
