# SPDX-License-Identifier: MIT
"""Read the members of a ZIP file (DOCX, EPUB) within limits: nothing is unpacked to the disk, bombs are refused unread.

The standard library never gives more of a member than the directory declares, so the declared sizes can be judged.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

import lxml.etree

from researchdesk.clip.image_kinds import kind_of
from researchdesk.clip.image_sources import name_of
from researchdesk.clip.limits import MOST_BYTES_OF_IMAGE
from researchdesk.model.errors import BadArchive

if TYPE_CHECKING:
    from collections.abc import Iterator

Element = Any  # lxml's elements have a private name

MOST_OF_MEMBER = 50 << 20  # bytes
MOST_IN_ALL = 2 << 30
MOST_MEMBERS = 100_000
MOST_RATIO = 200
SMALL = 1 << 20  # bytes: a smaller member may be packed as tightly as it likes
ENCRYPTED = 0x1  # flag of a member

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,  # a way of packing that is not known, or a password
    OSError,
    ValueError,
)
"""What reading a damaged ZIP file can raise."""


class Zip:
    """The members of a ZIP file by name; what is wrong with it is a BadArchive that names the file."""

    def __init__(self, body: bytes, words: str) -> None:
        self._words = words
        try:
            self._file = zipfile.ZipFile(io.BytesIO(body))
        except BROKEN:
            raise self.bad("it is cut off or damaged") from None
        members = self._file.infolist()
        if len(members) > MOST_MEMBERS or sum(one.file_size for one in members) > MOST_IN_ALL:
            raise self.bad("it unpacks to more than a document holds")
        for one in members:
            is_packed_tightly = one.file_size > MOST_RATIO * max(1, one.compress_size)
            if one.file_size > MOST_OF_MEMBER or (one.file_size > SMALL and is_packed_tightly):
                raise self.bad("it unpacks to more than a document holds")
            if one.flag_bits & ENCRYPTED:
                raise self.bad("it is locked with a password")

    @property
    def names(self) -> list[str]:
        """The names of the members, in the order of the file's directory."""
        return self._file.namelist()

    def read(self, name: str) -> bytes | None:
        """Give the bytes of a member; None where there is no such member."""
        try:
            return self._file.read(name)
        except KeyError:
            return None
        except BROKEN:
            raise self.bad("it is cut off or damaged") from None

    def xml(self, name: str) -> Element | None:
        """Parse a member as XML; None where there is none. Entities and what lies outside are not followed."""
        raw = self.read(name)
        if raw is None:
            return None
        parser = lxml.etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, recover=True
        )
        try:
            return lxml.etree.fromstring(raw, parser)
        except (lxml.etree.XMLSyntaxError, ValueError):
            return None

    def picture(self, name: str) -> bytes:
        """Give a member that can be kept as a picture; empty where it is none."""
        try:
            size = self._file.getinfo(name).file_size
        except KeyError:
            return b""
        body = self.read(name) if size <= MOST_BYTES_OF_IMAGE else None
        return body if body and kind_of(body) else b""

    def pictures(self) -> Iterator[tuple[str, bytes]]:
        """Give all members that can be kept as pictures, under the names of their bytes."""
        for name in self.names:
            if body := self.picture(name):
                yield name_of(body), body

    def bad(self, reason: str) -> BadArchive:
        """Make the error that names this file."""
        return BadArchive(file=self._words, reason=reason)


def members(body: bytes) -> frozenset[str]:
    """Give the names in a ZIP file, to recognise it by; none where it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as file:
            return frozenset(file.namelist())
    except BROKEN:
        return frozenset()


def is_zip(head: bytes) -> bool:
    """Say whether these bytes begin as a ZIP file does."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))
