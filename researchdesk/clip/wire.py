# SPDX-License-Identifier: MIT
"""Clippings on their way out of the child process: values as JSON, never pickles; the bytes stay where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import structs, to_builtins

from researchdesk.model.article import Contributor
from researchdesk.model.clipping import Candidate, Clipping, Received, RemovedBlock

if TYPE_CHECKING:
    from collections.abc import Iterable

Json = dict[str, Any]

_PLAIN = tuple(
    name
    for name in Clipping.__struct_fields__
    if name not in ("received", "authors", "removed", "candidates", "images", "settled")
)


def to_json(clipping: Clipping) -> Json:
    """Give all of a clipping but the bytes received; `is_part`: it has bytes of its own."""
    return {name: getattr(clipping, name) for name in _PLAIN} | {
        "charset": clipping.received.charset,
        "media_type": clipping.received.media_type,
        "saved_on": clipping.received.fetched_at,
        "is_part": bool(clipping.received.body),
        "authors": [to_builtins(one) for one in clipping.authors],
        "removed": removed_to_json(clipping.removed),
        "candidates": [to_builtins(one) for one in clipping.candidates],
    }


def from_json(answer: Json, received: Received, body: bytes = b"") -> Clipping:
    """Make the clipping again beside the bytes it was read from: those of the source, or its own part of them."""
    return Clipping(
        received=structs.replace(
            received,
            body=body if answer["is_part"] else received.body,
            charset=answer["charset"],
            media_type=answer["media_type"],
            fetched_at=answer["saved_on"] or received.fetched_at,
            url=received.url or answer["url"],
        ),
        authors=tuple(Contributor(**one) for one in answer["authors"]),
        removed=removed_from_json(answer["removed"]),
        candidates=tuple(Candidate(**one) for one in answer["candidates"]),
        **{name: answer[name] for name in _PLAIN},
    )


def removed_to_json(removed: Iterable[RemovedBlock]) -> list[Json]:
    """Give removed blocks as JSON."""
    return [to_builtins(one) for one in removed]


def removed_from_json(given: Iterable[Json]) -> tuple[RemovedBlock, ...]:
    """Make removed blocks of JSON."""
    return tuple(RemovedBlock(**one) for one in given)
