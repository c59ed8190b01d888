# SPDX-License-Identifier: MIT
"""Where sentences and paragraphs end in a text, as bytes that are kept and sent from process to process.

Each break is one number of 32 bits: its place in code points times two, and one more where a paragraph ends, too.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from researchdesk.entities import words

if TYPE_CHECKING:
    from collections.abc import Sequence

VERSION = 1  # of the rules of `words`: others make all breaks anew


def packed(text: str) -> bytes:
    """Give the breaks of a text, in order."""
    return array("I", (2 * place + ends for place, ends in words.breaks(text))).tobytes()


def of_payload(payload: bytes, sizes: Sequence[int]) -> tuple[dict[str, list[int]], bytes]:
    """Answer for texts that follow each other as UTF-8, so many bytes each."""
    made, at = [], 0
    for size in sizes:
        made.append(packed(payload[at : at + size].decode("utf-8", "surrogatepass")))
        at += size
    return {"sizes": [len(one) for one in made]}, b"".join(made)
