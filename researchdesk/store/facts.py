# SPDX-License-Identifier: MIT
"""Versions of the library's schema and of SQLite."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from researchdesk.store.operation import Store


def schema_version(store: Store) -> int:
    """Give the number of migrations the library has been through."""
    return int(store.read().execute("PRAGMA user_version").fetchone()[0])


def sqlite_version(store: Store) -> str:
    """Give the version of SQLite that reads it."""
    return str(store.read().execute("SELECT sqlite_version()").fetchone()[0])
