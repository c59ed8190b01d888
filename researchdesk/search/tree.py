# SPDX-License-Identifier: MIT
"""The tree of a query: what the parser gives, the evaluator walks, and the marks are taken from.

Words in a tree are folded. `fields` are fields of the index; a leaf matches where any of them does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Callable

    from researchdesk.model.search import Document

WORDS_IN = ("title", "body", "note", "names")  # where a word without a field is searched


class Word(Struct, frozen=True):
    """One word; while it `is_typed`, everything that begins with it counts as well, for less.

    Unless it `is_exact`, its other `forms` count too, for less (elections): the index puts them in.
    """

    text: str
    fields: tuple[str, ...] = WORDS_IN
    is_typed: bool = False
    is_exact: bool = False
    forms: tuple[str, ...] = ()


class Prefix(Struct, frozen=True):
    """Every word that begins so."""

    text: str
    fields: tuple[str, ...] = WORDS_IN


class Wildcard(Struct, frozen=True):
    """Every word of this pattern: * stands for any letters or none, ? for one."""

    pattern: str
    fields: tuple[str, ...] = WORDS_IN


class Close(Struct, frozen=True):
    """Every word at most `distance` letters away; two neighbours that changed places are one."""

    text: str
    distance: int
    fields: tuple[str, ...] = WORDS_IN


class Phrase(Struct, frozen=True):
    """Words in this order, each at most `slop` words on from the last; the last may be a beginning."""

    words: tuple[str, ...]
    fields: tuple[str, ...] = WORDS_IN
    slop: int = 1
    is_open: bool = False


class Near(Struct, frozen=True):
    """Two leaves within `distance` words of each other, in either order, both in one field."""

    first: Leaf
    second: Leaf
    distance: int


class Keys(Struct, frozen=True):
    """Any of these ids or codes in an id field; `words` are what the user typed, for the marks."""

    field: str
    values: tuple[str, ...]
    words: tuple[str, ...] = ()


class Filled(Struct, frozen=True):
    """Documents in which this field is not empty."""

    field: str


class Articles(Struct, frozen=True):
    """These articles, or these notes, by their numbers: what the library answers (`is:starred`)."""

    ids: tuple[int, ...]
    kind: Literal["article", "note"] = "article"


class Days(Struct, frozen=True):
    """Documents issued between two days (ordinals, both included); undated ones never match."""

    first: int = 1
    last: int | None = None


class And(Struct, frozen=True):
    """All of these."""

    parts: tuple[Node, ...]


class Or(Struct, frozen=True):
    """Any of these."""

    parts: tuple[Node, ...]


class Not(Struct, frozen=True):
    """All documents but these."""

    part: Node


class Everything(Struct, frozen=True):
    """Every document."""


class Nothing(Struct, frozen=True):
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
