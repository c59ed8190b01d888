# SPDX-License-Identifier: MIT
"""What carrying passages costs beside difflib on the same words, CPU time, both in this run.

    python -m tests.bench.passages FOLDER...

Each folder holds pairs.jsonl or pairs.jsonl.xz, a line {old_text, new_text} a pair; without one, texts made here do.
"""

from __future__ import annotations

import difflib
import json
import lzma
import random
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from researchdesk.annotate import anchor
from researchdesk.model.passage import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Pair = tuple[str, str]

COUNT = 2_000  # passages of the large texts
SIZES = (50_000, 500_000)  # code points
WORDS = [
    *(
        "grain",
        "mill",
        "harbour",
        "council",
        "river",
        "winter",
        "letter",
        "engineer",
        "bridge",
        "canal",
    ),
    *(
        "treaty",
        "delegate",
        "steamer",
        "quarry",
        "lantern",
        "railway",
        "surveyor",
        "ledger",
        "harvest",
    ),
    *(
        "the",
        "a",
        "of",
        "and",
        "to",
        "in",
        "was",
        "had",
        "were",
        "that",
        "by",
        "from",
        "with",
        "for",
        "on",
    ),
]
TOKEN = re.compile(r"\w+|[^\w\s]")


def pairs(folder: Path) -> Iterator[Pair]:
    plain = folder / "pairs.jsonl"
    packed = folder / "pairs.jsonl.xz"
    with (
        plain.open("rt", encoding="utf-8")
        if plain.exists()
        else lzma.open(packed, "rt", encoding="utf-8") as lines
    ):
        for line in lines:
            pair = json.loads(line)
            yield pair["old_text"], pair["new_text"]


def made(size: int) -> str:
    """An article of sentences and paragraphs without meaning."""
    chance = random.Random(size)
    blocks = []
    while sum(map(len, blocks)) < size:
        sentences = [
            " ".join(chance.choices(WORDS, k=chance.randint(6, 24))).capitalize() + "."
            for _ in range(chance.randint(1, 6))
        ]
        blocks.append(" ".join(sentences))
    return "\n\n".join(blocks)[:size]


def edited(text: str, share: float) -> str:
    """The text with a share of its blocks edited: a word replaced, a sentence deleted, a block put in."""
    chance = random.Random(len(text))
    blocks = text.split("\n\n")
    for number in chance.sample(range(len(blocks)), round(share * len(blocks))):
        words = blocks[number].split(" ")
        words[chance.randrange(len(words))] = "elsewhere"
        blocks[number] = (
            " ".join(words) if chance.random() < 0.6 else blocks[number].partition(". ")[2]
        )
        if chance.random() < 0.1:
            blocks[number] += "\n\n" + " ".join(chance.choices(WORDS, k=40))
    return "\n\n".join(blocks)


def spent(work: Callable[[], object]) -> float:
    """CPU milliseconds."""
    started = time.process_time()
    work()
    return 1000 * (time.process_time() - started)


def spans(text: str, count: int) -> list[Span]:
    chance = random.Random(count)
    starts = (chance.randrange(len(text) - 200) for _ in range(count))
    return [Span(at, at + chance.randint(10, 200)) for at in starts]


def carried(old: str, new: str, count: int) -> None:
    passing = anchor.Passing(old, new)
    for span in spans(old, count):
        passing.carry(span)


def by_difflib(old: str, new: str) -> None:
    difflib.SequenceMatcher(
        None, TOKEN.findall(old), TOKEN.findall(new), autojunk=False
    ).get_opcodes()


def main(folders: list[str]) -> None:
    for folder in folders:
        found = [pair for pair in pairs(Path(folder)) if min(map(len, pair)) > 400]
        ours = spent(lambda found=found: [carried(*pair, 6) for pair in found])
        theirs = spent(lambda found=found: [by_difflib(*pair) for pair in found])
        print(
            f"{folder}: {len(found)} pairs, {ours / len(found):.2f} ms a pair, {ours / theirs:.3f} of difflib"
        )
    for size in SIZES:
        old = made(size)
        for name, share in (("light", 0.02), ("heavy", 0.6)):
            new = edited(old, share)
            ours = min(spent(lambda old=old, new=new: carried(old, new, COUNT)) for _ in range(3))
            print(f"{COUNT} passages of {size:,} code points, {name} edit: {ours:.0f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
