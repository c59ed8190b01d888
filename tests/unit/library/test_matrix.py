# SPDX-License-Identifier: MIT
"""Lists of names as they are pasted, whom they fit, their counts by columns, and the tables that are written."""

from __future__ import annotations

import csv
import io

import pytest

from researchdesk.library import insight, matrix, name_lists, people, search
from researchdesk.model.errors import BadValue, FileUnreadable, FileUnwritable
from researchdesk.model.insight import NOWHERE, UNDATED, VAGUE
from tests.unit.library import together
from tests.unit.library.together import PUPIN, TESLA


@pytest.fixture
def held(library):
    """The articles by title, the people by name."""
    return together.fill(library)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mihajlo Pupin\nNikola Tesla\n", [PUPIN, TESLA]),
        ("\ufeffMihajlo   Pupin\r\n\r\n  Nikola Tesla", [PUPIN, TESLA]),
        ("Pupin, Mihajlo\nvan Gogh, Vincent\nTesla", [PUPIN, "Vincent van Gogh", "Tesla"]),
        ('"Pupin, Mihajlo",Serbia\n"Tesla, Nikola",Croatia', [PUPIN, TESLA]),
        ("Mihajlo Pupin, physicist\nPutin, president", [PUPIN, "Putin"]),
        ("name,born\nMihajlo Pupin,1858\nNikola Tesla,1856", [PUPIN, TESLA]),
        ('born;Name\n1858;"Pupin, Mihajlo"\n1856;Nikola Tesla', [PUPIN, TESLA]),
        ("Surname,First name,Year\nPupin,Mihajlo,1858\nTesla,Nikola,1856", [PUPIN, TESLA]),
        ("Ime\tPrezime\nMihajlo\tPupin", [PUPIN]),
        ("Ime i prezime\nMihajlo Pupin", [PUPIN]),
        ("Name\nMihajlo Pupin\nMihajlo Pupin", [PUPIN]),
        ("Full name,Remark\n,empty\nMihajlo Pupin", [PUPIN]),
        ("Вучић, Александар", ["Александар Вучић"]),
        ('"unfinished, quote\nNikola Tesla', ["unfinished", TESLA]),
        (f"name,remark\nMihajlo Pupin,{'x' * 140_000}\nNikola Tesla,", [PUPIN, TESLA]),
    ],
)
def test_names_are_read_as_they_are_pasted(text, names):
    assert name_lists.read(text) == names


@pytest.mark.parametrize("text", ["", "\n \n", "name\n", "1\n2"])
def test_what_is_no_list_of_names_is_refused_in_one_sentence(text):
    with pytest.raises(BadValue, match="one name a line"):
        name_lists.read(text)


def test_files_of_names(tmp_path):
    path = tmp_path / "names.csv"
    path.write_bytes("\ufeffname\nМихајло Пупин\n".encode())
    assert name_lists.read_file(path) == ["Михајло Пупин"]
    path.write_bytes("Mihajlo Pupin\n".encode("utf-16"))
    assert name_lists.read_file(path) == [PUPIN]
    path.write_bytes(b"Mihajlo \xff Pupin")
    with pytest.raises(FileUnreadable, match="no text in UTF-8"):
        name_lists.read_file(path)
    path.write_bytes(b"a" * (name_lists.MOST_BYTES + 1))
    with pytest.raises(FileUnreadable, match="too large"):
        name_lists.read_file(path)
    with pytest.raises(FileUnreadable):
        name_lists.read_file(tmp_path / "nowhere.txt")


def test_a_list_of_too_many_names_says_how_many_it_may_have():
    letters = str.maketrans("0123456789", "abcdefghij")
    many = [str(n).translate(letters) for n in range(name_lists.MOST + 1)]
    with pytest.raises(BadValue, match="take 2,000 of them at most"):
        name_lists.read("\n".join(many))
    assert name_lists.read("\n".join(many[1:] * 2)) == many[1:]


def test_each_name_is_counted_by_months_in_tags_and_in_texts(library, held):
    made = matrix.make(library, [PUPIN, "Nikola Tesla", "Jules Verne"])
    assert [column.key for column in made.columns] == ["1919-05", UNDATED, VAGUE]
    pupin, tesla, nobody = made.rows
    assert pupin.fit == tesla.fit == "exact"
    assert pupin.tags == {"1919-05": 2, VAGUE: 1, UNDATED: 1}
    assert pupin.text == pupin.tags
    assert (tesla.tags_total, tesla.text_total) == (3, 3)
    assert (nobody.fit, nobody.people, nobody.tags, nobody.text) == ("unknown", (), {}, {})


