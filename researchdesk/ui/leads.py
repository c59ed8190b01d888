# SPDX-License-Identifier: MIT
"""The ways on from a list that holds nothing: out of a search, each with what it finds counted; out of a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.model.article import Shelf
from researchdesk.ui.panes import asking
from researchdesk.ui.places import EVERYTHING, TRASH, Place
from researchdesk.ui.query_text import TOKEN, chip_words, is_chip
from researchdesk.ui.translate import tr
from researchdesk.ui.verbs import search

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.ui.panes.asking import Question

    Lead = tuple[str, Place, str]  # words, place, query

MOST = 3


def out_of(question: Question) -> list[Lead]:
    """Give the ways out of a search that finds nothing, the nearest first; nobody has counted what they find."""
    place, query = question.place, question.query
    parts = [found.group() for found in TOKEN.finditer(query)]
    filters = [one for one in parts if is_chip(one)]
    words = " ".join(one for one in parts if one not in filters)
    leads: list[Lead] = []
    if not place.is_everything:
        leads.append((tr("In all articles"), EVERYTHING, query))
    if words and len(filters) > 1:
        for one in filters:
            rest = " ".join(part for part in parts if part != one)
            leads.append((tr("Without “{filter}”", filter=chip_words(one)), place, rest))
    if words and filters:
        leads.append((tr("Without the filters"), EVERYTHING, words))
    if not place.is_trash:
        leads.append((tr("In the trash"), TRASH, query))
    return leads


def counted(library: Library, question: Question) -> list[tuple[Lead, int]]:
    """Give the ways out that lead to something, each with its number; in the pool."""
    leads = out_of(question)
    if other := search.meant(library, question.query):
        leads.insert(0, (tr("“{query}” instead", query=other), question.place, other))
    found = [(lead, asking.count(library, lead[1], lead[2])) for lead in leads]
    return [(lead, count) for lead, count in found if count][:MOST]


def on_from(place: Place) -> list[Lead]:
    """Give the ways on from a place that holds nothing."""
    if place.kind == "shelf" and place.value in (Shelf.INBOX.value, Shelf.UNREAD.value):
        return [(EVERYTHING.title, EVERYTHING, "")]
    if place.kind in ("person", "country"):
        quoted = f'"{place.name}"'
        return [(tr("Search the words “{name}”", name=place.name), EVERYTHING, quoted)]
    return []
