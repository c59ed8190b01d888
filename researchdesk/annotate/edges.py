# SPDX-License-Identifier: MIT
"""Find where a passage begins and ends in the new text, from the outermost of its words that were kept.

Where the word at an edge was replaced, the stretch between the nearest kept words is aligned by characters. An edge
does not grow into a long insertion, into a correction note, or into another block that says something else.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from msgspec import Struct
from rapidfuzz.distance import Indel, Levenshtein

from researchdesk.annotate.folding import fold_word, likeness
from researchdesk.annotate.tokens import NONE
from researchdesk.model.passage import Span

if TYPE_CHECKING:
    from researchdesk.annotate.alignment import Alignment
    from researchdesk.annotate.chains import Stretch
    from researchdesk.annotate.tokens import Side

Twins = tuple[int, int]
REPLACED = 3  # new tokens that may replace any number of old ones
GREW = 2  # times: what replaced the edge of a passage may be so much longer
RESEMBLES = 0.45  # likeness from which the rest of a long insertion is the passage's
SAME_BLOCK = 0.5  # likeness from which an edge may lie in another block than the words kept
CELLS = 400_000  # pairs of characters that are aligned at most
BREAK = re.compile(r"\n\s*\n|\n")


class Passage(Struct, frozen=True):
    """A passage in the old text: code points, half-open, and the first and last token that it touches."""

    start: int
    end: int
    first: int
    last: int


def start_in_new(alignment: Alignment, passage: Passage, kept: Twins) -> int:
    """Give where a passage begins in the new text, from the first of its tokens that was kept, and its twin."""
    old, new = alignment.old, alignment.new
    at, there = kept
    rest = old.text[passage.start : old.starts[at]]
    is_whole = passage.start <= old.starts[at] and (at == passage.first or _says_nothing(rest))
    if is_whole and new.text.endswith(rest, 0, new.starts[there]):
        return new.starts[there] - len(rest)  # blanks, marks, or words that both texts begin with
    if at == passage.first:
        return _start_at_token(alignment, passage, kept)
    before, beside = last_kept(old, at), _last_taken(alignment, there)
    if beside + 1 == there or before + 1 == at:
        return new.starts[there]  # nothing stands instead of what went
    lost, came = (before + 1, at), (beside + 1, there)
    apart = BREAK.split(new.text[new.starts[came[0]] : new.starts[there]])
    if len(apart) > 1 and not _is_alike(alignment, lost, came):
        came = (bisect_left(new.starts, new.starts[there] - len(apart[-1])), there)
    if came[0] == there:
        return new.starts[there]
    if _begins_within(old, passage, lost):
        return _start_within(alignment, passage, lost, came)
    if _is_replacement(lost, came):
        return new.starts[came[0]]
    words = old.text[old.starts[lost[0]] : old.ends[at - 1]]
    return _resembling_start(alignment, words, (max(came[0], there - GREW * _size(lost)), there))


def end_in_new(alignment: Alignment, passage: Passage, kept: Twins) -> int:
    """Give where a passage ends in the new text, from the last of its tokens that was kept, and its twin."""
    old, new = alignment.old, alignment.new
    at, there = kept
    rest = old.text[old.ends[at] : passage.end]
    is_whole = old.ends[at] <= passage.end and (at == passage.last or _says_nothing(rest))
    if is_whole and new.text.startswith(rest, new.ends[there]):
        return new.ends[there] + len(rest)
    if at == passage.last:
        return _end_at_token(alignment, passage, kept)
    after, beside = first_kept(old, at), _first_taken(alignment, there)
    if beside == there + 1 or after == at + 1:
        return new.ends[there]
    lost, came = (at + 1, after), (there + 1, beside)
    apart = BREAK.split(new.text[new.ends[there] : new.ends[beside - 1]])
    if len(apart) > 1 and not _is_alike(alignment, lost, came):
        came = (came[0], bisect_left(new.starts, new.ends[there] + len(apart[0])))
    if came[1] == came[0]:
        return new.ends[there]
    if _ends_within(old, passage, lost):
        return _end_within(alignment, passage, lost, came)
    if _is_replacement(lost, came):
        return new.ends[came[1] - 1]
    words = old.text[old.starts[lost[0]] : old.ends[lost[1] - 1]]
    return _resembling_end(alignment, words, (came[0], min(came[1], came[0] + GREW * _size(lost))))


def slot_in_new(alignment: Alignment, passage: Passage, came: Stretch) -> Span | None:
    """Give what stands for a passage of which no token was kept, in a stretch that stands for just its tokens."""
    old, new = alignment.old, alignment.new
    lost = (passage.first, passage.last + 1)
    start, end = new.starts[came[0]], new.ends[came[1] - 1]
    if _begins_within(old, passage, lost):
        start = _start_within(alignment, passage, lost, came)
    if _ends_within(old, passage, lost):
        end = _end_within(alignment, passage, lost, came)
    return Span(start, end) if start < end else None


def _start_at_token(alignment: Alignment, passage: Passage, kept: Twins) -> int:
    """Give the beginning when the first token was kept, and something stood before it or was cut off of it."""
    old, new = alignment.old, alignment.new
    at, there = kept
    skipped = passage.start - old.starts[at]
    if skipped <= 0:
        return new.starts[there]
    word, twin = _word(old, at), _word(new, there)
    if _is_aligned(word, twin):
        return new.starts[there] + skipped
    return new.starts[there] + _start_among(word, twin, skipped)


def _end_at_token(alignment: Alignment, passage: Passage, kept: Twins) -> int:
    old, new = alignment.old, alignment.new
    at, there = kept
    skipped = old.ends[at] - passage.end
    if skipped <= 0:
        return new.ends[there]
    word, twin = _word(old, at), _word(new, there)
    if _is_aligned(word, twin):
        return new.ends[there] - skipped
    return new.starts[there] + _end_among(word, twin, len(word) - skipped)


def _start_within(alignment: Alignment, passage: Passage, lost: Stretch, came: Stretch) -> int:
    """Give the beginning of a passage that begins inside a stretch that was replaced."""
    old, new = alignment.old, alignment.new
    base = new.starts[came[0]]
    words = old.text[old.starts[lost[0]] : old.ends[lost[1] - 1]]
    instead = new.text[base : new.ends[came[1] - 1]]
    skipped = passage.start - old.starts[lost[0]]
    found = _start_among(words, instead, skipped)
    if found == len(instead):  # no character was kept: by proportion
        if passage.start == old.starts[passage.first]:
            share = (passage.first - lost[0]) / _size(lost)
            return new.starts[came[0] + round(share * _size(came))]
        found = len(instead) * skipped // len(words)
    found += base
    token = bisect_right(new.ends, found)
    if passage.start != old.starts[passage.first] or not new.starts[token] < found:
        return found
    is_early = found - new.starts[token] <= (new.ends[token] - new.starts[token]) / 2
    return new.starts[token] if is_early else new.starts[token + 1]


def _end_within(alignment: Alignment, passage: Passage, lost: Stretch, came: Stretch) -> int:
    old, new = alignment.old, alignment.new
    base = new.starts[came[0]]
    words = old.text[old.starts[lost[0]] : old.ends[lost[1] - 1]]
    instead = new.text[base : new.ends[came[1] - 1]]
    taken = passage.end - old.starts[lost[0]]
    found = _end_among(words, instead, taken)
    if found == 0:
        if passage.end == old.ends[passage.last]:
            share = (passage.last + 1 - lost[0]) / _size(lost)
            return new.ends[came[0] - 1 + round(share * _size(came))]
        found = -(-len(instead) * taken // len(words))
    found += base
    token = bisect_left(new.ends, found)
    if passage.end != old.ends[passage.last] or not new.starts[token] < found < new.ends[token]:
        return found
    is_late = found - new.starts[token] >= (new.ends[token] - new.starts[token]) / 2
    return new.ends[token] if is_late else new.ends[token - 1]


def _start_among(words: str, instead: str, at: int) -> int:
    """Give the place in `instead` of the first character of `words`, from `at` on, that was kept; else its end."""
    if len(words) * len(instead) > CELLS:
        return 0
    for step in Indel.opcodes(words, instead):
        if step.tag == "equal" and step.src_end > at:
            return step.dest_start + max(0, at - step.src_start)
    return len(instead)


def _end_among(words: str, instead: str, at: int) -> int:
    """Give the place in `instead` behind the last character of `words`, before `at`, that was kept; else 0."""
    if len(words) * len(instead) > CELLS:
        return len(instead)
    found = 0
    for step in Indel.opcodes(words, instead):
        if step.tag == "equal" and step.src_start < at:
            found = step.dest_start + min(at, step.src_end) - step.src_start
    return found


def _resembling_start(alignment: Alignment, words: str, tokens: Stretch) -> int:
    """Give the token of an insertion from which on it is most like the words that went; its end when none is."""
    new = alignment.new
    end = new.ends[tokens[1] - 1]
    best, found = RESEMBLES, new.starts[tokens[1]]
    for token in range(*tokens):
        alike = Levenshtein.normalized_similarity(words, new.text[new.starts[token] : end])
        if alike > best:
            best, found = alike, new.starts[token]
    return found


def _resembling_end(alignment: Alignment, words: str, tokens: Stretch) -> int:
    new = alignment.new
    start = new.starts[tokens[0]]
    best, found = RESEMBLES, new.ends[tokens[0] - 1]
    for token in range(*tokens):
        alike = Levenshtein.normalized_similarity(words, new.text[start : new.ends[token]])
        if alike > best:
            best, found = alike, new.ends[token]
    return found


def _begins_within(old: Side, passage: Passage, lost: Stretch) -> bool:
    """Say whether a passage begins inside a stretch of tokens, rather than with it or before it."""
    return lost[0] < passage.first or (
        lost[0] == passage.first and old.starts[passage.first] < passage.start
    )


def _ends_within(old: Side, passage: Passage, lost: Stretch) -> bool:
    return passage.last < lost[1] - 1 or (
        passage.last == lost[1] - 1 and passage.end < old.ends[passage.last]
    )


def _is_replacement(lost: Stretch, came: Stretch) -> bool:
    return _size(came) <= max(REPLACED, GREW * _size(lost))


def _size(tokens: Stretch) -> int:
    return tokens[1] - tokens[0]


def _word(side: Side, token: int) -> str:
    return side.text[side.starts[token] : side.ends[token]]


def last_kept(side: Side, at: int) -> int:
    """Give the nearest token before this one that has a twin; NONE when there is none."""
    at -= 1
    while at >= 0 and side.twins[at] == NONE:
        at -= 1
    return at


def first_kept(side: Side, at: int) -> int:
    """Give the nearest token after this one that has a twin; the number of tokens when there is none."""
    at += 1
    while at < len(side.twins) and side.twins[at] == NONE:
        at += 1
    return at


def _is_alike(alignment: Alignment, lost: Stretch, came: Stretch) -> bool:
    """Say whether what came says what was lost, so that both may be of the same blocks."""
    old, new = alignment.old, alignment.new
    before = old.text[old.starts[lost[0]] : old.ends[lost[1] - 1]]
    after = new.text[new.starts[came[0]] : new.ends[came[1] - 1]]
    return likeness(before, after) >= SAME_BLOCK


def _says_nothing(words: str) -> bool:
    return not any(character.isalnum() for character in words)


def _is_aligned(word: str, twin: str) -> bool:
    """Say whether each character of a word stands at its own place in the twin, whatever its case and shape."""
    return word == twin or (len(word) == len(twin) and fold_word(word) == fold_word(twin))


def _last_taken(alignment: Alignment, there: int) -> int:
    """Give the nearest new token before this one that is another's twin or stands in a correction note."""
    twins = alignment.new.twins
    there -= 1
    while there >= 0 and twins[there] == NONE and not alignment.is_closed(there):
        there -= 1
    return there


def _first_taken(alignment: Alignment, there: int) -> int:
    twins = alignment.new.twins
    there += 1
    while there < len(twins) and twins[there] == NONE and not alignment.is_closed(there):
        there += 1
    return there
