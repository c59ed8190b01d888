# SPDX-License-Identifier: MIT
"""Documents on their way into a new segment: words become numbers as they come, and one sort turns them into postings.

A word as it is written is looked up once for each language: the same table gives the words whose other forms are to be
known. Nothing is done for a single occurrence but to write its number down.
"""

from __future__ import annotations

from array import array
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from whoosh.columns import NumericColumn

from researchdesk.search.analysis import FOLDED
from researchdesk.search.arrays import narrow, stable_order
from researchdesk.search.layout import GAP
from researchdesk.search.lexicon import arrays_of, encoded
from researchdesk.search.schema import fields_of, schema
from researchdesk.search.stems import Kin, code_of, kin_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from researchdesk.model.search import Document
    from researchdesk.search.arrays import ArrayWriter
    from researchdesk.search.lexicon import Arrays
    from researchdesk.search.schema import Parts

FORMED = ("title", "body")  # fields whose words' classes are gathered
MOST, MOST_LETTERS = 5_000, 64_000_000  # documents, and code points of them, in one segment


class Batch:
    """Gathers documents for one segment, until it `is_full`; the last of those with the same key counts."""

    def __init__(self) -> None:
        self.numbers: dict[int, int] = {}  # by key
        self.size = 0
        self._letters = 0
        fields = _fields()
        indexed = {name: field for name, field in fields.items() if field.indexed}
        self._texts = {
            n: _Texts() for n, one in indexed.items() if one.format.supports("positions")
        }
        self._terms = {name: _Terms() for name in indexed if name not in self._texts}
        self._scored = [name for name in self._texts if fields[name].scorable]
        columns = {name: field for name, field in fields.items() if not field.indexed}
        is_number = {n: isinstance(one.column_type, NumericColumn) for n, one in columns.items()}
        self._columns = {name: array("q") for name in columns if is_number[name]}
        self._keys: dict[str, list[bytes]] = {name: [] for name in columns if not is_number[name]}

    @property
    def is_full(self) -> bool:
        """Say whether the documents are to be written before more are taken."""
        return self.size >= MOST or self._letters >= MOST_LETTERS

    @property
    def dead(self) -> NDArray[np.int64]:
        """Number the documents that a later one of the same key replaces."""
        if len(self.numbers) == self.size:
            return np.empty(0, np.int64)
        last = np.fromiter(self.numbers.values(), np.int64, len(self.numbers))
        return np.setdiff1d(np.arange(self.size), last)

    def add(self, one: Document) -> None:
        """Take a document."""
        found = fields_of(one)
        language = code_of(one.language)
        for name, texts in self._texts.items():
            texts.add(self.size, found[name], language)
        for name, terms in self._terms.items():
            terms.add(self.size, found[name])
        for name, column in self._columns.items():
            column.append(found[name])
        for name, keys in self._keys.items():
            keys.append(found[name])
        self.numbers[found["id"]] = self.size
        self.size += 1
        self._letters += len(one.title) + len(one.body) + len(one.note)

    def kin(self) -> set[Kin]:
        """Give the words of the articles' own languages with their classes."""
        found: set[Kin] = set()
        for name in FORMED:
            for language, raws in self._texts[name].raws.items():
                if language:
                    found |= kin_of(language, raws)
        return found

    def write(self, out: ArrayWriter) -> None:
        """Write the segment."""
        streams: dict[str, _Texts | _Terms] = {**self._texts, **self._terms}
        for name, stream in streams.items():
            for part, values in stream.arrays(self.size).items():
                out.put(f"{name}/{part}", values)
        for name in self._scored:
            lengths = self._texts[name].lengths(self.size)
            if lengths.any():
                out.put(f"{name}/len", narrow(lengths))
        for name, column in self._columns.items():
            out.put(f"{name}/col", np.frombuffer(column, np.int64))
        for name, keys in self._keys.items():
            put_keys(out, name, keys)
        out.finish(size=self.size)


class _Raws(dict[str, int]):
    """Numbers of words as they are written, in one language, over the numbering of a whole field."""

    def __init__(self, numbers: dict[str, int]) -> None:
        super().__init__()
        self._numbers = numbers

    def __missing__(self, raw: str) -> int:
        number = self[raw] = self._numbers.setdefault(FOLDED[raw], len(self._numbers))
        return number


