# SPDX-License-Identifier: MIT
"""Hash rows so that no two look alike: each value with its type and length."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def typed_hash(values: Iterable[object]) -> bytes:
    """Give the SHA-256 of SQL values in their order, 32 bytes."""
    digest = hashlib.sha256()
    for value in values:
        if isinstance(value, str):
            raw = value.encode("utf-8", "surrogateescape")
            digest.update(b"s%d:" % len(raw) + raw)
        elif isinstance(value, bytes):
            digest.update(b"b%d:" % len(value) + value)
        else:
            digest.update(repr(value).encode() + b";")
    return digest.digest()


def of_row(row: Iterable[object]) -> bytes:
    """Give the digest of a row: the first 16 bytes of its hash."""
    return typed_hash(row)[:16]
