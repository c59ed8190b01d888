# SPDX-License-Identifier: MIT
"""Make the addresses that stand in a page absolute."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urljoin


@lru_cache(maxsize=2048)
def absolute(address: str, base: str) -> str:
    """Make an address absolute; empty for one that leads nowhere outside the page or is no address."""
    address = address.strip()
    if not address or address.startswith("#"):
        return ""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""
