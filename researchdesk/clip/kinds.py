# SPDX-License-Identifier: MIT
"""Tell texts from other files by their content: what is no text is refused in one sentence, never read as one."""

from __future__ import annotations

import re

from researchdesk.clip.limits import MOST_BYTES, MOST_BYTES_OF_BOOK, MOST_BYTES_OF_MAIL
from researchdesk.model.errors import BadValue, NoArticleFound

HEAD = 8192  # bytes that are looked at
MOST_CONTROLS = 0.02  # share of control bytes in a text
STRAY_CONTROLS = 8  # so many may stand in a text however short it is

_SIGNATURES = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP file",
    b"PK\x05\x06": "an empty ZIP file",
    b"\x1f\x8b": "a compressed file",
    b"\xfd7zXZ": "a compressed file",
    b"(\xb5/\xfd": "a compressed file",
    b"BZh": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"Rar!": "a compressed file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\xd0\xcf\x11\xe0": "an old or a locked office file",
    b"{\\rtf": "an RTF file",
    b"SQLite format 3": "a database",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"ID3": "a sound file",
    b"OggS": "a sound file",
    b"bplist00": "a property list",
}
_LARGE = (b"%PDF-", b"PK\x03\x04")
_CONTROLS = bytes(one for one in range(32) if one not in b"\t\n\r\f\v\x1b\x00")  # of no text
_PROPERTY_LIST = b"bplist00"
_MAIL = re.compile(
    rb"\s{0,20}(?:From |(?:from|to|date|subject|received|return-path|delivered-to|message-id|mime-version|"
    rb"content-type|snapshot-content-location|x-[a-z-]{1,40}):)",
    re.IGNORECASE,
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def is_text(body: bytes) -> bool:
    """Say whether these bytes may be a text: no signature of another kind, no more control bytes than texts have."""
    head = body[:HEAD]
    return not any(head.startswith(sign) for sign in _SIGNATURES) and not _is_binary(head)


def most_bytes(head: bytes) -> int:
    """Give how many bytes of a file are read, by its beginning: pages are small, books, scans and mails are not."""
    if head.startswith(_LARGE):
        return MOST_BYTES_OF_BOOK
    is_container = head.startswith(_PROPERTY_LIST) or _MAIL.match(head)
    return MOST_BYTES_OF_MAIL if is_container else MOST_BYTES


def refuse_other_files(body: bytes, source: str) -> None:
    """Raise BadValue for what is no text, NoArticleFound for what is empty."""
    head = body[:HEAD]
    if not head.strip(b" \t\r\n\x00"):
        raise NoArticleFound(source=source)
    kind = next((name for sign, name in _SIGNATURES.items() if head.startswith(sign)), None)
    if kind is None and _is_binary(head):
        kind = "a file of another kind"
    if kind:
        raise BadValue(
            value=source,
            kind="article",
            expected=f"it is {kind}; give a page, a text, a PDF, a DOCX, an EPUB or an email, or paste the text",
        )


def _is_binary(head: bytes) -> bool:
    if head.startswith(_WIDE_MARKS) or _is_wide(head):
        return False
    controls = len(head) - len(head.translate(None, _CONTROLS))
    most = max(STRAY_CONTROLS, MOST_CONTROLS * len(head))
    return controls > most or head.count(0) > 0.1 * len(head)


def _is_wide(head: bytes) -> bool:
    """Say whether this is UTF-16 without a mark: NUL in every other place only."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    return max(even, odd) > 0.3 * len(head) and min(even, odd) < 0.02 * len(head)
