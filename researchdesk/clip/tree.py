# SPDX-License-Identifier: MIT
"""Parse HTML into a tree, and the words for its elements that all of the workshop shares."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import lxml.etree
import lxml.html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement


def words(text: str) -> frozenset[str]:
    """Give the words of a text as a set."""
    return frozenset(text.split())


UNSEEN = words(
    "script style noscript template svg math iframe frame frameset noframes object embed applet select textarea "
    "audio video canvas head title map datalist input"
)  # the reader of a page sees no text of these
CAPTIONS = frozenset({"figcaption", "caption"})
BREAKING = words(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li main menu nav ol optgroup option p pre "
    "search section summary table tbody td tfoot th thead tr ul"
)  # a run of inline text ends where one of these begins or ends
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CELLS = frozenset({"td", "th"})

_OF_HEAD = words("title meta link script style base noscript template bgsound basefont")
_ALIKE = lxml.etree.ElementDefaultClassLookup(element=lxml.html.HtmlElement)
"""One class for every element: to choose by name, as lxml.html does, is a call to Python each time one is looked at."""

_STRAY = re.compile("[\x00\ud800-\udfff]")


def parse(page: str) -> HtmlElement:
    """Parse a whole page or a fragment; never fails. Comments and processing instructions are left out."""
    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    parser.set_element_class_lookup(_ALIKE)
    body = without_stray(page).encode()
    try:
        return _without_body_in_head(lxml.html.document_fromstring(body, parser=parser))
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):
        return lxml.html.document_fromstring(b"<html><body></body></html>")


def with_links_apart(root: HtmlElement) -> HtmlElement:
    """Set the links for editing a chapter, as wikis have them in its heading, apart as a block of their own."""
    for element in root.iter("span"):
        if "mw-editsection" in (element.get("class") or "").split():
            element.tag = "div"
    return root


def _without_body_in_head(root: HtmlElement) -> HtmlElement:
    """Let what a page shows stand in its body: of a page that names none, the parser leaves `article` in the head."""
    head = root.find("head")
    first = (
        next((one for one in head if one.tag not in _OF_HEAD), None) if head is not None else None
    )
    if head is None or first is None:
        return root
    body = root.find("body")
    if body is None:
        body = lxml.html.Element("body")
        root.append(body)
    moved = [first, *first.itersiblings()]
    moved[-1].tail = f"{moved[-1].tail or ''}{body.text or ''}"
    body.text = None
    body[:0] = moved
    return root


def without_stray(text: str) -> str:
    """Give a text without NUL and lone halves of letters, which no parser takes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _STRAY.sub("", text)
    return text.replace("\x00", "") if "\x00" in text else text


def is_element(node: HtmlElement) -> bool:
    """Say whether a node is an element: what is left of entities has no name."""
    return isinstance(node.tag, str)


def above(element: HtmlElement) -> Iterator[HtmlElement]:
    """Give an element and what it lies in, innermost first."""
    yield element
    yield from element.iterancestors()
