# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from researchdesk.clip import bylines, dates
from researchdesk.clip.bylines import contributor
from researchdesk.clip.extract import extract_here
from researchdesk.model.dates import is_edtf
from tests.pace import within


@pytest.mark.parametrize(
    ("name", "family", "given_name"),
    [
        ("Mara Ellingsworth", "Ellingsworth", "Mara"),
        ("Ellingsworth, Mara", "Ellingsworth", "Mara"),
        ("John F. Kennedy", "Kennedy", "John F."),
        ("Ludwig van Beethoven", "van Beethoven", "Ludwig"),
        ("Ursula von der Leyen", "von der Leyen", "Ursula"),
        ("Jean-Luc Godard", "Godard", "Jean-Luc"),
        ("Miloš O’Brien", "O’Brien", "Miloš"),
    ],
)
def test_clear_names_are_family_and_given(name, family, given_name):
    made = contributor(name)
    assert (made.family, made.given, made.literal) == (family, given_name, None)


@pytest.mark.parametrize(
    "name",
    [
        "Reuters",
        "Associated Press",
        "Redaktion Kultur",
        "Gabriel García Márquez",
        "Јелена Савић",
        "毛泽东",
        "mara e.",
        "J.",
    ],
)
def test_other_names_stay_as_printed(name):
    assert contributor(name).literal == name
    assert contributor(name).name == name


@given(st.text(max_size=40))
def test_any_name_is_a_contributor_whose_name_can_be_read_again(name):
    made = contributor(name)
    assert contributor(made.name).name == made.name


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Mara Ellingsworth", ["Mara Ellingsworth"]),
        ("By Mara Ellingsworth and Jonas Petherick", ["Mara Ellingsworth", "Jonas Petherick"]),
        ("BY MARA ELLINGSWORTH | 3 May 2020", ["MARA ELLINGSWORTH"]),
        ("By Mara Ellingsworth, Political Editor", ["Mara Ellingsworth"]),
        ("Von Jana Holm und Karl Vosk", ["Jana Holm", "Karl Vosk"]),
        ("Par Anne Morel", ["Anne Morel"]),
        ("Por Ana Ruiz y José Gil", ["Ana Ruiz", "José Gil"]),
        ("Di Carla Neri", []),
        ("A cura di Carla Neri", ["Carla Neri"]),
        ("Av Ola Berg", ["Ola Berg"]),
        ("Autor: Ivan Perić", ["Ivan Perić"]),
        ("Пише: Јелена Савић", ["Јелена Савић"]),
        ("Автор: Анна Иванова", ["Анна Иванова"]),
        ("Written by: Mara Ellingsworth (London)", ["Mara Ellingsworth"]),
        ("By the time it was over, everyone had gone home", []),
        ("By law, this is not allowed", []),
        ("Pišu: Ana Kovač i Ivan Perić", ["Ana Kovač", "Ivan Perić"]),
        ("Пишу: Ана Ковач и Иван Перић", ["Ана Ковач", "Иван Перић"]),
        ("Text: Jana Holm, Foto: Karl Vosk", ["Jana Holm"]),
        ("Текст: Јелена Савић, Фото: Петар Илић", ["Јелена Савић"]),
        ("Interview: Mara Ellingsworth", ["Mara Ellingsworth"]),
        (
            "(Reporting by Mara Ellingsworth in Lindwick; Editing by Karl Vosk)",
            ["Mara Ellingsworth"],
        ),
        ("Par Anne Morel et Luc Petit, à Lyon", ["Anne Morel", "Luc Petit"]),
        ("Opracowała Anna Nowak", ["Anna Nowak"]),
        ("記者・山田太郎", ["山田太郎"]),
        ("作者：王小明", ["王小明"]),
        ("Text Messages: how they changed", []),
        ("Bystanders said nothing", []),
    ],
)
def test_bylines_of_many_languages(line, names):
    assert bylines.read_line(line) == names


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("Mara Ellingsworth; Jonas Petherick", ["Mara Ellingsworth", "Jonas Petherick"]),
        ("Mara Ellingsworth, Jonas Petherick", ["Mara Ellingsworth", "Jonas Petherick"]),
        ("Ellingsworth, Mara", ["Mara Ellingsworth"]),
        ("by Mara Ellingsworth", ["Mara Ellingsworth"]),
        ("Mara Ellingsworth & Jonas Petherick", ["Mara Ellingsworth", "Jonas Petherick"]),
        ("Mara Ellingsworth, Senior Reporter", ["Mara Ellingsworth"]),
        ("Mara Ellingsworth, Berlin", ["Mara Ellingsworth"]),
        ("Mara Ellingsworth, Reuters", ["Mara Ellingsworth", "Reuters"]),
        ("Mara Ellingsworth in Valencia", ["Mara Ellingsworth"]),
        ("Mara Ellingsworth aus Alt Lindwick", ["Mara Ellingsworth"]),
        ("https://courier.example/people/mara", []),
        ("@mara", []),
        ("mara@courier.example", []),
        ("admin", []),
        ("Staff", []),
        ("", []),
        ("Personal finance January", []),
    ],
)
def test_values_that_name_authors(value, names):
    assert bylines.authors([value]) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Foto: Karl Vosk, Text: Jana Holm", ["Jana Holm"]),
        ("Words by Mara Ellingsworth; photographs by Karl Vosk", ["Mara Ellingsworth"]),
        ("Mara Ellingsworth (photo: Karl Vosk)", ["Mara Ellingsworth"]),
        ("Foto: Karl Vosk", []),
        ("Photography Weekly", ["Photography Weekly"]),
    ],
)
def test_who_took_the_pictures_is_no_author(line, names):
    assert bylines.authors([line]) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("di Carla Neri", ["Carla Neri"]),
        ("Text Jana Holm", ["Jana Holm"]),
        ("di nuovo Carla Neri", []),
    ],
)
def test_a_line_that_is_known_for_a_byline_may_open_with_less(line, names):
    assert bylines.person_names(line) == names


