# SPDX-License-Identifier: MIT
"""What kind of image bytes are, and how large, read off their head without decoding anything."""

from __future__ import annotations

import struct
from typing import NamedTuple

MOST_DECODED = 64 << 20  # bytes, four a pixel: a larger one is never opened
LEAST_SIDE = 3  # px: smaller ones count readers

_JPEG_SIZES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD9)})


class Kind(NamedTuple):
    """A kind of image by its content, with its size in px."""

    media_type: str
    width: int
    height: int


def kind_of(body: bytes) -> Kind | None:
    """Give what image this is; None for what is none of ours, is too large to open, or shows nothing."""
    try:
        found = _read(body)
    except (struct.error, IndexError):
        return None
    if found is None or min(found.width, found.height) < LEAST_SIDE:
        return None
    return found if found.width * found.height * 4 <= MOST_DECODED else None


def _read(body: bytes) -> Kind | None:
    if body.startswith(b"\x89PNG\r\n\x1a\n") and body[12:16] == b"IHDR":
        return Kind("image/png", *struct.unpack(">II", body[16:24]))
    if body.startswith((b"GIF87a", b"GIF89a")):
        return Kind("image/gif", *struct.unpack("<HH", body[6:10]))
    if body.startswith(b"\xff\xd8\xff"):
        return _jpeg(body)
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return _webp(body)
    if body[4:8] == b"ftyp" and b"avi" in body[8:32]:
        return _avif(body)
    return None


def _jpeg(body: bytes) -> Kind | None:
    """Walk the segments up to the one that says the size."""
    at = 2
    while at + 9 < len(body):
        if body[at] != 0xFF:
            return None
        marker = body[at + 1]
        if marker == 0xFF or marker in _JPEG_BARE:
            at += 1 if marker == 0xFF else 2
        elif marker in _JPEG_SIZES:
            height, width = struct.unpack(">HH", body[at + 5 : at + 9])
            return Kind("image/jpeg", width, height)
        else:
            at += 2 + max(2, struct.unpack(">H", body[at + 2 : at + 4])[0])
    return None


def _webp(body: bytes) -> Kind | None:
    form = body[12:16]
    if form == b"VP8 " and body[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack("<HH", body[26:30])
        return Kind("image/webp", width & 0x3FFF, height & 0x3FFF)
    if form == b"VP8L" and body[20] == 0x2F:
        bits = struct.unpack("<I", body[21:25])[0]
        return Kind("image/webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if form == b"VP8X":
        sides = [int.from_bytes(body[at : at + 3], "little") + 1 for at in (24, 27)]
        return Kind("image/webp", *sides)
    return None


def _avif(body: bytes) -> Kind | None:
    """Give the size that the first box of sizes (`ispe`) near the start says."""
    at = body.find(b"ispe", 0, 1 << 16)
    if at < 0:
        return None
    return Kind("image/avif", *struct.unpack(">II", body[at + 8 : at + 16]))
