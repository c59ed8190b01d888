# SPDX-License-Identifier: MIT
"""Read the parts and heads of messages (MIME): mails, and pages that a browser saved as one file.

The parser of the standard library never fails; heads are decoded here, since its newer policy raises on malformed
ones. Bytes over 127 in a head are read in whatever charset they are in.
"""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect, HeaderParseError, StartBoundaryNotFoundDefect
from email.header import decode_header
from email.utils import getaddresses, parsedate_to_datetime
from typing import TYPE_CHECKING

from researchdesk.clip.charset import decode
from researchdesk.clip.limits import MOST_BYTES, MOST_MB
from researchdesk.model.errors import PageTooLarge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from email.message import Message

MOST_PARTS = 2000
LONGEST_HEAD = 2000  # characters

_FOLD = re.compile(r"\r?\n(?=[ \t])")
_HEAD_LINE = re.compile(r"[!-9;-~]{1,60}:(?:[ \t]|$)")
_KNOWN = frozenset(
    [
        "from",
        "to",
        "cc",
        "subject",
        "date",
        "message-id",
        "mime-version",
        "received",
        "return-path",
        "reply-to",
        "delivered-to",
        "content-type",
        "snapshot-content-location",
        "x-mailer",
        "sender",
    ]
)


def known_heads(start: str) -> set[str]:
    """Give the names of the heads that mails have and with which this text begins; none where it begins otherwise."""
    found: set[str] = set()
    lines = start.lstrip("\ufeff").splitlines()
    for line in lines[1:] if start.startswith("From ") else lines:
        if _HEAD_LINE.match(line):
            found.add(line.partition(":")[0].lower())
        elif not line.startswith((" ", "\t")) or not found:
            break
    return found & _KNOWN


def parse(body: bytes) -> Message:
    """Parse a message; nothing in it makes this fail."""
    return message_from_bytes(body)


def head(message: Message, name: str) -> str:
    """Give one head, its encoded words decoded and its lines joined; empty where there is none."""
    for key, value in message.raw_items():
        if key.lower() == name:
            return " ".join(_decoded(str(value), message).split())[:LONGEST_HEAD]
    return ""


def people(message: Message, name: str) -> list[str]:
    """Give the names in a head of addresses; the address of those who gave no name."""
    return [
        (shown or address).strip(" '\"") for shown, address in getaddresses([head(message, name)])
    ]


def sent_on(message: Message) -> datetime | None:
    """Give the moment a message was sent; None where it says none that can be read."""
    try:
        return parsedate_to_datetime(head(message, "date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def content(part: Message) -> bytes:
    """Give the bytes of a part, taken out of their transfer encoding."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def text(part: Message) -> tuple[str, str]:
    """Give the text of a part, and the charset it was read in; raise PageTooLarge where it is no page any more."""
    declared = part.get_param("charset")
    body = content(part)
    if len(body) > MOST_BYTES:
        raise PageTooLarge(source=file_name(part) or "The text", n=MOST_MB)
    return decode(body, declared if isinstance(declared, str) else None)


def file_name(part: Message) -> str:
    """Give the name under which a part was attached; empty where it has none. A path is not part of it."""
    found = part.get_filename() or ""
    return _words(found).replace("\\", "/").rsplit("/", 1)[-1]


def parts(message: Message) -> Iterator[Message]:
    """Give the message and all its parts, in order; a message that nests without end is cut off."""
    waiting = [message]
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        yield part
        if part.is_multipart():
            waiting.extend(reversed(children(part)))


def children(part: Message) -> list[Message]:
    """Give the parts that lie directly in this one."""
    payload = part.get_payload()
    return [one for one in payload if not isinstance(one, str)] if isinstance(payload, list) else []


def is_cut(message: Message) -> bool:
    """Say whether a message ends before the end of its last part."""
    lost = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)
    return any(isinstance(one, lost) for part in parts(message) for one in part.defects)


def _decoded(value: str, message: Message) -> str:
    line = _FOLD.sub("", value)
    raw = line.encode("utf-8", "surrogateescape")
    if not line.isascii():
        declared = message.get_param("charset")
        line = decode(raw, declared if isinstance(declared, str) else None)[0]
    return _words(line)


def _words(line: str) -> str:
    """Decode the encoded words of a line, pieces of one letter in two of them included."""
    try:
        found = decode_header(line)
    except (HeaderParseError, ValueError):
        return line
    return "".join(
        piece if isinstance(piece, str) else _piece(piece, charset) for piece, charset in found
    )


def _piece(piece: bytes, charset: str | None) -> str:
    if charset is None:
        return piece.decode("utf-8", "replace")
    return decode(piece, charset)[0]
