# SPDX-License-Identifier: MIT
"""What keys do to the lines of a note: strong, emphasis, links, task boxes, lists that go on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock

ITEM = re.compile(r"^(\s*)(?:([-*+])|(\d+)([.)]))(\s+)(\[[ xX]\]\s)?")
QUOTE = re.compile(r"^(\s*>\s?)")
TASK = re.compile(r"^(\s*[-*+] )\[([ xX])\] ")
ADDRESS = re.compile(r"(?:https?://|mailto:|rd:)\S+")


def wrap(cursor: QTextCursor, mark: str, filler: str) -> QTextCursor:
    """Put a mark around the selection, or take it away; without a selection put it around a filler and select that."""
    words = cursor.selectedText()
    size = len(mark)
    if len(words) > 2 * size and words.startswith(mark) and words.endswith(mark):
        words = words[size:-size]
    else:
        words = f"{mark}{words or filler}{mark}"
        size = -size
    start = cursor.selectionStart()
    has_words = cursor.hasSelection()
    cursor.insertText(words)
    end = cursor.position()
    inner = 0 if has_words else -size
    cursor.setPosition(start + inner)
    cursor.setPosition(end - inner, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def link(cursor: QTextCursor, address: str, filler: str) -> QTextCursor:
    """Make the selection a link; without an address the place for it is selected."""
    words = cursor.selectedText() or filler
    start = cursor.selectionStart()
    cursor.insertText(f"[{words}]({address})")
    end = cursor.position()
    if not address:
        cursor.setPosition(end - 1)
    elif words == filler:
        cursor.setPosition(start + 1)
        cursor.setPosition(end - len(address) - 3, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def is_address(words: str) -> bool:
    """Say whether these words are one address and nothing else."""
    return ADDRESS.fullmatch(words.strip()) is not None


def toggle_task(cursor: QTextCursor) -> None:
    """Tick the box of the line or take the tick away; a line without a box gets one."""
    block = cursor.block()
    text = block.text()
    found = TASK.match(text)
    if found:
        mark = " " if found[2] != " " else "x"
        _replace(block, len(found[1]) + 1, 1, mark)
        return
    item = ITEM.match(text)
    if item and item[2]:
        _replace(block, item.end(5), 0, "[ ] ")
    else:
        _replace(block, len(text) - len(text.lstrip()), 0, "- [ ] ")


def go_on(cursor: QTextCursor) -> bool:
    """Begin the next item of a list or line of a quote at Enter; an empty item ends the list. False elsewhere."""
    if cursor.hasSelection():
        return False
    text, place = cursor.block().text(), cursor.positionInBlock()
    item = ITEM.match(text)
    begun = item.group() if item else (found.group() if (found := QUOTE.match(text)) else "")
    if not begun or place < len(begun):
        return False
    cursor.beginEditBlock()
    if text[len(begun) :].strip():
        cursor.insertBlock()
        cursor.insertText(_next(item) if item else begun)
    else:
        cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
    cursor.endEditBlock()
    return True


def move_line(cursor: QTextCursor, by: int) -> QTextCursor | None:
    """Move the line of the caret one up (-1) or down (1); None where it cannot go."""
    block = cursor.block()
    other = block.previous() if by < 0 else block.next()
    if not other.isValid():
        return None
    place, text, other_text = cursor.positionInBlock(), block.text(), other.text()
    cursor.beginEditBlock()
    _replace(block, 0, len(text), other_text, cursor)
    _replace(other, 0, len(other_text), text, cursor)
    cursor.endEditBlock()
    moved = QTextCursor(other)
    moved.setPosition(other.position() + min(place, other.length() - 1))
    return moved


def _next(item: re.Match[str]) -> str:
    mark = item[2] or f"{int(item[3]) + 1}{item[4]}"
    box = "[ ] " if item[6] else ""
    return f"{item[1]}{mark}{item[5]}{box}"


def _replace(
    block: QTextBlock, start: int, length: int, words: str, cursor: QTextCursor | None = None
) -> None:
    """Replace UTF-16 units of a line."""
    one = cursor or QTextCursor(block)
    one.setPosition(block.position() + start)
    one.setPosition(block.position() + start + length, QTextCursor.MoveMode.KeepAnchor)
    one.insertText(words)
