# SPDX-License-Identifier: MIT
"""The child's side: requests and answers are plain values."""

from __future__ import annotations

import json

import pytest

from researchdesk.clip.extract import answer, extract_here
from researchdesk.model.errors import NoArticleFound, OnlyFrames

PAGE = (
    b"<html><body><p>One <b>bo</b>ld line of the page, with words enough.</p>"
    b"<p>Another line &amp; more of the page, with as many words.</p><script>x()</script></body></html>"
)


def ask(verb, body=b"", **more):
    request = {"verb": verb, "url": None, "name": "page.html", "title": None, "is_pasted": False,
        "way": "usual",
               "media_type": "", "charset": None, "password": None, "format": None, "key": "a",
               "n": 0}  # fmt: skip
    given = answer(request | more, body)
    return json.loads(json.dumps(given[0] if isinstance(given, tuple) else given))


def test_a_page_is_read():
    made = ask("read", PAGE)
    assert (
        made["text"]
        == "One bold line of the page, with words enough.\n\nAnother line & more of the page, with as many words."
    )
    assert (made["title"], made["media_type"], made["charset"]) == ("page", "text/html", "utf-8")
    assert made["extractor_version"].count("+") == 1


def test_a_page_is_read_whole_without_a_parser():
    made = ask("whole", PAGE)
    assert (
        made["text"]
        == "One bold line of the page, with words enough.\n\nAnother line & more of the page, with as many words."
    )
    assert "too long" in made["doubt"]


def test_nothing_to_read_is_the_users_error():
    with pytest.raises(NoArticleFound):
        ask("whole", b"<p></p>")


FRAMES = (
    b'<html><head><title>The Old Mill</title></head><frameset cols="20%,80%"><frame src="menu.html">'
    b'<frameset rows="90%,10%"><frame src="text.html" name="main"><frame src="menu.html"></frameset>'
    b"<noframes><body>Your browser shows no frames.</body></noframes></frameset></html>"
)


@pytest.mark.parametrize(
    "page",
    [
        FRAMES,
        FRAMES.replace(b"<head><title>The Old Mill</title></head>", b""),
        FRAMES[FRAMES.index(b"<frameset") :],
    ],
)
def test_a_page_of_frames_names_the_pages_to_clip(page):
    with pytest.raises(
        OnlyFrames,
        match=r"Clip the one with the text: https://mill\.example/menu\.html, https://mill\.example/text\.html\.$",
    ):
        ask("read", page, url="https://mill.example/index.html")


def test_frames_whose_addresses_are_missing_hold_no_text():
    with pytest.raises(NoArticleFound):
        ask("read", b"<html><frameset><frame><frame src=''></frameset></html>")


def test_a_page_with_text_of_its_own_is_read_in_spite_of_frames():
    made = ask("read", PAGE.replace(b"</body>", b'<frame src="ad.html"></body>'))
    assert made["text"].startswith("One bold line")


def test_blocks_come_back_and_decisions_are_applied():
    removed = [{"n": 1, "place": 1, "text": "b", "html": "<p>b</p>", "reason": "links only"}]
    made = ask("put_back", html="<p>a</p>", removed=removed, n=1)
    assert made == {
        "html": "<p>a</p><p>b</p>",
        "text": "a\n\nb",
        "removed": [],
        "at": 1,
        "length": 3,
    }
    made = ask("decide", html="<p>a</p>", removed=removed, decisions={})
    assert made == {"html": "<p>a</p>", "text": "a", "removed": removed}


@pytest.mark.parametrize(
    "head", ["<title>Ferry</title>", "<!doctype html><meta charset=utf-8><title>Ferry</title>"]
)
def test_a_page_that_names_no_body_is_read_whole_and_in_order(head):
    words = "The ferry left at nine and came back at noon, and nobody on the pier had expected it so early. "
    page = f"{head}<article><p>{words * 2}</p></article>{words * 3}<section><p>Last. {words}</p></section>"
    made = extract_here(page.encode(), url="https://courier.example/ferry")
    assert made.title == "Ferry"
    starts = [one[:5] for one in made.text.split("\n\n")]
    assert starts == ["The f", "The f", "Last."]
