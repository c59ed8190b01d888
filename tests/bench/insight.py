# SPDX-License-Identifier: MIT
"""What counting over a large library costs: python -m tests.bench.insight [--articles 100000] [--folder KEPT].

The library is made here: each article has eight paragraphs, and ten accepted mentions of people and countries that
stand in its sentences. Figures are milliseconds of wall time beside the bars: a matrix of 200 names 1,000, who appears
with whom 300, painting a timeline and a map 100. A library in KEPT is made once and used again.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from researchdesk.entities import names
from researchdesk.library import insight, matrix, search
from researchdesk.library.library import Library
from researchdesk.model.insight import Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PEOPLE = 5_000
_CODES = "RS DE FR TR HU PL UA RU CN JP IN BR AR CL MX CA ES IT PT GR BG RO HR SI BA ME AL AT CH BE"
CODES = _CODES.split()
_GIVEN = (
    "Ana Boris Clara Darko Elena Filip Greta Hugo Irena Jonas Karla Luka Maria Nikola Olga Petar"
)
GIVEN = _GIVEN.split()
STARTS = [
    "Ko",
    "Ma",
    "Pe",
    "Sto",
    "Ra",
    "Ve",
    "Ni",
    "Jo",
    "Li",
    "Du",
    "Ba",
    "Gra",
    "Mi",
    "Ze",
    "Tro",
    "Fa",
]
MIDDLES = ["va", "li", "no", "ra", "de", "mi", "so", "tu", "ka", "ri"]
ENDS = ["vić", "nić", "rov", "nek", "ler", "son", "ska", "ger", "dić", "tos"]
VOCABULARY = [
    f"{a}{b}{c}"
    for a in ("s", "tr", "m", "gr", "pl", "k")
    for b in "aeiou"
    for c in ("n", "rt", "lla", "st")
]
AT = "2026-01-01T00:00:00.000000Z"


def people() -> list[str]:
    """Give the names of everybody, each another."""
    families = [a + b + c for a in STARTS for b in MIDDLES for c in ENDS]
    return [f"{GIVEN[at % len(GIVEN)]} {families[at // 4 % len(families)]}" for at in range(PEOPLE)]


def article(
    number: int, everybody: list[str]
) -> tuple[str, list[tuple[int, int, int | None, str | None]]]:
    """Give the text of an article, and (start, end, person, country) of those named in it."""
    rng = random.Random(number)
    text, spans = "", []
    named = [(at // 3, at % 3) for at in rng.sample(range(24), 10)]
    for paragraph in range(8):
        for sentence in range(3):
            words = rng.choices(VOCABULARY, k=14)
            text += words[0].capitalize() + " " + " ".join(words[1:7]) + " "
            if (paragraph, sentence) in named:
                is_person = named.index((paragraph, sentence)) < 7
                who = int(PEOPLE * rng.random() ** 2) if is_person else None
                code = None if is_person else CODES[int(len(CODES) * rng.random() ** 2)]
                words_named = everybody[who] if who is not None else str(code)
                spans.append(
                    (
                        len(text),
                        len(text) + len(words_named),
                        None if who is None else who + 1,
                        code,
                    )
                )
                text += words_named + " "
            text += " ".join(words[7:]) + ". "
        text = text.rstrip() + "\n\n"
    return text.rstrip(), spans


def fill(conn: sqlite3.Connection, count: int) -> None:
    """Write people, articles, texts and mentions past the library's verbs."""
    everybody = people()
    for number, name in enumerate(everybody, 1):
        row = (number, f"P{number:09}", name, name, AT, AT)
        conn.execute(
            "INSERT INTO person (id, public_id, preferred_name, sort_name, created_at, modified_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            row,
        )
        conn.execute(
            "INSERT INTO name_form (id, person_id, form, full_key, script, kind)"
            " VALUES (?, ?, ?, ?, 'Latn', 'preferred')",
            (number, number, name, names.full_key(name)),
        )
        conn.executemany(
            "INSERT INTO name_key (name_form_id, key) VALUES (?, ?)",
            [(number, key) for key in names.lookup_keys(name)],
        )
    for number in range(1, count + 1):
        text, spans = article(number, everybody)
        day = f"{2006 + number % 20}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        issued = [day, day, day, day[:7], day[:4], None][number % 6]
        conn.execute(
            "INSERT INTO article (id, public_id, title, issued, accessed, current_version_id, created_at, modified_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (number, f"A{number:09}", text[:40], issued, AT, number, AT, AT),
        )
        conn.execute(
            "INSERT INTO text_version VALUES (?, ?, 1, NULL, ?, 'bench', '1', 1, ?, ?, ?)",
            (number, number, AT, f"<p>{text}</p>", text, str(number)),
        )
        conn.executemany(
            "INSERT INTO mention (article_id, text_version_id, person_id, country, start, end, surface, status,"
            " confidence, method, recogniser)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, 'accepted', 1, 'user', 'bench')",
            [(number, number, who, code, start, end, text[start:end]) for start, end, who, code in spans],
        )  # fmt: skip


