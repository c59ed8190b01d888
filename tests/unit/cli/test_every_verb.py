# SPDX-License-Identifier: MIT
"""Every verb: undone and redone whole where it changes the library, refused where nothing may change."""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from researchdesk.cli.main import main, researchdesk
from researchdesk.store.connection import reader
from researchdesk.store.schema import APPEND_ONLY, KEPT_BESIDE
from tests.unit.cli.verb_rows import ROWS, Row, sample
from tests.unit.store.rows import dump

if TYPE_CHECKING:
    from collections.abc import Iterator

SENTENCE = "This library cannot be written (its folder cannot be written). You can read, search and export."
OF_ALL = {"place", "as_json", "as_lines"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A library with something of everything, and the words for it; made once."""
    place = tmp_path_factory.mktemp("every-verb")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RESEARCHDESK_HOME", str(place / "home"))
        return place, sample(place / "library", place / "files")


@pytest.fixture
def ask(made, home, tmp_path, monkeypatch, capsys):
    """Ask a verb of a copy of the library; give exit status and what was said."""
    place, named = made
    shutil.copytree(place / "home", home, dirs_exist_ok=True)
    for name in ("library", "files"):
        shutil.copytree(place / name, tmp_path / name)
    words = {
        name: tmp_path / value.relative_to(place) if isinstance(value, Path) else value
        for name, value in named.items()
    } | {"new": tmp_path / "new"}
    monkeypatch.setenv("RESEARCHDESK_LIBRARY", str(tmp_path / "library"))

    def do(arguments: list[str], typed: str | None = None) -> tuple[int, str]:
        if arguments[0] == "mend":
            shutil.copy(words["later"], arguments[1].format_map(words))
            return 0, ""
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((typed or "").encode())))
        status = main([one.format_map(words) for one in arguments])
        return status, capsys.readouterr().err

    return do


def content(folder: Path) -> dict[str, object]:
    """Give all that undo must bring back, and the number of steps apart."""
    with reader(folder / "library.db") as conn:
        found = dump(conn)
    beside = {*APPEND_ONLY, *KEPT_BESIDE}
    found["digest"] = [row for row in found["digest"] if row[0] not in beside]
    return {name: rows for name, rows in found.items() if name not in beside}


def leaves(
    command: click.Command = researchdesk, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    if isinstance(command, click.Group):
        for name, one in command.commands.items():
            yield from leaves(one, (*path, name))
    else:
        yield path, command


LEAVES = dict(leaves())


def path_of(row: Row) -> tuple[str, ...]:
    words = row.words.split()
    return next(tuple(words[:n]) for n in (2, 1) if tuple(words[:n]) in LEAVES)


def test_each_verb_and_each_of_its_options_has_a_row():
    asked = {path: [row for row in ROWS if path_of(row) == path] for path in LEAVES}
    assert [" ".join(path) for path, rows in asked.items() if not rows] == []
    missing = []
    for path, command in LEAVES.items():
        words = {word for row in asked[path] for word in row.words.split()}
        for one in command.params:
            if isinstance(one, click.Option) and one.name not in OF_ALL:
                missing += [
                    f"{' '.join(path)} {kind}"
                    for kind in (one.opts, one.secondary_opts)
                    if kind and not words & set(kind)
                ]
    assert [one for one in missing if one not in USUAL] == []


USUAL = {  # what an option says when it is not given
    f"{verb} ['--images']" for verb in ("clip", "import")
}


@pytest.mark.parametrize("row", [row for row in ROWS if row.kind == "changes"], ids=str)
def test_what_a_verb_changes_is_one_step_that_is_undone_and_redone_whole(row, ask, tmp_path):
    library = tmp_path / "library"
    for words in row.first:
        assert ask(words.split())[0] == 0
    before = content(library)
    status, said = ask(row.arguments)
    assert (status, said) == (0, said)
    after = content(library)
    assert after != before
    assert ask(["undo"])[0] == 0
    assert content(library) == before
    assert ask(["redo"])[0] == 0
    assert content(library) == after


def test_what_reads_leaves_the_library_as_it_is(ask, tmp_path):
    before = content(tmp_path / "library")
    for row in ROWS:
        if row.kind == "reads":
            status, said = ask(row.arguments, row.typed)
            clear(tmp_path / "new")
            assert status in (0, 1), f"{row}: {said}"
            assert content(tmp_path / "library") == before, row


@pytest.mark.parametrize("row", [row for row in ROWS if row.kind == "beside"], ids=str)
def test_what_works_beside_the_library_leaves_its_content_as_it_is(row, ask, tmp_path):
    before = content(tmp_path / "library")
    status, said = ask(row.arguments, row.typed)
    assert status in (0, 1), said
    place = tmp_path / ("new" if row.words.startswith("move") else "library")
    assert content(place) == before


def test_a_library_that_can_only_be_read_is_read_and_refuses_the_rest(ask, tmp_path, monkeypatch):
    usual, library = os.access, tmp_path / "library"
    before = content(library)

    def access(path, mode, **rest):
        is_there = Path(path).is_relative_to(library)
        return not (is_there and mode == os.W_OK) and usual(path, mode, **rest)

    monkeypatch.setattr(os, "access", access)
    for row in ROWS:
        status, said = ask(row.arguments, row.typed)
        clear(tmp_path / "new")
        if row.kind == "reads" or row.is_of_another_place:
            assert SENTENCE not in said, row
        else:
            assert (row, status, said.strip()) == (row, 1, SENTENCE)
        assert content(library) == before, row


def clear(place: Path) -> None:
    """Let what a verb wrote be gone, for the next one."""
    if place.is_dir():
        shutil.rmtree(place)
    elif place.exists():
        place.unlink()
