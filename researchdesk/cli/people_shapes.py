# SPDX-License-Identifier: MIT
"""The JSON of what is said about people: pages, pairs that may be one, refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import to_builtins

if TYPE_CHECKING:
    from researchdesk.cli.shapes import Shape
    from researchdesk.model.name_page import NamedIn, NamePage
    from researchdesk.model.people import RefusalRow, Resemblance, SuggestedName


def name_page(page: NamePage) -> Shape:
    """Shape what the page of a person or country shows beyond the record itself."""
    return {
        "total": page.total,
        "in": [named_in(one) for one in page.articles],
        "with": [
            {"person": one.key, "name": one.name, "articles": one.article_count}
            for one in page.people
        ],
        "countries": [
            {"code": one.key, "name": one.name, "articles": one.article_count}
            for one in page.countries
        ],
        "notes": [{"note": one.note_id, "title": one.title} for one in page.notes],
    }


def named_in(one: NamedIn) -> Shape:
    """Shape an article with the sentences in it that name somebody."""
    return {
        "article": one.article_id,
        "title": one.title,
        "container_title": one.container_title,
        "issued": one.issued,
        "sentences": [to_builtins(naming) for naming in one.sentences],
    }


def resemblance(two: Resemblance) -> Shape:
    """Shape two people who may be one."""
    return {
        "one": {
            "person": two.one.id,
            "name": two.one.preferred_name,
            "articles": two.one.article_count,
        },
        "other": {
            "person": two.other.id,
            "name": two.other.preferred_name,
            "articles": two.other.article_count,
        },
        "forms": list(two.forms),
        "reasons": reasons(two),
    }


def reasons(two: Resemblance) -> list[str]:
    """Say why two people may be one, most telling first."""
    mine, theirs = two.forms
    said = [
        f"the same name: {mine} = {theirs}"
        if two.is_same_key
        else f"names that may be one: {mine} ~ {theirs}"
    ]
    if two.is_same_birth:
        said.append("born in the same year")
    if two.shared:
        said.append(f"both are named with {', '.join(two.shared)}")
    return said


def suggested_name(row: SuggestedName) -> Shape:
    """Shape a name with all its open suggestions."""
    return {
        "kind": row.kind,
        "name": row.name,
        "articles": row.article_count,
        "mentions": list(row.mentions),
        "is_known": row.is_known,
        "likely": [{"person": one.id, "name": one.preferred_name} for one in row.likely],
    }


def refusal(row: RefusalRow) -> Shape:
    """Shape something that was refused."""
    shape: Shape = to_builtins(row)
    return shape
