# SPDX-License-Identifier: MIT
"""The tree of a query: what the parser gives, the evaluator walks, and the marks are taken from.

Words in a tree are folded. `fields` are fields of the index; a leaf matches where any of them does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

    from researchdesk.model.search import Document

WORDS_IN = ("title", "body", "note", "names")  # where a word without a field is searched


@dataclass(frozen=True, slots=True)
class Word:
    """One word; while it `is_typed`, everything that begins with it counts as well, for less.

    Unless it `is_exact`, its other `forms` count too, for less (elections): the index puts them in.
    """

    text: str
    fields: tuple[str, ...] = WORDS_IN
    is_typed: bool = False
    is_exact: bool = False
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every word that begins so."""

    text: str
    fields: tuple[str, ...] = WORDS_IN


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Every word of this pattern: * stands for any letters or none, ? for one."""

    pattern: str
    fields: tuple[str, ...] = WORDS_IN


@dataclass(frozen=True, slots=True)
class Close:
    """Every word at most `distance` letters away; two neighbours that changed places are one."""

    text: str
    distance: int
    fields: tuple[str, ...] = WORDS_IN


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order, each at most `slop` words on from the last; the last may be a beginning."""

    words: tuple[str, ...]
    fields: tuple[str, ...] = WORDS_IN
    slop: int = 1
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Two leaves within `distance` words of each other, in either order, both in one field."""

    first: Leaf
    second: Leaf
    distance: int


@dataclass(frozen=True, slots=True)
class Keys:
    """Any of these ids or codes in an id field; `words` are what the user typed, for the marks."""

    field: str
    values: tuple[str, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """Documents in which this field is not empty."""

    field: str


@dataclass(frozen=True, slots=True)
class Articles:
    """These articles, or these notes, by their numbers: what the library answers (`is:starred`)."""

    ids: tuple[int, ...]
    kind: Literal["article", "note"] = "article"


@dataclass(frozen=True, slots=True)
class Days:
    """Documents issued between two days (ordinals, both included); undated ones never match."""

    first: int = 1
    last: int | None = None


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """All documents but these."""

    part: Node


@dataclass(frozen=True, slots=True)
class Everything:
    """Every document."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No document: what a part that could not be read comes to."""


Leaf = Word | Prefix | Wildcard | Close | Phrase
Node = Leaf | Near | Keys | Filled | Articles | Days | And | Or | Not | Everything | Nothing

# Fields that can be asked to be empty or not, and when a document has something in them.
FILLED: dict[str, Callable[[Document], bool]] = {
    "title": lambda one: bool(one.title.strip()),
    "body": lambda one: bool(one.body.strip()),
    "note": lambda one: bool(one.note.strip()),
    "author": lambda one: any(one.authors),
    "site": lambda one: bool(one.site.strip()),
    "tag": lambda one: bool(one.tag_ids or one.tags),
    "person": lambda one: bool(one.person_ids or one.people),
    "country": lambda one: bool(one.country_codes or one.countries),
    "kind": lambda one: True,
    "lang": lambda one: bool(one.language),
    "date": lambda one: bool(one.issued),
    "annotation": lambda one: one.has_annotation,
    "trash": lambda one: one.is_trashed,
}
TRASH = Filled("trash")  # documents that only a query which names it finds


def holds(tree: Node, leaf: Node) -> bool:
    """Say whether a leaf stands anywhere in a tree."""
    if isinstance(tree, And | Or):
        return any(holds(part, leaf) for part in tree.parts)
    return holds(tree.part, leaf) if isinstance(tree, Not) else tree == leaf


def without(tree: Node, leaves: tuple[type, ...], field: str = "") -> Node:
    """Take the filters of one kind out of a plain AND: those leaves, and those keys of this field."""
    parts = tree.parts if isinstance(tree, And) else (tree,)
    kept = [
        part
        for part in parts
        if not isinstance(part, leaves) and not (isinstance(part, Keys) and part.field == field)
    ]
    return all_of([*kept]) or Everything()


def with_forms(tree: Node, forms: Callable[[Word], tuple[str, ...]]) -> Node:
    """Put the other forms of its words into a tree, but for those that are exact."""
    if isinstance(tree, And | Or):
        return replace(tree, parts=tuple(with_forms(part, forms) for part in tree.parts))
    if isinstance(tree, Not):
        return Not(with_forms(tree.part, forms))
    if isinstance(tree, Near):
        first, second = (with_forms(leaf, forms) for leaf in (tree.first, tree.second))
        return Near(first, second, tree.distance)  # type: ignore[arg-type]  # leaves stay leaves
    if isinstance(tree, Word) and not tree.is_exact:
        return replace(tree, forms=forms(tree))
    return tree


def all_of(parts: list[Node | None]) -> Node | None:
    """Join the parts that are there by AND; None when none is."""
    there = tuple(part for part in parts if part is not None)
    return And(there) if len(there) > 1 else there[0] if there else None


def any_of(parts: list[Node | None]) -> Node | None:
    """Join the parts that are there by OR; None when none is."""
    there = tuple(part for part in parts if part is not None)
    return Or(there) if len(there) > 1 else there[0] if there else None


def pattern_of(pattern: str) -> str:
    """Make a regular expression of a pattern with * and ?; it never goes back over a star, so it cannot run away."""
    first, *rest = (
        "".join("." if c == "?" else re.escape(c) for c in bit) for bit in pattern.split("*")
    )
    if not rest:
        return first
    inner = "".join(f"(?>.*?{bit})" for bit in rest[:-1])
    return f"{first}{inner}.*{rest[-1]}"
