# SPDX-License-Identifier: MIT
"""What the reader and the companion say to one another; neither holds the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from researchdesk.ui.desk import Desk


class Between(QObject):
    """Signals from one half of the reading side to the other."""

    cited = Signal(str, str)  # a Markdown link for the open note, and a title should there be none
    version_chosen = Signal(int)  # the reader shows this version (seq) of its article
    old_passage_chosen = Signal(int, object)  # the same, with the Span that it reveals
    mention_chosen = Signal(str, str)  # kind and key: the reader shows the next place of the name


def between(desk: Desk) -> Between:
    """Give the one object of a desk; made when first asked for."""
    found: Between | None = desk.findChild(Between)
    return found if found is not None else Between(desk)
