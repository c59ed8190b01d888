# SPDX-License-Identifier: MIT
"""Which addresses a note may open, and what an `rd:` link names.

The list is of what is allowed. It is asked when a note is rendered and again at the click, because a link that was
written by somebody else must neither run anything nor read a file of this computer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from msgspec import Struct

if TYPE_CHECKING:
    from researchdesk.model.note import CitationKind

PUBLIC_ID = "[0-9A-HJKMNP-TV-Z]{10,26}"  # Crockford's base32, upper case
RD_LINK = re.compile(rf"rd:([pant])/({PUBLIC_ID})(?:\?v=([0-9]{{1,9}}))?")
SUGAR = re.compile(
    rf"\[\[(?P<kind>[pant]):(?P<id>{PUBLIC_ID})(?P<seq>\?v=[0-9]{{1,9}})?(?:\\?\|(?P<label>[^\[\]\n]*))?\]\]"
)
RD_IMAGE = re.compile("rd-res:[0-9a-f]{64}")
# Controls, blanks, soft hyphens, marks of direction and characters without width: they hide what an address is.
HIDDEN = re.compile(
    "[\x00-\x20\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f"
    "\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff]"
)
ALLOWED = (
    re.compile(
        r"https?://[^/?#\\@%]+(?:[/?#].*)?", re.IGNORECASE
    ),  # no name before the host: it poses as one
    re.compile(
        r"mailto:[^/?#\\]+@[^/?#\\]+", re.IGNORECASE
    ),  # no fields: some programs attach files by them
    re.compile(r"doi:10\.[0-9]+(?:\.[0-9]+)*/.+", re.IGNORECASE),
    re.compile("#.*"),
    RD_LINK,
)


class RdLink(Struct, frozen=True):
    """What an `rd:` link names; `seq` pins a text version."""

    kind: CitationKind
    public_id: str
    seq: int | None


def safe_link(url: str) -> str | None:
    """Give the address without hidden characters, or None when it is not one a note may open."""
    shown = HIDDEN.sub("", url)
    return shown if any(form.fullmatch(shown) for form in ALLOWED) else None


def is_safe_link(url: str) -> bool:
    """Say whether a note may open this address."""
    return safe_link(url) is not None


def rd_link(url: str) -> RdLink | None:
    """Read an `rd:` link; None for any other address."""
    found = RD_LINK.fullmatch(url)
    if not found:
        return None
    kind = cast("CitationKind", found[1])
    return RdLink(kind, found[2], int(found[3]) if found[3] else None)
