# SPDX-License-Identifier: MIT
"""Files of annotations come in: our own exports as they were, those of other programs where their words stand once.

A passage that another program marked is placed only where its words stand in the text exactly once; any other is
refused by name, and never put where it may not belong.
"""

from __future__ import annotations

import functools
import json
import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from researchdesk.annotate import anchor
from researchdesk.annotate import citations as cited
from researchdesk.clip.address import canonical_url
from researchdesk.export import foreign, jsonld
from researchdesk.library import images, notes, passages, records
from researchdesk.library.exporting import EVERYTHING
from researchdesk.model.clipping import Received
from researchdesk.model.errors import BadArchive, BadValue, FileUnreadable, UserError
from researchdesk.model.importing import ImportReport, Rejected
from researchdesk.model.passage import Carried, Colour
from researchdesk.store import articles as article_rows
from researchdesk.store import imports, portable, public_ids, resources, tags, versions
from researchdesk.store import notes as note_rows
from researchdesk.store import passages as passage_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from researchdesk.library.library import Library
    from researchdesk.model.article import ArticleId
    from researchdesk.model.clipping import Image
    from researchdesk.model.passage import Span

    Record = dict[str, Any]
    Held = dict[str, tuple[ArticleId, Record | None]]  # None: its text here is another
    Saving = Callable[[Callable[[], object]], object]

LARGEST = 1 << 30  # bytes of a file
FRONT = re.compile(r"\A---\n(.*?)\n---\n\n?(.*)\Z", re.DOTALL)
BROKEN = (KeyError, TypeError, ValueError, AttributeError, StopIteration, RecursionError)


def is_one(path: Path, kind: str | None = None) -> bool:
    """Say whether this is a file of annotations, or a folder that was exported with one."""
    if path.is_dir():
        return (path / EVERYTHING).is_file()
    if kind is not None or not path.is_file():
        return kind == "jsonld"
    if path.suffix.lower() == ".jsonld":
        return True
    if path.suffix.lower() != ".json" or path.stat().st_size > LARGEST:
        return False
    try:
        return foreign.is_annotations(json.loads(path.read_bytes()))
    except (OSError, ValueError, RecursionError):
        return False


def refuse_trial(path: Path) -> None:
    """Raise BadValue: what would come in is known only beside what is there."""
    raise BadValue(
        value=path.name,
        kind="file that can be looked at without a library",
        expected="import it, and one undo takes all of it back",
    )


def run(library: Library, path: Path, saving: Saving = lambda work: work()) -> ImportReport:
    """Take in a file or folder of annotations, in one step, and give the report, which is kept in the library."""
    document = _document(path / EVERYTHING if path.is_dir() else path)
    taking = _Taking(library, str(path), path if path.is_dir() else None)
    if jsonld.is_ours(document):
        changed = taking.edited(path / "notes") if path.is_dir() else {}
        saving(lambda: taking.take(lambda: taking.ours(document, changed)))
    elif foreign.is_annotations(document):
        found = list(foreign.read(document))
        saving(lambda: taking.take(lambda: taking.others(found)))
    else:
        raise BadArchive(file=path.name, reason="it holds no annotations")
    return taking.report()


