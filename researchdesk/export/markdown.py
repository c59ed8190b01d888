# SPDX-License-Identifier: MIT
"""Articles as Markdown, and the footnote that says where a quote stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urldefrag

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from researchdesk.model.exporting import Work
    from researchdesk.model.passage import Annotation

# Signs that act in CommonMark, or in pandoc's Markdown, and lone surrogates, which no text may hold.
ACTING = re.compile(r"[\\`*_\[\]<>|~#&$^@{}!]|[\ud800-\udfff]")
OPENING = re.compile(r"^(?:([-+=:%])|(\d{1,9})(?=[.)]))")
UNSAFE = re.compile(r"[\x00-\x20<>\"\\^`{|}\x7f-\x9f\ud800-\udfff]")
WORDS = 5  # of either end of a long quote that an address names


class Piece(Struct, frozen=True):
    """A block of a text: its words, and what it is (p, h1 to h6, li, quote, pre, cell; see clip/text.py).

    A `figure` has the place of its picture as `address`, and as words what stands for it.
    """

    words: str
    kind: str = "p"
    depth: int = 0
    number: int | None = None
    address: str = ""


def article(work: Work, pieces: Sequence[Piece], passages: Iterable[Annotation] = ()) -> str:
    """Write an article: its title, where it stood, its text, and what was marked in it."""
    parts = [f"# {escaped(work.title)}", source(work, with_title=False)]
    parts += [_block(one) for one in pieces]
    marked = [
        "\n\n".join([f"> {escaped(one.exact)}", *([one.body.strip()] if one.body.strip() else [])])
        for one in passages
    ]
    if marked:
        parts += ["---", *marked]
    return "\n\n".join(part for part in parts if part) + "\n"


def source(work: Work, quoted: str = "", *, with_title: bool = True, at: str = "") -> str:
    """Write “quote”, author, title, outlet, date and address in one line; `at` is the passage on the page."""
    names = ", ".join(escaped(one.name) for one in work.contributors if one.role == "author")
    parts = [
        f"“{escaped(quoted)}”" if quoted.strip() else "",
        names,
        f"*{escaped(work.title)}*" if with_title else "",
        escaped(work.container_title or ""),
        escaped(work.issued or ""),
        _address(work.url or "", at),
    ]
    return ", ".join(part for part in parts if part)


def escaped(words: str) -> str:
    """Write words so that they mean themselves, in one line."""
    line = ACTING.sub(
        lambda found: "" if "\ud800" <= found[0] <= "\udfff" else "\\" + found[0],
        " ".join(words.split()),
    )
    return OPENING.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\", line)


def fragment(exact: str) -> str:
    """Give what a browser needs to find a quote on a page; of a long one, or one over several blocks, its ends."""
    words = exact.split()
    if len(words) > 3 * WORDS or "\n" in exact.strip():
        half = max(1, min(WORDS, len(words) // 2))
        ends = [" ".join(words[:half]), " ".join(words[-half:])]
    else:
        ends = [" ".join(words)]
    return ":~:text=" + ",".join(quote(end, safe="").replace("-", "%2D") for end in ends)


def _address(url: str, at: str) -> str:
    if not re.match(r"https?://[^/?#\\@%\s]+(?:[/?#]|$)", url, re.IGNORECASE):
        return escaped(url)
    page, named = urldefrag(url)
    shown = page + (f"#{named}{at}" if named or at else "")
    return "<" + UNSAFE.sub(lambda found: quote(found[0], errors="ignore"), shown) + ">"


def _block(piece: Piece) -> str:
    lines = [escaped(line) for line in piece.words.split("\n")]
    if piece.kind == "pre":
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", piece.words)), default=0))
        return f"{fence}\n{piece.words}\n{fence}"
    if piece.kind == "figure":
        return f"![{' '.join(lines)}]({piece.address})"
    if re.fullmatch("h[1-6]", piece.kind):
        return "#" * min(6, 1 + int(piece.kind[1])) + " " + " ".join(lines)
    first, rest = "", ""
    if piece.kind == "quote":
        first = rest = "> "
    elif piece.kind == "li":
        mark = "- " if piece.number is None else f"{piece.number}. "
        indent = "    " * (piece.depth - 1)
        first, rest = indent + mark, indent + " " * len(mark)
    return first + f"\\\n{rest}".join(line for line in lines if line)
