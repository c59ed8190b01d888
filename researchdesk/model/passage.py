# SPDX-License-Identifier: MIT
"""Annotations: a passage, what is said of it, and where it stands in each text version."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Literal, NewType

from msgspec import Struct

if TYPE_CHECKING:
    from researchdesk.model.article import ArticleId, TextVersionId

AnnotationId = NewType("AnnotationId", int)
TargetStatus = Literal["same", "typography", "moved", "changed", "unsure", "orphan"]


class Colour(StrEnum):
    """The four highlight colours, in the order of keys 1 to 4."""

    YELLOW = "yellow"
    BLUE = "blue"
    ROSE = "rose"
    GREEN = "green"


class Span(Struct, frozen=True):
    """A resolved place in a text: code points, half-open, never empty."""

    start: int
    end: int


class Quote(Struct, frozen=True):
    """Words of an article, with the words before and after them where they stand more than once."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class Selectors(Struct, frozen=True):
    """How to find a passage by its words (W3C TextQuoteSelector) and place (TextPositionSelector)."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


class Carried(Struct, frozen=True):
    """What became of a passage in a new text; only an orphan has no span, and that of an unsure one is a proposal."""

    status: TargetStatus
    span: Span | None
    confidence: float
    why: str


class Annotation(Struct, frozen=True):
    """A passage with its quote as first marked, and its target in the article's current text version."""

    id: AnnotationId
    public_id: str
    article_id: ArticleId
    article_title: str
    motivation: Literal["highlighting", "commenting"]
    body: str
    colour: Colour
    exact: str
    prefix: str
    suffix: str
    created_at: str
    modified_at: str
    trashed_on: str | None
    text_version_id: TextVersionId | None
    start: int | None
    end: int | None
    status: TargetStatus
    confidence: float
    why: str
    cited_by: int
    decided_by: Literal["user", "program"] | None = None
    tags: tuple[str, ...] = ()

    @property
    def place(self) -> Span | None:
        """Where it stands in the text that is read now; None where that is not certain."""
        if self.start is None or self.end is None or self.status == "unsure":
            return None
        return Span(self.start, self.end)

    @property
    def needs_repair(self) -> bool:
        """Whether it has no certain place, and the user has said nothing on that yet."""
        return self.place is None and self.decided_by != "user"


class Proposed(Struct, frozen=True):
    """A place where a passage may stand now, how like it is from 0 to 1, and why it is proposed."""

    span: Span
    quote: Quote
    likeness: float
    why: str


class Repair(Struct, frozen=True):
    """What the user needs to put a passage right: where it stood, in text version `seq`, and where it may stand."""

    annotation: Annotation
    seq: int | None
    old_span: Span | None
    old: Quote
    places: tuple[Proposed, ...]


class Difference(Struct, frozen=True):
    """Words of the old text and those that stand for them in the new one; either may be empty.

    Places are code points, half-open.
    """

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    old_words: str
    new_words: str
