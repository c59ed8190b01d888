# SPDX-License-Identifier: MIT
"""Sentences, numbers and dates in the language that holds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLineEdit

from researchdesk.model import errors
from researchdesk.ui import languages
from researchdesk.ui.translate import (
    day,
    error_sentence,
    from_below,
    number,
    plural,
    sorting,
    told_again,
    tr,
)

LATIN, CYRILLIC = languages.BY_CODE["sr-Latn"], languages.BY_CODE["sr-Cyrl"]


@pytest.fixture(autouse=True)
def _english_again(qapp):
    yield
    languages.use(languages.ENGLISH)


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "0 članaka"), (1, "1 članak"), (2, "2 članka"), (4, "4 članka"), (5, "5 članaka"), (11, "11 članaka"),
        (12, "12 članaka"), (21, "21 članak"), (22, "22 članka"), (111, "111 članaka"), (1_001, "1.001 članak"),
        (1_284, "1.284 članka"),
    ],
)  # fmt: skip
def test_what_is_counted_takes_the_form_of_its_number(n, words):
    languages.use(LATIN)
    assert plural("1 article", "{n} articles", n) == words


def test_exactly_one_may_have_a_sentence_of_its_own_and_21_has_not():
    languages.use(LATIN)
    said = ("Starred the article.", "Starred {n} articles.")
    assert plural(*said, 1) == "Članak je dobio zvezdicu."
    assert plural(*said, 21) == "21 članak je dobio zvezdicu."
    assert tr("{n} jobs", n=3) == "3 posla"


def test_a_sentence_that_the_file_lacks_is_said_in_english():
    languages.use(CYRILLIC)
    assert tr("Nobody ever said {this}", this="so") == "Nobody ever said so"
    assert plural("1 whale", "{n} whales", 2) == "2 whales"


def test_values_stay_as_they_are_in_either_script():
    languages.use(CYRILLIC)
    assert tr("Tagged: {name}", name="Nikola Tesla") == "Означено: Nikola Tesla"
    assert tr("Cited in {note}", note="Njive {i} reke") == "Наведено у белешци Njive {i} reke"


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Move 3 articles to the trash", "Premeštanje 3 članka u korpu"),
        ("Move 1 article to the trash", "Premeštanje 1 članka u korpu"),
        ("Move 1,005 highlights to the trash", "Premeštanje 1.005 isticanja u korpu"),
        (
            "x.zip cannot be read: it is locked with a password. Nothing was imported.",
            "x.zip se ne može pročitati: zaključana je lozinkom. Ništa nije uvezeno.",
        ),
        ("its file is missing", "nedostaje njegova datoteka"),
        (
            "The bracket before “rain” is open: add ) after its last word.",
            "Zagrada ispred „rain” nije zatvorena: dodajte ) iza poslednje reči u njoj.",
        ),
        ("Move Move to the trash", "Premeštanje u korpu: Move"),
        ("Restore 12 notes", "Vraćanje 12 beleški iz korpe"),
        ("Tag Aleksandar Vučić", "Označavanje: Aleksandar Vučić"),
        ("Merge the tag steel into iron", "Spajanje oznake steel sa oznakom iron"),
        ("Highlight", "Istakni"),
        ("Delete search a {b} (c)", "Brisanje pretrage a {b} (c)"),
        ("What no storey says", "What no storey says"),
    ],
)
def test_the_name_of_a_deed_is_translated_with_what_was_put_into_it(label, words):
    languages.use(LATIN)
    assert from_below(label) == words


def test_errors_are_said_with_their_reasons():
    languages.use(LATIN)
    bad = errors.BadValue(value="June", kind="date", expected="write 2026, 2026-11 or 2026-11-26")
    assert error_sentence(bad) == "June nije datum; upišite 2026, 2026-11 ili 2026-11-26."
    gone = errors.PageUnreachable(address="https://a.example", reason="nothing answers there")
    assert error_sentence(gone).startswith("https://a.example se ne može pročitati: tamo ništa")
    damaged = errors.LibraryDamaged(path="/x", reason="it", when="2026-11-26", n=22)
    assert "(22 izmene)" in error_sentence(damaged)
    assert "(22 changes)" in str(damaged)


def test_dates_and_numbers_are_written_as_in_serbia():
    languages.use(LATIN)
    assert (day("2026-11-04"), day("2026-11"), day("2026")) == ("4. nov 2026.", "nov 2026.", "2026")
    assert number(1_234_567) == "1.234.567"
    languages.use(CYRILLIC)
    assert day("2026-11-04") == "4. нов 2026."


def test_names_are_sorted_as_in_the_language():
    names = ["Zrenjanin", "čačak", "Dunav", "Cetinje", "Džep", "Đak", "Ćuk", "Ljig", "Luka"]
    languages.use(LATIN)
    wanted = ["Cetinje", "čačak", "Ćuk", "Dunav", "Džep", "Đak", "Luka", "Ljig", "Zrenjanin"]
    assert sorted(names, key=sorting()) == wanted


def test_what_was_said_is_told_again_whole_or_in_its_parts():
    whole = plural("1 article", "{n} articles", 1_284)
    inside = tr("Cancel: {words}", words=tr("Looking for names"))
    joined = f"{tr('Star')}  S"
    own = "Zašto · Why"
    languages.use(LATIN)
    assert told_again(whole) == "1.284 članka"
    assert told_again(inside) == "Otkaži: Traže se imena"
    assert told_again(joined) == "Stavi zvezdicu  S"
    assert told_again(own) == own
    languages.use(languages.ENGLISH)
    assert told_again("1.284 članka") == whole
    assert told_again("Otkaži: Traže se imena") == inside


@pytest.mark.parametrize(
    ("environment", "tags", "code"),
    [
        ("", ["sr-Cyrl-RS", "sr-RS"], "sr-Cyrl"),
        ("sr_RS.UTF-8@latin", ["sr-Cyrl-RS", "sr-RS"], "sr-Latn"),
        ("", ["sr-Latn-ME", "sr-ME"], "sr-Latn"),
        ("", ["de-DE", "sr-Latn-RS", "en"], "sr-Latn"),
        ("", ["de-DE", "fr"], "en"),
        ("", ["C"], "en"),
    ],
)
def test_the_first_of_the_users_languages_that_there_is_holds(monkeypatch, environment, tags, code):
    class System(QLocale):
        def uiLanguages(self):  # noqa: N802 - Qt's own name
            return tags

    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", environment)
    assert languages.of_system(System("C")).code == code


def test_the_menu_of_a_field_speaks_the_language(qtbot):
    line = QLineEdit()
    qtbot.addWidget(line)

    def entries():
        menu = line.createStandardContextMenu()
        words = [one.text().partition("\t")[0] for one in menu.actions() if one.text()]
        menu.deleteLater()
        return words

    assert entries()[0] == "&Undo"
    languages.use(CYRILLIC)
    assert entries() == [
        "&Опозови",
        "&Понови",
        "&Исеци",
        "&Копирај",
        "&Налепи",
        "Обриши",
        "Изабери све",
    ]
    languages.use(languages.ENGLISH)
    assert entries()[0] == "&Undo"


@pytest.mark.parametrize("sign", ["\u202a", "\u202d", "\u202e", "\u2066", "\u2069"])
def test_a_title_cannot_turn_the_words_that_follow_it(sign):
    said = tr("Sent to the printer: {title}", title=f"Report {sign}fdp.exe")
    assert said == "Sent to the printer: Report \N{REPLACEMENT CHARACTER}fdp.exe"
