# SPDX-License-Identifier: MIT
"""The learned decision: what its features see, what the weights make of them, what belongs together."""

from __future__ import annotations

from pathlib import Path

import pytest

from researchdesk.clip import amend, boxes
from researchdesk.clip.around import with_surroundings
from researchdesk.clip.blocks import blocks, letters
from researchdesk.clip.decide import Decision
from researchdesk.clip.doubts import UNSURE, doubt
from researchdesk.clip.draft import Origin
from researchdesk.clip.extract import extract_here, read_one
from researchdesk.clip.features import PageWords, features
from researchdesk.clip.given import Given
from researchdesk.clip.learned import is_unsure, kept_by, likelihoods
from researchdesk.clip.lighten import lightened
from researchdesk.clip.tree import parse
from researchdesk.clip.weights import FIRST, SECOND, Weights, probability
from researchdesk.clip.witness import Hearsay, hear_all
from tests.pace import within

PAGES = Path(__file__).parents[2] / "data" / "pages"
WORDS = "The council met again on Tuesday and talked about the harbour for a long time, as it does every year. "
# one block for each of the features that the pages of tests/data do not show
ODDITIES = (
    "<h1>Harbour</h1><p class='comment'><b>Read more</b></p><button>Sign up 2019</button><p>write@mail.example</p>"
    "<p>https://mail.example</p><div hidden>Hidden</div><p class='related'><a href='/a'>Another long title of an "
    f"article that is elsewhere</a></p><p>{WORDS}</p><li>Loose item</li><p>Said once and again</p>"
    f"<p><a href='/b'>{WORDS}</a></p><p>Said once and again</p><p>{WORDS * 2}</p>"
)


def page_of(body):
    return f"<html><body><article><h1>Harbour</h1>{body}</article></body></html>".encode()


def read(body):
    return extract_here(page_of(body), name="page.html")


def rows_of(html):
    root = parse(html)
    found = blocks(root)
    shown = hear_all(root, None).shows(found)
    words = PageWords(frozenset({"harbour"}), "harbour", letters(WORDS * 4))
    rows = features(found, shown, words)
    p = [probability(row, FIRST) for row in rows]
    return rows, with_surroundings(rows, p, [len(one.letters) for one in found])


def test_probability_is_that_of_a_logistic_regression():
    weights = Weights({"constant": -1.0, "a": 2.0})
    assert probability({}, weights) == pytest.approx(0.2689, abs=1e-4)
    assert probability({"a": 1.0, "nobody knows me": 9.0}, weights) == pytest.approx(
        0.7311, abs=1e-4
    )
    assert probability({"a": 1e9}, weights) == pytest.approx(1.0)


def test_every_weight_has_its_feature_and_every_feature_its_weight():
    pages = [path.read_text("utf-8", "replace") for path in PAGES.glob("*.html")]
    both = [rows_of(page) for page in (*pages, ODDITIES)]
    by_kind = ("is ", "in ", "witnesses ", "constant")
    for number, weights in enumerate((FIRST, SECOND)):
        made = {name for rows in both for row in rows[number] for name in row}
        unweighed = made - set(weights) - {"short", "good words"}  # they weigh in one pass only
        unmade = set(weights) - made
        assert {one for one in unweighed | unmade if not one.startswith(by_kind)} == set()


def test_the_text_is_likely_and_what_surrounds_it_is_not():
    root = parse((PAGES / "ferry.html").read_text("utf-8"))
    found = blocks(root)
    p = likelihoods(found, hear_all(root, None).shows(found), PageWords())
    by_text = {one.text: x for one, x in zip(found, p, strict=True)}
    assert by_text["Islands"] < 0.2
    assert next(x for text, x in by_text.items() if text.startswith("The Marianne is no")) > 0.9


def test_a_block_that_the_witness_drops_must_be_likelier():
    found = blocks(parse("<p>One</p><p>Two</p><p>Three</p><p>Four</p>"))
    said = [True, True, False, False]
    assert kept_by(found, said, [0.5, 0.3, 0.7, 0.8]) == [True, False, False, True]


