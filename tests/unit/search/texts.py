# SPDX-License-Identifier: MIT
"""Documents for the tests of the search: some written by hand, any number made by chance."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from researchdesk.model.search import Document

if TYPE_CHECKING:
    import random

HISTORY = "one"
_SOME = (
    "the of and harbour harbours harbor lighthouse light keeper keeps keeping sea seal sealed storm stormy "
    "Milanković Миланковић milankovitch Ångström naïve façade coöperate Straße Łódź Ørsted ship ships shipping "
    "U.S. O'Neill state-of-the-art 1912 3.5 東京都 ประเทศ мост Мостар"
)
WORDS = _SOME.split()
NAMES = ("Mihajlo Pupin", "Ann Lee", "Lee Ann", "Ђорђе Крстић", "Zoë Åkesson")
COUNTRIES = {"RS": "Serbia", "NO": "Norway", "JP": "Japan"}
TAGS = ("sea", "history of science", "work/2024")
SITES = ("The Lantern", "harbour.example", "Светионик", "")
DATES = ("", "1912", "1912-04", "1912-04-15", "2023-12-31", "2024-01-01", "2024")


def article(number: int, title: str = "", body: str = "", **more: Any) -> Document:
    return Document("article", number, title, body, **more)


def note(number: int, title: str = "", body: str = "") -> Document:
    return Document("note", number, title, body)


def by_chance(chance: random.Random, number: int) -> Document:
    def some(longest: int) -> str:
        found = " ".join(chance.choices(WORDS, k=chance.randrange(longest)))
        return unicodedata.normalize(chance.choice(["NFC", "NFD"]), found)

    codes = tuple(chance.sample(sorted(COUNTRIES), chance.randrange(3)))
    people = chance.sample(range(len(NAMES)), chance.randrange(3))
    tags = chance.sample(range(len(TAGS)), chance.randrange(3))
    return Document(
        kind=chance.choice(["article", "article", "article", "note"]),
        id=number,
        title=some(8),
        body=some(90),
        note=some(12) if chance.random() < 0.3 else "",
        authors=(chance.choice(NAMES),) if chance.random() < 0.7 else (),
        site=chance.choice(SITES),
        tags=tuple(TAGS[at] for at in tags),
        people=tuple(NAMES[at] for at in people),
        countries=tuple(COUNTRIES[code] for code in codes),
        person_ids=tuple(at + 1 for at in people),
        country_codes=codes,
        tag_ids=tuple(at + 1 for at in tags),
        language=chance.choice(["en", "sr", ""]),
        issued=chance.choice(DATES),
        clipped=f"2024-05-{chance.randrange(1, 29):02}T10:00:00.{number:06}Z",
        item_type=chance.choice(["webpage", "article-newspaper"]),
    )
