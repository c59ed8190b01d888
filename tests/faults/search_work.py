# SPDX-License-Identifier: MIT
"""Clip, rename and find again and again, and a look whether search still finds all there is after a fault.

    python -m tests.faults.search_work work FOLDER [TIMES] [good|settled-first]
    python -m tests.faults.search_work check FOLDER...

Each round clips an article, or gives the first one another title, and brings the index up; ACK says that the round is
found. The index lies in FOLDER, too, so that a fault may fall into it. The variant is wrong on purpose: it forgets what
waits for the index before the index holds it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from researchdesk.library import articles, search
from researchdesk.library.library import Library
from researchdesk.model.errors import LibraryMissing, UserError
from researchdesk.store import outbox
from tests.faults.library_work import clipping


def work(folder: Path, times: int, variant: str = "good") -> None:
    """Go on from what is found; the title of the first article bears the number of the last renaming."""
    library = opened(folder)
    search.catch_up(library)
    first = 1 + max([0, *numbers(library).values()])
    os.write(1, b"READY\n")
    for k in range(first, first + times):
        if k % 3 == 2:
            articles.edit(library, 1, title=f"renamed{k}")  # type: ignore[arg-type]
        else:
            articles.clip(library, clipping(k))
        if variant == "settled-first":
            search.settle(library, outbox.last(library.store.read()))
        search.catch_up(library)
        assert found(library, k)
        os.write(1, f"ACK {k}\n".encode())
    library.close()


def opened(folder: Path) -> Library:
    """Open the library below the folder, with its cache beside it."""
    os.environ["RESEARCHDESK_HOME"] = str(folder / "home")
    place = folder / "library"
    return Library.open(place) if Library.is_library(place) else Library.create(place)


def numbers(library: Library) -> dict[int, int]:
    """Give each article with the number of the round that its title tells of."""
    rows = articles.rows(library, articles.listed(library))
    return {row.id: int("".join(c for c in row.title if c.isdigit())) for row in rows}


def found(library: Library, k: int) -> bool:
    """Say whether the round is found by the word that it alone has."""
    word = f"renamed{k}" if k % 3 == 2 else f"k{k}"
    return k % 3 == 1 or bool(search.find(library, f"title:{word}").hits)


def verdict(folder: Path) -> str:
    """Open it as the program does; search must find each article by its title, and nothing that is not there."""
    acks = Path(f"{folder}.acks")
    promised = {int(line) for line in acks.read_text().split()} if acks.exists() else set()
    os.environ["RESEARCHDESK_HOME"] = str(folder / "home")
    try:
        library = Library.open(folder / "library")
    except LibraryMissing:
        return "LOST the library" if promised else "ok"
    except UserError as error:
        return f"CORRUPT {error!r}"
    try:
        search.catch_up(library)
        there = numbers(library)
        lost = [k for k in promised if k % 3 != 2 and k not in {*there.values()} and k != 1]
        wrong = [
            one
            for one, k in there.items()
            if [hit.article_id for hit in search.find(library, f"title:{title(one, k)}").hits]
            != [one]
        ]
        fault = search.fault(library)
    finally:
        library.close()
    if lost:
        return f"LOST {lost[:3]}"
    return f"TORN not found: {wrong[:3]} {fault}" if wrong or fault else "ok"


def title(number: int, k: int) -> str:
    return f"renamed{k}" if number == 1 and k % 3 == 2 else f"k{k}"


if __name__ == "__main__":
    if sys.argv[1] == "check":
        print("\n".join(verdict(Path(name)) for name in sys.argv[2:]))
    else:
        try:
            work(
                Path(sys.argv[2]), int((sys.argv[3:] or [10_000])[0]), (sys.argv[4:] or ["good"])[0]
            )
        except (UserError, OSError) as error:
            os.write(1, f"ERR {error!r}\n".encode())
            sys.exit(3)
