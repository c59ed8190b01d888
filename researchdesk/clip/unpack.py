# SPDX-License-Identifier: MIT
"""Unpack what a server sends compressed, piece by piece, and never more than the limit: bombs burst outside."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Protocol

import brotli  # type: ignore[import-untyped]
from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable

STEP = 1 << 16  # bytes that are unpacked at a time
ACCEPTED = "gzip, deflate, br, zstd"


class Broken(Exception):
    """The bytes are no such compression, or end in the middle."""


class Unpacker(Protocol):
    """Takes packed pieces and gives unpacked ones."""

    def feed(self, piece: bytes, most: int) -> bytes:
        """Unpack one piece; give at most a little more than `most` bytes, which the caller counts."""

    def end(self) -> None:
        """Raise Broken when the packed bytes ended in the middle."""


def unpacker(encoding: str) -> Unpacker:
    """Give the unpacker for a Content-Encoding; raises Broken for an unknown one."""
    kinds: dict[str, Callable[[], Unpacker]] = {
        "": _Plain,
        "identity": _Plain,
        "gzip": _Gzip,
        "x-gzip": _Gzip,
        "deflate": _Deflate,
        "br": _Brotli,
        "zstd": _Zstd,
    }
    kind = kinds.get(encoding.strip().lower())
    if kind is None:
        raise Broken
    return kind()


class _Plain:
    def feed(self, piece: bytes, most: int) -> bytes:
        return piece

    def end(self) -> None:
        pass


class _Gzip:
    """Gzip of one or several members."""

    window = zlib.MAX_WBITS | 16

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(self.window)
        self._has_begun = False

    def feed(self, piece: bytes, most: int) -> bytes:
        out, size = [], 0
        self._has_begun = self._has_begun or bool(piece)
        try:
            while piece and size <= most:
                if self._inner.eof:
                    self._inner = zlib.decompressobj(self.window)
                part = self._inner.decompress(piece, STEP)
                out.append(part)
                size += len(part)
                piece = self._inner.unused_data if self._inner.eof else self._inner.unconsumed_tail
                if self._inner.eof and not piece.strip(b"\x00"):
                    break
        except zlib.error:
            raise Broken from None
        return b"".join(out)

    def end(self) -> None:
        if self._has_begun and not self._inner.eof:
            raise Broken


class _Deflate(_Gzip):
    """Deflate, with the zlib frame that the standard asks for or, as some servers send it, without."""

    window = zlib.MAX_WBITS

    def feed(self, piece: bytes, most: int) -> bytes:
        if not self._has_begun and piece and (piece[0] & 0x0F) != 8:
            self.window = -zlib.MAX_WBITS
            self._inner = zlib.decompressobj(self.window)
        return super().feed(piece, most)


class _Brotli:
    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    def feed(self, piece: bytes, most: int) -> bytes:
        out, size = [], 0
        try:
            while size <= most:
                part = self._inner.process(piece, output_buffer_limit=STEP)
                out.append(part)
                size += len(part)
                piece = b""
                if self._inner.can_accept_more_data() or self._inner.is_finished():
                    break
        except brotli.error:
            raise Broken from None
        return b"".join(out)

    def end(self) -> None:
        if not self._inner.is_finished():
            raise Broken


class _Zstd:
    def __init__(self) -> None:
        self._inner = zstd.ZstdDecompressor()

    def feed(self, piece: bytes, most: int) -> bytes:
        out, size = [], 0
        try:
            while size <= most and not self._inner.eof:
                part = self._inner.decompress(piece, STEP)
                out.append(part)
                size += len(part)
                piece = b""
                if self._inner.needs_input:
                    break
        except zstd.ZstdError:
            raise Broken from None
        return b"".join(out)

    def end(self) -> None:
        if not self._inner.eof:
            raise Broken
