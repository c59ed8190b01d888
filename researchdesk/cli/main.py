# SPDX-License-Identifier: MIT
"""The command line's door: verbs, exit statuses, and one sentence for whatever goes wrong."""

from __future__ import annotations

import io
import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from researchdesk import __version__
from researchdesk.cli import (
    annotating,
    articles,
    clipping,
    exporting,
    history,
    importing,
    insight,
    naming,
    notes,
    people,
    safekeeping,
    searching,
    tagging,
    versioning,
)
from researchdesk.cli.session import Session, Verbs, WindowHasIt
from researchdesk.config import logs
from researchdesk.library import handover
from researchdesk.model.errors import Cancelled, UserError

if TYPE_CHECKING:
    from collections.abc import Callable

logger = logging.getLogger(__name__)

BROKEN_PIPE = 141  # as a shell reports SIGPIPE


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="ResearchDesk")
@click.option("--library", "folder", type=click.Path(path_type=Path), help="The library's folder.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--jsonl", "as_lines", is_flag=True, help="Print lists as JSON lines.")
@click.pass_context
def researchdesk(
    context: click.Context, folder: Path | None, as_json: bool, as_lines: bool
) -> None:
    """Work on a library of clipped articles. Without a verb, the window opens."""
    context.obj = context.obj or Session()
    context.obj.folder, context.obj.as_json, context.obj.as_lines = folder, as_json, as_lines


for room in (
    clipping,
    importing,
    articles,
    versioning,
    searching,
    naming,
    people,
    insight,
    tagging,
    annotating,
    notes,
    exporting,
    history,
    safekeeping,
):
    for one in room.VERBS:
        researchdesk.add_command(one)


def main(arguments: list[str]) -> int:
    """Carry out one verb and give the exit status: 0 done, 1 an error of the user's, 2 wrong usage, 130 interrupted.

    Where a window has the library open, a verb that changes it is carried out there.
    """
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a window's program may have no console at all
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    logs.start()
    try:
        return run(arguments, Session(), lambda held: _hand_over(arguments, held))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE


def run(
    arguments: list[str],
    session: Session,
    hand_over: Callable[[WindowHasIt], int] | None = None,
) -> int:
    """Carry out one verb in a session; what goes wrong is said. Gives the exit status."""
    try:
        try:
            status = researchdesk.main(
                arguments, prog_name="researchdesk", standalone_mode=False, obj=session
            )
        except WindowHasIt as held:
            if hand_over is None:
                raise held.error from held
            return hand_over(held)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except UserError as error:
        return _say(str(error), 1)
    except (click.Abort, KeyboardInterrupt, Cancelled):
        return _say("Stopped. What was saved until then is kept.", 130)
    except BrokenPipeError:
        raise
    except Exception as error:
        logger.exception("the command line met an unforeseen error: %s", type(error).__name__)
        return _say(
            f"Something went wrong that should not. Your library is safe; details stand in {logs.file()}.",
            1,
        )
    return status if isinstance(status, int) else 0  # click gives the status of an Exit back


def _hand_over(arguments: list[str], held: WindowHasIt) -> int:
    """Let the window do it; where it went away before it began, do it here after all."""
    typed = held.typed
    if typed is None and any(one == "-" or one.endswith("=-") for one in arguments):
        typed = sys.stdin.buffer.read()
    try:
        return handover.hand_over(held.door, arguments, typed, _print)
    except handover.NobodyThere:
        return run(arguments, Session(typed=typed))


def _print(where: str, words: str) -> None:
    stream = sys.stderr if where == "err" else sys.stdout
    stream.write(words)
    stream.flush()


def _say(sentence: str, status: int) -> int:
    click.echo(sentence, err=True)
    return status
