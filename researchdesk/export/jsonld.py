# SPDX-License-Identifier: MIT
"""Annotations as W3C Web Annotation JSON-LD, with the articles and notes that they belong to.

What the standard has words for is written in its words; the rest has keys that begin with `rd:`. Places are code
points, half-open.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Record = dict[str, Any]

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"rd": "urn:researchdesk:terms:"}]
NAMES = {"article": "a", "annotation": "p", "note": "n"}
EXTENSION = ("colour", "trashed_on", "targets")


def write(
    articles: Sequence[tuple[Record, Sequence[Record]]],
    notes: Sequence[Record],
    aliases: Mapping[str, str],
) -> str:
    """Write articles, each with its annotations, and notes as one document."""
    made = {
        "@context": CONTEXT,
        "id": "urn:researchdesk:export",
        "type": "AnnotationPage",
        "items": [_annotation(article, one) for article, marks in articles for one in marks],
        "rd:articles": [article for article, _ in articles],
        "rd:notes": list(notes),
        "rd:aliases": dict(aliases),
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def is_ours(document: object) -> bool:
    """Say whether a document was written here."""
    return isinstance(document, dict) and isinstance(document.get("rd:articles"), list)


def annotation_record(entry: Record) -> tuple[str, Record]:
    """Give an annotation of ours as a record, after its article's public id.

    Raises KeyError, TypeError or StopIteration where it is not as it was written.
    """
    selectors = entry["target"]["selector"]
    quote = next(one for one in selectors if one["type"] == "TextQuoteSelector")
    bodies = [(one["purpose"], one["value"]) for one in entry["body"]]
    record = {
        "public_id": entry["id"].rpartition(":")[2],
        "motivation": entry["motivation"],
        "created_at": entry["created"],
        "modified_at": entry["modified"],
        "body": "".join(value for purpose, value in bodies if purpose == "commenting"),
        "tags": [value for purpose, value in bodies if purpose == "tagging"],
        **{name: quote[name] for name in ("exact", "prefix", "suffix")},
        **{name: entry[f"rd:{name}"] for name in EXTENSION},
    }
    return entry["rd:article"], record


def _annotation(article: Record, record: Record) -> Record:
    target = next((one for one in record["targets"] if one["version"] == article["current"]), None)
    version = next((one for one in article["versions"] if one["seq"] == article["current"]), None)
    quote = {name: record[name] for name in ("exact", "prefix", "suffix")}
    selectors: list[Record] = [{"type": "TextQuoteSelector", **quote}]
    is_placed = target and target["start"] is not None and target["status"] != "unsure"
    if target and is_placed:
        place = {"start": target["start"], "end": target["end"]}
        selectors.insert(0, {"type": "TextPositionSelector", **place})
    state = {"type": "TimeState", "sourceDate": version["made_at"]} if version else None
    made = {
        "id": _urn("annotation", record["public_id"]),
        "type": "Annotation",
        "motivation": record["motivation"],
        "created": record["created_at"],
        "modified": record["modified_at"],
        "body": _bodies(record),
        "target": {
            "type": "SpecificResource",
            "source": article["canonical_url"]
            or article["url"]
            or _urn("article", article["public_id"]),
            "state": state and {**state, "rd:sha256": version and version["text_sha256"]},
            "selector": selectors,
        },
        "rd:article": article["public_id"],
        "rd:version": article["current"],
        "rd:status": target["status"] if target else "orphan",
    }
    return made | {f"rd:{name}": record[name] for name in EXTENSION}


def _bodies(record: Record) -> list[Record]:
    made = [
        {"type": "TextualBody", "purpose": "tagging", "value": tag, "format": "text/plain"}
        for tag in record["tags"]
    ]
    if record["body"]:
        words = {"value": record["body"], "format": "text/markdown"}
        made.insert(0, {"type": "TextualBody", "purpose": "commenting", **words})
    return made


def _urn(noun: str, public_id: str) -> str:
    return f"urn:researchdesk:{NAMES[noun]}:{public_id}"
