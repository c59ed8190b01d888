# SPDX-License-Identifier: MIT
"""Cut a very long block of text into portions: Qt lays out a block at one go, and the window would stand still."""

from __future__ import annotations

import re
from typing import Any

from msgspec import structs

MOST = 4_000  # code points of a portion
LEAST = 2_000
SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’»)\]]*\s")


def portions(block: Any, text: str) -> list[Any]:
    """Give a block as it is, or its portions one after another; only a line break between two is left out.

    Cut after a line, else a sentence, else a word; a word that is longer than a portion is cut inside.
    """
    if block.end - block.start <= MOST:
        return [block]
    found, start = [], block.start
    while block.end - start > MOST:
        end, after = _cut(text, start)
        found.append(_part(block, start, end))
        start = after
    found.append(_part(block, start, block.end))
    return found


def _cut(text: str, start: int) -> tuple[int, int]:
    """Give where a portion ends and where the next one begins."""
    low, high = start + LEAST, start + MOST
    line = text.rfind("\n", low, high)
    if line >= 0:
        return line, line + 1
    sentences = [one.end() for one in SENTENCE_END.finditer(text, low, high)]
    if sentences:
        return sentences[-1], sentences[-1]
    word = text.rfind(" ", low, high) + 1
    return (word, word) if word > low else (high, high)


def _part(block: Any, start: int, end: int) -> Any:
    runs = tuple(
        structs.replace(run, start=max(run.start, start), end=min(run.end, end))
        for run in block.runs
        if run.start < end and run.end > start
    )
    return structs.replace(block, start=start, end=end, runs=runs)
