# SPDX-License-Identifier: MIT
"""Addresses are made absolute as the standard library does it, also where that is done without asking it."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from researchdesk.clip.links import absolute

PARTS = st.sampled_from(
    ["a", "b.c", "..", ".", "/", "//", "?", "#", ";", "=", "&", ":", "http://", "https://x.example", "HTTPS://", "é",
     "%20", "@", "[", "]", " ", "\t", "-", "_", "www.x.org", "\\", "|", ".html", "/a.b/", "*", "'"]
)  # fmt: skip
BASES = (
    "https://x.example/a/b.html",
    "http://x.example",
    "https://x.example:80/a",
    "",
    "https://u@x.example/",
    "https://EX.example/a?b#c",
    "https://x.example?q",
    "https://x.example/a;b/c",
)


def by_library(address, base):
    address = address.strip()
    if not address or address.startswith("#"):
        return ""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


@given(st.lists(PARTS, min_size=1, max_size=7).map("".join), st.sampled_from(BASES))
def test_any_address_is_made_absolute_as_the_library_does(address, base):
    assert absolute(address, base) == by_library(address, base)


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize(
    "address",
    ["/a/../b", "/a/./b", "/.", "//y.example/z", "/a//b", "/a;b", "/a?", "https://x.example/a?", "/a?x=../y"],
)  # fmt: skip
def test_dots_and_empty_parts_are_left_to_the_library(address, base):
    assert absolute(address, base) == by_library(address, base)
