# SPDX-License-Identifier: MIT
"""From a selection to a passage that can be found again, and from one text version to the next.

Offsets are Unicode code points, half-open, everywhere. A passage is carried only where there is no doubt: an orphan
can be put right by the reader, a passage in the wrong place is a false statement in every note that cites it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from researchdesk.annotate.alignment import Alignment
from researchdesk.annotate.folding import likeness
from researchdesk.annotate.places import place
from researchdesk.annotate.quote import find_quote
from researchdesk.annotate.repairs import candidates
from researchdesk.model.errors import BadValue
from researchdesk.model.passage import Carried, Selectors, Span

if TYPE_CHECKING:
    from researchdesk.model.passage import TargetStatus

__all__ = ["LONGEST", "Passing", "compared", "describe", "find_quote", "shift", "trim"]

LONGEST = 20_000  # code points of a passage
CONTEXT, CONTEXT_STEP, CONTEXT_LIMIT = 32, 16, 256  # code points of prefix and suffix
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
    prefix, suffix = _context(text, span)
    return Selectors(exact, prefix, suffix, span.start, span.end)


class Passing:
    """Carries passages from an old text to a new one; the texts are aligned once."""

    def __init__(self, old: str, new: str) -> None:
        self.old_text = old
        self._alignment = Alignment(old, new) if old != new else None

    def carry(self, span: Span) -> Carried:
        """Say where a passage of the old text stands in the new one; no span given back is empty or lies outside."""
        if self._alignment is None:
            return Carried("same", span, 1.0, "the text is the same")
        return place(self._alignment, span)

    def candidates(self, span: Span) -> tuple[Span, ...]:
        """Give at most three places in the new text for the reader to choose from, the likeliest first."""
        return candidates(self._alignment, span) if self._alignment else (span,)


def compared(quote: str, words: str) -> TargetStatus:
    """Say what words are that a reader took for a quote."""
    if quote == words:
        return "same"
    return "typography" if likeness(quote, words) == 1.0 else "changed"


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


def _context(text: str, span: Span) -> tuple[str, str]:
    """Give the shortest prefix and suffix with which the words stand once in the text."""
    exact = text[span.start : span.end]
    prefix = suffix = ""
    for size in range(CONTEXT, CONTEXT_LIMIT + 1, CONTEXT_STEP):
        prefix = text[max(0, span.start - size) : span.start]
        suffix = text[span.end : span.end + size]
        words = prefix + exact + suffix
        if text.find(words, text.find(words) + 1) < 0:
            break
    return prefix, suffix
