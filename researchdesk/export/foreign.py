# SPDX-License-Identifier: MIT
"""Annotations that other programs made: W3C Web Annotations, and the JSON of Hypothesis.

Nothing is placed here; an entry says which page it is of and which words it marks.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DEEPEST = 20  # collections in one another


class Foreign(Struct, frozen=True):
    """A mark that another program made; without words where it marks a whole page."""

    name: str
    source: str
    exact: str
    prefix: str = ""
    suffix: str = ""
    body: str = ""
    tags: tuple[str, ...] = ()


def is_annotations(document: object) -> bool:
    """Say whether this JSON holds annotations, or looks as if it was meant to."""
    return next(_entries(document, 0), None) is not None


def read(document: object) -> Iterator[Foreign]:
    """Give the marks of a document, one for each page and quote that an annotation names."""
    for number, entry in enumerate(_entries(document, 0), 1):
        name = _text(entry.get("id")) or f"annotation {number}"
        body, tags = _bodies(entry)
        targets = [one for one in _listed(entry.get("target")) if one]
        for target in targets or [entry.get("uri")]:
            source, quote = _target(target, entry)
            yield Foreign(
                name,
                source,
                _text(quote.get("exact")),
                _text(quote.get("prefix")),
                _text(quote.get("suffix")),
                body,
                tags,
            )


def _entries(document: object, depth: int) -> Iterator[dict[str, Any]]:
    """Find the annotations in a list, page, collection or graph."""
    if depth > DEEPEST:
        return
    if isinstance(document, list):
        for one in document:
            yield from _entries(one, depth + 1)
    elif isinstance(document, dict):
        if "target" in document and not isinstance(document.get("items"), list):
            yield document
            return
        for key in ("items", "first", "next", "@graph", "rows", "annotations"):
            if isinstance(document.get(key), dict | list):
                yield from _entries(document[key], depth + 1)


def _target(target: object, entry: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    if not isinstance(target, dict):
        return _text(target), {}
    source = target.get("source", target.get("id", entry.get("uri")))
    if isinstance(source, dict):
        source = source.get("id")
    quotes = (one for one in _selectors(target.get("selector"), 0) if _is_quote(one))
    return _text(source), next(quotes, {})


def _selectors(found: object, depth: int) -> Iterator[dict[str, Any]]:
    for one in _listed(found):
        if isinstance(one, dict) and depth < DEEPEST:
            yield one
            for key in ("refinedBy", "items"):
                yield from _selectors(one.get(key), depth + 1)


def _is_quote(selector: dict[str, Any]) -> bool:
    return "TextQuoteSelector" in [*_listed(selector.get("type")), *_listed(selector.get("@type"))]


def _bodies(entry: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    """Give what is said of the passage as Markdown, and the tags."""
    said = [_text(entry.get("text")), _text(entry.get("bodyValue"))]
    tags = [_text(one) for one in _listed(entry.get("tags"))]
    for one in _listed(entry.get("body")):
        if not isinstance(one, dict):
            said.append(_text(one))
        elif "tagging" in _listed(one.get("purpose")):
            tags.append(_text(one.get("value")))
        else:
            value = _text(one.get("value"))
            said.append(_plain(value) if one.get("format") == "text/html" else value)
    shown = [part.strip() for part in said if part.strip()]
    return "\n\n".join(dict.fromkeys(shown)), tuple(dict.fromkeys(_names(tags)))


def _names(tags: Iterable[str]) -> list[str]:
    return [name for one in tags if (name := " ".join(one.split())[:200])]


def _plain(markup: str) -> str:
    words = re.sub(r"<(?:/?(?:p|div|br|li|h\d)\b)[^>]*>", "\n", markup, flags=re.IGNORECASE)
    return html.unescape(re.sub(r"<[^>]*>", "", words))


def _listed(found: object) -> list[Any]:
    return found if isinstance(found, list) else [] if found is None else [found]


def _text(found: object) -> str:
    if not isinstance(found, str):
        return ""
    return re.sub("[\x00\ud800-\udfff]", "", found.replace("\r\n", "\n").replace("\r", "\n"))
