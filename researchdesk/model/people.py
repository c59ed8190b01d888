# SPDX-License-Identifier: MIT
"""People as authority records, countries by code, and where articles name them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NewType

from msgspec import Struct

if TYPE_CHECKING:
    from researchdesk.model.article import ArticleId

PersonId = NewType("PersonId", int)
MentionId = NewType("MentionId", int)
FormKind = Literal["preferred", "variant", "surname", "misspelling"]
MentionStatus = Literal["suggested", "accepted", "rejected"]
Method = Literal["tagger", "known", "table", "user"]
MentionKind = Literal["person", "country"]
Scheme = Literal["wikidata", "viaf", "isni"]
RefusalKind = Literal["not_person", "not_this_person", "not_country", "not_same"]


class NameForm(Struct, frozen=True):
    """One spelling of a person's name; `script` is an ISO 15924 code such as Latn, Cyrl, Grek."""

    form: str
    kind: FormKind
    script: str
    language: str | None = None


class Identifier(Struct, frozen=True):
    """The number of a person in Wikidata, VIAF or ISNI, in its one spelling: Q57434, 12345, 0000000121032683."""

    scheme: Scheme
    value: str

    @property
    def url(self) -> str:
        """Where the record stands; nothing is asked from there."""
        return PAGES[self.scheme] + self.value


PAGES: dict[Scheme, str] = {
    "wikidata": "https://www.wikidata.org/wiki/",
    "viaf": "https://viaf.org/viaf/",
    "isni": "https://isni.org/isni/",
}


class Person(Struct, frozen=True):
    """An authority record: the preferred name and all known forms."""

    id: PersonId
    public_id: str
    preferred_name: str
    sort_name: str
    born: str | None
    died: str | None
    remark: str
    is_pinned: bool
    forms: tuple[NameForm, ...]
    article_count: int
    trashed_on: str | None
    identifiers: tuple[Identifier, ...] = ()
    merged_into_id: PersonId | None = None


class PersonRow(Struct, frozen=True):
    """What a list shows of a person."""

    id: PersonId
    public_id: str
    preferred_name: str
    article_count: int
    is_pinned: bool
    forms: tuple[str, ...] = ()


class CountryRow(Struct, frozen=True):
    """A country with the number of articles that bear it; `code` is ISO 3166-1 alpha-2, XK, or SU YU CS DD."""

    code: str
    name: str
    article_count: int


class Mention(Struct, frozen=True):
    """A person or country named in an article. Offsets are code points of its text version, half-open.

    Without start and end it is a tag on the article as a whole. `name` is what to show: the person's preferred
    name, the country's name, or the name proposed for a person not yet made (then person_id and country are None).
    """

    id: MentionId
    article_id: ArticleId
    kind: MentionKind
    name: str
    person_id: PersonId | None
    country: str | None
    start: int | None
    end: int | None
    surface: str
    status: MentionStatus
    confidence: float
    method: Method


class Proposal(Struct, frozen=True):
    """What the recogniser found: one person or country with all its places in one text.

    `spans` are (start, end) code points, half-open. A person found by a form the library knows has `known_id`.
    """

    kind: MentionKind
    name: str
    spans: tuple[tuple[int, int], ...]
    confidence: float
    method: Method
    country: str | None = None
    known_id: PersonId | None = None


class KnownForm(Struct, frozen=True):
    """A name form the user has accepted, as the recogniser gets it."""

    form: str
    person_id: PersonId


class SuggestionGroup(Struct, frozen=True):
    """All suggested mentions of one name in one article: what the review strip shows.

    `likely` are persons of the library this may be ("Is this ...?", namesakes): none is chosen for the user.
    """

    article_id: ArticleId
    kind: MentionKind
    name: str
    person_id: PersonId | None
    country: str | None
    mentions: tuple[Mention, ...]
    likely: tuple[PersonRow, ...]
    article_count: int

    @property
    def has_open_question(self) -> bool:
        """True when the user must say who this is; such a group is left out of "Accept all"."""
        return bool(self.likely)


class Resemblance(Struct, frozen=True):
    """Two people of the library who may be one; `forms` are the two spellings that say so.

    `shared` are names that both are named with; `same_birth` is true where both were born in one year.
    """

    one: PersonRow
    other: PersonRow
    forms: tuple[str, str]
    is_same_key: bool
    shared: tuple[str, ...] = ()
    is_same_birth: bool = False


class RefusalRow(Struct, frozen=True):
    """Something the user said no to, as the list of refusals shows it; `ref` names it: r12, or p3 for two people.

    `words` are what was refused; `whom` the person or country it is not; no article: everywhere.
    """

    ref: str
    kind: RefusalKind
    words: str
    whom: str
    article_id: ArticleId | None
    article_title: str
    made_at: str


class SuggestedName(Struct, frozen=True):
    """One name with all its open suggestions in the whole library; `likely` are people it may be."""

    kind: MentionKind
    name: str
    mentions: tuple[MentionId, ...]
    article_count: int
    is_known: bool
    likely: tuple[PersonRow, ...]
    country: str | None = None
