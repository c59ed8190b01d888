# SPDX-License-Identifier: MIT
"""What every verb has: the library it works on, and how it prints."""

from __future__ import annotations

import contextlib
import functools
import json
import os
import random
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from researchdesk.config import paths
from researchdesk.library import backup, handover
from researchdesk.library.library import Library, open_or_create
from researchdesk.model.errors import BackupFailed, LibraryLocked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from researchdesk.model.changes import Changes

SURROGATE = re.compile("[\ud800-\udfff]")
PATIENCE = 10.0  # seconds that a verb waits for another one to let go of the library
BETWEEN_TRIES = (0.01, 0.05)  # seconds: at random, so that no two keep each other out
WIDEST = 60  # columns of a cell
WHOLE = 400  # code points of the first sentence of a help


class WindowHasIt(Exception):
    """A window has the library open: the verb is to be handed over at its door."""

    def __init__(self, error: LibraryLocked, door: Path, typed: bytes | None) -> None:
        super().__init__(error)
        self.error = error
        self.door = door
        self.typed = typed


class Session:
    """The library named on the command line, and the form of the answer.

    `held` is the open library where a window carries the verb out for somebody, `here` the folder that they are in.
    """

    def __init__(
        self,
        held: Library | None = None,
        here: Path | None = None,
        typed: bytes | None = None,
    ) -> None:
        self._held = held
        self._here = here
        self._typed = typed
        self.folder: Path | None = None
        self.as_json = False
        self.as_lines = False
        self.changes: list[Changes] = []

    @property
    def place(self) -> Path:
        """The library's folder: --library, else RESEARCHDESK_LIBRARY, else the user's default."""
        if self._held is not None:
            return self._held.folder
        named = os.environ.get("RESEARCHDESK_LIBRARY")
        return self.folder or (Path(named) if named else paths.default_library())

    @property
    def library_folder(self) -> Path:
        """The library's folder also where the file in it was named; nothing is opened."""
        return self.place.parent if self.place.name == "library.db" else self.place

    @contextlib.contextmanager
    def reading(self) -> Iterator[Library]:
        """Open the library for a verb that changes nothing: it also works beside an open window."""
        if self._held is not None:
            yield self._held
            return
        with contextlib.closing(Library.open(self.place, read_only=True)) as library:
            yield library

    @contextlib.contextmanager
    def changing(self, *, create: bool = False) -> Iterator[Library]:
        """Open the library for a verb that changes it, or make it where the verb may; LibraryReadOnly."""
        with self.holding(create=create) as library:
            library.need_writable()
            yield library

    @contextlib.contextmanager
    def holding(self, *, create: bool = False, waits: bool = True) -> Iterator[Library]:
        """Open the library as the only one who may change it, also where it can only be read; LibraryLocked.

        It waits a while for another verb that has it.
        """
        if self._held is not None:
            with self._listening(self._held) as library:
                yield library
            return
        library, is_new = self._opened(PATIENCE if waits else 0.0, create=create)
        if is_new:
            click.echo(f"Made a new library in {self.place}.", err=True)
        library.on_change.append(self.changes.append)
        with contextlib.closing(library):
            yield library
            _back_up(library)

    def _opened(self, patience: float, *, create: bool) -> tuple[Library, bool]:
        """Open the library, or make it where the verb may, and say whether it was made."""
        end = time.monotonic() + patience
        while True:
            try:
                return open_or_create(self.place) if create else (Library.open(self.place), False)
            except LibraryLocked as error:
                if door := handover.door_of(self.library_folder):
                    raise WindowHasIt(error, door, self._typed) from error
                if time.monotonic() >= end:
                    raise
            time.sleep(random.uniform(*BETWEEN_TRIES))

    def one_step(
        self, library: Library, label: str | None
    ) -> contextlib.AbstractContextManager[object]:
        """Let several deeds be one transaction and one step of this label; None where there is one deed only."""
        return library.operation(label) if label else contextlib.nullcontext()

    @contextlib.contextmanager
    def searching(self) -> Iterator[tuple[Library, bool]]:
        """Open the library so that its index can be brought up, or to read only where another program has it."""
        try:
            with self.holding(waits=False) as library:
                yield library, not library.is_read_only
        except LibraryLocked:
            with self.reading() as library:
                yield library, False

    @contextlib.contextmanager
    def _listening(self, library: Library) -> Iterator[Library]:
        listener = self.changes.append
        library.on_change.append(listener)
        try:
            yield library
        finally:
            library.on_change.remove(listener)

    def path(self, given: str | Path) -> Path:
        """Give a path as it is meant by whoever typed it, whole."""
        return Path(self._here or Path.cwd(), given)

    def typed(self) -> bytes:
        """Give all of standard input; it can be read once, and may have to be handed over."""
        if self._typed is None:
            self._typed = sys.stdin.buffer.read()
        return self._typed

    def show(self, value: Any, words: str | None = None) -> None:
        """Print an answer: JSON as asked for, else `words`."""
        if self.as_lines and isinstance(value, list):
            for one in value:
                write_line(one)
        elif self.as_json or self.as_lines:
            click.echo(_json(value, indent=1))
        elif words is not None:
            click.echo(words)

    def show_changes(self, words: str = "") -> None:
        """Print what the verb changed."""
        changed: dict[str, set[int]] = {}
        for one in self.changes:
            for noun, ids in one.ids.items():
                changed.setdefault(noun, set()).update(ids)
        label = self.changes[-1].label if self.changes else None
        value = {
            "done": label,
            "changed": {noun: sorted(ids) for noun, ids in sorted(changed.items())},
        }
        self.show(value, words or (f"{label}." if label else "Nothing had to be changed."))


