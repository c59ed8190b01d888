# SPDX-License-Identifier: MIT
"""The same documents in an index of Whoosh's own, in memory, and the same trees as queries of Whoosh's own."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Any

from whoosh import query
from whoosh.fields import ID, KEYWORD, NUMERIC, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.query.spans import SpanNear
from whoosh.scoring import BM25F
from whoosh.support.levenshtein import damerau_levenshtein

from researchdesk.model.dates import day_of
from researchdesk.search.forms import STEMMED
from researchdesk.search.layout import GAP, TERMS, TEXTS, key_of
from researchdesk.search.schema import FoldAnalyzer
from researchdesk.search.tree import (
    FILLED,
    TRASH,
    And,
    Close,
    Days,
    Everything,
    Filled,
    Keys,
    Near,
    Node,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Wildcard,
    Word,
    holds,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whoosh.analysis import Token

    from researchdesk.model.search import Document

BORDER = "\x1e"  # between the names of one field
query.Or.matcher_type = query.Or.DEFAULT_MATCHER  # Whoosh's quicker ones know no places of words


class Span(SpanNear):
    """Whoosh's own, which may not stand in an Or only because it does not say how much it may find."""

    def estimate_size(self, reader: Any) -> int:
        return reader.doc_count_all()


class NamesApart(FoldAnalyzer):
    """Our words as Whoosh's tokens, each name of a field far from the last."""

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:
        begin = 0
        for name in value.split(BORDER):
            count = 0
            for token in super().__call__(name, **options | {"start_pos": begin}):
                count += 1
                yield token
            begin += count + GAP


class WhooshIndex:
    """What Whoosh finds; articles are positive numbers, notes negative ones."""

    def __init__(self) -> None:
        fields: dict[str, Any] = {
            name: TEXT(analyzer=NamesApart(), phrase=True) for name in TEXTS if name != "names"
        }
        fields |= {"names": TEXT(analyzer=NamesApart(), phrase=True)}
        fields |= dict.fromkeys(TERMS, KEYWORD)
        self._index = RamStorage().create_index(
            Schema(key=ID(stored=True, unique=True), day=NUMERIC(), **fields)
        )

    def change(
        self, documents: Iterable[Document] = (), deletes: Iterable[tuple[str, int]] = ()
    ) -> None:
        """Take documents out and put documents in, in a segment of their own."""
        writer = self._index.writer()
        for kind, number in deletes:
            writer.delete_by_term("key", str(key_of(kind, number)))
        last = {(one.kind, one.id): one for one in documents}  # Whoosh would keep both of a batch
        for one in last.values():
            writer.update_document(**_values(one))
        writer.commit(merge=False)

    def find(self, tree: Node) -> set[int]:
        with self._index.searcher() as searcher:
            asked = self._asked(tree, searcher)
            numbers = [
                n for n in searcher.docs_for_query(asked) if not searcher.reader().is_deleted(n)
            ]
            return {self._number(searcher, number) for number in numbers}

    def scores(self, tree: Node) -> dict[int, float]:
        """Weigh by Whoosh's own BM25F."""
        with self._index.searcher(weighting=BM25F()) as searcher:
            hits = searcher.search(_query(tree, searcher.reader()), limit=None)
            return {self._number(searcher, hit.docnum): hit.score for hit in hits}

    def _asked(self, tree: Node, searcher: Any) -> query.Query:
        asked = _query(tree, searcher.reader())
        if holds(tree, TRASH):
            return asked
        return query.And([asked, query.Not(query.Term("filled", TRASH.field))])

    def _number(self, searcher: Any, number: int) -> int:
        article, is_note = divmod(int(searcher.stored_fields(number)["key"]), 2)
        return -article if is_note else article


def _values(one: Document) -> dict[str, Any]:
    lists = {
        "author": one.authors,
        "site": (one.site,),
        "tag": one.tags,
        "person": one.people,
        "country": one.countries,
        "kind": (one.kind, one.item_type),
        "lang": (one.language,),
    }
    lists["names"] = tuple(
        name for field in ("author", "site", "tag", "person", "country") for name in lists[field]
    )
    day = day_of(one.issued)
    found = {name: BORDER.join(filter(None, names)) for name, names in lists.items()}
    return found | {
        "key": str(key_of(one.kind, one.id)),
        "title": one.title,
        "body": one.body,
        "note": one.note,
        "day": day.toordinal() if day else 0,
        "filled": " ".join(name for name, is_filled in FILLED.items() if is_filled(one)),
        "person_id": " ".join(map(str, one.person_ids)),
        "country_code": " ".join(one.country_codes),
        "tag_id": " ".join(map(str, one.tag_ids)),
    }


def _query(tree: Node, reader: Any) -> query.Query:
    """Write a tree as a query of Whoosh's own."""
    match tree:
        case And(parts):
            return query.And([_query(part, reader) for part in parts])
        case Or(parts):
            return query.Or([_query(part, reader) for part in parts])
        case Near(first, second, distance):
            pairs = [(_leaf(first, f, reader), _leaf(second, f, reader)) for f in first.fields]
            near = {"slop": distance, "ordered": False, "mindist": 1}
            return query.Or([Span(a, b, **near) for a, b in pairs])
    if isinstance(tree, Not):
        return query.Not(_query(tree.part, reader))
    return _filter(tree) or query.Or([_leaf(tree, field, reader) for field in tree.fields])


def _filter(tree: Node) -> query.Query | None:
    match tree:
        case Everything() | Nothing():
            return query.Every() if isinstance(tree, Everything) else query.NullQuery
        case Days(first, last):
            return query.NumericRange("day", max(first, 1), last)
        case Filled(field):
            return query.Term("filled", field)
        case Keys(field, values):
            return query.Or([query.Term(field, value) for value in values])
    return None


def _leaf(leaf: Node, field: str, reader: Any) -> query.Query:
    match leaf:
        case Word(text, _, is_typed, _, forms):
            others = forms if field in STEMMED else ()
            found: list[query.Query] = [query.Term(field, one) for one in (text, *others)]
            return query.Or([*found, query.Prefix(field, text)] if is_typed else found)
        case Prefix(text):
            return query.Prefix(field, text)
        case Wildcard(pattern):
            return query.Wildcard(field, pattern)
        case Close(text, distance):
            terms = (term.decode() for term in reader.lexicon(field))
            close = [term for term in terms if is_close(term, text, distance)]
            return query.Or([query.Term(field, term) for term in close])
        case Phrase(words, _, slop, is_open):
            parts: list[query.Query] = [query.Term(field, word) for word in words]
            if is_open:
                parts[-1] = query.Prefix(field, words[-1])
            return reduce(lambda a, b: Span(a, b, slop=slop), parts)
    raise AssertionError(leaf)


def is_close(term: str, text: str, distance: int) -> bool:
    return damerau_levenshtein(text, term) <= distance and (distance < 2 or term[0] == text[0])
