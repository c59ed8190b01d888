# SPDX-License-Identifier: MIT
"""The suggestions of an article as a deck: which is shown, which are decided, which came back by undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.ui.translate import country, plural, tr
from researchdesk.ui.verbs import articles, mentions, people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.library.library import Library
    from researchdesk.model.people import PersonRow, SuggestionGroup
    from researchdesk.ui.panes.tagging import Choice

Key = tuple[str, str]


class Deck:
    """Groups in the order of the text; `current` is None once all are decided."""

    def __init__(self, groups: Sequence[SuggestionGroup] = ()) -> None:
        self.groups = sorted(groups, key=_place)
        self._decided: list[Key] = []
        self._at = 0

    @property
    def current(self) -> SuggestionGroup | None:
        """Give the suggestion that is shown."""
        if not self.left:
            return None
        return self.groups[self._at]

    @property
    def number(self) -> int:
        """Say which of the groups is shown, from 1."""
        return self._at + 1

    @property
    def left(self) -> int:
        """Count what is not decided."""
        return sum(1 for one in self.groups if _key(one) not in self._decided)

    def step(self, by: int) -> None:
        """Show the next or previous one that is not decided; after the last the first."""
        count = len(self.groups)
        for distance in range(1, count + 1):
            at = (self._at + by * distance) % count
            if _key(self.groups[at]) not in self._decided:
                self._at = at
                return

    def decide(self, group: SuggestionGroup) -> None:
        """Remember that a group is decided and go on to the next."""
        self._decided.append(_key(group))
        self.step(1)

    def decide_all(self) -> int:
        """Decide all but those with an open question; give how many."""
        wanted = [
            _key(one)
            for one in self.groups
            if not one.has_open_question and _key(one) not in self._decided
        ]
        self._decided += wanted
        self.step(1)
        return len(wanted)

    def refresh(self, open_now: Sequence[SuggestionGroup]) -> bool:
        """Take in what is open in the library now; say whether something else is to be shown.

        A decided group that is open again was brought back by undo: it is shown.
        """
        before = self.current
        self._follow(open_now)
        found = {_key(one): one for one in open_now}
        known = {_key(one) for one in self.groups}
        shown = self.current
        back = [key for key in self._decided if key in found]
        self._decided = [key for key in self._decided if key not in found]
        self._decided += [key for key in known if key not in found and key not in self._decided]
        kept = [found.get(_key(one), one) for one in self.groups]
        self.groups = sorted(
            [*kept, *(one for key, one in found.items() if key not in known)], key=_place
        )
        keys = [_key(one) for one in self.groups]
        wanted = back[-1] if back else (_key(shown) if shown else None)
        if wanted in keys:
            self._at = keys.index(wanted)
        self._at = min(self._at, max(0, len(self.groups) - 1))
        if self.groups and keys[self._at] in self._decided:
            self.step(1)
        return self.current is not before

    def _follow(self, open_now: Sequence[SuggestionGroup]) -> None:
        """Know groups again by their mentions where they have another name now: people were merged, or renamed."""
        named = {_key(one) for one in open_now}
        holding = {one.id: group for group in open_now for one in group.mentions}
        made: list[SuggestionGroup] = []
        at = self._at
        for number, group in enumerate(self.groups):
            now = group
            if _key(group) not in named:
                now = next((holding[one.id] for one in group.mentions if one.id in holding), group)
            keys = [_key(one) for one in made]
            if number == self._at:
                at = keys.index(_key(now)) if _key(now) in keys else len(made)
            if _key(now) not in keys:
                made.append(now)
        self.groups, self._at = made, at


def name_of(group: SuggestionGroup) -> str:
    """Give the name that is suggested, in the language of the window where it is a country's."""
    return country(group.country, group.name)


def reason(group: SuggestionGroup) -> str:
    """Say why a name is suggested: what the user knows of it already."""
    kind = tr("person") if group.kind == "person" else tr("country")
    parts = [kind]
    if group.article_count:
        parts.append(
            plural("already in {n} article", "already in {n} articles", group.article_count)
        )
    elif group.likely:
        parts.append(tr("perhaps somebody you have"))
    else:
        parts.append(tr("new in this library"))
    if len(group.mentions) > 1:
        parts.append(plural("{n} place", "{n} places", len(group.mentions)))
    return " · ".join(parts)


def question(person: PersonRow) -> str:
    """Ask whether it is this person of the library."""
    count = plural("{n} article", "{n} articles", person.article_count)
    return tr("It is {name} ({count})", name=person.preferred_name, count=count)


def accept_as(library: Library, ids: Sequence[int], choice: Choice) -> object:
    """Accept suggestions as somebody else, who may be new; one step to undo."""
    if choice.key:
        return mentions.accept_as(library, ids, int(choice.key))  # type: ignore[arg-type]
    first = mentions.existing(library, ids)[0]
    with library.operation(f"Tag {choice.name}"):
        person_id = people.make(library, choice.name, first.article_id)
        return mentions.accept_as(library, ids, person_id)


def next_article(library: Library, article_id: int | None) -> int | None:
    """Give the next article of the whole list that has open suggestions; None when no other has."""
    wanted = {int(one.article_id) for one in mentions.suggestions(library)} - {article_id}
    if not wanted:
        return None
    order = [int(one) for one in articles.listed(library)]
    at = order.index(article_id) + 1 if article_id in order else 0
    return next((one for one in order[at:] + order[:at] if one in wanted), None)


def _key(group: SuggestionGroup) -> Key:
    return group.kind, str(group.person_id or group.country or group.name)


def _place(group: SuggestionGroup) -> tuple[int, str]:
    return min((one.start or 0 for one in group.mentions), default=0), group.name
