# SPDX-License-Identifier: MIT
"""Suggestions, and the user's word on them: accept, reject, tag by hand, untag.

A word on one mention is a word on that name in the whole article. It is remembered: accepted names are accepted
again when the article is recognised anew, refused ones are not proposed again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from researchdesk.annotate import anchor
from researchdesk.entities import names
from researchdesk.entities.countries import country_name
from researchdesk.library import articles, countries, people
from researchdesk.model.errors import BadValue, NoSuchThing
from researchdesk.model.people import Mention, MentionId, PersonId, SuggestionGroup
from researchdesk.store import articles as article_rows
from researchdesk.store import mentions
from researchdesk.store import people as people_rows
from researchdesk.store.mentions import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId
    from researchdesk.model.passage import Span
    from researchdesk.model.people import MentionStatus

BY_HAND = {"confidence": 1.0, "method": "user", "recogniser": "user", "status": "accepted"}


def of_article(
    library: Library,
    article_id: ArticleId,
    statuses: Sequence[MentionStatus] = ("accepted", "suggested"),
) -> list[Mention]:
    """Give an article's mentions in the order of its text; tags on the article as a whole first."""
    return _named(mentions.of_article(library.store, article_id, statuses))


def suggestions(library: Library, article_id: ArticleId | None = None) -> list[Mention]:
    """Give the open suggestions of an article, or of the whole library."""
    if article_id is not None:
        return of_article(library, article_id, ("suggested",))
    return _named(mentions.suggested(library.store))


def existing(library: Library, ids: Iterable[int]) -> list[Mention]:
    """Give the mentions of these IDs, at least one; raises NoSuchThing for the first that is gone."""
    wanted = list(dict.fromkeys(ids))
    found = _named(mentions.get(library.store, wanted))
    there = {one.id for one in found}
    for one in wanted:
        if one not in there:
            raise NoSuchThing(noun="suggestion", name=one)
    if not found:
        raise BadValue(value="Nothing", kind="suggestion", expected="name at least one")
    return found


def groups(library: Library, article_id: ArticleId) -> list[SuggestionGroup]:
    """Give the open suggestions of an article by name, the most mentioned first: what is asked one by one."""
    found: dict[tuple[object, ...], list[Mention]] = {}
    for one in suggestions(library, article_id):
        found.setdefault(_whom(one), []).append(one)
    made = [_group(library, members) for members in found.values()]
    return sorted(made, key=lambda group: (-len(group.mentions), group.mentions[0].start or 0))


def accept(library: Library, ids: Iterable[int]) -> list[Mention]:
    """Accept suggestions, and the same names wherever else they are suggested in their articles.

    A person not yet made is made, unless exactly one person of the library is called so.
    """
    chosen = existing(library, ids)
    with library.operation(_label("Accept", chosen)):
        return [one for members in _by_name(library, chosen) for one in _accept(library, members)]


def accept_all(library: Library, article_id: ArticleId) -> list[Mention]:
    """Accept all suggestions of an article but those with an open question; one step to undo."""
    wanted = [
        group.mentions for group in groups(library, article_id) if not group.has_open_question
    ]
    if not wanted:
        return []
    with library.operation("Accept all suggestions"):
        return [one for members in wanted for one in _accept(library, list(members))]


def accept_as(library: Library, ids: Iterable[int], person_id: PersonId) -> list[Mention]:
    """Accept suggestions as somebody else; what the text calls the person becomes a variant name."""
    chosen = existing(library, ids)
    person = people.get(library, person_id)
    with library.operation(f"Tag {person.preferred_name}"):
        for one in chosen:
            if one.kind == "person" and " " in one.name:
                people.add_form(library, person_id, one.name, "variant", one.article_id)
        return [
            one
            for members in _by_name(library, chosen)
            for one in _accept(library, members, person_id)
        ]


def reject(library: Library, ids: Iterable[int], *, everywhere: bool = False) -> list[Mention]:
    """Reject suggestions, or tags, and remember it: for this article, or everywhere (never a person, no country)."""
    chosen = existing(library, ids)
    with library.operation(_label("Never" if everywhere else "Reject", chosen)):
        done = []
        for members in _by_name(library, chosen):
            for refusal in _refusals(members, everywhere=everywhere):
                mentions.refuse(library.store, refusal)
            if everywhere:
                members = _same_everywhere(library, members)
            mentions.decide(library.store, [one.id for one in members], "rejected")
            done += members
    return _named(mentions.get(library.store, [one.id for one in done]))


