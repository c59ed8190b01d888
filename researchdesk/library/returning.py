# SPDX-License-Identifier: MIT
"""Come back: a library that left as plain files fills an empty one, which then equals it.

Everything is looked at before the first row is written, and all rows come in one operation: whatever is wrong, and
wherever it was stopped, the library is as empty as before. Whoever wrote the files, they keep the rules of the library.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from researchdesk.clip.clean import clean, is_clean
from researchdesk.clip.taming import tame
from researchdesk.clip.text import text_of
from researchdesk.export import sums
from researchdesk.library import records
from researchdesk.library.leaving import FORMAT, FORMAT_VERSION, MANIFEST
from researchdesk.model.errors import BadArchive, BadValue
from researchdesk.model.importing import ImportReport
from researchdesk.model.passage import Colour
from researchdesk.store import plain_tables, purge, versions
from researchdesk.store.schema import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from researchdesk.library.library import Library
    from researchdesk.model.progress import Progress
    from researchdesk.store.plain_tables import Table

    Record = dict[str, Any]
    Saving = Callable[[Callable[[], object]], object]

LONGEST = 1 << 20  # bytes of a manifest
EVERY = 64  # files or rows between two looks whether to stop
BODIES = tuple(plain_tables.FOLDERS)


class Folder(Struct, frozen=True):
    """A folder that was looked at whole: what it says of itself, and the checksum of each file."""

    path: Path
    manifest: Mapping[str, Any]
    files: Mapping[str, str]

    @property
    def count(self) -> int:
        """How many articles it says there are."""
        found = _mapping(self.manifest, "counts").get("article")
        return found if isinstance(found, int) else 0


def is_one(path: Path) -> bool:
    """Say whether this is a folder that a whole library left in, also where its manifest is lost."""
    if not path.is_dir():
        return False
    try:
        if _manifest(path).get("format") == FORMAT:
            return True
    except BadArchive:
        pass
    return (path / sums.LIST).is_file() and (path / _place("article")).is_file()


def look(path: Path, progress: Progress | None = None) -> ImportReport:
    """Look at every file, and save nothing; BadArchive names the first that is not as it was exported."""
    found = _looked_at(path, progress)
    return ImportReport(str(path), found.count)


def run(
    library: Library, path: Path, progress: Progress | None, saving: Saving = lambda work: work()
) -> ImportReport:
    """Fill an empty library, in one step; BadValue where it is not empty."""
    _need_empty(library)
    folder = _looked_at(path, progress)
    saving(lambda: _fill(library, folder, progress))
    return ImportReport(str(path), len(plain_tables.ids(library.store, "article")))


def _need_empty(library: Library) -> None:
    if not plain_tables.is_empty(library.store):
        raise BadValue(
            value=library.name,
            kind="empty library",
            expected="make a new library and import the folder there",
        )


# -- looking at files


def _looked_at(path: Path, progress: Progress | None) -> Folder:
    manifest = _manifest(path)
    if manifest.get("format") != FORMAT:
        raise BadArchive(file=MANIFEST, reason=sums.DAMAGED)
    if _version(manifest, "version") > FORMAT_VERSION or _version(manifest, "schema") > VERSION:
        reason = "it was exported by a newer ResearchDesk; update this program"
        raise BadArchive(file=MANIFEST, reason=reason)
    sums.check(path, sums.LIST, str(manifest.get("sums")))
    files = sums.listed(path)
    for number, (name, sha256) in enumerate(files.items()):
        if progress and number % EVERY == 0:
            progress.step(number, len(files), "Checking files")
        sums.check(path, name, sha256)
    return Folder(path, manifest, files)


def _manifest(path: Path) -> dict[str, Any]:
    with sums.opened(path, MANIFEST) as file:
        raw = file.read(LONGEST + 1)
    try:
        found = json.loads(raw) if len(raw) <= LONGEST else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise BadArchive(file=MANIFEST, reason=sums.DAMAGED)
    return found


def _version(manifest: Mapping[str, Any], name: str) -> int:
    found = manifest.get(name)
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise BadArchive(file=MANIFEST, reason=sums.DAMAGED)
    return found


def _mapping(manifest: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = manifest.get(name)
    return found if isinstance(found, dict) else {}


# -- filling


def _fill(library: Library, folder: Folder, progress: Progress | None) -> None:
    _need_empty(library)
    filling = _Filling(library, folder, progress)
    try:
        with library.operation("Import a library"):
            filling.fill()
    except BaseException:
        purge.sweep(library.store)  # bodies that came before the row that did not
        raise


class _Filling:
    """One import at work, inside its operation."""

    def __init__(self, library: Library, folder: Folder, progress: Progress | None) -> None:
        self._store, self._folder, self._progress = library.store, folder, progress
        counts = _mapping(folder.manifest, "counts")
        self._total = sum(one for one in counts.values() if isinstance(one, int))
        self._done = 0

    def fill(self) -> None:
        """Bring in table after table, then look at what no single row shows."""
        for table in plain_tables.tables(self._store):
            self._table(table)
        try:
            plain_tables.set_numbers(self._store, _mapping(self._folder.manifest, "numbers"))
        except ValueError as error:
            raise BadArchive(file=MANIFEST, reason=str(error)) from error
        for name, words in plain_tables.faults(self._store):
            raise BadArchive(file=_place(name), reason=words)
        was_whole = _mapping(self._folder.manifest, "chain").get("is_whole") is True
        if was_whole and plain_tables.chain_faults(self._store):
            raise BadArchive(file=_place("chain"), reason="the chain of snapshots is broken")

    def _table(self, table: Table) -> None:
        name = _place(table.name)
        if name not in self._folder.files:
            if _version(self._folder.manifest, "schema") < VERSION:
                return  # a table that came later
            raise BadArchive(file=name, reason=sums.MISSING)
        number = 0
        with sums.opened(self._folder.path, name) as file:
            for number, line in enumerate(sums.lines_of(file, name), 1):
                self._step()
                record = sums.value_of(line, name, number)
                try:
                    self._row(table, record)
                except (ValueError, TypeError, KeyError, AttributeError, BadValue) as error:
                    words = str(error) if type(error) is ValueError else "it breaks a rule"
                    raise BadArchive(file=name, reason=f"in line {number}, {words}") from error
        if _mapping(self._folder.manifest, "counts").get(table.name) != number:
            raise BadArchive(file=name, reason="it has another number of lines than were exported")

    def _row(self, table: Table, record: Record) -> None:
        _check(table.name, record)
        body = self._body(table.name, record) if table.name in BODIES else None
        plain_tables.add(self._store, table, record, body)

    def _body(self, noun: str, record: Record) -> bytes | None:
        """Read what was received; None where it was lost before the library left."""
        if record["file"] is None:
            return None
        place = plain_tables.file_of(noun, record)
        if record["file"] != place or place not in self._folder.files:
            raise ValueError("it names another file than its own")
        with sums.opened(self._folder.path, place) as file:
            body: bytes = file.read()
        if versions.digest(body).hex() != record["sha256"]:
            raise BadArchive(file=place, reason=sums.DAMAGED)
        return body

    def _step(self) -> None:
        if self._progress and self._done % EVERY == 0:
            self._progress.step(self._done, self._total, "Importing")
        self._done += 1


def _place(name: str) -> str:
    return f"data/{name}.jsonl"


def _check(noun: str, record: Record) -> None:
    """Refuse a row that keeps the rules of its table, and none the less could act or lead astray."""
    if not records.is_sound(record):
        raise ValueError("an id or a moment in it is none")
    if noun == "text_version":
        if versions.text_hash(record["text"]) != record["text_sha256"]:
            raise ValueError("its text is not as it was saved")
        record["html"] = _harmless(record["html"], record["text"])
    elif noun == "removed_block":
        record["html"] = _harmless(record["html"])
    elif noun == "article" and not isinstance(json.loads(record["csl"]), dict):
        raise ValueError("its other variables are none")
    elif noun == "annotation" and record["colour"] not in [*Colour]:
        raise ValueError("its colour is none")


def _harmless(html: str, text: str | None = None) -> str:
    """Give mark-up in which nothing can act; ValueError where the text would not be its text any more."""
    tamed = tame(html).page
    if tamed == html and is_clean(html):
        return html
    made: str = clean(tamed)
    if text is not None and text_of(made) != text:
        raise ValueError("its mark-up does not belong to its text")
    return made
