# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from researchdesk.clip.address import canonical_url, registrable

_HOSTS = st.sampled_from(
    [
        "example.org",
        "WWW.Example.co.uk",
        "amp.news.example",
        "münchen.example",
        "[2001:db8::1]",
        "a.b",
    ]
)
_PIECES = st.text(alphabet="abAMP/.%2eé&=?#+:;@ 1ü~|\\", max_size=20)
_WORDS = st.lists(
    st.sampled_from(
        ["amp", "..", ".", "a", "%7e", "%2F", "%", "%%34", "é", "", "url", "utm_source=x"]
    ),
    max_size=6,
)


@pytest.mark.parametrize(
    ("given_address", "expected"),
    [
        ("HTTP://News.Example:80/a", "http://news.example/a"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example/a/../b/./c", "https://news.example/b/c"),
        ("https://news.example/%7Ejo/%c3%a9", "https://news.example/~jo/%C3%A9"),
        ("https://news.example/é", "https://news.example/%C3%A9"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
        ("https://news.example/a#part", "https://news.example/a"),
        ("https://news.example/#!/a", "https://news.example/#!/a"),
        ("https://news.example/#/a", "https://news.example/#/a"),
        ("https://news.example/a?utm_source=x&id=7&fbclid=y", "https://news.example/a?id=7"),
        ("https://news.example/a?b=2&a=1&b=1", "https://news.example/a?a=1&b=2&b=1"),
        ("https://news.example/a?CMP=x&ref=y&at_medium=z", "https://news.example/a"),
        ("https://news.example/a?reference=7", "https://news.example/a?reference=7"),
        ("https://news.example/a?article_id=5&p=3", "https://news.example/a?article_id=5&p=3"),
        ("https://amp.news.example/a", "https://news.example/a"),
        ("https://news.example/a/amp/", "https://news.example/a/"),
        ("https://news.example/a/amp", "https://news.example/a"),
        ("https://news.example/a?amp=1", "https://news.example/a"),
        ("https://news.example/a/amplifier", "https://news.example/a/amplifier"),
        ("https://news-example.cdn.ampproject.org/c/s/news.example/a", "https://news.example/a"),
        ("https://www.google.com/url?q=https://news.example/a&sa=U", "https://news.example/a"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fnews.example%2Fa%3Fid%3D1&h=x", "https://news.example/a?id=1"),
        ("https://user:secret@news.example/a", "https://news.example/a"),
    ],
)  # fmt: skip
def test_addresses_that_differ_without_meaning_it_become_one(given_address, expected):
    assert canonical_url(given_address) == expected


@pytest.mark.parametrize(
    "nothing",
    ["", None, "ftp://news.example/a", "javascript:alert(1)", "news.example/a", "https://", "http://[::1",
     "https://a b/", "https://news.example:99999/", "mailto:a@b.example"],
)  # fmt: skip
def test_what_is_no_address_of_the_web_has_no_canonical_form(nothing):
    assert canonical_url(nothing) is None


def test_parameters_that_name_the_article_are_never_dropped():
    one = canonical_url("https://news.example/view.php?id=1&page=2")
    assert one != canonical_url("https://news.example/view.php?id=2&page=2")


def test_the_page_is_believed_about_its_own_address_on_its_own_site_only():
    own = "https://m.news.example.co.uk/a?x=1"
    assert (
        canonical_url(own, ["https://www.news.example.co.uk/a"])
        == "https://www.news.example.co.uk/a"
    )
    assert canonical_url(own, ["https://other.co.uk/a"]) == own
    assert canonical_url(own, ["https://www.news.example.co.uk/"]) == own
    assert (
        canonical_url(own, ["", "https://news.example.co.uk/b"]) == "https://news.example.co.uk/b"
    )


def test_neighbours_under_a_public_suffix_are_not_one_site():
    assert registrable("a.co.uk") != registrable("b.co.uk")
    assert registrable("www.a.co.uk") == registrable("a.co.uk")
    assert registrable("www.a.rs") == registrable("m.a.rs") == "a.rs"


@given(_HOSTS, _WORDS, _PIECES)
def test_the_canonical_form_is_its_own_canonical_form(host, words, rest):
    once = canonical_url(f"https://{host}/{'/'.join(words)}{rest}")
    if once is not None:
        assert canonical_url(once) == once


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_none_and_no_error(text):
    once = canonical_url(text)
    assert once is None or canonical_url(once) == once
