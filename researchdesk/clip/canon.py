# SPDX-License-Identifier: MIT
"""The rules of the canonical text: the one text of an article that offsets count in, in code points.

NFC; line feeds only; no control characters; runs of blanks are one; paragraphs joined by exactly one empty line.
No-break spaces, soft hyphens and joiners stay, since they carry meaning. A change here raises CANON_VERSION.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CANON_VERSION = 1
BETWEEN = "\n\n"

_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\ufeff\ufffc\ufdd0\ufdd1\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c]")
_MARK_UP_SPACE = re.compile(
    "[\t\n\r\f][ \t\n\r\f]*| [ \t\n\r\f]+"
)  # not \s: that eats the no-break space
_BLANKS = re.compile("\t[ \t]*| [ \t]+")  # a single blank is one already
_AROUND_LINE_END = re.compile(" ?\n[ \n]*")
_EMPTY_LINES = re.compile("\n[ \t]*\n[ \t\n]*")


def canonical(text: str) -> str:
    """Apply the rules to a plain string; empty lines part its paragraphs."""
    lines = _LINE_ENDS.sub("\n", _FORBIDDEN.sub("", text))
    paragraphs = (join([(part, False)])[0] for part in _EMPTY_LINES.split(lines))
    return BETWEEN.join(part for part in paragraphs if not is_blank(part))


def is_blank(text: str) -> bool:
    """Say whether there is nothing to see: white space of any kind, and characters that only format."""
    return all(one.isspace() or unicodedata.category(one) == "Cf" for one in text)


def join(pieces: Iterable[tuple[str, bool]]) -> tuple[str, list[tuple[int, int]]]:
    """Join the pieces of one block by the rules; give its text and each piece's span in it.

    A piece is a string and whether its white space is that of mark-up, where a line end is a blank.
    """
    parts: list[str] = []
    ends = [0]
    for string, is_mark_up in pieces:
        piece = _tidy(string, is_mark_up=is_mark_up)
        last = parts[-1][-1] if parts else "\n"
        if last in " \n":
            piece = piece.lstrip(" \n" if last == "\n" else " ")
        if last == " " and piece.startswith("\n"):
            _drop_last(parts, ends)
        if piece:
            parts.append(piece)
        ends.append(ends[-1] + len(piece))
    joined = "".join(parts)
    text = joined.rstrip(" \n")
    ends = [min(end, len(text)) for end in ends]
    return _composed(text, list(pairwise(ends)))


def _tidy(string: str, *, is_mark_up: bool) -> str:
    if string.isprintable() and "\ufffc" not in string:  # as most are: blanks alone may be too many
        return _BLANKS.sub(" ", string) if "  " in string else string
    string = _FORBIDDEN.sub("", string)
    if is_mark_up:
        string = _MARK_UP_SPACE.sub(" ", string)
    string = _BLANKS.sub(" ", _LINE_ENDS.sub("\n", string))
    return _AROUND_LINE_END.sub("\n", string)


def _drop_last(parts: list[str], ends: list[int]) -> None:
    """Take away the blank at the end of what was joined so far."""
    parts[-1] = parts[-1][:-1]
    if not parts[-1]:
        parts.pop()
    length = ends[-1] - 1
    ends[:] = [min(end, length) for end in ends]


def _composed(text: str, spans: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    if unicodedata.is_normalized("NFC", text):
        return text, spans
    whole = unicodedata.normalize("NFC", text)
    places = {
        at: min(len(unicodedata.normalize("NFC", text[:at])), len(whole))
        for at in {at for span in spans for at in span}
    }
    return whole, [(places[start], places[end]) for start, end in spans]
