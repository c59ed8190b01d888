# SPDX-License-Identifier: MIT
"""Amend what the witness is known for: it loses lead paragraphs, lists and headings, and keeps lines of links.

Rules by place and mark-up, each for what stands between or right beside blocks that the witness keeps.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from researchdesk.clip.blocks import letters, text_before_link
from researchdesk.clip.phrases import is_link_heading, is_link_line, leads_elsewhere
from researchdesk.clip.reasons import is_furniture
from researchdesk.clip.tree import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lxml.html import HtmlElement

    from researchdesk.clip.blocks import PageBlock

PARAGRAPH = 40  # letters: a block of so many shows where the article's text lies
LEAD = 30  # letters of a lead at least
MOSTLY_LINKS = 0.5
NOTHING_BUT_LINKS = 0.9
OPENING = 60  # letters of a description by which a lead is known
DATELINE = 40  # letters that may stand before them
LABELLED = 0.4  # share of links in a line that is a label and a link
SHORTEST_LABEL = 4  # letters
LONGEST_SIGN = 6  # characters of the sign of a note
FEWEST_TIMES = 2
FEWEST_BUTTONS = 3  # equal links amid a text
FEWEST_ENTRIES = 2  # of a page that is made of entries
ALL_BUT = 0.8  # share of the kept paragraphs that lie in entries
FEWEST_TWICE = 2  # paragraphs of a text that a page holds twice
TIME = re.compile(
    r"(?:[01]?\d|2[0-4])[:.h][0-5]\d(?:\s*(?:[ap]\.?m\.?|Uhr|[A-Z]{2,4}))?\.?", re.IGNORECASE
)
SHORT_LINE = 60  # characters of a line that only asks the reader to sign up

_LISTS = frozenset({"ul", "ol"})


def link_lines(blocks: Sequence[PageBlock], kept: Sequence[bool]) -> set[int]:
    """Find the kept blocks that only lead elsewhere: "Read also", links under "Related", sign-up lines."""
    found: set[int] = set()
    is_under_heading = False
    for i, block in enumerate(blocks):
        if not kept[i]:
            continue
        is_linked = block.link_share > MOSTLY_LINKS
        if is_link_heading(block.text):
            found.add(i)
            is_under_heading = True
            continue
        is_under_heading = is_under_heading and is_linked
        is_call = is_link_line(block.text) and (is_linked or len(block.text) < SHORT_LINE)
        if is_under_heading or is_call or (leads_elsewhere(block.text) and is_linked):
            found.add(i)
    return found


def edges_of_links(blocks: Sequence[PageBlock], kept: Sequence[bool]) -> set[int]:
    """Find the kept blocks before the first and after the last paragraph that are nothing but links, in no list."""
    inside = [i for i, block in enumerate(blocks) if kept[i] and len(block.letters) >= PARAGRAPH]
    if not inside:
        return set()
    return {
        i
        for i, block in enumerate(blocks)
        if kept[i]
        and not inside[0] <= i <= inside[-1]
        and block.link_share > NOTHING_BUT_LINKS
        and "li" not in block.tags
    }


def series_of_links(blocks: Sequence[PageBlock], kept: Sequence[bool]) -> set[int]:
    """Find the kept lines that open with the same words more than once, each followed by a link and little else.

    So look lines such as "Read also: ...", in whatever language they are.
    """
    series: dict[str, list[int]] = {}
    for i, block in enumerate(blocks):
        if kept[i] and block.link_share > LABELLED:
            label = letters(text_before_link(block))
            if len(label) >= SHORTEST_LABEL:
                series.setdefault(label, []).append(i)
    return {i for places in series.values() if len(places) > 1 for i in places}


def buttons(blocks: Sequence[PageBlock], kept: Sequence[bool]) -> set[int]:
    """Find the kept links that stand alone with the same words again and again, such as "Check price"."""
    alike: dict[str, list[int]] = {}
    for i, block in enumerate(blocks):
        if kept[i] and block.link_share > NOTHING_BUT_LINKS and len(block.text) < SHORT_LINE:
            alike.setdefault(block.letters, []).append(i)
    return {i for places in alike.values() if len(places) >= FEWEST_BUTTONS for i in places}


def bare_texts(blocks: Sequence[PageBlock], kept: Sequence[bool]) -> set[int]:
    """Find the lost texts without a paragraph of their own, right where the kept paragraphs lie.

    So stands the opening of a text into whose first paragraph the page put a box: a box ends a paragraph.
    """
    inside = [i for i, one in enumerate(blocks) if kept[i] and len(one.letters) >= PARAGRAPH]
    holders = {blocks[i].element.getparent() for i in inside if blocks[i].element.tag == "p"}
    return {
        i
        for i, block in enumerate(blocks[: inside[-1]] if inside else ())
        if not kept[i]
        and block.element in holders
        and len(block.letters) >= PARAGRAPH
        and block.link_share < MOSTLY_LINKS
        and not block.is_hidden
        and not is_furniture(block)
    }


def entries(blocks: Sequence[PageBlock], kept: Sequence[bool]) -> set[int]:
    """Find the lost entries of a page that is made of entries, such as a forum: those built like the kept ones."""
    inside = [i for i, one in enumerate(blocks) if kept[i] and len(one.letters) >= PARAGRAPH]
    built: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for i in inside:
        if key := _build(blocks[i]):
            built.setdefault(key, []).append(i)
    key, members = max(built.items(), key=lambda one: len(one[1]), default=((), []))
    held = {blocks[i].above[1] for i in members}
    if len(held) < FEWEST_ENTRIES or len(members) < ALL_BUT * len(inside):
        return set()
    return {
        i
        for i, block in enumerate(blocks)
        if not kept[i]
        and len(block.letters) >= PARAGRAPH
        and block.link_share < MOSTLY_LINKS
        and not block.is_hidden
        and _build(block) == key
        and block.above[1] not in held
    }


def _build(block: PageBlock) -> tuple[tuple[str, str], ...]:
    """Give the innermost elements around a block by name and class; nothing where no class tells them apart."""
    levels = block.above[:3]
    built = tuple((str(one.tag), one.get("class") or "") for one in levels)
    return built if len(levels) == 3 and all(name for _, name in built[1:]) else ()


def copies(blocks: Sequence[PageBlock], kept: Sequence[bool], said: Sequence[bool]) -> set[int]:
    """Find the kept blocks before or after all that the witness keeps which are equal to one that it does keep.

    Amid the article a block may well come twice: a heading in its table of contents, a paragraph of a catalogue.
    """
    backed = [i for i, is_said in enumerate(said) if is_said and kept[i]]
    if not backed:
        return set()
    texts = {blocks[i].letters for i in backed}
    outside = (*range(backed[0]), *range(backed[-1] + 1, len(blocks)))
    return {i for i in outside if kept[i] and blocks[i].letters in texts}


def second_copy(blocks: Sequence[PageBlock], kept: Sequence[bool]) -> set[int]:
    """Find the blocks of the one copy of a text that the page holds twice from end to end, for narrow and wide screens.

    The copy that the page hides is left out, the later one where it shows both.
    """
    long = [i for i, one in enumerate(blocks) if kept[i] and len(one.letters) >= PARAGRAPH]
    half, odd = divmod(len(long), 2)
    first, second = long[:half], long[half:]
    texts = [blocks[i].letters for i in first]
    if odd or half < FEWEST_TWICE or texts != [blocks[i].letters for i in second]:
        return set()
    holders = {blocks[i].element.getparent() for i in first}
    if any(blocks[i].element.getparent() in holders for i in second):
        return set()
    if sum(blocks[i].is_hidden for i in first) > sum(blocks[i].is_hidden for i in second):
        copy, stays = range(second[0]), range(second[0], len(blocks))
    else:
        copy, stays = range(second[0], len(blocks)), range(second[0])
    told = {blocks[i].letters for i in stays if kept[i]}
    return {i for i in copy if kept[i] and blocks[i].letters in told}


def leads(blocks: Sequence[PageBlock], kept: Sequence[bool], told: Collection[str]) -> set[int]:
    """Find the blocks above the text that the page itself gives as its description; `told`: in letters.

    A description may be cut off, may hold several blocks, and may begin after the block's dateline. Of equal blocks
    the first is the lead, and none where the text has the same block again.
    """
    first = next(
        (i for i, one in enumerate(blocks) if kept[i] and len(one.letters) >= PARAGRAPH), 0
    )
    seen = {one.letters for i, one in enumerate(blocks) if kept[i] and i >= first}
    found: set[int] = set()
    for i, block in enumerate(blocks[:first]):
        is_text = len(block.letters) >= LEAD and block.link_share < MOSTLY_LINKS
        if not is_text or block.is_hidden or block.letters in seen:
            continue
        if any(_describes(one, block.letters) for one in told if len(one) >= LEAD):
            found.add(i)
            seen.add(block.letters)
    return found


def notes(blocks: Sequence[PageBlock], kept: Sequence[bool]) -> set[int]:
    """Find the notes to which signs in the kept text lead, such as a raised 1: a block that bears the link's name."""
    wanted = {
        name
        for block, is_kept in zip(blocks, kept, strict=True)
        if is_kept
        for slot in block.slots
        if len(slot.string) <= LONGEST_SIGN and (name := _name_of_note(slot.owner))
    }
    if not wanted:
        return set()
    return {
        i
        for i, block in enumerate(blocks)
        if not kept[i]
        and not block.is_hidden
        and any(one.get("id") in wanted or one.get("name") in wanted for one in block.above[:3])
    }


