# SPDX-License-Identifier: MIT
"""Where a page names its authors: JSON-LD, meta elements, microdata, and the byline that the reader sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.clip import bylines
from researchdesk.clip.shown import short_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from lxml.html import HtmlElement

    from researchdesk.clip.json_ld import Graph
    from researchdesk.clip.shown import Described
    from researchdesk.clip.witness import Hearsay

Place = tuple[str, list[str]]  # the origin, and what is written there

LONGEST_BYLINE = 150  # characters
LONG_PARAGRAPH = 120  # characters of a paragraph with which the text begins

_META = (
    "author", "article:author_name", "citation_author", "dc.creator", "dcterms.creator", "parsely-author",
    "sailthru.author", "byl", "cxenseparse:author", "article:author",
)  # fmt: skip
_HOLDERS = (
    "p",
    "div",
    "span",
    "address",
    "a",
    "li",
    "cite",
    "em",
    "i",
    "b",
    "font",
    "strong",
    "td",
    "h2",
    "h3",
    "h4",
    "h5",
)
_NAMED = ("byline", "author", "autor")
_NOT_NAMED = ("comment", "related", "recommend")


def authors_of_page(
    root: HtmlElement,
    said: tuple[Graph, Mapping[str, list[str]], Described],
    sites: Collection[str],
    hearsay: Hearsay,
) -> list[tuple[str, str]]:
    """Give origin and names, joined by "; ", of every place that names authors; the most trusted first.

    `said` is what the page says of itself in JSON-LD, meta elements and microdata.

    The site's own name is no author, unless nobody else is named: some sites are called after who writes them. An
    account's name ("jdoe") comes after a person's.
    """
    places: list[Place] = [
        *_places(root, *said),
        *(("visible byline", one) for one in _visible(root)),
    ]
    rounds: tuple[tuple[Callable[[], Iterable[Place]], bool], ...] = (
        (lambda: places, False),
        (lambda: [("trafilatura", [hearsay.get("author")])], False),
        (lambda: [("line above the text", _lone_names(root))], False),
        (lambda: places, True),
    )
    for asked, may_be_site in rounds:
        found = [
            (origin, names)
            for origin, values in asked()
            if (names := _names(origin, values, sites, may_be_site=may_be_site))
        ]
        if found:
            found.sort(key=lambda one: all(bylines.is_handle(name) for name in one[1]))
            return [(origin, "; ".join(names)) for origin, names in found]
    return []


def _names(
    origin: str, values: Iterable[str], sites: Collection[str], *, may_be_site: bool
) -> list[str]:
    is_declared = origin.startswith("JSON-LD")
    return bylines.authors(values, sites, may_be_site=may_be_site, is_declared=is_declared)


def _lone_names(root: HtmlElement) -> list[str]:
    """Give the names in an emphasised line by itself above the first paragraph: the byline of sites without one."""
    for paragraph in root.iter("p"):
        text = short_text(paragraph, LONG_PARAGRAPH)
        if len(text) >= LONG_PARAGRAPH:
            return []
        emphasised = paragraph.find("./strong")
        if emphasised is None:
            emphasised = paragraph.find("./b")
        is_alone = emphasised is not None and short_text(emphasised) == text
        if is_alone and (names := bylines.lone_names(text)):
            return names
    return []


def _places(
    root: HtmlElement, graph: Graph, meta: Mapping[str, list[str]], described: Described
) -> Iterator[tuple[str, list[str]]]:
    article = graph.article()
    for name in ("author", "creator"):
        yield f"JSON-LD {name}", graph.names(article.get(name))
    for name in _META:
        yield f"meta {name}", meta.get(name, [])
    if bylines.opens_byline(f"{next(iter(meta.get('twitter:label1', [])), '')} "):
        yield "meta twitter:data1", meta.get("twitter:data1", [])
    linked = [one for one in root.iter("a", "link") if "author" in (one.get("rel") or "").split()]
    yield "rel author", [short_text(one) for one in linked]
    yield "itemprop author", [_name_in(one) for one in described.by("author")]


def _visible(root: HtmlElement) -> Iterator[list[str]]:
    """Give the names in elements that are called a byline, or begin like one, in document order."""
    for element in root.iter(*_HOLDERS):
        names: list[str] = []
        if _is_named_byline(element):
            text = short_text(element, LONGEST_BYLINE)
            if 2 < len(text) <= LONGEST_BYLINE:
                names = bylines.read_line(text) or bylines.person_names(text)
        elif element.text and bylines.opens_byline(element.text + " "):
            names = bylines.read_line(short_text(element, LONGEST_BYLINE))
        elif element.text and not element.text.isascii():
            names = bylines.names_after_label(short_text(element, LONGEST_BYLINE))
        if names:
            yield names


def _is_named_byline(element: HtmlElement) -> bool:
    classes, name = element.get("class"), element.get("id")
    if not classes and not name:
        return False
    words = f"{classes or ''} {name or ''}".lower()
    return any(one in words for one in _NAMED) and not any(one in words for one in _NOT_NAMED)


def _name_in(element: HtmlElement) -> str:
    """Give the name in an element of microdata: that of its `name` property, else its text."""
    inner = next((one for one in element.iter("*") if one.get("itemprop") == "name"), element)
    return inner.get("content") or short_text(inner)
