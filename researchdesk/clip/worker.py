# SPDX-License-Identifier: MIT
"""The one way into the workshop for the rest of the program: fetch or open here, parse in the child process.

A page that takes the child too long costs that page alone: the child is killed, and another gives all text between
the tags without judging it.
"""

from __future__ import annotations

import itertools
import logging
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from msgspec import Struct, structs

from researchdesk.clip import images, sketch, wire
from researchdesk.clip.kinds import HEAD, most_bytes
from researchdesk.clip.limits import MOST_BYTES, MOST_MB
from researchdesk.clip.public import is_public
from researchdesk.clip.tree import without_stray
from researchdesk.config.children import Child, ChildDied, ChildTooSlow
from researchdesk.model.clipping import Clipping, Received, RemovedBlock
from researchdesk.model.dates import now
from researchdesk.model.errors import (
    BadArchive,
    BadValue,
    FileUnreadable,
    NoArticleFound,
    PageTooLarge,
    PageUnreachable,
)
from researchdesk.model.importing import Rejected

if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterator, Mapping, Sequence

    from researchdesk.clip.connection import Allow
    from researchdesk.model.clipping import Source, Way
    from researchdesk.model.progress import Progress

logger = logging.getLogger(__name__)

PAGE_SECONDS = 10.0
FILE_SECONDS = 30.0
MEMORY = 1 << 30  # bytes
TOO_LONG = "It took too long to read; what comes after it in the file was not read either."


class PutBack(Struct, frozen=True):
    """An article with a block more: `length` code points were inserted at `at` of the old text, separators included."""

    html: str
    text: str
    removed: tuple[RemovedBlock, ...]
    at: int
    length: int