def reject_name(library: Library, name: str) -> int:
    """Remember that this name is never a person, everywhere; give how many suggestions went."""
    key = names.full_key(people.checked(name))
    with library.operation(f"Never a person: {name}"):
        mentions.refuse(library.store, Refusal(key, "not_person"))
        return _reject_open(
            library, lambda one: one.kind == "person" and names.full_key(one.name) == key
        )


def reject_country_words(library: Library, words: str) -> int:
    """Remember that these words are no country, everywhere; give how many suggestions went."""
    key, code = names.full_key(words), countries.code_of(words)
    with library.operation(f"Never a country: {words}"):
        mentions.refuse(library.store, Refusal(key, "not_country", country=code))
        return _reject_open(
            library, lambda one: one.country == code and names.full_key(one.surface) == key
        )


def tag_person(
    library: Library, ids: Sequence[ArticleId], who: str | PersonId, span: Span | None = None
) -> PersonId:
    """Tag articles with a person: one of the library, or a new one by name; at a place of the text, or as a whole.

    Where the name is suggested already, the suggestions are accepted instead.
    """
    wanted = article_rows.existing(library.store, ids)
    name = people.checked(who) if isinstance(who, str) else people.get(library, who).preferred_name
    with library.operation(f"Tag {name}"):
        person_id = _person(library, who, wanted[0]) if isinstance(who, str) else who
        keys = {names.full_key(form.form) for form in people.get(library, person_id).forms}
        for one in wanted:
            for kind in ("not_person", "not_this_person"):
                for key in keys:
                    mentions.forgive(library.store, key, [kind], one)
            waiting = [
                held
                for held in suggestions(library, one)
                if held.kind == "person"
                and (held.person_id == person_id or names.full_key(held.name) in keys)
            ]
            if waiting:
                _accept(library, waiting, person_id)
            _tag(library, one, {"person_id": person_id}, name, span)
    return person_id


def tag_country(
    library: Library, ids: Sequence[ArticleId], words: str, span: Span | None = None
) -> str:
    """Tag articles with a country by code or name; give the code."""
    code = countries.code_of(words)
    wanted = article_rows.existing(library.store, ids)
    with library.operation(f"Tag {country_name(code)}"):
        for one in wanted:
            waiting = [held for held in suggestions(library, one) if held.country == code]
            if waiting:
                _accept(library, waiting)
            _tag(library, one, {"country": code}, country_name(code), span)
    return code


def untag_person(library: Library, ids: Sequence[ArticleId], person_id: PersonId) -> None:
    """Take a person off articles, and remember it."""
    name = people.get(library, person_id).preferred_name
    _untag(library, ids, name, person_id=person_id)


def untag_country(library: Library, ids: Sequence[ArticleId], code: str) -> None:
    """Take a country off articles, and remember it."""
    _untag(library, ids, country_name(code), country=code)


def _accept(
    library: Library, members: list[Mention], person_id: PersonId | None = None
) -> list[Mention]:
    first = members[0]
    if first.kind == "person":
        whom = person_id or first.person_id or _person(library, first.name, first.article_id)
        mentions.decide(
            library.store, [one.id for one in members], "accepted", person_id=whom, new_name=None
        )
        mentions.forgive(
            library.store,
            names.full_key(first.name),
            ["not_person", "not_this_person"],
            first.article_id,
        )
    else:
        mentions.decide(library.store, [one.id for one in members], "accepted")
        for one in members:
            mentions.forgive(
                library.store, names.full_key(one.surface), ["not_country"], one.article_id
            )
    return _named(mentions.get(library.store, [one.id for one in members]))


def _person(library: Library, name: str, article_id: ArticleId) -> PersonId:
    found = people.exactly(library, name)
    return found[0] if len(found) == 1 else people.make(library, name, article_id)


def _tag(
    library: Library, article_id: ArticleId, whom: dict[str, object], name: str, span: Span | None
) -> None:
    """Add a tag by hand where the article does not bear it already at that place."""
    held = of_article(library, article_id, ("accepted",))
    same = [
        one
        for one in held
        if (one.person_id, one.country) == (whom.get("person_id"), whom.get("country"))
    ]
    row: dict[str, object] = {"article_id": article_id, "surface": name} | BY_HAND | whom
    if span is not None:
        version = articles.text(library, article_id)
        span = anchor.trim(version.text, span)
        if any(
            one.start is not None and one.start < span.end and span.start < (one.end or 0)
            for one in same
        ):
            return
        overlapping = [
            one.id
            for one in of_article(library, article_id, ("suggested",))
            if one.start is not None and one.start < span.end and span.start < (one.end or 0)
        ]
        mentions.delete(library.store, overlapping)
        row |= {"text_version_id": version.id, "start": span.start, "end": span.end}
        row["surface"] = version.text[span.start : span.end]
    elif same:
        return
    mentions.insert(library.store, [row])


