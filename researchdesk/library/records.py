# SPDX-License-Identifier: MIT
"""Check records that came from a file: whoever wrote it, what passes here keeps every rule of the library."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, get_args

from researchdesk.annotate.safe_links import PUBLIC_ID
from researchdesk.clip.address import canonical_url
from researchdesk.clip.clean import clean
from researchdesk.clip.taming import tame
from researchdesk.clip.text import text_of
from researchdesk.model.dates import is_edtf
from researchdesk.model.errors import BadValue
from researchdesk.model.passage import Colour, TargetStatus
from researchdesk.store.versions import text_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Record = dict[str, Any]

LONGEST = 20_000_000  # code points of a text
WORDS, MAYBE, NUMBER = (str,), (str, type(None)), (int,)
ARTICLE: Mapping[str, tuple[type, ...]] = {
    **dict.fromkeys(("public_id", "item_type", "title", "accessed", "csl"), WORDS),
    **dict.fromkeys(("container_title", "issued", "language", "url", "canonical_url"), MAYBE),
    **dict.fromkeys(("filed_on", "doubt", "trashed_on"), MAYBE),
    **dict.fromkeys(("created_at", "modified_at"), WORDS),
    **dict.fromkeys(("is_read", "is_starred"), NUMBER),
    **dict.fromkeys(("contributors", "tags", "versions"), (list,)),
    "current": (int, type(None)),
}
CONTRIBUTOR = {
    "role": WORDS,
    "position": NUMBER,
    **dict.fromkeys(("family", "given", "literal"), MAYBE),
}
VERSION = {
    **dict.fromkeys(("made_at", "extractor", "extractor_version", "html", "text"), WORDS),
    **dict.fromkeys(("seq", "canon_version"), NUMBER),
    "text_sha256": WORDS,
    "removed": (list,),
}
REMOVED = {
    **dict.fromkeys(("n", "place"), NUMBER),
    **dict.fromkeys(("html", "text", "reason"), WORDS),
}
ANNOTATION = {
    **dict.fromkeys(("public_id", "motivation", "body", "colour", "exact"), WORDS),
    **dict.fromkeys(("prefix", "suffix", "created_at", "modified_at"), WORDS),
    **dict.fromkeys(("tags", "targets"), (list,)),
    "trashed_on": MAYBE,
}
TARGET = {
    **dict.fromkeys(("status", "why", "aligner", "decided_by", "decided_at"), WORDS),
    **dict.fromkeys(("start", "end", "carried_from"), (int, type(None))),
    "version": NUMBER,
    "confidence": (int, float),
}
NOTE = {
    **dict.fromkeys(("public_id", "title", "body", "created_at", "modified_at"), WORDS),
    "trashed_on": MAYBE,
    "tags": (list,),
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?Z")
MOMENTS = ("created_at", "modified_at", "made_at", "decided_at", "trashed_on", "filed_on")


def article(found: object) -> Record:
    """Give an article's record with its HTML cleaned; BadValue where it breaks a rule."""
    made = _fields(found, ARTICLE)
    made["contributors"] = [_fields(one, CONTRIBUTOR) for one in made["contributors"]]
    made["versions"] = [_version(one) for one in made["versions"]]
    numbers = [one["seq"] for one in made["versions"]]
    _need("article", bool(made["title"].strip()), len(set(numbers)) == len(numbers))
    _need("article", made["current"] is None or made["current"] in numbers)
    _need("article", made["issued"] is None or is_edtf(made["issued"]))
    _need("article", made["is_read"] in (0, 1), made["is_starred"] in (0, 1))
    _need("article", isinstance(json.loads(made["csl"]), dict), made["csl"].startswith("{"))
    _need("article", all(one["family"] or one["literal"] for one in made["contributors"]))
    url = made["url"]
    _need("article", url is None or url.lower().startswith(("http://", "https://")))
    if made["canonical_url"] is not None:
        made["canonical_url"] = canonical_url(made["canonical_url"])
    return made