class _Taking(Struct):
    """One import of annotations at work."""

    library: Library
    source: str
    folder: Path | None = None
    run: int = 0
    stored: int = 0
    known: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    new: list[ArticleId] = field(default_factory=list)

    def report(self) -> ImportReport:
        """Say what came of it."""
        return ImportReport(
            self.source,
            self.stored,
            known=self.known,
            rejected=tuple(self.rejected),
            articles=tuple(self.new),
            run=self.run,
            is_of_marks=True,
        )

    def take(self, work: Callable[[], object]) -> None:
        """Carry the import out in the library's thread, and note what came of it."""
        store = self.library.store
        with self.library.operation("Import", undoable=False):
            self.run = imports.begin(store, self.source.rpartition("/")[2], "jsonld")
        with self.library.operation("Import annotations"):
            work()
            imports.mark(store, self.run, self.new)
        counts = {"stored": self.stored, "known": self.known}
        counts["found"] = self.stored + self.known + len(self.rejected)
        with self.library.operation("Import", undoable=False):
            imports.note(store, self.run, counts, self.rejected)

    # -- what other programs made

    def others(self, found: Sequence[foreign.Foreign]) -> None:
        """Take in marks, each or none; what is refused is named."""
        for one in found:
            try:
                is_new = self._mark(one, public_ids.new_public_id())
            except UserError as error:
                self.rejected.append(Rejected(one.name, str(error)))
                continue
            self.stored += is_new
            self.known += not is_new

    def _mark(self, entry: foreign.Foreign, public_id: str, known: ArticleId | None = None) -> bool:
        """Mark the place where the words stand, if it is the only one; False where it is marked so already."""
        store = self.library.store
        article_id = known or article_rows.by_canonical_url(
            store, canonical_url(entry.source) or entry.source
        )
        version = versions.current(store, article_id) if article_id else None
        if article_id is None or version is None:
            raise BadValue(
                value=entry.source[:200] or "It",
                kind="page of this library",
                expected="clip the page first, then import again",
            )
        span = self._only_place(version.text, entry, article_id)
        for one in passage_rows.of_article(store, article_id):
            if (one.place, one.body) == (span, entry.body):
                return False
        made = passage_rows.insert(
            store,
            public_id,
            article_id,
            anchor.describe(version.text, span),
            Colour.YELLOW,
            entry.body,
        )
        placed = Carried("same", span, 1.0, "its words stand once")
        passage_rows.add_target(store, made, version.id, placed, decided_by="user")
        for name in entry.tags:
            tags.attach(store, [made], tags.ensure(store, name), "annotation")
        return True

    def _only_place(self, text: str, entry: foreign.Foreign, article_id: ArticleId) -> Span:
        found = anchor.find_quote(
            text, entry.exact, entry.prefix, entry.suffix
        ) or anchor.find_quote(text, entry.exact)
        if len(found) != 1:
            count = f"{len(found)} times" if found else "nowhere"
            title = article_rows.get(self.library.store, article_id).title
            raise BadValue(
                value=f"“{passages.shortened(' '.join(entry.exact.split()), 80)}”",
                kind="certain passage",
                expected=f"it stands {count} in “{title}”: mark it there by hand",
            )
        return anchor.trim(text, found[0])

    # -- what was exported here

    def edited(self, folder: Path) -> dict[str, Record]:
        """Read the notes of an exported folder as they are written now; what cannot be read is named."""
        found: dict[str, Record] = {}
        for file in sorted(folder.glob("*.md")):
            try:
                public_id, record = _front(file.read_text(encoding="utf-8"))
            except (OSError, *BROKEN):
                said = "Its first lines do not name a note of this export; import the file alone."
                self.rejected.append(Rejected(f"notes/{file.name}", said))
            else:
                found[public_id] = record
        return found

    def ours(self, document: Record, changed: dict[str, Record]) -> None:
        """Take in an export of ours: articles first, then what is marked in them, then notes."""
        held: Held = {}
        for one in document["rd:articles"]:
            self._trying("article", one, functools.partial(self._article, one, held))
        for one in document.get("items", ()):
            self._trying("passage", one, functools.partial(self._annotation, one, held))
        for one in document.get("rd:notes", ()):
            self._trying("note", one, functools.partial(self._note, one, changed))
        aliases = document.get("rd:aliases")
        for old, new in aliases.items() if isinstance(aliases, dict) else ():
            if records.is_public_id(old) and records.is_public_id(new):
                self._alias(old, new)

    def _alias(self, old: str, new: str) -> None:
        """Let an id that is not known lead to one that is; what is an alias here itself is followed."""
        store = self.library.store
        if portable.known(store, [old, new]) == {new}:
            portable.add_alias(store, old, note_rows.resolve(store, new))

    def _trying(self, noun: str, entry: object, work: Callable[[], bool]) -> None:
        try:
            is_new = work()
        except (UserError, *BROKEN) as error:
            named = entry if isinstance(entry, dict) else {}
            name = (
                named.get("title") or named.get("id") or named.get("public_id") or "without a name"
            )
            said = str(error) if isinstance(error, UserError) else "It is not as it was written."
            self.rejected.append(Rejected(f"{noun} {name}"[:200], said))
            return
        self.stored += is_new
        self.known += not is_new

    def _article(self, entry: object, held: Held) -> bool:
        store, record = self.library.store, records.article(entry)
        public_id = record["public_id"]
        known = article_rows.by_public_id(store, public_id) or article_rows.by_canonical_url(
            store, record["canonical_url"]
        )
        if known is None:
            self._free(public_id)
            known = portable.add_article(store, record)
            self._pictures(known, entry)
            self.new.append(known)
            held[public_id] = known, record
            return True
        is_same = _texts(portable.article(store, known)) == _texts(record)
        held[public_id] = known, record if is_same else None
        return False

    def _pictures(self, article_id: ArticleId, entry: object) -> None:
        """Take in the pictures of a new article from the folder; what is none is named, and costs no other.

        They hang on what was received: here, that is the text as it came.
        """
        listed = entry.get("pictures") if isinstance(entry, dict) else None
        found: list[Image] = []
        if self.folder is None:
            return
        for url, place in listed.items() if isinstance(listed, dict) else ():
            try:
                found.append(images.from_folder(self.folder, url, place))
            except (OSError, *BROKEN):
                said = (
                    "It is not the picture that was exported; export it again where it came from."
                )
                self.rejected.append(Rejected(f"picture {place}"[:200], said))
        version = versions.current(self.library.store, article_id)
        if found and version is not None:
            body = version.html.encode()
            received = Received(body, "text/html", version.made_at, charset="utf-8")
            snapshot_id = versions.add_snapshot(self.library.store, article_id, received)
            resources.add(self.library.store, snapshot_id, found)

    def _annotation(self, entry: Record, held: Held) -> bool:
        public_id, written = jsonld.annotation_record(entry)
        article_id, article = held[public_id]
        if article is None:  # its text here is another
            found = next(foreign.read(entry))
            if not records.is_public_id(written["public_id"]):
                raise KeyError("id")
            if passage_rows.by_public_id(self.library.store, written["public_id"]) is not None:
                return False
            self._free(written["public_id"])
            return self._mark(found, written["public_id"], article_id)
        record = records.annotation(written, article)
        if passage_rows.by_public_id(self.library.store, record["public_id"]) is not None:
            return False
        self._free(record["public_id"])
        portable.add_annotation(self.library.store, article_id, record)
        return True

    def _note(self, entry: Record, changed: dict[str, Record]) -> bool:
        store = self.library.store
        record = records.note({**entry, **changed.get(entry["public_id"], {})})
        title, body = notes.checked(record["title"], record["body"])
        if note_rows.by_public_id(store, record["public_id"]) is not None:
            return False
        self._free(record["public_id"])
        note_id = note_rows.insert(store, record["public_id"], title, body)
        note_rows.set_citations(store, note_id, cited.citations(body))
        portable.put_note(store, note_id, record)
        return True

    def _free(self, public_id: str) -> None:
        if portable.known(self.library.store, [public_id]):
            raise BadValue(
                value=public_id, kind="free id", expected="something else in this library bears it"
            )


def _texts(record: Record) -> tuple[object, list[tuple[object, object]]]:
    return record["current"], [(one["seq"], one["text_sha256"]) for one in record["versions"]]


def _document(path: Path) -> Any:
    try:
        if path.stat().st_size > LARGEST:
            raise BadArchive(file=path.name, reason="it is larger than a gigabyte")
        return json.loads(path.read_bytes())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileUnreadable(path=path, reason=reason) from error
    except (ValueError, RecursionError) as error:
        raise BadArchive(file=path.name, reason="it is no JSON") from error


def _front(text: str) -> tuple[str, Record]:
    """Read a note of an exported folder: its public id, and what may have been changed in it."""
    parts = FRONT.match(text)
    if parts is None:
        raise ValueError("no front matter")
    lines = (line.split(": ", 1) for line in parts[1].splitlines())
    values = {name: json.loads(value) for name, value in lines}
    if not records.is_public_id(values["id"]):
        raise ValueError("no id")
    return values["id"], {"title": values["title"], "tags": values["tags"], "body": parts[2]}
