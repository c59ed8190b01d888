# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from researchdesk.clip.draft import Origin
from researchdesk.clip.extract import extract_here, read_one
from researchdesk.clip.given import Given
from researchdesk.clip.importers import plain_text
from researchdesk.clip.text import blocks_of, text_of
from researchdesk.model.errors import BadValue, NoArticleFound
from tests.pace import within

LEAD = (
    "The regional council has asked three towns on the lake to take in the archives that were saved from the flooded "
    "cellar of the old chancery, and two of them have agreed. It is part of a wider plan for the papers of the region."
)
MIDDLE = (
    "The archivists speak of eleven thousand boxes. Each of them must be dried, which takes a week, "
    "and then numbered."
)

PIECE = f"""{LEAD}

Towns On The Lake Take In Flooded Archives

{MIDDLE}

What Is Known

  • Two of three towns have agreed to the plan.
  • The boxes will be dried in the old brewery.
  • Nobody knows yet who will pay.

The Brewery

{MIDDLE}

See also  Library of the Abbey Closes for the Winter

{MIDDLE}

Sources
"""


def read(text, name="piece.txt", **options):
    return extract_here(text.encode(), name=name, **options)


def left_out(made):
    return [(one.text, one.reason) for one in made.removed]


def test_a_title_below_the_lead_is_found():
    made = read(PIECE)
    assert made.title == "Towns On The Lake Take In Flooded Archives"
    assert made.text.startswith(LEAD + "\n\n" + MIDDLE)


def test_lines_of_the_site_are_left_out_with_a_reason():
    assert left_out(read(PIECE)) == [
        ("See also Library of the Abbey Closes for the Winter", "link or sign-up line"),
        ("Sources", "heading without text"),
    ]


def test_lists_and_headings_are_known_by_their_shape():
    made = read(PIECE)
    kinds = [(one.kind, made.text[one.start : one.end][:12]) for one in blocks_of(made.html)]
    assert kinds == [
        ("p", LEAD[:12]),
        ("p", MIDDLE[:12]),
        ("h2", "What Is Know"),
        ("li", "Two of three"),
        ("li", "The boxes wi"),
        ("li", "Nobody knows"),
        ("h2", "The Brewery"),
        ("p", MIDDLE[:12]),
        ("p", MIDDLE[:12]),
    ]


def test_a_title_on_the_first_line_is_found():
    made = read(f"Archives saved\n\n{LEAD}\n\n{MIDDLE}")
    assert made.title == "Archives saved"
    assert made.text == f"{LEAD}\n\n{MIDDLE}"


def test_without_a_short_line_the_file_names_the_text():
    made = read(f"{LEAD}\n\n{MIDDLE}", "flood archives.txt")
    assert made.title == "flood archives"
    assert made.text == f"{LEAD}\n\n{MIDDLE}"


def test_a_pasted_text_is_called_by_its_first_words():
    made = extract_here(f"{LEAD}\n\n{MIDDLE}".encode())
    assert (
        made.title
        == "The regional council has asked three towns on the lake to take in the archives…"
    )


def test_one_line_alone_is_text_and_title():
    made = read("Archives saved")
    assert made.text == "Archives saved"


@pytest.mark.parametrize(
    "line",
    [
        "See also: Library closes",
        "Read more: Library closes",
        "Related: Library closes",
        "► Lesen Sie auch: Bibliothek schließt",
        "Mehr zum Thema: Bibliothek schließt",
        "À lire aussi : La bibliothèque ferme",
        "Lea también: La biblioteca cierra",
        "Leia também: A biblioteca fecha",
        "Leggi anche: La biblioteca chiude",
        "Pročitajte još: Biblioteka se zatvara",
        "Прочитајте још: Библиотека се затвара",
        "Читайте также: Библиотека закрывается",
        "Czytaj także: Biblioteka zamknięta",
        "Lexo edhe: Biblioteka mbyllet",
        "Διαβάστε επίσης: Η βιβλιοθήκη κλείνει",
        "Ayrıca bakınız: Kütüphane kapanıyor",
        "Læs også: Biblioteket lukker",
        "Lue myös: Kirjasto sulkeutuu",
        "関連記事：図書館が閉まる",
        "SEE ALSO Library closes for the winter",
        "Subscribe",
        "Advertisement",
    ],
)
def test_link_lines_of_many_languages_are_left_out(line):
    made = read(f"Archives saved\n\n{LEAD}\n\n{line}\n\n{MIDDLE}")
    assert left_out(made) == [(line, "link or sign-up line")]
    assert made.text == f"{LEAD}\n\n{MIDDLE}"


@pytest.mark.parametrize(
    "line",
    [
        "Related companies were fined by the court in the same year.",
        "See also the report of 1987, which gives other numbers.",
        "Subscribers were told on the following day, by letter.",
        "Sources close to the council said that the third town would agree.",
        "Reklamation was the word that he used.",
        "Readmore Park is a street of the town.",
    ],
)
def test_sentences_that_only_begin_like_link_lines_stay(line):
    assert line in read(f"Archives saved\n\n{LEAD}\n\n{line}\n\n{MIDDLE}").text


