# SPDX-License-Identifier: MIT
"""Ask a library random queries: each is answered within a second, or says why it stopped.

    python -m tests.faults.queries FOLDER [QUERIES] [SEED]

FOLDER is a library's; where there is none, a small one is made. Queries are read, answered, counted by facets, and
their snippets cut, as for the window. Prints each that raises or takes longer than a second, and the longest.
"""

from __future__ import annotations

import contextlib
import random
import sys
import time
from pathlib import Path

from researchdesk.library import articles, search
from researchdesk.library.library import Library
from researchdesk.search.index import STOPPED
from tests.faults.library_work import clipping
from tests.unit.search.test_query_at_random import _SIGNS, _SPACES, HOSTILE

ARTICLES = 300
MOST = 1.0  # second of the processor
PIECES = [
    *_SIGNS.split(),
    *_SPACES,
    "filling",
    "words",
    "round",
    "sen*",
    "k1*",
    "saved:a",
    "ferry~2",
]


def query(chance: random.Random) -> str:
    """Give any query: of signs and words, a hostile one with something in it, or of any characters."""
    match chance.randrange(5):
        case 0:
            whole = chance.choice(HOSTILE)
            at = chance.randrange(len(whole) + 1)
            return whole[:at] + chance.choice(PIECES) + whole[at:]
        case 1:
            codes = (chance.choice((range(32, 127), range(0x3000))) for _ in range(60))
            return "".join(chr(chance.choice(some)) for some in codes)
        case _:
            pieces = chance.choices(PIECES, k=chance.randint(1, 60))
            return chance.choice(("", " ")).join(pieces)


def ask(library: Library, words: str, *, typing: bool) -> tuple[float, bool]:
    """Ask all that the window asks; give the seconds of the processor, and whether it was said that it stopped."""
    begun = time.process_time()
    found = search.find(library, words, typing=typing, limit=50)
    search.snippets(library, words, found.hits[:10], typing=typing)
    took = time.process_time() - begun
    search.facets(library, words)
    search.meant(library, words)
    return took, STOPPED in [one.text for one in found.hints]


def run(library: Library, count: int, seed: int) -> tuple[int, float]:
    """Ask so many; give how many were wrong, and the longest."""
    chance, bad, longest = random.Random(seed), 0, 0.0
    for number in range(count):
        words, typing = query(chance), chance.random() < 0.5
        try:
            took, is_stopped = ask(library, words, typing=typing)
        except Exception as error:
            print(f"{number} {words!r:.300}: {error!r:.200}", flush=True)
            bad += 1
            continue
        longest = max(longest, took)
        if took > MOST and not is_stopped:
            print(f"{number} {words!r:.300}: {took:.2f} s", flush=True)
            bad += 1
    return bad, longest


def make(folder: Path) -> None:
    """Make a library of some hundred articles."""
    with contextlib.closing(Library.create(folder)) as library:
        for k in range(ARTICLES):
            articles.clip(library, clipping(k))


def main(folder: Path, count: int = 10_000, seed: int = 1) -> int:
    if not Library.is_library(folder):
        make(folder)
    with contextlib.closing(Library.open(folder)) as library:
        search.catch_up(library)
        bad, longest = run(library, count, seed)
    print(f"{count} queries, seed {seed}: {bad} bad, the longest {longest:.2f} s")
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *map(int, sys.argv[2:])))
