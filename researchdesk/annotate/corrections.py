# SPDX-License-Identifier: MIT
"""Find the correction notes that a new text has and the old one had not.

A note such as "An earlier version of this article said that ..." quotes what the article no longer says. A passage
that is carried into it would state the opposite of its source.
"""

from __future__ import annotations

import re
from itertools import islice

from rapidfuzz import fuzz

from researchdesk.model.passage import Span

WORDS = (
    "correction", "clarification", "editor's note", "editor’s note", "editors note", "editors' note", "editors’ note",
    "earlier version of th", "has been updated", "has been amended", "has been corrected", "was updated",
    "was amended", "was corrected", "berichtigung", "korrektur", "rectificat", "erratum", "errata", "corrección",
    "correccion", "correção", "correzione", "rettifica", "更正", "訂正", "정정", "поправка", "исправление",
)  # fmt: skip
OPENINGS = re.compile("|".join(WORDS), re.IGNORECASE)
# An opening stands at the beginning of a block or of a sentence, after two words at most.
BEFORE = re.compile(r"(?:^|[.!?:(\]]\s)\W*(?:\w+\W+){0,2}$")
REACH = 40  # code points before an opening that are looked at
ALIKE, COMPARED = 80, 400  # ratio from which a note was there before; code points that are compared
LONG_BLOCK = 600  # code points: lines were joined, the note is only a part of it
SENTENCES_FROM = 400  # code points of a note in a long block that are its own in any case
QUOTE_WITHIN, QUOTE_LONGEST, SENTENCE_WITHIN = 240, 1500, 120  # code points
QUOTE_OPENS, QUOTE_CLOSES = re.compile('[“„"«]'), re.compile('[”"»“]')
SENTENCE_ENDS = re.compile(r"[.!?。](?=\s|$)")


def new_notes(old: str, new: str, start: int, end: int) -> list[Span]:
    """Give the notes that open between `start` and `end` of the new text and were not in the old one."""
    folded = new[start:end].casefold()
    if not any(words in folded for words in WORDS):  # ten times faster than the expression
        return []
    found: list[Span] = []
    known: list[str] | None = None
    done = -1
    for opening in OPENINGS.finditer(new, start, end):
        at = opening.start()
        if at < done:
            continue
        block = _block_at(new, at)
        head = new[max(block.start, at - REACH) : at]
        before = BEFORE.search(head)
        if not before:
            continue
        done = block.end
        words = new[block.start : block.end].strip()
        known = (
            [line for line in old.split("\n") if OPENINGS.search(line)] if known is None else known
        )
        if words not in old and not any(_is_alike(words, line) for line in known):
            is_block = block.end - block.start <= LONG_BLOCK
            done = _end(new, at, block)
            found.append(Span(block.start if is_block else at - len(head) + before.start(), done))
    return found


def _block_at(text: str, at: int) -> Span:
    end = text.find("\n", at)
    return Span(text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end)


def _is_alike(words: str, line: str) -> bool:
    return fuzz.ratio(words[:COMPARED].casefold(), line[:COMPARED].casefold()) >= ALIKE


def _end(text: str, at: int, block: Span) -> int:
    """Give the end of a note: of its block, or of two sentences in a long one; never within its quotation."""
    end = block.end
    if end - block.start > LONG_BLOCK:
        end = min(end, at + SENTENCES_FROM)
        sentences = list(islice(SENTENCE_ENDS.finditer(text, at, block.end), 2))
        end = min(end, sentences[1].end()) if len(sentences) == 2 else end
    opened = QUOTE_OPENS.search(text, at, at + QUOTE_WITHIN)
    closed = opened and QUOTE_CLOSES.search(text, opened.end(), opened.end() + QUOTE_LONGEST)
    if closed:
        rest = SENTENCE_ENDS.search(text, closed.end(), closed.end() + SENTENCE_WITHIN)
        end = max(end, rest.end() if rest else closed.end())
    return end
