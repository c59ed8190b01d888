# SPDX-License-Identifier: MIT
"""What the elements of one page tell of the text inside them; each is asked once, however much text it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from researchdesk.clip.tree import BREAKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lxml.html import HtmlElement

T = TypeVar("T")

NAMED_BY = ("class", "id", "itemprop", "data-testid", "data-component", "role")

_BOLD = frozenset({"b", "strong"})


class Place(NamedTuple):
    """Where the text right inside of an element stands, and by which words the element is named.

    `holder` is the innermost element that ends a line of text. The words are class words, ids and roles, in lower case.
    """

    holder: HtmlElement | None = None
    is_linked: bool = False
    is_bold: bool = False
    is_hidden: bool = False
    tags: frozenset[str] = frozenset()
    words: str = ""


class Inherited(Generic[T]):
    """What each element makes of what it lies in; `outside` is around the outermost. No element is asked twice."""

    def __init__(self, outside: T, within: Callable[[T, HtmlElement], T]) -> None:
        self._within = within
        self._known: dict[HtmlElement | None, T] = {None: outside}

    def of(self, element: HtmlElement) -> T:
        """Give what an element makes of it."""
        asked: list[HtmlElement] = []
        node: HtmlElement | None = element
        while node not in self._known:
            assert node is not None
            asked.append(node)
            node = node.getparent()
        found = self._known[node]
        for one in reversed(asked):
            found = self._known[one] = self._within(found, one)
        return found


class Elements:
    """What is known of a page's elements so far."""

    def __init__(self) -> None:
        self._places = Inherited(Place(), _within)
        self._above: dict[HtmlElement, list[HtmlElement]] = {}

    def place(self, element: HtmlElement) -> Place:
        """Say where the text right inside of an element stands."""
        return self._places.of(element)

    def above(self, element: HtmlElement) -> list[HtmlElement]:
        """Give an element and what it lies in, innermost first; the list is everybody's, to read only."""
        found = self._above.get(element)
        if found is None:
            found = self._above[element] = [element, *element.iterancestors()]
        return found


def _within(outside: Place, element: HtmlElement) -> Place:
    tag, given = str(element.tag), dict(element.items())
    return Place(
        element if tag in BREAKING else outside.holder,
        outside.is_linked or tag == "a",
        outside.is_bold or tag in _BOLD,
        outside.is_hidden or (bool(given) and _hides(given)),
        outside.tags if tag in outside.tags else outside.tags | {tag},
        " ".join(word for name in NAMED_BY if (word := given.get(name))).lower() if given else "",
    )


def _hides(given: Mapping[str, str]) -> bool:
    """Say whether an element with these attributes hides itself; style sheets are not read."""
    if "hidden" in given or given.get("aria-hidden") == "true":
        return True
    style = given.get("style")
    if not style:
        return False
    style = style.replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style
