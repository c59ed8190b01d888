# SPDX-License-Identifier: MIT
"""The text of a query as the field handles it: which part is a finished `field:value`, which word is being typed."""

from __future__ import annotations

import re

FIELDS = (
    "title", "text", "body", "note", "person", "country", "tag", "author", "site", "kind", "lang", "language",
    "since", "after", "before", "until", "date", "year", "in", "is", "has", "saved",
)  # fmt: skip
TOKEN = re.compile(r'[^\s"]*"[^"]*"?|\S+')
EXACT = re.compile(r"^#\d+ (?=.)")  # the number of a person before the name: for the program alone
FINISHED = re.compile(rf'-?(?:{"|".join(FIELDS)}):(?:"[^"]+"|[^\s"]+)', re.IGNORECASE)


def is_chip(token: str) -> bool:
    """Say whether a token is a whole `field:value`."""
    return FINISHED.fullmatch(token) is not None


def chip_words(token: str) -> str:
    """Write a chip's token as it is read: `person: Jane Doe`."""
    field, _, value = token.partition(":")
    shown = EXACT.sub("", value.strip('"'))
    return f"{field}: {shown}"


def split(query: str) -> tuple[list[str], str]:
    """Take the leading finished `field:value` parts of a query as chips; the rest stays text."""
    chips, rest = [], query.strip()
    while found := TOKEN.match(rest):
        if not is_chip(found.group()):
            break
        chips.append(found.group())
        rest = rest[found.end() :].lstrip()
    return chips, rest


def word_at(text: str, at: int) -> tuple[int, str]:
    """Give the word before the caret and where it begins: what is being typed."""
    for found in TOKEN.finditer(text[:at]):
        if found.end() == at:
            return found.start(), found.group()
    return at, ""


def take_chip(text: str, at: int) -> tuple[str, str, int] | None:
    """Take the finished `field:value` before the caret out of the text: (its token, the rest, the caret in it)."""
    begin, word = word_at(text, at)
    if not is_chip(word):
        return None
    before = text[:begin]  # with its blank: the next word is another one
    return word, before + text[at:].lstrip(), len(before)
