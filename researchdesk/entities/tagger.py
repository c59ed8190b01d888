# SPDX-License-Identifier: MIT
"""The statistical tagger of people: a linear-chain CRF, trained by packaging/model.

Where python-crfsuite cannot be loaded there is none: people are then found by the forms the user knows, alone.
"""

from __future__ import annotations

import itertools
import logging
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from researchdesk.config import paths
from researchdesk.entities.features import features, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from researchdesk.entities.words import Token

logger = logging.getLogger(__name__)

BEGINS = 0.4  # P(B) from which a new name begins beside another


class Tagged(NamedTuple):
    """A run of tokens that may be a person: first token, last token + 1, the highest P(B) + P(I) in it."""

    first: int
    last: int
    confidence: float


def is_tagger_there() -> bool:
    """Say whether the tagger can run here; else people are found by known forms alone."""
    return _crfsuite() is not None


def tagged(tokens: Sequence[Token], language: str, least: float) -> Iterator[Tagged]:
    """Give the runs of tokens whose P(B) + P(I) is at least `least`; none where there is no tagger."""
    if not is_tagger_there():
        return
    rows = features(tokens, language)
    for first, last in pieces(tokens):
        yield from _runs(list(itertools.islice(rows, last - first)), first, least)


@cache
def _crfsuite() -> Any:
    """Load the package; None where it is not installed or does not fit this machine."""
    try:
        import pycrfsuite
    except ImportError:
        logger.info("python-crfsuite cannot be loaded: people are found by known forms alone")
        return None
    return pycrfsuite


@cache
def _tagger() -> Any:
    made = _crfsuite().Tagger()
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
