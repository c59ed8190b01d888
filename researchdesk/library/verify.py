# SPDX-License-Identifier: MIT
"""Look whether a library is as it was written, its attachments, its index and its backups with it."""

from __future__ import annotations

import json
import logging
import time
from typing import TYPE_CHECKING

from msgspec import structs

from researchdesk.library import backup, search
from researchdesk.model.damage import Damage, Mended
from researchdesk.model.errors import LibraryDamaged, NoGoodBackup
from researchdesk.store import documents, mending
from researchdesk.store import verify as verifying

if TYPE_CHECKING:
    from pathlib import Path

    from researchdesk.library.library import Library
    from researchdesk.model.damage import Verification
    from researchdesk.model.progress import Progress

logger = logging.getLogger(__name__)

WEEK = 7 * 24 * 3600  # seconds
SLOWEST = 1800.0  # seconds that one table may take


def verify(library: Library, *, deep: bool = False) -> Verification:
    """Look at every row and attachment; a deep search unpacks each body, too, and looks at each backup. Any thread.

    240 MB a second are read. Nothing is changed, whatever is found.
    """
    found = verifying.verify(library.store.path, library.folder, deep=deep)
    copies = backup.listed(library.folder) if deep else []
    return structs.replace(
        found,
        index=_index(library, deep=deep),
        backups=len(copies),
        bad_backups=tuple(one.path.name for one in copies if not backup.is_good(one)),
    )


def weekly(library: Library, progress: Progress) -> Verification:
    """Look at every row in a child process, a table at a time, and note when that was; any thread but the GUI's.

    A cancel ends it between two tables; then it is still due.
    """
    found: list[Damage] = []
    for done, part in enumerate(verifying.PARTS):
        progress.step(done, len(verifying.PARTS))
        request = {"path": str(library.store.path), "folder": str(library.folder), "part": part}
        answer, _ = library.checker.ask(request, seconds=SLOWEST)
        found += [Damage(*one) for one in answer["damages"]]
    _file(library).write_text(json.dumps({"at": time.time(), "damages": len(found)}))
    logger.info("the library was looked at: %d damages", len(found))
    return verifying.named(library.store.path, found)


def is_due(library: Library) -> bool:
    """Say whether the library was not looked at for a week; a date still to come means that the clock was set back."""
    try:
        at = float(json.loads(_file(library).read_text())["at"])
    except (OSError, ValueError, LookupError, TypeError):
        return True
    return not 0 <= time.time() - at < WEEK


def mend(library: Library, found: Verification) -> Mended:
    """Take the damaged records from the newest good backup that is there; BackupFailed where there is none.

    It cannot be undone, since nobody wants damage back. Rows that are younger than the backup are left.
    """
    newest = backup.newest_good(library.folder)
    if newest is None:
        raise NoGoodBackup
    rows = [(one.noun, one.id) for one in found.damages if one.noun and one.id is not None]
    with library.operation("Mend damaged records", undoable=False):
        left = mending.mend(library.store, newest.path, rows)
    return Mended(newest.made_at, len(set(rows)) - len(left), len(left))


def _file(library: Library) -> Path:
    return library.index.folder.with_name("verified.json")


def sentence(library: Library, found: Verification) -> str:
    """Say in English what the user must hear of it; empty where all is as it was written."""
    said = found.of_records
    if found.of_the_file:
        error = LibraryDamaged(path=library.store.path, reason=found.of_the_file[0])
        said = str(backup.with_newest(error, library.folder))
    if found.bad_backups:
        said += f" Backups are damaged: {', '.join(found.bad_backups)}. Make a new one."
    return said.strip()


def _index(library: Library, *, deep: bool) -> str:
    """Say how the index stands: "wrong" where it holds another number of documents than the library.

    A deep search looks at what it holds, too.
    """
    try:
        if library.index.state != "current" and search.open_index(library) != "current":
            return "absent"
        if deep and search.fault(library):
            return "wrong"
        if search.is_behind(library):
            return "behind"
        there = sum(len(ids) for ids in documents.all_ids(library.store.read()))
    except LibraryDamaged:
        return "absent"
    return "current" if library.index.count == there else "wrong"
