# SPDX-License-Identifier: MIT
"""A note for other programs: its citations as footnotes, still Markdown.

Only the parser says what is a citation. A link is found again in the source by its own words, in which each id is
marked first, so that the same link in a code span is not taken for it.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from researchdesk.annotate.parser import parse
from researchdesk.annotate.safe_links import RD_LINK, rd_link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from researchdesk.annotate.safe_links import RdLink

CITED = re.compile(r"rd:[pant]/([0-9A-HJKMNP-TV-Z]{10,26})")
LINE = r"\n[ \t>]*"  # a link may go on in the next line of a quotation
CODE = r"\\.|(`+)(?!`).*?(?<!`)\1(?!`)|`+"
PARTS = re.compile(rf"{CODE}|<[^<>\s]*>|[\[\]]", re.DOTALL)  # of a link's words
INNER = re.compile(rf"{CODE}|<rd:[pant]/([0-9A-Z]+)(?:\?v=[0-9]+)?>", re.DOTALL)
NAMED = re.compile(r"\[\^([0-9]+)\]")


def footnoted(body: str, cite: Callable[[RdLink], str | None]) -> str:
    """Write each citation as its words with the number of a footnote, and the footnotes at the end.

    `cite` gives a footnote's Markdown, in one line, or None where the words stand alone. The same footnote has one
    number; numbers of the note's own footnotes are passed over.
    """
    own = {int(one) for one in NAMED.findall(body) if len(one) < 6}
    free = (number for number in itertools.count(1) if number not in own)
    numbers: dict[str, int] = {}

    def write(words: str, link: RdLink) -> str:
        said = cite(link)
        if said is None:
            return words
        if said not in numbers:
            numbers[said] = next(free)
        return f"{words}[^{numbers[said]}]"

    text = _rewritten(body, write)
    notes = "".join(f"\n\n[^{number}]: {said}" for said, number in numbers.items())
    return text.rstrip("\n") + notes + "\n"


def without_lost(body: str, is_lost: Callable[[RdLink], bool]) -> str:
    """Write the words alone of each citation that leads nowhere; all else stays as it is."""
    return _rewritten(body, lambda words, link: words if is_lost(link) else None)


def _rewritten(body: str, write: Callable[[str, RdLink], str | None]) -> str:
    """Write something else for each citation, of its words and what it names; None leaves it as it is."""
    marked, ids = _marked(body)
    pieces: list[str] = []
    last = 0
    for start, end, words, link in _links(marked, ids):
        made = write(words, link)
        if made is not None:
            pieces += [marked[last:start], made]
            last = end
    return CITED.sub(
        lambda found: found[0].replace(found[1], ids.get(found[1], found[1])),
        "".join([*pieces, marked[last:]]),
    )


def _marked(body: str) -> tuple[str, dict[str, str]]:
    """Give each id that may be a citation's a mark of its own, of the ids' alphabet; marks and what they stand for."""
    letters = next((one * 4 for one in "ZYXWVTSRQP" if one * 4 not in body), "ZZZZ")
    ids: dict[str, str] = {}

    def mark(found: re.Match[str]) -> str:
        name = letters + str(len(ids)).zfill(max(6, len(found[1]) - 4))
        ids[name] = found[1]
        return found[0][: -len(found[1])] + name

    return CITED.sub(mark, body), ids


def _links(marked: str, ids: dict[str, str]) -> Iterator[tuple[int, int, str, RdLink]]:
    """Give each citation's place in the source, its words as they are written there, and what it names."""
    starts = [0, *(one.end() for one in re.finditer("\n", marked))]
    blocks = [one for one in parse(marked) if one.type == "inline"]
    blocks.sort(key=lambda one: (one.map or [0])[0])
    at = 0
    for block in blocks:
        at = max(at, starts[(block.map or [0])[0]])
        for child in block.children or ():
            found = RD_LINK.fullmatch(str(child.attrGet("href") or ""))
            if child.type != "link_open" or not found:
                continue
            start, end = child.meta["at"]
            source = block.content[start:end]
            place = re.compile(re.escape(source).replace("\\\n", LINE)).search(marked, at)
            link = rd_link(found[0].replace(found[2], ids.get(found[2], found[2])))
            if place is None or link is None:  # a cell of a table has its bars written otherwise
                continue
            at = place.end()
            # an address among the words would be a citation, once this one is none
            words = INNER.sub(lambda one: ids.get(one[2], one[0]), _words(place[0], link.public_id))
            yield place.start(), at, words, link


def _words(source: str, public_id: str) -> str:
    """Give what stands between the brackets of a link; of an address alone, its id."""
    if not source.startswith("["):
        return public_id
    depth = 0
    for at in PARTS.finditer(source):
        depth += {"[": 1, "]": -1}.get(at[0], 0)
        if depth == 0 and at[0] == "]":
            return source[1 : at.start()]
    # a picture among the words has a bracket in its address or title
    return source[1 : max(source.rfind("]("), source.rfind("]["))]
