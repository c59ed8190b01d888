# SPDX-License-Identifier: MIT
"""The user guide says what is so: its queries can be read, its commands exist, its pages can be shown."""

from __future__ import annotations

import re
import shlex

import click
import pytest

from researchdesk.annotate.markdown import plain, render
from researchdesk.cli.main import researchdesk
from researchdesk.config.paths import resource
from researchdesk.search.query import parse
from tests.unit.annotate.page import Page

PAGES = {
    file.stem: file.read_text(encoding="utf-8") for file in sorted(resource("help").glob("*.md"))
}
CODE = re.compile(r"`([^`\n]+)`")
BARE_FIELDS = ("author:", "person:")
QUERIES = [
    found
    for found in CODE.findall(PAGES["05-search"])
    if found not in ("OR", "AND", "NOT", "NEAR", "?", "~2") and found not in BARE_FIELDS
]
COMMANDS = [
    found
    for page in PAGES.values()
    for found in CODE.findall(page)
    if found.startswith("researchdesk ")
]

every_page = pytest.mark.parametrize("name", PAGES)


def command_of(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command that the words name, and what is left of them."""
    command: click.Command = researchdesk
    while isinstance(command, click.Group) and words:
        command = command.commands[words[0]]
        words = words[1:]
    return command, words


def test_pages_come_in_the_order_in_which_one_begins() -> None:
    assert [page.partition("\n")[0] for page in PAGES.values()] == [
        "# Start",
        "# Clip",
        "# Read and mark",
        "# People and countries",
        "# Search",
        "# Notes",
        "# Undo and trash",
        "# Your files",
        "# Backups and damage",
        "# A library that can only be read",
        "# Command line",
        "# Privacy",
    ]


@every_page
def test_page_is_short_and_can_be_shown(name: str) -> None:
    page = Page(render(PAGES[name]))
    assert page.foreign == []
    assert page.links == []  # none leads out of the program
    assert 150 < len(plain(PAGES[name]).split()) < 600


def test_there_are_enough_examples_to_test() -> None:
    assert len(QUERIES) > 30
    assert len(COMMANDS) > 15


@pytest.mark.parametrize("query", QUERIES)
def test_query_of_the_guide_is_read_without_a_hint(query: str) -> None:
    assert parse(query, saved=lambda _: "talks").hints == ()


@pytest.mark.parametrize("line", [one for one in COMMANDS if "COMMAND" not in one])
def test_command_of_the_guide_exists_with_its_options(line: str) -> None:
    command, rest = command_of(shlex.split(line)[1:])
    known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)}
    assert command is not researchdesk
    assert [one for one in rest if one.startswith("--") and one not in known] == []


def test_every_field_of_the_guide_is_a_field() -> None:
    for field in BARE_FIELDS:
        assert parse(f"{field}x").hints == ()
