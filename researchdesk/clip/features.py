# SPDX-License-Identifier: MIT
"""What can be told of each block of a page before its neighbours are judged: the features of the first pass.

Each feature is a number beside its name in resources/extraction/weights.json; what is 0 is left out. A change here
needs new weights.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from researchdesk.clip.blocks import LEVELS_NAMED
from researchdesk.clip.tree import HEADINGS, words
from researchdesk.clip.weights import ALSO, BAD_WORDS, GOOD_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from researchdesk.clip.blocks import PageBlock
    from researchdesk.clip.weights import Features

SHORT = 25  # letters
TINY = 8  # letters
WEIGHTY = 40  # letters of a block that shows where the article's text lies
SHORT_LINE = 160  # characters
BODY = 200  # letters of an articleBody that says something
LONGEST_NAMED = 300  # characters of class words whose meaning is remembered
NEAR = 3  # elements, innermost first, whose class words are near
IN_BODY = 12  # letters of a block that an articleBody can hold by chance

_ALL_LINK = 0.9
_PLACES = words(
    "article main aside footer nav header figure table ul ol blockquote form button section"
)
_ENDS = re.compile(r'[.!?。”"»:]\s*$')
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MAIL = re.compile(r"\S@\S{1,200}\.\w")
_ADDRESSES = ("http://", "https://", "www.")
_STEPS = ((-2, "above 2"), (-1, "above 1"), (1, "below 1"), (2, "below 2"))


class PageWords(Struct, frozen=True):
    """What the page says of its article, in letters: the visible headings of first rank, its title, its articleBody."""

    headlines: frozenset[str] = frozenset()
    title: str = ""
    body: str = ""


class _Article(NamedTuple):
    """Where the witness sees the article: first and last block of it, the element that holds most of it."""

    first: int
    last: int
    holder: HtmlElement | None


def features(
    blocks: Sequence[PageBlock], words_: Sequence[Sequence[bool]], page: PageWords
) -> list[Features]:
    """Give the features of each block; `words_` holds each witness's word on each block, the default's first."""
    said = words_[0]
    article = _article(blocks, said)
    times = Counter(block.letters for block in blocks)
    sizes = [math.log1p(len(block.letters)) / 6 for block in blocks]
    parents = [block.element.getparent() for block in blocks]
    named = _ClassWords()
    rows: list[Features] = []
    for i, block in enumerate(blocks):
        pattern = "".join("1" if one[i] else "0" for one in words_)
        row = {
            f"witnesses {pattern}": 1.0,
            "size": sizes[i],
            "size below 2 or squared": sizes[i] ** 2,
        }
        row |= _of_text(block) | _of_mark_up(block, is_kept=said[i]) | _of_page(block, page)
        row |= named.features(block, is_kept=said[i])
        row["repeated"] = times[block.letters] > 1
        row |= _of_place(i, block, article, is_kept=said[i])
        row |= _of_kept_neighbours(i, blocks, parents, said, sizes)
        rows.append({name: x for name, x in row.items() if x})
    return rows


def _article(blocks: Sequence[PageBlock], said: Sequence[bool]) -> _Article:
    long = [i for i, is_kept in enumerate(said) if is_kept and len(blocks[i].letters) >= SHORT]
    weight: Counter[HtmlElement | None] = Counter()
    for i in long:
        if len(blocks[i].letters) >= WEIGHTY:
            weight[blocks[i].element.getparent()] += len(blocks[i].letters)
    holder = weight.most_common(1)[0][0] if weight else None
    return _Article(long[0], long[-1], holder) if long else _Article(0, -1, holder)


def _of_text(block: PageBlock) -> Features:
    size, text = len(block.letters), block.text
    is_short, ends = size < SHORT, bool(_ENDS.search(text[-100:]))
    also = bool(ALSO.match(text))
    return {
        "short": is_short,
        "tiny": size < TINY,
        "ends a sentence": ends,
        "short, ends no sentence": is_short and not ends,
        "also": also,
        "also, short": also and len(text) < SHORT_LINE,
        "digits": _count_digits(text) / len(text),
        "year": len(text) < 60 and bool(_YEAR.search(text)),
        "at sign": "@" in text and len(text) < 200,
        "address": any(one in text for one in _ADDRESSES),
        "mail": "@" in text and bool(_MAIL.search(text)),
    }


def _count_digits(text: str) -> int:
    if text.isascii():
        return len(text) - len(text.encode("ascii").translate(None, b"0123456789"))
    return sum(map(str.isdigit, text))


def _of_mark_up(block: PageBlock, *, is_kept: bool) -> Features:
    tag, is_link = str(block.element.tag), block.link_share > _ALL_LINK
    own: Features = {
        "links": block.link_share,
        "links, kept": block.link_share * is_kept,
        "only links": is_link,
        "only links, kept": is_link and is_kept,
        "bold": block.bold_share > _ALL_LINK,
        "hidden": block.is_hidden,
        f"is {tag}": 1.0,
        "heading": tag in HEADINGS,
    }
    return own | _places(block.tags)


@lru_cache(maxsize=1024)
def _places(tags: frozenset[str]) -> Features:
    return {f"in {one}": 1.0 for one in _PLACES & tags}


class _ClassWords:
    """Which elements bear class words that speak for or against an article; each element is read once."""

    def __init__(self) -> None:
        self._known: dict[HtmlElement, tuple[bool, bool]] = {}

    def features(self, block: PageBlock, *, is_kept: bool) -> Features:
        told = [
            self._known.get(one) or self._told(one, block) for one in block.above[:LEVELS_NAMED]
        ]
        near = told[:NEAR]
        is_bad = any(bad for _, bad in near)
        return {
            "good words": any(good for good, _ in near),
            "bad words": is_bad,
            "bad words, own": told[0][1],
            "bad words, far": any(bad for _, bad in told),
            "bad words, kept": is_bad and is_kept,
        }

    def _told(self, element: HtmlElement, block: PageBlock) -> tuple[bool, bool]:
        words_ = block.elements.place(element).words
        found = _speaks(words_) if len(words_) < LONGEST_NAMED else _speaks.__wrapped__(words_)
        self._known[element] = found
        return found


@lru_cache(maxsize=2048)
def _speaks(words_: str) -> tuple[bool, bool]:
    """Say whether class words speak for an article, and whether they speak against it."""
    return GOOD_WORDS.search(words_) is not None, BAD_WORDS.search(words_) is not None


def _of_page(block: PageBlock, page: PageWords) -> Features:
    own, says_body = block.letters, len(page.body) > BODY
    is_in_body = says_body and own in page.body
    is_title = IN_BODY < len(own) > 0.5 * len(page.title) and own in page.title
    return {
        "in articleBody": is_in_body and len(own) > IN_BODY,
        "not in articleBody": says_body and not is_in_body,
        "title": own in page.headlines or is_title,
    }


def _of_place(i: int, block: PageBlock, article: _Article, *, is_kept: bool) -> Features:
    first, last, holder = article
    inside, far = first <= i <= last, max(first - i, i - last, 0)
    is_beside = holder is not None and block.element.getparent() is holder
    return {
        "inside": inside,
        "before": i < first,
        "after": i > last,
        "first": i == first,
        "last": i == last,
        "place": (i - first) / (last - first) if inside and last > first else 0.0,
        "far": min(3.0, math.log1p(far)),
        "beside the body": is_beside,
        "under the body": holder is not None and holder in block.above[1:],
        "beside the body, not kept": is_beside and not is_kept,
        "inside, not kept": inside and not is_kept,
        "item inside, not kept": inside and not is_kept and block.element.tag == "li",
    }


def _of_kept_neighbours(
    i: int,
    blocks: Sequence[PageBlock],
    parents: Sequence[HtmlElement | None],
    said: Sequence[bool],
    sizes: Sequence[float],
) -> Features:
    """Say of the two blocks above and below which the witness keeps, how long they are and whether they are alike.

    The size of the second below replaces the block's own squared size: so the weights were found.
    """
    row: Features = {}
    for step, where in _STEPS:
        at = i + step
        if not (0 <= at < len(blocks) and said[at]):
            continue
        row[f"kept {where}"] = 1.0
        row["size below 2 or squared" if step == 2 else f"size {where}"] = sizes[at]
        row[f"sibling {where}"] = parents[at] is parents[i]
        row[f"same tag {where}"] = blocks[at].element.tag == blocks[i].element.tag
    return row
