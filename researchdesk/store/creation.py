# SPDX-License-Identifier: MIT
"""Make a new library: whole under another name first, then renamed, so that a power cut leaves none or one."""

from __future__ import annotations

import contextlib
import uuid
from typing import TYPE_CHECKING

from researchdesk.model.dates import now
from researchdesk.model.errors import BadValue
from researchdesk.store.connection import rows_of, writer
from researchdesk.store.files import new_file, sync_file, sync_folder
from researchdesk.store.lock import Lock
from researchdesk.store.migrations import migrate

if TYPE_CHECKING:
    from pathlib import Path


def create(folder: Path) -> None:
    """Make library.db in a folder, which is made too; BadValue where there is one already."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = Lock(folder)
    try:
        if (folder / "library.db").exists():
            raise BadValue(
                value=folder, kind="place for a new library", expected="it holds one already"
            )
        part = folder / "library.part"
        for left in folder.glob(
            "library.part*"
        ):  # of an attempt that was cut off; its journal first of all
            left.unlink()
        _write(part)
        part.rename(folder / "library.db")
        sync_folder(folder)
        sync_folder(folder.parent)
    finally:
        lock.release()


def _write(part: Path) -> None:
    new_file(part)
    # a rollback journal here: a checkpoint that fails in close() says nothing, and the rename leaves the -wal behind
    with contextlib.closing(writer(part, journal="DELETE")) as conn:
        db = rows_of(conn)
        migrate(db)
        db.execute("BEGIN IMMEDIATE")
        db.table("meta").insert_all(
            [{"key": "uuid", "value": str(uuid.uuid4())}, {"key": "made_at", "value": now()}]
        )
        db.execute("COMMIT")
    sync_file(part)