def times(blocks: Sequence[PageBlock], kept: Sequence[bool]) -> set[int]:
    """Find the times of day right above kept blocks, where there are several: those of a live report's entries."""
    found = {
        i
        for i, block in enumerate(blocks[:-1])
        if not kept[i] and kept[i + 1] and not block.is_hidden and TIME.fullmatch(block.text)
    }
    return found if len(found) >= FEWEST_TIMES else set()


def _name_of_note(owner: HtmlElement) -> str:
    """Give the name in this page to which the link leads that holds an element; empty without one."""
    link = owner if owner.tag == "a" else next(owner.iterancestors("a"), None)
    href = (link.get("href") or "") if link is not None else ""
    return href[1:] if href.startswith("#") else ""


def _describes(told: str, own: str) -> bool:
    return own in told or told[:OPENING] in own[: OPENING + DATELINE]


def lost_lists(blocks: Sequence[PageBlock], kept: Sequence[bool]) -> set[int]:
    """Find the lists and headings amid the article that lie where its paragraphs lie and are no links."""
    inside = [
        i for i, is_kept in enumerate(kept) if is_kept and len(blocks[i].letters) >= PARAGRAPH
    ]
    if not inside:
        return set()
    holders = {blocks[i].element.getparent() for i in inside}
    lists: dict[HtmlElement, list[int]] = {}
    found: set[int] = set()
    for i in range(inside[0], inside[-1]):
        block = blocks[i]
        if kept[i] or block.is_hidden or is_furniture(block):
            continue
        list_ = next((one for one in reversed(block.above) if one.tag in _LISTS), None)
        if list_ is not None and list_.getparent() in holders:
            lists.setdefault(list_, []).append(i)
        elif block.element.tag in HEADINGS and block.element.getparent() in holders:
            found.add(i)
    for items in lists.values():
        size = sum(len(blocks[i].letters) for i in items)
        linked = sum(blocks[i].link_share * len(blocks[i].letters) for i in items)
        if linked < MOSTLY_LINKS * size:
            found.update(items)
    return found
