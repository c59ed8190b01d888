# SPDX-License-Identifier: MIT
"""Make the addresses that stand in a page absolute."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin

_SAFE = r"[\w~%+@:,=&!$'()*-]"
_ORIGIN = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?=/|\Z)", re.ASCII)
_REST = re.compile(rf"(?:/(?:{_SAFE}(?:{_SAFE}|\.)*)?)*(?:\?(?:{_SAFE}|[./?])+)?", re.ASCII)
"""What nothing has to be done about: no dots to be resolved, no empty parts, no signs that are taken out."""


@lru_cache(maxsize=2048)
def absolute(address: str, base: str) -> str:
    """Make an address absolute; empty for one that leads nowhere outside the page or is no address."""
    address = address.strip()
    if not address or address.startswith("#"):
        return ""
    origin = _ORIGIN.match(address)
    if origin and _REST.fullmatch(address, origin.end()):
        return address
    at = _origin(base) if address[0] == "/" and address[:2] != "//" else ""
    if at and _REST.fullmatch(address):
        return at + address
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


@lru_cache(maxsize=16)
def _origin(base: str) -> str:
    """Give scheme and host of an address; empty where they are not plain."""
    found = _ORIGIN.match(base)
    return found.group() if found else ""
