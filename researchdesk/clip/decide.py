# SPDX-License-Identifier: MIT
"""Which blocks of a page are the article, and why each of the others is not.

`keeps` is the decision: of the witnesses, the rules of `amend` and the weights of `learned`. The rest applies it and
gives reasons.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct, field

from researchdesk.clip import amend, dates, ends, learned, walls
from researchdesk.clip.amend import PARAGRAPH
from researchdesk.clip.boxes import boxed
from researchdesk.clip.features import PageWords
from researchdesk.clip.lighten import filled_in, shown_blocks
from researchdesk.clip.reasons import is_furniture, reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.clip.blocks import PageBlock
    from researchdesk.clip.witness import Hearing
    from researchdesk.model.clipping import Way

MOST_HIDDEN = 0.25  # share of the kept letters
FEW = 250  # letters: an article this short may be a teaser


class Decision(Struct, frozen=True):
    """The reason why a block is left out, for each block; None for those that are kept."""

    reasons: tuple[str | None, ...]
    is_whole_page: bool = False
    is_unsure: bool = False

    def kept(self, blocks: Sequence[PageBlock]) -> list[PageBlock]:
        """Give the blocks that are the article."""
        return [one for one, why in zip(blocks, self.reasons, strict=True) if why is None]


class Head(Struct, frozen=True):
    """What stands at the head of an article, in letters: titles, bylines, sites, which are not its text, and leads."""

    titles: frozenset[str] = frozenset()
    bylines: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    url: str = ""
    page: PageWords = field(default_factory=PageWords)


class Verdict(NamedTuple):
    """Which blocks are kept, and the reasons for those that a rule with a reason of its own left out, by number.

    `is_unsure`: most of what is kept, in letters, might as well not be.
    """

    kept: list[bool]
    reasons: dict[int, str]
    is_unsure: bool = False


def keeps(
    blocks: Sequence[PageBlock], hearing: Hearing, head: Head, *, is_generous: bool = False
) -> Verdict:
    """Say of each block whether it belongs to the article; the small change of giant pages goes with its neighbours."""
    shown = shown_blocks(blocks)
    if len(shown) == len(blocks):
        return _learned(blocks, hearing, head, is_generous=is_generous)
    numbers = sorted(shown)
    said = _learned([blocks[i] for i in numbers], hearing, head, is_generous=is_generous)
    kept = [False] * len(blocks)
    for i, is_kept in zip(numbers, said.kept, strict=True):
        kept[i] = is_kept
    reasons = {numbers[i]: why for i, why in said.reasons.items()}
    return Verdict(filled_in(blocks, kept, shown), reasons, said.is_unsure)


def _learned(
    blocks: Sequence[PageBlock], hearing: Hearing, head: Head, *, is_generous: bool
) -> Verdict:
    """Let the likelihoods decide on the usual witness's word, amended where it is known to err.

    Read generously, either is enough beside what is kept usually, and no rule leaves anything out.
    """
    said = hearing.usual.keeps(blocks)
    added = amend.lost_lists(blocks, said) | amend.bare_texts(blocks, said)
    lines = amend.link_lines(blocks, said) | amend.edges_of_links(blocks, said)
    amended = [(one or i in added) and i not in lines for i, one in enumerate(said)]
    p = learned.likelihoods(blocks, hearing.shows(blocks), head.page)
    kept = learned.kept_by(blocks, amended, p)
    kept = [one and i not in lines for i, one in enumerate(kept)]
    reasons = _ruled_out(blocks, kept, said, head)
    kept = [one and i not in reasons for i, one in enumerate(kept)]
    added = amend.leads(blocks, kept, head.leads) | amend.notes(blocks, kept)
    added |= amend.times(blocks, kept) | amend.bare_texts(blocks, kept)
    added |= amend.entries(blocks, kept)
    added -= reasons.keys()
    is_unsure = learned.is_unsure(blocks, kept, p)
    kept = [one or i in added for i, one in enumerate(kept)]
    if is_generous:
        likely = [one or x >= learned.GENEROUS for one, x in zip(amended, p, strict=True)]
        return Verdict([one or other for one, other in zip(kept, likely, strict=True)], {})
    return Verdict(kept, reasons, is_unsure)


def _ruled_out(
    blocks: Sequence[PageBlock], kept: Sequence[bool], said: Sequence[bool], head: Head
) -> dict[int, str]:
    """Give the blocks that a rule leaves out, with its reason; `said` is the usual witness's word."""
    repeated = amend.copies(blocks, kept, said) | amend.second_copy(blocks, kept)
    reasons = dict.fromkeys(repeated, "repeated on the page")
    leading = amend.series_of_links(blocks, kept) | amend.buttons(blocks, kept)
    leading |= ends.lists_of_links(blocks, kept, head.url)
    reasons |= dict.fromkeys(leading, "link or sign-up line")
    reasons |= dict.fromkeys(ends.comments(blocks, kept), "readers' comments")
    reasons |= dict.fromkeys(ends.kickers(blocks, kept, head), "before the article")
    return reasons | {i: f"box beside the text ({name})" for i, name in boxed(blocks, kept).items()}


