# SPDX-License-Identifier: MIT
"""Let trafilatura read one page three times, as it is, strictly and generously, and do once what the three share.

Its own entrance copies and prunes the page anew for each: a sixth of the time. The parts are those of the pinned
version; a test compares them with its entrance.
"""

from __future__ import annotations

import logging
from copy import copy
from typing import TYPE_CHECKING, Any

import lxml.etree
import trafilatura
from trafilatura.baseline import baseline
from trafilatura.core import trafilatura_sequence
from trafilatura.htmlprocessing import convert_tags, prune_unwanted_nodes, tree_cleaning
from trafilatura.main_extractor import extract_content
from trafilatura.settings import Extractor
from trafilatura.xml import xmltotxt
from trafilatura.xpaths import REMOVE_COMMENTS_XPATH

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

FORUM = "DiscussionForumPosting"  # what trafilatura knows a forum by: comments are its text, and the three differ

for _name in ("trafilatura", "htmldate", "courlan", "charset_normalizer"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)  # their warnings name addresses


def usual_text(page: HtmlElement, url: str | None) -> str:
    """Give the text of a page as trafilatura reads it; empty for one that it cannot read."""
    return _by_entrance(page, url)


def three_texts(page: HtmlElement, url: str | None) -> tuple[str, str, str]:
    """Give the text of a page as it is read usually, strictly and generously; empty where it cannot be read.

    The second and third are read without other readers to compare with (`fast`).
    """
    if any(FORUM in (one.text or "") for one in page.iter("script")):
        return (
            _by_entrance(page, url),
            _by_entrance(page, url, fast=True, favor_precision=True),
            _by_entrance(page, url, fast=True, favor_recall=True),
        )
    strict = _options(url, fast=True, precision=True)
    generous = _options(url, fast=True, recall=True)
    # the first reading prunes what is no article, for the others too
    pruned = copy(page)
    return (
        asked(lambda: _usual(pruned, url)) or "",
        asked(lambda: _fast(pruned, strict)) or "",
        asked(lambda: _fast(pruned, generous)) or "",
    )


def asked(question: Callable[[], Any]) -> Any:
    """Put a question to trafilatura; None when it cannot read the page."""
    try:
        return question()
    except (
        lxml.etree.LxmlError,
        ValueError,
        TypeError,
        AttributeError,
        LookupError,
        RecursionError,
    ):
        logging.getLogger(__name__).info("the witness could not read a page")
        return None


def _by_entrance(page: HtmlElement, url: str | None, **mode: Any) -> str:
    document = asked(
        lambda: trafilatura.bare_extraction(
            page, url=url, include_comments=False, include_tables=True, **mode
        )
    )
    return (document.text if document is not None else None) or ""


def _options(url: str | None, **mode: Any) -> Extractor:
    return Extractor(output_format="python", comments=False, url=url, **mode)


def _usual(page: HtmlElement, url: str | None) -> str:
    options = _options(url)
    body, text, _, _ = trafilatura_sequence(page, options, url)
    return _printed(body, text, options)


def _fast(pruned: HtmlElement, options: Extractor) -> str:
    cleaned = convert_tags(tree_cleaning(copy(pruned), options), options, options.url)
    if options.focus == "precision":
        cleaned = prune_unwanted_nodes(cleaned, REMOVE_COMMENTS_XPATH)
    body, text = extract_content(cleaned, options)
    if len(text) < options.min_extracted_size and options.focus != "precision":
        plain, plain_text, size = baseline(pruned)
        if size > len(text):
            body, text = plain, plain_text
    return _printed(body, text, options)


def _printed(body: Any, text: str, options: Extractor) -> str:
    if len(text) < options.min_output_size:
        return ""
    printed: str = xmltotxt(body, options.formatting)
    return printed
