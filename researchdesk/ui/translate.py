# SPDX-License-Identifier: MIT
"""Words, numbers and dates as the user's language has them; the English sentence is the key."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from researchdesk.model.dates import day_of

if TYPE_CHECKING:
    from researchdesk.model.errors import UserError

CONTEXT = "ResearchDesk"


def tr(sentence: str, **values: object) -> str:
    """Give a sentence in the user's language, its places filled; whole numbers are written with their groups."""
    words = QCoreApplication.translate(CONTEXT, sentence)
    return words.format(**{name: _shown(value) for name, value in values.items()})


def plural(one: str, many: str, n: int, **values: object) -> str:
    """Give the sentence for one thing or for several; `{n}` in it is the number."""
    return tr(one if n == 1 else many, n=n, **values)


def number(n: int) -> str:
    """Write a whole number with its groups: 1,284."""
    return QLocale().toString(n)


def error_sentence(error: UserError) -> str:
    """Give the sentence of an error of the user in the user's language."""
    words = QCoreApplication.translate(CONTEXT, error.sentence)
    if words == error.sentence:
        return str(error)
    return words.format(**error.values)


def day(issued: str | None) -> str:
    """Write a date as precise as it was printed: 14 Nov 2026, Nov 2026 or 2026; empty for none."""
    first = day_of(issued)
    if first is None or issued is None:
        return ""
    printed = issued.split("/")[0].rstrip("~?%")
    if len(printed) == 4:
        return printed
    return _written(first, "MMM yyyy" if len(printed) == 7 else "d MMM yyyy")


def moment_day(moment: str) -> str:
    """Write the day of a moment in UTC (ISO 8601 with Z) as this computer's clock had it."""
    try:
        local = datetime.fromisoformat(moment).astimezone()
    except ValueError:
        return ""
    return _written(local.date(), "d MMM yyyy")


def use_default_locale() -> None:
    """Write numbers and dates as the system does; as in British English where the system names no language."""
    system = QLocale.system()
    if system.language() in (QLocale.Language.C, QLocale.Language.AnyLanguage):
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


def _written(one: date, pattern: str) -> str:
    return QLocale().toString(QDate(one.year, one.month, one.day), pattern)


def _shown(value: object) -> object:
    return number(value) if type(value) is int else value
