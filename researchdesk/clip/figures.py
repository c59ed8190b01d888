# SPDX-License-Identifier: MIT
"""The images of an article: which of a page's are its own, how they are written, and where they stand when stored.

An image is its own where it stands between the first and the last kept block, or is the lead figure, and lies in no
box that holds only what was left out. It is written as a figure of its own, outside of lists and tables.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from researchdesk.clip.canon import canonical
from researchdesk.clip.image_sources import source
from researchdesk.clip.reasons import FURNITURE_TAGS, FURNITURE_WORDS
from researchdesk.clip.runs import inline_runs
from researchdesk.clip.text import run_text
from researchdesk.clip.tree import CAPTIONS, UNSEEN, above, is_element, parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lxml.html import HtmlElement

    from researchdesk.clip.blocks import PageBlock

LONGEST_WORDS = 1000  # characters of a caption or alternative text
ANY_BASE = "https://page.invalid/"
LEAST_SIDE = 50  # px: what the page shows smaller is a sign, not a picture
OWN_REASONS = frozenset({"caption", "title", "date"})  # left out, but of the article

_SPACE = re.compile(r"\s+")


class Figure(NamedTuple):
    """An image of a stored article; `place` is the number of blocks before it."""

    place: int
    url: str
    alt: str
    caption: str


def settle_all(found: Sequence[PageBlock], reasons: Sequence[str | None]) -> None:
    """Hand all images of a document to the kept block after them, those at its end to the last one."""
    waiting: list[tuple[HtmlElement, str]] = []
    last: PageBlock | None = None
    for block, why in zip(found, reasons, strict=True):
        images = [(one, "") for one in _told_apart(block.images)]
        behind, block.images, block.after = _told_apart(block.after), [], []
        waiting += images
        if why == "caption" and waiting:
            waiting[-1] = (waiting[-1][0], block.text)
        if why is None:
            block.images, waiting, last = waiting, [], block
        waiting += [(one, "") for one in behind]
    if last is not None:
        last.after = waiting


def settle(found: Sequence[PageBlock], reasons: Sequence[str | None]) -> None:
    """Hand the images that are the article's to the kept block after them, with their captions; drop the others."""
    for block in found[-1:]:
        block.after = []
    if not any(one.images for one in found):
        return
    kept = [number for number, why in enumerate(reasons) if why is None]
    boxes = _Boxes(found, reasons)
    waiting: list[tuple[HtmlElement, str]] = []
    for number, block in enumerate(found):
        here, block.images = _told_apart(block.images), []
        is_caption = reasons[number] == "caption"
        here = [one for one in here if boxes.are_own(one)]
        if kept and number <= kept[0]:
            here = [one for one in here if _figure_of(one) is not None][: 1 - len(waiting)]
        words = [""] * (len(here) - 1) + [block.text if is_caption else ""]
        waiting += zip(here, words, strict=False)
        if reasons[number] is None:
            block.images, waiting = waiting, []


def figures_alone(root: HtmlElement) -> str:
    """Write the images of a document without a word, such as the cover of a book."""
    held = [(one, "") for one in root.iter("img", "noscript")]
    return "".join(figure(one, "") for one in _told_apart(held))


def figure(element: HtmlElement, base: str, caption: str = "") -> str:
    """Write an image with its caption; empty for what shows nothing."""
    image = _image(element)
    url = source(image, base) if image is not None else ""
    if image is None or not url:
        return ""
    alt = _words(image.get("alt") or "")
    caption = _words(_printed_caption(element) or caption)
    sizes = "".join(
        f' {name}="{value}"'
        for name in ("width", "height")
        if (value := image.get(name) or "").isdecimal() and value.isascii() and len(value) < 6
    )
    below = f"<figcaption>{html.escape(caption, quote=False)}</figcaption>" if caption else ""
    return f'<figure><img src="{html.escape(url)}" alt="{html.escape(alt)}"{sizes}>{below}</figure>'


