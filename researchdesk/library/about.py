# SPDX-License-Identifier: MIT
"""What there is to say of a library: counts, sizes, folders, the state of its index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from researchdesk.config import paths
from researchdesk.library import articles, backup, seals, search
from researchdesk.store import facts

if TYPE_CHECKING:
    from pathlib import Path

    from researchdesk.library.library import Library


def summary(library: Library) -> dict[str, Any]:
    """Give counts, sizes in bytes, folders, and the state of the index."""
    search.open_index(library)
    held = search.status(library)
    could_be_written, service = library.store.could_be_written, library.notice_of_service
    return {
        "library": str(library.folder),
        "uuid": library.uuid,
        "name": library.name,
        "is_read_only": not could_be_written,
        "notices": [one for one in library.notices if one == service or not could_be_written],
        "schema": facts.schema_version(library.store),
        "sqlite": facts.sqlite_version(library.store),
        "counts": to_builtins(articles.counts(library)),
        "bytes": {
            "library": library.store.path.stat().st_size,
            "attachments": _size(library.folder / "attachments"),
            "index": _size(library.index.folder),
        },
        "folders": {
            "cache": str(paths.cache_of(library.uuid)),
            "log": str(paths.log_folder()),
            "backups": str(backup.folder_of(library)),
        },
        "seal": to_builtins(seals.seal(library)),
        "last_backup": _last_backup(library),
        "index": {
            "state": held.state,
            "documents": library.index.count,
            "waiting": held.total,
            "reason": held.reason,
        },
    }


def _last_backup(library: Library) -> dict[str, Any]:
    newest = next((one for one in backup.listed(library.folder) if backup.stands(one)), None)
    return {
        "file": str(newest.path) if newest else None,
        "at": newest.made_at if newest else None,
        "reason": newest.reason if newest else None,
        "failed": backup.last_failure(library) or None,
    }


def _size(folder: Path) -> int:
    return (
        sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        if folder.is_dir()
        else 0
    )
