# SPDX-License-Identifier: MIT
"""Notes: write, keep every state, follow what they rest on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from researchdesk.annotate import citations as cited
from researchdesk.annotate import differences, footnoting, markdown
from researchdesk.library import articles, passages
from researchdesk.model.dates import now
from researchdesk.model.errors import BadValue, NoSuchThing
from researchdesk.model.note import Note, NoteId, Place
from researchdesk.store import articles as article_rows
from researchdesk.store import notes, people, portable, public_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.library.library import Library
    from researchdesk.model.note import Citation, NoteRevision, NoteRow, ParsedCitation
    from researchdesk.model.passage import Difference

LONGEST = 1_000_000  # code points of a note
LINK = re.compile(r"rd:([pant])/([0-9A-HJKMNP-TV-Z]{10,26})(?:\?v=(\d{1,9}))?")


def new(library: Library, title: str, body: str = "") -> Note:
    """Begin a note."""
    title, body = checked(title, body)
    body, found = _followed(library, body)
    with library.operation("New note"):
        note_id = notes.insert(library.store, public_ids.new_public_id(), title, body)
        notes.set_citations(library.store, note_id, found)
    return get(library, note_id)


def get(library: Library, note_id: NoteId) -> Note:
    """Give one note."""
    return notes.get(library.store, note_id)


def by_public_id(library: Library, public_id: str) -> Note:
    """Give the note that a link names."""
    found = notes.by_public_id(library.store, notes.resolve(library.store, public_id))
    if found is None:
        raise NoSuchThing(noun="note", name=public_id)
    return get(library, found)


def named(library: Library, name: str) -> Note:
    """Give the note of a number or a public id."""
    return (
        get(library, NoteId(int(name)))
        if name.isdecimal() and len(name) < 10
        else by_public_id(library, name)
    )


def rows(library: Library, limit: int | None = None) -> list[NoteRow]:
    """Give notes, the last changed first."""
    return notes.rows(library.store, limit=limit)


def save(
    library: Library, note_id: NoteId, *, title: str | None = None, body: str | None = None
) -> Note:
    """Write a note's new state with its citations; the saves of a minute are one step to undo."""
    held = get(library, note_id)
    title, body = checked(
        held.title if title is None else title, held.body if body is None else body
    )
    if (title, body) == (held.title, held.body):
        return held
    body, found = _followed(library, body)
    with library.operation("Edit note", merge_key=("note", note_id)):
        notes.save(library.store, held, title, body)
        notes.set_citations(library.store, note_id, found)
    return get(library, note_id)


def leave(library: Library, note_id: NoteId) -> None:
    """Add the note's present state to its history: it was closed, or this edit is a whole deed."""
    with library.operation("Edit note", merge_key=("note", note_id)):
        notes.keep_revision(library.store, get(library, note_id))


def history(library: Library, note_id: NoteId) -> list[NoteRevision]:
    """Give the saved states of a note, the newest first."""
    get(library, note_id)
    return notes.history(library.store, note_id)


def difference(library: Library, note_id: NoteId, revision: int) -> list[Difference]:
    """Give what is not the same in the note now and in an older state, in the order of the text."""
    return differences.between(_state(library, note_id, revision).body, get(library, note_id).body)


def restore_revision(library: Library, note_id: NoteId, revision: int) -> Note:
    """Bring an older state back, as a new one; the present state stays in the history.

    States outlive an undo, and what one cites may have been undone since: such a citation comes back as its words.
    """
    wanted = _state(library, note_id, revision)
    body = footnoting.without_lost(wanted.body, lambda link: not _is_known(library, link.public_id))
    body, found = _followed(library, body)
    with library.operation("Restore an older state"):
        held = get(library, note_id)
        notes.keep_revision(library.store, held)
        saved = notes.save(library.store, held, wanted.title, body)
        notes.keep_revision(library.store, saved)
        notes.set_citations(library.store, note_id, found)
    return get(library, note_id)


def citations(library: Library, note_id: NoteId) -> list[Citation]:
    """Give what a note rests on, in the order of its text."""
    return notes.citations(library.store, "citation.note_id = ?", [note_id])


