# SPDX-License-Identifier: MIT
"""From a selection to a passage that can be found again, and from one text version to the next.

Offsets are Unicode code points, half-open, everywhere. A passage is carried only where there is no doubt: an orphan
can be put right by the reader, a passage in the wrong place is a false statement in every note that cites it.
"""

from __future__ import annotations

import regex

from researchdesk.annotate.quote import find_quote
from researchdesk.model.errors import BadValue
from researchdesk.model.passage import Carried, Selectors, Span

__all__ = ["LONGEST", "carry", "describe", "find_quote", "shift", "trim"]

LONGEST = 20_000  # code points of a passage
CONTEXT, CONTEXT_STEP, CONTEXT_LIMIT = 32, 16, 256  # code points of prefix and suffix
EDGE = "\n\n"  # what parts blocks stands for the text's own beginning and end
CLUSTER = regex.compile(r"\X")


def trim(text: str, span: Span) -> Span:
    """Let a selection grow to whole characters as a reader sees them, then lose white space at both ends.

    BadValue when it lies outside the text, holds no letter or digit, or is longer than 20,000 code points.
    """
    start, end = span.start, span.end
    if not 0 <= start < end <= len(text):
        raise BadValue(
            value=f"{start} to {end}",
            kind="passage of this text",
            expected=f"a passage begins before it ends, and ends at {len(text)} at most",
        )
    start, end = _cluster_at(text, start)[0], _cluster_at(text, end)[1]
    while start < end and text[start].isspace() and _is_border(text, start + 1):
        start += 1
    while start < end and text[end - 1].isspace() and _is_border(text, end - 1):
        end -= 1
    _refuse_unfit(text[start:end])
    return Span(start, end)


def describe(text: str, span: Span) -> Selectors:
    """Describe a passage by its words and as much of what stands around it as makes it the only one in the text."""
    exact = text[span.start : span.end]
    prefix, suffix = _context(text, span, is_before=True, is_after=True)
    return Selectors(exact, prefix, suffix, span.start, span.end)


def carry(old: str, new: str, selectors: Selectors) -> Carried:
    """Say where a passage of the old text stands in the new one; an orphan when there is any doubt.

    A passage is carried when its words, with what stood on at least one side of them, stand once in each text.
    """
    span = Span(selectors.start, selectors.end)
    if old == new:
        return Carried("same", span, 1.0, "the text is the same")
    if old[span.start : span.end] != selectors.exact:
        return Carried("orphan", None, 0.0, "the old text does not hold the quote at its place")
    texts = (EDGE + old + EDGE, EDGE + new + EDGE)
    if place := _carried(texts, span, is_before=True, is_after=True):
        return Carried("same", place, 0.98, "the quote stands once, between the same words")
    before = _carried(texts, span, is_before=True, is_after=False)
    after = _carried(texts, span, is_before=False, is_after=True)
    if before and after and before != after:
        return Carried("orphan", None, 0.0, "what stood around the quote was parted")
    if place := before or after:
        side = "after" if before else "before"
        return Carried("same", place, 0.9, f"the quote stands once, {side} the same words")
    return Carried("orphan", None, 0.0, "the quote does not stand once, beside the same words")


def shift(span: Span, at: int, length: int) -> Span:
    """Give a span's place after `length` code points were put in at `at`; one that they part grows around them."""
    if at <= span.start:
        return Span(span.start + length, span.end + length)
    return span if at >= span.end else Span(span.start, span.end + length)


def _refuse_unfit(exact: str) -> None:
    if not any(character.isalnum() for character in exact):
        raise BadValue(
            value="The selection",
            kind="passage",
            expected="select at least one letter or digit",
        )
    if len(exact) > LONGEST:
        raise BadValue(
            value=f"A selection of {len(exact):,} characters",
            kind="passage",
            expected=f"select at most {LONGEST:,}",
        )


def _cluster_at(text: str, at: int) -> tuple[int, int]:
    """Give the borders of the character, as a reader sees it, that `at` lies in: (at, at) when it lies on a border."""
    if at in (0, len(text)) or text[at - 1 : at + 1].isascii():
        return at, at
    clusters = CLUSTER.finditer(text, pos=text.rfind("\n", 0, at) + 1)
    start, end = next(one.span() for one in clusters if one.end() >= at)
    return (at, at) if end == at else (start, end)


def _is_border(text: str, at: int) -> bool:
    return _cluster_at(text, at) == (at, at)


def _context(text: str, span: Span, *, is_before: bool, is_after: bool) -> tuple[str, str]:
    """Give the shortest prefix and suffix, on the sides wanted, with which the words stand once in the text."""
    exact = text[span.start : span.end]
    prefix = suffix = ""
    for size in range(CONTEXT, CONTEXT_LIMIT + 1, CONTEXT_STEP):
        prefix = text[max(0, span.start - size) : span.start] if is_before else ""
        suffix = text[span.end : span.end + size] if is_after else ""
        if _only_place(text, prefix + exact + suffix) is not None:
            break
    return prefix, suffix


def _only_place(text: str, words: str) -> int | None:
    at = text.find(words)
    return at if at >= 0 and text.find(words, at + 1) < 0 else None


def _carried(texts: tuple[str, str], span: Span, *, is_before: bool, is_after: bool) -> Span | None:
    """Find the passage in the new text by its words and those on the sides wanted, if they stand once in each text.

    Both texts begin and end with EDGE; `span` and the answer count without it.
    """
    old, new = texts
    inside = shift(span, 0, len(EDGE))
    prefix, suffix = _context(old, inside, is_before=is_before, is_after=is_after)
    if not (is_before and is_after) and not (prefix + suffix).strip():
        return None  # the edge of a text alone says nothing
    words = prefix + old[inside.start : inside.end] + suffix
    at = _only_place(new, words)
    if at is None or _only_place(old, words) is None:
        return None
    start = at + len(prefix) - len(EDGE)
    return Span(start, start + span.end - span.start)
