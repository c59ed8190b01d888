# SPDX-License-Identifier: MIT
"""The inline marks of Markdown: emphasis, code, links, line breaks. Linear in the length of the text."""

from __future__ import annotations

import html
import re

from researchdesk.clip.taming import texts

_TICKS = re.compile("`+")
_IMAGE = re.compile(r"!\[[^\[\]]{0,500}\](?:\([^()\n]{0,2000}\)|\[[^\[\]\n]{0,200}\])")
_LINK = re.compile(
    r"\[([^\[\]]{0,1000})\]"
    r"(?:\(\s?<?([^\s()<>]{0,2000}(?:\([^\s()<>]{0,200}\)[^\s()<>]{0,500})?)>?(?:\s+[\"'][^\"'\n]{0,300}[\"'])?\s?\)"
    r"|\[([^\[\]\n]{0,200})\])"
)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^\s<>]{3,2000})>")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HELD = re.compile("\ufdd0(\\d+)\ufdd1")
_MARKS = re.compile(r"(\*\*|__|~~|\*|_)")
_TAGS = {"**": "strong", "__": "strong", "*": "em", "_": "em", "~~": "del"}


def inline(text: str, references: dict[str, str]) -> str:
    """Give the HTML of inline Markdown; `references` are the addresses of `[words][name]` links by name."""
    return _Inline(references).write(text)


def words_of(written: str) -> str:
    """Give the words of inline HTML."""
    return html.unescape("".join(texts(written.replace("<br>", "\n"))))


class _Inline:
    """Sets finished HTML aside behind place-holders that canonical text cannot hold, so that no rule reads it again."""

    def __init__(self, references: dict[str, str]) -> None:
        self._references = references
        self._held: list[str] = []

    def write(self, text: str) -> str:
        text = text.replace("\ufdd0", "").replace("\ufdd1", "")
        text = _ESCAPED.sub(lambda found: self._hold(html.escape(found[1], quote=False)), text)
        text = self._with_code_held(text)
        text = _IMAGE.sub("", text)
        text = _LINK.sub(self._link, text)
        text = _AUTOLINK.sub(lambda found: self._anchor(found[1], _escape(found[1])), text)
        text = self._with_breaks_held(text)
        return self._released(_emphasis(html.escape(" ".join(text.split()), quote=False)))

    def _hold(self, written: str) -> str:
        self._held.append(written)
        return f"\ufdd0{len(self._held) - 1}\ufdd1"

    def _with_code_held(self, text: str) -> str:
        """Set code aside: what stands between two runs of equally many back-ticks."""
        ticks = list(_TICKS.finditer(text))
        closing: dict[int, int] = {}  # run -> the next run of that length
        latest: dict[int, int] = {}
        for number in reversed(range(len(ticks))):
            length = len(ticks[number][0])
            if length in latest:
                closing[number] = latest[length]
            latest[length] = number
        parts, at, number = [], 0, 0
        while number < len(ticks):
            end = closing.get(number)
            if end is None:
                number += 1
                continue
            words = text[ticks[number].end() : ticks[end].start()]
            code = self._hold(f"<code>{_escape(' '.join(words.split()))}</code>")
            parts += [text[at : ticks[number].start()], code]
            at, number = ticks[end].end(), end + 1
        return "".join([*parts, text[at:]])

    def _with_breaks_held(self, text: str) -> str:
        """Set line breaks aside: two blanks, or a backslash, at the end of a line."""
        lines = text.split("\n")
        broken = [
            line.rstrip("\\") + self._hold("<br>") if line.endswith(("  ", "\\")) else line
            for line in lines[:-1]
        ]
        return "\n".join([*broken, lines[-1]])

    def _link(self, found: re.Match[str]) -> str:
        words, address, name = found.groups()
        if address is None:
            address = self._references.get((name or words).strip().lower())
            if address is None:
                return found[0]
        written = _emphasis(html.escape(words, quote=False))
        return self._anchor(address, written) if words.strip() else ""

    def _anchor(self, address: str, written: str) -> str:
        return self._hold(f'<a href="{html.escape(address)}">') + written + self._hold("</a>")

    def _released(self, text: str) -> str:
        while True:
            released = _HELD.sub(lambda found: self._held[int(found[1])], text)
            if released == text:
                return text
            text = released


def _escape(text: str) -> str:
    return html.escape(text, quote=False)


def _emphasis(text: str) -> str:
    """Turn pairs of marks into elements; a mark without a partner stays as it is written."""
    parts = _MARKS.split(text)
    open_: list[int] = []  # places in parts of marks that wait for their partner
    for at in range(1, len(parts), 2):
        mark, before, after = parts[at], parts[at - 1][-1:], parts[at + 1][:1]
        may_close = bool(before) and not before.isspace()
        may_open = bool(after) and not after.isspace()
        if mark in ("_", "__"):
            may_close = may_close and not after.isalnum()
            may_open = may_open and not before.isalnum()
        partner = (
            next((i for i in open_[-8:][::-1] if parts[i] == mark), None) if may_close else None
        )
        if partner is not None:
            del open_[open_.index(partner, max(0, len(open_) - 8)) :]
            parts[partner], parts[at] = f"<{_TAGS[mark]}>", f"</{_TAGS[mark]}>"
        elif may_open:
            open_.append(at)
    return "".join(parts)
