# SPDX-License-Identifier: MIT
"""Who is named near somebody, counted over arrays of all places; where sentences end is kept in the cache.

A text that is not in the cache yet is read and cut when it is first asked for; idle moments bring all in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.config import paths
from researchdesk.entities import breaks
from researchdesk.store import insight as rows
from researchdesk.store import texts
from researchdesk.store.breaks import Breaks
from researchdesk.store.insight import SHIFT

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from researchdesk.library.library import Library
    from researchdesk.model.insight import Named, Nearness
    from researchdesk.model.progress import Progress

    Numbers = NDArray[np.int64]
    Who = int | str

AT_ONCE = 500  # texts read, or sent to the child, together
MASK = (1 << SHIFT) - 1


class Together:
    """Who is named in the articles of somebody: once for each article, paragraph and sentence that they share."""

    def __init__(self, library: Library, named: Named, statuses: Sequence[str]) -> None:
        import numpy as np

        self._numpy = np
        standing, whom = rows.beside(library.store, named, statuses)
        numbers = {who: at for at, who in enumerate(dict.fromkeys(whom))}
        self.whom = list(numbers)
        self._own = numbers.get(named[1], -1)
        where = np.array(standing, np.int64)
        self._ids, of_article = np.unique(where >> SHIFT, return_inverse=True)
        who = np.array([numbers[one] for one in whom], np.int64)
        self._pairs = {"article": self._unique(of_article, of_article, who)}
        self._put_near(library, of_article, (where & MASK) - 1, who)

    def counts(self, near: Nearness) -> list[int]:
        """Give for each of `whom` in how many articles, paragraphs or sentences they are together."""
        _, who = self._pairs[near]
        numbers: list[int] = self._numpy.bincount(who, minlength=len(self.whom)).tolist()
        return numbers

    def newest(
        self, library: Library, near: Nearness, wanted: Sequence[Who], most: int
    ) -> dict[Who, list[int]]:
        """Give for each of these the newest articles in which they are so near, so many."""
        np = self._numpy
        by_date = np.array(rows.newest_first(library.store, self._ids.tolist()), np.int64)
        rank = np.empty(len(self._ids), np.int64)
        rank[np.searchsorted(self._ids, by_date)] = np.arange(len(by_date))
        of_article, who = self._pairs[near]
        order = np.argsort(who, kind="stable")
        ranks, who = rank[of_article][order], who[order]
        numbers = {one: at for at, one in enumerate(self.whom)}
        found = {}
        for one in wanted:
            start, end = np.searchsorted(who, [numbers[one], numbers[one] + 1])
            found[one] = by_date[np.unique(ranks[start:end])[:most]].tolist()
        return found

    def _put_near(
        self, library: Library, of_article: Numbers, places: Numbers, who: Numbers
    ) -> None:
        """Count those who share paragraphs and sentences, in the articles where a place is known of both."""
        np = self._numpy
        is_placed = places >= 0
        is_own = is_placed & (who == self._own)
        is_other = is_placed & (who != self._own)
        number = len(self._ids)
        has_both = np.zeros(number, bool)
        has_both[of_article[is_own]] = True
        has_both &= np.bincount(of_article[is_other], minlength=number) > 0
        kept = is_placed & has_both[of_article]
        of_article, places, who = of_article[kept], places[kept], who[kept]
        sentences, paragraphs = self._cut(library, np.flatnonzero(has_both), of_article, places)
        for near, units in (("paragraph", paragraphs), ("sentence", sentences)):
            is_shared = np.zeros(units.max(initial=-1) + 1, bool)
            is_shared[units[who == self._own]] = True
            here = is_shared[units]
            self._pairs[near] = self._unique(units[here], of_article[here], who[here])

    def _cut(
        self, library: Library, wanted: Numbers, of_article: Numbers, places: Numbers
    ) -> tuple[Numbers, Numbers]:
        """Give for each place the number of its sentence, and that of its paragraph, each another in each article."""
        np = self._numpy
        held = breaks_of(library, self._ids[wanted].tolist())
        packed = [held.get(article, b"") for article in self._ids[wanted].tolist()]
        sizes = np.array([len(one) // 4 for one in packed], np.int64)
        ends = np.frombuffer(b"".join(packed), np.uint32).astype(np.int64)
        keys = (np.repeat(wanted, sizes) << SHIFT) + (ends >> 1)
        before = np.searchsorted(keys, (of_article << SHIFT) + places)
        paragraphs = np.concatenate([[0], np.cumsum(ends & 1)])
        return before + of_article, paragraphs[before] + of_article

    def _unique(self, units: Numbers, of_article: Numbers, who: Numbers) -> tuple[Numbers, Numbers]:
        """Give (article, who) of each pair of a unit and who is named in it, but somebody's own, each pair once."""
        np = self._numpy
        article_of = np.empty(units.max(initial=-1) + 1, np.int64)
        article_of[units] = of_article
        is_other = who != self._own
        bits = len(self.whom).bit_length()
        pairs = np.sort((units[is_other] << bits) + who[is_other])
        pairs = pairs[np.diff(pairs, prepend=-1) > 0]  # what np.unique does takes 30 ms for 100,000
        return article_of[pairs >> bits], pairs & ((1 << bits) - 1)


def breaks_of(library: Library, ids: Sequence[int]) -> dict[int, bytes]:
    """Give where sentences end in the current texts of articles; those that were not kept so far are kept now."""
    kept = _kept(library)
    held = kept.of(ids)
    wanted = texts.hashes_of(library.store, ids)
    found = {
        number: places for number, (digest, places) in held.items() if wanted.get(number) == digest
    }
    missing = [number for number in wanted if number not in found]
    for start in range(0, len(missing), AT_ONCE):
        read = texts.texts(library.store, missing[start : start + AT_ONCE])
        made = [(number, digest, breaks.packed(text)) for number, digest, text in read]
        kept.put(made)
        found.update((number, places) for number, _, places in made)
    return found


def bring_up(library: Library, progress: Progress | None = None) -> None:
    """Cut the texts that were not cut so far, in the child process, and forget those of articles that are gone."""
    kept = _kept(library)
    gone, missing = texts.out_of_date(library.store, kept.known())
    if gone:
        kept.forget(gone)
    for done in range(0, len(missing), AT_ONCE):
        if progress:
            progress.step(done, len(missing), "Reading where sentences end")
        found = texts.texts(library.store, missing[done : done + AT_ONCE])
        made = library.recogniser.breaks([text for _, _, text in found])
        kept.put(
            (number, digest, places)
            for (number, digest, _), places in zip(found, made, strict=True)
        )


def _kept(library: Library) -> Breaks:
    return Breaks(paths.cache_of(library.uuid) / f"breaks-{breaks.VERSION}.db")
