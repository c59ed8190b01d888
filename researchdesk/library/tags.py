# SPDX-License-Identifier: MIT
"""Free tags: put on and take off, rename, merge, colour, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from researchdesk.model.errors import BadValue, NoSuchThing
from researchdesk.model.passage import Colour
from researchdesk.store import articles, notes, passages, tags

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from researchdesk.library.library import Library
    from researchdesk.model.tag import TagRow
    from researchdesk.store.operation import Store
    from researchdesk.store.tags import Bearer

LONGEST = 200  # code points of a tag's name
HELD: dict[Bearer, Callable[[Store, Sequence[int]], Sequence[int]]] = {
    "article": articles.existing,
    "annotation": passages.existing,
    "note": notes.existing,
}


def rows(library: Library) -> list[TagRow]:
    """Give all tags by name, with the number of articles."""
    return tags.rows(library.store)


def add(library: Library, ids: Sequence[int], name: str, bearer: Bearer = "article") -> None:
    """Put a tag on articles, annotations or notes; it is made if need be."""
    with library.operation(f"Tag {_checked(name)}"):
        attach(library, HELD[bearer](library.store, ids), [name], bearer)


def attach(
    library: Library, ids: Sequence[int], names: Sequence[str], bearer: Bearer = "article"
) -> None:
    """Put several tags on what is known to be there, inside an operation."""
    for name in names:
        tags.attach(library.store, ids, tags.ensure(library.store, _checked(name)), bearer)


def remove(library: Library, ids: Sequence[int], name: str, bearer: Bearer = "article") -> None:
    """Take a tag off articles, annotations or notes; a tag that nothing bears any more goes."""
    tag_id = named(library, name)
    with library.operation(f"Untag {name}"):
        tags.detach(library.store, HELD[bearer](library.store, ids), tag_id, bearer)


def named(library: Library, name: str) -> int:
    """Find a tag by its name, whatever its case; NoSuchThing when there is none."""
    found = tags.find(library.store, name)
    if found is None:
        raise NoSuchThing(noun="tag", name=name)
    return found


def rename(library: Library, name: str, new: str) -> None:
    """Give a tag another name, and those below it with it; BadValue when another tag has one of the names."""
    named(library, name)
    shown, old = _checked(new), name.strip().strip("/")
    held = {row.id: row.name for row in tags.rows(library.store)}
    wanted = {one: shown + held[one][len(old) :] for one in tags.below(library.store, old)}
    for one in wanted.values():
        if tags.find(library.store, _checked(one)) not in (None, *wanted):
            raise BadValue(
                value=one, kind="free name", expected="another tag has it, merge the two instead"
            )
    with library.operation(f"Rename the tag {name}"):
        for number, one in wanted.items():
            tags.rename(library.store, number, one)


def merge(library: Library, name: str, into: str) -> None:
    """Let everything that bears one tag bear the other instead."""
    tag_id, into_id = named(library, name), named(library, into)
    if tag_id != into_id:
        with library.operation(f"Merge the tag {name} into {into}"):
            tags.merge(library.store, tag_id, into_id)


def set_colour(library: Library, name: str, colour: str | None) -> None:
    """Give a tag one of the highlight colours, or none."""
    if colour is not None and colour not in list(Colour):
        raise BadValue(value=colour, kind="colour", expected=f"write one of {', '.join(Colour)}")
    tag_id = named(library, name)
    with library.operation(f"Colour the tag {name}"):
        tags.set_colour(library.store, tag_id, colour)


def delete(library: Library, name: str) -> None:
    """Delete a tag and take it off everything."""
    tag_id = named(library, name)
    with library.operation(f"Delete the tag {name}"):
        tags.delete(library.store, tag_id)


def _checked(name: str) -> str:
    shown = name.strip().strip("/")
    if not shown or len(shown) > LONGEST or any(ord(char) < 32 for char in shown):
        raise BadValue(
            value=f"“{name[:40]}”", kind="tag", expected="write a word or a few, in one line"
        )
    return shown
