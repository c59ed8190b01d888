# SPDX-License-Identifier: MIT
"""An article not yet saved: what was received, what was made of it, what was left out and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from researchdesk.model.article import Article, ArticleId, Contributor
    from researchdesk.model.passage import TargetStatus

SourceKind = Literal["address", "file", "html", "text"]
Way = Literal["usual", "generous", "other", "whole"]
"""How an article is told from its page: as usual, with more of it, by another reader (readability), or not at all."""
ClipStatus = Literal["new", "version", "known"]


class Source(Struct, frozen=True):
    """What the user wants clipped: an address, a file's path, or pasted HTML or text.

    `url` is the address that goes with a file or a pasted page; `title` and `name` are what the user calls it; `way` is
    another than the usual one where that got a page wrong. `format` names the reader where the user knows it;
    `password` opens a file that is locked; `as_new` makes an article of its own, also where the address is known.
    """

    kind: SourceKind
    value: str
    url: str | None = None
    title: str | None = None
    way: Way = "usual"
    format: str | None = None
    password: str | None = None
    as_new: bool = False

    def __repr__(self) -> str:
        """Say what it is, without the password: this goes into logs."""
        return f"Source({self.kind!r}, {self.value!r})"


class FailedClip(Struct, frozen=True):
    """A source that could not be clipped, with the sentence that said why."""

    id: int
    source: Source
    sentence: str
    at: str


class Received(Struct, frozen=True):
    """The bytes as received, before anything was read in them."""

    body: bytes
    media_type: str
    fetched_at: str
    url: str | None = None
    charset: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


class Image(Struct, frozen=True):
    """An image of a page with its bytes; `url` is its address in the stored HTML."""

    url: str
    media_type: str
    body: bytes

    def __repr__(self) -> str:
        """Say which it is, without its bytes."""
        return f"Image({self.url!r}, {self.media_type!r})"


class RemovedBlock(Struct, frozen=True):
    """A visible block that is not in the text; `place` is the number of kept blocks before it, `n` counts from 1."""

    n: int
    place: int
    text: str
    html: str
    reason: str


class Candidate(Struct, frozen=True):
    """One value found for a metadata field, and where: `field` is named as in the JSON of `extract`."""

    field: str
    value: str
    origin: str
    is_chosen: bool = False
    chosen_by: Literal["user", "program"] | None = None


class MadeText(Struct, frozen=True):
    """A text as it was made of a page: what becomes a text version."""

    html: str
    text: str
    extractor: str
    extractor_version: str
    canon_version: int
    removed: tuple[RemovedBlock, ...]


class Settled(Struct, frozen=True):
    """What the user settled while looking at a clipping: fields by name, and the texts of blocks that were put back."""

    fields: tuple[str, ...] = ()
    put_back: tuple[str, ...] = ()


class Clipping(Struct, frozen=True):
    """An article not yet saved. `text` is the canonical text of `html`; `doubt` says why it may be wrong, if it may.

    `settled` is None until somebody has looked at it; then it is saved exactly as it was shown.
    """

    title: str
    html: str
    text: str
    received: Received
    extractor: str
    extractor_version: str
    canon_version: int
    authors: tuple[Contributor, ...] = ()
    issued: str | None = None
    container_title: str | None = None
    language: str | None = None
    item_type: str = "webpage"
    url: str | None = None
    canonical_url: str | None = None
    removed: tuple[RemovedBlock, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    images: tuple[Image, ...] = ()
    doubt: str | None = None
    settled: Settled | None = None

    @property
    def made(self) -> MadeText:
        """The text alone, as it becomes a text version."""
        names = (self.html, self.text, self.extractor, self.extractor_version, self.canon_version)
        return MadeText(*names, self.removed)


class Preview(Struct, frozen=True):
    """A clipping to be looked at before it is saved: what saving it would make, and the article that it is already."""

    clipping: Clipping
    status: ClipStatus = "new"
    held: Article | None = None


class Clipped(Struct, frozen=True):
    """What became of a clipping: a new article, a new text version of a known one, or nothing new.

    `passages`: how many of its passages have which status now; empty for a new article.
    """

    article_id: ArticleId
    status: ClipStatus
    was_trashed: bool = False
    passages: Mapping[TargetStatus, int] = field(default_factory=dict)
