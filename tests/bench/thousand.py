# SPDX-License-Identifier: MIT
"""Clip a corpus through the library and measure: CPU s per 100 clips with proposing and indexing, query time, memory.

    python -m tests.bench.thousand CORPUS.db [--articles 1000] [--keep FOLDER]

CORPUS.db is an SQLite file with a table articles(id, title, body, url, author, source, date). The peer, in the same
run, writes the same pages into a bare SQLite file with an FTS5 index, and is asked the same words.
"""

from __future__ import annotations

import argparse
import html
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

from researchdesk.library import articles, recognising, search
from researchdesk.library.library import Library
from researchdesk.model.clipping import Source

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta property="og:site_name" content="{source}"><meta name="author" content="{author}">
<meta property="article:published_time" content="{date}"><link rel="canonical" href="{url}"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>{title}</h1>{body}</article>
<footer>All rights reserved</footer></body></html>"""


def cpu() -> float:
    """Give CPU seconds of this process and of its ended children."""
    return sum(
        resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )


def pages(corpus: Path, count: int) -> list[tuple[str, bytes]]:
    """Make a page of each row."""
    rows = sqlite3.connect(corpus).execute(
        "SELECT url, title, body, source, author, date FROM articles ORDER BY id LIMIT ?", [count]
    )
    made = []
    for number, (url, title, body, source, author, date) in enumerate(rows):
        paragraphs = "".join(
            f"<p>{html.escape(part)}</p>" for part in body.split("\n") if part.strip()
        )
        values = {"title": title, "source": source, "author": author, "date": date}
        escaped = {name: html.escape(str(value), quote=True) for name, value in values.items()}
        address = f"https://corpus.example/{number}" if not url else str(url)
        made.append(
            (address, PAGE.format(url=html.escape(address), body=paragraphs, **escaped).encode())
        )
    return made


def clip_all(library: Library, made: list[tuple[str, bytes]], folder: Path) -> None:
    """Clip, propose for and index every page, as the program does."""
    path = folder / "page.html"
    for number, (url, page) in enumerate(made):
        path.write_bytes(page)
        clipping = articles.preview(library, Source("file", str(path), url=url))
        recognising.propose(library, articles.clip(library, clipping).article_id)
        if number % 100 == 99:
            search.catch_up(library)
    search.catch_up(library)


def typed_words(library: Library, count: int) -> list[str]:
    """Give prefixes of words of the library, as they grow under the keys."""
    rng = random.Random(7)
    ids = articles.listed(library)
    found = []
    for number in rng.choices(ids, k=count):
        words = [
            word
            for word in articles.text_or_nothing(library, number).split()
            if word.isalpha() and len(word) > 4
        ]
        word = rng.choice(words or ["nothing"])
        found += [word[:length] for length in range(1, min(len(word), 6) + 1)]
    return found


def milliseconds(ask: object, words: list[str]) -> list[float]:
    """Time one question a word."""
    assert callable(ask)
    times = []
    for word in words:
        begun = time.perf_counter()
        ask(word)
        times.append((time.perf_counter() - begun) * 1000)
    return times


def peer(made: list[tuple[str, bytes]], folder: Path) -> sqlite3.Connection:
    """Write the same pages into a bare FTS5 table."""
    conn = sqlite3.connect(folder / "peer.db")
    conn.execute("CREATE VIRTUAL TABLE page USING fts5 (body)")
    for _, page in made:
        with conn:
            conn.execute("INSERT INTO page VALUES (?)", [page.decode()])
    return conn


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--keep", type=Path, help="the folder in which the library stays")
    asked = parser.parse_args()
    made = pages(asked.corpus, asked.articles)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        library = Library.create(asked.keep or folder / "library")
        before, begun = cpu(), time.perf_counter()
        clip_all(library, made, folder)
        for child in (library.worker, library.recogniser, library.indexer):
            child.close()
        spent, wall = cpu() - before, time.perf_counter() - begun
        print(
            f"clip, propose, index: {spent / len(made) * 100:.2f} CPU s per 100, {wall:.1f} s in all"
        )
        words = typed_words(library, 60)

        def ask(word: str) -> None:
            found = search.find(library, word, typing=True, limit=20)
            articles.rows(library, [hit.article_id for hit in found.hits if hit.article_id])
            search.snippets(library, word, found.hits, typing=True)

        ours = milliseconds(ask, words)
        fts = peer(made, folder)
        theirs = milliseconds(
            lambda word: fts.execute(
                "SELECT rowid, snippet(page, 0, '', '', '', 20) FROM page WHERE page MATCH ? ORDER BY rank LIMIT 20",
                [f'"{word}"*'],
            ).fetchall(),
            words,
        )
        for name, times in (("this library", ours), ("bare FTS5", theirs)):
            times.sort()
            p95 = times[int(len(times) * 0.95)]
            print(
                f"key to results, {name}: median {statistics.median(times):.1f} ms, p95 {p95:.1f} ms"
            )
        size = library.store.path.stat().st_size / 1e6
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
        print(f"library {size:.1f} MB, this process at most {memory:.0f} MB")
        library.close()


if __name__ == "__main__":
    sys.exit(main())
