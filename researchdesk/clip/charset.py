# SPDX-License-Identifier: MIT
"""From bytes to text: byte order mark, strict UTF-8, the charset that was declared, then a guess."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

HEAD = 4096  # bytes in which a page may declare its charset
SAMPLE = 1 << 17  # bytes that a guess looks at
MOST_WRONG = (
    0.002  # share of characters that may be undecodable before a declaration is not believed
)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_.:-]{2,40})"""
)
_LABELS = {  # what browsers read under these names
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs",
    "x-mac-cyrillic": "mac_cyrillic",
    "windows-874": "cp874",
}


def decode(raw: bytes, declared: str | None = None) -> tuple[str, str]:
    """Give the text of these bytes and the name of the charset they were read in; never fails.

    `declared` is the charset that came beside the bytes, in a header; it outranks the one the page declares itself.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return raw[len(mark) if name == "utf-8" else 0 :].decode(name, "replace"), name
    wide = _wide(raw)
    if wide:
        return raw.decode(wide, "replace"), wide
    names = [name for name in (declared, _in_head(raw)) if name]
    if not _may_hide_in_ascii(raw, names):
        try:
            return raw.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            pass
    return _decode_declared(raw, names) or _guess(raw, names)


def _wide(raw: bytes) -> str | None:
    """Find UTF-16 without a mark: every other byte of the first ones is NUL."""
    head = raw[:400]
    if len(head) < 8 or 0 not in head:
        return None
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[offset::2].count(0) > 0.8 * len(head[offset::2]):
            return name
    return None


def _in_head(raw: bytes) -> str | None:
    found = _DECLARED.search(raw, 0, HEAD)
    return found.group(1).decode("ascii") if found else None


def _may_hide_in_ascii(raw: bytes, names: list[str]) -> bool:
    """Say whether this is a charset whose bytes are all ASCII, so that it passes for UTF-8."""
    return b"\x1b$" in raw and any(name.lower().startswith("iso-2022") for name in names)


def _decode_declared(raw: bytes, names: list[str]) -> tuple[str, str] | None:
    for name in names:
        codec = _codec(name)
        if codec in (None, "utf-8", "utf-16", "utf-32"):
            continue
        assert codec
        text = raw.decode(codec, "replace")
        if text.count("\ufffd") <= MOST_WRONG * len(text):
            return text, codec
    return None


def _codec(name: str) -> str | None:
    label = name.strip().lower()
    try:
        return codecs.lookup(_LABELS.get(label, label)).name
    except (LookupError, ValueError):
        return None


def _guess(raw: bytes, names: list[str]) -> tuple[str, str]:
    as_utf8 = raw.decode("utf-8", "replace")
    if as_utf8.count("\ufffd") <= MOST_WRONG * len(as_utf8):
        return as_utf8, "utf-8"
    best = from_bytes(_telling(raw)).best()
    name = best.encoding if best else None
    if name is None:
        name = next((codec for one in names if (codec := _codec(one))), "cp1252")
    return raw.decode(name, "replace"), name


def _telling(raw: bytes) -> bytes:
    """Give the part of the bytes around the first one that is not ASCII: mark-up and scripts tell nothing."""
    first = next((found.start() for found in re.finditer(rb"[\x80-\xff]{2}", raw)), 0)
    start = max(0, first - SAMPLE // 8)
    return raw[start : start + SAMPLE]
