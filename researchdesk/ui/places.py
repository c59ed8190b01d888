# SPDX-License-Identifier: MIT
"""The places of the navigation: what the list shows while no words are searched."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from researchdesk.model.article import ArticleFilter, Shelf
from researchdesk.ui.translate import tr

PlaceKind = Literal[
    "shelf",
    "annotations",
    "repair",
    "notes",
    "note",
    "people",
    "person",
    "countries",
    "country",
    "tag",
    "search",
    "insight",
]
OF_ARTICLES = ("shelf", "person", "country", "tag", "insight")
SHELVES = {
    Shelf.ALL: ("articles", "All articles"),
    Shelf.INBOX: ("inbox", "Inbox"),
    Shelf.STARRED: ("star", "Starred"),
    Shelf.UNREAD: ("unread", "Unread"),
    Shelf.TRASH: ("trash", "Trash"),
}
LISTS = {
    "annotations": ("annotations", "Annotations"),
    "repair": ("repair", "To repair"),
    "notes": ("note", "All notes"),
    "people": ("people", "All people"),
    "countries": ("country", "All countries"),
    "insight": ("insight", "Insight"),
}


class Place(Struct, frozen=True):
    """One place.

    `value` is the shelf, the person's or note's number, the country's code, the tag's name, the saved search's query.
    """

    kind: PlaceKind = "shelf"
    value: str | int = Shelf.ALL.value
    name: str = ""

    def __eq__(self, other: object) -> bool:
        """Say whether it is the same place, whatever it is called now."""
        if not isinstance(other, Place):
            return NotImplemented
        return (self.kind, self.value) == (other.kind, other.value)

    def __hash__(self) -> int:
        """Agree with `==`."""
        return hash((self.kind, self.value))

    @property
    def is_everything(self) -> bool:
        """True for all articles."""
        return self.kind == "shelf" and self.value == Shelf.ALL.value

    @property
    def is_trash(self) -> bool:
        """True for the trash."""
        return self.kind == "shelf" and self.value == Shelf.TRASH.value

    @property
    def holds_articles(self) -> bool:
        """True where words are searched inside the place."""
        return self.kind in OF_ARTICLES

    @property
    def title(self) -> str:
        """What stands over the list."""
        if self.kind == "shelf":
            return tr(SHELVES[Shelf(str(self.value))][1])
        return tr(LISTS[self.kind][1]) if self.kind in LISTS else self.name

    @property
    def list_title(self) -> str:
        """What stands over its articles: beside Insight they are those of the library."""
        return EVERYTHING.title if self.kind == "insight" else self.title

    @property
    def chosen(self) -> ArticleFilter:
        """Which articles the place holds."""
        if self.kind == "person":
            return ArticleFilter(person_id=int(self.value))
        if self.kind == "country":
            return ArticleFilter(country=str(self.value))
        if self.kind == "tag":
            return ArticleFilter(tag=str(self.value))
        return ArticleFilter(Shelf(str(self.value))) if self.kind == "shelf" else ArticleFilter()

    @property
    def query(self) -> str:
        """The same place in the words of a query, for the chip and for copying; empty where nothing is filtered."""
        if self.kind == "shelf":
            words = {"inbox": "in:inbox", "starred": "is:starred", "unread": "is:unread"}
            return {**words, "trash": "in:trash"}.get(str(self.value), "")
        if self.kind == "country":
            return f"country:{self.value}"
        if self.kind in ("person", "tag"):
            return f'{self.kind}:"{self.name}"' if " " in self.name else f"{self.kind}:{self.name}"
        return ""

    @property
    def chip(self) -> str:
        """What the chip in the search field says; empty for all articles."""
        if self.kind == "country":
            return f"country: {self.name}"
        return self.query.replace(":", ": ", 1).replace('"', "")


EVERYTHING = Place()
REPAIR = Place("repair", "")
INSIGHT = Place("insight", "")
TRASH = Place("shelf", Shelf.TRASH.value)
