# SPDX-License-Identifier: MIT
"""Every error and every setting has its words, and the README says what is true."""

from __future__ import annotations

import ast
import re
from string import Formatter

import pytest

from researchdesk import __version__
from researchdesk.config.settings import SETTINGS
from researchdesk.model import errors
from researchdesk.ui.errors import SAID
from tests.house.source import ROOT, nodes, place

KINDS = {kind.__name__: kind for kind in errors.UserError.__subclasses__()}


def places_of(kind: type[errors.UserError]) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(kind.sentence) if name}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_each_error_has_a_sentence_of_its_own(kind):
    assert "sentence" in vars(kind)
    assert kind.sentence.endswith(".")
    assert kind.__doc__


def test_the_tree_of_errors_names_each():
    drawn = set(re.findall(r"\b[A-Z]\w+[a-z]\b", errors.__doc__.partition("A sentence says")[0]))
    assert set(KINDS) <= drawn, "draw it in the docstring of model/errors.py"


def test_each_error_is_raised_with_what_its_sentence_needs():
    found = []
    for file, node in nodes(ast.Call, parts=("researchdesk",)):
        name = (
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        )
        given = {keyword.arg for keyword in node.keywords}
        if name in KINDS and None not in given and (lacking := places_of(KINDS[name]) - given):
            found.append(f"{place(file, node)} {name} lacks {sorted(lacking)}")
    assert not found, f"give the values that the sentence has places for: {found}"


def test_each_button_of_an_error_leads_somewhere():
    known = {"try_again"}  # which only the asker knows
    for file, node in nodes(ast.Dict, ast.Subscript, parts=("researchdesk/ui",)):
        keys = node.keys if isinstance(node, ast.Dict) else [node.slice]
        if file.name != "errors.py":
            known |= {one.value for one in keys if isinstance(one, ast.Constant)}
    lost = {(kind.__name__, way.name) for kind, said in SAID.items() for way in said.ways}
    lost = {one for one in lost if one[1] not in known}
    assert not lost, f"give the window these ways out, or take the buttons away: {lost}"
    assert set(KINDS.values()) == set(SAID), "say in ui/errors.py where each error is said"


def test_each_setting_has_its_words():
    for setting in SETTINGS:
        assert setting.label[0].isupper(), setting.name
        assert setting.help.endswith("."), setting.name
    labels = [setting.label for setting in SETTINGS]
    assert len(set(labels)) == len(labels)


def test_the_readme_gives_the_two_commands():
    lines = [line.strip() for line in (ROOT / "README.md").read_text("utf-8").splitlines()]
    assert "python3 packaging/desk.py run" in lines
    assert "python3 packaging/desk.py test" in lines


@pytest.mark.parametrize("page", ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"])
def test_each_file_that_a_page_names_is_there(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
    named += re.findall(r"`((?:researchdesk|resources|tests|packaging)/[\w./-]+|\w+\.toml)`", text)
    missing = [name for name in named if not (ROOT / name).exists()]
    assert not missing, f"{page} names what is not there: {missing}"


def test_the_changelog_begins_with_what_is_to_come():
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert __version__