def test_links_under_a_heading_are_left_out_until_a_paragraph_comes():
    made = read(
        f"Archives saved\n\n{LEAD}\n\nRelated\n\nLibrary closes\n\n- Mill burns\n\n{MIDDLE}\n\nBack to text."
    )
    assert [text for text, _ in left_out(made)] == ["Related", "Library closes", "Mill burns"]
    assert made.text == f"{LEAD}\n\n{MIDDLE}\n\nBack to text."


def test_sources_with_something_under_them_stay():
    made = read(f"Archives saved\n\n{LEAD}\n\nSources\n\nThe book of the mill, kept in the parish.")
    assert made.text.endswith("Sources\n\nThe book of the mill, kept in the parish.")
    assert blocks_of(made.html)[-2].kind == "h2"


def test_byline_date_and_address_at_the_head_become_fields():
    head = "Archives saved\n\nBy Mara Ellingsworth and Jonas Petherick\n\n12 March 2023\n\nhttps://courier.example/archives"
    made = read(f"{head}\n\n{LEAD}\n\n{MIDDLE}")
    assert [(one.family, one.given) for one in made.authors] == [
        ("Ellingsworth", "Mara"),
        ("Petherick", "Jonas"),
    ]
    assert made.issued == "2023-03-12"
    assert ("url", "https://courier.example/archives") in [
        (one.field, one.value) for one in made.candidates
    ]
    assert [reason for _, reason in left_out(made)] == ["byline", "date", "address"]
    assert made.text == f"{LEAD}\n\n{MIDDLE}"


def test_the_users_own_title_is_taken_and_the_one_in_the_text_listed():
    made = read_one(Given(f"Archives saved\n\n{LEAD}".encode(), Origin(None, "a.txt", "Mine")))
    assert made.title == "Mine"
    assert left_out(made) == [("Archives saved", "title")]


def test_numbered_lines_that_count_on_are_a_list():
    made = read(f"Plan\n\n{LEAD}\n\n3. dry the boxes\n4. number them\n5. carry them home")
    assert [(one.kind, one.number) for one in blocks_of(made.html)][1:] == [
        ("li", 3),
        ("li", 4),
        ("li", 5),
    ]


def test_a_line_that_only_begins_with_a_number_is_no_list():
    made = read(f"Plan\n\n{LEAD}\n\n12. That was the number of the box.\n\n{MIDDLE}")
    assert "12. That was" in made.text


def test_nested_items_keep_their_depth():
    made = read("Plan\n\n- boxes\n  - wet ones\n  - dry ones\n- shelves")
    assert [(one.kind, one.depth) for one in blocks_of(made.html)] == [
        ("li", 1),
        ("li", 2),
        ("li", 2),
        ("li", 1),
    ]


def test_lines_wrapped_by_hand_are_one_paragraph():
    wrapped = "\n".join(
        ["The regional council has asked three towns on the lake to take in the",
         "archives that were saved from the flooded cellar of the old chancery,",
         "and two of them have agreed."]
    )  # fmt: skip
    assert read(f"Archives saved\n\n{wrapped}").text == wrapped.replace("\n", " ")


def test_lines_of_a_poem_stay_lines():
    assert (
        read("Song\n\nthe lake is wide\nthe night is long").text
        == "the lake is wide\nthe night is long"
    )


def test_long_lines_without_empty_lines_between_are_paragraphs():
    assert read(f"Archives saved\n{LEAD}\n{LEAD}").text == f"{LEAD}\n\n{LEAD}"


def test_windows_line_ends_change_nothing():
    assert read(PIECE.replace("\n", "\r\n")).text == read(PIECE).text


def test_signs_of_mark_up_in_a_text_are_only_signs():
    assert read(f"On 2 < 3 & more\n\n{LEAD} <b> & </b>").text == f"{LEAD} <b> & </b>"


def test_a_text_without_letters_is_no_article():
    with pytest.raises(NoArticleFound):
        read("* * *\n\n---\n")


@given(st.text(max_size=300))
def test_any_text_is_read_and_nothing_is_lost(text):
    try:
        made = read(text)
    except (NoArticleFound, BadValue):
        return
    assert text_of(made.html) == made.text
    assert len(blocks_of(made.html)) == made.text.count("\n\n") + 1


@pytest.mark.parametrize(
    "text",
    [
        " " * 1_000_000 + "a",
        "a\n" * 500_000,
        "- " * 500_000,
        "1. a\n" * 200_000,
        "\n \n" * 300_000 + "a",
        "a " * 500_000,
    ],
    ids=range(6),
)
def test_a_megabyte_of_anything_is_cut_in_bounded_time(text):
    with within(4):
        plain_text.pieces_of(text)
