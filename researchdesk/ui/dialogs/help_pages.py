# SPDX-License-Identifier: MIT
"""The pages of the help: the user guide, and the list of all commands with their keys, made from the table."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtGui import QKeySequence

from researchdesk.config import paths
from researchdesk.ui import languages
from researchdesk.ui.action_table import ACTIONS, GROUPS, Action
from researchdesk.ui.translate import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

KEYBOARD = "keyboard"
PLACES = {
    "results": "in the list",
    "reader": "in the text",
    "review": "in the review",
    "repair": "in the repair",
    "note": "in the note",
}
HEADING = re.compile(r"^##+ +(.+)$", re.MULTILINE)
MARKS = re.compile(r"[*`|\\]|\]\([^)]*\)")  # of Markdown, which nobody looks for


class Section(Struct, frozen=True):
    """A part of a page below one heading; that above the first heading has none."""

    page: str
    title: str  # of the page
    heading: str
    words: str


def guide_pages() -> list[tuple[Path, str]]:
    """Give the files of the user guide with their titles, in the order of their names.

    A page that the language of the window has not is shown in English.
    """
    folder = paths.resource("help")
    own = folder / languages.current().file
    files = [own / file.name for file in sorted(folder.glob("*.md"))]
    found = [file if file.is_file() else folder / file.name for file in files]
    return [(file, _title(file)) for file in found]


def text_of(file: Path) -> str:
    """Give the text of a page of the guide, spelled as the language of the window is."""
    text = file.read_text(encoding="utf-8")
    is_own = file.parent.name == languages.current().file
    return languages.current().page(text) if is_own else text


def sections() -> Iterator[Section]:
    """Give all parts of all pages: the guide first, then the commands by group."""
    for file, title in guide_pages():
        parts = HEADING.split(text_of(file))
        for heading, text in zip(["", *parts[1::2]], parts[::2], strict=True):
            yield Section(file.stem, title, MARKS.sub("", heading), MARKS.sub("", text))
    for group in GROUPS:
        rows = [one for one in ACTIONS if one.group == group]
        words = "\n".join(f"{tr(one.text)} {', '.join(keys_of(one))}" for one in rows)
        yield Section(KEYBOARD, tr("Keyboard"), tr(group), words)


def matching(words: str, holds: Callable[..., bool]) -> list[Section]:
    """Give the parts that hold all words, first those whose headings do; `holds` compares in any spelling."""
    found = [one for one in sections() if holds(words, one.title, one.heading, one.words)]
    return sorted(found, key=lambda one: not holds(words, one.title, one.heading))


def keyboard_html() -> str:
    """Write the list of all commands with their keys."""
    parts = [f"<h1>{escape(tr('Keyboard'))}</h1>"]
    words = tr(
        "Letters act in the list and in the text, where nothing is typed; Preferences turn them off."
    )
    parts.append(f"<p>{escape(words)}</p>")
    for group in GROUPS:
        rows = [one for one in ACTIONS if one.group == group]
        lines = "".join(
            f"<tr><td width='270'>{escape(tr(one.text))}</td><td width='190'>{_keys_html(one)}</td>"
            f"<td>{escape(_place(one))}</td></tr>"
            for one in rows
        )
        title = escape(tr(group))
        parts.append(
            f"<h2>{title}</h2><table cellspacing='0' cellpadding='2'>{lines}</table><p></p>"
        )
    return "".join(parts)


def keys_of(row: Action) -> list[str]:
    """Give the keys of a command, its letter first, as the system writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    keys = [QKeySequence(one).toString(native) for one in (row.shortcut, *row.others) if one]
    return [row.letter, *keys] if row.letter else keys


def _keys_html(row: Action) -> str:
    return ", ".join(f"<code>{escape(key)}</code>" for key in keys_of(row))


def _place(row: Action) -> str:
    if not row.letter and "note" not in row.contexts:
        return ""
    return ", ".join(tr(PLACES[one]) for one in row.contexts if one in PLACES)


def _title(file: Path) -> str:
    return text_of(file).partition("\n")[0].lstrip("# ").strip() or file.stem
