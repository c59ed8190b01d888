# SPDX-License-Identifier: MIT
"""What is to be painted under a text, sorted by block once, so that a frame looks at the blocks in sight only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from researchdesk.model.passage import Span
from researchdesk.ui.panes.reader_spans import at, segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.model.passage import Annotation
    from researchdesk.model.people import Mention
    from researchdesk.ui.panes.reader_places import Places


class BlockMarks(Struct):
    """The marks of one block in its UTF-16 units, half-open; `signs` are annotations that begin here."""

    fills: list[tuple[int, int, tuple[Annotation, ...]]] = field(default_factory=list)
    hits: list[tuple[int, int]] = field(default_factory=list)
    mentions: list[tuple[int, int, Mention]] = field(default_factory=list)
    signs: list[tuple[int, int, Annotation]] = field(default_factory=list)


class Marks:
    """The highlights, hits and names of one text."""

    def __init__(self) -> None:
        self.annotations: tuple[Annotation, ...] = ()
        self.mentions: tuple[Mention, ...] = ()
        self.hits: tuple[Span, ...] = ()
        self._blocks: dict[int, BlockMarks] = {}

    def of_block(self, number: int) -> BlockMarks | None:
        """Give the marks of the block with this number in the document."""
        return self._blocks.get(number)

    def sort(self, places: Places) -> None:
        """Sort all marks by block; call it after any of them or the document changed."""
        self._blocks = {}
        self._sort_annotations(places)
        for hit in self.hits:
            for piece in places.pieces(hit.start, hit.end):
                self._at(piece.placed.number).hits.append((piece.first, piece.last))
        for mention in self.mentions:
            if mention.start is not None and mention.end is not None:
                for piece in places.pieces(mention.start, mention.end):
                    self._at(piece.placed.number).mentions.append(
                        (piece.first, piece.last, mention)
                    )

    def _sort_annotations(self, places: Places) -> None:
        placed = [(one, span) for one in self.annotations if (span := span_of(one))]
        for segment in segments([(span.start, span.end) for _, span in placed]):
            owners = tuple(placed[number][0] for number in segment.owners)
            for piece in places.pieces(segment.start, segment.end):
                self._at(piece.placed.number).fills.append((piece.first, piece.last, owners))
        for annotation, span in placed:
            first = next(places.pieces(span.start, span.end), None)
            if first and has_sign(annotation):
                self._at(first.placed.number).signs.append((first.first, first.last, annotation))

    def annotations_at(self, offset: int) -> list[Annotation]:
        """Give the annotations that hold an offset, the shortest first."""
        placed = [one for one in self.annotations if span_of(one)]
        found = at([(one.start or 0, one.end or 0) for one in placed], offset)
        return [placed[number] for number in found]

    def mention_at(self, offset: int) -> Mention | None:
        """Give the shortest mention that holds an offset."""
        placed = [one for one in self.mentions if one.start is not None and one.end is not None]
        found = at([(one.start or 0, one.end or 0) for one in placed], offset)
        return placed[found[0]] if found else None

    def _at(self, number: int) -> BlockMarks:
        return self._blocks.setdefault(number, BlockMarks())


def span_of(annotation: Annotation) -> Span | None:
    """Give the place of an annotation that is shown in the text: unsure and lost ones are not."""
    if annotation.start is None or annotation.end is None:
        return None
    if annotation.status in ("unsure", "orphan"):
        return None
    return Span(annotation.start, annotation.end)


def has_sign(annotation: Annotation) -> bool:
    """Say whether the margin shows something: a comment, a changed wording, another place."""
    return bool(annotation.body) or annotation.status in ("changed", "moved")


def neighbours(spans: Sequence[Span], place: int) -> tuple[Span | None, Span | None]:
    """Give the last span that begins before a place and the first that begins after it."""
    before = [one for one in spans if one.start < place]
    after = [one for one in spans if one.start > place]
    first = max(before, key=lambda one: one.start, default=None)
    return first, min(after, key=lambda one: one.start, default=None)