def test_any_form_of_the_name_counts_in_the_texts(library, held):
    _, whom = held
    people.add_variant(
        library, whom[TESLA], "ship"
    )  # a lone form is asked only where there is no fuller one
    (row,) = matrix.make(library, [["Tesla", "Nikola"][1] + " Tesla"], "year").rows
    assert row.text == {"1919": 3}
    people.add_variant(library, whom[TESLA], "Tesla coils")
    (row,) = matrix.make(library, [TESLA], "year").rows
    assert row.text == {"1919": 3, UNDATED: 1}
    assert row.tags == {"1919": 3}


def test_a_name_by_ear_and_a_name_of_several(library, held):
    (row,) = matrix.make(library, ["Никола Тесла"]).rows
    assert (row.fit, row.tags_total) == ("exact", 3)
    (row,) = matrix.make(library, ["Nikole Tesle"]).rows
    assert (row.fit, [one.name for one in row.people]) == ("by ear", [TESLA])
    with library.operation("Make"):
        people.make(library, TESLA)
    (row,) = matrix.make(library, [TESLA]).rows
    assert (row.fit, len(row.people), row.tags_total) == ("several", 2, 3)


def test_columns_of_countries_and_of_articles(library, held):
    found, _ = held
    made = matrix.make(library, [PUPIN], "country")
    assert [(one.key, one.label) for one in made.columns] == [
        ("RS", "Serbia"), ("IT", "Italy"), (NOWHERE, "no country"),
    ]  # fmt: skip
    assert made.rows[0].tags == {"RS": 2, "IT": 1, NOWHERE: 1}
    made = matrix.make(library, [TESLA], "article")
    assert [one.label for one in made.columns] == [
        "Both in a sentence", "Both in a paragraph", "Both in an article",
    ]  # fmt: skip
    assert made.rows[0].tags == {str(found[one.label]): 1 for one in made.columns}


def test_a_cell_opens_its_sentences(library, held):
    made = matrix.make(library, [PUPIN, "ship"], "month")
    opened = insight.sentences(library, matrix.opening(made, 0, "1919-05", "tags"))
    assert [one.title for one in opened.articles] == ["Both in a sentence", "Both in a paragraph"]
    opened = insight.sentences(library, matrix.opening(made, 1, "1920-01", "text"))
    (one,) = opened.articles
    assert [naming.text for naming in one.sentences] == ["A ship came in."]
    assert one.sentences[0].marks == ((2, 6),)
    for by in ("article", "country", "year"):
        made = matrix.make(library, [PUPIN], by)
        for column in made.columns:
            opening = matrix.opening(made, 0, column.key, "tags")
            assert insight.sentences(library, opening).total == made.rows[0].tags[column.key]
        assert insight.sentences(library, matrix.opening(made, 0, "", "tags")).total == 4


def test_without_an_index_only_tags_are_counted(library, held):
    library.index.close()
    (row,) = matrix.make(library, [PUPIN]).rows
    assert row.text is None
    assert row.tags_total == 4
    search.open_index(library)


def test_no_cell_of_the_csv_is_a_formula(library, held, tmp_path):
    wicked = ["=HYPERLINK(1)", "+Ana Kralj", "-Bo Li", "@Cy Lo", " =Di Mo", PUPIN]
    made = matrix.make(library, wicked, "article")
    place = matrix.write(made, "tags", tmp_path / "counts.csv", "csv")
    rows = list(csv.reader(io.StringIO(place.read_text("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == [
        "'=HYPERLINK(1)",
        "'+Ana Kralj",
        "'-Bo Li",
        "'@Cy Lo",
        "' =Di Mo",
        PUPIN,
    ]
    assert rows[0][:4] == ["Name", "Person", "Remark", "All"]
    assert rows[-1] == [PUPIN, PUPIN, "", "4", "1", "1", "1", "1"]
    assert rows[1][2] == "fits nobody"


def test_the_page_shows_names_as_words(library, held, tmp_path):
    made = matrix.make(library, ["<b>Bold</b> One", PUPIN], "year")
    page = matrix.write(made, "text", tmp_path / "counts.html", "html").read_text("utf-8")
    assert "&lt;b&gt;Bold" in page
    assert "<th>Mihajlo Pupin</th>" in page
    with pytest.raises(FileUnwritable):
        matrix.write(made, "tags", tmp_path / "nowhere" / "counts.csv", "csv")
