# SPDX-License-Identifier: MIT
"""The project's own files, read once, for the tests that look at the code instead of running it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PARTS = ("researchdesk", "packaging", "tests")


@cache
def python_files(*parts: str) -> tuple[Path, ...]:
    return tuple(file for part in parts or PARTS for file in sorted((ROOT / part).rglob("*.py")))


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def nodes(*kinds: type[ast.AST], parts: tuple[str, ...] = PARTS) -> Iterator[tuple[Path, ast.AST]]:
    """Give each node of these kinds with its file."""
    for file in python_files(*parts):
        for node in ast.walk(tree(file)):
            if isinstance(node, kinds):
                yield file, node


def place(file: Path, node: ast.AST | None = None) -> str:
    """Say where a finding is, as an editor understands it."""
    path = file.relative_to(ROOT).as_posix()
    return f"{path}:{node.lineno}" if node else path  # type: ignore[attr-defined]
