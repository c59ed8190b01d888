# SPDX-License-Identifier: MIT
"""Sketches of texts, by which the same story at two places is known: the smallest hashes of its triples of words.

Two sketches tell how much two texts share (Jaccard) without the texts. Hashes are the same on every machine.
"""

from __future__ import annotations

import hashlib
import heapq
import re
from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIZE = 128  # hashes of a sketch
TOGETHER = 3  # words
LEAST = 20  # triples: a shorter text says too little
VERSION = 1  # of these rules: another makes all sketches anew

_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
"""A word, or a letter of a script that sets no blanks."""


def sketch(text: str) -> array[int]:
    """Give the sketch of a text: up to `SIZE` hashes, ascending; none of a text too short to be compared."""
    words = _WORD.findall(text.casefold())
    triples = {" ".join(words[at : at + TOGETHER]) for at in range(len(words) - TOGETHER + 1)}
    if len(triples) < LEAST:
        return array("Q")
    hashes = (
        int.from_bytes(
            hashlib.blake2b(one.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        )
        for one in triples
    )
    return array("Q", sorted(heapq.nsmallest(SIZE, hashes)))


def similarity(one: Sequence[int], other: Sequence[int]) -> float:
    """Estimate how much of two texts is the same, from 0 to 1, by their sketches."""
    first, second = set(one), set(other)
    smallest = heapq.nsmallest(SIZE, first | second)
    return (
        sum(value in first and value in second for value in smallest) / len(smallest)
        if smallest
        else 0.0
    )


def sketches(payload: bytes, sizes: Sequence[int]) -> bytes:
    """Give the sketches of texts that follow each other as UTF-8, each as its length in one byte and its hashes."""
    return b"".join(_packed(text) for text in _texts(payload, sizes))


def unpacked(packed: bytes) -> list[array[int]]:
    """Give the sketches back."""
    found: list[array[int]] = []
    at = 0
    while at < len(packed):
        after = at + 1 + 8 * packed[at]
        found.append(array("Q", packed[at + 1 : after]))
        at = after
    return found


def _packed(text: str) -> bytes:
    made = sketch(text)
    return bytes([len(made)]) + made.tobytes()


def _texts(payload: bytes, sizes: Sequence[int]) -> Iterator[str]:
    at = 0
    for size in sizes:
        yield payload[at : at + size].decode("utf-8", "surrogatepass")
        at += size
