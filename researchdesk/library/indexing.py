# SPDX-License-Identifier: MIT
"""The indexing child: reads the library by a reader of its own and writes the index; it changes nothing in the library.

`take_in` takes a part of the outbox in, after the number it is given, and answers the last number taken; only when all
is taken does the library drop the outbox's rows, so that a kill at any moment loses nothing: they are taken in again.
"""

from __future__ import annotations

import contextlib
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import structs

from researchdesk.entities.countries import country_name
from researchdesk.search import index, selfcheck
from researchdesk.store import connection, documents, outbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from researchdesk.model.search import Document

AT_ONCE = 5_000  # outbox rows taken in by one commit
PROGRESS_EVERY = 200  # documents
EVERY = -1  # rows of the outbox
TITLES = 200  # articles that a check looks for by their titles


def answer(request: dict[str, Any], _payload: bytes) -> dict[str, Any]:
    """Take the outbox in, or build the index anew: gives `seq`, the last number of the outbox that the index holds.

    Or join small parts of the index: gives `is_joined`. Or look whether it is right: gives `fault`, in words.
    """
    folder = Path(request["index"])
    if request["verb"] == "tidy":
        return {"is_joined": index.tidy(folder)}
    with contextlib.closing(connection.reader(Path(request["library"]))) as conn:
        conn.execute("BEGIN")  # one picture of the library, however long this takes
        if request["verb"] == "rebuild":
            return _rebuild(conn, folder, request["history"])
        if request["verb"] == "check":
            return {"fault": _fault(conn, folder, request["history"])}
        return _take_in(conn, folder, request["history"], request["after"])


def progress_file(folder: Path) -> Path:
    """Give the file in which a rebuild says how far it is."""
    return folder.with_name("rebuilding.json")


def _take_in(conn: connection.Connection, folder: Path, history: str, after: int) -> dict[str, Any]:
    seq, ids = outbox.pending(conn, AT_ONCE, after)
    if not ids:
        return {"seq": 0, "is_more": False}
    articles, notes = documents.affected(conn, ids)
    index.update(
        folder,
        deletes=_of_kinds(articles, notes),
        documents=_named(_documents(conn, articles, notes)),
        state=index.State(seq, history),
    )
    return {"seq": seq, "is_more": seq < outbox.last(conn)}


def _rebuild(conn: connection.Connection, folder: Path, history: str) -> dict[str, Any]:
    seq = outbox.last(conn)
    articles, notes = documents.all_ids(conn)
    total = len(articles) + len(notes)

    def counted() -> Iterator[Document]:
        for done, one in enumerate(_named(_documents(conn, set(articles), set(notes)))):
            if done % PROGRESS_EVERY == 0:
                with contextlib.suppress(OSError):  # that it cannot be written is said of the index
                    progress_file(folder).write_text(json.dumps({"done": done, "total": total}))
            yield one

    try:
        count = index.rebuild(folder, counted(), index.State(seq, history))
    finally:
        with contextlib.suppress(OSError):
            progress_file(folder).unlink()
    return {"seq": seq, "count": count, "is_more": False}


def _fault(conn: connection.Connection, folder: Path, history: str) -> str:
    """Look whether the index holds what the library holds; what waits in the outbox may be missing."""
    _, ids = outbox.pending(conn, EVERY)
    articles, notes = documents.affected(conn, ids)
    every = documents.all_ids(conn)
    settled = sorted(set(every[0]) - articles)
    chosen = random.sample(settled, min(TITLES, len(settled)))
    return selfcheck.fault(
        folder,
        index.State(outbox.last(conn), history),
        _of_kinds(*every),
        _of_kinds(articles, notes),
        documents.articles(conn, chosen),
    )


def _of_kinds(articles: Iterable[int], notes: Iterable[int]) -> set[tuple[str, int]]:
    return {*(("article", one) for one in articles), *(("note", one) for one in notes)}


def _documents(
    conn: connection.Connection, articles: set[int], notes: set[int]
) -> Iterator[Document]:
    yield from documents.articles(conn, articles)
    yield from documents.notes(conn, notes)


def _named(found: Iterator[Document]) -> Iterator[Document]:
    """Let countries be found by their names, too."""
    for one in found:
        yield structs.replace(
            one, countries=tuple(country_name(code) for code in one.country_codes)
        )
