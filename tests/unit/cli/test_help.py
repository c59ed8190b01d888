# SPDX-License-Identifier: MIT
"""What the command line says of itself: examples that can be copied, whole sentences, one thing as one."""

from __future__ import annotations

import re

from researchdesk.cli.main import researchdesk


def test_the_help_of_a_group_says_whole_sentences(desk):
    for path in ([], ["notes"], ["people"], ["countries"], ["tags"], ["searches"]):
        _, shown, _ = desk(*path, "--help")
        rows = re.sub(r"\n {6,}", " ", shown.partition("Commands:\n")[2]).splitlines()
        assert len(rows) > 2
        assert [row for row in rows if not row.endswith(".")] == []


def test_one_thing_is_told_as_one(desk, tmp_path):
    page = tmp_path / "visit.txt"
    page.write_text("A visit\n\nMihajlo Pupin arrived by boat in the spring of 1919.\n")
    _, said, _ = desk("clip", page)
    assert "0 blocks left out, 1 person and 0 countries suggested" in said


def test_every_verb_has_help_with_an_example(desk):
    def verbs(group, path):
        for name, one in group.commands.items():
            if hasattr(one, "commands"):
                yield from verbs(one, [*path, name])
            else:
                yield [*path, name]

    for path in verbs(researchdesk, []):
        status, shown, _ = desk(*path, "--help")
        lines = [line.strip() for line in shown.splitlines()]
        begun = f"researchdesk {' '.join(path)}"
        assert status == 0
        assert [line for line in lines if line == begun or line.startswith(f"{begun} ")], path
        assert [line for line in lines if "\\" in line or line.count("researchdesk ") > 1] == []
