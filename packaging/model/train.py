# SPDX-License-Identifier: MIT
"""Train the tagger of people: PYTHONPATH=. python packaging/model/train.py OUT.crf CORPUS.jsonl[:WEIGHT] ...

A line of a corpus: {"text", "language", "people": [{"mentions": [[start, end]]}]}, code points, half-open. C1, C2, ITER
and MINFREQ in the environment change the trainer's parameters. README.md beside this file names the corpora.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pycrfsuite

from researchdesk.entities.features import features, pieces
from researchdesk.entities.words import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

AT_ONCE = 1000  # tokens of a long document that are seen together, as an article is
SHOUTED_EVERY, WHOLLY_EVERY = 12, 36  # documents repeated with names, or everything, in capitals
LONGEST_SHOUTED = 20_000  # code points


def main() -> None:
    """Read the corpora, train, and say how long it took."""
    trainer = pycrfsuite.Trainer(verbose=False)
    count = 0
    for item in sys.argv[2:]:
        path, _, weight = item.partition(":")
        for document in read(Path(path)):
            count += add(trainer, document, int(weight or 1))
    trainer.set_params(
        {
            "c1": float(os.environ.get("C1", "0.25")),
            "c2": float(os.environ.get("C2", "0.05")),
            "max_iterations": int(os.environ.get("ITER", "70")),
            "feature.minfreq": int(os.environ.get("MINFREQ", "3")),
            "feature.possible_transitions": True,
        }
    )
    begun = time.process_time()
    trainer.train(sys.argv[1])
    size = Path(sys.argv[1]).stat().st_size / 1e6
    print(f"{count} tokens, {time.process_time() - begun:.0f} CPU s, {size:.1f} MB")


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Give the documents of a corpus, some of them again in capitals: headlines and datelines print names so."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            document = json.loads(line)
            yield document
            if number % SHOUTED_EVERY == 0 and len(document["text"]) < LONGEST_SHOUTED:
                yield shouted(document, is_whole=number % WHOLLY_EVERY == 0)


def shouted(document: dict[str, Any], *, is_whole: bool) -> dict[str, Any]:
    """Give a copy with its names, or everything, in capitals; lengths stay equal."""
    text = document["text"]
    upper = "".join(char.upper() if len(char.upper()) == 1 else char for char in text)
    if is_whole:
        return document | {"text": upper}
    made = list(text)
    for person in document["people"]:
        for start, end in person["mentions"]:
            made[start:end] = upper[start:end]
    return document | {"text": "".join(made)}


def add(trainer: Any, document: dict[str, Any], weight: int) -> int:
    """Hand a document to the trainer; give the number of its tokens."""
    spans = dict(
        sorted((start, end) for person in document["people"] for start, end in person["mentions"])
    )
    words = tokens(document["text"])
    for start in range(0, len(words), AT_ONCE):
        part = words[start : start + AT_ONCE]
        rows = list(features(part, document.get("language", "en")))
        tags = labels(part, spans)
        for first, last in pieces(part):
            for _ in range(weight):
                trainer.append(rows[first:last], tags[first:last])
    return len(words)


def labels(words: Sequence[Token], spans: dict[int, int]) -> list[str]:
    """Give B for the first token of a name, I for its others, O for all else."""
    made, end = [], -1
    for token in words:
        if token.start in spans:
            made.append("B")
            end = spans[token.start]
        else:
            made.append("I" if token.start < end and token.end <= end else "O")
    return made


if __name__ == "__main__":
    main()