def _untag(
    library: Library,
    ids: Sequence[ArticleId],
    name: str,
    *,
    person_id: PersonId | None = None,
    country: str | None = None,
) -> None:
    wanted = article_rows.existing(library.store, ids)
    found = mentions.bearing(library.store, wanted, person_id=person_id, country=country)
    if not found:
        raise NoSuchThing(
            noun="tag", name=f"{name} on {'this article' if len(wanted) == 1 else 'these articles'}"
        )
    held = _named(mentions.get(library.store, found))
    with library.operation(f"Untag {name}"):
        mentions.delete(
            library.store, [one.id for one in held if one.start is None or one.method == "user"]
        )
        rest = [one for one in held if one.start is not None and one.method != "user"]
        for refusal in _refusals(held, everywhere=False):
            mentions.refuse(library.store, refusal)
        mentions.decide(library.store, [one.id for one in rest], "rejected")


def _refusals(members: Sequence[Mention], *, everywhere: bool) -> list[Refusal]:
    made = []
    for one in members:
        article_id = None if everywhere else one.article_id
        if one.kind == "country":
            made.append(
                Refusal(
                    names.full_key(one.surface),
                    "not_country",
                    country=one.country,
                    article_id=article_id,
                )
            )
        elif one.person_id is None or everywhere:
            made.append(Refusal(names.full_key(one.name), "not_person", article_id=article_id))
        else:
            made.append(
                Refusal(
                    names.full_key(one.name),
                    "not_this_person",
                    person_id=one.person_id,
                    article_id=article_id,
                )
            )
    return list(dict.fromkeys(made))


def _same_everywhere(library: Library, members: Sequence[Mention]) -> list[Mention]:
    whom = {_whom(one) for one in members}
    surfaces = {names.full_key(one.surface) for one in members}
    others = [
        one
        for one in suggestions(library)
        if _whom(one) in whom and (one.kind == "person" or names.full_key(one.surface) in surfaces)
    ]
    return list({one.id: one for one in [*members, *others]}.values())


def _reject_open(library: Library, is_meant: Callable[[Mention], bool]) -> int:
    found = [one.id for one in suggestions(library) if is_meant(one)]
    mentions.decide(library.store, found, "rejected")
    return len(found)


def _by_name(library: Library, chosen: Sequence[Mention]) -> list[list[Mention]]:
    """Give for each name among these all that are suggested in the same article, and the chosen ones themselves."""
    made: dict[tuple[object, ...], dict[MentionId, Mention]] = {}
    for one in chosen:
        members = made.setdefault((one.article_id, *_whom(one)), {})
        members[one.id] = one
        for other in suggestions(library, one.article_id):
            if _whom(other) == _whom(one):
                members[other.id] = other
    return [list(members.values()) for members in made.values()]


def _group(library: Library, members: list[Mention]) -> SuggestionGroup:
    first = members[0]
    likely: list[PersonId] = []
    person_id, count = first.person_id, 0
    if first.kind == "person" and person_id is None:
        exact = people.exactly(library, first.name)
        if len(exact) == 1 and " " in first.name:
            person_id = exact[0]
        elif " " in first.name:
            likely = exact or people.matching(library, first.name)
        else:
            likely = people.bearers(library, first.name)
    if person_id is not None:
        count = people.get(library, person_id).article_count
    elif first.country:
        count = next(
            (row.article_count for row in countries.rows(library) if row.code == first.country), 0
        )
    name = people.get(library, person_id).preferred_name if person_id else first.name
    return SuggestionGroup(
        article_id=first.article_id,
        kind=first.kind,
        name=name,
        person_id=person_id,
        country=first.country,
        mentions=tuple(members),
        likely=tuple(people_rows.rows(library.store, likely[:5])),
        article_count=count,
    )


def _label(verb: str, chosen: Sequence[Mention]) -> str:
    shown = list(dict.fromkeys(one.name for one in chosen))
    return f"{verb} {shown[0]}" if len(shown) == 1 else f"{verb} {len(shown)} names"


def _whom(one: Mention) -> tuple[object, ...]:
    return (one.kind, one.person_id, one.country, one.name)


def _named(found: Iterable[Mention]) -> list[Mention]:
    return [
        structs.replace(one, name=country_name(one.country)) if one.country else one
        for one in found
    ]
