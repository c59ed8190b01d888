# SPDX-License-Identifier: MIT
"""The tagger sees exactly what it was trained on: the values of its features for 54 texts, as the training had them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from researchdesk.entities.features import features, pieces
from researchdesk.entities.words import tokens

GOLDEN = Path(__file__).parents[2] / "data/entities/features.jsonl"
CASES = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']} {case['text'][:20]}")
def test_the_features_are_those_of_the_training(case):
    rows = list(features(tokens(case["text"]), case["language"]))
    assert len(rows) == case["tokens"]
    values = json.dumps([sorted(row) for row in rows], ensure_ascii=False)
    assert hashlib.sha256(values.encode()).hexdigest() == case["features"]


def test_pieces_cover_all_tokens_once_and_end_at_full_stops():
    words = tokens("One two three four five. " * 200)
    found = list(pieces(words))
    assert [number for first, last in found for number in range(first, last)] == list(
        range(len(words))
    )
    assert all(words[last - 1].word == "." for _, last in found[:-1])
