# SPDX-License-Identifier: MIT
"""Read dates as they are printed or declared; give them as EDTF, as precise as they are."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from researchdesk.config.paths import resource

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

EARLIEST = 1500
MONTH_FIRST = frozenset({"us", "ph", "pr", "pa"})  # regions
ENGLISH_DAY_FIRST = frozenset({"gb", "au", "ie", "in", "nz", "za"})
BUDDHIST = 543  # years that the Thai calendar is ahead
NEAR_TITLE = 4  # short lines below a title among which its date is looked for
LONGEST_LINE = 60  # characters of a line that is a date
MOST_BESIDE = 30  # letters of it
LONGEST = 300  # characters that are looked at
_ISO = re.compile(r"\s*(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?!\d)")
_DECLARED = re.compile(r"\s*(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?(?!\d)")
_COMPACT = re.compile(r"\s*((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)(?!-)")
_SLASHED = re.compile(r"(?<!\d)(\d{4})[./](\d{1,2})[./](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})[./-]\s?(\d{1,2})[./-]\s?(\d{4})(?!\d)")
_EITHER_FIRST = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)")
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(?:(\d{1,2})\s?[月월]\s?(?:(\d{1,2})\s?[日일号])?)?")
_VOWEL_SIGNS = "\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"  # no letters to `re`
_WORD = rf"([^\W\d_](?:[^\W\d_]|[{_VOWEL_SIGNS}]){{1,13}})\.?"
_DAY_MONTH_YEAR = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s(?:de\s|of\s|d[’'])?{_WORD},?\s?(?:de\s|del\s)?(\d{{4}})(?!\d)"
)
_MONTH_DAY_YEAR = re.compile(rf"{_WORD}\s(\d{{1,2}})(?:st|nd|rd|th|\.)?,?\s(\d{{4}})(?!\d)")
_YEAR_MONTH_DAY = re.compile(rf"(?<!\d)(\d{{4}})\.?,?\s{_WORD}\s(\d{{1,2}})(?!\d)")
_YEAR_DAY_MONTH = re.compile(rf"(?<!\d)(\d{{4}})\.?\sgada\s(\d{{1,2}})\.?\s{_WORD}")
_MONTH_YEAR = re.compile(rf"{_WORD},?\s(?:de\s|del\s)?(\d{{4}})(?!\d)")
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-](\d{1,2})[/_-](\d{1,2})(?!\d)")
_IN_ADDRESS_COMPACT = re.compile(r"(?<!\d)(20[0-3]\d)([01]\d)([0-3]\d)(?!\d)")
_YEAR = re.compile(r"\s*(\d{4})\s*")
_NO_LETTER = re.compile(r"[\W\d_]+")
_HAS_YEAR = re.compile(r"\d{4}")
_COPYRIGHT = re.compile(r"©|\(c\)|copyright|all rights reserved", re.IGNORECASE)
_BETWEEN_DATES = re.compile(
    r"\s[|·•–—-]\s|[;(]|,\s(?=[^\W\d_]{4,}:?\s\d)|\s(?=(?:last )?(?:updated|modified|aktualisiert))",
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"updat|modif|chang|correct|revis|aktualis|geändert|actualiz|actualis|aggiorn|mis à jour|maj\b|ažur|izmen"
    r"|joined|member since|registered|обнов|измен|ажур|更新",
    re.IGNORECASE,
)
_NEVER = "1970-01-01"  # what a program declares that was given no date
_DIGITS = re.compile(r"\d{10}(?:\d{3})?")


def declared(text: str) -> str | None:
    """Read a date from mark-up: ISO 8601 in any length, seconds since 1970, or words as in a mail's head."""
    text = text[:LONGEST]
    if found := _DECLARED.match(text) or _COMPACT.match(text):
        day = _edtf(*found.groups())
        return None if day == _NEVER else day
    if _DIGITS.fullmatch(text.strip()):
        seconds = int(text.strip()[:10])
        return datetime.fromtimestamp(seconds, UTC).date().isoformat()
    if found := _YEAR.fullmatch(text):
        return _edtf(found[1])
    return printed(text)


def printed(text: str) -> str | None:
    """Find the first date that is written out in a line, in any of the languages; None when there is none."""
    text = unicodedata.normalize("NFC", " ".join(text[:LONGEST].split()))
    if found := _SLASHED.search(text) or _CJK.search(text) or _ISO.search(text):
        return _edtf(*found.groups())
    for pattern, order in (
        (_DAY_MONTH_YEAR, (3, 2, 1)),
        (_MONTH_DAY_YEAR, (3, 1, 2)),
        (_YEAR_MONTH_DAY, (1, 2, 3)),
        (_YEAR_DAY_MONTH, (1, 3, 2)),
    ):
        for found in pattern.finditer(text):
            year, word, day = (found[one] for one in order)
            if month := _month(word):
                return _edtf(_common_era(year, word), str(month), day)
    return _numbers(text) or _month_and_year(text)