def test_the_cells_of_a_table_stand_or_fall_together():
    rows = "<tr><td>Sack</td><td>12</td></tr><tr><td>Barrel</td><td>7</td></tr>"
    found = blocks(parse(f"<table>{rows}</table><p>{WORDS}</p>"))
    p = [0.5, 0.05, 0.45, 0.05, 0.9]
    assert kept_by(found, [True] * 5, p) == [True] * 5
    assert kept_by(found, [False] * 4 + [True], [0.8, 0.1, 0.1, 0.1, 0.9]) == [False] * 4 + [True]


def test_a_list_stays_with_most_of_its_letters():
    found = blocks(
        parse(f"<ul><li>Lamps of brass</li><li>Ropes</li><li>Oars</li></ul><p>{WORDS}</p>")
    )
    said = [False] * 3 + [True]
    assert kept_by(found, said, [0.8, 0.1, 0.1, 0.9]) == [True] * 4
    assert kept_by(found, said, [0.1, 0.8, 0.8, 0.9]) == [False] * 3 + [True]


def test_a_list_that_is_the_page_is_judged_item_by_item():
    found = blocks(parse("<ul><li>Lamps of brass and tin</li><li>Ropes</li><li>Oars</li></ul>"))
    assert kept_by(found, [True] * 3, [0.9, 0.1, 0.1]) == [True, False, False]


def test_a_heading_of_the_witness_stays_with_what_follows_it():
    page = f"<div><h2>Fares</h2><p>{WORDS}</p></div><div><h2>Alone</h2></div><p>{WORDS}</p>"
    found = blocks(parse(page))
    p = [0.1, 0.9, 0.1, 0.9]
    assert kept_by(found, [True] * 4, p)[:2] == [True, True]
    assert kept_by(found, [True, False, True, True], [0.1, 0.1, 0.1, 0.9])[0] is False
    assert kept_by(found, [False] + [True] * 3, p)[0] is False


def test_boxes_named_by_the_page_are_no_text():
    box = "<div class='{}'><p>Write to us about ships and tides and the people who live by them, any day.</p></div>"
    for name in ("block-cta", "fact_box", "infobox", "author-bio", "about-the-author"):
        found = blocks(parse(f"<article><p>{WORDS * 3}</p>{box.format(name)}</article>"))
        assert list(boxes.boxed(found, [True, True])) == [1], name
    found = blocks(parse(f"<article><p>{WORDS * 3}</p>{box.format('octagon')}</article>"))
    assert boxes.boxed(found, [True, True]) == {}


def test_a_box_around_the_text_itself_is_the_text():
    found = blocks(parse(f"<div class='info-box'><p>{WORDS}</p><p>{WORDS}</p></div><p>{WORDS}</p>"))
    assert boxes.boxed(found, [True] * 3) == {}


def test_a_box_is_left_out_with_its_reason():
    reasons = {
        one.text[:12]: one.reason
        for one in extract_here(PAGES / "ferry.html", "https://courier.example/ferry").removed
    }
    assert reasons["Bakari ya: T"] == "link or sign-up line"
    assert reasons["Every Friday"] == "box beside the text (cta)"
    assert reasons["Three island"] == "box beside the text (fact-box)"


def test_lines_that_open_alike_and_lead_elsewhere_are_links_in_any_language():
    line = "<p>Bakari ya: <a href='/{}'>Another title of the same paper</a></p>"
    found = blocks(
        parse(line.format(1) + line.format(2) + "<p>Once: <a href='/c'>Some title</a></p>")
    )
    assert amend.series_of_links(found, [True] * 3) == {0, 1}
    plain = blocks(parse("<p><a href='/a'>One title</a></p><p><a href='/b'>Two titles</a></p>"))
    assert amend.series_of_links(plain, [True] * 2) == set()


