# SPDX-License-Identifier: MIT
"""What the authority record of a person says beyond the names: numbers elsewhere, dates of life, a remark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from researchdesk.library import people
from researchdesk.model.dates import day_of, is_edtf
from researchdesk.model.errors import BadValue, IdentifierTaken
from researchdesk.model.people import Identifier
from researchdesk.store import people as rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from researchdesk.library.library import Library
    from researchdesk.model.people import Person, PersonId, Scheme

SCHEMES: dict[Scheme, str] = {"wikidata": "Wikidata", "viaf": "VIAF", "isni": "ISNI"}
PARTS: dict[Scheme, re.Pattern[str]] = {
    "wikidata": re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?(Q[1-9]\d{0,11})/?", re.I),
    "viaf": re.compile(r"(?:https?://(?:www\.)?viaf\.org/(?:\w+/)?viaf/)?([1-9]\d{0,21})/?", re.I),
    "isni": re.compile(r"(?:https?://(?:www\.)?isni\.org/(?:isni/)?|ISNI:?)?(\d{15}[\dX])/?", re.I),
}  # fmt: skip
LOOKS: dict[Scheme, str] = {
    "wikidata": "it should read like Q57434",
    "viaf": "it should be digits alone, such as 102333412",
    "isni": "it should be sixteen digits of which the last checks the others",
}
LONGEST_REMARK = 10_000  # code points


def parse(scheme: Scheme, typed: str) -> Identifier:
    """Read a number as it is typed, or the address of its page; BadValue where it cannot be one."""
    value = re.sub(r"[\s\u2010-\u2015-]+", "", typed) if scheme == "isni" else typed.strip()
    found = PARTS[scheme].fullmatch(value)
    if found is None or (scheme == "isni" and not _is_checked(found[1].upper())):
        raise BadValue(
            value=f"“{typed.strip()[:60]}”",
            kind=f"{SCHEMES[scheme]} number",
            expected=LOOKS[scheme],
        )
    return Identifier(scheme, found[1].upper())


def describe(
    library: Library,
    person_id: PersonId,
    *,
    born: str | None = None,
    died: str | None = None,
    remark: str | None = None,
    numbers: Mapping[Scheme, str] | None = None,
) -> Person:
    """Change fields of a person in one step; None leaves a field as it is, nothing empties it.

    IdentifierTaken when another person has a number; then nothing is changed.
    """
    held = people.get(library, person_id)
    new = {"born": _dated(born, held.born), "died": _dated(died, held.died)}
    first, last = day_of(new["born"]), day_of(new["died"])
    if first and last and last < first:
        raise BadValue(
            value=new["died"], kind=f"date after {new['born']}", expected="death follows birth"
        )
    words = held.remark if remark is None else remark.replace("\0", "").strip()
    if len(words) > LONGEST_REMARK:
        raise BadValue(value="This", kind="short remark", expected="write a note about the person")
    wanted = _numbered(library, held, numbers or {})
    is_same = (held.born, held.died, held.remark) == (new["born"], new["died"], words)
    if is_same and set(wanted) == set(held.identifiers):
        return held
    with library.operation(f"Change {held.preferred_name}"):
        rows_of.update(library.store, held.id, **new, remark=words)
        rows_of.set_identifiers(library.store, held.id, wanted)
    return people.get(library, held.id)


def _numbered(library: Library, held: Person, numbers: Mapping[Scheme, str]) -> list[Identifier]:
    """Give all numbers of a person as they would be; each is checked, and nobody else may have it."""
    wanted = [one for one in held.identifiers if one.scheme not in numbers]
    for scheme, typed in numbers.items():
        if not typed.strip():
            continue
        new = parse(scheme, typed)
        holder = rows_of.holder(library.store, new)
        if holder is not None and holder != held.id:
            name = people.get(library, holder).preferred_name
            raise IdentifierTaken(scheme=SCHEMES[scheme], value=new.value, name=name, person=holder)
        wanted.append(new)
    return wanted


def _dated(typed: str | None, held: str | None) -> str | None:
    if typed is None:
        return held
    value = typed.strip()
    if value and not is_edtf(value):
        raise BadValue(
            value=f"“{value[:40]}”",
            kind="date",
            expected="write a year, a month or a day, such as 1970 or 1970-03-05",
        )
    return value or None


def _is_checked(digits: str) -> bool:
    """Say whether the last digit of an ISNI is right: ISO 7064, mod 11-2."""
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    return digits[-1] == ("X" if check == 10 else str(check))