class Worker:
    """Reads sources; safe to share between threads, one source at a time is parsed.

    `allow` says which addresses of the network may be connected to; tests name the loopback there.
    """

    def __init__(self, *, allow: Allow = is_public) -> None:
        self._child = Child("researchdesk.clip.extract", memory=MEMORY)
        self._allow = allow

    def read(
        self, source: Source, progress: Progress | None = None, *, with_images: bool = False
    ) -> Clipping:
        """Fetch or open a source and read it, on demand with its images; nothing is saved.

        Raises PageUnreachable, PageTooLarge, NoArticleFound, BadValue; Cancelled when the progress is.
        """
        received, name = self._received(source, progress)
        if progress:
            progress.step(words="Reading the text")
        first = next(self._outcomes(source, received, name))
        if isinstance(first, Rejected):
            raise BadArchive(file=source.value, reason=first.reason)
        if not with_images:
            return first
        return self._with_images(first, source, received, name, progress)

    def entries(
        self, source: Source, progress: Progress | None = None, *, with_images: bool = False
    ) -> Iterator[Clipping | Rejected]:
        """Read all entries of a file, one by one; what is wrong with one of them is its own matter.

        Raises as `read` does where nothing can be read at all.
        """
        received, name = self._received(source, progress)
        for outcome in self._outcomes(source, received, name):
            if isinstance(outcome, Rejected) or not with_images:
                yield outcome
            else:
                yield self._with_images(outcome, source, received, name, progress)

    def _with_images(
        self,
        clipping: Clipping,
        source: Source,
        received: Received,
        name: str | None,
        progress: Progress | None,
    ) -> Clipping:
        """Bring the images along; those of a part of a file lie in the part."""
        request = self._first_request(source, received, name)
        body = clipping.received.body
        found = images.gather(
            clipping.html, source, request, body, self._ask, self._allow, progress
        )
        return structs.replace(clipping, images=found)

    def read_again(self, received: Received, way: Way) -> Clipping:
        """Read what was received before in another way."""
        request = _request(received, way) | {"key": uuid4().hex}
        answer, body = self._parsed(request, received.body, FILE_SECONDS)
        if "rejected" in answer:
            raise BadArchive(file=received.url or "The file", reason=answer["rejected"]["reason"])
        return wire.from_json(answer, received, body)

    def put_back(self, html: str, removed: Sequence[RemovedBlock], n: int) -> PutBack:
        """Put the removed block numbered `n` back at its place; raises NoSuchThing when there is none."""
        answer = self._changed({"verb": "put_back", "n": n}, html, removed)
        return PutBack(**answer)

    def keep_only(
        self, html: str, removed: Sequence[RemovedBlock], start: int, end: int
    ) -> tuple[str, str, tuple[RemovedBlock, ...]]:
        """Keep the blocks that a span of the text touches; give HTML, text and what is left out then."""
        answer = self._changed({"verb": "keep_only", "span": [start, end]}, html, removed)
        return answer["html"], answer["text"], answer["removed"]

    def apply_decisions(self, clipping: Clipping, decisions: Mapping[str, bool]) -> Clipping:
        """Let the reader's earlier decisions outrank the extraction; `decisions`: SHA-256 of a block's text -> kept."""
        request = {"verb": "decide", "decisions": dict(decisions)}
        return structs.replace(clipping, **self._changed(request, clipping.html, clipping.removed))

    def sketches(self, texts: Sequence[str]) -> list[array[int]]:
        """Give the sketches of texts, by which near duplicates are known."""
        bodies = [one.encode("utf-8", "surrogatepass") for one in texts]
        request = {"verb": "sketch", "sizes": [len(one) for one in bodies]}
        _, packed = self._child.ask(request, b"".join(bodies), seconds=FILE_SECONDS)
        return sketch.unpacked(packed)

    def warm(self) -> None:
        """Start the child now, so that the first page need not wait for it."""
        self._child.warm()

    def close(self) -> None:
        """End the child process."""
        self._child.close()

    def _outcomes(
        self, source: Source, received: Received, name: str | None
    ) -> Iterator[Clipping | Rejected]:
        """Ask for one entry after another; the bytes go over once, and again where the child was another by then."""
        seconds = FILE_SECONDS if source.kind == "file" else PAGE_SECONDS
        request = self._first_request(source, received, name)
        for n in itertools.count():
            asked = request | {"n": n}
            try:
                if n == 0:
                    answer, body = self._parsed(asked, received.body, seconds)
                else:
                    answer, body = self._further(asked, received.body, seconds)
            except (ChildTooSlow, ChildDied):
                yield Rejected(f"{name}, entry {n + 1}", TOO_LONG)
                return
            if "end" in answer:
                return
            if "rejected" in answer:
                yield Rejected(**answer["rejected"])
            else:
                yield wire.from_json(answer, received, body)
            if "whole" in answer:  # all that it shows is one entry
                return

    def _first_request(
        self, source: Source, received: Received, name: str | None
    ) -> dict[str, Any]:
        return _request(received, source.way) | {
            "key": uuid4().hex,
            "name": name,
            "title": (source.title or "").strip() or None,
            "is_pasted": source.kind in ("html", "text"),
            "password": source.password,
            "format": source.format,
        }

    def _ask(self, request: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
        return self._child.ask(request, body, seconds=PAGE_SECONDS)

    def _further(
        self, request: dict[str, Any], body: bytes, seconds: float
    ) -> tuple[dict[str, Any], bytes]:
        answer, own = self._child.ask(request, seconds=seconds)
        if "lost" in answer:
            answer, own = self._child.ask(request, body, seconds=seconds)
        return answer, own

    def _parsed(
        self, request: dict[str, Any], body: bytes, seconds: float
    ) -> tuple[dict[str, Any], bytes]:
        try:
            return self._child.ask(request, body, seconds=seconds)
        except (ChildTooSlow, ChildDied) as error:
            logger.warning("a source was not read in time: %s", type(error).__name__)
        try:
            answer, own = self._child.ask(request | {"verb": "whole"}, body, seconds=seconds)
        except (ChildTooSlow, ChildDied):
            source = request["url"] or request["name"] or "What was pasted"
            raise PageUnreachable(address=source, reason="it took too long to read") from None
        return answer | {"whole": True}, own

    def _changed(
        self, request: dict[str, Any], html: str, removed: Sequence[RemovedBlock]
    ) -> dict[str, Any]:
        request |= {"html": html, "removed": wire.removed_to_json(removed)}
        answer, _ = self._child.ask(request, seconds=FILE_SECONDS)
        return answer | {"removed": wire.removed_from_json(answer["removed"])}

    def _received(self, source: Source, progress: Progress | None) -> tuple[Received, str | None]:
        if source.kind == "address":
            from researchdesk.clip.fetch import fetch  # the network's modules, for an address alone

            return fetch(source.value, allow=self._allow, progress=progress), None
        if source.kind == "file":
            path = Path(source.value).expanduser()
            return Received(_file_body(path), "", now(), url=source.url), path.name
        body = without_stray(source.value).encode()
        if len(body) > MOST_BYTES:
            raise PageTooLarge(source="What was pasted", n=MOST_MB)
        media_type = "text/html" if source.kind == "html" else "text/plain"
        return Received(body, media_type, now(), url=source.url, charset="utf-8"), None


def _request(received: Received, way: Way) -> dict[str, Any]:
    return {
        "verb": "read",
        "url": received.url,
        "name": None,
        "title": None,
        "is_pasted": False,
        "media_type": received.media_type,
        "charset": received.charset,
        "way": way,
        "password": None,
        "format": None,
        "n": 0,
    }


def _file_body(path: Path) -> bytes:
    """Read a file of bounded size; only plain files are opened, so that no pipe or device is waited for."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            kind = "a folder" if stat.S_ISDIR(about.st_mode) else "no plain file"
            raise BadValue(
                value=str(path), kind="file to clip", expected=f"it is {kind}; name one file"
            )
        with path.open("rb") as file:
            head = file.read(HEAD)
            most = most_bytes(head)
            body = head + file.read(most + 1 - len(head))
    except (OSError, ValueError) as error:
        raise FileUnreadable(path=path, reason=_why(error)) from None
    if len(body) > most:
        raise PageTooLarge(source=path.name, n=most >> 20)
    if not body:
        raise NoArticleFound(source=path.name)
    return body


def _why(error: Exception) -> str:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "it is not yours to read"
    return "the system could not open it"
