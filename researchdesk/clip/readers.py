# SPDX-License-Identifier: MIT
"""Find the reader of a file: by its content, its name is a hint only. Each is loaded when it is first asked."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Protocol, cast

from researchdesk.clip.kinds import refuse_other_files
from researchdesk.model.errors import BadValue
from researchdesk.model.formats import BY_NAME, FORMATS, Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from researchdesk.clip.draft import Entry
    from researchdesk.clip.given import Given
    from researchdesk.model.importing import Rejected

OF_TEXT = (
    "html",
    "markdown",
    "plain_text",
)  # what is pasted is one of these, whatever it begins with


class Reader(Protocol):
    """One module of `importers`."""

    def recognise(self, given: Given) -> float:
        """Say how likely this is its format, from 0 to 1."""

    def read(self, given: Given) -> Iterator[Entry | Rejected]:
        """Give the entries one by one, each whole or with the reason why it is not there.

        Raises BadArchive, NoArticleFound and their like where nothing can be read at all.
        """


def reader(name: str) -> Reader:
    """Give the reader of a format."""
    return cast("Reader", importlib.import_module(f"researchdesk.clip.importers.{name}"))


def format_of(given: Given, wanted: str | None = None) -> Format:
    """Give the likeliest format, or the one that the user names; raise BadValue where no reader wants it."""
    if wanted is not None:
        if wanted not in BY_NAME:
            raise BadValue(
                value=wanted, kind="format", expected=f"choose one of {', '.join(BY_NAME)}"
            )
        return BY_NAME[wanted]
    asked = [BY_NAME[name] for name in OF_TEXT] if given.origin.is_pasted else list(FORMATS)
    scores = {one.name: reader(one.name).recognise(given) for one in asked}
    best = max(asked, key=lambda one: scores[one.name])
    if not given.origin.is_pasted and not scores[best.name]:
        refuse_other_files(given.body, given.origin.words)
    return best
