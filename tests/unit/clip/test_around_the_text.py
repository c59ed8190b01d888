# SPDX-License-Identifier: MIT
"""What stands around an article: walls at its end, hidden words, notes, bylines with a role, dates of updates."""

from __future__ import annotations

import pytest

from researchdesk.clip.extract import extract_here

FIRST = (
    "The river authority of the lower Danube closed the lock at Kladovo on Tuesday after engineers found a crack in"
    " the northern gate, and forty barges are waiting upstream until a diver can be sent down."
)
SECOND = (
    "Captains said that they had not been told how long it would last, and that the grain in their holds would begin"
    " to spoil within nine days if the weather stays as warm as it is."
)
THIRD = (
    "The authority promised a statement by Thursday. Its director said that no similar damage had been found anywhere"
    " else in the system since the lock was opened."
)
TEXT = [FIRST, SECOND, THIRD]


def made(body, *, head="", title="Lock at Kladovo closed – River Post"):
    page = (
        f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title>{head}</head><body>'
        f'<nav><a href="/">Home</a></nav>{body}<footer><p>© River Post 2026</p></footer></body></html>'
    )
    return extract_here(page.encode(), "https://riverpost.example/lock", "lock.html")


def paragraphs(*texts):
    return "".join(f"<p>{one}</p>" for one in texts)


def text_of(clipping):
    return clipping.text.split("\n\n")


def reasons(clipping):
    return {one.text: one.reason for one in clipping.removed}


def test_the_lines_of_a_paywall_are_left_out_and_the_reader_is_told_that_the_text_may_end_early():
    wall = ("Subscribe to continue reading this article.", "Already a subscriber? Log in")
    clipping = made(f"<article><h1>Lock at Kladovo closed</h1>{paragraphs(FIRST, *wall)}</article>")
    assert text_of(clipping) == [FIRST]
    assert [reasons(clipping)[one] for one in wall] == ["subscription or consent line"] * 2
    assert "may end early" in clipping.doubt


def test_an_article_about_subscriptions_keeps_its_lines():
    about = "Subscribe to continue, the authority wrote to the captains, and you will hear of it."
    clipping = made(f"<article>{paragraphs(FIRST, about, SECOND, THIRD)}</article>")
    assert text_of(clipping) == [FIRST, about, SECOND, THIRD]


@pytest.mark.parametrize("how", ['style="display: none"', "hidden", 'aria-hidden="true"'])
def test_words_that_the_page_hides_amid_its_text_are_left_out(how):
    hidden = "These words are seen by nobody who reads the page."
    body = f"<article>{paragraphs(FIRST)}<p {how}>{hidden}</p>{paragraphs(SECOND, THIRD)}</article>"
    clipping = made(body)
    assert text_of(clipping) == TEXT
    assert reasons(clipping)[hidden] == "hidden on the page"


def test_a_text_that_waits_for_a_click_is_kept():
    clipping = made(
        f"<article>{paragraphs(FIRST)}<div hidden>{paragraphs(SECOND, THIRD)}</div></article>"
    )
    assert text_of(clipping) == TEXT


def test_notes_to_which_signs_in_the_text_lead_belong_to_it():
    note = "Report of the authority, 1972, page 14."
    other = "Written by nobody in particular."
    body = (
        f'<article><p>{FIRST}<sup><a href="#n1">1</a></sup></p><p>{SECOND}<sup><a href="#n2">2</a></sup></p>'
        f'<section class="footnotes"><ol><li id="n1">{note} <a href="#r1">↩</a></li><li id="n2">Interview with the'
        f' captains. <a href="#r2">↩</a></li></ol></section></article><div><p id="n3">{other}</p></div>'
    )
    clipping = made(body)
    assert f"{note} ↩" in text_of(clipping)
    assert other not in text_of(clipping)


def test_a_byline_with_a_role_and_a_paper_is_no_text():
    byline = "By Ana Kovač, River Post Staff Writer"
    head = '<meta name="author" content="Ana Kovač">'
    clipping = made(f"<article>{paragraphs(byline, *TEXT)}</article>", head=head)
    assert text_of(clipping) == TEXT
    assert [one.name for one in clipping.authors] == ["Ana Kovač"]


