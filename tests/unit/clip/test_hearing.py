# SPDX-License-Identifier: MIT
"""Three readings of one page that share their preparation hear what the entrance of trafilatura hears."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
import trafilatura
from hypothesis import given
from lxml.etree import tostring
from trafilatura import core

from researchdesk.clip.hearing import asked, three_texts
from researchdesk.clip.tree import parse
from tests.unit.clip.any_html import HTML

PAGES = Path(__file__).parents[2] / "data" / "pages"
URL = "https://courier.example/page"
WORDS = (
    "The council met on Tuesday to speak of the pier, which the storm of last winter had damaged. "
    * 4
)
MODES = ({}, {"fast": True, "favor_precision": True}, {"fast": True, "favor_recall": True})
COMMENTS = f"<div id='comments'><p>A reader says: {WORDS}</p></div>"
FORUM = '<script type="application/ld+json">{"@type": "DiscussionForumPosting"}</script>'
SCROLLED = f"<div class='infinite-scroll'><p>Another article: {WORDS}</p></div>"


def by_entrance(page):
    for mode in MODES:
        document = asked(
            lambda mode=mode: trafilatura.bare_extraction(
                deepcopy(page), url=URL, include_comments=False, include_tables=True, **mode
            )
        )
        yield (document.text if document is not None else None) or ""


@pytest.mark.parametrize("name", sorted(one.name for one in PAGES.glob("*.html")))
def test_the_golden_pages_are_heard_as_by_the_entrance(name):
    page = parse((PAGES / name).read_text("utf-8", "replace"))
    assert three_texts(page, URL) == tuple(by_entrance(page))


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p>Few words.</p>",
        f"<article><p>{WORDS}</p></article>{COMMENTS}",
        f"<article><p>{WORDS}</p></article>{SCROLLED}",
        f"<article><p>{WORDS}</p><dl class='comments'><dt>A reader</dt><dd>{WORDS}</dd></dl></article>",
        f"{FORUM}<article><p>{WORDS}</p><ul class='comments'><li>{WORDS} {WORDS}</li></ul></article>",
        f"{FORUM}<h1>Pier</h1><p>{WORDS}</p>{COMMENTS}",
        f"<div><p>{WORDS}</p></div><table><tr><td>{WORDS}</td></tr></table><div class='teaser'>{WORDS}</div>",
    ],
)
def test_pages_with_comments_and_forums_are_heard_as_by_the_entrance(body):
    page = parse(f"<html><body>{body}</body></html>")
    before = tostring(page)
    assert three_texts(page, URL) == tuple(by_entrance(page))
    assert tostring(page) == before


@given(HTML)
def test_any_page_is_heard_as_by_the_entrance(html):
    page = parse(html)
    assert three_texts(page, None) == tuple(
        (document.text if document is not None else None) or ""
        for mode in MODES
        for document in [
            asked(
                lambda mode=mode: trafilatura.bare_extraction(
                    deepcopy(page), include_comments=False, include_tables=True, **mode
                )
            )
        ]
    )


def test_what_the_three_leave_out_alike_is_looked_for_once(monkeypatch):
    looked: list[object] = []
    prune = core.prune_unwanted_nodes

    def counted(tree, nodes, *more, **named):
        looked.extend([nodes] if nodes is core.RAW_TREE_PRUNE_XPATH else [])
        return prune(tree, nodes, *more, **named)

    monkeypatch.setattr(core, "prune_unwanted_nodes", counted)
    three_texts(parse(f"<article><p>{WORDS}</p></article>"), URL)
    assert len(looked) == 1
