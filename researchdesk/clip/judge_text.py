# SPDX-License-Identifier: MIT
"""Find title, byline and date of a text that has no mark-up for them, and the lines that are not its own.

The rules go by the shape of lines, not by a language: a title is the first short line near the start that ends no
sentence; a heading is such a line before a paragraph. Words are needed only for "See also" and its like (phrases).
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from researchdesk.clip import bylines, dates
from researchdesk.clip.blocks import letters
from researchdesk.clip.draft import Draft, LeftOut, Origin
from researchdesk.clip.phrases import is_link_heading, is_link_line, is_tail_heading
from researchdesk.clip.pieces import Piece, write_pieces
from researchdesk.clip.text import text_of
from researchdesk.model.clipping import Candidate

if TYPE_CHECKING:
    from collections.abc import Sequence

NEAR = 4  # pieces at the start among which the title is looked for
HEAD = 8  # pieces at the start among which byline, date and address are looked for
LONGEST_TITLE = 160
LONGEST_HEADING = 100
LONGEST_LINK = 200
MOST_HEADINGS = 2  # short lines in a row that may be headings; more are a list or a poem
FIRST_WORDS = 80  # characters of the text that stand for a title

_ENDS_SENTENCE = tuple(".,;:…。、，；：।")
_ADDRESS = re.compile(r"(?:[^\W\d_]{2,12}:\s?)?(https?://\S{4,500})")


class _Judged(Struct):
    """The pieces with the reason why each is left out, None for those that stay; and what the head tells."""

    pieces: list[Piece]
    reasons: list[str | None]
    candidates: list[Candidate]
    title_at: int | None = None


def draft(
    pieces: Sequence[Piece],
    origin: Origin,
    known: Sequence[Candidate] = (),
    *,
    is_headed: bool = False,
) -> Draft:
    """Make a draft of the pieces of a text; `known` are candidates that came beside the text, more trusted.

    `is_headed`: the text stands below a head of its own, so that only a heading of the first level can be its title;
    otherwise it is called as its file is.
    """
    judged = _Judged(list(pieces), [None] * len(pieces), list(known))
    _find_title(judged, is_headed=is_headed)
    _read_head(judged)
    _leave_out_links(judged)
    _leave_out_empty_tails(judged)
    _mark_headings(judged)
    chosen = _chosen(judged, origin)
    return _written(judged, chosen)


def is_heading_like(piece: Piece, longest: int = LONGEST_HEADING) -> bool:
    """Say whether a piece has the shape of a title or heading: one short line that ends no sentence."""
    text = piece.text.strip()
    return (
        piece.kind in ("p", "h")
        and not piece.is_quoted
        and len(text) <= longest
        and "\n" not in text
        and bool(letters(text))
        and not text.endswith(_ENDS_SENTENCE)
        and not text[0].islower()
    )


def _find_title(judged: _Judged, *, is_headed: bool) -> None:
    first = next((i for i, one in enumerate(judged.pieces) if one.kind == "h"), None)
    if first is not None and judged.pieces[first].level == 1:
        judged.title_at = first
        return
    if is_headed:
        return
    for i, piece in enumerate(judged.pieces[:NEAR]):
        is_followed = any(letters(one.text) for one in judged.pieces[i + 1 :])
        is_title = is_heading_like(piece, LONGEST_TITLE) and not _is_head_line(piece.text)
        if is_followed and is_title and not is_link_line(piece.text):
            judged.title_at = i
            return


def _is_head_line(text: str) -> bool:
    return bool(_ADDRESS.fullmatch(text.strip()) or bylines.read_line(text) or dates.line(text))


def _read_head(judged: _Judged) -> None:
    """Read byline, date and address in the lines at the start, and leave those lines out."""
    for i, piece in enumerate(judged.pieces[:HEAD]):
        text = piece.text.strip()
        if i == judged.title_at or piece.kind != "p" or len(text) > LONGEST_LINK:
            continue
        names, day = bylines.read_line(text), None
        if found := _ADDRESS.fullmatch(text):
            judged.candidates.append(Candidate("url", found[1], "line at the head"))
            judged.reasons[i] = "address"
        elif names and not text.endswith("."):
            judged.candidates.append(Candidate("authors", "; ".join(names), "byline"))
            judged.reasons[i], day = "byline", dates.printed(text)
        elif day := dates.line(text):
            judged.reasons[i] = "date"
        if day:
            judged.candidates.append(Candidate("issued", day, "line at the head"))


def _leave_out_links(judged: _Judged) -> None:
    is_after_heading = False
    for i, piece in enumerate(judged.pieces):
        if i == judged.title_at or judged.reasons[i]:
            continue
        if piece.kind in ("p", "h") and is_link_heading(piece.text):
            judged.reasons[i], is_after_heading = "link or sign-up line", True
        elif (is_after_heading and _is_link_like(piece)) or (
            piece.kind in ("p", "li", "more") and is_link_line(piece.text)
        ):
            judged.reasons[i] = "link or sign-up line"
        else:
            is_after_heading = False


def _is_link_like(piece: Piece) -> bool:
    """Say whether a piece under "Related" is one of the links: an item or a short line that ends no sentence."""
    text = piece.text.strip()
    is_short = len(text) < LONGEST_LINK and not text.endswith(_ENDS_SENTENCE)
    return is_short and piece.kind in ("p", "li")


def _leave_out_empty_tails(judged: _Judged) -> None:
    """Leave out headings at the end under which nothing stands, such as "Sources"."""
    for i in reversed(range(len(judged.pieces))):
        if judged.reasons[i] or i == judged.title_at:
            continue
        if not is_tail_heading(judged.pieces[i].text):
            return
        judged.reasons[i] = "heading without text"


def _mark_headings(judged: _Judged) -> None:
    """Make headings of short lines that stand before a paragraph or a list."""
    kept = [i for i, why in enumerate(judged.reasons) if why is None and i != judged.title_at]
    run: list[int] = []
    for i in kept:
        piece = judged.pieces[i]
        if piece.kind == "p" and is_heading_like(piece):
            run.append(i)
            continue
        if len(run) <= MOST_HEADINGS and piece.kind != "more":
            for at in run:
                judged.pieces[at] = structs.replace(judged.pieces[at], kind="h", level=2)
        run = []


def _chosen(judged: _Judged, origin: Origin) -> dict[str, str]:
    """Choose the values, and add the candidates for the title."""
    found = judged.candidates
    if judged.title_at is not None:
        found.append(
            Candidate("title", _line(judged.pieces[judged.title_at].text), "first short line")
        )
    if origin.name and PurePath(origin.name).stem:
        found.append(Candidate("title", PurePath(origin.name).stem, "file name"))
    words = next((_line(one.text) for one in judged.pieces if letters(one.text)), "")
    if judged.title_at is None and words:
        short = words if len(words) <= FIRST_WORDS else words[:FIRST_WORDS].rsplit(" ", 1)[0] + "…"
        found.append(Candidate("title", short, "first words"))
    chosen: dict[str, str] = {}
    for one in found:
        chosen.setdefault(one.field, one.value)
    chosen.pop("url", None)
    if origin.title:
        chosen["title"] = origin.title
    return chosen


def _written(judged: _Judged, chosen: dict[str, str]) -> Draft:
    kept: list[Piece] = []
    out: list[LeftOut] = []
    place = 0
    for i, (piece, why) in enumerate(zip(judged.pieces, judged.reasons, strict=True)):
        if i == judged.title_at and letters(piece.text) == letters(chosen["title"]):
            continue
        if i == judged.title_at:
            why = "title"
        if why is None:
            kept.append(piece)
            place += piece.blocks
        else:
            alone = write_pieces([piece])
            out.append(LeftOut(place, text_of(alone), alone, why))
    return Draft(write_pieces(kept), tuple(out), tuple(judged.candidates), chosen)


def _line(text: str) -> str:
    return " ".join(text.split())
