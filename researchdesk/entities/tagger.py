# SPDX-License-Identifier: MIT
"""The statistical tagger of people: a linear-chain CRF, trained by packaging/model. Without python-crfsuite: none."""

from __future__ import annotations

import importlib.util
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from researchdesk.config import paths
from researchdesk.entities.features import features, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from researchdesk.entities.words import Token

BEGINS = 0.4  # P(B) from which a new name begins beside another


class Tagged(NamedTuple):
    """A run of tokens that may be a person: first token, last token + 1, the highest P(B) + P(I) in it."""

    first: int
    last: int
    confidence: float


def is_there() -> bool:
    """Say whether the tagger can run here; else people are found by known forms alone."""
    return importlib.util.find_spec("pycrfsuite") is not None


def tagged(tokens: Sequence[Token], language: str, least: float) -> list[Tagged]:
    """Give the runs of tokens whose P(B) + P(I) is at least `least`; none where there is no tagger."""
    if not is_there():
        return []
    rows = features(tokens, language)
    return [run for first, last in pieces(tokens) for run in _runs(rows[first:last], first, least)]


@cache
def _tagger() -> Any:
    import pycrfsuite

    made = pycrfsuite.Tagger()
    made.open(str(paths.resource("entities/people.crf")))
    return made


def _runs(rows: list[list[str]], offset: int, least: float) -> Iterator[Tagged]:
    tagger = _tagger()
    tagger.set(rows)
    labels = tagger.tag()
    begins = [tagger.marginal("B", number) for number in range(len(rows))]
    inside = [tagger.marginal("I", number) for number in range(len(rows))]
    start, highest = None, 0.0
    for number in range(len(rows) + 1):
        here = begins[number] + inside[number] if number < len(rows) else 0.0
        if start is not None and (
            here < least
            or labels[number] == "B"
            or (begins[number] > inside[number] and begins[number] > BEGINS)
        ):
            yield Tagged(offset + start, offset + number, highest)
            start, highest = None, 0.0
        if number < len(rows) and here >= least:
            start = number if start is None else start
            highest = max(highest, here)
