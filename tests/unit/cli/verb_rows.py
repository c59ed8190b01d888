# SPDX-License-Identifier: MIT
"""Every verb of the command line with what it does to a library: a row for each way in which it can be asked.

A new verb or option without a row fails `test_every_verb.py`. The words in braces stand for what `sample` made.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from msgspec import structs

from researchdesk.clip.text import text_of
from researchdesk.library import (
    articles,
    backup,
    failures,
    mentions,
    notes,
    passages,
    people,
    recognising,
    refusals,
    search,
    trash,
)
from researchdesk.library.library import Library
from researchdesk.model.clipping import RemovedBlock, Source
from researchdesk.model.passage import Quote
from researchdesk.model.people import Proposal
from tests.unit.library import full_library

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PAGE = """<!DOCTYPE html><html lang="en"><head><title>A lock on the canal</title></head><body><article>
<h1>A lock on the canal</h1>
<p>The lock was opened in the spring of 1921, and the boats of the canal waited for an hour before it.</p>
<p>The keeper of the lock wrote down each boat with its name, its load, and the day on which it came.</p>
<p>Nobody has read what he wrote, although it lies in the archive of the town to this day.</p>
</article></body></html>"""
LATER = PAGE.replace("for an hour", "for two hours")
EARLIER = PAGE.replace("1921", "1911")
LOST = "<p>The old mill burnt down.</p><p>Its miller went away to Trieste and sold shoes there.</p>"
FOUND = (
    "<p>It rained for a week in the hills.</p><p>A shepherd counted his sheep and missed none.</p>"
)

Kind = Literal["reads", "changes", "for good", "beside"]


@dataclass(frozen=True, slots=True)
class Row:
    """A way to ask a verb. `why` says of one whose deed is no step of the history why that is so."""

    words: str
    kind: Kind = "reads"
    why: str = ""
    typed: str | None = None
    first: tuple[str, ...] = ()  # verbs that make what this one needs
    is_of_another_place: bool = (
        False  # it writes elsewhere, so that a library that can only be read will do
    )

    def __str__(self) -> str:
        return self.words

    @property
    def arguments(self) -> list[str]:
        """The words apart; a blank inside of one is written `_`."""
        words = self.words.split()
        return [one if "{" in one else one.replace("_", " ") for one in words]


def changes(*many: str, first: tuple[str, ...] = ()) -> tuple[Row, ...]:
    return tuple(Row(words, "changes", first=first) for words in many)


def reads(*many: str) -> tuple[Row, ...]:
    return tuple(Row(words) for words in many)


MEND = "mend {folder}/odd.pdf"  # no verb: the file is whole now
PURGED = "what is deleted for ever cannot come back; a backup holds it"
KEPT = "a failed clip is a line to be tried again, no content"
HISTORY = "it moves along the history itself"
FILES = "it writes files beside the library and leaves its content as it is"

ROWS = (
    *changes(
        "clip {page}",
        "clip {page} --title Lock --tag locks --url https://example.org/lock --no-images",
        "clip {bell_page} --url https://example.org/bell --as-new",
        "clip {bell_page} --url https://example.org/bell --password none",
        "import {page}",
        "import {folder} --format html --tag locks --password none --no-images",
        "imports {run} --trash",
        "mark {bell} --star --file --read",
        "mark {starred} --unstar --unread --inbox",
        "edit {bell} --title Bells",
        "edit {bell} --issued 2020 --author Ada --container-title Post --language sr --url https://example.org/b",
        "edit {suggested} --restore 1 --title Pupin",
        "edit {read} --read-again whole --title Lock",
        "edit {read} --keep-only 0 90",
        "trash {bell}",
        "trash {bell} --note {note} --annotation {mark} --person {ana}",
        "restore {trashed}",
        "restore {trashed} --note {trashed_note} --annotation {trashed_mark} --person {trashed_person}",
        "reclip {read} {later}",
        "searches save Two bell",
        "searches save Bells market",
        "searches rename Bells Two",
        "searches delete Bells",
        "suggestions {suggested} --accept all",
        "suggestions --accept {suggestion}",
        "suggestions --reject {suggestion}",
        "suggestions --reject {suggestion} --everywhere",
        "countries reject Italy",
        "people rename {ana} Ana_B",
        "people variant {ana} Ana_B",
        "people variant {ana} Ana_B --suggest",
        "people variant {ana} Anna_Ilitch --remove",
        "people reject Mihajlo_Pupin",
        "people edit {ana} --wikidata Q1 --viaf 97801 --isni 0000000121032683 --born 1970 --died 2020 --remark so",
        "people merge {ana} {third}",
        "people merge {ana} {third} --name Ana",
        "people split {ana} --form Anna_Ilitch --name Anna",
        "people split {ana} --article {bell}",
        "people apart {ana} {lone}",
        "people refusals --take-back {refusal}",
        "tag {bell} --person Ada",
        "tag {bell} --country Italy",
        "tag {bell} --tag two",
        "tag --query market --tag two",
        "untag {bell} --person Ana_Ilić",
        "untag {bell} --country Serbia",
        "untag {bell} --tag sound/bells",
        "tags rename sound/bells bells",
        "tags colour sound/bells blue",
        "tags merge sound/bells to_check",
        "tags delete sound/bells",
        "highlight {bell} --quote market --prefix “the_ --suffix ” --colour rose --body so",
        "highlight {bell} --start 0 --end 12",
        "annotations --edit {mark} --colour green --body so --add-tag two --remove-tag to_check",
        "annotations --repair {lost} --start 0 --end 12",
        "annotations --repair {lost} --keep",
        "annotations --repair {lost} --delete",
        "notes new --title New --tag two --file {text}",
        "notes new --template {note} --title New --article {bell} --annotation {mark}",
        "notes edit {note} --title Two --file {text} --add-tag two --remove-tag template",
        "notes restore {note} 1",
        "restore-backup {backup} --article {gone} --note {gone_note} --person {gone_person}",
    ),
    Row("imports 2 --again", "changes", first=("import {folder}", MEND)),
    Row("import {page} --only-new", "changes"),
    Row("verify --mend", "beside", "nothing is damaged"),
    Row("failed-clips --dismiss {failed}", "for good", KEPT),
    Row("failed-clips --again {failed_file}", "for good", KEPT),
    Row("empty-trash", "for good", PURGED),
    Row("undo", "for good", HISTORY),
    Row("undo 2", "for good", HISTORY),
    Row("undo --to {step}", "for good", HISTORY),
    Row("redo", "for good", HISTORY, first=("undo",)),
    Row("redo 2", "for good", HISTORY, first=("undo 2",)),
    Row("redo --to {step}", "for good", HISTORY, first=("undo --to {step}",)),
    Row("backup", "beside", FILES),
    Row("backup {new}", "beside", FILES),
    Row("reindex", "beside", "the index is no part of the library", is_of_another_place=True),
    Row("move {new}", "beside", "the old file stays, and the history goes with the new one"),
    Row("new {new}", "beside", FILES, is_of_another_place=True),
    Row("new {new} --copy-of {library}", "beside", FILES, is_of_another_place=True),
    Row("restore-backup {backup} {new}", "beside", FILES, is_of_another_place=True),
    *reads(
        "failed-clips",
        "extract {page}",
        "extract {page} --url https://example.org/lock --way whole --password none",
        "import {folder} --dry-run",
        "import --formats",
        "imports",
        "imports {run}",
        "list",
        "list --inbox --starred --unread --tag sound/bells --person Ana --country RS --sort title --limit 3",
        "list --trash",
        "show {bell}",
        "show {bell} --text",
        "show {bell} --html",
        "show {bell} --snapshot",
        "show {bell} --metadata",
        "versions {bell}",
        "versions {bell} --diff 1 2",
        "duplicates",
        "duplicates {bell}",
        "search bell",
        "search bell --limit 3 --offset 0 --sort title --facets",
        "search --saved Bells",
        "searches list",
        "info",
        "suggestions",
        "suggestions {suggested}",
        "suggestions --by-name",
        "countries list",
        "countries list --person {ana}",
        "countries list --query bell",
        "countries show RS --limit 2",
        "people list",
        "people show {ana} --limit 2",
        "people duplicates",
        "people duplicates {ana}",
        "people refusals",
        "people with {ana} --by sentence --suggested --limit 2",
        "people with {ana} {lone} --country RS",
        "matrix {names} --by year --counts text --csv {new}",
        "matrix {names} --html {new}",
        "timeline --person {ana} --by year",
        "timeline --country RS",
        "timeline --query bell",
        "tags list",
        "annotations",
        "annotations {bell} --tag to_check --words market --colour blue",
        "annotations --orphans",
        "notes show {note}",
        "notes list --tag template",
        "notes sources {note}",
        "notes history {note}",
        "notes history {note} --diff 1",
        "notes verify",
        "export markdown --articles {bell} {new}",
        "export markdown --query bell {new}",
        "export markdown --note {note} {new}",
        "history",
        "backup --list",
        "verify",
        "verify --deep --seal 5f0c",
        "diff {library} {library}",
        "diff {library} {library} --records",
    ),
    Row("extract --batch", typed=""),
    Row("recognise --batch", typed=""),
    Row("carry --batch", typed=""),
)


def clip_html(library: Library, title: str, html: str, url: str) -> int:
    """Clip a page without the child process that would read it."""
    made = full_library.page(title, text_of(html), html.encode(), url)
    removed = (RemovedBlock(1, 1, "See also", "<p>See also</p>", "a link elsewhere"),)
    made = structs.replace(made, html=html, removed=removed)
    return articles.clip(library, made).article_id


def sample(folder: Path, files: Path) -> dict[str, Any]:
    """Make a library with something of everything, and the files that rows name; give their words."""
    files.mkdir()
    pages = {"page": PAGE, "later": LATER, "bell_page": f"<title>Bell</title>{LOST}{PAGE}"}
    named: dict[str, Any] = {"library": folder, "files": files}
    for name, html in pages.items():
        named[name] = files / f"{name}.html"
        named[name].write_text(html)
    named["text"] = files / "text.txt"
    named["text"].write_text("Other words.")
    named["names"] = files / "names.txt"
    named["names"].write_text("Ana Ilić\nMihajlo Pupin\n")
    named["folder"] = files / "inbox"
    named["folder"].mkdir()
    (named["folder"] / "lock.html").write_text(PAGE)
    (named["folder"] / "odd.pdf").write_bytes(b"%PDF-1.4 cut short")
    with contextlib.closing(Library.create(folder)) as library:
        full_library.fill(library)
        named |= _more(library, named)
    return named


def _more(library: Library, named: dict[str, Any]) -> dict[str, Any]:
    """Add to the full library what verbs need besides."""
    titles = {one.title: one.id for one in articles.rows(library, articles.listed(library))}
    bell = next(number for title, number in titles.items() if title.startswith("The bell"))
    found: dict[str, Any] = {"bell": bell, "starred": titles["A large one."], "run": 1}
    found["read"] = clip_html(library, "The lock", EARLIER, "https://example.org/read")
    articles.mark(library, [found["starred"]], is_starred=True, is_read=True, is_filed=True)  # type: ignore[list-item]
    found |= _suggested(library) | _lost(library) | _taken_away(library, named)
    people_there = {one.preferred_name: one.id for one in people.rows(library)}
    found["ana"], found["third"] = people_there["Ana Ilić"], people_there["Ana Ilić Petrović"]
    with library.operation("Make a person"):
        found["lone"] = people.make(library, "Mileva Marić")
        thrown = people.make(library, "Nikola Tesla")
    people.trash(library, [thrown])
    note = next(one for one in notes.rows(library) if one.title == "On bells: a/b")
    marks = passages.of_article(library, bell)  # type: ignore[arg-type]
    found |= {"note": note.id, "mark": marks[0].id, "trashed_person": thrown}
    found |= dict(zip(("trashed", "trashed_mark", "trashed_note"), _thrown(library), strict=True))
    found["refusal"] = next(one.ref for one in refusals.rows(library) if one.kind != "not_same")
    found["failed"] = failures.rows(library)[0].id
    failures.add(library, Source("file", str(named["page"])), "It was not there.")
    found["failed_file"] = max(one.id for one in failures.rows(library))
    found["step"] = library.history()[1].id
    search.catch_up(library)
    return found


def _thrown(library: Library) -> tuple[int, int, int]:
    lying = trash.contents(library)
    return lying.articles[0].id, lying.annotations[0].id, lying.notes[0].id


def _suggested(library: Library) -> dict[str, Any]:
    """Let a person and a country be suggested in an article."""
    html = "<p>Mihajlo Pupin went to Italy.</p>"
    number = clip_html(library, "Pupin goes", html, "https://example.org/pupin")
    version = articles.text(library, number)  # type: ignore[arg-type]
    proposals = (
        Proposal("person", "Mihajlo Pupin", ((0, 13),), 0.9, "tagger"),
        Proposal("country", "Italy", ((22, 27),), 0.9, "tagger", country="IT"),
    )
    made = recognising.Recognised(number, version.id, version.text, proposals)  # type: ignore[arg-type]
    recognising.store(library, made)
    open_now = mentions.suggestions(library, number)  # type: ignore[arg-type]
    return {"suggested": number, "suggestion": open_now[0].id}


def _lost(library: Library) -> dict[str, Any]:
    """Let the passage of an annotation be gone from its text."""
    url = "https://example.org/mill"
    number = clip_html(library, "The mill", LOST, url)
    held = passages.highlight_quote(library, number, Quote("sold shoes there"))  # type: ignore[arg-type]
    clip_html(library, "The mill", FOUND, url)
    return {"lost": held.id}


def _taken_away(library: Library, named: Mapping[str, Any]) -> dict[str, Any]:
    """Make a backup, and delete for ever some of what it holds."""
    number = clip_html(library, "Gone", "<p>Soon gone.</p>", "https://example.org/gone")
    note = notes.new(library, "Gone", "Soon gone.")
    with library.operation("Make a person"):
        person = people.make(library, "Gone Person")
    kept = backup.make(library, named["files"] / "kept.db")
    lying = trash.contents(library)
    for room, ids in (
        (articles, lying.articles),
        (passages, lying.annotations),
        (notes, lying.notes),
    ):
        room.restore(library, [one.id for one in ids])  # type: ignore[attr-defined]
    articles.trash(library, [number])
    notes.trash(library, [note.id])
    people.trash(library, [person])
    trash.empty(library)
    for room, ids in (
        (articles, lying.articles),
        (passages, lying.annotations),
        (notes, lying.notes),
    ):
        room.trash(library, [one.id for one in ids])  # type: ignore[attr-defined]
    gone = {"gone": number, "gone_note": note.id, "gone_person": person}
    return gone | {"backup": kept.path}