class _Texts:
    """The words of one field; `raws` holds them as they are written, by language."""

    def __init__(self) -> None:
        self.raws: dict[str, _Raws] = {}
        self._numbers = {"": 0}  # what is left of a word that holds no letter: it takes no place
        self._tokens = array("I")
        self._documents, self._counts, self._begins = array("I"), array("I"), array("q")

    def add(self, document: int, parts: Parts, language: str) -> None:
        """Take the words of a document."""
        raws = self.raws.get(language)
        if raws is None:
            raws = self.raws[language] = _Raws(self._numbers)
        begin = 0
        for part in parts:
            found = list(map(raws.__getitem__, part))
            if 0 in found:
                found = [number for number in found if number]
            self._tokens.extend(found)
            self._documents.append(document)
            self._counts.append(len(found))
            self._begins.append(begin)
            begin += len(found) + GAP

    def lengths(self, size: int) -> NDArray[np.int64]:
        """Count the words of each document."""
        counts = np.frombuffer(self._counts, np.uint32)
        documents = np.frombuffer(self._documents, np.uint32)
        return np.bincount(documents, counts, size).astype(np.int64)

    def arrays(self, size: int) -> Arrays:
        """Make the arrays of the field; none when it is empty."""
        if not self._tokens:
            return {}
        counts = np.frombuffer(self._counts, np.uint32).astype(np.int64)
        first = np.cumsum(counts) - counts
        shift = np.frombuffer(self._begins, np.int64) - first
        positions = narrow(np.arange(len(self._tokens)) + np.repeat(shift, counts))
        documents = np.repeat(np.frombuffer(self._documents, np.uint32), counts)
        return _inverted(self._numbers, self._tokens, narrow(documents, size - 1), positions)


class _Terms:
    """The ids or codes of one field."""

    def __init__(self) -> None:
        self._numbers = {"": 0}
        self._tokens, self._documents = array("I"), array("I")

    def add(self, document: int, terms: Iterable[str]) -> None:
        """Take the terms of a document, each once."""
        for term in {*terms} - {""}:
            self._tokens.append(self._numbers.setdefault(term, len(self._numbers)))
            self._documents.append(document)

    def arrays(self, size: int) -> Arrays:
        """Make the arrays of the field; none when it is empty."""
        if not self._tokens:
            return {}
        documents = narrow(np.frombuffer(self._documents, np.uint32), size - 1)
        return _inverted(self._numbers, self._tokens, documents, None)


@cache
def _fields() -> dict[str, Any]:
    return dict(schema().items())


def put_keys(out: ArrayWriter, name: str, keys: list[bytes]) -> None:
    """Write a column of keys to sort by."""
    edges = np.zeros(len(keys) + 1, np.uint32)
    np.cumsum(np.fromiter(map(len, keys), np.int64, len(keys)), out=edges[1:])
    out.put(f"{name}/off", edges)
    out.put(f"{name}/blob", np.frombuffer(b"".join(keys), np.uint8))


def _inverted(
    numbers: dict[str, int],
    tokens: array[int],
    documents: NDArray[np.unsignedinteger[Any]],
    positions: NDArray[np.unsignedinteger[Any]] | None,
) -> Arrays:
    """Turn words in the order of documents into documents in the order of words."""
    words = sorted(numbers)[1:]  # the first is the empty one
    ranks = np.zeros(len(numbers), np.uint32)
    ranks[np.fromiter(map(numbers.__getitem__, words), np.int64, len(words))] = np.arange(
        len(words)
    )
    ranked = ranks[np.frombuffer(tokens, np.uint32)]
    order = stable_order(ranked)
    ranked, documents = ranked[order], documents[order]
    is_first = np.ones(len(ranked), bool)
    is_first[1:] = (ranked[1:] != ranked[:-1]) | (documents[1:] != documents[:-1])
    firsts = np.flatnonzero(is_first)
    found = arrays_of([encoded(word) for word in words], is_text=positions is not None)
    found["poff"] = _edges(ranked[firsts], len(words))
    found["ids"] = documents[firsts]
    if positions is not None:
        ends = np.concatenate((firsts[1:], [len(ranked)]))
        found["tf"] = narrow(ends - firsts)
        found["ooff"] = _edges(ranked, len(words))
        found["pos"] = positions[order]
    return found


def _edges(ranked: NDArray[np.uint32], size: int) -> NDArray[np.uint32]:
    """Say where each term's stretch of a sorted array begins, and where the last ends."""
    edges = np.zeros(size + 1, np.uint32)
    np.cumsum(np.bincount(ranked, minlength=size), out=edges[1:])
    return edges
