# SPDX-License-Identifier: MIT
"""Read the names of authors as they are printed: "By Jane Doe and John Roe", "Doe, Jane", "Von Jana Beispiel"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from researchdesk.clip.json_ld import plain
from researchdesk.config.paths import resource
from researchdesk.model.article import Contributor

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_NAME = 70  # characters
MOST_WORDS = 7

_AND = "and|und|et|y|e|og|och|en|i|ja|és|si|și|и|і|та|και|ve|with|mit|con|avec"
_SEPARATORS = re.compile(
    rf"\s*(?:[;|\n•·/]|\s[&+]\s|(?<!\w)(?:{_AND})(?!\w)|[،、])\s*", re.IGNORECASE
)
_PARTICLES = frozenset(
    [
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "das",
        "du",
        "la",
        "le",
        "ten",
        "ter",
        "zu",
        "zur",
        "af",
        "bin",
        "ibn",
        "al",
        "el",
    ]
)
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?){1,3}")
_NOT_A_NAME = re.compile(
    r"https?:|www\.|[@#{}\[\]<>=_\\]|\d{2}|\.(?:com|org|net|co)\b", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\s*\([^()]{0,80}\)")
_SUFFIX = re.compile(r"\s*[,.]?\s(?:jr|sr|ph\.?d|md|m\.d|esq)\.?$", re.IGNORECASE)


def contributor(name: str) -> Contributor:
    """Give an author as family and given name where the form is clear, else the name as printed."""
    name = " ".join(name.split())
    family, comma, given = name.partition(", ")
    if comma and "," not in given and not _is_body(name) and not _SUFFIX.match(f" {given}"):
        return Contributor(family=family, given=given)
    words = name.split(" ")
    if _is_body(name) or not all(_is_latin_word(word) for word in words):
        return Contributor(literal=name)
    at = _family_begins(words)
    if at is None:
        return Contributor(literal=name)
    return Contributor(family=" ".join(words[at:]), given=" ".join(words[:at]))


def authors(values: Iterable[str], site: str = "") -> list[str]:
    """Give the names in these values, each once: split, freed of "By" and roles, without the site's own name."""
    found: dict[str, str] = {}
    for value in values:
        for part in _split(plain(value)):
            name = _tidy(part)
            if is_name(name) and _key(name) not in (_key(site), ""):
                found.setdefault(_key(name), name)
    return list(found.values())


def read_line(text: str) -> list[str]:
    """Read a byline of a page or a text: names after "By" or its like; empty when it is none."""
    line = " ".join(text.split())
    opened = _OPENING.match(line)
    if len(line) > 250 or not opened:
        return []
    rest = _AFTER_NAMES.split(line[opened.end() :], maxsplit=1)[0]
    return [name for name in authors([rest]) if _looks_like_person(name)]


def person_names(text: str) -> list[str]:
    """Give the names in a line that is known to name authors, where it holds little else."""
    line = _AFTER_NAMES.split(" ".join(text.split()), maxsplit=1)[0]
    return [name for name in authors([line]) if _looks_like_person(name) and " " in name]


def is_name(text: str) -> bool:
    """Say whether this may be an author's name: few words, no address, no handle, no word for an office."""
    if not 2 <= len(text) <= LONGEST_NAME or len(text.split()) > MOST_WORDS:
        return False
    if _NOT_A_NAME.search(text) or text.lower() in _NOBODY:
        return False
    return text[0].isalpha() and not text.endswith((":", "!", "?"))


def _looks_like_person(name: str) -> bool:
    words = name.split()
    return len(words) <= 5 and all(
        word[0].isupper() or not word[0].isascii() or word.lower() in _PARTICLES for word in words
    )


def _split(value: str) -> list[str]:
    parts = [part for part in _SEPARATORS.split(value) if part.strip()]
    found: list[str] = []
    for part in parts:
        pieces = [piece.strip() for piece in part.split(",")]
        is_inverted = (
            len(pieces) == 2 and len(pieces[0].split()) == 1 and len(pieces[1].split()) <= 2
        )
        if is_inverted and pieces[1] and not _is_role(pieces[1]):
            found.append(f"{pieces[1]} {pieces[0]}")
        else:
            found.extend(piece for piece in pieces if piece)
    return found


def _tidy(part: str) -> str:
    part = _IN_BRACKETS.sub("", part).strip(" \t.,:;–—-|\"“”'")
    opened = _OPENING.match(part)
    if opened and opened.end() < len(part):
        part = part[opened.end() :].strip(" :")
    return "" if _is_role(part) else part


def _is_role(text: str) -> bool:
    words = text.lower().split()
    return any(word.strip(".,") in _ROLES for word in words)


def _is_body(name: str) -> bool:
    return any(word.lower().strip(".,") in _BODIES for word in name.split())


def _is_latin_word(word: str) -> bool:
    return (
        word.replace("-", "").replace("’", "").replace("'", "").replace(".", "").isalpha()
        and ord(word[0]) < 0x250
    )


def _family_begins(words: list[str]) -> int | None:
    """Give the number of the first word of the family name; None when that is not clear."""
    for at in range(1, len(words)):
        if words[at] in _PARTICLES and at < len(words) - 1:
            return at
    is_clear = all(word[0].isupper() for word in words) and not _INITIAL.fullmatch(words[-1])
    middle = words[1:-1]
    if len(words) >= 2 and is_clear and all(_INITIAL.fullmatch(word) for word in middle):
        return len(words) - 1
    return None


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.lower())


def _read_words() -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    kind = ""
    for line in resource("extraction/bylines.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            kinds.setdefault(kind, []).append(line)
    return kinds


_WORDS = _read_words()
_ROLES = frozenset(_WORDS["roles"])
_BODIES = frozenset(_WORDS["bodies"])
_NOBODY = frozenset(_WORDS["nobody"])
_OPENING = re.compile(
    rf"\s*(?:{'|'.join(re.escape(one) for one in sorted(_WORDS['by'], key=len, reverse=True))})(?:\s*:\s*|\s+)",
    re.IGNORECASE,
)
_AFTER_NAMES = re.compile(
    r"\s[–—|•·-]\s|\s{2,}|\n|,?\s(?=\d)|\s\(|(?<=\w{3})\.\s|"
    rf"\s(?:{'|'.join(re.escape(one) for one in _WORDS['after'])})(?!\w)",
    re.IGNORECASE,
)
