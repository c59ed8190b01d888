# SPDX-License-Identifier: MIT
"""No sentence of the window is lost in another language, and none is shown that no language can change."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict

import pytest

from tests.house import sentences
from tests.house.source import ROOT, nodes, place

FILES = sorted((ROOT / "resources" / "languages").glob("*.toml"))
OWN = ("dates", "qt")  # tables of another kind
FORMS = {"sr": 3}
PLACE = re.compile(r"\{(\w+)\}")
TAG = re.compile(r"<[^>]*>")
LETTERS = re.compile(r"[^\W\d_]{2}")
SHOWING = {  # what shows its first argument, or the one at this place
    "setText": 0, "setToolTip": 0, "setAccessibleName": 0, "setAccessibleDescription": 0, "setPlaceholderText": 0,
    "setWindowTitle": 0, "setTabText": 1, "setStatusTip": 0, "set_words": 0, "show_words": 0, "say": 0, "put_end": 0,
    "addTab": 0, "addItem": 0, "addAction": 0, "addMenu": 0, "label": 1, "button": 1, "tool": 2, "ElidedLabel": 1,
    "DecisionButton": 1, "QAction": 0, "QMenu": 0, "QPushButton": 0, "QLabel": 0, "QCheckBox": 0, "announce": 1,
    "list_view": 0,
}  # fmt: skip
SAME = {"ResearchDesk", "https://"}  # in every language


def read(file) -> dict[str, dict[str, str | list[str]]]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def said(file) -> dict[str, str | list[str]]:
    return {
        key: words
        for name, table in read(file).items()
        if name != "qt"
        for key, words in table.items()
    }


def names_its_number(one: str) -> bool:
    return "{n}" in one or "1" in one


def required() -> dict[str, str]:
    """Give each English sentence with where it is said; one for a single thing needs no line where it names the 1."""
    found = sentences.of_window()
    alone = {one for one, _ in sentences.pairs() if names_its_number(one)}
    return {words: where for words, where in found.items() if words not in alone}


def below() -> dict[str, str]:
    return sentences.from_below()


def lines(missing: dict[str, str]) -> str:
    return "\n".join(f'"{words}" = ""   # {where}' for words, where in sorted(missing.items()))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_sentence_of_the_window_is_said_in_the_language(file):
    held = said(file)
    missing = {words: where for words, where in required().items() if words not in held}
    assert not missing, f"add to {file.name}, and say it there:\n{lines(missing)}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_the_storeys_below_say_is_said_in_the_language(file):
    held = {sentences.bare(words) for words in said(file)}
    missing = {
        words: where
        for words, where in below().items()
        if words not in held and not only_places(words)
    }
    assert not missing, (
        f"add to [library] of {file.name}, each {{}} with a name, {{n}} for a number:\n{lines(missing)}"
    )


def only_places(words: str) -> bool:
    return not LETTERS.search(words.replace("{}", ""))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_line_is_left_over(file):
    known = {*sentences.of_window(), *(words for pair in sentences.pairs() for words in pair)}
    tables = {name: table for name, table in read(file).items() if name not in ("qt", "library")}
    over = [words for table in tables.values() for words in table if words not in known]
    assert not over, f"nobody says this any more; take it out of {file.name}: {over}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_places_are_those_of_the_english_sentence(file):
    wrong = [
        f"{english!r}: {one!r}"
        for english, words in said(file).items()
        for one in ([words] if isinstance(words, str) else words)
        if set(PLACE.findall(one)) != set(PLACE.findall(english))
    ]
    assert not wrong, "these have other places than the English: " + "; ".join(wrong)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_counted_has_all_forms_of_the_language(file):
    held, forms = said(file), FORMS[file.stem]
    counted = {many for _, many in sentences.pairs() if "{n}" in many}
    wrong = [
        english
        for english, words in held.items()
        if isinstance(words, list) and len(words) != forms
    ]
    wrong += [many for many in counted if not isinstance(held.get(many), list)]
    assert not wrong, f"{file.name} must give {forms} forms, as a list, for: {wrong}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_two_sentences_become_one(file):
    """Else a text in the window could not be told again in another language: it is known by its words."""
    pairs = {many: one for one, many in sentences.pairs()}
    english: dict[str, set[str]] = defaultdict(set)
    for name, table in read(file).items():
        for key, words in table.items() if name not in (*OWN, "library") else ():
            for one in [words] if isinstance(words, str) else words:
                english[one].add(pairs.get(key, key))
    same = {words: keys for words, keys in english.items() if len(keys) > 1}
    assert not same, f"give these different words in {file.name}: {same}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_sentence_stands_in_two_tables(file):
    held: dict[str, list[str]] = defaultdict(list)
    for name, table in read(file).items():
        for key in table if name != "qt" else ():
            held[key].append(name)
    twice = {key: names for key, names in held.items() if len(names) > 1}
    assert not twice, f"leave one of the two in {file.name}: {twice}"


def test_every_table_that_is_said_through_a_variable_is_known_here():
    unknown = sentences.said_by_variable() - set(sentences.of_tables())
    assert not unknown, (
        f"name the table whose sentences these say, in `of_tables` of tests/house/sentences.py: {unknown}"
    )


def test_no_words_are_shown_that_did_not_pass_through_tr():
    found = []
    for file, node in nodes(ast.Call, parts=sentences.UI):
        assert isinstance(node, ast.Call)
        at = SHOWING.get(sentences._name(node))
        if at is None or len(node.args) <= at:
            continue
        for words in sentences.literals(node.args[at], with_places=True):
            rest = TAG.sub("", words.replace("{}", "")).removesuffix("ResearchDesk").strip(" –")
            if LETTERS.search(rest) and rest not in SAME:
                found.append(f"{place(file, node)} {words!r}")
    assert not found, (
        f"give these to `tr` or `plural`, with their line in resources/languages: {found}"
    )
