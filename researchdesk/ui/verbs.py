# SPDX-License-Identifier: MIT
"""The verbs of the library, each module loaded by the thread that first calls one.

The window must be painted before SQLite, the index and the parsers are loaded: panes import their verbs from here.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from researchdesk.library import (
        articles,
        backup,
        cleaning,
        countries,
        duplicates,
        exporting,
        failures,
        footnotes,
        handover,
        identifiers,
        images,
        importing,
        insight,
        matrix,
        mentions,
        merging,
        name_forms,
        name_lists,
        name_pages,
        name_review,
        notes,
        passages,
        people,
        previews,
        queries,
        readings,
        refusals,
        repairing,
        resembling,
        seals,
        search,
        searches,
        shortlist,
        sources,
        tags,
        taking,
        templates,
        tending,
        verify,
        versions,
    )
else:

    class _Verbs:
        def __init__(self, noun: str) -> None:
            self._module = f"researchdesk.library.{noun}"

        def __getattr__(self, name: str) -> Any:
            """Give a verb that loads its module when it is called, not when it is passed on; all else at once."""
            if not name.islower():
                return getattr(importlib.import_module(self._module), name)
            return lambda *given, **named: getattr(importlib.import_module(self._module), name)(
                *given, **named
            )

    articles = _Verbs("articles")
    backup = _Verbs("backup")
    cleaning = _Verbs("cleaning")
    countries = _Verbs("countries")
    exporting = _Verbs("exporting")
    duplicates = _Verbs("duplicates")
    failures = _Verbs("failures")
    footnotes = _Verbs("footnotes")
    handover = _Verbs("handover")
    images = _Verbs("images")
    identifiers = _Verbs("identifiers")
    importing = _Verbs("importing")
    insight = _Verbs("insight")
    matrix = _Verbs("matrix")
    mentions = _Verbs("mentions")
    merging = _Verbs("merging")
    name_forms = _Verbs("name_forms")
    name_lists = _Verbs("name_lists")
    name_pages = _Verbs("name_pages")
    name_review = _Verbs("name_review")
    notes = _Verbs("notes")
    passages = _Verbs("passages")
    people = _Verbs("people")
    previews = _Verbs("previews")
    queries = _Verbs("queries")
    readings = _Verbs("readings")
    refusals = _Verbs("refusals")
    repairing = _Verbs("repairing")
    resembling = _Verbs("resembling")
    search = _Verbs("search")
    seals = _Verbs("seals")
    searches = _Verbs("searches")
    shortlist = _Verbs("shortlist")
    sources = _Verbs("sources")
    tags = _Verbs("tags")
    taking = _Verbs("taking")
    templates = _Verbs("templates")
    tending = _Verbs("tending")
    verify = _Verbs("verify")
    versions = _Verbs("versions")

__all__ = [
    "articles",
    "backup",
    "cleaning",
    "countries",
    "duplicates",
    "exporting",
    "failures",
    "footnotes",
    "handover",
    "identifiers",
    "images",
    "importing",
    "insight",
    "matrix",
    "mentions",
    "merging",
    "name_forms",
    "name_lists",
    "name_pages",
    "name_review",
    "notes",
    "passages",
    "people",
    "previews",
    "queries",
    "readings",
    "refusals",
    "repairing",
    "resembling",
    "seals",
    "search",
    "searches",
    "shortlist",
    "sources",
    "tags",
    "taking",
    "templates",
    "tending",
    "verify",
    "versions",
]
