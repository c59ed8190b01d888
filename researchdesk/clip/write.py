# SPDX-License-Identifier: MIT
"""Write blocks as HTML with the page's own lists, tables, quotes, headings and emphasis.

What is written parses to the same blocks again: one `p`, item, cell, heading or `pre` a block, in the same order.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from researchdesk.clip.address import is_web
from researchdesk.clip.clean import ATTRIBUTES, clean, clean_each
from researchdesk.clip.elements import Inherited
from researchdesk.clip.figures import figure
from researchdesk.clip.frames import Frame, Frames
from researchdesk.clip.links import absolute
from researchdesk.clip.tables import MOST_SPANNED
from researchdesk.clip.tree import CELLS, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from researchdesk.clip.blocks import PageBlock
    from researchdesk.clip.runs import Slot

_INLINE = words(
    "q cite code kbd samp var em strong b i u s del ins mark small sub sup abbr time a bdi bdo ruby rt "
    "rp"
)
_SPACE = re.compile("[ \t\n\r\f]+")
_ADDRESSES = frozenset({"href", "cite"})
_WRITTEN = {tag: sorted(names | ATTRIBUTES["*"]) for tag, names in ATTRIBUTES.items()}


def write(blocks: Sequence[PageBlock], base: str) -> str:
    """Give the HTML of these blocks as one article; links become absolute by `base`."""
    frames, inline = Frames(blocks), _Inline(base)
    out: list[str] = []
    open_: list[Frame] = []
    done: set[HtmlElement] = set()
    waiting: list[
        str
    ] = []  # images: they stand outside of all frames, after a table or list that they lie in
    for block in _with_adornments(blocks):
        wanted = frames.chain(block)
        waiting += [figure(one, base, caption) for one, caption in block.images]
        same = _common(open_, wanted)
        out.extend(f"</{frame.tag}>" for frame in reversed(open_[same:]))
        if not same:
            out += waiting
            waiting = []
        for frame in wanted[same:]:
            if frame.tag in CELLS:
                out.append(_empty_cells(frame.element, done))
            out.append(_opening(frame.tag, frame.element, base))
        open_ = wanted
        out.append(_inner(block.slots, inline))
        waiting += [figure(one, base, caption) for one, caption in block.after]
    out.extend(f"</{frame.tag}>" for frame in reversed(open_))
    return clean("".join([*out, *waiting]))


def write_alone(block: PageBlock, base: str) -> str:
    """Give the HTML of one block by itself, as it is put back: in its list, quote or heading, out of its table."""
    return write_each([block], base)[0]


def write_each(blocks: Sequence[PageBlock], base: str) -> list[str]:
    """Give the HTML of each of these blocks by itself."""
    inline = _Inline(base)
    return clean_each([_alone(block, inline) for block in blocks])


def _alone(block: PageBlock, inline: _Inline) -> str:
    chain = Frames([block], with_tables=False).chain(block)
    opening = "".join(_opening(frame.tag, frame.element, inline.base) for frame in chain)
    closing = "".join(f"</{frame.tag}>" for frame in reversed(chain))
    return opening + _inner(block.slots, inline) + closing


def _with_adornments(blocks: Sequence[PageBlock]) -> list[PageBlock]:
    """Let blocks without letters follow the block they belong to, where another kept block comes after."""
    found: list[PageBlock] = []
    for number, block in enumerate(blocks):
        found.append(block)
        if number + 1 < len(blocks):
            found.extend(one for one in block.adornments if not one.is_hidden)
    return found


def _common(open_: Sequence[object], wanted: Sequence[object]) -> int:
    same = 0
    for one, other in zip(open_, wanted, strict=False):
        if one != other:
            break
        same += 1
    return same


def _empty_cells(cell: HtmlElement, done: set[HtmlElement]) -> str:
    """Give the empty cells before this one in its row, so that columns keep their place."""
    before = [one for one in cell.itersiblings(preceding=True) if one.tag in CELLS]
    missing = [one for one in reversed(before) if one not in done]
    done.update(missing, [cell])
    return "".join(_opening(str(one.tag), one, "") + _closing(one) for one in missing)


def _opening(tag: str, element: HtmlElement, base: str) -> str:
    """Give an opening tag with the attributes of the allow-list."""
    if element.tag != tag or not element.attrib:
        return f"<{tag}>"
    parts = [tag]
    for name in _WRITTEN.get(tag, _WRITTEN["*"]):
        value = element.get(name)
        if value is None:
            continue
        if name in _ADDRESSES:
            value = absolute(value, base)
        elif name in ("colspan", "rowspan") and value.isdigit():
            value = str(min(MOST_SPANNED, int(value[:9])))
        parts.append(f'{name}="{html.escape(value)}"')
    return f"<{' '.join(parts)}>"


def _closing(element: HtmlElement) -> str:
    return f"</{element.tag!s}>"


class _Set(NamedTuple):
    """What a piece of text is set in: the inline elements, outermost first; whether its white space counts."""

    inside: tuple[HtmlElement, ...]
    is_pre: bool


class _Inline:
    """What the text of one page is set in, looked up once for each element; links become absolute by `base`."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._sets = Inherited(_Set((), is_pre=False), self._further)
        self._openings: dict[HtmlElement, str] = {}

    def around(self, owner: HtmlElement) -> _Set:
        """Give the elements that the text right inside of one is set in; of nested links the innermost."""
        return self._sets.of(owner)

    def opening(self, element: HtmlElement) -> str:
        """Give the opening tag of an inline element."""
        if element not in self._openings:
            self._openings[element] = _opening(str(element.tag), element, self.base)
        return self._openings[element]

    def _further(self, outside: _Set, element: HtmlElement) -> _Set:
        inside, is_pre = outside
        if element.tag == "pre":
            return _Set(inside, is_pre=True)
        if element.tag not in _INLINE or (element.tag == "a" and not _leads(element, self.base)):
            return outside
        if element.tag == "a":
            inside = tuple(one for one in inside if one.tag != "a")
        return _Set((*inside, element), is_pre)


def _inner(slots: Sequence[Slot], inline: _Inline) -> str:
    out: list[str] = []
    open_: tuple[HtmlElement, ...] = ()
    ends_blank = True
    for slot in slots:
        wanted, is_pre = inline.around(slot.owner)
        string = "<br>" if slot.is_break else _escaped(slot.string, is_pre=is_pre)
        if ends_blank and not slot.is_break:
            string = string.removeprefix(" ")
        if not string:
            continue
        ends_blank = string.endswith((" ", "<br>"))
        if wanted != open_:
            same = _common(open_, wanted)
            out.extend(_closing(one) for one in reversed(open_[same:]))
            out.extend(inline.opening(one) for one in wanted[same:])
            open_ = wanted
        out.append(string)
    out.extend(_closing(one) for one in reversed(open_))
    return _without_edge_breaks("".join(out))


def _without_edge_breaks(written: str) -> str:
    while (
        stripped := written.strip(" \t\r\n\f").removeprefix("<br>").removesuffix("<br>")
    ) != written:
        written = stripped
    return written


def _leads(link: HtmlElement, base: str) -> bool:
    """Say whether a link leads to an address that the allow-list and its parser let pass."""
    return _is_passable(absolute(link.get("href") or "", base))


@lru_cache(maxsize=512)
def _is_passable(address: str) -> bool:
    return address.startswith("mailto:") or is_web(address)


def _escaped(string: str, *, is_pre: bool) -> str:
    is_plain = (
        string.isprintable() and "  " not in string
    )  # as most are: no line ends, single blanks
    return html.escape(string if is_pre or is_plain else _SPACE.sub(" ", string), quote=False)
