# SPDX-License-Identifier: MIT
"""How runs of tokens are made of the tagger's probabilities."""

from __future__ import annotations

import pytest

from researchdesk.entities import tagger
from researchdesk.entities.words import tokens


class Told:
    """A tagger that gives what it was told: for each token a label, P(B) and P(I)."""

    def __init__(self, told):
        self.told = told
        self.at = 0

    def set(self, rows):
        self.rows = rows

    def tag(self):
        return [label for label, _, _ in self.told]

    def marginal(self, label, number):
        return self.told[number]["BI".index(label) + 1]


@pytest.mark.parametrize(
    ("told", "runs"),
    [
        ([("O", 0, 0), ("B", 0.9, 0.1), ("I", 0.1, 0.8)], [(1, 3, 1.0)]),
        ([("B", 0.8, 0.1), ("B", 0.4, 0.5), ("O", 0, 0)], [(0, 1, 0.9), (1, 2, 0.9)]),  # the label
        ([("B", 0.8, 0.1), ("I", 0.45, 0.4), ("O", 0, 0)], [(0, 1, 0.9), (1, 2, 0.85)]),  # P(B) > P(I)
        ([("B", 0.8, 0.1), ("I", 0.45, 0.45), ("O", 0, 0)], [(0, 2, 0.9)]),
        ([("B", 0.8, 0.1), ("I", 0.35, 0.3), ("O", 0, 0)], [(0, 2, 0.9)]),
        ([("O", 0.2, 0.05), ("O", 0.2, 0.1), ("O", 0.1, 0.1)], [(1, 2, 0.3)]),
    ],
)  # fmt: skip
def test_runs_begin_where_the_tagger_begins_a_name(monkeypatch, told, runs):
    monkeypatch.setattr(tagger, "_tagger", lambda: Told(told))
    found = [
        (*run[:2], pytest.approx(run.confidence))
        for run in tagger.tagged(tokens("A b c"), "en", 0.3)
    ]
    assert [run[:2] for run in found] == [run[:2] for run in runs]
    assert all(one[2] == other[2] for one, other in zip(found, runs, strict=True))


def test_a_long_text_is_tagged_piece_by_piece_with_places_of_the_whole():
    text = "The weather was fine again and nobody came to the old house. " * 30
    words = tokens(text + "Then Woodrow Wilson came.")
    runs = list(tagger.tagged(words, "en", 0.5))
    assert [words[runs[-1].first].word, words[runs[-1].last - 1].word] == ["Woodrow", "Wilson"]
