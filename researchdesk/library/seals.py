# SPDX-License-Identifier: MIT
"""The seal of the archive: what can be written down elsewhere, and shown later to be part of what is here.

It proves that no page received until then was changed, taken out or put in since. It does not prove that a page stood
on the web as it stands here, nor when: the clock was this computer's. Texts, notes and names are not in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from researchdesk.model.errors import BadValue
from researchdesk.model.seal import Seal
from researchdesk.store import chain

if TYPE_CHECKING:
    from researchdesk.library.library import Library

HASH = re.compile(r"[0-9a-f]{64}")


def seal(library: Library) -> Seal:
    """Give the seal as it is now; each link is looked at. Any thread."""
    conn = library.store.read()
    last = chain.last(conn)
    is_whole = not any(chain.verify(conn))
    if last is None:
        return Seal(None, 0, None, is_whole)
    number, made_at, head = last
    return Seal(head.hex(), number, made_at, is_whole)


def place_of(library: Library, written: str) -> int | None:
    """Give the link that bears a seal written down earlier; None where there is none, so the chain is another one.

    BadValue where what was written down is no seal. Blanks and capitals make no difference.
    """
    wanted = "".join(written.split()).lower()
    if not HASH.fullmatch(wanted):
        raise BadValue(
            value=written[:80], kind="seal", expected="it has 64 digits from 0 to 9 and a to f"
        )
    return chain.number_of(library.store.read(), bytes.fromhex(wanted))
