# SPDX-License-Identifier: MIT
"""Clip, rename and find again and again, and a look whether search still finds all there is after a fault.

    python -m tests.faults.search_work work FOLDER [TIMES] [good|settled-first]
    python -m tests.faults.search_work check FOLDER...
    python -m tests.faults.search_work children FOLDER [KILLS] [SEED]

Each round clips an article, or gives the first one another title, and brings the index up; ACK says that the round is
found. The index lies in FOLDER, too, so that a fault may fall into it. The variant is wrong on purpose: it forgets what
waits for the index before the index holds it.

`children` kills the indexing child alone, amid its work, and each second time the one that would build the index anew.
Then titles are found all the same, it is said where they are all that is searched, and the next round finds everything.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
from collections import Counter
from pathlib import Path

from researchdesk.library import articles, search
from researchdesk.library.library import Library
from researchdesk.model.errors import IndexUnwritable, LibraryMissing, UserError
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


class Killer(threading.Thread):
    """Kills the indexing child, so many times after random waits; `hits` are those that found one."""

    def __init__(self, library: Library, waits: list[float]) -> None:
        super().__init__(daemon=True)
        self._library, self._waits = library, waits
        self._is_over = threading.Event()
        self.hits = 0

    def run(self) -> None:
        for wait in self._waits:
            if self._is_over.wait(wait):
                return
            if (pid := self._library.indexer.pid) is not None:
                os.kill(pid, signal.SIGKILL)
                self.hits += 1

    def stop(self) -> None:
        self._is_over.set()
        self.join()


def kill_children(folder: Path, kills: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Kill the child so often amid a round; give how the rounds went, and what went wrong."""
    chance, tally, wrong = random.Random(seed), Counter[str](), list[str]()
    library = opened(folder)
    k, hits = 1 + max([0, *numbers(library).values()]), 0
    articles.clip(library, clipping(1))
    search.catch_up(library)
    while hits < kills:
        k += 1
        articles.clip(library, clipping(k))
        killer = Killer(library, [chance.uniform(0, 0.06), *[chance.uniform(0, 1)] * (k % 2)])
        killer.start()
        try:
            search.catch_up(library)
            went = "came up"
        except IndexUnwritable:
            went = "said"
        killer.stop()
        hits += killer.hits
        went += f", {library.index.state}" if killer.hits else ", not hit"
        tally[went] += 1
        if fault := _unfound(library, k):
            wrong.append(f"round {k}, {went}: {fault}")
        search.catch_up(library)
        if not search.find(library, f"title:k{k}").hits:
            wrong.append(f"round {k}: not found once it came up again")
    fault = search.fault(library)
    library.close()
    return tally, [*wrong, fault] if fault else wrong


def _unfound(library: Library, k: int) -> str:
    """Say what is wrong with an answer right after the kill: titles are found, or it is said what is not."""
    answer = search.find(library, f"k{k}")
    if library.index.state == "current":
        is_right = bool(answer.hits) or search.status(library).state == "behind"
        return "" if is_right else "not found, and nothing was said"
    if search.WITHOUT_INDEX not in [one.text for one in answer.hints]:
        return "nothing was said of the missing index"
    return "" if len(answer.hits) == 1 else "its title is not found"


def main(arguments: list[str]) -> int:
    verb, *rest = arguments
    if verb == "check":
        print("\n".join(verdict(Path(name)) for name in rest))
        return 0
    if verb == "children":
        kills, seed = [*map(int, rest[1:]), *(200, 1)[len(rest) - 1 :]]
        tally, wrong = kill_children(Path(rest[0]), kills, seed)
        print(f"{kills} kills, seed {seed}: {dict(tally)}", *(wrong or ["ok"]), sep="\n")
        return bool(wrong)
    try:
        work(Path(rest[0]), int((rest[1:] or [10_000])[0]), (rest[2:] or ["good"])[0])
    except (UserError, OSError) as error:
        os.write(1, f"ERR {error!r}\n".encode())
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
