# SPDX-License-Identifier: MIT
"""What pages do to be run: tricks of many kinds, each through the whole extraction; nothing that could run is left."""

from __future__ import annotations

import html
import itertools
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from researchdesk.clip.clean import ATTRIBUTES, CONTENT_DROPPED, SCHEMES, TAGS, clean
from researchdesk.clip.extract import extract_here
from researchdesk.clip.tree import is_element, parse

FOLDER = Path(__file__).parents[2] / "data" / "attacks"
EVENTS = tuple(f"on{one}" for one in (FOLDER / "events.txt").read_text("utf-8").split())
ELEMENTS = (
    "img src=x",
    "p",
    "a href=https://good.example/",
    "video src=x",
    "details open",
    "x-own tabindex=1",
    "svg",
)
PLACES = (
    "<a href='{}'>x</a>", "<img src='{}'>", "<img srcset='{} 1x'>", "<blockquote cite='{}'>x</blockquote>",
    "<form action='{}'><button>x</button></form>", "<iframe src='{}'></iframe>",
)  # fmt: skip
RUNS, WHOLE = (
    tuple(
        line.encode().decode("unicode_escape")
        for line in (FOLDER / name).read_text("utf-8").splitlines()
    )
    for name in ("addresses.txt", "pages.txt")
)
ATTACKS = (
    *(f"<{element} {event}=alert(1)>x" for event, element in itertools.product(EVENTS, ELEMENTS)),
    *(place.format(run) for run, place in itertools.product(RUNS, PLACES)),
    *WHOLE,
)
WORDS = "The council of the town met on Friday and voted for the new harbour, as everybody had expected it to. "


def faults(cleaned):
    """Give what of a cleaned text could run, or is not on the list of what may stand there."""
    found = []
    for element in parse(cleaned).iter():
        if not is_element(element) or element.tag in ("html", "body", "head"):
            continue
        allowed = ATTRIBUTES.get(element.tag, set()) | ATTRIBUTES["*"]
        allowed |= {"rel"} if element.tag == "a" else set()
        if element.tag not in TAGS or element.tag in CONTENT_DROPPED:
            found.append(element.tag)
        found += [f"{element.tag} {name}" for name in element.attrib if name not in allowed]
        for name in ("href", "src", "cite"):
            address = element.get(name)
            if (
                address is not None
                and urlsplit(html.unescape(address).strip()).scheme not in SCHEMES
            ):
                found.append(f"{element.tag} {name}={address}")
    return found


def test_the_collection_is_large_and_no_two_are_alike():
    assert len(set(ATTACKS)) == len(ATTACKS) > 400


@pytest.mark.parametrize("base", ["https://courier.example/harbour", "javascript:alert(1)", None])
def test_nothing_that_could_run_comes_through_the_extraction(base):
    left = []
    for attack in ATTACKS if base == "https://courier.example/harbour" else ATTACKS[::10]:
        page = (
            f"<html><body><article><p>{WORDS * 2}</p>{attack}<p>{WORDS}</p></article></body></html>"
        )
        made = extract_here(page.encode(), url=base)
        texts = [made.html, *(one.html for one in made.removed)]
        left += [(attack, found) for text in texts if (found := faults(text))]
    assert left == []


def test_nothing_that_could_run_comes_through_the_allow_list_alone_and_cleaning_twice_changes_nothing():
    for attack in ATTACKS:
        once = clean(f"<p>a</p>{attack}")
        assert faults(once) == [], attack
        assert clean(once) == once


@pytest.mark.parametrize(
    "bad", ["<p onclick=1>", "<script>1</script>", "<a href='javascript:1'>", "<img src='/x'>"]
)
def test_the_look_for_faults_sees_them(bad):
    assert faults(bad)
