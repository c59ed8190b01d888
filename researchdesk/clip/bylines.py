# SPDX-License-Identifier: MIT
"""Read the names of authors as they are printed: "By Jane Doe and John Roe", "Doe, Jane", "Von Jana Beispiel"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from researchdesk.clip.dates import is_month
from researchdesk.clip.json_ld import plain
from researchdesk.clip.tree import words
from researchdesk.config.paths import resource
from researchdesk.model.article import Contributor

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

LONGEST_NAME = 70  # characters
MOST_WORDS = 7

_AND = "and|und|et|y|e|og|och|en|i|ja|és|si|și|и|і|та|και|ve|with|mit|con|avec"
_SEPARATORS = re.compile(
    rf"\s*(?:[;|\n•·/]|\s[&+]\s|(?<!\w)(?:{_AND})(?!\w)|[،、])\s*", re.IGNORECASE
)
_PARTICLES = words(
    "van von der den de del della di da dos das du la le ten ter zu zur af bin ibn al el"
)
_INITIAL = re.compile(r"(?:[^\W\d_]\.-?){1,3}")
_NOT_A_NAME = re.compile(
    r"https?:|www\.|[@#{}\[\]<>=_\\]|\d{2}|\.(?:com|org|net|co)\b", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"\s*\([^()]{0,80}\)")
_IN_PLACE = re.compile(r"(?:(?<=\w)\s|^)(?:in|aus|à)\s[A-Z]\w.{0,40}$")
_SUFFIX = re.compile(r"\s*[,.]?\s(?:jr|sr|ph\.?d|md|m\.d|esq)\.?$", re.IGNORECASE)


def contributor(name: str) -> Contributor:
    """Give an author as family and given name where the form is clear, else the name as printed."""
    name = " ".join(name.split())
    family, comma, given = name.partition(", ")
    if comma and "," not in given and not _is_body(name) and not _SUFFIX.match(f" {given}"):
        return Contributor(family=family, given=given)
    parts = name.split(" ")
    if _is_body(name) or not all(_is_latin_word(part) for part in parts):
        return Contributor(literal=name)
    at = _family_begins(parts)
    if at is None:
        return Contributor(literal=name)
    return Contributor(family=" ".join(parts[at:]), given=" ".join(parts[:at]))


def authors(
    values: Iterable[str],
    sites: Collection[str] = (),
    *,
    may_be_site: bool = False,
    is_declared: bool = False,
) -> list[str]:
    """Give the names in these values, each once: split, freed of "By", roles and places.

    The site's own name is left out, unless it may be the author's; it is never split ("Smith, Jones & Co"). What the
    page declares to be authors stays as declared: the site beside a person, and an office that is named alone, such as
    "Our staff reporter".
    """
    found: dict[str, str] = {}
    own = {"", *map(_key, sites)}
    for value in values:
        if value.lstrip().startswith(("http://", "https://", "www.")):
            continue
        line = plain(value)
        is_own = _key(line) in own
        names = [line] if is_own else [_tidy(part) for part in _split(_OTHERS.sub("", line))]
        if is_declared and not any(names) and " " in line:
            names = [line]
        for name in names:
            if is_name(name):
                found.setdefault(_key(name), name)
    others = {key: name for key, name in found.items() if key not in own}
    return list((found if may_be_site or (is_declared and others) else others).values())


def read_line(text: str) -> list[str]:
    """Read a byline of a page or a text: names after "By" or its like; empty when it is none."""
    line = " ".join(text.split()).lstrip("([")
    opened = _OPENING.match(line)
    if len(line) > 250 or not opened:
        return []
    rest = _AFTER_NAMES.split(line[opened.end() :], maxsplit=1)[0]
    return [name for name in authors([rest]) if _looks_like_person(name)]


def person_names(text: str) -> list[str]:
    """Give the names in a line that is known to name authors, where it holds little else."""
    line = " ".join(text.split())
    if inside := _INSIDE.search(line):
        line = line[inside.end() :]
    elif opened := _BEFORE_NAMES.match(line):
        line = line[opened.end() :]
    line = _AFTER_NAMES.split(line, maxsplit=1)[0]
    return [name for name in authors([line]) if _looks_like_person(name) and " " in name]


def names_after_label(text: str) -> list[str]:
    """Give the names after "作者：" or its like within a line that also prints date and source."""
    return [name for one in _LABELLED.finditer(text) if is_name(name := one[1])]


def lone_names(text: str) -> list[str]:
    """Give the names in a line that holds nothing but full names; empty when any part of it is no such name."""
    names = [
        part.strip() for part in re.split(r"\s*(?:/|,|;|&|\band\b)\s*", " ".join(text.split()))
    ]
    return names if all(_is_full_name(name) for name in names) else []


def is_handle(name: str) -> bool:
    """Say whether this is the name of an account rather than of a person: one word in lower case, such as "jdoe"."""
    return " " not in name and name.isascii() and name == name.lower()


def _is_full_name(name: str) -> bool:
    parts = name.split()
    return (
        2 <= len(parts) <= 4
        and all(one[0].isupper() or one in _PARTICLES for one in parts)
        and all(_is_latin_word(one) for one in parts)
        and not all(one.isupper() for one in parts)
        and not (_is_role(name) or _is_body(name))
    )


def opens_byline(text: str) -> bool:
    """Say whether a text begins with "By" or its like."""
    text = text.lstrip(" \t\r\n([")
    first = text[:1]
    if first.isascii() and first.lower() not in _FIRST:
        return False
    return bool(_OPENING.match(text))


def is_name(text: str) -> bool:
    """Say whether this may be an author's name: few words, no address, no handle, no word for an office."""
    if not 2 <= len(text) <= LONGEST_NAME or len(text.split()) > MOST_WORDS:
        return False
    if _NOT_A_NAME.search(text) or text.lower() in _NOBODY or is_month(text.split()[-1]):
        return False
    return text[0].isalpha() and not text.endswith((":", "!", "?"))