def annotation(found: object, held: Record) -> Record:
    """Give an annotation's record that fits this article's; BadValue where it breaks a rule."""
    made = _fields(found, ANNOTATION)
    texts = {one["seq"]: one["text"] for one in held["versions"]}
    made["targets"] = [_target(one, texts, made["exact"]) for one in made["targets"]]
    seen = [one["version"] for one in made["targets"]]
    _need("annotation", len(set(seen)) == len(seen), bool(made["exact"].strip()))
    _need("annotation", made["motivation"] in ("highlighting", "commenting"))
    _need("annotation", made["colour"] in [*Colour])
    return made


def note(found: object) -> Record:
    """Give a note's record; BadValue where it breaks a rule."""
    return _fields(found, NOTE)


def is_sound(row: Record) -> bool:
    """Say whether the ids and moments of a row of any table are such."""
    ids = [row[name] for name in ("public_id", "cited_id", "old_id", "new_id") if name in row]
    moments = [row[name] for name in MOMENTS if row.get(name) is not None]
    return all(map(is_public_id, ids)) and all(
        isinstance(one, str) and bool(MOMENT.fullmatch(one)) for one in moments
    )


def is_public_id(found: object) -> bool:
    """Say whether this may stand in a link."""
    return isinstance(found, str) and bool(re.fullmatch(PUBLIC_ID, found))


def _version(found: object) -> Record:
    made = _fields(found, VERSION)
    made["removed"] = [_fields(one, REMOVED) for one in made["removed"]]
    for one in (made, *made["removed"]):
        one["html"] = clean(tame(one["html"]).page)
    _need("text", made["seq"] > 0, text_hash(made["text"]) == made["text_sha256"])
    _need("text", text_of(made["html"]) == made["text"])
    return made


def _target(found: object, texts: Mapping[int, str], exact: str) -> Record:
    made = _fields(found, TARGET)
    start, end, status = made["start"], made["end"], made["status"]
    _need("place", made["version"] in texts, status in get_args(TargetStatus))
    if start is None or end is None:
        _need("place", start is end, status in ("orphan", "unsure"))
    else:
        text = texts[made["version"]]
        _need("place", 0 <= start < end <= len(text), status != "orphan")
        _need("place", any(sign.isalnum() for sign in text[start:end]))
        _need("place", status != "same" or text[start:end] == exact)
    _need("place", made["decided_by"] in ("user", "program"), 0 <= made["confidence"] <= 1)
    return made


def _fields(found: object, kinds: Mapping[str, tuple[type, ...]]) -> Record:
    """Take exactly these fields of a record, each of its kind."""
    if not isinstance(found, dict):
        raise _bad("record")
    made: Record = {}
    for name, kind in kinds.items():
        value = found.get(name)
        if not isinstance(value, kind) or (isinstance(value, bool) and bool not in kind):
            raise _bad(name)
        if isinstance(value, str):
            _need(name, len(value) <= LONGEST, not re.search("[\x00\ud800-\udfff]", value))
        if isinstance(value, int):
            _need(name, abs(value) < 1 << 53)
        made[name] = value
    _need("public id", "public_id" not in made or is_public_id(made["public_id"]))
    _need("moment", all(MOMENT.fullmatch(made[name]) for name in MOMENTS if made.get(name)))
    _need("tag", all(_is_tag(one) for one in made.get("tags", ())))
    return made


def _is_tag(found: object) -> bool:
    return (
        isinstance(found, str) and bool(found.strip()) and len(found) <= 200 and "\0" not in found
    )


def _need(what: str, *conditions: bool | Iterable[object] | None) -> None:
    if not all(conditions):
        raise _bad(what)


def _bad(what: str) -> BadValue:
    return BadValue(
        value=f"“{what}” in it",
        kind="value that this library can hold",
        expected="export it again where it came from",
    )