def decide(
    blocks: Sequence[PageBlock], hearing: Hearing, head: Head, way: Way = "usual"
) -> Decision:
    """Decide on every block of a page; where nothing is told apart, or so wanted, all that is visible is kept."""
    if way == "whole":
        return _whole(blocks)
    if way == "other":
        said, ruled, is_unsure = Verdict(hearing.usual.keeps(blocks), {})
    else:
        said, ruled, is_unsure = keeps(blocks, hearing, head, is_generous=way == "generous")
    own = _own_reasons(blocks, said, head)
    if way == "usual":
        ruled = walls.lines_around(blocks, said, head.sites) | ruled
        said = [is_kept and i not in ruled for i, is_kept in enumerate(said)]
        own = _with_hidden(blocks, said, own)
    kept = [is_kept and why is None for is_kept, why in zip(said, own, strict=True)]
    inside = [i for i, is_kept in enumerate(kept) if is_kept]
    if not inside:
        return _whole(blocks)
    times = Counter(one.letters for one in blocks)
    reasons: list[str | None] = []
    for i, block in enumerate(blocks):
        before, after = i < inside[0], i > inside[-1]
        place = "before the article" if before else "after the article" if after else ""
        why = (
            own[i]
            or ruled.get(i)
            or reason(block, is_repeated=times[block.letters] > 1, place=place)
        )
        reasons.append(None if kept[i] else why)
    return Decision(tuple(reasons), is_unsure=is_unsure)


def _whole(blocks: Sequence[PageBlock]) -> Decision:
    """Keep all that is visible, or all there is where the page hides everything."""
    is_all_hidden = all(one.is_hidden for one in blocks)
    reasons = tuple(
        "hidden on the page" if one.is_hidden and not is_all_hidden else None for one in blocks
    )
    return Decision(reasons, is_whole_page=True)


def _own_reasons(blocks: Sequence[PageBlock], said: Sequence[bool], head: Head) -> list[str | None]:
    """Give the reasons why blocks are never text, whatever is said of them: they have their own place."""
    body = (i for i, block in enumerate(blocks) if said[i] and len(block.letters) >= PARAGRAPH)
    first = next(body, len(blocks))
    return [_own_reason(block, head, is_at_head=i < first) for i, block in enumerate(blocks)]


def _with_hidden(
    blocks: Sequence[PageBlock], said: Sequence[bool], own: list[str | None]
) -> list[str | None]:
    """Leave out what the page hides amid a text that it shows; a text that is mostly hidden waits for a click."""
    hidden = sum(
        len(one.letters)
        for one, is_kept in zip(blocks, said, strict=True)
        if is_kept and one.is_hidden
    )
    whole = sum(len(one.letters) for one, is_kept in zip(blocks, said, strict=True) if is_kept)
    if hidden > MOST_HIDDEN * whole:
        return own
    return [
        why or ("hidden on the page" if one.is_hidden else None)
        for one, why in zip(blocks, own, strict=True)
    ]


def _own_reason(block: PageBlock, head: Head, *, is_at_head: bool) -> str | None:
    if block.tags & {"figcaption", "caption"}:
        return "caption"
    if block.letters in head.titles:
        return "title"
    if block.letters in head.bylines:
        return "byline"
    if is_at_head and dates.line(block.text) and not is_furniture(block):
        return "date"
    return None
