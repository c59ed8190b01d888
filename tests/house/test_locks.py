# SPDX-License-Identifier: MIT
"""The locks hold all that pyproject.toml asks for, each file with its hash, and name no place to fetch from."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.source import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
KINDS = ("run", "test", "build")
ENTRY = re.compile(r"^([a-z0-9-]+)==(\S+)(.*)$", re.MULTILINE)


def text(kind: str) -> str:
    """Give a lock with one line an entry."""
    lock = (ROOT / "packaging" / "locks" / f"{kind}.txt").read_text(encoding="utf-8")
    return lock.replace("\\\n", " ")


def locked(kind: str) -> dict[str, set[str]]:
    versions: dict[str, set[str]] = {}
    for name, version, _ in ENTRY.findall(text(kind)):
        versions.setdefault(name, set()).add(version)
    return versions


def wanted(kind: str) -> list[Requirement]:
    groups = PROJECT["dependency-groups"]
    return [Requirement(line) for line in PROJECT["project"]["dependencies"] + groups.get(kind, [])]


@pytest.mark.parametrize("kind", KINDS)
def test_each_dependency_is_locked_within_its_range(kind):
    versions = locked(kind)
    wrong = [
        str(requirement)
        for requirement in wanted(kind)
        for version in versions.get(canonicalize_name(requirement.name), {"absent"})
        if version == "absent" or not requirement.specifier.contains(version)
    ]
    assert not wrong, f"run `python3 packaging/desk.py lock`: {wrong}"


@pytest.mark.parametrize("kind", KINDS)
def test_each_entry_has_a_hash(kind):
    entries = ENTRY.findall(text(kind))
    lines = [line for line in text(kind).splitlines() if line.strip() and "#" not in line]
    assert len(entries) == len(lines) > 0
    assert [name for name, _, rest in entries if "--hash=sha256:" not in rest] == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_lock_says_where_to_fetch_from(kind):
    assert "://" not in text(kind)
    assert "index" not in re.sub(r"#.*", "", text(kind))


@pytest.mark.parametrize("kind", ["test", "build"])
def test_the_tools_agree_with_the_program_on_each_version(kind):
    run, other = locked("run"), locked(kind)
    assert {name: other.get(name) for name in run} == run
