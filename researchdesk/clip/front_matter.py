# SPDX-License-Identifier: MIT
"""The head of a Markdown file between two lines of dashes: title, author, date, address, language."""

from __future__ import annotations

import re

from researchdesk.clip import bylines, dates
from researchdesk.clip.address import canonical_url
from researchdesk.model.clipping import Candidate

LONGEST = 20_000  # characters

_HEAD = re.compile(r"\ufeff?---[ \t]*\n")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"([A-Za-z][\w -]{0,40}?)[ \t]*:(?:[ \t]+(.*))?")
_WIKI_LINK = re.compile(r"\[\[([^\[\]|]{1,200})(?:\|([^\[\]|]{1,200}))?\]\]")
_FIELDS = {
    "title": "title",
    "author": "authors",
    "authors": "authors",
    "by": "authors",
    "date": "issued",
    "published": "issued",
    "date published": "issued",
    "issued": "issued",
    "created": "issued",
    "url": "url",
    "source": "url",
    "link": "url",
    "canonical": "url",
    "site": "container_title",
    "publication": "container_title",
    "publisher": "container_title",
    "language": "language",
    "lang": "language",
}


def front_matter(text: str) -> tuple[list[Candidate], str]:
    """Give the candidates of the front matter, and the text after it; without one, none and the whole text."""
    begun = _HEAD.match(text)
    ended = _END.search(text, begun.end(), LONGEST) if begun else None
    if not begun or not ended:
        return [], text
    values = _values(text[begun.end() : ended.start()])
    if not values:
        return [], text
    return _candidates(values), text[ended.end() :]


def address(known: list[Candidate]) -> str | None:
    """Give the address that the front matter says the text is of."""
    return next((one.value for one in known if one.field == "url"), None)


def _values(head: str) -> dict[str, list[str]]:
    """Read `key: value` lines, `key: [a, b]`, and lists with a dash a line; empty when a line is none of these."""
    values: dict[str, list[str]] = {}
    key = ""
    for line in head.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        item = re.match(r"\s*-\s+(.*)", line)
        found = _KEY.fullmatch(line.rstrip())
        if item and key:
            values[key].append(_unquoted(item[1]))
        elif found:
            key = found[1].strip().lower()
            values[key] = _given(found[2] or "")
        elif not line.startswith((" ", "\t")):
            return {}
    return values


def _given(value: str) -> list[str]:
    value = value.strip()
    if value.startswith("[") and value.endswith("]") and not value.startswith("[["):
        return [_unquoted(one) for one in value[1:-1].split(",") if one.strip()]
    return [_unquoted(value)] if value and value not in ("|", ">", "null", "~") else []


def _unquoted(value: str) -> str:
    """Give a value without its quotes, and the words of a wiki link without its brackets."""
    value = value.strip()
    for sign in "\"'":
        if len(value) > 1 and value[0] == value[-1] == sign:
            value = value[1:-1]
    linked = _WIKI_LINK.fullmatch(value)
    return (linked[2] or linked[1]) if linked else value


def _candidates(values: dict[str, list[str]]) -> list[Candidate]:
    found: list[Candidate] = []
    for key, given in values.items():
        field = _FIELDS.get(key.replace("_", " "))
        value = _value(field, given) if field and given else None
        if field and value:
            found.append(Candidate(field, value, f"front matter {key}"))
    return found


def _value(field: str, given: list[str]) -> str | None:
    if field == "authors":
        return "; ".join(bylines.authors(given))
    if field == "issued":
        return dates.declared(given[0])
    if field == "url":
        return given[0] if canonical_url(given[0]) else None
    return " ".join(given[0].split())
