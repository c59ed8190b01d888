# SPDX-License-Identifier: MIT
"""What the index is laid out like: its fields, its numbers, its fingerprint. Knows nothing of Whoosh.

Whoever changes a field, what is put in it or how it is written raises LAYOUT_VERSION, and every index is
built anew.
"""

from __future__ import annotations

import hashlib
from typing import Literal

from researchdesk.search.analysis import FOLD_VERSION
from researchdesk.search.stems import STEMS_VERSION
from researchdesk.search.tree import FILLED

SEGMENT = "MAIN"  # what the name of every segment begins with
LAYOUT_VERSION = 3
GAP = 1001  # words between two names of one field: no phrase and no NEAR leads across
SCORED = ("title", "body", "note", "names")
TEXTS = (*SCORED, "author", "site", "tag", "person", "country", "kind", "lang")
TERMS = ("person_id", "country_code", "tag_id", "site_name", "filled")
FACETS = {"person": "person_id", "country": "country_code", "tag": "tag_id", "site": "site_name"}
NUMBERS = ("id", "day", "clipped")
SORT_KEYS = ("title_key", "site_key")
KINDS: tuple[Literal["article", "note"], ...] = ("article", "note")


def schema_print() -> str:
    """Give the fingerprint of all that an index rests on; another one means: build it anew."""
    said = repr(
        (
            (LAYOUT_VERSION, FOLD_VERSION, STEMS_VERSION),
            (TEXTS, TERMS, NUMBERS, SORT_KEYS, sorted(FILLED)),
        )
    )
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def key_of(kind: str, number: int) -> int:
    """Give the one number of an article or note in the index; a newer one of a kind is higher."""
    return number * len(KINDS) + KINDS.index(kind)


def file_of(segment: str) -> str:
    """Name the file of a segment."""
    return f"{segment}.rdx"
