# SPDX-License-Identifier: MIT
"""What a reader takes for the same words: whatever the shape of marks, white space, Unicode form and letter case."""

from __future__ import annotations

import unicodedata

from rapidfuzz.distance import Indel

# What differs between two printings of one text: the shape of quotation marks and dashes ...
SHAPES = str.maketrans(
    dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛‹›′ʼ´`", "'") | dict.fromkeys("‐‑‒–—―−", "-")
)
# ... white space, and characters without width: soft hyphen, joiners, marks of direction.
HIDDEN = "\u00ad\u200b-\u200f\u2060\ufeff"
PRINTED_ALIKE = SHAPES | dict.fromkeys([0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF])
OTHER_CASE = 0.99  # what remains of the likeness when letter case was overlooked


def fold_word(word: str) -> str:
    """Give the form in which a word is compared; empty for one that has no width."""
    if word.isascii():
        return word.lower().replace("`", "'")
    return unicodedata.normalize("NFKC", word.translate(PRINTED_ALIKE)).casefold()


def fold_quote(words: str) -> str:
    """Give a passage as it is compared: everything but its letter case folded."""
    return " ".join(unicodedata.normalize("NFKC", words.translate(PRINTED_ALIKE)).split())


def likeness(one: str, other: str) -> float:
    """Say from 0 to 1 how much two passages say the same; 1 where they differ in print alone.

    The share of characters that remain (normalised Indel distance: Levenshtein's without substitution).
    """
    if one == other or (one := fold_quote(one)) == (other := fold_quote(other)):
        return 1.0
    in_any_case = Indel.normalized_similarity(one.casefold(), other.casefold())
    return max(Indel.normalized_similarity(one, other), OTHER_CASE * in_any_case)
