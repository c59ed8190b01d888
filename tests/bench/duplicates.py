# SPDX-License-Identifier: MIT
"""How well and how fast near duplicates are found among 10,000 articles of made words.

    python -m tests.bench.duplicates [ARTICLES]

One article in ten has a variant elsewhere: cut at the end, with another lead, with other lines around it as another
reader would keep them, or with words changed here and there. Pairs of one subject share words and phrases, and are
no variants of each other.
"""

from __future__ import annotations

import itertools
import os
import random
import sys
import tempfile
import time
from pathlib import Path

GOALS = {"precision": 0.98, "recall": 0.90, "seconds of CPU": 60.0}
SYLLABLES = [one + other for one in "bdgklmnprstv" for other in "aeo"]


def main(count: int) -> int:
    with tempfile.TemporaryDirectory() as home:
        os.environ["RESEARCHDESK_HOME"] = home
        made, pairs = _texts(count, random.Random(7))
        library = _library(Path(home) / "library", made)
        from researchdesk.library import duplicates

        begun = _seconds()
        groups = duplicates.clusters(library)
        library.worker.close()
        seconds = _seconds() - begun
        library.close()
    found = {
        (one.id, other.id)
        for group in groups
        for one in group
        for other in group
        if one.id < other.id
    }
    right = len(found & pairs)
    figures = {
        "precision": right / max(1, len(found)),
        "recall": right / len(pairs),
        "seconds of CPU": seconds,
    }
    for name, value in figures.items():
        print(f"{name:16} {value:8.3f}   goal {GOALS[name]}")
    is_met = seconds <= GOALS["seconds of CPU"] and all(
        figures[name] >= GOALS[name] for name in ("precision", "recall")
    )
    return 0 if is_met else 1


def _seconds() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _texts(count: int, chance: random.Random) -> tuple[list[list[str]], set[tuple[int, int]]]:
    """Give texts as lists of sentences, and the pairs of numbers, from 1, that are variants."""
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(8000)]
    weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words))))
    phrases = [chance.choices(words, cum_weights=weights, k=9) for _ in range(400)]
    kinds = (_cut, _led_anew, _read_otherwise, _reworded)
    made: list[list[str]] = []
    pairs: set[tuple[int, int]] = set()
    while len(made) < count:
        text = [_sentence(words, weights, phrases, chance) for _ in range(chance.randint(12, 60))]
        made.append(text)
        if chance.random() < 0.1 and len(made) < count:
            pairs.add((len(made), len(made) + 1))
            made.append(chance.choice(kinds)(text, words, weights, chance))
    return made, pairs


def _sentence(
    words: list[str], weights: list[float], phrases: list[list[str]], chance: random.Random
) -> str:
    own = chance.choices(words, cum_weights=weights, k=chance.randint(8, 24))
    if chance.random() < 0.08:
        own += chance.choice(phrases)
    return " ".join(own).capitalize() + "."


def _cut(
    text: list[str], words: list[str], weights: list[float], chance: random.Random
) -> list[str]:
    return text[: round(len(text) * chance.uniform(0.65, 0.95))]


def _led_anew(
    text: list[str], words: list[str], weights: list[float], chance: random.Random
) -> list[str]:
    lead = [
        " ".join(chance.choices(words, cum_weights=weights, k=18))
        for _ in range(max(1, len(text) // 10))
    ]
    return lead + text[len(lead) :]


def _read_otherwise(
    text: list[str], words: list[str], weights: list[float], chance: random.Random
) -> list[str]:
    kept = [one for one in text if chance.random() < 0.95]
    around = [" ".join(chance.choices(words, cum_weights=weights, k=6)) for _ in range(4)]
    return around[:2] + kept + around[2:]


def _reworded(
    text: list[str], words: list[str], weights: list[float], chance: random.Random
) -> list[str]:
    return [
        " ".join(
            one if chance.random() < 0.96 else chance.choice(words) for one in sentence.split()
        )
        for sentence in text
    ]


def _library(folder: Path, made: list[list[str]]):
    from researchdesk.library import articles
    from researchdesk.library.library import Library
    from researchdesk.model.clipping import Clipping, Received

    library = Library.create(folder)
    begun = time.monotonic()
    for start in range(0, len(made), 500):
        with library.operation("Clip article", undoable=False):
            for number, text in enumerate(made[start : start + 500], start + 1):
                words = "\n\n".join(text)
                received = Received(f"{number}".encode(), "text/plain", "2026-11-01T10:00:00Z")
                html = "".join(f"<p>{one}</p>" for one in text)
                clipping = Clipping(f"Article {number}", html, words, received, "bench", "1", 1)
                articles.clip(library, clipping, as_new=True)
    print(f"{len(made)} articles saved in {time.monotonic() - begun:.0f} s")
    return library


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
