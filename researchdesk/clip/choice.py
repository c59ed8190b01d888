# SPDX-License-Identifier: MIT
"""Choose one value a field of the candidates; the others stay as rivals that the user can switch to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import structs

from researchdesk.clip.address import host_names
from researchdesk.clip.blocks import letters
from researchdesk.clip.metadata import around

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from researchdesk.clip.metadata import Found
    from researchdesk.model.clipping import Candidate

SHORTEST_TITLE = 4  # letters

_TAIL = re.compile(r"\s+(?:[|·»«:]|[-–—])\s+|\s*\|\s*")
_CUT_OFF = re.compile(r"\s*(?:…|\.\.\.)$")
_SOFT = re.compile("[\u00ad\u200b]")


def choose(found: Found, url: str | None) -> dict[str, str]:
    """Give the chosen value of each field that has an acceptable one."""
    chosen: dict[str, str] = {}
    for name in ("issued", "container_title", "item_type"):
        if values := found.values(name):
            chosen[name] = values[0]
    if names := found.values("authors"):
        chosen["authors"] = names[0]
    if title := _title(found, url):
        chosen["title"] = title
    return chosen


def marked(candidates: Iterable[Candidate], chosen: dict[str, str]) -> tuple[Candidate, ...]:
    """Give the candidates with the chosen ones marked, the first of its value in each field."""
    left = dict(chosen)
    marked_: list[Candidate] = []
    for one in candidates:
        if left.get(one.field) == one.value:
            del left[one.field]
            one = structs.replace(one, is_chosen=True, chosen_by="program")
        marked_.append(one)
    return tuple(marked_)


def _title(found: Found, url: str | None) -> str | None:
    sites = [*found.values("container_title"), *host_names(url)]
    names = {letters(site) for site in sites}
    acceptable = [one for one in found.values("title") if _is_title(one, names)]
    if not acceptable:
        return None
    if found.after_kicker in acceptable:
        return _SOFT.sub("", found.after_kicker)
    first = acceptable[0]
    headline = _fitting_headline(first, found.headlines)
    if headline is None and first == found.page_title:
        headline = next((one for one in found.headlines if around(one, first)), None)
        headline = headline or _printed_in(first, found)
    if headline is None and found.is_titled_by_plugin:
        shown = [one for one in found.headlines if _is_title(one, names)]
        headline = shown[0] if len(shown) == 1 and letters(first) not in letters(shown[0]) else None
    return without_site(_SOFT.sub("", headline or first), names)


def _printed_in(title: str, found: Found) -> str | None:
    """Find the line that is most of the page's title, on a page without headings: its heading in bold or large."""
    if found.headlines:
        return None
    printed = (one for line in found.lines for one in line.split("\n"))
    longest = max((one for one in printed if around(one, title)), key=len, default="")
    return longest if 2 * len(longest) > len(title) else None


def _is_title(value: str, sites: set[str]) -> bool:
    folded = letters(value)
    return len(folded) >= SHORTEST_TITLE and folded not in sites


def _fitting_headline(title: str, headlines: Sequence[str]) -> str | None:
    """Find the visible heading that the title begins with, or whose beginning the cut-off title is."""
    cut = letters(_CUT_OFF.sub("", title)) if _CUT_OFF.search(title) else ""
    for headline in headlines:
        folded = letters(headline)
        if len(folded) < SHORTEST_TITLE:
            continue
        if letters(title).startswith(folded) or (cut and folded.startswith(cut)):
            return headline
    return None


def without_site(title: str, sites: set[str]) -> str:
    """Cut the site's name from the end, or the beginning, of a title, with the bar or dash beside it."""
    while True:
        parts = list(_TAIL.finditer(title))
        if not parts:
            return title
        head, tail = title[: parts[-1].start()], title[parts[-1].end() :]
        if len(letters(head)) >= SHORTEST_TITLE and _names_site(tail, sites):
            title = head
            continue
        head, tail = title[: parts[0].start()], title[parts[0].end() :]
        if len(letters(tail)) >= SHORTEST_TITLE and letters(head) in sites:
            title = tail
            continue
        return title


def _names_site(text: str, sites: set[str]) -> bool:
    folded = letters(text)
    return bool(folded) and (
        folded in sites
        or any(len(site) > 3 and site in folded and len(folded) < 2 * len(site) for site in sites)
    )
