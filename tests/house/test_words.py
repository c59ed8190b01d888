# SPDX-License-Identifier: MIT
"""No file or class bears a word that says nothing."""

from __future__ import annotations

import ast
import re

from tests.house.source import nodes, place, python_files

BANNED = {"manager", "helper", "util", "handler", "service", "data", "info", "processor"}
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def empty_words(name: str) -> set[str]:
    words = {word.lower() for word in WORD.findall(name)}
    return (words | {word.rstrip("s") for word in words}) & BANNED


def test_no_file_is_named_with_an_empty_word():
    found = {place(file): words for file in python_files() if (words := empty_words(file.stem))}
    assert not found, f"say what is in it: {found}"


def test_no_class_is_named_with_an_empty_word():
    found = {
        f"{place(file, node)} {node.name}": words
        for file, node in nodes(ast.ClassDef)
        if (words := empty_words(node.name))
    }
    assert not found, f"say what it is: {found}"
