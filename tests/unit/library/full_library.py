# SPDX-License-Identifier: MIT
"""A library in which every table that is content has rows, made by the verbs that the user has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from researchdesk.library import (
    articles,
    failures,
    identifiers,
    mentions,
    merging,
    notes,
    passages,
    people,
    searches,
    tags,
)
from researchdesk.model.article import Contributor
from researchdesk.model.clipping import (
    Candidate,
    Clipping,
    Image,
    Received,
    RemovedBlock,
    Source,
)
from researchdesk.model.importing import Rejected
from researchdesk.model.passage import Quote
from researchdesk.store import imports

if TYPE_CHECKING:
    from researchdesk.library.library import Library

PNG = bytes.fromhex("89504e470d0a1a0a") + b"not looked at further"
PAGE = b"<!DOCTYPE html><html><body><p>The bell of \xe2\x80\x9cthe market\xe2\x80\x9d rang.</p></body></html>"
FIRST = "The bell of “the market” rang. Ana Ilić heard it in 𝄞 minor.\n\nNobody else did."
LATER = "The old bell of “the market” rang. Ana Ilić heard it in 𝄞 minor.\n\nNobody did."
LARGE = b"<html>" + bytes(range(256)) * 4200  # bytes: a body of its own file


def html_of(text: str) -> str:
    return "".join(f"<p>{one}</p>" for one in text.split("\n\n"))


def page(
    title: str, text: str, body: bytes = PAGE, url: str | None = None, **more: object
) -> Clipping:
    """Make a clipping of a page that was fetched from an address, or pasted where there is none."""
    headers = {"Content-Type": "text/html"} if url else {}
    received = Received(
        body,
        "text/html" if url else "text/plain",
        "2026-01-02T03:04:05.000000Z",
        url,
        "utf-8",
        headers,
    )
    values = {"extractor": "test", "extractor_version": "1", "canon_version": 1, "url": url}
    return Clipping(title, html_of(text), text, received, **values, canonical_url=url, **more)  # type: ignore[arg-type]


def fill(library: Library) -> None:
    """Do something of everything."""
    bell = articles.clip(library, _bell(FIRST, PAGE)).article_id
    marks = [
        passages.highlight_quote(library, bell, Quote(words), body=body, colour=colour)
        for words, body, colour in (
            ("the market", "Which?", "blue"),
            ("Nobody else did", "", "rose"),
        )
    ]
    tags.add(library, [bell], "sound/bells")
    tags.add(library, [marks[0].id], "to check", "annotation")
    tags.set_colour(library, "sound/bells", "rose")
    articles.clip(library, _bell(LATER, PAGE + b"<!-- later -->"))
    articles.put_back(library, bell, 1)
    _people(library, bell)
    _notes(library, bell, [one.public_id for one in marks])
    _imports(library)
    searches.save(library, "Bells", "bell tag:sound/bells")
    failures.add(library, Source("address", "https://example.org/gone"), "It is not there.")
    odd = page("CON", "Nothing at all is here.", b"pasted", "mid:by-hand@example.org")
    gone = articles.clip(library, structs.replace(odd, canonical_url=None)).article_id
    articles.trash(library, [gone])
    passages.trash(library, [marks[1].id])
    articles.clip(library, page("Undone", "It was undone.", b"undone"))
    library.undo()  # its numbers are never given again


def _bell(text: str, body: bytes) -> Clipping:
    return page(
        "The bell: a “story” of 3/4…",
        text,
        body,
        "https://example.org/bell",
        authors=(Contributor("Ilić", "Ana"),),
        issued="2025-11",
        container_title="The Market",
        language="en",
        removed=(RemovedBlock(1, 2, "See also", "<p>See also</p>", "a link elsewhere"),),
        candidates=(Candidate("title", "Another", "og:title"),),
        images=(Image("https://example.org/bell.png", "image/png", PNG),),
    )


def _people(library: Library, article_id: int) -> None:
    ana = mentions.tag_person(library, [article_id], "Ana Ilić")  # type: ignore[list-item]
    with library.operation("Make people"):
        other = people.make(library, "Anna Ilitch")
        third = people.make(library, "Ana Ilić Petrović")
    merging.merge(library, other, ana)
    merging.keep_apart(library, ana, third)
    identifiers.describe(library, ana, born="1970", numbers={"wikidata": "Q57434"})
    mentions.tag_country(library, [article_id], "RS")  # type: ignore[list-item]
    mentions.reject_name(library, "Market Bell")


def _notes(library: Library, article_id: int, ids: list[str]) -> None:
    public_id = articles.get(library, article_id).public_id  # type: ignore[arg-type]
    links = " ".join(f"[so](rd:p/{one})" for one in ids)
    note = notes.new(library, "On bells: a/b", f"It rang {links}, see [all](rd:a/{public_id}).")
    notes.save(library, note.id, body=note.body + "\n\nMore.")
    notes.leave(library, note.id)
    tags.add(library, [note.id], "template", "note")
    trashed = notes.new(library, "On bells: A/B", "")
    notes.trash(library, [trashed.id])


def _imports(library: Library) -> None:
    large = articles.clip(
        library, page("A large one.", "Large it is.", LARGE, "https://example.org/large")
    ).article_id
    with library.operation("Import", undoable=False):
        run = imports.begin(library.store, "folder", "")
        imports.note(library.store, run, {"found": 2}, [Rejected("odd.bin", "It is no article.")])
        imports.mark(library.store, run, [large])
        library.store.db.table("import_entry").insert({"import_run_id": run, "record": "one"})
