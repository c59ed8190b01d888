# SPDX-License-Identifier: MIT
"""The witness: which lines of a page trafilatura takes for the article, and what it says of title, author and date.

Never in threads: trafilatura dies there (adbar/trafilatura#925). One process parses, one page at a time.
"""

from __future__ import annotations

from collections import Counter
from copy import deepcopy
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from trafilatura.metadata import extract_metadata
from trafilatura.readability_lxml import Document
from trafilatura.settings import set_date_params

from researchdesk.clip import hearing
from researchdesk.clip.blocks import PageBlock, blocks, letters
from researchdesk.clip.tree import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

VERSION = version("trafilatura")
LONG = 25  # letters from which on a block is known by itself, wherever the witness has it
MOST_SEARCHED = 2_000_000_000  # letters x letters that a search for lost blocks may cost
NEIGHBOUR = 20  # letters of a neighbour that tell which of several equal blocks is meant


class Witness(Struct, frozen=True):
    """What trafilatura keeps of a page, in letters: lines with the cells in them, lines as printed, all in one."""

    lines: Counter[str] = field(default_factory=Counter)
    printed: frozenset[str] = frozenset()
    whole: str = ""

    def keeps(self, blocks: Sequence[PageBlock]) -> list[bool]:
        """Say of each block whether the witness keeps it; of equal blocks as many as it shows, where it shows them."""
        unlisted = sum(len(one.letters) for one in blocks if one.letters not in self.lines)
        may_search = unlisted * len(self.whole) <= MOST_SEARCHED
        said = [self._says(one, may_search=may_search) for one in blocks]
        times = Counter(one.letters for one, is_said in zip(blocks, said, strict=True) if is_said)
        repeated = {one for one, count in times.items() if count > 1}
        for one in repeated:
            self._thin_out(blocks, said, one)
        return said

    def shows(self, blocks: Sequence[PageBlock]) -> list[bool]:
        """Say of each block whether the witness shows its letters, as a line or, of a longer one, anywhere."""
        unlisted = sum(len(one.letters) for one in blocks if one.letters not in self.printed)
        may_search = unlisted * len(self.whole) <= MOST_SEARCHED
        return [
            one.letters in self.printed
            or (may_search and len(one.letters) >= LONG and one.letters in self.whole)
            for one in blocks
        ]

    def _says(self, block: PageBlock, *, may_search: bool) -> bool:
        if block.letters in self.lines:
            return True
        if len(block.letters) >= LONG:
            return may_search and block.letters in self.whole
        parts = [letters(line) for line in block.text.split("\n")]
        return len(parts) > 1 and all(part in self.lines for part in parts if part)

    def _thin_out(self, blocks: Sequence[PageBlock], said: list[bool], one: str) -> None:
        places = [i for i, block in enumerate(blocks) if said[i] and block.letters == one]
        shown = max(1, self.lines[one] or self.whole.count(one))
        if len(places) <= shown:
            return
        ranked = sorted(places, key=lambda i: self._fit(blocks, i), reverse=True)
        for i in ranked[shown:]:
            said[i] = False

    def _fit(self, blocks: Sequence[PageBlock], i: int) -> tuple[int, bool]:
        """Rate a place by its neighbours, by whether they stand beside the block in the witness's text as well."""
        own = blocks[i].letters
        before = blocks[i - 1].letters[-NEIGHBOUR:] if i else ""
        after = blocks[i + 1].letters[:NEIGHBOUR] if i + 1 < len(blocks) else ""
        fits = (bool(before) and before + own in self.whole) + (
            bool(after) and own + after in self.whole
        )
        return fits, not blocks[i].is_hidden


class Hearing(Struct, frozen=True):
    """The word of three witnesses: trafilatura as it is, and where it would rather leave out or rather keep."""

    usual: Witness = field(default_factory=Witness)
    strict: Witness = field(default_factory=Witness)
    generous: Witness = field(default_factory=Witness)

    def shows(self, blocks: Sequence[PageBlock]) -> list[list[bool]]:
        """Give each witness's word on each block, that of the usual one first."""
        return [one.shows(blocks) for one in (self.usual, self.strict, self.generous)]


def hear_all(page: HtmlElement, url: str | None, *, is_large: bool = False) -> Hearing:
    """Hear the three witnesses of a page; of a large page the usual one speaks for all.

    The second and third are heard without their own witnesses (`fast`): that halves their time, and changes the text
    of the development pages by less than 0.0005 of F1. A page they cannot read gives a witness who keeps nothing.
    """
    if is_large:
        usual = _witness(hearing.usual_text(page, url))
        return Hearing(usual, usual, usual)
    texts = hearing.three_texts(page, url)
    heard = {text: _witness(text) for text in set(texts)}
    return Hearing(*(heard[text] for text in texts))


def hear_other(page: HtmlElement) -> Hearing:
    """Hear readability instead of trafilatura: another opinion, for a page that was read wrongly."""
    said = hearing.asked(lambda: Document(deepcopy(page)).summary())
    kept = blocks(parse(str(said))) if said else []
    lines = Counter(one.letters for one in kept)
    other = Witness(lines, frozenset(lines), "".join(one.letters for one in kept))
    return Hearing(other, other, other)


class Hearsay:
    """What trafilatura reads of author, date and site; asked once, and only where the page says nothing plainly."""

    def __init__(self, page: HtmlElement, url: str | None) -> None:
        self._page = page
        self._url = url

    def get(self, name: str) -> str:
        """Give the value of `author`, `date` or `sitename`; empty when it knows none."""
        return str(getattr(self._said, name, None) or "")

    @cached_property
    def _said(self) -> Any:
        date = set_date_params() | {"original_date": True, "extensive_search": True}
        return hearing.asked(lambda: extract_metadata(self._page, self._url, date))


def _witness(text: str) -> Witness:
    lines: Counter[str] = Counter()
    cells: Counter[str] = Counter()
    whole: list[str] = []
    for line in text.split("\n"):
        if not (folded := letters(line)):
            continue
        whole.append(folded)
        lines[folded] += 1
        if "|" in line:  # a row of a table
            cells.update(
                one for cell in line.split("|") if (one := letters(cell)) not in ("", folded)
            )
    return Witness(lines + cells, frozenset(lines), "".join(whole))
