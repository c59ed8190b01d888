# SPDX-License-Identifier: MIT
"""Leave: the whole library as plain files, to read without this program, and to come back from as it was.

What comes back stands in `data`, a file for each table, and in the bodies beside it; everything else is made from
that for people. Nothing in it depends on the clock, so the same library gives the same files. One thing is in memory at
a time, however much there is.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from researchdesk import __version__
from researchdesk.export import files, open_folder, sums
from researchdesk.library import articles, images, notes, written
from researchdesk.model.article import ArticleId
from researchdesk.model.errors import LibraryDamaged
from researchdesk.model.exporting import Exported, LeftOut
from researchdesk.model.file_names import file_name
from researchdesk.model.note import NoteId
from researchdesk.store import article_lists, captures, plain_tables, versions
from researchdesk.store.schema import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from researchdesk.library.library import Library
    from researchdesk.model.article import Article
    from researchdesk.store.plain_tables import Table

    Step = Callable[[int, int, str], object]

MANIFEST = "manifest.json"
FORMAT = "researchdesk-open"
FORMAT_VERSION = 1
TITLE = "Library"  # not the name of its folder: what came back must give the same files
LOST = "what was received is damaged in the library, and is missing here"


def write(library: Library, place: Path, step: Step) -> Exported:
    """Write all of the library into a new folder, and name its files; whole or not at all. Any thread."""
    with files.new_folder(place) as folder, library.store.one_picture():
        made = _Leaving(library, sums.Written(folder), step)
        made.write()
    return Exported(tuple(place / name for name in made.names), tuple(made.lost))


class _Leaving:
    """One export at work."""

    def __init__(self, library: Library, to: sums.Written, step: Step) -> None:
        self._library, self._to, self._step = library, to, step
        self._ids = [ArticleId(one) for one in plain_tables.ids(library.store, "article")]
        self._note_ids = [NoteId(one) for one in plain_tables.ids(library.store, "note")]
        self._done = 0
        self._counts: dict[str, int] = {}
        self.lost: list[LeftOut] = []

    @property
    def names(self) -> list[str]:
        """The places of all files in the folder."""
        return [*sorted(self._to.sums), sums.LIST, MANIFEST]

    def write(self) -> None:
        """Write everything, the manifest last: a folder without one is no export."""
        for table in plain_tables.tables(self._library.store):
            self._to.write_parts(f"data/{table.name}.jsonl", self._lines(table))
        for note_id in self._note_ids:
            self._note(note_id)
        for article_id in self._ids:
            self._article(article_id)
        self._to.write("index.html", open_folder.index(TITLE, self._listed()))
        self._to.write("README.md", open_folder.README)
        self._to.finish()
        self._to.write(MANIFEST, _json(self._manifest(), indent=1) + "\n")
        del self._to.sums[MANIFEST]

    def _manifest(self) -> dict[str, Any]:
        store = self._library.store
        links = self._counts["chain"]
        return {
            "format": FORMAT,
            "version": FORMAT_VERSION,
            "schema": VERSION,
            "program": f"ResearchDesk {__version__}",
            "counts": self._counts,
            "numbers": plain_tables.numbers(store),
            "chain": {"links": links, "is_whole": not plain_tables.chain_faults(store)},
            "missing": len(self.lost),
            "sums": self._to.sum_of_list,
        }

    def _lines(self, table: Table) -> Iterator[str]:
        count = 0
        for record in plain_tables.records(self._library.store, table):
            if table.name in plain_tables.FOLDERS:
                record["file"] = self._body(table.name, record)
            count += 1
            yield _json(record) + "\n"
        self._counts[table.name] = count

    def _body(self, noun: str, record: dict[str, Any]) -> str | None:
        """Write what was received, once, and give its place; None where the library has it no longer whole."""
        place = plain_tables.file_of(noun, record)
        if place in self._to.sums:
            return place
        self._step(self._done, self._total, "")
        try:
            self._to.write(place, captures.body(self._library.store, noun, record["id"]))
        except LibraryDamaged:
            self._lose(record.get("article_id"))
            return None
        return place

    def _lose(self, article_id: ArticleId | None) -> None:
        title = articles.get(self._library, article_id).title if article_id else ""
        self.lost.append(LeftOut(article_id or 0, title, LOST))

    @property
    def _total(self) -> int:
        return len(self._ids) + len(self._note_ids)

    def _count(self, title: str) -> None:
        self._step(self._done, self._total, title)
        self._done += 1

    # -- what people read

    def _article(self, article_id: ArticleId) -> None:
        held = articles.get(self._library, article_id)
        self._count(held.title)
        front = open_folder.front_matter(self._front(held))
        pictures = self._beside_it(images.shown(self._library, article_id))
        text = written.article_as_markdown(self._library, article_id, pictures)
        self._to.write(article_place(held, ".md"), f"{front}\n{text}")
        page = written.article_as_page(self._library, article_id, pictures)
        self._to.write(article_place(held, ".html"), page)

    def _front(self, held: Article) -> dict[str, Any]:
        store = self._library.store
        (row,) = article_lists.rows(store, [held.id])
        received: dict[str, list[str]] = {"snapshot": [], "resource": []}
        for noun, place in plain_tables.files_of_article(store, held.id):
            received[noun].append(f"../{place}")
        return {
            "number": held.id,
            "id": held.public_id,
            "title": held.title,
            "type": held.item_type,
            "authors": [one.name for one in held.authors],
            "container_title": held.container_title,
            "issued": held.issued,
            "accessed": held.accessed,
            "language": held.language,
            "url": held.url,
            "tags": list(held.tags),
            "people": [one.name for one in row.names if one.country is None],
            "countries": [one.country for one in row.names if one.country],
            "is_read": held.is_read,
            "is_starred": held.is_starred,
            "filed_on": held.filed_on,
            "trashed_on": held.trashed_on,
            "text_versions": len(versions.versions(store, held.id)),
            "pages_as_received": received["snapshot"],
            "pictures": received["resource"],
        }

    def _note(self, note_id: NoteId) -> None:
        held = notes.get(self._library, note_id)
        self._count(held.title)
        front = {
            "number": held.id,
            "id": held.public_id,
            "title": held.title,
            "tags": list(held.tags),
            "created": held.created_at,
            "modified": held.modified_at,
            "trashed_on": held.trashed_on,
        }
        text = written.footnoted(self._library, held.body, self._beside)
        self._to.write(
            note_place(held.id, held.title, ".md"),
            f"{open_folder.front_matter(front)}\n# {open_folder.in_line(held.title)}\n\n{text}",
        )
        pictures = self._beside_it(images.named(self._library, held.body))
        page = written.note_as_page(self._library, note_id, pictures)
        self._to.write(note_place(held.id, held.title, ".html"), page)

    def _beside_it(self, places: Mapping[str, str]) -> dict[str, str]:
        """Give for the addresses of pictures their files, as a page in the folder names them, but for those lost."""
        held = {url: place for url, place in places.items() if place in self._to.sums}
        return {url: f"../{place}" for url, place in held.items()}

    def _beside(self, article_id: ArticleId) -> str:
        """Lead from a note's footnote to the article as it lies in the folder."""
        place = article_place(articles.get(self._library, article_id), ".md")
        return f", [article {article_id}]({open_folder.address('../' + place)})"

    def _listed(self) -> Iterator[open_folder.Line]:
        for note_id in self._note_ids:
            note = notes.get(self._library, note_id)
            if note.trashed_on is None:
                yield open_folder.Line(
                    "Notes", note.title, note_place(note.id, note.title, ".html")
                )
        for article_id in self._ids:
            held = articles.get(self._library, article_id)
            if held.trashed_on is None:
                beside = ", ".join(one for one in (held.container_title, held.issued) if one)
                place = article_place(held, ".html")
                yield open_folder.Line("Articles", held.title, place, beside)


def article_place(held: Article, ending: str) -> str:
    """Give the place of an article in the folder: by number and title, the same from whatever it is written."""
    return f"articles/{file_name(f'{held.id:05d} {held.title}', set(), ending)}"


def note_place(number: int, title: str, ending: str) -> str:
    """Give the place of a note in the folder."""
    return f"notes/{file_name(f'{number:05d} {title}', set(), ending)}"


def _json(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)
