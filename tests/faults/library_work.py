# SPDX-License-Identifier: MIT
"""A workload over the library's verbs and its checker, for tools that kill the program or fill the disk.

    python tests/faults/library_work.py work FOLDER [TIMES]   prints READY, then ACK n for each deed that is promised
    python tests/faults/library_work.py check FOLDER...       prints ok, or what is LOST, TORN, CORRUPT, a line each

Each round clips a text, tags it, writes a note that cites a passage of it, and undoes and redoes the last
deed. The promises of a folder stand in FOLDER.acks, a number a line.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from researchdesk.library import articles, mentions, notes, passages
from researchdesk.library.library import Library
from researchdesk.model.article import ArticleFilter
from researchdesk.model.clipping import Clipping, Received
from researchdesk.model.dates import now
from researchdesk.model.errors import LibraryMissing, UserError
from researchdesk.model.passage import Quote
from researchdesk.store import verify


def clipping(k: int) -> Clipping:
    """Make the clipping of round k, without the child process that would read it."""
    text = f"The sentence of round {k} stands here.\n\n" + f"Filling words {k}. " * 300
    return Clipping(
        title=f"k{k}",
        html="".join(f"<p>{part}</p>" for part in text.strip().split("\n\n")),
        text=text.strip(),
        received=Received(os.urandom(4000), "text/plain", now()),
        extractor="test",
        extractor_version="1",
        canon_version=1,
        canonical_url=f"https://example.org/{k}",
    )


def work(folder: Path, times: int) -> None:
    """Do one deed after the other and promise each; go on from what is found."""
    place = folder / "library"
    library = Library.open(place) if Library.is_library(place) else Library.create(place)
    first = 1 + max(
        [int(row.title[1:]) for row in articles.rows(library, articles.listed(library))], default=0
    )
    os.write(1, b"READY\n")
    for k in range(first, first + times):
        article_id = articles.clip(library, clipping(k)).article_id
        os.write(1, f"ACK {k * 10}\n".encode())
        mentions.tag_person(library, [article_id], f"Person Number{k}")
        os.write(1, f"ACK {k * 10 + 1}\n".encode())
        quote = Quote(f"sentence of round {k}")
        mark = passages.highlight_quote(library, article_id, quote, body=f"c{k}")
        notes.new(library, f"k{k}", passages.cite_link(library, mark.id))
        library.undo()
        library.redo()
        os.write(
            1, f"ACK {k * 10 + 2}\n".encode()
        )  # not before: the undo takes the note back for a moment
    library.close()


def verdict(folder: Path) -> str:
    """Open the folder as the program does, and look for every promise."""
    acks = folder.with_name(folder.name + ".acks")
    promised = {int(line) for line in acks.read_text().split()} if acks.exists() else set()
    try:
        library = Library.open(folder / "library")
    except LibraryMissing:
        return f"LOST the library, {len(promised)} promises" if promised else "ok"
    except UserError as error:
        return f"CORRUPT {error}"
    try:
        return _look(library, promised)
    finally:
        library.close()


def _look(library: Library, promised: set[int]) -> str:
    for damage in verify.damages(library.store.path):
        return f"CORRUPT {damage}"
    for broken in notes.verify(library):
        return f"TORN citation {broken.cited_id}"
    there: set[int] = set()
    note_titles = {row.title for row in notes.rows(library)}
    for row in articles.rows(library, articles.listed(library, ArticleFilter())):
        k = int(row.title[1:])
        text = articles.text_or_nothing(library, row.id)
        if f"round {k} stands" not in text or articles.snapshot(library, row.id) is None:
            return f"TORN article {k}"
        there.add(k * 10)
        if row.names:
            there.add(k * 10 + 1)
        if row.title in note_titles:
            there.add(k * 10 + 2)
            if [one.body for one in passages.of_article(library, row.id)] != [f"c{k}"]:
                return f"TORN passage {k}"
    lost = sorted(promised - there)
    return f"LOST {lost[:3]}" if lost else "ok"


if __name__ == "__main__":
    if sys.argv[1] == "check":
        print("\n".join(verdict(Path(name)) for name in sys.argv[2:]))
    else:
        try:
            work(Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1000)
        except (UserError, OSError) as error:
            print(f"ERR {error!r}")
            sys.exit(3)
