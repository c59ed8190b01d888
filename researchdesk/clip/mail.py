# SPDX-License-Identifier: MIT
"""Read the parts and heads of messages (MIME): mails, and pages that a browser saved as one file.

The parser of the standard library never fails; heads are decoded here, since its newer policy raises on malformed
ones. Bytes over 127 in a head are read in whatever charset they are in.
"""

from __future__ import annotations

import re
from binascii import Error as NotBase64
from binascii import a2b_base64, a2b_qp
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect, HeaderParseError, StartBoundaryNotFoundDefect
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from researchdesk.clip.charset import decode
from researchdesk.clip.limits import MOST_BYTES, MOST_MB
from researchdesk.model.errors import PageTooLarge

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

MOST_PARTS = 2000
MOST_SEARCHED = (
    8 << 20
)  # bytes at the start in which the lines between parts are declared; a larger message is lightened
LARGE_PART = 1 << 20  # bytes
LONGEST_HEAD = 2000  # characters

_BOUNDARY = re.compile(rb"boundary\s{0,5}=\s{0,5}[\"']?([^\"';\s]{1,70})", re.IGNORECASE)
_GAP = re.compile(rb"\n\r?\n")
_TEXTUAL = re.compile(
    rb"^content-type:\s{0,5}(?:text|multipart|message)/", re.IGNORECASE | re.MULTILINE
)
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


class _Part(Message):
    """A part of a message; the bytes of a large one stay where they lie: the parser takes nine times their room."""

    held: memoryview | None = None


def parse(body: bytes) -> Message:
    """Parse a message; nothing in it makes this fail."""
    lighter, held = _lightened(body)
    message = message_from_bytes(lighter, _Part)
    for part in parts(message) if held else ():
        payload = part.get_payload()
        if isinstance(part, _Part) and isinstance(payload, str):
            part.held = held.get(payload.strip())
    return message


def _lightened(body: bytes) -> tuple[bytes, dict[str, memoryview]]:
    """Put a word in the place of each large part that is no text, and give those parts by their words."""
    names = {re.escape(one) for one in _BOUNDARY.findall(body[:MOST_SEARCHED])}
    if len(body) <= MOST_SEARCHED or not names:
        return body, {}
    line = re.compile(rb"^--(?:" + b"|".join(sorted(names)) + rb")(?:--)?[ \t]*\r?$", re.MULTILINE)
    ends = [*line.finditer(body)]
    lighter: list[bytes] = []
    held: dict[str, memoryview] = {}
    at = 0
    for one, other in pairwise(ends):
        gap = _GAP.search(body, one.end(), other.start())
        is_large = gap is not None and other.start() - gap.end() > LARGE_PART
        if gap is None or not is_large or _TEXTUAL.search(body, one.end(), gap.end()):
            continue
        word = f"held-{len(held)}-{id(held)}"
        held[word] = memoryview(body)[gap.end() : other.start()]
        lighter += [body[at : gap.end()], word.encode(), b"\r\n"]
        at = other.start()
    return b"".join([*lighter, body[at:]]), held


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
    if isinstance(part, _Part) and part.held is not None:
        return _decoded_bytes(part.held, str(part.get("content-transfer-encoding") or ""))
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _decoded_bytes(held: memoryview, encoding: str) -> bytes:
    """Take the bytes of a part out of their transfer encoding; as they are where they are in none."""
    encoding = encoding.strip().lower()
    try:
        if encoding == "base64":
            return a2b_base64(held)
        return a2b_qp(held) if encoding == "quoted-printable" else bytes(held)
    except NotBase64:
        return bytes(held)


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
