# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from researchdesk.clip import amend, ends
from researchdesk.clip.blocks import blocks
from researchdesk.clip.draft import Origin
from researchdesk.clip.extract import extract_here, read_one
from researchdesk.clip.given import Given
from researchdesk.clip.tree import parse

URL = "https://www.courier.example/news/ferry"
TITLE = "Council closes the ferry terminal"
ENGLISH = [
    "The harbour council voted on Tuesday to close the old ferry terminal, ending eight months of argument.",
    "Engineers had warned in March that two of the twelve pillars no longer carried the weight of the hall.",
    "The ministry said in a written answer that the cost exceeded what the fund for small ports could grant.",
    "Three hundred people use the ferry on a working day, most of them pupils and nurses from the islands.",
    "From the first of October they will take a bus around the fjord, which needs an hour and twenty minutes.",
    "A spokesman for the bus company said that two vehicles had been ordered, but drivers were hard to find.",
]


def paragraphs(*numbers):
    return "".join(f"<p>{ENGLISH[i]}</p>" for i in numbers or range(len(ENGLISH)))


def read(body, title=TITLE, way="usual"):
    page = (
        f"<html lang='en'><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<main><h1>{TITLE}</h1>{body}</main><footer>© Courier</footer></body></html>"
    )
    return read_one(Given(page.encode(), Origin(URL, "page.html", way=way)))


def why(made, words):
    return next(one.reason for one in made.removed if words in one.text)


def test_a_line_above_the_title_is_not_the_beginning_of_the_text():
    page = f"<html><body><main><span>Transport</span><h1>{TITLE}</h1>{paragraphs()}</main></body></html>"
    made = extract_here(page.encode(), URL, "page.html")
    assert made.text.startswith(ENGLISH[0])
    assert why(made, "Transport") == "before the article"


@pytest.mark.parametrize(
    ("href", "is_left_out"),
    [
        ("/story/{}", True),
        ("https://blog.courier.example/{}", True),
        ("https://archive.example/{}", False),
        ("#note{}", False),
    ],
)
def test_a_list_at_the_end_that_leads_to_other_pages_of_the_site_is_left_out(href, is_left_out):
    items = "".join(
        f"<li><a href='{href.format(one)}'>Minutes of 198{one}</a></li>" for one in "123"
    )
    page = f"{paragraphs(0, 1)}<h2>Where this comes from</h2><ul>{items}</ul>"
    found = blocks(parse(f"<html><body>{page}</body></html>"))
    for url in (URL, ""):
        left_out = ends.lists_of_links(found, [True] * len(found), url)
        is_known = url or not href.startswith("https://blog")
        assert left_out == ({2, 3, 4, 5} if is_left_out and is_known else set())


def test_a_list_of_links_amid_the_text_is_text():
    items = "".join(f"<li><a href='/{one}'>Chapter {one}</a></li>" for one in "123")
    found = blocks(parse(f"<html><body><ul>{items}</ul>{paragraphs(0, 1)}</body></html>"))
    assert ends.lists_of_links(found, [True] * len(found), URL) == set()


def test_more_of_the_same_site_behind_the_text_is_left_out_with_its_heading():
    items = "".join(
        f"<li><a href='/{i}'>{one}</a></li>"
        for i, one in enumerate(
            ("Saving Lives Inside the Port’s Hospitals", "The Best Boats of 2026")
        )
    )
    more = "<li>Want Weekly Recs on What to Read, and More? <a href='/s'>Sign Up for Worth Your Time</a></li>"
    page = f"<article>{paragraphs()}<h2>More Must-Reads From Courier</h2><ul>{items}"
    made = read(
        f"{page}<li><a href='/3'>Is Using the Snooze Button Bad for You?</a></li>{more}</ul></article>"
    )
    assert made.text.split("\n\n") == ENGLISH
    assert why(made, "Must-Reads") == why(made, "Snooze") == "link or sign-up line"


@pytest.mark.parametrize("heading", ["Comentar", "2 comments", "Komentari (2)", "Leave a reply"])
def test_what_readers_write_below_the_text_is_theirs(heading):
    opinions = "".join(
        f"<div><span>Pepe, 2 hours ago</span><p>{one}, and nobody asked those of us who live there.</p></div>"
        for one in (
            "They decide as they always have decided",
            "It is about the land below the hall",
        )
    )
    made = read(f"<div>{paragraphs()}</div><div class='x'><h3>{heading}</h3>{opinions}</div>")
    assert made.text.split("\n\n") == ENGLISH
    assert why(made, "the land below the hall") == "readers' comments"


def test_a_chapter_that_is_called_comments_is_text():
    made = read(
        f"<h2>Facts</h2>{paragraphs(0, 1)}<h2>Comments</h2>{paragraphs(2, 3)}<h2>Outlook</h2>{paragraphs(4, 5)}"
    )
    assert all(one in made.text for one in ENGLISH)