def test_a_lead_may_be_of_several_blocks_and_follow_a_dateline():
    first, second = (
        "After two winters the islands get their ferry.",
        "The council has bought the old Marianne.",
    )
    told = [letters(f"{first} {second}")]
    page = f"<p>Lindwick. {first}</p><p>{second}</p><p>Something else that is long enough.</p><p>{WORDS}</p>"
    found = blocks(parse(page))
    assert amend.leads(found, [False] * 3 + [True], [letters(first), *told]) == {0, 1}


def test_a_lead_that_the_text_repeats_is_not_put_before_it():
    lead = "After two winters the islands get their ferry back at last."
    found = blocks(parse(f"<p>{lead}</p><p>{lead}</p><p>{WORDS}</p><p>{lead}</p>"))
    told = [letters(lead)]
    assert amend.leads(found, [False, False, True, False], told) == {0}
    assert amend.leads(found, [False, False, True, True], told) == set()


def test_a_copy_outside_the_article_is_dropped_and_one_amid_it_stays():
    line = "<p>This very line is printed in the article and again beside it.</p>"
    found = blocks(parse(f"{line}<p>{WORDS}</p>{line}{line}<p>{WORDS}</p>"))
    assert amend.copies(found, [True] * 5, [False, True, True, False, True]) == {0}


def test_long_class_words_and_many_blocks_take_no_longer_than_the_page_may():
    long = "related " * 400
    page = "".join(f"<p>Paragraph {i} of a page</p>" for i in range(2000))
    for _ in range(12):
        page = f"<div class='{long}'>{page}</div>"
    with within(8):
        read(page)


def test_the_witnesses_get_the_page_without_what_nobody_sees():
    page = (
        "<html><head><script>var a</script></head><body><p>Seen<style>p {}</style> and read</p>"
        "<script type='application/ld+json'>{}</script><svg><text>Drawn</text></svg></body></html>"
    )
    root = parse(page)
    lighter = lightened(root, blocks(root))
    assert {one.tag for one in lighter.iter("*")} == {"html", "head", "body", "p", "script"}
    assert [one.get("type") for one in lighter.iter("script")] == ["application/ld+json"]
    assert lighter.find(".//p").text == "Seen and read"
    assert len(list(root.iter("script"))) == 2


def test_hearsay_is_asked_only_where_the_page_says_nothing_plainly(monkeypatch):
    asked = []
    monkeypatch.setattr(
        Hearsay, "get", lambda self, name: asked.append(name) or "Hearsay of Lindwick"
    )
    plain = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "H", "author": "Jane Doe", '
        '"datePublished": "2024-05-12", "publisher": {"name": "Courier"}}</script>'
    )
    extract_here(page_of(plain + f"<p>{WORDS * 3}</p>"), name="page.html")
    assert asked == []
    made = read(f"<p>{WORDS * 3}</p>")
    assert set(asked) == {"author", "date", "sitename"}
    assert made.container_title == "Hearsay of Lindwick"


def test_a_page_read_generously_keeps_what_is_likely_or_boxed_and_read_whole_all_that_it_shows():
    page = (PAGES / "ferry.html").read_bytes()

    def texts(way):
        return read_one(Given(page, Origin(None, "ferry.html", way=way))).text.split("\n\n")

    usual, generous, whole = (texts(way) for way in ("usual", "generous", "whole"))
    assert set(usual) < set(generous) < set(whole)
    assert any(one.startswith("Three islands") for one in generous)
    assert "Harbour" not in generous
    assert {"Harbour", "Lindwick Courier, Quay 4"} <= set(whole)


def test_a_page_is_doubted_when_most_of_what_is_kept_might_as_well_not_be():
    found = blocks(parse(f"<p>{WORDS}</p><p>{WORDS * 3}</p><p>{WORDS * 9}</p>"))
    assert is_unsure(found, [True, True, False], [0.9, 0.6, 0.5])
    assert not is_unsure(found, [True, True, False], [0.6, 0.9, 0.5])
    assert not is_unsure(found, [False] * 3, [0.1] * 3)
    decision = Decision((None, None, "after the article"), is_unsure=True)
    assert doubt(decision.kept(found), decision) == UNSURE
