# SPDX-License-Identifier: MIT
"""Ask the recognising child for the people and countries of a text."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from researchdesk.config.children import Child, ChildDied, ChildTooSlow
from researchdesk.entities.proposals import proposals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from researchdesk.model.people import KnownForm, Proposal

logger = logging.getLogger(__name__)

RECOGNISER = "people-crf 1"
"""Name and version of the rules, kept on each mention."""
MEMORY = 4 << 30  # bytes of address space
SECONDS = 60.0  # for a whole book
RECYCLE_AFTER = 100_000


class Recogniser:
    """One child process that recognises; the user's name forms are handed over again only when they changed."""

    def __init__(self) -> None:
        self._child = Child(
            "researchdesk.entities.answers", memory=MEMORY, recycle_after=RECYCLE_AFTER
        )
        self._handed: tuple[int, int | None] | None = None
        self._lock = threading.Lock()  # forms and text go to one child, together

    def recognise(
        self, text: str, language: str | None, known: Sequence[KnownForm], known_version: int
    ) -> list[Proposal]:
        """Give the people and countries of a text; `known_version` changes whenever `known` does.

        Nothing is proposed for a text that the child cannot master: an article without tags is better than none.
        """
        request = {"verb": "recognise", "text": text, "language": language}
        try:
            with self._lock:
                self._hand_over(known, known_version)
                answer, _ = self._child.ask(request, seconds=SECONDS)
        except (ChildDied, ChildTooSlow):
            logger.warning("no proposals for a text of %s code points", len(text))
            return []
        return proposals(answer)

    def breaks(self, texts: Sequence[str]) -> list[bytes]:
        """Give where sentences and paragraphs end in texts, packed; raises ChildDied, ChildTooSlow."""
        bodies = [text.encode("utf-8", "surrogatepass") for text in texts]
        request = {"verb": "breaks", "sizes": [len(one) for one in bodies]}
        answer, packed = self._child.ask(request, b"".join(bodies), seconds=SECONDS)
        made, at = [], 0
        for size in answer["sizes"]:
            made.append(packed[at : at + size])
            at += size
        return made

    def close(self) -> None:
        """End the child process."""
        self._child.close()

    def _hand_over(self, known: Sequence[KnownForm], version: int) -> None:
        if self._handed == (version, self._child.pid):
            return
        forms = [[one.form, one.person_id] for one in known]
        self._child.ask({"verb": "known", "forms": forms}, seconds=SECONDS)
        self._handed = (version, self._child.pid)
