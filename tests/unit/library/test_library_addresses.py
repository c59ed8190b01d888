# SPDX-License-Identifier: MIT
"""One canonical address for many articles: none of them becomes a version of another."""

from __future__ import annotations

import pytest

from researchdesk.library import articles
from researchdesk.model.clipping import Source

PIER = [
    "The council met on Tuesday to speak of the pier, which the storm of last winter had damaged.",
    "A vote was put off until the next meeting, when the cost of the beams will be known to all.",
    "The mayor answered that an engineer had looked at it in March and had found it sound enough.",
]
ROAD = [
    "The road office closes the bridge by the mill until May, and drivers must go around by the hill.",
    "The work costs two million and was planned for years, but a flood delayed it twice, it said.",
    "Shops in the old town fear for the summer and ask for a path that can be walked meanwhile.",
]
FRONT = "https://quay.example/news"


@pytest.fixture
def take(library, tmp_path):
    def do(url, parts, title="The old pier"):
        path = tmp_path / "page.html"
        said = "".join(f"<p>{one}</p>" for one in parts)
        path.write_text(
            f"<html><head><link rel='canonical' href='{FRONT}'><title>{title}</title></head>"
            f"<body><article><h1>{title}</h1>{said}</article></body></html>"
        )
        return articles.clip(
            library,
            articles.preview(library, Source("file", str(path), url=url), with_images=False),
        )

    return do


def test_another_article_of_the_same_claimed_address_is_new(library, take):
    first = take(f"{FRONT}/1", PIER)
    second = take(f"{FRONT}/2", ROAD, "The bridge")
    assert (first.status, second.status) == ("new", "new")
    assert articles.get(library, first.article_id).canonical_url == FRONT
    assert articles.get(library, second.article_id).canonical_url == f"{FRONT}/2"
    assert take(f"{FRONT}/2", ROAD, "The bridge").status == "known"
    library.undo()
    assert take(f"{FRONT}/2", ROAD, "The bridge").status == "new"


def test_a_print_view_is_the_article_and_so_is_what_the_page_became(take):
    first = take(f"{FRONT}/1", PIER)
    printed = take(f"{FRONT}/print/1", PIER[:2])
    changed = take(f"{FRONT}/1?page=2", ROAD)
    assert printed.article_id == changed.article_id == first.article_id
    assert changed.status == "version"
