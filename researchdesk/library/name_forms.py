# SPDX-License-Identifier: MIT
"""Forms of a person's name: take one away, and let articles that hold a new one be proposed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from researchdesk.entities import names
from researchdesk.entities.suggest import RECOGNISER
from researchdesk.library import people
from researchdesk.model.article import ArticleId
from researchdesk.model.errors import BadValue
from researchdesk.store import mentions
from researchdesk.store import people as rows_of

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.people import Person, PersonId

Places = dict[ArticleId, tuple[int, list[tuple[int, int]]]]


def holding(library: Library, person_id: PersonId, form: str) -> list[ArticleId]:
    """Give the articles that hold a form where nobody is named as yet, and nothing was refused; any thread."""
    return list(_places(library, person_id, form))


def suggest(library: Library, person_id: PersonId, form: str) -> int:
    """Propose a person wherever a form stands; give how many articles have new suggestions. No step to undo."""
    held = people.get(library, person_id)
    found = _places(library, held.id, form)
    rows = [
        {
            "article_id": article_id,
            "text_version_id": version_id,
            "person_id": held.id,
            "start": start,
            "end": end,
            "surface": form,
            "status": "suggested",
            "confidence": 1.0,
            "method": "known",
            "recogniser": RECOGNISER,
        }
        for article_id, (version_id, spans) in found.items()
        for start, end in spans
    ]
    with library.operation("Propose people and countries", undoable=False):
        for article_id in found:
            mentions.delete(library.store, _open_names(library, article_id, form))
        mentions.insert(library.store, rows)
    return len(found)


def take_away(library: Library, person_id: PersonId, form: str) -> Person:
    """Let a person no longer be known by a form; BadValue for the name that is shown, or an unknown one."""
    held = people.get(library, person_id)
    others = {one.form for one in held.forms} - {held.preferred_name}
    if form not in others:
        raise BadValue(
            value=f"“{form[:60]}”",
            kind=f"other name of {held.preferred_name}",
            expected="choose one that is not the name shown",
        )
    with library.operation(f"Take a name from {held.preferred_name}"):
        rows_of.drop_form(library.store, held.id, form)
    return people.get(library, held.id)


def _places(library: Library, person_id: PersonId, form: str) -> Places:
    key = names.full_key(form)
    whole = re.compile(rf"(?<!\w){re.escape(form)}(?!\w)")
    found: Places = {}
    for article_id, version_id, text in mentions.texts_with(library.store, form):
        refused = mentions.refusals(library.store, article_id)
        if any(
            one.key == key
            and (
                one.kind == "not_person"
                or (one.kind == "not_this_person" and one.person_id == person_id)
            )
            for one in refused
        ):
            continue
        taken = [
            (one.start, one.end or 0)
            for one in mentions.of_version(
                library.store, version_id, ("accepted", "rejected", "suggested")
            )
            if one.start is not None and not _is_open_name(one.person_id, one.status, one.name, key)
        ]
        spans = [
            one.span()
            for one in whole.finditer(text)
            if not any(start < one.end() and one.start() < end for start, end in taken)
        ]
        if spans:
            found[article_id] = (version_id, spans)
    return found


def _open_names(library: Library, article_id: ArticleId, form: str) -> list[int]:
    """Give the suggestions of a new person of this very name: they give way to the one who bears it."""
    key = names.full_key(form)
    return [
        one.id
        for one in mentions.of_article(library.store, article_id, ("suggested",))
        if _is_open_name(one.person_id, one.status, one.name, key)
    ]


def _is_open_name(person_id: int | None, status: str, name: str | None, key: str) -> bool:
    return person_id is None and status == "suggested" and names.full_key(name or "") == key
