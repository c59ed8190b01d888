# SPDX-License-Identifier: MIT
"""The same story at several places: articles whose texts are nearly the same. Shown, and never merged by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from researchdesk.clip.sketch import VERSION, similarity
from researchdesk.config import paths
from researchdesk.library import articles
from researchdesk.store import texts
from researchdesk.store.sketches import Sketches

if TYPE_CHECKING:
    from collections.abc import Iterable

    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId, ArticleRow
    from researchdesk.model.progress import Progress

SAME = 0.5  # of the triples of words
RELATED = 0.2
AT_ONCE = 100  # texts sent to the child together


class Elsewhere(Struct, frozen=True):
    """An article that is like another; `similarity` from 0 to 1."""

    article: ArticleRow
    similarity: float

    @property
    def is_same(self) -> bool:
        """True where it tells the same story, False where it is related."""
        return self.similarity >= SAME


def elsewhere(
    library: Library, article_id: ArticleId, *, at_most: int | None = None
) -> list[Elsewhere]:
    """Give the articles that are like this one, the most alike first.

    Sketches that are missing are made before, no more than `at_most`; this article's own in any case.
    """
    articles.get(library, article_id)
    bring_up(library, at_most=at_most, first=article_id)
    sketches = _sketches(library)
    own = sketches.of([article_id]).get(article_id)
    if own is None:
        return []
    others = sketches.of(sketches.like(article_id))
    alike = {number: similarity(own, one) for number, one in others.items()}
    order = sorted(alike, key=lambda number: (-alike[number], number))
    wanted = [number for number in order if alike[number] >= RELATED]
    rows = articles.rows(library, wanted)
    return [Elsewhere(row, alike[row.id]) for row in rows if not row.is_trashed]


def clusters(library: Library, progress: Progress | None = None) -> list[list[ArticleRow]]:
    """Give the groups of articles that tell one story, each in the order of clipping, the largest first."""
    bring_up(library, progress)
    sketches = _sketches(library)
    pairs = sketches.pairs()
    held = sketches.of({number for pair in pairs for number in pair})
    groups = _joined(
        (one, two) for one, two in sorted(pairs) if similarity(held[one], held[two]) >= SAME
    )
    order = sorted(groups, key=lambda group: (-len(group), group))
    return [articles.rows(library, group) for group in order]


def bring_up(
    library: Library,
    progress: Progress | None = None,
    *,
    at_most: int | None = None,
    first: ArticleId | None = None,
) -> None:
    """Make the sketches that are missing in the child process, and let go of those of articles that are gone."""
    sketches = _sketches(library)
    gone, missing = texts.out_of_date(library.store, sketches.known())
    if gone:
        sketches.forget(gone)
    missing.sort(key=lambda number: (number != first, -number))
    total = len(missing[:at_most])
    for done in range(0, total, AT_ONCE):
        if progress:
            progress.step(done, total, "Comparing the articles")
        found = texts.texts(library.store, missing[:total][done : done + AT_ONCE])
        made = library.worker.sketches([text for _, _, text in found])
        sketches.put(
            {number: (digest, one) for (number, digest, _), one in zip(found, made, strict=True)}
        )


def _joined(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Join pairs that share a member to groups."""
    leader: dict[int, int] = {}

    def led_by(number: int) -> int:
        while leader.setdefault(number, number) != number:
            leader[number] = number = leader[leader[number]]
        return number

    for one, two in pairs:
        leader[led_by(two)] = led_by(one)
    groups: dict[int, list[int]] = {}
    for number in sorted(leader):
        groups.setdefault(led_by(number), []).append(number)
    return list(groups.values())


def _sketches(library: Library) -> Sketches:
    return Sketches(paths.cache_of(library.uuid) / f"sketches-{VERSION}.db")
