# SPDX-License-Identifier: MIT
"""Choose whole sentences from the caret: the next longer and the next shorter selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.model.passage import Span
from researchdesk.ui.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.ui.panes.reader_places import Placed


def longer(text: str, blocks: Sequence[Placed], chosen: Span | None, caret: int) -> Span | None:
    """Give the sentence at the caret, or what is chosen and one sentence more; None when there is none."""
    cut = _sentences(text, blocks, chosen.start if chosen else caret)
    if chosen is None:
        return next((one for one in cut if one.end > caret), cut[-1] if cut else None)
    for one in cut:
        if one.end > chosen.end:
            return Span(min(one.start, chosen.start), one.end)
    return None


def shorter(text: str, blocks: Sequence[Placed], chosen: Span) -> Span | None:
    """Give what is chosen without its last sentence; None when only one sentence is left."""
    cut = _sentences(text, blocks, chosen.start)
    ends = [one.end for one in cut if chosen.start < one.end < chosen.end]
    return Span(chosen.start, ends[-1]) if ends else None


def _sentences(text: str, blocks: Sequence[Placed], start: int) -> list[Span]:
    """Give the sentences from the block of `start` on, at most twenty blocks of them."""
    first = next((n for n, block in enumerate(blocks) if block.end >= start), len(blocks))
    return [
        Span(block.start + begin, block.start + end)
        for block in blocks[first : first + 20]
        for begin, end in sentences(text[block.start : block.end])
    ]
