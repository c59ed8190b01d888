# SPDX-License-Identifier: MIT
"""Verbs: undo, redo, history."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from researchdesk.cli.session import Session, table, verb

if TYPE_CHECKING:
    from collections.abc import Callable

    from researchdesk.model.changes import Changes


@click.command()
@click.argument("n", type=click.IntRange(min=1), default=1)
@click.option(
    "--to", "step", type=int, help="The step to take back, with all after it; history numbers them."
)
@verb
def undo(session: Session, n: int, step: int | None) -> None:
    r"""Take the last N steps back.

    \b
    researchdesk undo
    researchdesk undo --to 412
    """
    with session.changing() as library:
        if step is not None:
            _show_done(session, library.undo_to(step))
        else:
            _repeat(session, library.undo, n, "There is nothing to undo.")


@click.command()
@click.argument("n", type=click.IntRange(min=1), default=1)
@click.option(
    "--to",
    "step",
    type=int,
    help="The step to do again, with all before it that were taken back; history numbers them.",
)
@verb
def redo(session: Session, n: int, step: int | None) -> None:
    r"""Do again the last N steps that were taken back.

    \b
    researchdesk redo
    researchdesk redo --to 412
    """
    with session.changing() as library:
        if step is not None:
            _show_done(session, library.redo_to(step))
        else:
            _repeat(session, library.redo, n, "There is nothing to redo.")


@click.command()
@verb
def history(session: Session) -> None:
    r"""List the steps that can be undone or redone, the newest first.

    \b
    researchdesk history
    """
    with session.reading() as library:
        steps = library.history()
    value = [
        {
            "step": one.id,
            "label": one.label,
            "at": datetime.fromtimestamp(one.at, UTC)
            .isoformat(timespec="seconds")
            .replace("+00:00", "Z"),
            "deed": "redo" if one.is_redo else "undo",
        }
        for one in steps
    ]
    session.show(value, table((one["step"], one["deed"], one["at"], one["label"]) for one in value))


def _repeat(session: Session, take: Callable[[], Changes | None], n: int, words: str) -> None:
    labels: list[str] = []
    while len(labels) < n and (changes := take()) is not None:
        labels.append(changes.label)
    session.show(labels, "\n".join(labels) or words)


def _show_done(session: Session, done: list[Changes]) -> None:
    labels = [changes.label for changes in done]
    session.show(labels, "\n".join(labels))


VERBS = (undo, redo, history)
