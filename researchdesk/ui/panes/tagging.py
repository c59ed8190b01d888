# SPDX-License-Identifier: MIT
"""What a typed name can mean: people by any form, countries, free tags, or somebody new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from researchdesk.model.errors import BadValue
from researchdesk.model.note import Note
from researchdesk.ui.translate import country, plural, tr
from researchdesk.ui.verbs import countries, mentions, people, search, tags

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId
    from researchdesk.model.passage import Annotation, Span
    from researchdesk.ui.desk import Desk

Kind = Literal["person", "country", "tag", "new_person", "new_tag"]
PEOPLE, COUNTRIES, TAGS = 6, 3, 4  # rows of each at most
LONGEST_NAME = 120


class Choice(Struct, frozen=True):
    """One row of the tag box: what to show, how often it is used, and what choosing it does."""

    kind: Kind
    name: str
    key: str = ""
    count: int | None = None
    remark: str = ""

    @property
    def icon(self) -> str:
        """Give the icon of the kind."""
        return {"new_person": "person", "new_tag": "tag"}.get(self.kind, self.kind)

    @property
    def words(self) -> str:
        """Give the words of the row."""
        if self.kind == "new_person":
            return tr("New person “{name}”", name=self.name)
        if self.kind == "new_tag":
            return tr("New tag “{name}”", name=self.name)
        return self.name


def tag_choices(library: Library, words: str) -> list[Choice]:
    """Give the tags that hold these words, and a new one; in the pool."""
    name = " ".join(words.split())[:LONGEST_NAME]
    found = [
        Choice("tag", one.name, one.name, one.article_count)
        for one in tags.rows(library)
        if search.holds(name, one.name)
    ][: 2 * TAGS]
    return [*found, *([Choice("new_tag", name)] if name and not _has(found, name) else [])]


def turn(library: Library, thing: Annotation | Note, name: str) -> bool:
    """Put a tag on a passage or note, or take it off where it is; say whether it is on now."""
    is_on = name.casefold() in (one.casefold() for one in thing.tags)
    bearer: Literal["note", "annotation"] = "note" if isinstance(thing, Note) else "annotation"
    (tags.remove if is_on else tags.add)(library, [thing.id], name, bearer)
    return not is_on


def turn_in(desk: Desk, thing: Annotation | Note, name: str) -> None:
    """Do that in the library's thread, and say what was done."""

    def say(is_on: bool) -> None:
        words = (
            tr("Tagged {name}.", name=name) if is_on else tr("The tag {name} is off.", name=name)
        )
        desk.say(words, undo=True)

    desk.change("tag", lambda library: turn(library, thing, name), say)


def choices(library: Library, words: str, *, people_only: bool = False) -> list[Choice]:
    """Give what these words can mean, the best first; in the pool."""
    name = " ".join(words.split())[:LONGEST_NAME]
    rows = people.find(library, name, PEOPLE) if name else people.rows(library, limit=PEOPLE)
    found = [Choice("person", one.preferred_name, str(one.id), one.article_count) for one in rows]
    if people_only:
        return [*found, *([Choice("new_person", name)] if _is_new(name, found) else [])]
    lands = _countries(library, name)
    is_land = bool(lands) and lands[0].remark == "exact"
    found = [*lands, *found] if is_land and not _has(found, name) else [*found, *lands]
    labels = [
        Choice("tag", one.name, one.name, one.article_count)
        for one in tags.rows(library)
        if search.holds(name, one.name)
    ][:TAGS]
    found += labels
    if name and not _has(labels, name):
        found.append(Choice("new_tag", name))
    if _is_new(name, found):
        found.append(Choice("new_person", name))
    return found


def put(
    library: Library, ids: Sequence[ArticleId], choice: Choice, span: Span | None = None
) -> str:
    """Tag articles with what was chosen; give the name to say."""
    if choice.kind == "country":
        mentions.tag_country(library, ids, choice.key, span)
    elif choice.kind in ("tag", "new_tag"):
        tags.add(library, ids, choice.name)
    elif choice.kind == "person":
        mentions.tag_person(library, ids, int(choice.key), span)  # type: ignore[arg-type]
    else:
        mentions.tag_person(library, ids, choice.name, span)
    return choice.name


def count_words(choice: Choice) -> str:
    """Say in how many articles a choice stands."""
    if not choice.count:
        return ""
    return plural("in {n} article", "in {n} articles", choice.count)


def _countries(library: Library, name: str) -> list[Choice]:
    if not name:
        return [
            Choice("country", country(one.code, one.name), one.code, one.article_count)
            for one in countries.rows(library)[:COUNTRIES]
        ]
    counts = {one.code: one.article_count for one in countries.rows(library)}
    found: list[Choice] = []
    try:
        code = countries.code_of(name)
        shown = country(code, countries.name_of(code))
        found.append(Choice("country", shown, code, counts.get(code), "exact"))
    except BadValue:
        pass
    for one in countries.all_countries():
        shown = country(one.code, one.name)
        is_begun = search.begins(name, one.name) or search.begins(name, shown)
        if is_begun and all(one.code != other.key for other in found):
            found.append(Choice("country", shown, one.code, counts.get(one.code)))
    return found[:COUNTRIES]


def _has(found: Sequence[Choice], name: str) -> bool:
    return any(one.name.casefold() == name.casefold() for one in found)


def _is_new(name: str, found: Sequence[Choice]) -> bool:
    people_found = [one for one in found if one.kind == "person"]
    return bool(name) and not _has(people_found, name)