def test_names_stand_behind_a_label_amid_date_and_source():
    line = "2026-05-12 09:30 来源：海岸新闻网 作者：王小明 责任编辑：李华"
    assert bylines.names_after_label(line) == ["王小明"]


def test_the_sites_own_name_is_no_author_or_one_and_never_split():
    site = "Quayside Ropes, Sails & Anchors"
    assert bylines.authors([site, "Ida Kvist"], [site]) == ["Ida Kvist"]
    assert bylines.authors([site], [site], may_be_site=True) == [site]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 May 2024", "2024-05-12"),
        ("May 12, 2024", "2024-05-12"),
        ("May 12th, 2024", "2024-05-12"),
        ("Published on Sunday, 12 May 2024 at 10:15", "2024-05-12"),
        ("12. Mai 2024", "2024-05-12"),
        ("12 mai 2024", "2024-05-12"),
        ("12 de mayo de 2024", "2024-05-12"),
        ("12 maggio 2024", "2024-05-12"),
        ("12. maj 2024", "2024-05-12"),
        ("12. svibnja 2024.", "2024-05-12"),
        ("14. октобар 2023.", "2023-10-14"),
        ("12 мая 2024 г.", "2024-05-12"),
        ("12 maja 2024", "2024-05-12"),
        ("2024. május 12.", "2024-05-12"),
        ("2024年5月12日", "2024-05-12"),
        ("2024년 5월 12일", "2024-05-12"),
        ("2024년 5월", "2024-05"),
        ("12.05.2024", "2024-05-12"),
        ("13/05/2024", "2024-05-13"),
        ("05/13/2024", "2024-05-13"),
        ("05/06/2024", "2024"),
        ("2024/05/12", "2024-05-12"),
        ("May 2024", "2024-05"),
        ("mayo de 2024", "2024-05"),
        ("12 พฤษภาคม 2567", "2024-05-12"),
        ("12 मई 2024", "2024-05-12"),
        ("12 जनवरी 2024", "2024-01-12"),
        ("2024. gada 12. maijs", "2024-05-12"),
        ("١٢ مايو ٢٠٢٤", "2024-05-12"),
        ("31 February 2024", None),
        ("12 May 3024", None),
        ("chapter 12, page 2024", None),
        ("", None),
    ],
)
def test_printed_dates_of_many_languages(text, expected):
    assert dates.printed(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-12T08:00:00Z", "2024-05-12"),
        ("2024-05-12 08:00", "2024-05-12"),
        ("2024-05", "2024-05"),
        ("2024", "2024"),
        ("20240512", "2024-05-12"),
        ("20240512T080000Z", "2024-05-12"),
        ("1715500800", "2024-05-12"),
        ("1715500800000", "2024-05-12"),
        ("Sun, 12 May 2024 08:00:00 GMT", "2024-05-12"),
        ("2024-5-2", "2024-05-02"),
        ("2024-13-01", None),
        ("yesterday", None),
        ("1970-01-01T00:00:00Z", None),
        ("1970-01-02", "1970-01-02"),
    ],
)
def test_declared_dates(text, expected):
    assert dates.declared(text) == expected


def test_a_guessed_day_is_given_as_the_page_prints_it():
    assert dates.as_printed("2021-11-27", ["Seen in November 2021"]) == "2021-11"
    assert dates.as_printed("2021-11-27", ["27 November 2021"]) == "2021-11-27"
    assert dates.as_printed("1999-01-01", ["Last changed in 1999"]) == "1999"
    assert dates.as_printed("1999-03-07", []) == "1999-03-07"


def test_the_date_below_the_title_is_no_updates_and_stands_close_to_it():
    lines = ["12 May 2026", "News", "Ferry closes", "Updated 14 May 2026", "2026年5月13日"]
    assert dates.below_title(lines, "Ferry closes".__eq__) == "2026-05-13"
    assert dates.below_title(lines, "News of the day".__eq__) is None
    assert dates.below_title([*lines[:3], *"abcd", "1 May 2026"], "Ferry closes".__eq__) is None


@given(st.text(max_size=80))
def test_what_is_read_as_a_date_is_edtf(text):
    for found in (dates.printed(text), dates.declared(text), dates.in_address(text)):
        assert found is None or is_edtf(found)


def test_a_megabyte_is_no_byline_and_no_date():
    with within(8):
        for text in (
            " " * 1_000_000,
            "By " * 300_000,
            "12 May " * 150_000,
            ", " * 500_000,
            "a" * 1_000_000,
        ):
            dates.printed(text)
            dates.declared(text)
            bylines.read_line(text)
            bylines.authors([text])


@pytest.mark.parametrize(
    ("language", "is_day_first"),
    [("es", True), ("fr-FR", True), ("sr_Latn", True), ("en-GB", True)]
    + [(one, False) for one in ("", "en", "en-US", "es-US", "fil-PH")],
)
def test_the_language_of_a_page_says_which_number_is_the_day(language, is_day_first):
    words = "The harbour council voted on Tuesday to close the old ferry terminal. " * 4
    page = (
        f"<html lang='{language}'><title>Cierre</title><main><h1>Cierre</h1><p>12/5/2026</p>"
        f"<p>{words}</p><p>{words}</p></main></html>"
    )
    made = extract_here(page.encode(), "https://www.courier.example/a", "page.html")
    assert made.issued == ("2026-05-12" if is_day_first else "2026")