def made(folder: Path, count: int) -> Library:
    """Open the library in a folder, or make it."""
    if not Library.is_library(folder):
        Library.create(folder).close()
        conn = sqlite3.connect(folder / "library.db")
        conn.execute("PRAGMA foreign_keys=OFF")
        fill(conn, count)
        conn.commit()
        conn.close()
    library = Library.open(folder)
    search.catch_up(library)
    return library


def timed(work: Callable[[], Any], times: int = 5) -> float:
    """Give the median of some runs, in ms."""
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        found.append((time.perf_counter() - begun) * 1000)
    return statistics.median(found)


def counted(library: Library) -> Iterator[tuple[str, float, float]]:
    """Measure the verbs: (what, ms, bar)."""
    for number in (1, 10, 100, 1000):
        articles = len(insight.articles_of(library, Subject("person", number)) or ())
        yield (
            f"with person {number}, in {articles} articles",
            timed(lambda n=number: insight.beside(library, ("person", n))),
            300,
        )
    yield "with a country", timed(lambda: insight.beside(library, ("country", "RS"))), 300
    wanted = people()[:400:2]
    for by in ("year", "month", "country", "article"):
        yield (
            f"matrix of 200 names by {by}",
            timed(lambda by=by: matrix.make(library, wanted, by), 3),
            1000,
        )
    slips = [name.replace("i", "y") for name in wanted]
    yield "matrix of 200 names by ear", timed(lambda: matrix.make(library, slips, "year"), 1), 1000
    for subject in (Subject(), Subject("person", 1), Subject("query", "gran*")):
        words = subject.kind or "all"
        yield (
            f"timeline by month of {words}",
            timed(lambda one=subject: insight.timeline(library, one, "month")),
            100,
        )
        yield (
            f"countries of {words}",
            timed(lambda one=subject: insight.by_country(library, one)),
            100,
        )


def painted(library: Library) -> Iterator[tuple[str, float, float]]:
    """Measure a frame of the chart and of the map: (what, ms, bar)."""
    from PySide6.QtWidgets import QApplication

    from researchdesk.config.settings import Settings
    from researchdesk.ui.style import Style
    from researchdesk.ui.widgets.bar_chart import Bar, BarChart
    from researchdesk.ui.widgets.world_map import Country, WorldMap

    app = QApplication.instance() or QApplication([])
    style = Style(Settings.load())
    line = insight.timeline(library, Subject(), "month")
    found = insight.by_country(library, Subject())
    chart, world = BarChart(style), WorldMap(style)
    chart.put([Bar(period[:4], period, count) for period, count in line.periods])
    world.put([Country(row.code, row.article_count, row.name) for row in found])
    for what, widget in (
        (f"painting {len(line.periods)} bars", chart),
        ("painting the map", world),
    ):
        widget.resize(700, 400)
        yield what, timed(widget.grab), 100
    app.processEvents()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        library = made(given.folder or Path(folder) / "library", given.articles)
        print(f"made in {time.perf_counter() - begun:.0f} s", file=sys.stderr)
        gc.disable()  # as the window does while it works
        for what, ms, bar in (*counted(library), *painted(library)):
            print(f"{what:44} {ms:8.1f} of {bar:5}  {'' if ms <= bar else 'OVER'}")
        library.close()


if __name__ == "__main__":
    main()
