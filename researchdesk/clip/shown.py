# SPDX-License-Identifier: MIT
"""Short words of elements, read no further than needed: a page may call all of itself a byline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml.etree import XPath

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST = 400  # characters

_DESCRIBED = XPath("descendant-or-self::*[@itemprop]")


def short_text(element: HtmlElement, most: int = MOST) -> str:
    """Give the text of an element, its pieces parted by blanks; cut where it grows longer than `most`."""
    parts: list[str] = []
    size = 0
    for piece in element.itertext():
        parts.append(piece)
        size += len(piece)
        if size > most:
            break
    return " ".join(" ".join(parts).split())[: most + 1]


class Described:
    """The elements of a page that microdata names, by their names in lower case; the page is walked once."""

    def __init__(self, root: HtmlElement) -> None:
        self._named: dict[str, list[HtmlElement]] = {}
        for one in _DESCRIBED(root):
            for name in dict.fromkeys((one.get("itemprop") or "").lower().split()):
                self._named.setdefault(name, []).append(one)

    def by(self, name: str) -> list[HtmlElement]:
        """Give the elements of this name, in document order."""
        return self._named.get(name, [])
