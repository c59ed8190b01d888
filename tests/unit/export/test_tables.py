# SPDX-License-Identifier: MIT
"""No cell of a table works anything out when a spreadsheet opens it."""

from __future__ import annotations

import csv
import io

import pytest

from researchdesk.export.tables import as_csv, as_page

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BEFORE = ("", " ", "\u00a0", "\u3000", "\u200b", "\ufeff", "\u202e", " \u2066 ")


def read(text):
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("before", BEFORE)
def test_a_word_that_would_act_begins_with_an_apostrophe(before, sign):
    wicked = f"{before}{sign}cmd|' /C calc'!A0"
    assert read(as_csv([["name", wicked]])) == [["name", f"'{wicked}"]]


@pytest.mark.parametrize(
    "words", ["Ana", "a=b", "1-2", "", "'so'", 'say "no", twice', "two\nlines"]
)
def test_other_words_come_back_as_they_were(words):
    assert read(as_csv([[words, 3]])) == [[words, "3"]]


def test_a_number_below_nought_stays_a_number():
    assert read(as_csv([[-3]])) == [["-3"]]


def test_a_page_shows_markup_as_words():
    made = as_page("<b>", [["<script>alert(1)</script>", "a"], ["\" onclick='x", 1]])
    assert "<script>" not in made.partition("<table>")[2]
    assert "&lt;script&gt;" in made
