# SPDX-License-Identifier: MIT
"""Windows in tests: their garbage is searched for between the tests, when no other thread runs."""

from __future__ import annotations

import gc

import pytest


@pytest.fixture(autouse=True)
def searched_between():
    gc.disable()
    yield
    gc.enable()
