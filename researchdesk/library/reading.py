# SPDX-License-Identifier: MIT
"""Read pages and texts without a library: nothing is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from researchdesk.clip.worker import Worker
from researchdesk.config.children import Child

if TYPE_CHECKING:
    from types import TracebackType

    from researchdesk.model.clipping import Clipping, Source
    from researchdesk.model.progress import Progress

SECONDS = 120  # for a whole book of a text


class Reading:
    """The two child processes that read foreign pages and texts, for as long as a `with` block lasts."""

    def __init__(self) -> None:
        self.worker = Worker()
        self._recogniser = Child(
            "researchdesk.entities.answers", memory=4 << 30, recycle_after=100_000
        )

    def __enter__(self) -> Reading:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.worker.close()
        self._recogniser.close()

    def extract(
        self, source: Source, progress: Progress | None = None, *, with_images: bool = False
    ) -> Clipping:
        """Give what would be stored of a source."""
        return self.worker.read(source, progress, with_images=with_images)

    def recognise(self, request: dict[str, Any]) -> dict[str, Any]:
        """Answer one line of the batch: people and countries of a text, or whether two names may be one person's."""
        answer, _ = self._recogniser.ask({"verb": "line", "line": request}, seconds=SECONDS)
        return answer
