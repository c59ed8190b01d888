# SPDX-License-Identifier: MIT
"""The ids that stand in notes and exports: Crockford base32, upper case, ten characters, time and random."""

from __future__ import annotations

import secrets
import threading
import time

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10

_EPOCH = 1_577_836_800_000  # 2020-01-01, in ms; 41 bits of ms last until 2089
_RANDOM_BITS = 9
_lock = threading.Lock()
_last = 0


def new_public_id() -> str:
    """Give an id that this program has not given before; ids of one session sort by their time."""
    global _last
    with _lock:
        moment = time.time_ns() // 1_000_000 - _EPOCH
        _last = max(_last + 1, moment << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS))
        number = _last
    return "".join(ALPHABET[number >> shift & 31] for shift in range(5 * (LENGTH - 1), -1, -5))
