# SPDX-License-Identifier: MIT
"""What a page says of itself in JSON-LD, broken as it often is."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.html import HtmlElement

Node = dict[str, Any]

DEEPEST = 8
LONGEST = 2_000_000  # characters of one script
MOST = 500  # objects of one page
ARTICLES = frozenset(
    {
        "article",
        "newsarticle",
        "reportagenewsarticle",
        "analysisnewsarticle",
        "opinionnewsarticle",
        "reviewnewsarticle",
        "backgroundnewsarticle",
        "askpublicnewsarticle",
        "satiricalarticle",
        "advertisercontentarticle",
        "techarticle",
        "scholarlyarticle",
        "medicalscholarlyarticle",
        "blogposting",
        "liveblogposting",
        "socialmediaposting",
        "discussionforumposting",
        "report",
        "interview",
        "review",
        "creativework",
    }
)
OTHER_WORKS = frozenset(
    {
        "recipe",
        "howto",
        "videoobject",
        "audioobject",
        "podcastepisode",
        "dataset",
        "webpage",
        "itempage",
    }
)
"""What may be told of a page that declares no article."""

NEWS = frozenset(one for one in ARTICLES if one.endswith("newsarticle"))

_OPENINGS = ("<!--", "//<![CDATA[", "// <![CDATA[", "<![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */")
_ENDINGS = ("-->", "//]]>", "// ]]>", "]]>", "/*]]>*/", "/* ]]> */", ";")
_CONTROLS = re.compile("[\x00-\x1f]+")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_TAGS = re.compile(r"<[^<>]{1,500}>")


class Graph:
    """All objects of a page's JSON-LD, in order; references by `@id` can be followed."""

    def __init__(self, root: HtmlElement) -> None:
        self.nodes: list[Node] = []
        self._title = plain(root.findtext(".//title") or "")
        for script in root.iter("script"):
            if "ld+json" in (script.get("type") or "").lower():
                for value in _loads(script.text or ""):
                    self._gather(value, 0)
        self._named = {
            str(node["@id"]): node
            for node in reversed(self.nodes)
            if "@id" in node and len(node) > 1
        }

    def article(self) -> Node:
        """Give the object that is the article, empty when there is none; that of the page's title before any other."""
        found = [node for node in self.nodes if kinds(node) & ARTICLES] or [
            node for node in self.nodes if kinds(node) & OTHER_WORKS and node.get("author")
        ]
        with_headline = [node for node in found if node.get("headline")]
        best = max(
            with_headline or [one for one in found if one.get("name") or one.get("datePublished")],
            key=lambda node: (
                self._is_of_title(node),
                len({"headline", "datePublished", "author", "articleBody"} & set(node)),
            ),
            default=None,
        )
        return best or {}

    def _is_of_title(self, node: Node) -> bool:
        headline = node.get("headline") or node.get("name")
        return isinstance(headline, str) and bool(headline) and plain(headline) in self._title

    def article_body(self) -> str:
        """Give the longest text that any object gives as the article's body; empty when there is none."""
        bodies = (node.get("articleBody") for node in self.nodes)
        return plain(max((one for one in bodies if isinstance(one, str)), key=len, default=""))

    def of_kind(self, *wanted: str) -> Iterator[Node]:
        """Give the objects of these kinds, named in lower case."""
        return (node for node in self.nodes if kinds(node) & set(wanted))

    def resolved(self, value: Any) -> list[Any]:
        """Give the values of a property as a list, references followed."""
        values = value if isinstance(value, list) else [value]
        return [
            self._named.get(str(one["@id"]), one) if isinstance(one, dict) and "@id" in one else one
            for one in values
            if one is not None
        ]

    def names(self, value: Any) -> list[str]:
        """Give the names of persons or organisations, given as objects, references or plain strings."""
        found = []
        for one in self.resolved(value):
            name = one.get("name") if isinstance(one, dict) else one
            given = name if isinstance(name, list) else [name]
            found += [plain(each) for each in given if isinstance(each, str)]
        return [words for words in found if words]

    def _gather(self, value: Any, depth: int) -> None:
        if depth > DEEPEST or len(self.nodes) >= MOST:
            return
        if isinstance(value, list):
            for one in value:
                self._gather(one, depth + 1)
        elif isinstance(value, dict):
            self.nodes.append(value)
            for one in value.values():
                if isinstance(one, dict | list):
                    self._gather(one, depth + 1)


def kinds(node: Node) -> set[str]:
    """Give the types of an object in lower case, without their namespace."""
    value = node.get("@type")
    given: Iterable[Any] = value if isinstance(value, list) else [value]
    return {re.split("[/#:]", one)[-1].lower() for one in given if isinstance(one, str)}


def plain(text: str) -> str:
    """Give a value as it reads: entities resolved, also where they were escaped twice, and no tags."""
    text = html.unescape(html.unescape(text))
    return " ".join(_TAGS.sub(" ", text).split())


def _loads(text: str) -> list[Any]:
    if len(text) > LONGEST:
        return []
    text = _without_marks(text)
    for mended in (
        text,
        _CONTROLS.sub(" ", text),
        _TRAILING_COMMA.sub(r"\1", _CONTROLS.sub(" ", text)),
    ):
        try:
            return [json.loads(mended)]
        except ValueError:
            continue
        except RecursionError:
            return []
    return _several(_CONTROLS.sub(" ", text))


def _without_marks(text: str) -> str:
    """Take away the comment and CDATA marks around a script."""
    text = text.strip()
    for _ in range(4):
        for mark in _OPENINGS:
            text = text.removeprefix(mark).lstrip()
        for mark in _ENDINGS:
            text = text.removesuffix(mark).rstrip()
    return text


def _several(text: str) -> list[Any]:
    """Read objects that stand one after the other, as far as they can be read."""
    decoder, at = json.JSONDecoder(strict=False), 0
    found: list[Any] = []
    while (start := text.find("{", at)) >= 0 and len(found) < MOST:
        try:
            value, at = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            break
        found.append(value)
    return found
