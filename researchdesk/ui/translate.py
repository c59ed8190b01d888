# SPDX-License-Identifier: MIT
"""Words, numbers and dates in the language of the window; the English sentence is the key.

Whatever is said is remembered with the sentence that it was made of. So a text that stands in the window can be told
again when the language changes, wherever it stands, and no part of the window has to know of it.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCollator, QDate, QLocale, Qt, QTime

from researchdesk.model.dates import MINUTE, day_of
from researchdesk.ui import languages

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import QCollatorSortKey

    from researchdesk.model.errors import UserError

REMEMBERED = 5_000  # sentences with values; twice as many are kept at most
JOINTS = re.compile(r"(  +|\t| · | – |, |: | \(|\))")  # between the parts of a text made of several
TURNING = dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\N{REPLACEMENT CHARACTER}"
)
NOTHING: Mapping[str, object] = {}


class Said(NamedTuple):
    """What a text was made of; `many` is the sentence for several things, None where nothing is counted."""

    one: str
    many: str | None
    values: Mapping[str, object]


_plain: dict[str, Said] = {}
_filled: dict[str, Said] = {}
_filled_before: dict[str, Said] = {}


def tr(sentence: str, **values: object) -> str:
    """Give a sentence in the language of the window, its places filled; whole numbers are written with their groups.

    Where the language counts in forms, the number is `n`.
    """
    n = values.get("n")
    words = languages.current().sentence(sentence, n if isinstance(n, int) else None)
    return _say(words, Said(sentence, None, values))


def plural(one: str, many: str, n: int, **values: object) -> str:
    """Give the sentence for one thing or for several; `{n}` in it is the number."""
    return _say(languages.current().counted(one, many, n), Said(one, many, {"n": n, **values}))


def from_below(words: str) -> str:
    """Translate what the library said by itself: the name of a deed, a reason, a hint, with what was put into it."""
    made = languages.current().fitted(words)
    _filled[made] = Said(words, None, NOTHING)
    return made


def told_again(words: str) -> str:
    """Give a text that stands in the window in the language of now; what was never said here stays as it is."""
    whole = _again(words)
    if whole is not None:
        return whole
    parts = JOINTS.split(words)
    if len(parts) == 1:
        return words
    return "".join(part if at % 2 else (_again(part) or part) for at, part in enumerate(parts))


def country(code: str | None, name: str) -> str:
    """Give the name of a country in the language of the window; without a code the name is that of somebody else."""
    return languages.current().country(code, name) if code else name


def number(n: int) -> str:
    """Write a whole number with its groups: 1,284."""
    return QLocale().toString(n)


def error_sentence(error: UserError) -> str:
    """Give the sentence of an error of the user in the language of the window."""
    values = {
        name: from_below(value) if isinstance(value, str) and name in error.spoken else value
        for name, value in error.values.items()
    }
    if isinstance(when := values.get("when"), str):
        values["when"] = _minute_again(when)
    return tr(error.meant, **values)


def day(issued: str | None) -> str:
    """Write a date as precise as it was printed: 14 Nov 2026, Nov 2026 or 2026; empty for none."""
    first = day_of(issued)
    if first is None or issued is None:
        return ""
    printed = issued.split("/")[0].rstrip("~?%")
    if len(printed) == 4:
        return printed
    return written(first, "MMM yyyy" if len(printed) == 7 else "d MMM yyyy")


def moment_day(moment: str) -> str:
    """Write the day of a moment in UTC (ISO 8601 with Z) as this computer's clock had it."""
    try:
        local = datetime.fromisoformat(moment).astimezone()
    except ValueError:
        return ""
    return written(local.date(), "d MMM yyyy")


def moment_minute(moment: str) -> str:
    """Write a moment in UTC (ISO 8601 with Z) as this computer's clock had it, to the minute."""
    return _minute(datetime.fromisoformat(moment).astimezone())


def _minute_again(words: str) -> str:
    """Write a moment as people of the language do, which the storeys below write for every language."""
    try:
        local = datetime.strptime(words, MINUTE).astimezone()
    except ValueError:
        return words
    return _minute(local)


def _minute(local: datetime) -> str:
    return f"{written(local.date(), 'd MMM yyyy')}, {clock(local)}"


def clock(local: datetime) -> str:
    """Write the time of day as the language of the window has it: 9:05 AM, 9:05, 09:05."""
    short = QLocale.FormatType.ShortFormat
    return QLocale().toString(QTime(local.hour, local.minute), short)


def written(one: date, pattern: str) -> str:
    """Write a day in the pattern that the language has for an English one."""
    return QLocale().toString(
        QDate(one.year, one.month, one.day), languages.current().sentence(pattern)
    )


def sorting() -> Callable[[str], QCollatorSortKey]:
    """Give the key by which words are sorted in the language of the window, capitals and small letters alike."""
    order = QCollator(QLocale())
    order.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return order.sortKey


def _say(words: str, said: Said) -> str:
    global _filled, _filled_before
    if not said.values:
        _plain[words] = said
        return words
    filled = words.format(**{name: _shown(value) for name, value in said.values.items()})
    _filled[filled] = said
    if len(_filled) > REMEMBERED:
        _filled, _filled_before = {}, _filled
    return filled


def _again(words: str) -> str | None:
    said = _plain.get(words) or _filled.get(words) or _filled_before.get(words)
    if said is None:
        return None
    values = {
        name: (_again(value) or value) if isinstance(value, str) else value
        for name, value in said.values.items()
    }
    if said.many is None:
        return tr(said.one, **values) if values else from_below(said.one)
    values.pop("n")
    return plural(said.one, said.many, int(str(said.values["n"])), **values)


def visible(words: str) -> str:
    """Show the signs that would turn the direction of what stands after them; as many characters as before."""
    return words.translate(TURNING)


def in_menu(words: str) -> str:
    """Give words of the user as the text of a menu's row: no letter of them is a key, and no sign turns them."""
    return visible(words).replace("&", "&&")


def _shown(value: object) -> object:
    if isinstance(value, str):
        return visible(value)
    return number(value) if type(value) is int else value
