# SPDX-License-Identifier: MIT
"""The fields of the index, as Whoosh knows them, and what becomes of a document in them.

Nothing is stored: texts, titles and labels come from the library.
"""

from __future__ import annotations

from array import array
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from whoosh.analysis import Analyzer, Token
from whoosh.columns import NumericColumn, VarBytesColumn
from whoosh.fields import COLUMN, TEXT, Schema
from whoosh.formats import Existence, Positions

from researchdesk.model.dates import day_of
from researchdesk.search.analysis import folded_words, words
from researchdesk.search.layout import (
    GAP,
    LONGEST_START,
    NUMBERS,
    SCORED,
    SORT_KEYS,
    STARTED,
    TERMS,
    TEXTS,
    key_of,
    start_field,
)
from researchdesk.search.tree import FILLED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from researchdesk.model.search import Document

Parts = tuple[list[str], ...]  # folded words, one list for each name


class FoldAnalyzer(Analyzer):  # type: ignore[misc]
    """Gives Whoosh our words as its tokens; offsets are code points."""

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        **options: Any,
    ) -> Iterator[Token]:
        """Give one token for each word; Whoosh wants the same object each time."""
        token = Token(positions, chars, mode=options.get("mode", ""))
        token.boost, token.stopped = 1.0, False
        for at, (folded, start, end) in enumerate(words(value), options.get("start_pos", 0)):
            token.text = token.original = folded
            token.pos, token.startchar, token.endchar = at, start, end
            yield token


class WordPositions(Positions):  # type: ignore[misc]
    """Positions as plain numbers of 32 bits, where Whoosh's own format writes a pickle for each posting."""

    def word_values(
        self, value: str | Parts, _analyzer: Analyzer, **_options: Any
    ) -> Iterator[tuple[str, int, float, bytes]]:
        """Give each word with how often and where it stands."""
        parts = (folded_words(value),) if isinstance(value, str) else value
        found: dict[str, array[int]] = {}
        start = 0
        for part in parts:
            for place, word in enumerate(part, start):
                if (places := found.get(word)) is None:
                    places = found[word] = array("I")
                places.append(place)
            start += len(part) + GAP
        for word, places in found.items():
            yield word, len(places), float(len(places)), places.tobytes()

    def decode_positions(self, value: bytes) -> list[int]:
        """Read the positions of one posting."""
        return array("I", value).tolist()

    def decode_frequency(self, value: bytes) -> int:
        """Count the positions of one posting."""
        return len(value) // 4


class Terms(Existence):  # type: ignore[misc]
    """Terms as they are given, without positions."""

    def word_values(
        self, value: Sequence[str], _analyzer: Analyzer, **_options: Any
    ) -> Iterator[tuple[str, int, float, bytes]]:
        """Give each term once."""
        return ((term, 1, 1.0, b"") for term in set(value))


def schema() -> Schema:
    """Make the schema of the index."""
    fields: dict[str, Any] = {name: _text(is_scored=name in SCORED) for name in TEXTS}
    fields |= {name: _terms() for name in (*TERMS, *map(start_field, STARTED))}
    fields |= {name: COLUMN(NumericColumn("q")) for name in NUMBERS}
    fields |= {name: COLUMN(VarBytesColumn()) for name in SORT_KEYS}
    return Schema(**fields)


def fields_of(one: Document) -> dict[str, Any]:
    """Say what stands in each field for a document."""
    lists = {
        "author": one.authors,
        "site": (one.site,),
        "tag": one.tags,
        "person": one.people,
        "country": one.countries,
    }
    parts = {name: _parts(values) for name, values in lists.items()}
    for name in ("title", "body", "note"):
        parts[name] = (folded_words(getattr(one, name)),)
    parts["kind"] = _parts((one.kind, one.item_type))
    parts["lang"] = _parts((one.language,))
    parts["names"] = tuple(part for name in lists for part in parts[name])
    day = day_of(one.issued)
    found: dict[str, Any] = {name: words for name, words in parts.items() if any(words)}
    found |= {start_field(name): _starts(parts[name]) for name in STARTED if any(parts[name])}
    return found | {
        "person_id": [str(number) for number in one.person_ids],
        "country_code": list(one.country_codes),
        "tag_id": [str(number) for number in one.tag_ids],
        "site_name": [one.container_title] if one.container_title else [],
        "filled": [name for name, is_filled in FILLED.items() if is_filled(one)],
        "id": key_of(one.kind, one.id),
        "day": day.toordinal() if day else 0,
        "clipped": _moment(one.clipped),
        "title_key": _sort_key(parts["title"]),
        "site_key": _sort_key(parts["site"]),
    }


def _text(*, is_scored: bool) -> TEXT:
    field = TEXT(analyzer=FoldAnalyzer(), phrase=True)
    field.format = WordPositions()
    field.scorable = is_scored  # only scored fields keep the lengths of their texts
    return field


def _terms() -> TEXT:
    field = TEXT(analyzer=FoldAnalyzer(), phrase=False)
    field.format = Terms()
    field.scorable = False
    return field


def _parts(values: Iterable[str]) -> Parts:
    return tuple(folded_words(value) for value in values if value)


def _starts(parts: Parts) -> list[str]:
    found = {word[:LONGEST_START] for part in parts for word in part}
    return list(found | {word[:1] for word in found})


def _moment(text: str) -> int:
    """Give a moment in microseconds since 1970; 0 when there is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return 0
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1e6)


def _sort_key(parts: Parts) -> bytes:
    return " ".join(word for part in parts for word in part).encode()[:200]
