# SPDX-License-Identifier: MIT
"""What the statistical tagger of people sees of a token. Training and tagging share this module.

The values belong to the trained model byte for byte: a change of any of them needs a new one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.entities.lists import case_class, words_of
from researchdesk.entities.words import Token, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LEAST, MOST = 60, 160  # tokens of a piece
_OF_NEIGHBOURS = ("w=", "s=", "c=", "L=", "T")


def features(tokens: Sequence[Token], language: str = "en") -> Iterator[list[str]]:
    """Give the features of each token; a whole document is one call, so that later mentions see earlier ones.

    One after the other: those of a whole book at once would fill a gigabyte.
    """
    is_german = language == "de"
    memo: dict[str, list[str]] = {}
    for token in tokens:
        if token.word not in memo:
            memo[token.word] = _of_word(token.word, is_german=is_german)
    base = [memo[token.word] for token in tokens]
    lower = {token.word for token in tokens if token.word.islower()}
    seen = _seen_before(tokens, base)
    shown = {
        word: [one for one in row if one[:2] in _OF_NEIGHBOURS or one in ("NL", "x3=")]
        for word, row in memo.items()
    }
    context = [shown[token.word] for token in tokens]
    for number, token in enumerate(tokens):
        row = ["b", *base[number]]
        if is_german:
            row.append("de:" + base[number][1] if len(base[number]) > 1 else "de:NL")
        if token.word.lower() in lower:
            row.append("haslower")
        row.extend("doc:" + mark for mark in seen.get(token.word, ()))
        for offset in (-2, -1, 1, 2):
            row.extend(_of_neighbour(tokens, context, number, offset))
        yield row


def pieces(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Give (start, end) of pieces of tokens that end at a full stop or a new line where possible."""
    start = 0
    while start < len(tokens):
        end = min(len(tokens), start + LEAST)
        while end < len(tokens) and end - start < MOST and tokens[end - 1].word not in ".!?\n":
            end += 1
        yield start, end
        start = end


def shape(word: str) -> str:
    """Give the shape of a word: X for capitals, x for small letters, d for digits, runs as one, at most six signs."""
    made = ""
    for char in word:
        kind = "X" if char.isupper() else "x" if char.isalpha() else "d" if char.isdigit() else char
        if not made.endswith(kind):
            made += kind
    return made[:6] + ("1" if len(word) == 1 else "")


def _of_word(word: str, *, is_german: bool) -> list[str]:
    if word == "\n":
        return ["NL"]
    folded = fold(word).rstrip(".")
    form = shape(word)
    bucket = case_class(folded, is_german=is_german)
    found = [
        "w=" + folded, "s=" + form, "p=" + folded[:3], "x3=" + folded[-3:], "x2=" + folded[-2:], "c=" + bucket,
    ]  # fmt: skip
    if form[0] == "X":
        flags = _flags(folded)
        found += ["x4=" + folded[-4:], "L=" + flags, "Lc=" + flags + bucket, *flags]
    if folded in words_of("titles"):
        found.append("T")
    return found


def _flags(folded: str) -> str:
    given = words_of("given_names")
    flags = "G" if folded in given or ("-" in folded and folded.split("-")[0] in given) else ""
    for flag, name in (("F", "family_names"), ("P", "places"), ("O", "organisation_words")):
        if folded in words_of(name):
            flags += flag
    return flags


def _seen_before(tokens: Sequence[Token], base: Sequence[list[str]]) -> dict[str, set[str]]:
    """Say of each capitalised word of the document after what it stood: a title, a given name, a small letter."""
    seen: dict[str, set[str]] = {}
    for number in range(1, len(tokens)):
        word, before = tokens[number].word, base[number - 1]
        if not word[:1].isupper():
            continue
        is_after_stop = tokens[number - 1].word == "." and number > 1
        if "T" in before or (is_after_stop and "T" in base[number - 2]):
            seen.setdefault(word, set()).add("afterT")
        elif "G" in before:
            seen.setdefault(word, set()).add("afterG")
        elif tokens[number - 1].word.islower():
            seen.setdefault(word, set()).add("mid")
    return seen


def _of_neighbour(
    tokens: Sequence[Token], context: Sequence[list[str]], number: int, offset: int
) -> Iterator[str]:
    other = number + offset
    if not 0 <= other < len(tokens):
        yield f"{offset}END"
        return
    is_next = abs(offset) == 1
    for one in context[other] if is_next else context[other][:4]:
        yield f"{offset}{one}"
    if is_next:
        yield f"{offset}x3{fold(tokens[other].word)[-3:]}"
        here = context[number][1] if len(context[number]) > 1 else ""
        there = context[other][1] if len(context[other]) > 1 else "NL"
        yield f"{offset}&{here}{there}"
