# SPDX-License-Identifier: MIT
"""Blocks with the verdict on each: what is kept is written as one article, the rest is left out with its reason.

A document that is all article (a mail, a book, a word processor's file) loses only what its reader does not see, its
title, and captions; a page of the web is judged by `decide` instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.clip.blocks import blocks, letters
from researchdesk.clip.clean import clean
from researchdesk.clip.draft import LeftOut
from researchdesk.clip.figures import figures_alone, settle, settle_all
from researchdesk.clip.taming import tame
from researchdesk.clip.tree import CAPTIONS, parse
from researchdesk.clip.write import write, write_each

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from researchdesk.clip.blocks import PageBlock

NEAR = 4  # blocks at the start among which the title is looked for


def written(
    found: Sequence[PageBlock], reasons: Sequence[str | None], base: str
) -> tuple[str, tuple[LeftOut, ...]]:
    """Write the blocks without a reason as one article, and give the others as left out."""
    settle(found, reasons)
    return _written(found, reasons, base)


def _written(
    found: Sequence[PageBlock], reasons: Sequence[str | None], base: str
) -> tuple[str, tuple[LeftOut, ...]]:
    kept = [block for block, why in zip(found, reasons, strict=True) if why is None]
    return write(kept, base), _left_out(found, reasons, base)


def written_whole(
    page: str, titles: Sequence[str] = (), named: Callable[[str], str] | None = None
) -> tuple[str, tuple[LeftOut, ...]]:
    """Write all that a document shows; its titles are left out where they stand near the start.

    `named` gives the address under which a picture is kept, for the one by which the document calls it.
    """
    root = parse(tame(page).page)
    for image in root.iter("img") if named else ():
        image.attrib.pop("srcset", None)
        image.set("src", named(image.get("src") or "") if named else "")
    found = blocks(root)
    if not found:
        return clean(figures_alone(root)), ()
    reasons = _reasons(found, {letters(one) for one in titles} - {""})
    settle_all(found, reasons)
    return _written(found, reasons, "")


def _reasons(found: Sequence[PageBlock], titles: set[str]) -> list[str | None]:
    reasons: list[str | None] = []
    for number, block in enumerate(found):
        why = None
        if block.is_hidden:
            why = "hidden on the page"
        elif block.tags & CAPTIONS:
            why = "caption"
        elif number < NEAR and block.letters in titles:
            why = "title"
        reasons.append(why)
    return reasons


def _left_out(
    found: Sequence[PageBlock], reasons: Sequence[str | None], base: str
) -> tuple[LeftOut, ...]:
    out = iter(
        write_each([one for one, why in zip(found, reasons, strict=True) if why is not None], base)
    )
    left: list[LeftOut] = []
    place = 0
    last_kept = max((i for i, why in enumerate(reasons) if why is None), default=-1)
    for i, (block, why) in enumerate(zip(found, reasons, strict=True)):
        if why is None:
            adornments = [one for one in block.adornments if not one.is_hidden]
            place += 1 + (len(adornments) if i != last_kept else 0)
        else:
            left.append(LeftOut(place, block.text, next(out), why))
    return tuple(left)