def backlinks(library: Library, note_id: NoteId) -> list[Citation]:
    """Give the links in other notes that lead to this one."""
    public_id = get(library, note_id).public_id
    return notes.citations(
        library.store, "kind = 'n' AND cited_id = ? AND note.trashed_on IS NULL", [public_id]
    )


def verify(library: Library) -> list[Citation]:
    """Give the citations of all notes that lead nowhere."""
    return [
        one
        for one in notes.citations(library.store, "note.trashed_on IS NULL", [])
        if one.is_broken
    ]


def render(body: str) -> str:
    """Give a note as safe HTML; any thread."""
    return markdown.render(body)


def render_parts(body: str) -> list[str]:
    """Give a note as safe HTML in parts that a view can take in one after the other; any thread."""
    return markdown.render_parts(body)


def count_words(body: str) -> int:
    """Count a note's words as a reader sees them; any thread."""
    return markdown.count_words(body)


def follow(library: Library, url: str) -> Place:
    """Say where an `rd:` link leads; BadValue when it is no such link, NoSuchThing when it leads nowhere."""
    found = LINK.fullmatch(url)
    if not found:
        raise BadValue(
            value=url[:80], kind="link into this library", expected="it should read rd:p/ and an id"
        )
    kind, public_id, seq = found[1], notes.resolve(library.store, found[2]), found[3]
    if kind == "n":
        return Place(note_id=by_public_id(library, public_id).id)
    if kind == "t":
        person_id = people.by_public_id(library.store, public_id)
        if person_id is None:
            raise NoSuchThing(noun="person", name=public_id)
        return Place(person_id=person_id)
    if kind == "a":
        article_id = article_rows.by_public_id(library.store, public_id)
        if article_id is None:
            raise NoSuchThing(noun="article", name=public_id)
        return Place(article_id=article_id, seq=int(seq) if seq else None)
    held = passages.by_public_id(library, public_id)
    if held.place is not None:
        version = articles.text(library, held.article_id)
        return Place(article_id=held.article_id, span=held.place, seq=version.seq)
    return Place(article_id=held.article_id)


def trash(library: Library, ids: Sequence[NoteId]) -> None:
    """Put notes into the trash."""
    _set_trashed(library, ids, now(), "Move {} to the trash")


def restore(library: Library, ids: Sequence[NoteId]) -> None:
    """Take notes out of the trash."""
    _set_trashed(library, ids, None, "Restore {}")


def _followed(library: Library, body: str) -> tuple[str, tuple[ParsedCitation, ...]]:
    """Give a text with what it cites; a link that an alias leads on names from now on what it leads to."""
    found = cited.citations(body)
    news = notes.aliases(library.store, {one.cited_id for one in found})
    if not news:
        return body, found
    body = cited.rewritten(body, news)
    return body, cited.citations(body)


def _is_known(library: Library, public_id: str) -> bool:
    return bool(portable.known(library.store, [public_id]))


def _state(library: Library, note_id: NoteId, revision: int) -> NoteRevision:
    found = next((one for one in history(library, note_id) if one.revision == revision), None)
    if found is None:
        raise NoSuchThing(noun="revision", name=revision)
    return found


def _set_trashed(
    library: Library, ids: Sequence[NoteId], trashed_on: str | None, label: str
) -> None:
    wanted = notes.existing(library.store, ids)
    words = "1 note" if len(wanted) == 1 else f"{len(wanted)} notes"
    with library.operation(label.format(words)):
        notes.trash(library.store, wanted, trashed_on)


def checked(title: str, body: str) -> tuple[str, str]:
    """Give title and body as they are stored; BadValue where they cannot be."""
    shown = " ".join(title.split())[:300]
    if not shown:
        raise BadValue(value="An empty line", kind="title", expected="write what the note is about")
    body = body.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if len(body) > LONGEST:
        raise BadValue(
            value="This text",
            kind="note",
            expected="write at most a million characters, or make two notes",
        )
    return shown, cited.written_out(body)
