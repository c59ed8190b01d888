# SPDX-License-Identifier: MIT
"""The blocks of Markdown, line by line: headings, paragraphs, lists, quotes, code, tables."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from msgspec import structs

from researchdesk.clip.markdown_inline import inline, words_of
from researchdesk.clip.pieces import Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.clip.pieces import PieceKind

DEEPEST = 10  # quotes inside each other
LONGEST_DELIMITER = 2000  # characters of the line below the head of a table

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[^`]*$")
_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t])")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:\*[ \t]*){3,}$| {0,3}(?:-[ \t]*){3,}$| {0,3}(?:_[ \t]*){3,}$")
_QUOTE = re.compile(r" {0,3}> ?(.*)")
_BULLET = re.compile(r"(\s*)[-*+][ \t]+(?=\S)(?:\[[ xX]\][ \t]+)?")
_NUMBER = re.compile(r"(\s*)(\d{1,9})[.)][ \t]+(?=\S)")
_REFERENCE = re.compile(
    r" {0,3}\[([^\[\]^][^\[\]]{0,200})\]:[ \t]*<?(\S{1,2000}?)>?(?:[ \t]+[\"'(].{0,300}[\"')])?[ \t]*$"
)
_DELIMITER = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?)?[ \t]*$")
_CELL_END = re.compile(r"(?<!\\)\|")


def pieces_of(text: str) -> list[Piece]:
    """Cut Markdown into pieces."""
    lines = _without_comments(text).expandtabs(4).splitlines()
    references: dict[str, str] = {}
    kept: list[str] = []
    for line in lines:
        if found := _REFERENCE.match(line):
            references.setdefault(found[1].strip().lower(), found[2])
        else:
            kept.append(line)
    return _Blocks(references).read(kept, 0)


class _Blocks:
    def __init__(self, references: dict[str, str]) -> None:
        self._references = references
        self._found: list[Piece] = []
        self._paragraph: list[str] = []
        self._indents: list[int] = []
        self._is_after_empty = False
        self._is_item = False
        self._number_of_item: int | None = None

    def read(self, lines: Sequence[str], depth: int) -> list[Piece]:
        """Give the pieces of these lines; `depth` counts the quotes they lie in."""
        at = 0
        while at < len(lines):
            at = self._step(lines, at, depth)
        self._end()
        return self._found

    def _step(self, lines: Sequence[str], at: int, depth: int) -> int:
        """Take in the block that begins here, or one line of a paragraph; give where to go on."""
        line = lines[at]
        if not line.strip():
            self._end()
            self._is_after_empty = True
            return at + 1
        was_after_empty, self._is_after_empty = self._is_after_empty, False
        if _FENCE.match(line):
            return self._fenced(lines, at)
        if found := _HEADING.match(line):
            self._heading(_heading_words(line[found.end() :]), len(found[1]))
            return at + 1
        if (found := _UNDERLINE.match(line)) and self._paragraph and not self._indents:
            words = " ".join(self._paragraph)
            self._paragraph = []
            self._heading(words, 1 if found[1].startswith("=") else 2)
            return at + 1
        return self._other(lines, at, depth, was_after_empty=was_after_empty)

    def _other(self, lines: Sequence[str], at: int, depth: int, *, was_after_empty: bool) -> int:
        line = lines[at]
        if _RULE.match(line):
            self._end()
            self._indents = []
            return at + 1
        if _QUOTE.match(line):
            return self._quote(lines, at, depth)
        if item := _BULLET.match(line) or self._number(line):
            self._item(line, item)
            return at + 1
        if at + 1 < len(lines) and "|" in line and _is_delimiter(lines[at + 1]):
            return self._table(lines, at)
        if was_after_empty and not self._is_in_item(line):
            self._indents = []
        if was_after_empty and not self._indents and line.startswith("    "):
            return self._indented(lines, at)
        self._paragraph.append(line.strip() + ("  " if line.endswith("  ") else ""))
        return at + 1

    def _is_in_item(self, line: str) -> bool:
        return bool(self._indents) and len(line) - len(line.lstrip()) >= 2

    def _number(self, line: str) -> re.Match[str] | None:
        """Find the number of an item; amid a paragraph only a 1 begins a list."""
        found = _NUMBER.match(line)
        return (
            found if found and (not self._paragraph or self._indents or found[2] == "1") else None
        )

    def _fenced(self, lines: Sequence[str], at: int) -> int:
        self._end()
        self._indents = []
        fence = _FENCE.match(lines[at])
        assert fence
        end = at + 1
        while end < len(lines) and not lines[end].strip().startswith(fence[1]):
            end += 1
        self._code(lines[at + 1 : end])
        return end + 1

    def _indented(self, lines: Sequence[str], at: int) -> int:
        end = at
        while end < len(lines) and (lines[end].startswith("    ") or not lines[end].strip()):
            end += 1
        self._code([line[4:] for line in lines[at:end]])
        return end

    def _code(self, lines: Sequence[str]) -> None:
        text = "\n".join(lines).rstrip()
        self._found.append(Piece("pre", text, html.escape(text, quote=False)))

    def _heading(self, words: str, level: int) -> None:
        self._end()
        self._indents = []
        self._add("h", words, level)

    def _quote(self, lines: Sequence[str], at: int, depth: int) -> int:
        self._end()
        self._indents = []
        inner: list[str] = []
        while at < len(lines) and (found := _QUOTE.match(lines[at])):
            inner.append(found[1])
            at += 1
        if depth < DEEPEST:
            found_inside = _Blocks(self._references).read(inner, depth + 1)
            self._found += [structs.replace(one, is_quoted=True) for one in found_inside]
        else:
            self._paragraph = inner
            self._end()
        return at

    def _item(self, line: str, mark: re.Match[str]) -> None:
        self._end()
        indent = len(mark[1])
        while self._indents and self._indents[-1] > indent:
            self._indents.pop()
        if not self._indents or indent > self._indents[-1] + 1:
            self._indents.append(indent)
        self._paragraph = [line[mark.end() :]]
        self._number_of_item = int(mark[2]) if mark.re is _NUMBER else None
        self._is_item = True

    def _table(self, lines: Sequence[str], at: int) -> int:
        self._end()
        self._indents = []
        end = at + 2
        while end < len(lines) and "|" in lines[end]:
            end += 1
        rows = [_cells(lines[i]) for i in range(at, end) if i != at + 1]
        count, out = 0, ["<table>"]
        for number, row in enumerate(rows):
            tag = "td" if number else "th"
            cells = [inline(cell, self._references) for cell in row]
            count += sum(bool(words_of(cell).strip()) for cell in cells)
            out.append(f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>")
        words = "\n".join(" | ".join(row) for row in rows)
        self._found.append(Piece("table", words, "".join([*out, "</table>"]), blocks=count))
        return end

    def _end(self) -> None:
        """End the paragraph or item that is being read."""
        if not self._paragraph:
            return
        words = "\n".join(self._paragraph)
        self._paragraph = []
        if self._is_item:
            self._add("li", words, len(self._indents), self._number_of_item)
            self._is_item = False
        elif self._indents:
            self._add("more", words, len(self._indents))
        else:
            self._add("p", words, 0)

    def _add(self, kind: PieceKind, words: str, level: int, number: int | None = None) -> None:
        written = inline(words, self._references)
        if text := words_of(written).strip():
            self._found.append(Piece(kind, text, written, level, number))


def _without_comments(text: str) -> str:
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        parts.append(text[at:start])
        at = end + 3
    return "".join([*parts, text[at:]])


def _heading_words(rest: str) -> str:
    """Give the words of a heading without the signs that may close it."""
    words = rest.strip()
    bare = words.rstrip("#")
    return bare.rstrip() if not bare or bare[-1].isspace() else words


def _is_delimiter(line: str) -> bool:
    line = line.strip()
    return len(line) < LONGEST_DELIMITER and bool(_DELIMITER.match(line))


def _cells(line: str) -> list[str]:
    cells = [cell.strip().replace("\\|", "|") for cell in _CELL_END.split(line.strip())]
    return cells[
        1 if line.strip().startswith("|") else 0 : -1 if line.strip().endswith("|") else None
    ]
