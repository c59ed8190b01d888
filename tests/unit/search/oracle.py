# SPDX-License-Identifier: MIT
"""What a query must find, worked out without an index: every document is read again for every part of the query."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from researchdesk.model.dates import day_of
from researchdesk.search.analysis import folded_words
from researchdesk.search.tree import (
    FILLED,
    And,
    Close,
    Days,
    Everything,
    Filled,
    Keys,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Wildcard,
    Word,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from researchdesk.model.search import Document

Spans = list[tuple[int, int]]


def finds(tree: Node, one: Document) -> bool:
    match tree:
        case And(parts):
            return all(finds(part, one) for part in parts)
        case Or(parts):
            return any(finds(part, one) for part in parts)
        case Not(part):
            return not finds(part, one)
        case Everything() | Nothing():
            return isinstance(tree, Everything)
    return holds(tree, one)


def holds(tree: Node, one: Document) -> bool:
    match tree:
        case Days(first, last):
            day = day_of(one.issued)
            return day is not None and first <= day.toordinal() <= (last or 10**9)
        case Filled(field):
            return FILLED[field](one)
        case Keys(field, values):
            ids = (one.person_ids, one.country_codes, one.tag_ids)
            held = dict(zip(("person_id", "country_code", "tag_id"), ids, strict=True))
            return any(str(value) in values for value in held[field])
        case Near():
            return any(
                is_near(tree, words) for field in tree.first.fields for words in texts(field, one)
            )
    return any(spans(tree, words) for field in tree.fields for words in texts(field, one))


def is_near(tree: Near, words: list[str]) -> bool:
    return near(spans(tree.first, words), spans(tree.second, words), tree.distance)


def texts(field: str, one: Document) -> list[list[str]]:
    lists: dict[str, Iterable[str]] = {
        "author": one.authors,
        "site": [one.site],
        "tag": one.tags,
        "person": one.people,
        "country": one.countries,
    }
    if field == "names":
        return [words for name in lists for words in texts(name, one)]
    simple = {"kind": [one.kind, one.item_type], "lang": [one.language]}
    values = lists.get(field) or simple.get(field) or []
    if field in ("title", "body", "note"):
        values = [getattr(one, field)]
    return [folded_words(value) for value in values]


def spans(leaf: Node, words: list[str]) -> Spans:
    match leaf:
        case Word(text, _, is_typed):
            return [
                (at, at)
                for at, word in enumerate(words)
                if word == text or (is_typed and word.startswith(text))
            ]
        case Prefix(text):
            return [(at, at) for at, word in enumerate(words) if word.startswith(text)]
        case Wildcard(pattern):
            whole = re.compile("".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in pattern))
            return [(at, at) for at, word in enumerate(words) if whole.fullmatch(word)]
        case Close(text, distance):
            return [
                (at, at)
                for at, word in enumerate(words)
                if steps(text, word) <= distance and (distance < 2 or word[0] == text[0])
            ]
        case Phrase(asked, _, slop, is_open):
            found = [(at, at) for at, word in enumerate(words) if word == asked[0]]
            for number, text in enumerate(asked[1:], 2):
                begins = is_open and number == len(asked)
                found = [
                    (start, at)
                    for start, end in found
                    for at in range(end + 1, min(end + slop + 1, len(words)))
                    if words[at] == text or (begins and words[at].startswith(text))
                ]
            return found
    raise AssertionError(leaf)


def near(first: Spans, second: Spans, distance: int) -> bool:
    return any(0 < b - y <= distance or 0 < a - z <= distance for a, y in first for b, z in second)


def steps(one: str, other: str) -> int:
    """Optimal string alignment, by the book."""
    table = [
        [max(i, j) if not i * j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)
    ]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            is_other = one[i - 1] != other[j - 1]
            table[i][j] = min(
                table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + is_other
            )
            if min(i, j) > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]
