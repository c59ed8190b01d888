# SPDX-License-Identifier: MIT
"""Works as CSL-JSON: what Zotero, pandoc and citation processors read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from researchdesk.export import dates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from researchdesk.model.article import Contributor
    from researchdesk.model.exporting import Work


def write(works: Iterable[Work]) -> str:
    """Write works as one JSON list."""
    return json.dumps([item(one) for one in works], ensure_ascii=False, indent=1) + "\n"


def item(work: Work) -> dict[str, Any]:
    """Give one work as a CSL item; what the library itself holds outranks the further variables."""
    own = {
        "id": work.public_id,
        "type": work.item_type,
        "title": work.title,
        "container-title": work.container_title,
        "issued": _date(work.issued),
        "accessed": _date(work.accessed[:10]),
        "language": work.language,
        "URL": work.url,
        "keyword": ", ".join(work.tags),
    }
    people: dict[str, list[dict[str, str]]] = {}
    for one in work.contributors:
        people.setdefault(one.role, []).append(_name(one))
    known = {name: value for name, value in own.items() if value}
    return {**work.csl, **known, **people}


def _name(one: Contributor) -> dict[str, str]:
    if one.literal:
        return {"literal": one.literal}
    return {name: value for name, value in (("family", one.family), ("given", one.given)) if value}


def _date(edtf: str | None) -> dict[str, Any] | None:
    found = dates.parts(edtf)
    if not found:
        return None
    circa = {"circa": True} if any(one.is_circa for one in found) else {}
    return {"date-parts": [list(one.numbers) for one in found], **circa}
