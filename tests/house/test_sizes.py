# SPDX-License-Identifier: MIT
"""Files and functions stay short enough to be read."""

from __future__ import annotations

import ast
import statistics

from tests.house.source import nodes, place, python_files

LONGEST_FILE, LONGEST_FUNCTION = 400, 60


def test_no_file_is_over_400_lines():
    lines = {place(file): len(file.read_text("utf-8").splitlines()) for file in python_files()}
    long = {name: n for name, n in lines.items() if n > LONGEST_FILE}
    assert not long, f"split each by idea, not by size: {long}"


def test_the_median_file_is_under_150_lines():
    lines = [len(file.read_text("utf-8").splitlines()) for file in python_files("researchdesk")]
    assert statistics.median(lines) <= 150, (
        "the files have grown; look for the idea that is missing"
    )


def test_no_function_is_over_60_lines():
    long = {
        f"{place(file, node)} {node.name}": length
        for file, node in nodes(ast.FunctionDef, ast.AsyncFunctionDef)
        if (length := node.end_lineno - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert not long, f"give a part of each its own name: {long}"
