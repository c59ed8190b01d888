# SPDX-License-Identifier: MIT
"""The learned decision: how likely each block is the article's, and what is kept by it and the amended witness.

A logistic regression in two passes gives the likelihood. The witness's word, amended by rules that the regression does
not know, decides how much of it is asked; what belongs together stands or falls together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.clip.around import with_surroundings
from researchdesk.clip.features import features
from researchdesk.clip.tree import HEADINGS
from researchdesk.clip.weights import FIRST, SECOND, probability

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lxml.html import HtmlElement

    from researchdesk.clip.blocks import PageBlock
    from researchdesk.clip.features import PageWords

BACKED = 0.4  # likelihood from which on a block stays that the amended witness keeps
ALONE = 0.75  # and that asked of a block which it does not keep
UNSURE = 0.7  # likelihood up to which a block that is kept might as well not be
GENEROUS = 0.3  # likelihood that is enough where the user said that too much was left out
MOSTLY = 0.5  # share of a list's letters that makes all of it stay
OF_TABLE = 0.4  # likelihood of a table as a whole, which is little in its short cells
LEAST_ITEMS = 3  # of a list or table that is judged as one
LAYOUT = 0.6  # share of the page's letters above which a list or table is the page's lay-out

_LISTS = frozenset({"ul", "ol"})


def likelihoods(
    blocks: Sequence[PageBlock], shown: Sequence[Sequence[bool]], page: PageWords
) -> list[float]:
    """Give the probability of each block to be the article's; `shown`: each witness's word, the usual one's first."""
    rows = features(blocks, shown, page)
    first = [probability(row, FIRST) for row in rows]
    rows = with_surroundings(rows, first, [len(one.letters) for one in blocks])
    return [probability(row, SECOND) for row in rows]


def kept_by(
    blocks: Sequence[PageBlock],
    said: Sequence[bool],
    p: Sequence[float],
) -> list[bool]:
    """Decide by likelihood and the amended witness's word; a block that it drops must be likelier to stay."""
    kept = [x >= (BACKED if is_said else ALONE) for x, is_said in zip(p, said, strict=True)]
    size = sum(len(block.letters) for block in blocks)
    for holder, members in _lists_and_tables(blocks).items():
        letters = sum(len(blocks[i].letters) for i in members)
        if len(members) < LEAST_ITEMS or letters > LAYOUT * size:
            continue
        if holder.tag == "table":
            weighed = sum((p[i] + said[i]) / 2 * len(blocks[i].letters) for i in members)
            stays = weighed >= OF_TABLE * letters
        else:
            stays = sum(len(blocks[i].letters) for i in members if kept[i]) >= MOSTLY * letters
        for i in members:
            kept[i] = stays
    return _with_headings(blocks, said, kept)


def is_unsure(blocks: Sequence[PageBlock], kept: Sequence[bool], p: Sequence[float]) -> bool:
    """Say whether most of what is kept, in letters, is about as likely text as not."""
    sizes = [len(block.letters) * is_kept for block, is_kept in zip(blocks, kept, strict=True)]
    doubtful = sum(size for size, x in zip(sizes, p, strict=True) if x <= UNSURE)
    return 2 * doubtful > sum(sizes)


def _lists_and_tables(blocks: Sequence[PageBlock]) -> dict[HtmlElement, list[int]]:
    """Give the members of each innermost table and, outside tables, of each innermost list."""
    found: dict[HtmlElement, list[int]] = {}
    for i, block in enumerate(blocks):
        tables = (one for one in block.above if one.tag == "table")
        lists = (one for one in block.above if one.tag in _LISTS)
        holder = next(tables, None)
        if holder is None:
            holder = next(lists, None)
        if holder is not None:
            found.setdefault(holder, []).append(i)
    return found


def _with_headings(
    blocks: Sequence[PageBlock], said: Sequence[bool], kept: list[bool]
) -> list[bool]:
    """Keep the witness's headings where the block after them stays: a heading belongs to what it is the heading of."""
    for i in reversed(range(len(blocks) - 1)):
        element = blocks[i].element
        if said[i] and kept[i + 1] and element.tag in HEADINGS:
            parent = element.getparent()
            kept[i] = kept[i] or _lies_in(parent, blocks[i + 1].above)
    return kept


def _lies_in(element: HtmlElement | None, above: Collection[HtmlElement]) -> bool:
    return element is not None and element in above
