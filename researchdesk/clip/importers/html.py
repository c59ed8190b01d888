# SPDX-License-Identifier: MIT
"""Read a web page: tell the article from what surrounds it, and gather what the page says of itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from researchdesk.clip import choice, metadata, witness
from researchdesk.clip.blocks import PageBlock, blocks, letters
from researchdesk.clip.bylines import opens_byline
from researchdesk.clip.decide import Head, decide
from researchdesk.clip.doubts import doubt
from researchdesk.clip.draft import Draft, Entry, Origin
from researchdesk.clip.features import PageWords
from researchdesk.clip.image_sources import with_names
from researchdesk.clip.lighten import lightened
from researchdesk.clip.links import absolute
from researchdesk.clip.sorted_blocks import written
from researchdesk.clip.taming import tame, texts, without_controls
from researchdesk.clip.tree import parse, with_links_apart
from researchdesk.model.errors import OnlyFrames

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.html import HtmlElement

    from researchdesk.clip.given import Given
    from researchdesk.clip.metadata import Found

HEARD_THRICE = 2000  # blocks: of a larger page one witness is heard
LONGEST_BODY = 200_000  # letters of an articleBody that are compared
LONGEST_LINE = 150  # characters of a block that may print the date
MOST_BESIDE_NAMES = 40  # letters of a role or a paper after "By Jane Doe"
MOST_FRAMES = 5  # addresses that are named of a page that holds only frames
SHOWN_AS_BYLINE = 120  # letters: a longer block that holds the author's name is text

_START = re.compile(
    r"\s*(?:<\?xml|<!doctype\s+html|<html|<head|<body|<frameset|<!--)", re.IGNORECASE
)
_ANY_TAG = re.compile(
    r"<(?:h[1-6]|main|header|blockquote|pre|dl|figure|center|font|title)[\s>]", re.IGNORECASE
)
_TAG = re.compile(
    r"</?(?:p|div|span|a|br|table|tr|td|ul|ol|li|h[1-6]|article|section|meta|link|script|b|i|em|strong)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)


def recognise(given: Given) -> float:
    """Say how likely this is HTML, from 0 to 1, by its beginning and, as a hint, its name."""
    if _START.match(given.start):
        return 0.95
    tags = len(_TAG.findall(given.start))
    is_named = given.name.endswith((".html", ".htm", ".xhtml", ".shtml"))
    if not tags and is_named and _ANY_TAG.search(given.start):
        return 0.5
    return min(0.9, 0.1 + 0.15 * tags + (0.3 if is_named else 0.0)) if tags else 0.0


def read(given: Given) -> Iterator[Entry]:
    """Read a page; it is one entry."""
    yield Entry(read_page(given.decoded[0], given.origin))


def read_page(page: str, origin: Origin) -> Draft:
    """Tell a page's article from the rest: each block that it shows is in it, or left out with a reason.

    Raises OnlyFrames for a page that shows nothing but other pages.
    """
    tamed = tame(with_names(without_controls(page)))
    root = with_links_apart(parse(tamed.page))
    found = blocks(root)
    if not found and (frames := _frames(root, _base(root, origin.url))):
        raise OnlyFrames(source=origin.words, frames=", ".join(frames))
    lighter = lightened(root, found)
    if origin.way == "other":
        hearing = witness.hear_other(lighter)
    else:
        hearing = witness.hear_all(lighter, origin.url, is_large=len(found) > HEARD_THRICE)
    lines = [one.text for one in found if len(one.text) < LONGEST_LINE]
    said = metadata.collect(root, origin.url, witness.Hearsay(lighter, origin.url), lines)
    chosen = choice.choose(said, origin.url)
    decision = decide(found, hearing, _head(said, found, origin, chosen), origin.way)
    kept = decision.kept(found)
    html, left_out = written(found, decision.reasons, _base(root, origin.url))
    return Draft(
        html,
        left_out,
        tuple(said.candidates),
        chosen,
        None
        if origin.way == "whole"  # as the user wanted it
        else doubt(kept, decision, share_read=_share_read(found, page) if tamed.was_wild else 1.0),
    )


def _head(
    said: Found, found: Sequence[PageBlock], origin: Origin, chosen: Mapping[str, str]
) -> Head:
    """Tell which blocks show the title, and which the authors, in so many letters."""
    titles = {
        letters(one) for one in (*said.values("title"), origin.title or "", chosen.get("title", ""))
    } - {""}
    names = [name for value in said.values("authors") for name in value.split("; ")]
    wanted = [letters(name) for name in names if len(letters(name)) > 3]
    bylines = {
        block.letters
        for block in found
        if len(block.letters) < SHOWN_AS_BYLINE and _is_byline(block, wanted)
    }
    leads = {letters(one) for one in said.descriptions}
    return Head(
        frozenset(titles),
        frozenset(bylines),
        frozenset(leads) - {""},
        frozenset(letters(one) for one in said.values("container_title")) - {""},
        origin.url or "",
        PageWords(
            frozenset(letters(one) for one in said.headlines),
            letters(said.page_title),
            letters(said.body)[:LONGEST_BODY],
        ),
    )


def _is_byline(block: PageBlock, names: Sequence[str]) -> bool:
    """Say whether a short block is nothing but authors' names, with "By" or a date beside them."""
    rest = block.letters
    for name in names:
        rest = rest.replace(name, "")
    if rest == block.letters:
        return False
    is_opened = opens_byline(block.text) and len(rest) <= MOST_BESIDE_NAMES
    return is_opened or len(rest) <= max(12, len(block.letters) // 3)


def _base(root: HtmlElement, url: str | None) -> str:
    """Give the address that links are relative to."""
    element = root.find(".//base")
    href = element.get("href") if element is not None else None
    return absolute(href, url or "") if href else url or ""


def _frames(root: HtmlElement, base: str) -> list[str]:
    """Give the addresses of the pages that a frameset shows, the first few, each once."""
    shown = (absolute(one.get("src") or "", base) for one in root.iter("frame"))
    return list(dict.fromkeys(one for one in shown if one))[:MOST_FRAMES]


def _share_read(found: Sequence[PageBlock], page: str) -> float:
    """Compare the letters of the blocks with those between the tags: what the parser dropped without a word."""
    shown = sum(len(letters(one)) for one in texts(page))
    return min(1.0, sum(len(block.letters) for block in found) / shown) if shown else 1.0
