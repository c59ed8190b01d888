# SPDX-License-Identifier: MIT
"""What ARCHITECTURE.md lists of the code is what the code says of itself."""

from __future__ import annotations

from tests.house.module_map import ARCHITECTURE, PART, written_anew


def test_the_generated_parts_of_the_architecture_are_as_the_code_says(golden):
    golden(ARCHITECTURE, written_anew(ARCHITECTURE.read_text(encoding="utf-8")))


def test_each_generated_part_stands_once():
    parts = [part[2] for part in PART.finditer(ARCHITECTURE.read_text(encoding="utf-8"))]
    assert sorted(parts) == ["errors", "modules", "settings"]
