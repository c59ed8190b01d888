# SPDX-License-Identifier: MIT
"""The guide names what the window has, and names of programs stay Latin in Cyrillic."""

from __future__ import annotations

import re
import tomllib
from functools import cache

import pytest

from researchdesk.ui import action_table, languages
from researchdesk.ui.cyrillic import cyrillic
from tests.house import sentences
from tests.house.source import ROOT

GUIDE = sorted((ROOT / "resources" / "help").rglob("*.md"))
CODE = re.compile(r"``.+?``|`[^`]*`")
NAMED = re.compile(r"(?<!\*)\*([^*\n]+)\*(?!\*)")
KEY = re.compile(r"(?:(?:Ctrl|Shift|Alt)\+)+\w+|\bF\d+\b")
SPELT = {"Enter": "Return", "Plus": "+", "Minus": "-"}
KEYS_OF_DIALOGS = {"Shift+Return"}  # looks first, in the dialog of an address
WORDS_OF_TEXTS = {  # emphasised, and no name of anything in the window
    "Clipped again: 5 passages as they were, 1 moved, 2 to repair",
    "Germany", "Deutschland", "Немачка", "Serbian", "signal", "signals", "Undo: Tag Nikola Tesla",
    "Ponovo preuzeto: 5 odlomaka kao i pre, 1 premešten, 2 za sređivanje",
    "Hungary", "Magyarország", "Mađarska", "srpski", "Opozovi: Označavanje: Nikola Tesla",
}  # fmt: skip
INFLECTED = {"Praćenu fasciklu", "Izveštaja o poslednjem uvozu", "Svim člancima", "Novu biblioteku"}
SERBIAN_TOO = {  # words of both languages
    "in", "to", "an", "one", "min", "font", "program", "disk", "format", "filter", "http", "https",
}  # fmt: skip
PLACE = re.compile(r"\{\w+\}|`[^`]*`|\w+://\S+|\w+:[\w.-]+|&")
WORD = re.compile(r"[A-Za-z]{2,}")


def words_of(file) -> str:
    return CODE.sub("", file.read_text(encoding="utf-8"))


@cache
def window_in(folder: str) -> set[str]:
    """Give all that the window says in the language of a folder of the guide, without the dots of a dialog."""
    english = {*sentences.of_window(), *(one for pair in sentences.pairs() for one in pair)}
    if folder == "help":
        return {one.rstrip("…") for one in english}
    said = languages.BY_CODE["sr-Latn"].sentences.values()
    return {
        one.rstrip("…") for words in said for one in ([words] if isinstance(words, str) else words)
    }


@pytest.mark.parametrize(
    "file", [*GUIDE, ROOT / "README.md"], ids=lambda file: f"{file.parent.name}-{file.stem}"
)
def test_each_key_that_is_named_does_something(file):
    known = {key for one in action_table.ACTIONS for key in (one.shortcut, one.letter, *one.others)}
    named = set()
    for key in KEY.findall(words_of(file)):
        first, _, last = key.rpartition("+")
        named.add(f"{first}+{SPELT.get(last, last)}".lstrip("+"))
    assert not named - known - KEYS_OF_DIALOGS, "the table of actions has no such key"


@pytest.mark.parametrize("file", GUIDE, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_each_name_that_is_emphasised_stands_in_the_window(file):
    known = window_in(file.parent.name) | WORDS_OF_TEXTS | INFLECTED
    lost = [one for one in NAMED.findall(words_of(file)) if one.rstrip("…") not in known]
    assert not lost, "the window calls nothing so: name it as the window does"


def serbian() -> list[tuple[str, str]]:
    """Give each English sentence with each form of the Serbian one."""
    read = tomllib.loads((ROOT / "resources" / "languages" / "sr.toml").read_text(encoding="utf-8"))
    return [
        (english, one)
        for name, table in read.items()
        if name != "dates"
        for english, words in table.items()
        for one in ([words] if isinstance(words, str) else words)
    ]


def test_what_both_languages_name_alike_stays_latin_in_cyrillic():
    lost = {
        word: one
        for english, one in serbian()
        for word in {*WORD.findall(PLACE.sub("", english))} & {*WORD.findall(PLACE.sub("", one))}
        if word not in WORD.findall(cyrillic(one)) and word.lower() not in SERBIAN_TOO
    }
    assert not lost, (
        f"add these to NAMES of ui/cyrillic.py, or write them between backticks: {lost}"
    )


def test_quotation_marks_come_in_serbian_pairs():
    texts = [CODE.sub("", one) for _, one in serbian()]
    texts += [words_of(file) for file in GUIDE if file.parent.name == "sr"]
    wrong = [
        text for text in texts if text.count("„") != text.count("”") or "“" in text or " „ " in text
    ]
    assert not wrong, f"write „ and ” around words: {wrong}"


def test_nothing_is_said_to_work_without_meaning():
    """What works offline works `bez interneta`; `bez veze` is slang for nonsense."""
    texts = [one for _, one in serbian()]
    texts += [words_of(file) for file in GUIDE if file.parent.name == "sr"]
    assert [text for text in texts if "bez veze" in text] == []