def test_a_button_that_comes_again_and_again_is_no_text():
    items = "".join(
        f"<h2>{i}. Island</h2><p>{one}</p><a href='/buy/{i}'>Check price</a>"
        for i, one in enumerate(ENGLISH, 1)
    )
    made = read(items)
    assert "Check price" not in made.text
    assert "6. Island" in made.text
    assert why(made, "Check price") == "link or sign-up line"


def test_the_opening_of_a_text_is_found_behind_a_box_that_broke_its_paragraph():
    box = "<div class='side'><h4>Related Content</h4><ul><li><a href='/1'>Boats in numbers</a></li></ul></div>"
    opening = "SANDVIK (AP) — " + ENGLISH[0]
    made = read(f"<div class='body'><p>{box}{opening}</p>{paragraphs(1, 2, 3, 4, 5)}</div>")
    assert made.text.split("\n\n") == [opening, *ENGLISH[1:]]


def test_all_entries_of_a_thread_are_kept():
    said = [
        "The harbour council voted on Tuesday to close the old ferry terminal, ending eight months of argument over"
        " who should pay for the repair of its northern pier.",
        "Engineers had warned in March that two of the twelve pillars no longer carried the weight for which they"
        " were built, and that a winter storm could bring down the waiting hall.",
        "“We were told for years that the money would come,” said Marta Olsen, who has sold tickets at the terminal"
        " since 1989. “It never did, and now there is nothing left to repair.”",
        "The ministry of transport said in a written answer that the cost, estimated at 14 million crowns, exceeded"
        " what the fund for small ports could grant in a single year.",
    ]
    posts = "".join(
        f'<div class="post" id="p{i}"><div class="author"><a href="/u/{name}">{name}</a><br>Posts: {i * 37 + 12}<br>'
        f'Joined: Mar 2019</div><div class="content"><p>{said[i]}</p></div><div class="sig">-- {name}, proud islander'
        "</div><a href='#'>Reply</a> <a href='#'>Report</a></div>"
        for i, name in enumerate(["seagull", "tidewatcher", "nora_b", "pilot77"])
    )
    page = f'<div class="thread">{posts}</div>'
    made = read(page, "Ferry closing - what now? - Island Forum")
    assert [one for one in said if one not in made.text] == []
    assert made.issued != "2019-03"
    generous = read(page, "Ferry closing - what now? - Island Forum", way="generous")
    assert set(made.text.split("\n\n")) <= set(generous.text.split("\n\n"))


def test_what_is_built_like_an_entry_within_an_entry_is_not_taken_for_another():
    entry = "<div class='post'><div class='content'>{}</div></div>"
    page = (
        entry.format(paragraphs(0, 1)) + entry.format(paragraphs(2)) + entry.format(paragraphs(3))
    )
    found = blocks(parse(f"<html><body>{page}</body></html>"))
    assert amend.entries(found, [True, False, True, False]) == {3}
    assert amend.entries(found, [True, False, False, False]) == set()


def test_the_link_for_editing_a_chapter_of_a_wiki_is_no_part_of_its_heading():
    heading = "<h2><span>History</span><span class='mw-editsection'>[<a href='/edit'>edit</a>]</span></h2>"
    made = read(paragraphs(0, 1, 2) + heading + paragraphs(3, 4, 5))
    assert "History" in made.text.split("\n\n")
    assert "edit" in [one.text.strip("[]") for one in made.removed]


def test_a_heading_that_leads_to_the_home_page_is_the_sites_name():
    page = (
        "<html><head><title>Tide Notes: The last ticket</title></head><body>"
        "<h1><a href='/'>Tide Notes</a></h1><h3>The last ticket</h3>"
        + paragraphs()
        + "</body></html>"
    )
    for head in ("", "<meta property='og:title' content='The last ticket'>"):
        made = extract_here(page.replace("<head>", f"<head>{head}").encode(), URL, "page.html")
        assert made.title == "The last ticket"
        assert made.container_title == "Tide Notes"


def test_of_a_page_without_headings_the_bold_line_in_its_title_is_the_heading():
    page = (
        f"<html><head><title>Courier Online: {TITLE}</title></head><body><table><tr><td><a href='n.html'>News</a></td>"
        f"<td><font size=5><b>{TITLE}</b></font><br><font><i>By JOHN ROE<br>Staff writer</i></font>"
        f"{paragraphs()}</td></tr></table></body></html>"
    )
    made = extract_here(page.encode(), URL, "page.html")
    assert made.title == TITLE
    assert [one.name for one in made.authors] == ["JOHN ROE"]


def test_a_short_text_that_the_page_holds_twice_is_given_once():
    copies = "".join(
        f"<section class='{one}'><div>{paragraphs(0, 1)}</div></section>"
        for one in ("wide", "slim")
    )
    made = read(copies)
    assert made.text.split("\n\n") == ENGLISH[:2]
    assert why(made, ENGLISH[1]) == "repeated on the page"