def test_the_title_is_no_text_either_where_the_page_calls_it_nothing():
    clipping = made(f"<div><div>Lock at Kladovo closed</div>{paragraphs(*TEXT)}</div>")
    assert text_of(clipping) == TEXT
    assert reasons(clipping)["Lock at Kladovo closed"] == "title"


def test_the_year_of_the_copyright_is_no_date():
    assert made(f"<article>{paragraphs(*TEXT)}</article>").issued is None


@pytest.mark.parametrize(
    "line",
    [
        "Published 12 May 2026 | Updated 15 May 2026",
        "Updated 15 May 2026 – Published 12 May 2026",
        "Published: 12 May 2026 (updated 15 May 2026)",
        "Objavljeno 12.05.2026 • Ažurirano 15.05.2026",
    ],
)
def test_of_two_dates_in_a_line_the_update_is_not_the_articles(line):
    head = '<meta property="article:modified_time" content="2026-05-15T10:00:00Z">'
    clipping = made(f"<article><h1>Lock</h1>{paragraphs(line, *TEXT)}</article>", head=head)
    assert clipping.issued == "2026-05-12"


def test_the_heading_of_a_page_made_for_print_is_the_title_and_the_sites_own_lines_are_left_out():
    body = "<p>River Post</p><h1>Lock at Kladovo closed</h1>" + paragraphs(
        *TEXT, "© River Post, Belgrade", "https://riverpost.example/lock"
    )
    clipping = made(body, title="Print: Lock at Kladovo closed - River Post")
    assert (clipping.title, clipping.container_title) == ("Lock at Kladovo closed", "River Post")
    assert text_of(clipping) == TEXT
    own = [one.text for one in clipping.removed if one.reason == "the site's own line"]
    assert own == ["River Post", "© River Post, Belgrade", "https://riverpost.example/lock"]


def test_a_heading_that_is_a_part_of_a_longer_title_does_not_take_its_place():
    clipping = made(f"<h1>Lock</h1>{paragraphs(*TEXT)}", title="The Lock at Kladovo is closed")
    assert clipping.title == "The Lock at Kladovo is closed"


def test_an_address_amid_the_text_stays():
    clipping = made(
        f"<article>{paragraphs(FIRST, 'https://danube.example/locks', SECOND, THIRD)}</article>"
    )
    assert "https://danube.example/locks" in clipping.text


def test_the_times_of_a_live_report_stay_with_its_entries():
    entries = "".join(
        f"<article><time>{time}</time><p>{text}</p></article>"
        for time, text in zip(("14:32", "13:05", "11.50 am"), TEXT, strict=True)
    )
    clipping = made(f"<main><h1>Lock at Kladovo closed</h1>{entries}</main>")
    assert text_of(clipping) == ["14:32", FIRST, "13:05", SECOND, "11.50 am", THIRD]


@pytest.mark.parametrize("kind", ["Recipe", "HowTo", "VideoObject", "WebPage"])
def test_a_page_that_declares_another_work_has_its_author_and_date(kind):
    declared = (
        f'<script type="application/ld+json">{{"@context": "https://schema.org", "@graph": [{{"@type": "{kind}",'
        ' "name": "Lock at Kladovo closed", "author": {"@type": "Person", "name": "Ana Kovač"},'
        ' "datePublished": "2025-09-01"}]}</script>'
    )
    clipping = made(f"<h1>Lock at Kladovo closed</h1>{paragraphs(*TEXT)}", head=declared)
    assert [one.name for one in clipping.authors] == ["Ana Kovač"]
    assert clipping.issued == "2025-09-01"


def test_a_date_that_the_page_declares_by_month_is_not_filled_up_with_a_day():
    declared = '<meta name="date" content="2021-11">'
    clipping = made(f"<article>{paragraphs(*TEXT)}</article>", head=declared)
    assert [one.value for one in clipping.candidates if one.field == "issued"] == ["2021-11"]
