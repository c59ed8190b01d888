# SPDX-License-Identifier: MIT
"""Which of the addresses that a page gives for one image is the picture itself."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode
from binascii import Error as NotBase64
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes, urlsplit

from researchdesk.clip.links import absolute

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

WIDEST = 1600  # px: of several sizes the largest up to this one
OWN_SCHEME = "rd-res:"  # then the SHA-256 of the bytes, which came with the page
LONGEST = 4000  # characters of an address
LEAST_DATA = 200  # bytes: a smaller image inside of the page stands for one that is loaded later

_LAZY = (
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-lazy",
    "data-full-src",
    "data-hi-res-src",
)
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_SET = re.compile(r"(\S*[^\s,])(?:\s+([\d.]{1,9})([wx]))?\s*(?:,|$)")
_DATA = re.compile(
    r"data:image/(?:png|jpe?g|gif|webp|avif)((?:;[\w=.+-]{1,60}){0,4}),", re.IGNORECASE
)
IN_TEXT = re.compile(r"data:image/[a-z+]{1,10}[;,][^\s\"'<>)]{0,30000000}", re.IGNORECASE)
_STANDS_IN = re.compile(
    r"placeholder|spacer|blank|1x1|transparent|pixel|grey|loading", re.IGNORECASE
)


def source(image: HtmlElement, base: str) -> str:
    """Give the address of an image as it is stored; empty where no picture can be had.

    One whose bytes stand in the page itself is named by their hash.
    """
    for address in _addresses(image):
        if address[:5].lower() == "data:":
            body = data_of(address)
            if body is not None and len(body) >= LEAST_DATA:
                return name_of(body)
            continue
        found = address if address.startswith(OWN_SCHEME) else absolute(address, base)
        is_known = found.startswith(("http://", "https://", OWN_SCHEME))
        if is_known and len(found) <= LONGEST and not _is_drawn(found):
            return found
    return ""


def with_names(page: str) -> str:
    """Put names for the images that stand in a page itself: as they are they would be cut off as overlong tags."""
    return IN_TEXT.sub(_named, page) if "data:image/" in page else page


def _named(found: re.Match[str]) -> str:
    body = data_of(found[0])
    return found[0] if body is None or len(body) < LEAST_DATA else name_of(body)


def name_of(body: bytes) -> str:
    """Give the address under which bytes without one are kept."""
    return OWN_SCHEME + hashlib.sha256(body).hexdigest()


def data_of(address: str) -> bytes | None:
    """Give the bytes that a `data:` address holds; None where it is no image of a kind that is kept."""
    head = _DATA.match(address)
    if head is None:
        return None
    body = address[head.end() :]
    if not head[1].lower().endswith(";base64"):
        return unquote_to_bytes(body)
    try:
        return b64decode(unquote_to_bytes(re.sub(r"\s", "", body)))
    except (NotBase64, ValueError):
        return None


def _addresses(image: HtmlElement) -> Iterator[str]:
    """Give what may be the picture, the best first."""
    holder = next(image.iterancestors("picture"), None)
    elements = [image]
    if holder is not None:
        elements += [one for one in holder.iter("source") if _can_be_shown(one.get("type") or "")]
    for element in elements:
        for name in _SETS:
            if best := best_of_set(element.get(name) or ""):
                yield best
    lazy = [value for name in _LAZY if (value := image.get(name))]
    plain = image.get("src") or ""
    if not _STANDS_IN.search(plain) or not lazy:
        yield from [*lazy, plain] if lazy and plain[:5].lower() == "data:" else [plain, *lazy]
    else:
        yield from [*lazy, plain]


def best_of_set(srcset: str) -> str:
    """Give the largest image of a `srcset` up to the widest that is kept, else the smallest."""
    sized: list[tuple[float, str]] = []
    for found in _SET.finditer(srcset[:20_000]):
        try:
            size = float(found[2] or 1)
        except ValueError:
            continue
        sized.append((size * 800 if found[3] != "w" else size, found[1]))
    sized = [one for one in sized if one[1][:5].lower() != "data:"]
    fitting = [one for one in sized if one[0] <= WIDEST]
    return max(fitting)[1] if fitting else min(sized)[1] if sized else ""


def _can_be_shown(media_type: str) -> bool:
    return media_type.lower() not in ("image/avif", "image/svg+xml", "image/jxl")


def _is_drawn(address: str) -> bool:
    """Say whether an address names an SVG, which is never kept: it may hold scripts."""
    try:
        return urlsplit(address).path.lower().endswith((".svg", ".svgz"))
    except ValueError:
        return True
