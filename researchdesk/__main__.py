# SPDX-License-Identifier: MIT
"""Start the right face: the window, the command line, or one of the program's own child processes."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

OF_THE_WINDOW = ("--tour", "--clip-clipboard")


def main() -> int:
    """Run the program and give its exit status."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--child"]:
        from researchdesk.config import children

        return children.serve(arguments[1], int(arguments[2]), float(arguments[3]))
    if wants_window(arguments):
        gc.disable()  # the window searches by itself (ui/garbage.py), and nothing of its start is garbage
        try:
            from researchdesk.ui import app, tour
        except ImportError as error:
            sys.exit(
                "ResearchDesk: the window cannot be drawn here, since a library of the system is missing "
                f"({error.name or error}); start it with 'python3 packaging/desk.py run', which fetches it."
            )
        if arguments[:1] == ["--tour"]:
            return tour.tour(Path(arguments[1] if len(arguments) > 1 else "build/tour"))
        return app.main(arguments)
    from researchdesk.cli import main as cli

    return cli.main(arguments)


def wants_window(arguments: list[str]) -> bool:
    """Say whether these arguments name no verb: nothing, a library or something to clip."""
    rest = list(arguments)
    while rest and rest[0].startswith("--library"):
        del rest[: 1 if "=" in rest[0] else 2]
    if not rest or rest[0].split("=")[0] in OF_THE_WINDOW:
        return True
    first = rest[0]
    return not first.startswith("-") and (
        "://" in first or os.sep in first or Path(first).expanduser().exists()
    )


if __name__ == "__main__":
    sys.exit(main())