def puts_day_first(language: str) -> bool:
    """Say whether 12/5/2026 is in May in a language as pages name it; plain English leaves it open."""
    name, _, region = language.lower().replace("_", "-").partition("-")
    if name == "en":
        return region in ENGLISH_DAY_FIRST
    return bool(name) and region not in MONTH_FIRST


def with_day_first(text: str) -> str:
    """Write dates in numbers with dots, which say that the day comes first."""
    return _EITHER_FIRST.sub(r"\1.\2.\3", text)


def line(text: str) -> str | None:
    """Read a line that is a date and little else, with "Published" or a town beside it; None for any other."""
    may_be = len(text) < LONGEST_LINE and _HAS_YEAR.search(text)
    found = printed(text) if may_be else None
    return found if found and len(_NO_LETTER.sub("", text)) <= MOST_BESIDE else None


def as_printed(day: str, lines: Sequence[str], known: Collection[str] = ()) -> str:
    """Give a day as precise as one of the lines prints it: guessed days and months fall away.

    Empty where it is only one of the less precise dates that are `known`, filled up.
    """
    found = {one for text in lines if _HAS_YEAR.search(text) and (one := printed(text))}
    for precise in (day, day[:7], day[:4]):
        if precise in found:
            return precise
    if day.endswith("-01-01"):  # a year alone: what "© 2026" says is no date of the article
        return "" if _of_copyright(day[:4], lines) else day[:4]
    return "" if any(day.startswith(one) for one in known) else day


def _of_copyright(year: str, lines: Sequence[str]) -> bool:
    """Say whether a year stands in lines of copyright, and in no other short line."""
    beside = [one for one in lines if year in one]
    return bool(beside) and all(_COPYRIGHT.search(one) for one in beside)


def first_of_lines(lines: Iterable[str]) -> str | None:
    """Find the first line that prints several dates, and give the one that is no update's."""
    return next((day for one in lines if (day := _first_of_line(one))), None)


def below_title(lines: Sequence[str], is_title: Callable[[str], bool]) -> str | None:
    """Find the date right below the last line that is the title: a line that is a date, and no update's."""
    at = max((i for i, one in enumerate(lines) if is_title(one)), default=None)
    if at is None:
        return None
    near = lines[at + 1 : at + 1 + NEAR_TITLE]
    return next((day for one in near if not _UPDATED.search(one) and (day := line(one))), None)


def _first_of_line(text: str) -> str | None:
    """Read "Published 12 May 2026 | Updated 15 May 2026": of several dates the first that is no update's."""
    parts = _BETWEEN_DATES.split(text)
    if len(text) >= 2 * LONGEST_LINE or len(parts) < 2:
        return None
    found = [(one, day) for one in parts if (day := line(one))]
    if len(found) < 2:
        return None
    return next((day for one, day in found if not _UPDATED.search(one)), None)


def in_address(url: str) -> str | None:
    """Find the day that an address names, as in /2026/11/26/."""
    found = _IN_ADDRESS.search(url) or _IN_ADDRESS_COMPACT.search(url)
    return _edtf(*found.groups()) if found else None


def _numbers(text: str) -> str | None:
    """Read 26.11.2026; with slashes or where either could be the month, only if just one reading is a date."""
    found = _DAY_FIRST.search(text)
    if not found:
        return None
    day, month, year = found.groups()
    if int(day) <= 12 and int(month) <= 12 and day != month and "." not in found.group():
        return _edtf(year)
    return _edtf(year, month, day) or _edtf(year, day, month)


def _month_and_year(text: str) -> str | None:
    for found in _MONTH_YEAR.finditer(text):
        if month := _month(found[1]):
            return _edtf(_common_era(found[2], found[1]), str(month))
    return None


def _common_era(year: str, month: str) -> str:
    """Give the year of a Thai date in the calendar of the others; Thailand counts from the Buddha's death."""
    is_thai = "\u0e00" <= month[0] <= "\u0e7f" and int(year) > BUDDHIST
    return f"{int(year) - BUDDHIST:04d}" if is_thai else year


def _edtf(year: str, month: str | None = None, day: str | None = None) -> str | None:
    """Give a date in EDTF; None when the calendar has no such day, or it lies ahead or long ago."""
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if first.year < EARLIEST or first > datetime.now(UTC).date() + timedelta(days=2):
        return None
    if day:
        return first.isoformat()
    return f"{first:%Y-%m}" if month else f"{first.year:04d}"


def is_month(word: str) -> bool:
    """Say whether a word is the name of a month, written out, in any of the languages."""
    return len(word) > 3 and word.lower() in _MONTHS


def _month(word: str) -> int | None:
    return _MONTHS.get(word.lower())


def _read_months() -> dict[str, int]:
    months: dict[str, int] = {}
    for line in resource("extraction/months.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            number, _, names = line.partition(" ")
            months |= dict.fromkeys(names.split(), int(number))
    return months


_MONTHS = _read_months()