def figures_of(stored: str) -> list[Figure]:
    """Give the images of stored HTML, in order."""
    if "<img" not in stored:
        return []
    body = parse(stored).find(".//body")
    found: list[Figure] = []
    place = 0
    for child in body if body is not None else ():
        if not is_element(child):
            continue
        for image in child.iter("img"):
            alt, url = image.get("alt") or "", image.get("src") or ""
            found.append(Figure(place, url, alt, _words(_printed_caption(image))))
        if child.tag != "figure":
            place += _count_blocks(child)
    return found


def _count_blocks(element: HtmlElement) -> int:
    return sum(bool(run_text(slots)[0]) for slots in inline_runs(element, UNSEEN | CAPTIONS))


class _Boxes:
    """Which elements hold text at all, and which hold some of the article's."""

    def __init__(self, found: Sequence[PageBlock], reasons: Sequence[str | None]) -> None:
        self._own: set[HtmlElement] = set()
        self._any: set[HtmlElement] = set()
        for block, why in zip(found, reasons, strict=True):
            is_own = why is None or why in OWN_REASONS
            for held in (self._any, self._own) if is_own else (self._any,):
                for one in block.above:
                    if one in held:
                        break
                    held.add(one)

    def are_own(self, element: HtmlElement) -> bool:
        """Say whether an image lies in a box with text of the article, and in no furniture inside of it."""
        holder = _figure_of(element)
        for one in above(element if holder is None else holder):
            if one.tag in FURNITURE_TAGS or _hides(one):
                return False
            if one in self._any and one.tag != "figure":
                return one in self._own
            names = f"{one.get('class') or ''} {one.get('id') or ''}".lower()
            if FURNITURE_WORDS.search(names):
                return False
        return False


def _told_apart(given: Sequence[tuple[HtmlElement, str]]) -> list[HtmlElement]:
    """Give the images that may be pictures; a copy in `noscript` counts where nothing else shows it."""
    found: list[HtmlElement] = []
    for element, _ in given:
        image = _image(element)
        if image is None or _is_small(image):
            continue
        if element.tag == "noscript" and any(_is_beside(one, element) for one in found):
            continue
        found.append(element)
    return found


def _image(element: HtmlElement) -> HtmlElement | None:
    """Give the image that an element is, or, of a `noscript`, holds."""
    if element.tag == "img":
        return element
    inner = element.find(".//img")
    if inner is None and "<img" in (element.text or ""):
        inner = parse(element.text or "").find(".//img")
    return inner


def _is_beside(image: HtmlElement, copy: HtmlElement) -> bool:
    """Say whether an image that names a source of its own stands right beside its copy."""
    return (
        image.tag == "img"
        and image.getparent() is copy.getparent()
        and bool(source(image, ANY_BASE))
    )


def _figure_of(element: HtmlElement) -> HtmlElement | None:
    return next((one for one in above(element) if one.tag == "figure"), None)


def _printed_caption(element: HtmlElement) -> str:
    holder = _figure_of(element)
    caption = holder.find(".//figcaption") if holder is not None else None
    return "" if caption is None else "".join(_strings(caption))


def _strings(element: HtmlElement) -> Iterator[str]:
    for one in element.iter():
        if is_element(one) and one.tag not in ("script", "style", "noscript"):
            yield one.text or ""
            yield " "
        if one is not element:
            yield one.tail or ""


def _words(text: str) -> str:
    return _SPACE.sub(" ", canonical(text)).strip()[:LONGEST_WORDS]


def _is_small(image: HtmlElement) -> bool:
    """Say whether the page itself shows an image as small as a sign or a pixel that counts readers."""
    sides = [image.get(name) or "" for name in ("width", "height")]
    given = [int(one) for one in sides if one.isdecimal() and one.isascii() and len(one) < 6]
    return bool(given) and (max(given) < LEAST_SIDE or min(given) <= 2)


def _hides(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "hidden" in element.attrib or "display:none" in style
