# SPDX-License-Identifier: MIT
"""Make a large library quickly, to measure on: rows are written as they would be after years, past the library's verbs.

    python -m tests.bench.large CORPUS.db FOLDER [--articles 100000] [--mentions 10] [--people 5000] [--annotations 0.5]

CORPUS.db is an SQLite file with a table articles(id, title, body, url, author, source, date). Each article gets so many
mentions, accepted, of people and countries, and so many annotations on average. The index is built as the program does.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import random
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from researchdesk.library import articles, people, search
from researchdesk.library.library import Library
from researchdesk.model.dates import now
from researchdesk.store.public_ids import new_public_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from researchdesk.model.people import PersonId

CODES = (
    "RS", "DE", "FR", "TR", "HU", "PL", "UA", "RU", "CN", "JP", "IN", "BR", "AR", "CL", "MX", "CA", "ES", "IT",
    "PT", "GR", "BG", "RO", "HR", "SI", "BA", "ME", "AL", "AT", "CH", "BE",
)  # fmt: skip
FAMILIES = (
    "Kovač", "Novak", "Weber", "Rossi", "Silva", "Dubois", "Nowak", "Hansen", "Popov",
    "Petrov", "Marković", "Horvat", "Bauer",
)  # fmt: skip
GIVEN = (
    "Ana", "Boris", "Clara", "Darko", "Elena", "Filip", "Greta", "Hugo", "Irena", "Jonas", "Karla",
    "Luka", "Maria", "Nikola",
)  # fmt: skip
PER_OPERATION = 5_000
COLOURS = ("yellow", "blue", "rose", "green")


def rows(corpus: Path, count: int) -> Iterator[tuple[str, ...]]:
    """Give title, body, site and date of so many articles."""
    yield from sqlite3.connect(corpus).execute(
        "SELECT title, body, source, date FROM articles ORDER BY id LIMIT ?", [count]
    )


def add(
    library: Library, number: int, row: tuple[str, ...], ids: list[PersonId], wanted: Any
) -> None:
    """Write one article with what it bears."""
    conn, rng = library.store.db.conn, random.Random(number)
    title, body, site, date = row
    paragraphs = [part for part in body.split("\n") if part.strip()]
    text = "\n\n".join(paragraphs)
    at, url = now(), f"https://corpus.example/{number}"
    article = conn.execute(
        "INSERT INTO article (public_id, title, container_title, issued, accessed, language, url, canonical_url,"
        " is_read, created_at, modified_at) VALUES (?, ?, ?, ?, ?, 'en', ?, ?, ?, ?, ?)",
        [new_public_id(), title, site, str(date)[:10], at, url, url, number % 3 == 0, at, at],
    ).lastrowid  # fmt: skip
    page = "".join(f"<p>{html.escape(part)}</p>" for part in paragraphs)
    version = conn.execute(
        "INSERT INTO text_version (article_id, seq, made_at, extractor, extractor_version, canon_version, html, text,"
        " text_sha256) VALUES (?, 1, ?, 'bench', '1', 1, ?, ?, ?)",
        [article, at, page, text, hashlib.sha256(text.encode()).hexdigest()],
    ).lastrowid  # fmt: skip
    conn.execute("UPDATE article SET current_version_id = ? WHERE id = ?", [version, article])
    words = [place for place in range(1, len(text) - 30) if text[place - 1] == " "]
    for _ in range(wanted.mentions):
        start = rng.choice(words or [0])
        is_person = rng.random() < 0.7
        person = ids[int(len(ids) * rng.random() ** 3)] if is_person else None
        code = None if is_person else CODES[int(len(CODES) * rng.random() ** 2)]
        conn.execute(
            "INSERT INTO mention (article_id, text_version_id, person_id, country, start, \"end\", surface, status,"
            " confidence, method, recogniser) VALUES (?, ?, ?, ?, ?, ?, ?, 'accepted', 1, 'user', '')",
            [article, version, person, code, start, start + 8, text[start : start + 8]],
        )  # fmt: skip
    for _ in range(int(wanted.annotations + rng.random())):
        start = rng.choice(words or [0])
        exact = text[start : start + 40]
        annotation = conn.execute(
            "INSERT INTO annotation (public_id, article_id, motivation, body, colour, exact, prefix, suffix,"
            " created_at, modified_at) VALUES (?, ?, 'highlighting', '', ?, ?, '', '', ?, ?)",
            [new_public_id(), article, rng.choice(COLOURS), exact, at, at],
        ).lastrowid  # fmt: skip
        conn.execute(
            "INSERT INTO target (annotation_id, text_version_id, start, \"end\", status, confidence, why, aligner,"
            " decided_by, decided_at) VALUES (?, ?, ?, ?, 'same', 1, '', '', 'user', ?)",
            [annotation, version, start, start + len(exact), at],
        )  # fmt: skip


def main() -> None:
    """Make the library, and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--mentions", type=int, default=10)
    parser.add_argument("--people", type=int, default=5_000)
    parser.add_argument("--annotations", type=float, default=0.5)
    wanted = parser.parse_args()
    begun = time.perf_counter()
    library = Library.create(wanted.folder)
    made: list[PersonId] = []
    with library.operation("Make people", undoable=False):
        for number in range(wanted.people):
            name = f"{GIVEN[number % len(GIVEN)]} {FAMILIES[number // 14 % len(FAMILIES)]}"
            made.append(people.make(library, f"{name} {number}" if number >= 182 else name))
    found = rows(wanted.corpus, wanted.articles)
    for first in range(0, wanted.articles, PER_OPERATION):
        with library.operation("Fill", undoable=False):
            for number in range(first, min(first + PER_OPERATION, wanted.articles)):
                add(library, number, next(found), made, wanted)
    print(f"filled in {time.perf_counter() - begun:.0f} s")
    begun = time.perf_counter()
    search.settle(library, search.rebuild(library))
    count = len(articles.listed(library))
    print(f"{count:,} articles indexed in {time.perf_counter() - begun:.0f} s")
    library.close()


if __name__ == "__main__":
    main()
