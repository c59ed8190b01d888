# SPDX-License-Identifier: MIT
"""The allow-list: what of a foreign page's mark-up may stand in an article, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import nh3

from researchdesk.clip.tree import parse, without_stray, words

if TYPE_CHECKING:
    from collections.abc import Sequence

AT_ONCE = 200  # pieces that are cleaned together

TAGS = words(
    "p br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote q cite pre code kbd samp var em strong b i u s del ins "
    "mark small sub sup abbr time a img figure figcaption table caption thead tbody tfoot tr th td ruby rt rp bdi bdo "
    "wbr"
)
ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title", "hreflang"},
    "img": {"src", "alt", "title", "width", "height"},
    "td": {"colspan", "rowspan", "scope", "headers"},
    "th": {"colspan", "rowspan", "scope", "headers"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "time": {"datetime"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "abbr": {"title"},
    "bdo": {"dir"},
    "*": {"lang", "dir"},
}
SCHEMES = frozenset({"http", "https", "mailto", "rd-res"})
CONTENT_DROPPED = words(
    "script style noscript template iframe object embed svg math title textarea"
)

_MARK = "<hr>"


def _address_or_none(_tag: str, name: str, value: str) -> str | None:
    """Drop a `cite` that is no address of the web: its scheme is not looked at otherwise."""
    return None if name == "cite" and not value.startswith(("http://", "https://")) else value


_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    clean_content_tags=CONTENT_DROPPED,
    strip_comments=True,
    link_rel="noopener noreferrer nofollow",
    url_schemes=SCHEMES,
    url_relative="deny",
    attribute_filter=_address_or_none,
)


def clean(html: str) -> str:
    """Give the HTML with nothing in it that is not on the allow-list; cleaning twice changes nothing more.

    Links must be absolute before: relative ones are dropped. Quadratic on deep nests, so only after `taming`.
    """
    return _cleaner.clean(without_stray(html))


def clean_each(pieces: Sequence[str]) -> list[str]:
    """Clean pieces that are well-formed and hold no `hr`, several at a time: to begin costs more than a short piece."""
    found: list[str] = []
    for start in range(0, len(pieces), AT_ONCE):
        some = pieces[start : start + AT_ONCE]
        cleaned = clean(_MARK.join(some)).split(_MARK)
        found += cleaned if len(cleaned) == len(some) else map(clean, some)
    return found


def is_clean(html: str) -> bool:
    """Say whether all of it may stand in an article: cleaning would take nothing away, at most write it otherwise."""
    made = clean(html)
    if made == html:
        return True
    has_more = "<!" in html or "<?" in html  # what the parser leaves out
    return not has_more and _elements(html) == _elements(made)


def _elements(html: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Give the elements in their order with what they say; but for what cleaning adds by itself."""
    return [
        (str(one.tag), sorted(pair for pair in one.attrib.items() if pair[0] != "rel"))
        for one in parse(html).iter()
        if one.tag != "tbody"
    ]
