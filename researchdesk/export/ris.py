# SPDX-License-Identifier: MIT
"""Works as RIS: a tag a line, as EndNote, Mendeley and Zotero read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.export import dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from researchdesk.model.article import Contributor
    from researchdesk.model.exporting import Work

TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "post-weblog": "BLOG",
    "post": "BLOG",
    "webpage": "ELEC",
    "report": "RPRT",
    "book": "BOOK",
    "chapter": "CHAP",
    "thesis": "THES",
    "paper-conference": "CPAPER",
    "entry-encyclopedia": "ENCYC",
    "dataset": "DATA",
    "legislation": "STAT",
    "legal_case": "CASE",
    "motion_picture": "MPCT",
    "broadcast": "VIDEO",
    "personal_communication": "PCOMM",
}  # of all others the general one
ROLES = {"author": "AU", "editor": "ED", "translator": "A4", "interviewer": "A3"}
FURTHER = {
    "volume": "VL",
    "issue": "IS",
    "DOI": "DO",
    "ISSN": "SN",
    "ISBN": "SN",
    "publisher": "PB",
    "publisher-place": "CY",
    "edition": "ET",
    "abstract": "AB",
}


def write(works: Iterable[Work]) -> str:
    """Write works one after the other; lines end as the format demands."""
    return "".join(
        f"{tag}  - {value}\r\n" for work in works for tag, value in [*_lines(work), ("ER", "")]
    )


def _lines(work: Work) -> Iterator[tuple[str, str]]:
    yield "TY", TYPES.get(work.item_type, "GEN")
    yield "ID", work.public_id
    for tag, value in _values(work):
        shown = " ".join(value.split())
        if shown:
            yield tag, shown


def _values(work: Work) -> Iterator[tuple[str, str]]:
    yield "TI", work.title
    for one in work.contributors:
        yield ROLES.get(one.role, "A2"), _name(one)
    yield "T2", work.container_title or ""
    for day in dates.parts(work.issued)[:1]:
        yield "PY", f"{day.numbers[0]:04}"
        more = [f"{number:02}" for number in day.numbers[1:]]
        yield "DA", "/".join([f"{day.numbers[0]:04}", *more]) + "/" * (3 - len(more))
    yield "Y2", work.accessed[:10].replace("-", "/")
    for name, tag in FURTHER.items():
        yield tag, str(work.csl.get(name) or "")
    first, _, last = str(work.csl.get("page") or "").replace("–", "-").partition("-")
    yield "SP", first
    yield "EP", last
    yield "LA", work.language or ""
    yield "UR", work.url or ""
    for tag in work.tags:
        yield "KW", tag


def _name(one: Contributor) -> str:
    if one.literal:
        return one.literal
    return ", ".join(part for part in (one.family, one.given) if part)