def _back_up(library: Library) -> None:
    """Make a backup when enough has been changed; where none can be made, what the verb did stands all the same."""
    try:
        backup.if_due(library, is_brief=True)
    except BackupFailed as error:
        click.echo(str(error), err=True)


def write_line(value: Any) -> None:
    """Print one JSON line at once."""
    sys.stdout.write(_json(value) + "\n")
    sys.stdout.flush()


def _json(value: Any, indent: int | None = None) -> str:
    said = json.dumps(value, ensure_ascii=False, indent=indent)
    if SURROGATE.search(said):
        said = json.dumps(value, indent=indent)  # half a character has no UTF-8
    return said


def table(rows: Iterable[Sequence[object]], widest: int | None = WIDEST) -> str:
    """Lay rows out in aligned columns for a person to read; `widest` is in columns of a terminal, None for no limit."""
    lines = [[_cell(cell, widest) for cell in row] for row in rows]
    if not lines:
        return "None."
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


class Verbs(click.Group):
    """A group of verbs whose help says the first sentence of each, whole."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write a row for each verb."""
        rows = [(name, self.commands[name].get_short_help_str(WHOLE)) for name in self.commands]
        with formatter.section("Commands"):
            formatter.write_dl(sorted(rows))


def verb(function: Callable[..., None]) -> Callable[..., None]:
    """Give a verb the options that all have, also after it, and hand it the session."""

    @click.option(
        "--library", "place", type=click.Path(path_type=Path), help="The library's folder."
    )
    @click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
    @click.option("--jsonl", "as_lines", is_flag=True, help="Print lists as JSON lines.")
    @click.pass_obj
    @functools.wraps(function)
    def wrapped(
        session: Session, /, place: Path | None, as_json: bool, as_lines: bool, **rest: Any
    ) -> None:
        session.folder = place or session.folder
        session.as_json |= as_json
        session.as_lines |= as_lines
        function(session, **rest)

    # click's sign that the lines below it stay lines is a character; docstrings are raw, in which it is two
    wrapped.__doc__ = (function.__doc__ or "").replace("\\b\n", "\b\n")
    return wrapped


def counted(number: int, one: str, many: str) -> str:
    """Give a number with its noun."""
    return f"{number} {one if number == 1 else many}"


def _cell(value: object, widest: int | None) -> str:
    text = " ".join(str("" if value is None else value).split())
    return text if widest is None or len(text) <= widest else text[: widest - 1] + "…"
