# SPDX-License-Identifier: MIT
"""What is done in idle moments: small parts of the index are joined, new texts are sketched and cut into sentences.

Once a week it is looked at whether the index is right. A wrong one is built anew beside the living one, which answers
meanwhile. When it was looked at stands in a file beside the index; a date that is still to come means that the clock
was set back, and that it is time.
"""

from __future__ import annotations

import json
import logging
import time
from typing import TYPE_CHECKING

from researchdesk.library import duplicates, nearness, search

if TYPE_CHECKING:
    from pathlib import Path

    from researchdesk.library.library import Library
    from researchdesk.model.progress import Progress

logger = logging.getLogger(__name__)

WEEK = 7 * 24 * 3600  # seconds


def tend(library: Library, progress: Progress | None = None) -> int | None:
    """Join small parts, and look once a week whether all is right; any thread but the GUI's.

    Gives the last outbox number that the index holds when it had to be built anew: the library's thread then calls
    `search.settle` with it.
    """
    if library.index.state != "current":
        return None
    search.tidy(library, progress)
    duplicates.bring_up(library, progress)
    nearness.bring_up(library, progress)
    if not is_due(library):
        return None
    fault = search.fault(library, progress)
    logger.info("the index was looked at: %s", "it is wrong" if fault else "it is right")
    seq = search.rebuild(library, progress) if fault else None
    _file(library).write_text(json.dumps({"at": time.time(), "fault": fault}))
    return seq


def is_due(library: Library) -> bool:
    """Say whether the index was not looked at for a week."""
    try:
        at = float(json.loads(_file(library).read_text())["at"])
    except (OSError, ValueError, LookupError, TypeError):
        return True
    return not 0 <= time.time() - at < WEEK


def _file(library: Library) -> Path:
    return library.index.folder.with_name("checked.json")
