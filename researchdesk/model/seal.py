# SPDX-License-Identifier: MIT
"""The seal of an archive: one number that stands for all pages received so far, in their order."""

from __future__ import annotations

from msgspec import Struct


class Seal(Struct, frozen=True):
    """The hash of the last link of the chain of snapshots, in hexadecimal; None while nothing was received.

    `links`: how many pages came or went. `made_at`: when the last one did, by the clock of the computer that noted it.
    `is_whole`: every link fits the one before it, and every page its link.
    """

    head: str | None
    links: int
    made_at: str | None
    is_whole: bool
