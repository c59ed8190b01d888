# SPDX-License-Identifier: MIT
"""PDF: columns, hyphens, running heads, notes, headings; locked, scanned, cut off and giant ones."""

from __future__ import annotations

import pytest

from researchdesk.clip.draft import Origin
from researchdesk.clip.extract import outcomes, read_one
from researchdesk.clip.given import Given
from researchdesk.model.errors import BadArchive, PasswordWanted
from tests.made_files import pdf, two_columns
from tests.pace import within

LEFT = [
    "The bridge at the mill was closed in the",
    "spring, since two of its beams had moved",
    "by a hand. Nobody was told of it for a con-",
    "siderable time, and the carts went on as",
    "they always had.",
    "    In summer a boat was hired. It took ten",
    "people, a well-known ferryman said, and",
    "it left when it was full. The town paid the",
]
RIGHT = [
    "half of it, the two mills the other half, and",
    "the ferryman was never asked whether",
    "that was enough for him and for his well-",
    "known boat.",
    "    The new bridge was opened in October",
    "by the mayor, who came late and left be-",
    "fore the music. It has three beams more",
    "than the old one and a rail on both sides.",
]
JOINED = (
    "The bridge at the mill was closed in the spring, since two of its beams had moved by a hand. Nobody was told "
    "of it for a considerable time, and the carts went on as they always had.\n\n"
    "In summer a boat was hired. It took ten people, a well-known ferryman said, and it left when it was full. The "
    "town paid the half of it, the two mills the other half, and the ferryman was never asked whether that was "
    "enough for him and for his well-known boat.\n\n"
    "The new bridge was opened in October by the mayor, who came late and left before the music. It has three beams "
    "more than the old one and a rail on both sides."
)


def made(body, name="paper.pdf", password=None):
    return read_one(Given(body, Origin(name=name), password=password))


def removed(clipping):
    return [(one.text, one.reason) for one in clipping.removed]


def test_columns_are_read_one_after_the_other_and_parted_words_are_joined():
    clipping = made(pdf([two_columns(LEFT, RIGHT)]))
    assert clipping.text == JOINED
    assert clipping.doubt is None


def test_what_spans_the_columns_comes_before_them():
    page = [(60, 740, "A bridge and its boats", 22, "F2"), *two_columns(LEFT, RIGHT)]
    clipping = made(pdf([page]))
    assert clipping.title == "A bridge and its boats"
    assert clipping.text == JOINED
    assert removed(clipping) == [("A bridge and its boats", "title")]


def test_running_heads_and_page_numbers_are_left_out_and_listed():
    pages = [
        [
            (60, 770, "Annals of the mill", 8),
            (60, 720, "abcd"[n - 1] * 9),
            *two_columns(LEFT, RIGHT),
            (300, 30, f"{n}", 8),
        ]
        for n in range(1, 5)
    ]
    clipping = made(pdf(pages))
    assert "Annals" not in clipping.text
    assert clipping.text.startswith(f"aaaaaaaaa\n\n{JOINED}")
    assert ("Annals of the mill", "running head") in removed(clipping)
    assert {one for one, why in removed(clipping) if why == "page number"} == {"1", "2", "3", "4"}


def test_a_paragraph_goes_on_over_the_page_and_a_note_at_the_foot_does_not_part_it():
    first = [
        *[
            (60, 700 - 14 * i, f"Line {i} of a paragraph that is long enough to fill it")
            for i in range(9)
        ],
        (60, 60, "* A note at the foot of the page, in smaller print.", 7),
    ]
    second = [(60, 700, "and so it ends on the next page.")]
    parts = made(pdf([first, second])).text.split("\n\n")
    assert parts[0].startswith("Line 0 of")
    assert parts[0].endswith("and so it ends on the next page.")
    assert parts[1] == "* A note at the foot of the page, in smaller print."


def test_headings_and_lists_are_written_as_such():
    page = [
        (60, 720, "Report on the bridge", 24, "F2"),
        (60, 690, "By Nora Lindqvist", 10),
        (60, 676, "12 March 2021", 10),
        (60, 650, "What was found", 14, "F2"),
        *[
            (60, 620 - 14 * i, "Words of a long paragraph that fill the line up to its edge")
            for i in range(3)
        ],
        (60, 570, "• a beam of oak"),
        (60, 556, "• two nails"),
    ]
    clipping = made(pdf([page], said={"Title": "bridge_final_v3.docx", "Author": ""}))
    assert clipping.title == "Report on the bridge"
    assert [one.name for one in clipping.authors] == ["Nora Lindqvist"]
    assert clipping.issued == "2021-03-12"
    assert "<h3>What was found</h3>" in clipping.html
    assert "<li>a beam of oak</li>" in clipping.html


def test_what_the_document_says_of_itself_is_listed_with_its_origin():
    said = {"Title": "The Bridge", "Author": "Jane Doe", "CreationDate": "D:20200402101112"}
    clipping = made(pdf([[(60, 700, "Words of the text.")]], said=said))
    assert (clipping.title, clipping.issued) == ("The Bridge", "2020-04-02")
    assert [one.name for one in clipping.authors] == ["Jane Doe"]
    assert {one.origin for one in clipping.candidates} >= {
        "PDF properties",
        "PDF properties, created",
    }


def test_a_locked_file_asks_for_its_password():
    body = pdf([[(60, 700, "Words behind a lock.")]], password="open")
    with pytest.raises(PasswordWanted, match=r"paper\.pdf is locked with a password"):
        made(body)
    with pytest.raises(PasswordWanted, match="does not open"):
        made(body, password="wrong")
    assert made(body, password="open").text == "Words behind a lock."


def test_a_scan_is_kept_and_says_so():
    clipping = made(pdf([[]]), "scan of a letter.pdf")
    assert (clipping.title, clipping.text) == ("scan of a letter", "")
    assert "pictures" in (clipping.doubt or "")


@pytest.mark.parametrize("body", [b"%PDF-1.7 and no more", pdf([[(60, 700, "Words.")]])[:200]])
def test_a_cut_off_file_is_refused_by_name(body):
    with pytest.raises(BadArchive, match=r"paper\.pdf cannot be read"):
        made(body)


def test_two_thousand_pages_are_read_in_time_and_those_beyond_are_named():
    body = pdf([[*two_columns(LEFT, RIGHT), (300, 30, f"{n}", 8)] for n in range(1, 2003)])
    with within(25):
        first, *others = outcomes(Given(body, Origin(name="long.pdf")))
    assert "2000 of 2002 pages" in first.doubt
    assert [one.entry for one in others] == ["pages 2001 to 2002 of long.pdf"]
    assert first.text.count("The new bridge was opened") == 2000
