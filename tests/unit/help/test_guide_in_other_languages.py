# SPDX-License-Identifier: MIT
"""The user guide in other languages has the same pages, and each the same parts as the English one."""

from __future__ import annotations

import re

import pytest

from researchdesk.annotate.markdown import render
from researchdesk.config.paths import resource
from tests.unit.annotate.page import Page

LANGUAGES = [folder for folder in sorted(resource("help").iterdir()) if folder.is_dir()]
CODE = re.compile(r"(`{1,2})(.+?)\1")
PAGES = [
    pytest.param(folder / english.name, english, id=f"{folder.name}-{english.stem}")
    for folder in LANGUAGES
    for english in sorted(resource("help").glob("*.md"))
]


def parts(text: str) -> dict[str, object]:
    """Give what a page is made of, whatever its language."""
    lines = text.splitlines()
    return {
        "headings": [len(line.split()[0]) for line in lines if line.startswith("#")],
        "rows of tables": sum(line.startswith("|") for line in lines),
        "list items": sum(bool(re.match(r"- |\d+\. ", line)) for line in lines),
        "paragraphs": sum(bool(line) and line[0] not in "#|-" for line in lines),
        "code": {found for _, found in CODE.findall(text) if len(found) > 1},
    }


@pytest.mark.parametrize(("own", "english"), PAGES)
def test_the_page_has_the_parts_of_the_english_one(own, english) -> None:
    assert own.is_file(), f"write {own.parent.name}/{own.name}, in the language, as {english.name}"
    made, wanted = (parts(file.read_text(encoding="utf-8")) for file in (own, english))
    other = {name: (made[name], wanted[name]) for name in wanted if made[name] != wanted[name]}
    assert not other, f"bring {own.parent.name}/{own.name} up to {english.name}: {other}"


@pytest.mark.parametrize(("own", "english"), PAGES)
def test_the_page_can_be_shown_and_leads_nowhere_else(own, english) -> None:
    page = Page(render(own.read_text(encoding="utf-8")))
    assert page.foreign == []
    assert page.links == []


def test_no_page_is_left_over() -> None:
    english = {file.name for file in resource("help").glob("*.md")}
    over = [
        file for folder in LANGUAGES for file in folder.glob("*.md") if file.name not in english
    ]
    assert over == []
