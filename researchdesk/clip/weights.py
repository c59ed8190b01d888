# SPDX-License-Identifier: MIT
"""The weights of the learned decision, as they lie in resources/extraction/weights.json."""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any

from researchdesk.config.paths import resource

if TYPE_CHECKING:
    from collections.abc import Mapping

CONSTANT = "constant"
SUREST = 30.0  # log odds: beyond it the probability is 0 or 1 as far as a float can tell

Features = dict[str, float]


def probability(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Give the probability of a logistic regression; a feature without a weight says nothing."""
    odds = weights[CONSTANT] + sum(weights.get(name, 0.0) * x for name, x in features.items())
    return 1 / (1 + math.exp(-max(-SUREST, min(SUREST, odds))))


def _read() -> dict[str, Any]:
    held: dict[str, Any] = json.loads(resource("extraction/weights.json").read_text("utf-8"))
    return held


_HELD = _read()
FIRST: dict[str, float] = _HELD["first"]
SECOND: dict[str, float] = _HELD["second"]
GOOD_WORDS = re.compile("|".join(_HELD["good words"].split()))
BAD_WORDS = re.compile("|".join(_HELD["bad words"].split()))
ALSO = re.compile(f"(?:{'|'.join(_HELD['also'])})", re.IGNORECASE)
