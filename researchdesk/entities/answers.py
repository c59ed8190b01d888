# SPDX-License-Identifier: MIT
"""The recognising child: people and countries of a text, and whether two names may be one person's.

Requests: `{verb: "known", forms: [[form, person_id]]}` hands the user's name forms over, once for many texts;
`{verb: "recognise", text, language}` gives proposals; `{verb: "line", line}` answers one line of the batch;
`{verb: "breaks", sizes}` gives where sentences end in the texts of the payload.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from researchdesk.entities import breaks
from researchdesk.entities.countries import countries
from researchdesk.entities.known import KnownForms
from researchdesk.entities.names import match
from researchdesk.entities.people import FoundPerson, people
from researchdesk.entities.proposals import person_as_json, proposals
from researchdesk.entities.words import guess_language
from researchdesk.model.errors import BadValue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.model.people import KnownForm, Proposal

    Span = tuple[int, int]

LANGUAGES_AS_OURS = {"sh": "sr", "cnr": "sr", "nb": "no", "nn": "no"}
NO_LANGUAGES = ("", "und", "mul", "zxx", "mis")
ADDRESS = re.compile(
    r"(?:\b(?:https?|ftp)://|\bwww\.|(?<![\w.+-])[\w.+-]++@[\w-]++\.)[^\s<>\"“”„«»（），。、；：！？「」『』]+"
)
"""An address of the web or of mail: nobody is named by a part of one."""
_known = KnownForms(())


def answer(
    request: dict[str, Any], payload: bytes
) -> dict[str, Any] | tuple[dict[str, list[int]], bytes]:
    """Answer one request of the parent process."""
    global _known
    if request["verb"] == "known":
        _known = KnownForms((form, person_id) for form, person_id in request["forms"])
        return {}
    if request["verb"] == "line":
        return answer_line(request["line"])
    if request["verb"] == "breaks":
        return breaks.of_payload(payload, request["sizes"])
    return recognised(request["text"], request["language"], _known)


def recognise_here(
    text: str, language: str | None, known: Sequence[KnownForm] = ()
) -> list[Proposal]:
    """Give the people and countries of a text, in this very process."""
    forms = KnownForms((one.form, one.person_id) for one in known)
    return proposals(recognised(text, language, forms))


def recognised(text: str, language: str | None, known: KnownForms) -> dict[str, Any]:
    """Give people and countries of a text as JSON values; offsets in code points, half-open."""
    language = spoken(text, language)
    addresses = [found.span() for found in ADDRESS.finditer(text)]
    found = [
        one
        for one in (_outside(person, addresses) for person in people(text, language, known))
        if one.spans
    ]
    spans = [span for person in found for span in person.spans]
    return {
        "people": list(map(person_as_json, found)),
        "countries": [
            {"code": code, "mentions": [list(span) for span in places]}
            for code, places in countries(text, language, [*spans, *addresses]).items()
        ],
    }


def _outside(person: FoundPerson, addresses: Sequence[Span]) -> FoundPerson:
    """Give a person without the places that lie in addresses."""
    kept = (
        (start, end)
        for start, end in person.spans
        if not any(start < last and first < end for first, last in addresses)
    )
    return replace(person, spans=tuple(kept))


def answer_line(line: dict[str, Any]) -> dict[str, Any]:
    """Answer one line of `recognise --batch`: a document or a pair of names; BadValue for anything else."""
    pair = line.get("pair")
    if isinstance(pair, list) and len(pair) == 2 and all(isinstance(name, str) for name in pair):
        return {"match": match(*pair)}
    text, language, known = line.get("text"), line.get("language"), line.get("known") or []
    if (
        not isinstance(text, str)
        or not isinstance(language, str | None)
        or not isinstance(known, list)
    ):
        raise BadValue(
            value="This line",
            kind="question",
            expected="give a text and its language, or a pair of names",
        )
    forms = KnownForms((str(form), number) for number, form in enumerate(known))
    return recognised(text, language, forms)


def spoken(text: str, language: str | None) -> str:
    """Give the language the tables know for a BCP 47 tag; guessed where none is given."""
    primary = re.split(r"[-_]", (language or "").strip().lower())[0]
    if primary in NO_LANGUAGES:
        return guess_language(text)
    return LANGUAGES_AS_OURS.get(primary, primary)