def _looks_like_person(name: str) -> bool:
    parts = name.split()
    return len(parts) <= 5 and all(
        (part[0].isupper() or not part[0].isascii() or part.lower() in _PARTICLES)
        and not part.lower().startswith(("read", "view", "follow"))
        for part in parts
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
            found.extend(
                piece for i, piece in enumerate(pieces) if piece and not _is_place(pieces, i)
            )
    return found


def _is_place(pieces: list[str], i: int) -> bool:
    """Say whether a single word after a full name is where its bearer wrote: "Jane Doe, Berlin"; agencies are not."""
    is_after_name = i > 0 and len(pieces[i - 1].split()) > 1
    return is_after_name and len(pieces[i].split()) == 1 and not _is_body(pieces[i])


def _tidy(part: str) -> str:
    part = _IN_PLACE.sub("", _IN_BRACKETS.sub("", part)).strip(" \t.,:;–—-|(\"“”'")
    opened = _OPENING.match(part)
    if opened and opened.end() < len(part):
        part = part[opened.end() :].strip(" :")
    return "" if _is_role(part) else part


def _is_role(text: str) -> bool:
    return any(word.strip(".,") in _ROLES for word in text.lower().split())


def _is_body(name: str) -> bool:
    return any(word.lower().strip(".,") in _BODIES for word in name.split())


def _is_latin_word(word: str) -> bool:
    return (
        word.replace("-", "").replace("’", "").replace("'", "").replace(".", "").isalpha()
        and ord(word[0]) < 0x250
    )


def _family_begins(parts: list[str]) -> int | None:
    """Give the number of the first word of the family name; None when that is not clear."""
    for at in range(1, len(parts) - 1):
        if parts[at] in _PARTICLES:
            return at
    is_clear = all(part[0].isupper() for part in parts) and not _INITIAL.fullmatch(parts[-1])
    if len(parts) >= 2 and is_clear and all(_INITIAL.fullmatch(part) for part in parts[1:-1]):
        return len(parts) - 1
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


def _any_of(found: Iterable[str]) -> str:
    return "|".join(re.escape(one) for one in sorted(found, key=len, reverse=True))


_WORDS = _read_words()
_ROLES = frozenset(_WORDS["roles"])
_BODIES = frozenset(_WORDS["bodies"])
_NOBODY = frozenset(_WORDS["nobody"])
_FIRST = frozenset(one[0].lower() for one in _WORDS["by"])
_OPENING = re.compile(
    rf"\s*(?:{_any_of(_WORDS['by'])})(?:\s*[:：・]\s*|\s+)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    rf"(?<!\w)(?:{_any_of(_WORDS['others'])})(?:\s*:|\s(?:by|von|par|av|af|de)(?!\w))"
    rf".*?(?=$|[;|\n)]|(?<!\w)(?:{_any_of(_WORDS['by'])})(?:(?<=:)|\s*:))",
    re.IGNORECASE,
)  # whoever took the pictures, edited or translated
_LABELLED = re.compile(r"(?:作者|記者|记者|撰文)\s*[:：]\s*([^\W\d_]{2,10})")
_BEFORE_NAMES = re.compile(r"(?i:di|text|ord|tekst)\s(?=[^\W\d_a-z])")
_INSIDE = re.compile(r"(?<=\w)\s(?:by|von|par|por)\s(?=[^\W\d_a-z])")
_AFTER_NAMES = re.compile(
    r"\s[–—|•·-]\s|\s{2,}|\n|,?\s(?=\d)|\s\(|(?<=\w{3})\.\s|"
    rf"\s(?:{_any_of(_WORDS['after'])})(?!\w)",
    re.IGNORECASE,
)
