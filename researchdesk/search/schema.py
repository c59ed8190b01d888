# SPDX-License-Identifier: MIT
"""The fields of the index, as Whoosh knows them, and what becomes of a document in them.

Nothing is stored: texts, titles and labels come from the library.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from whoosh.analysis import Analyzer, Token
from whoosh.columns import NumericColumn, VarBytesColumn
from whoosh.fields import COLUMN, ID, TEXT, Schema

from researchdesk.model.dates import day_of
from researchdesk.search.analysis import FOLDED, raw_list, words
from researchdesk.search.layout import NUMBERS, SCORED, SORT_KEYS, TERMS, TEXTS, key_of
from researchdesk.search.tree import FILLED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from researchdesk.model.search import Document

Parts = list[list[str]]  # words as they are written, one list for each text or name

LONGEST_KEY = 200  # bytes of a key to sort by


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


def schema() -> Schema:
    """Make the schema of the index: texts with positions, of which some have lengths; terms; columns."""
    fields: dict[str, Any] = {name: _text(is_scored=name in SCORED) for name in TEXTS}
    fields |= {name: ID() for name in TERMS}
    fields |= {name: COLUMN(NumericColumn("q")) for name in NUMBERS}
    fields |= {name: COLUMN(VarBytesColumn()) for name in SORT_KEYS}
    return Schema(**fields)


def fields_of(one: Document) -> dict[str, Any]:
    """Say what stands in each field for a document: parts, lists of terms, numbers, keys to sort by."""
    lists = {
        "author": one.authors,
        "site": (one.site,),
        "tag": one.tags,
        "person": one.people,
        "country": one.countries,
    }
    parts = {name: _parts(values) for name, values in lists.items()}
    parts["names"] = [part for name in lists for part in parts[name]]
    for name in ("title", "body", "note"):
        parts[name] = [raw_list(getattr(one, name))]
    parts["kind"] = _parts((one.kind, one.item_type))
    parts["lang"] = _parts((one.language,))
    day = day_of(one.issued)
    return parts | {
        "person_id": [str(number) for number in one.person_ids],
        "country_code": one.country_codes,
        "tag_id": [str(number) for number in one.tag_ids],
        "site_name": (one.container_title,),
        "filled": [name for name, is_filled in FILLED.items() if is_filled(one)],
        "id": key_of(one.kind, one.id),
        "day": day.toordinal() if day else 0,
        "clipped": _moment(one.clipped),
        "title_key": _sort_key(parts["title"]),
        "site_key": _sort_key(parts["site"]),
    }


def _text(*, is_scored: bool) -> TEXT:
    field = TEXT(analyzer=FoldAnalyzer(), phrase=True)
    field.scorable = is_scored  # only scored fields keep the lengths of their texts
    return field


def _parts(values: Iterable[str]) -> Parts:
    return [raw_list(value) for value in values if value]


def _moment(text: str) -> int:
    """Give a moment in microseconds since 1970; 0 when there is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return 0
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1e6)


def _sort_key(parts: Parts) -> bytes:
    folded = (FOLDED[raw] for part in parts for raw in part)
    return " ".join(word for word in folded if word).encode()[:LONGEST_KEY]
