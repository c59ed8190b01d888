# SPDX-License-Identifier: MIT
"""Which words of the library are forms of one another: tables beside the segments, written once, searched in place.

A table is a file of sorted lines, two for each word of a class: `f FORM LANGUAGE STEM` and `c LANGUAGE STEM FORM`, and
one for each language. A word that has left the library may stay in a table until the index is built anew: it is then
looked up for nothing. Small tables are joined as new ones come, so that there are never many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from researchdesk.search.files import content_of, write_new
from researchdesk.search.stems import Kin, class_of

if TYPE_CHECKING:
    import mmap
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from researchdesk.search.tree import Word

SUFFIX = ".forms"
GROWTH = 4  # a table is joined with a newer one that has grown to this part of it
MOST = 64  # forms of one word
STEMMED = frozenset(
    {"title", "body", "note"}
)  # fields whose words have forms; names are found as they are written


class Table(NamedTuple):
    """One table, mapped."""

    lines: bytes | mmap.mmap

    def starting(self, start: str) -> Iterator[list[str]]:
        """Give the rest of each line that begins so, cut at its blanks."""
        wanted = start.encode()
        at = self._first(wanted)
        while at < len(self.lines) and self.lines[at : at + len(wanted)] == wanted:
            end = self.lines.find(b"\n", at)
            yield self.lines[at + len(wanted) : end].decode().split(" ")
            at = end + 1

    def _first(self, wanted: bytes) -> int:
        """Give where the first line stands that is not less: bisection over bytes, each step back to a line's begin."""
        low, high = 0, len(self.lines)
        while low < high:
            begin = self.lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self.lines.find(b"\n", begin)
            if self.lines[begin:end] < wanted:
                low = end + 1
            else:
                high = begin
        return low


class Forms:
    """The tables of one generation of the index."""

    def __init__(self, folder: Path, names: Iterable[str], known: Mapping[str, Table]) -> None:
        self.tables = {name: known.get(name) or _opened(folder / name) for name in sorted(names)}

    def of(self, word: Word) -> tuple[str, ...]:
        """Give the other forms of a word: its classes in the languages that hold it; of one that none holds, in all."""
        text = word.text
        classes = {(kin[0], kin[1]) for kin in self._starting(f"f {text} ")}
        if not classes:
            languages = {language for (language,) in self._starting("l ")}
            classes = {(language, class_of(language, text)) for language in languages}
        found = {form for one in classes for (form,) in self._starting(f"c {one[0]} {one[1]} ")} - {
            text
        }
        return tuple(sorted(found))[:MOST]

    def _starting(self, start: str) -> Iterator[list[str]]:
        for table in self.tables.values():
            yield from table.starting(start)


def add(folder: Path, held: Collection[str], kin: Collection[Kin], generation: int) -> list[str]:
    """Write a table of new words, joined with those of the held ones that are not much larger; name those that hold.

    Durable when it returns; what is no longer named is for the caller to sweep.
    """
    if not kin:
        return sorted(held)
    lines = _lines(kin)
    kept = sorted(held, key=lambda name: (folder / name).stat().st_size)
    size = sum(map(len, lines))
    while kept and (folder / kept[0]).stat().st_size < GROWTH * size:
        joined = (folder / kept.pop(0)).read_bytes()
        lines |= set(joined.splitlines(keepends=True))
        size += len(joined)
    name = f"{generation}{SUFFIX}"
    write_new(folder / name, b"".join(sorted(lines)))
    return sorted({*kept, name})


def _lines(kin: Iterable[Kin]) -> set[bytes]:
    lines = set()
    for form, language, stem in kin:
        lines |= {
            f"f {form} {language} {stem}\n",
            f"c {language} {stem} {form}\n",
            f"l {language}\n",
        }
    return {line.encode() for line in lines}


def _opened(path: Path) -> Table:
    with path.open("rb") as file:
        return Table(content_of(file))
