# SPDX-License-Identifier: MIT
"""Rows of clips that failed, until they are tried again or dismissed. Not part of undo."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from researchdesk.model.clipping import FailedClip, Source
from researchdesk.model.dates import now
from researchdesk.store.articles import IDS, as_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from researchdesk.store.operation import Store


def rows(store: Store) -> list[FailedClip]:
    """Give all of them, the newest first; a row that another program wrote otherwise is passed over."""
    found = store.read().execute(
        "SELECT id, source, sentence, at FROM failed_clip ORDER BY id DESC"
    )
    made: list[FailedClip] = []
    for number, packed, sentence, at in found:
        try:
            source = Source(**json.loads(packed))
        except (ValueError, TypeError):
            continue
        made.append(FailedClip(number, source, sentence, at))
    return made


def add(store: Store, source: Source, sentence: str) -> None:
    """Keep a source with the sentence that says why it could not be clipped."""
    names = ("kind", "value", "url", "title", "format")  # never the password
    packed = json.dumps({name: getattr(source, name) for name in names}, ensure_ascii=False)
    store.db.table("failed_clip").insert({"source": packed, "sentence": sentence, "at": now()})


def delete(store: Store, ids: Iterable[int]) -> None:
    """Let go of some."""
    store.db.table("failed_clip").delete_where(f"id IN {IDS}", [as_json(ids)])
