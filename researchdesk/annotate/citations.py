# SPDX-License-Identifier: MIT
"""What a note cites: read from the parse alone, so that code counts for nothing; and how a citation is written.

Places in the source are found by the parser too. Each candidate gets an id of its own, the marked text is parsed, and
those whose id comes back in a link are citations: ids have one alphabet, so that the marks change no structure.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from researchdesk.annotate.parser import parse, refuse_too_long, text_of
from researchdesk.annotate.safe_links import PUBLIC_ID, SUGAR, rd_link
from researchdesk.model.note import ParsedCitation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from markdown_it.token import Token

    from researchdesk.annotate.markdown import Label
    from researchdesk.model.note import CitationKind

CITED = re.compile(rf"(?:rd:[pant]/|\[\[[pant]:)({PUBLIC_ID})")
WRITTEN_SUGAR = re.compile(
    r"(?P<bang>(?<!\\)(?:\\\\)*!)?" + SUGAR.pattern
)  # with the mark that would make a picture
SIGNS = ("rd:", "[[", "&", "\\")  # an address may be written with entities and escapes
MAY_CITE = re.compile(
    r"rd:|\[\[|&|\\|\[\^"
)  # of a block; a footnote may hold what its mark leads to
BLANKS = re.compile(r"[\x00-\x20\x7f\x85\u2028\u2029]+")
# Marks that would act in a label; and lone surrogates, which no text may hold.
MEANT = re.compile(r"[\\`*_\[\]<>|~]|&(?=[#A-Za-z])|[\ud800-\udfff]")


def citations(body: str) -> tuple[ParsedCitation, ...]:
    """Give a note's citations in the order of the text; code spans and fences hold none."""
    if not any(sign in body for sign in SIGNS):
        refuse_too_long(body)
        return ()
    tokens = parse(body, {"is_needed": MAY_CITE.search})
    lines, headings = _headings(tokens)
    found = [
        one
        for token in tokens
        if token.type == "inline"
        for one in _of_block(token, lambda line: headings[bisect_right(lines, line)])
    ]
    return tuple(sorted(found, key=lambda one: one.line_first))  # footnotes come last in the parse


def link(kind: CitationKind, public_id: str, label: str, seq: int | None = None) -> str:
    """Write a citation; the parser gives the label back, but for runs of blanks, which become one."""
    words = meant(label)
    return f"[{words}](rd:{kind}/{public_id}{'' if seq is None else f'?v={seq}'})"


def meant(words: str) -> str:
    """Write words so that no mark in them acts, with each run of blanks as one."""
    return MEANT.sub(_as_meant, BLANKS.sub(" ", words).strip(" "))


def written_out(body: str, *, label: Label | None = None) -> str:
    """Write `[[p:ID]]` and `[[p:ID|words]]` out as links, wherever the parser takes them for such.

    `label` gives the words for `[[p:ID]]` by kind and id; without it, or where it gives None, the id is written.
    """
    if "[[" not in body:
        return body

    def written(found: re.Match[str]) -> str:
        kind: CitationKind = found["kind"]  # type: ignore[assignment]
        own = (found["label"] or "").strip()
        if found["label"] and body.endswith("\\|", 0, found.start("label")):  # in a cell of a table
            own = own.replace("\\|", "|")
        words = own or (label(kind, found["id"]) if label else None)
        seq = int(found["seq"][3:]) if found["seq"] else None
        bang = found["bang"][:-1] + "\\!" if found["bang"] else ""
        return bang + link(kind, found["id"], words or found["id"], seq)

    return _replaced(body, list(WRITTEN_SUGAR.finditer(body)), "id", written)


def rewritten(body: str, replacements: Mapping[str, str]) -> str:
    """Let citations of old ids name the new ones; only links change, not code or words that look like them."""
    candidates = [found for found in CITED.finditer(body) if found[1] in replacements]
    return _replaced(
        body, candidates, 1, lambda found: found[0][: -len(found[1])] + replacements[found[1]]
    )


def _headings(tokens: list[Token]) -> tuple[list[int], list[str | None]]:
    """Give the lines on which headings stand, and the heading that holds before the first and from each of them on."""
    lines: list[int] = []
    headings: list[str | None] = [None]
    for opening, words in itertools.pairwise(tokens):
        if opening.type == "heading_open" and opening.map:
            lines.append(opening.map[0])
            headings.append(_one_line(text_of(words.children or ())) or None)
    return lines, headings


def _of_block(token: Token, heading_at: Callable[[int], str | None]) -> Iterator[ParsedCitation]:
    """Give the citations of one block; lines are counted on from the last link, never from the block's start."""
    children = token.children or []
    line, counted = (token.map or [0])[0], 0
    for place, child in enumerate(children):
        if child.type != "link_open":
            continue
        named = rd_link(str(child.attrGet("href") or ""))
        start, end = child.meta["at"]
        line += token.content.count("\n", counted, start)
        first, counted = line, start
        if named:
            line += token.content.count("\n", start, end)
            counted = end
            label = _one_line(text_of(_until_closed(children, place + 1)))
            yield ParsedCitation(
                named.kind, named.public_id, named.seq, first, line, heading_at(first), label
            )


def _until_closed(children: list[Token], place: int) -> Iterator[Token]:
    while children[place].type != "link_close":
        yield children[place]
        place += 1


def _replaced(
    body: str,
    candidates: list[re.Match[str]],
    group: str | int,
    written: Callable[[re.Match[str]], str],
) -> str:
    """Replace those candidates that the parser takes for links; `group` is the part that holds the id."""
    if not candidates:
        return body
    letters = next((one * 4 for one in "ZYXWVTSRQP" if one * 4 not in body), "ZZZZ")
    marks = [
        letters + str(number).zfill(len(found[group]) - 4)
        for number, found in enumerate(candidates)
    ]
    pairs = list(zip(candidates, marks, strict=True))
    marked = _joined(body, [(found.span(group), mark) for found, mark in pairs])
    used = {one.cited_id for one in citations(marked)}
    return _joined(body, [(found.span(), written(found)) for found, mark in pairs if mark in used])


def _joined(body: str, pieces: list[tuple[tuple[int, int], str]]) -> str:
    parts: list[str] = []
    last = 0
    for (start, end), words in pieces:
        parts += [body[last:start], words]
        last = end
    return "".join([*parts, body[last:]])


def _as_meant(found: re.Match[str]) -> str:
    return "" if "\ud800" <= found[0] <= "\udfff" else "\\" + found[0]


def _one_line(words: str) -> str:
    return words.replace("\n", " ")
