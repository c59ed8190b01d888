# SPDX-License-Identifier: MIT
"""Whether an index holds what its library holds: files as they were written, the same documents, titles found.

Whoever finds a fault builds the index anew; nothing is repaired in place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.search.analysis import folded_words
from researchdesk.search.index import Index
from researchdesk.search.layout import key_of
from researchdesk.search.tree import TRASH, And, Articles, Not, Or, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Set
    from pathlib import Path

    from researchdesk.model.search import Document
    from researchdesk.search.state import State

LONGEST = 20  # words of a title that are asked for
Named = tuple[str, int]  # kind and number of a document


def fault(
    folder: Path,
    upto: State,
    documents: Set[Named],
    waiting: Set[Named],
    some: Iterable[Document],
) -> str:
    """Say what is wrong with an index; empty when nothing is.

    `upto` is the last state of the library. `waiting` are documents that the index may not have taken in yet; of
    `some` articles, which do not wait, the words of the title must find each.
    """
    index = Index(folder)
    if index.open(upto.history, upto.seq) != "current":
        return index.reason
    skipped = {key_of(*one) for one in waiting}
    if index.keys() - skipped != {key_of(*one) for one in documents} - skipped:
        return "it does not hold the articles and notes that the library holds"
    if not all(_finds(index, one) for one in some):
        return "an article is not found by its title"
    return ""


def _finds(index: Index, one: Document) -> bool:
    words = [Word(word, ("title",)) for word in folded_words(one.title)[:LONGEST]]
    wherever = Or((TRASH, Not(TRASH)))  # else what lies in the trash is passed over
    return index.find(And((wherever, Articles((one.id,)), *words)), limit=1).total == 1
