# SPDX-License-Identifier: MIT
"""What the index is laid out like: its fields, its numbers, its fingerprint. Knows nothing of Whoosh.

Whoever changes a field, what is put in it or how its postings are written raises LAYOUT_VERSION, and every index is
built anew.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from researchdesk.search.analysis import FOLD_VERSION
from researchdesk.search.stems import STEMS_VERSION
from researchdesk.search.tree import FILLED

if TYPE_CHECKING:
    from collections.abc import Iterable

INDEX = "MAIN"  # what Whoosh calls it
LAYOUT_VERSION = 2
GAP = 1001  # words between two names of one field: no phrase and no NEAR leads across
LONGEST_START = 2  # letters: the beginnings of words that have a field of their own
STARTED = ("title", "body", "note", "names")
SCORED = ("title", "body", "note", "names")
TEXTS = (*SCORED, "author", "site", "tag", "person", "country", "kind", "lang")
TERMS = ("person_id", "country_code", "tag_id", "site_name", "filled")
FACETS = {"person": "person_id", "country": "country_code", "tag": "tag_id", "site": "site_name"}
NUMBERS = ("id", "day", "clipped")
SORT_KEYS = ("title_key", "site_key")
KINDS = ("article", "note")


def schema_print() -> str:
    """Give the fingerprint of all that an index rests on; another one means: build it anew."""
    said = repr(
        (
            (LAYOUT_VERSION, FOLD_VERSION, STEMS_VERSION),
            (TEXTS, TERMS, NUMBERS, SORT_KEYS, STARTED, sorted(FILLED)),
        )
    )
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def key_of(kind: str, number: int) -> int:
    """Give the one number of an article or note in the index; a newer one of a kind is higher."""
    return number * len(KINDS) + KINDS.index(kind)


def start_field(name: str) -> str:
    """Name the field that holds the beginnings of a field's words: one or two letters are one term there."""
    return f"{name}_start"


def file_names(generation: int, segments: Iterable[str]) -> tuple[str, ...]:
    """Name the files that a generation of the index rests on, as Whoosh does: its table of contents first."""
    return (f"_{INDEX}_{generation}.toc", *(f"{segment}.seg" for segment in segments))
