# SPDX-License-Identifier: MIT
"""Find a passage by its words when its place is not known: all places, never a choice among them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from researchdesk.annotate.folding import HIDDEN, SHAPES
from researchdesk.model.passage import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECE = re.compile(rf"(?P<blank>\s+)|(?P<hidden>[{HIDDEN}]+)|[^\s{HIDDEN}]+")


def find_quote(text: str, exact: str, prefix: str = "", suffix: str = "") -> list[Span]:
    """Give every place where the quote stands between prefix and suffix, in the order of the text.

    The words as given are tried first. When they stand nowhere, differences in quotation marks, dashes, white space
    and Unicode form are overlooked, also between the quote and its prefix or suffix.
    """
    if not exact.strip():
        return []
    return [
        Span(at, at + len(exact))
        for at in _places(text, exact)
        if text.endswith(prefix, 0, at) and text.startswith(suffix, at + len(exact))
    ] or _find_folded(text, exact, prefix, suffix)


def _find_folded(text: str, exact: str, prefix: str, suffix: str) -> list[Span]:
    wanted, before, after = (
        _folded(unicodedata.normalize("NFC", words))[0].strip() for words in (exact, prefix, suffix)
    )
    if not wanted:
        return []
    folded, at_of = _folded(text)
    return [
        Span(at_of[at], at_of[at + len(wanted) - 1] + 1)
        for at in _places(folded, wanted)
        if _ends_with(folded, at, before) and _starts_with(folded, at + len(wanted), after)
    ]


def _ends_with(folded: str, end: int, words: str) -> bool:
    return not words or folded.endswith(words, 0, end) or folded.endswith(words + " ", 0, end)


def _starts_with(folded: str, start: int, words: str) -> bool:
    return not words or folded.startswith((words, " " + words), start)


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _folded(text: str) -> tuple[str, list[int]]:
    """Give the text with its shapes folded, and for each character its place in the text as it was."""
    pieces: list[str] = []
    at_of: list[int] = []
    for piece in PIECE.finditer(text):
        if piece["blank"]:
            pieces.append(" ")
            at_of.append(piece.start())
        elif not piece["hidden"]:
            pieces.append(piece.group().translate(SHAPES))
            at_of.extend(range(piece.start(), piece.end()))
    return "".join(pieces), at_of
