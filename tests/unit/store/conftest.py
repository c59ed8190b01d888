# SPDX-License-Identifier: MIT
"""A library for each test of the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from researchdesk.store.operation import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.create(tmp_path / "library")
    yield made
    made.close()
