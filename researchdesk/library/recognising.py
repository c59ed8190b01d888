# SPDX-License-Identifier: MIT
"""Propose people and countries for an article: recognise in the child, then keep what is new as suggestions.

Recognising may run in any thread; storing belongs to the library's thread and makes no undo step. What the user has
said outranks it: refused names are left out, a name accepted in this article is accepted wherever it stands, and
only suggestions are ever replaced.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from researchdesk.entities import names
from researchdesk.entities.suggest import RECOGNISER
from researchdesk.library import articles, people
from researchdesk.model.errors import NoSuchThing
from researchdesk.store import mentions
from researchdesk.store import people as people_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId, TextVersionId
    from researchdesk.model.people import Mention, PersonId, Proposal
    from researchdesk.store.mentions import Refusal

LEAST_FOR_LONE = (
    0.8  # confidence under which a surname that nobody of the library bears is not proposed
)


class Recognised(Struct, frozen=True):
    """What the recogniser found in one text version."""

    article_id: ArticleId
    version_id: TextVersionId
    text: str
    proposals: tuple[Proposal, ...]


def recognise(library: Library, article_id: ArticleId) -> Recognised:
    """Read an article's text in the child process; any thread."""
    version = articles.text(library, article_id)
    language = articles.get(library, article_id).language
    known = people_rows.known_forms(library.store)
    found = library.recogniser.recognise(
        version.text, language, known, people_rows.forms_version(library.store)
    )
    return Recognised(article_id, version.id, version.text, tuple(found))


def store(library: Library, found: Recognised) -> int:
    """Keep what is new as suggestions; give how many mentions of the article are suggested now."""
    try:
        if articles.text(library, found.article_id).id != found.version_id:
            return 0  # another text is read by now, and will be proposed for in its turn
    except NoSuchThing:
        return 0
    with library.operation("Propose people and countries", undoable=False):
        held = mentions.of_article(
            library.store, found.article_id, ("suggested", "accepted", "rejected")
        )
        open_ones = {_key(one): one.id for one in held if one.status == "suggested"}
        taken = [
            (one.start, one.end)
            for one in held
            if one.status != "suggested" and one.start is not None
        ]
        wanted = {
            _row_key(row): row
            for row in _rows(library, found, held)
            if not any(
                start < row["end"] and row["start"] < end for start, end in taken if end is not None
            )
        }
        mentions.delete(
            library.store, [number for key, number in open_ones.items() if key not in wanted]
        )
        mentions.insert(library.store, [row for key, row in wanted.items() if key not in open_ones])
    return sum(row["status"] == "suggested" for row in wanted.values())


def propose(library: Library, article_id: ArticleId) -> int:
    """Recognise and store; give how many mentions are suggested now."""
    return store(library, recognise(library, article_id))


def _rows(library: Library, found: Recognised, held: Sequence[Mention]) -> Iterator[dict[str, Any]]:
    """Give a row for each place of each proposal that the user has not refused."""
    refused = mentions.refusals(library.store, found.article_id)
    no_countries = {(one.key, one.country) for one in refused if one.kind == "not_country"}
    accepted = {(one.person_id, one.country) for one in held if one.status == "accepted"}
    for proposal in found.proposals:
        whom = _whom(library, proposal, found.article_id, refused)
        if whom is None:
            continue
        is_accepted = (whom.get("person_id"), whom.get("country")) in accepted
        for start, end in proposal.spans:
            surface = found.text[start:end]
            if (names.full_key(surface), proposal.country) not in no_countries:
                yield {
                    "article_id": found.article_id,
                    "text_version_id": found.version_id,
                    "start": start,
                    "end": end,
                    "surface": surface,
                    "status": "accepted" if is_accepted else "suggested",
                    "confidence": proposal.confidence,
                    "method": proposal.method,
                    "recogniser": RECOGNISER,
                } | whom


def _whom(
    library: Library, proposal: Proposal, article_id: ArticleId, refused: Sequence[Refusal]
) -> dict[str, Any] | None:
    """Say whom or what a proposal names, as columns of a mention; None where the user has refused it."""
    if proposal.kind == "country":
        return {"country": proposal.country}
    key = names.full_key(proposal.name)
    if any(one.kind == "not_person" and one.key == key for one in refused):
        return None
    person_id = _person(library, proposal, article_id)
    if any(
        (one.kind, one.key, one.person_id) == ("not_this_person", key, person_id) for one in refused
    ):
        return None
    if person_id is not None:
        return {"person_id": person_id}
    return {"new_name": proposal.name} if _is_worth_it(library, proposal) else None


def _person(library: Library, proposal: Proposal, article_id: ArticleId) -> PersonId | None:
    """Give the person of the library this certainly is: one known form, one bearer, no second of that surname here."""
    if proposal.known_id is not None:
        return proposal.known_id
    if " " not in proposal.name:
        return None
    found = people.exactly(library, proposal.name)
    if len(found) != 1:
        return None
    surname = names.sort_name(proposal.name).partition(",")[0]
    others = mentions.surnames_in(library.store, article_id)
    if any(one != found[0] and other.partition(",")[0] == surname for one, other in others.items()):
        return None
    return found[0]


def _is_worth_it(library: Library, proposal: Proposal) -> bool:
    if " " in proposal.name or proposal.confidence >= LEAST_FOR_LONE:
        return True
    return bool(people.bearers(library, proposal.name))


def _key(one: Mention) -> tuple[object, ...]:
    new_name = one.name if one.kind == "person" and one.person_id is None else None
    return (one.start, one.end, one.person_id, one.country, new_name)


def _row_key(row: dict[str, Any]) -> tuple[object, ...]:
    return (row["start"], row["end"], row.get("person_id"), row.get("country"), row.get("new_name"))
