# SPDX-License-Identifier: MIT
"""What came of an import: every entry that was found is stored, known or refused by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from researchdesk.model.clipping import Source

if TYPE_CHECKING:
    from researchdesk.model.article import ArticleId


class Rejected(Struct, frozen=True):
    """An entry that was not taken: what to call it, and a sentence that says why and what to do.

    `path` is the file, or the address, to try again; None where there is none.
    """

    entry: str
    reason: str
    path: str | None = None


class ImportReport(Struct, frozen=True):
    """What came of one import; `run` is its number in the library, 0 where nothing was saved.

    `articles` are those that were new, `changed` those with a new text. `was_stopped`: what was saved before is kept.
    """

    source: str
    stored: int = 0
    versions: int = 0
    known: int = 0
    rejected: tuple[Rejected, ...] = ()
    articles: tuple[ArticleId, ...] = ()
    changed: tuple[ArticleId, ...] = ()
    was_stopped: bool = False
    run: int = 0
    at: str = ""
    is_of_marks: bool = False  # annotations, with what belongs to them, and not articles alone

    @property
    def refused(self) -> list[Source]:
        """The files and addresses that were refused and can be tried again, each once."""
        places = dict.fromkeys(one.path for one in self.rejected if one.path)
        return [
            Source("address" if one.startswith(("http://", "https://")) else "file", one)
            for one in places
        ]

    @property
    def found(self) -> int:
        """How many entries there were."""
        return self.stored + self.versions + self.known + len(self.rejected)
