# SPDX-License-Identifier: MIT
"""Look whether a library is as it was written, its attachments, its index and its backups with it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from researchdesk.library import backup, search
from researchdesk.model.errors import LibraryDamaged
from researchdesk.store import documents
from researchdesk.store import verify as verifying

if TYPE_CHECKING:
    from researchdesk.library.library import Library
    from researchdesk.model.damage import Verification


def verify(library: Library, *, deep: bool = False) -> Verification:
    """Look at every row and attachment; a deep search unpacks each body, too, and looks at each backup. Any thread.

    240 MB a second are read. Nothing is changed, whatever is found.
    """
    found = verifying.verify(library.store.path, library.folder, deep=deep)
    copies = backup.listed(library.folder) if deep else []
    return dataclasses.replace(
        found,
        index=_index(library, deep=deep),
        backups=len(copies),
        bad_backups=tuple(one.path.name for one in copies if not backup.is_good(one)),
    )


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
