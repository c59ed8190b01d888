# SPDX-License-Identifier: MIT
"""Make a page harmless for the parsers before they see it: deep nests, giant tags, stray characters.

Measured: below some 250 levels lxml loses the text without a word; 200,000 attributes on one tag, or 100,000 nested
elements, keep lxml or nh3 busy for more than 40 seconds. One pass of `find` over the page, linear in its length.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from researchdesk.clip.canon import BETWEEN
from researchdesk.clip.tree import without_stray, words

DEEPEST = 200  # levels that are left as they are
LONGEST_TAG = 1 << 16  # characters
MOST_ATTRIBUTES = 500

_TAG = re.compile(r"<(?:!--|(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})[^>]*(>?))")
_DECLARATION = re.compile(r"\s{0,99}<\?xml[^>]{0,999}\?>")
_RAW = frozenset({"script", "style", "textarea", "title", "noscript", "xmp", "iframe", "template"})
_NO_NEST = words(
    "area base br col embed hr img input link meta param source track wbr p li dt dd option tr td th tbody thead "
    "tfoot colgroup html head body"
)  # these stand alone, or the parsers close them by themselves
_INLINE = words(
    "a abbr b bdi bdo big cite code em font i kbd label mark nobr q s samp small span strike strong sub sup tt u var"
)

_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\ud800-\udfff\ufffe\uffff]")
_CONTROL_SPACE = re.compile("[\x0b\x0c\x1c-\x1f]")
_CONTROL_NAMED = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|6553[45])(?!\d)|x0*(?:[0-8bcef]|1[\da-f]|fff[ef])(?![\da-f]));?",
    re.IGNORECASE,
)


class Tamed(NamedTuple):
    """The page as the parsers get it, and whether its shape had to be changed."""

    page: str
    was_wild: bool


def tame(page: str) -> Tamed:
    """Cut giant tags, and flatten what is nested deeper than DEEPEST levels; the text stays whole."""
    page = without_stray(page)
    page = page[found.end() :] if (found := _DECLARATION.match(page)) else page
    if page.count("<") <= DEEPEST and len(page) <= LONGEST_TAG:
        return Tamed(page, was_wild=False)
    scan = _Scan(page)
    scan.run()
    if not scan.cuts:
        return Tamed(page, was_wild=False)
    parts, at = [], 0
    for start, end, instead in scan.cuts:
        parts += [page[at:start], instead]
        at = end
    return Tamed("".join([*parts, page[at:]]), was_wild=True)


def without_controls(page: str) -> str:
    """Give a page without control characters, also where they are named by number: a tree cannot take them twice."""
    page = _CONTROL.sub("", _CONTROL_SPACE.sub(" ", page))
    return _CONTROL_NAMED.sub("\N{REPLACEMENT CHARACTER}", page)


def texts(page: str) -> list[str]:
    """Give what stands between the tags of a page, without scripts and comments: no tree is built, nothing is lost.

    Where a tag ends a line of text, an empty line stands between.
    """
    scan = _Scan(page, texts=[])
    scan.run()
    return scan.texts or []


class _Scan:
    """A walk over the tags of a page that notes what to cut: (start, end, what stands there instead)."""

    def __init__(self, page: str, texts: list[str] | None = None) -> None:
        self.cuts: list[tuple[int, int, str]] = []
        self.texts = texts
        self._page = page
        self._open: list[str] = []

    def run(self) -> None:
        page, at = self._page, 0
        while found := _TAG.search(page, at):
            start, end = found.span()
            closing, name, is_whole = found.groups()
            self._text(at, start)
            if name is None:
                end = page.find("-->", start + 4)
                at = end + 3 if end >= 0 else 0
            else:
                at = (
                    self._tag(start, end, name.lower(), is_closing=bool(closing)) if is_whole else 0
                )
            if not at:
                return
        self._text(at, len(page))

    def _text(self, start: int, end: int) -> None:
        if self.texts is not None:
            self.texts.append(self._page[start:end].replace("<", ""))

    def _tag(self, start: int, end: int, name: str, *, is_closing: bool) -> int:
        """Take in one tag; give where to go on, 0 when the page ends in it."""
        if self.texts is not None and name not in _INLINE:
            self.texts.append(BETWEEN)
        if is_closing:
            self._close(start, end, name)
            return end
        if end - start > 999 and self._is_giant(start, end):
            self.cuts.append((start, end, f"<{name}>"))
        if name in _NO_NEST:
            return end
        if name in _RAW:
            closing = re.compile(f"</{name}", re.IGNORECASE).search(self._page, end)
            return closing.start() if closing else 0
        if self._page[end - 2] != "/":
            self._nest(start, end, name)
        return end

    def _nest(self, start: int, end: int, name: str) -> None:
        self._open.append(name)
        if len(self._open) > DEEPEST:
            instead = "" if name in _INLINE else "<hr>"
            if self.cuts and self.cuts[-1][0] == start:
                self.cuts.pop()
            self._cut(start, end, instead)

    def _close(self, start: int, end: int, name: str) -> None:
        if name in _NO_NEST:
            return
        near = self._open[-20:] if name in _INLINE else self._open
        if name not in near:
            return
        while self._open:
            is_deep = len(self._open) > DEEPEST
            if self._open.pop() == name:
                break
        if is_deep:
            self._cut(start, end, "" if name in _INLINE else "<hr>")

    def _cut(self, start: int, end: int, instead: str) -> None:
        """Note a cut; one that begins where the last one ends is the same."""
        if self.cuts and self.cuts[-1][1] == start:
            first, _, before = self.cuts.pop()
            start, instead = first, before or instead
        self.cuts.append((start, end, instead))

    def _is_giant(self, start: int, end: int) -> bool:
        return end - start > LONGEST_TAG or self._page.count("=", start, end) > MOST_ATTRIBUTES
