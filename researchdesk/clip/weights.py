# SPDX-License-Identifier: MIT
"""The weights of the learned decision, as they lie in resources/extraction/weights.json."""

from __future__ import annotations

import json
import math
import operator
import re
from typing import Any

from researchdesk.config.paths import resource

CONSTANT = "constant"
SUREST = 30.0  # log odds: beyond it the probability is 0 or 1 as far as a float can tell

Features = dict[str, float]


class Weights(dict[str, float]):
    """The weight of each feature; 0 for one without."""

    def __missing__(self, name: str) -> float:
        return 0.0


def probability(features: Features, weights: Weights) -> float:
    """Give the probability of a logistic regression; a feature without a weight says nothing."""
    known = map(weights.__getitem__, features)
    odds = weights[CONSTANT] + sum(map(operator.mul, known, features.values()))
    return 1 / (1 + math.exp(-max(-SUREST, min(SUREST, odds))))


def _read() -> dict[str, Any]:
    held: dict[str, Any] = json.loads(resource("extraction/weights.json").read_text("utf-8"))
    return held


_HELD = _read()
FIRST = Weights(_HELD["first"])
SECOND = Weights(_HELD["second"])
GOOD_WORDS = re.compile("|".join(_HELD["good words"].split()))
BAD_WORDS = re.compile("|".join(_HELD["bad words"].split()))
ALSO = re.compile(f"(?:{'|'.join(_HELD['also'])})", re.IGNORECASE)
