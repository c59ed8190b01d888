# SPDX-License-Identifier: MIT
"""What the search costs over a corpus: python -m tests.bench.search corpus.db [1000 10000 ...].

The corpus is an SQLite file with articles(id, title, body, author, source, date, category) and tags(article_id, kind,
name). Figures are milliseconds of wall time: p50, p95 and the longest. Nothing is answered from what was kept before.
"""

from __future__ import annotations

import resource
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from researchdesk.model.article import Sort
from researchdesk.search import index
from researchdesk.search.index import Index, State
from researchdesk.search.query import parse
from researchdesk.search.snippets import marks_of, snippet
from tests.bench.search_engine import Article, document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from researchdesk.search.query import Parsed

STATE = State(0, "bench")
CLIPS = 40
TYPED = (
    *("germany election", "prime minister", "oil prices iraq", "vucic", "central bank rate"),
    *(
        "manchester united",
        "coffee export quota",
        "film award",
        "trade deficit japan",
        "the of and",
    ),
)
ASKED = {
    "common word": ("government", "company", "market", "year", "people"),
    "three words": ("government minister said", "company market price", "film award star"),
    "any of three": ("government OR company OR market", "film OR sport OR music"),
    "phrase": ('"prime minister"', '"last year"', '"new york"'),
    "phrase of stop words": ('"of the"', '"to be"', '"in the"'),
    "near": ("government NEAR/5 said", "market NEAR share", 'oil NEAR "a barrel"'),
    "1-3 letters*": ("s*", "c*", "st*", "co*", "con*", "pro*", "int*"),
    "wildcards": ("*ing", "*ment", "gov*ment", "m?n*", "*lect*"),
    "about so": ("govrenment~", "minster~1", "elecshun~2"),
    "fields": ("site:reuters", "author:a*", "2018..2019 oil", "country:germany", "tag:none"),
    "all but": ("NOT the", "-government -company"),
}


def articles(corpus: Path, first: int, last: int) -> Iterator[Article]:
    with closing(sqlite3.connect(f"file:{corpus}?mode=ro", uri=True)) as conn:
        tags: dict[tuple[int, str], list[str]] = {}
        for number, kind, name in conn.execute(
            "SELECT * FROM tags WHERE article_id BETWEEN ? AND ?", (first, last)
        ):
            tags.setdefault((number, kind), []).append(name)
        names = ("id", "title", "body", "author", "site", "date", "tags")
        for row in conn.execute(
            "SELECT id, title, body, author, source, date, category FROM articles WHERE id BETWEEN ? AND ?",
            (first, last),
        ):
            one: Article = dict(zip(names, row, strict=True))
            people, countries = (tags.get((row[0], kind), []) for kind in ("person", "country"))
            yield one | {"tags": [row[6]], "people": people, "countries": countries, "lang": "en"}


def took(work: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def tell(name: str, times: list[float]) -> None:
    times.sort()
    p95 = times[min(len(times) - 1, round(len(times) * 0.95))]
    print(f"{name:24}{times[len(times) // 2]:8.2f}{p95:8.2f}{times[-1]:8.2f}", flush=True)


def forget(desk: Index) -> None:
    if desk._snapshot:
        desk._snapshot._answers.clear()


def ask(desk: Index, query: str, *, typing: bool = False, sort: Sort = Sort.RELEVANCE) -> float:
    forget(desk)
    return took(
        lambda: desk.find(desk.with_forms(parse(query, typing=typing).tree), sort=sort, limit=200)
    )


def typing(desk: Index, bodies: dict[int, str]) -> None:
    """Type queries letter by letter; what one letter found may help the next, as it does in life."""
    alone, shown = [], []
    for text in TYPED:
        forget(desk)
        for end in range(1, len(text) + 1):
            parsed = parse(text[:end], typing=True)
            alone.append(took(partial(desk.find, parsed.tree, limit=200)))
            hits = desk.find(parsed.tree, limit=20).hits
            texts = [bodies.get(int(hit.article_id or 0), "") for hit in hits]
            shown.append(alone[-1] + took(partial(show, texts, parsed)))
    tell("typing", alone)
    tell("typing + 20 snippets", shown)


def show(texts: list[str], parsed: Parsed) -> None:
    marks = marks_of(parsed.tree)
    for text in texts:
        snippet(text, marks)


def clips(desk: Index, corpus: Path, size: int) -> None:
    alone, found = [], []
    for number, one in enumerate(articles(corpus, size + 1, size + CLIPS)):
        word = f"zqxw{number}"
        clipped = document(one | {"title": f"{word} {one['title']}"})
        alone.append(
            took(partial(index.update, desk.folder, deletes=(), documents=[clipped], state=STATE))
        )
        found.append(alone[-1] + took(desk.refresh) + ask(desk, word))
        assert desk.find(parse(word).tree)[1] == 1
    tell("clip, the child's part", alone)
    tell("clip -> found", found)


def bench(corpus: Path, size: int, place: Path) -> None:
    folder = place / str(size)
    begun = time.process_time()
    count = index.rebuild(folder, map(document, articles(corpus, 1, size)), STATE)
    spent = time.process_time() - begun
    space = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(
        f"\n{count} articles: {count / spent:.0f} a CPU second, {space:.1f} MB, {memory:.0f} MB of memory at most"
    )
    desk = Index(folder)
    first = took(lambda: desk.open("bench", 0)) + ask(desk, "government")
    print(f"opened, and the first query answered: {first:.1f} ms")
    for query in (query for group in ASKED.values() for query in group):
        ask(desk, query)  # once, for what a segment keeps for all queries
    for name, queries in ASKED.items():
        tell(name, [ask(desk, query) for query in queries for _ in range(5)])
    for sort in Sort:
        tell(f"by {sort}", [ask(desk, "year", sort=sort) for _ in range(10)])
    typing(desk, {one["id"]: one["body"] for one in articles(corpus, 1, size)})
    clips(desk, corpus, size)


def main() -> None:
    corpus, *sizes = sys.argv[1:]
    with tempfile.TemporaryDirectory() as place:
        for size in sizes or ("1000", "10000"):
            bench(Path(corpus), int(size), Path(place))


if __name__ == "__main__":
    main()
