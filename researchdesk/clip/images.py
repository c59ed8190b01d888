# SPDX-License-Identifier: MIT
"""Bring the images of a clipping along: those that came with its file, and of an address those that it names.

Only the images of kept blocks are asked for, as part of the one clip that the user asked for, under the same rules as
the page itself. What cannot be had is left to its alternative text; no image is worth failing a clip.
"""

from __future__ import annotations

import logging
import re
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from researchdesk.clip.image_sources import OWN_SCHEME
from researchdesk.clip.limits import MOST_BYTES_OF_IMAGE, MOST_BYTES_OF_IMAGES, MOST_IMAGES
from researchdesk.config.children import ChildDied, ChildTooSlow
from researchdesk.model.clipping import Image
from researchdesk.model.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from researchdesk.clip.connection import Allow
    from researchdesk.model.clipping import Source
    from researchdesk.model.progress import Progress

    Ask = Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes]]

logger = logging.getLogger(__name__)

SECONDS = 30.0  # for all of them
SECONDS_EACH = 10.0
AT_ONCE = 4
ACCEPT = "image/webp,image/png,image/jpeg,image/gif;q=0.9"

_SOURCE = re.compile(r'<img [^>]*?src="([^"]{1,8000})"')


def addresses(html: str) -> list[str]:
    """Give the addresses of the images in stored HTML, each once, no more than are kept."""
    return list(dict.fromkeys(unescape(one) for one in _SOURCE.findall(html)))[:MOST_IMAGES]


def gather(  # noqa: PLR0913 - what a page is, and how it may be asked for
    html: str,
    source: Source,
    request: dict[str, Any],
    body: bytes,
    ask: Ask,
    allow: Allow,
    progress: Progress | None = None,
) -> tuple[Image, ...]:
    """Give the images of a clipping that could be had; raises Cancelled alone.

    `request` and `body` are those by which the child read the page, `ask` puts a question to it.
    """
    wanted = addresses(html)
    if not wanted:
        return ()
    try:
        came = _came_along(wanted, source, request, body, ask)
        missing = [one for one in wanted if one not in {image.url for image in came}]
        got: list[tuple[str, bytes]] = []
        if source.kind == "address":
            got = _fetched(missing, allow, progress)
        elif source.kind == "file":
            got = list(_beside(missing, Path(source.value).expanduser()))
        return tuple(_bounded([*came, *_judged(got, ask)]))
    except (ChildDied, ChildTooSlow) as error:
        logger.warning("the images of a page were not read: %s", type(error).__name__)
        return ()


def _came_along(
    wanted: Sequence[str], source: Source, request: dict[str, Any], body: bytes, ask: Ask
) -> list[Image]:
    is_in_text = any(one.startswith(OWN_SCHEME) for one in wanted)
    if source.kind != "file" and not is_in_text:
        return []
    answer, payload = ask(request | {"verb": "images", "wanted": list(wanted)}, body)
    found: list[Image] = []
    at = 0
    for one in answer["images"]:
        found.append(Image(one["url"], one["media_type"], payload[at : at + one["size"]]))
        at += one["size"]
    return found


def _judged(got: Sequence[tuple[str, bytes]], ask: Ask) -> list[Image]:
    """Let the child say what the bytes are: a page that is no image, a drawing or a pixel is not kept."""
    if not got:
        return []
    request = {"verb": "image_kinds", "sizes": [len(body) for _, body in got]}
    answer, _ = ask(request, b"".join(body for _, body in got))
    kinds = zip(got, answer["kinds"], strict=True)
    return [Image(url, kind, body) for (url, body), kind in kinds if kind]


def _fetched(
    wanted: Sequence[str], allow: Allow, progress: Progress | None
) -> list[tuple[str, bytes]]:
    from researchdesk.clip.connection import (  # the network's modules, for an address alone
        Clock,
        TooSlow,
    )
    from researchdesk.clip.fetch import Wish, fetch

    clock, wish = Clock(SECONDS), Wish(MOST_BYTES_OF_IMAGE, ACCEPT)

    def get(url: str) -> bytes:
        try:
            seconds = min(SECONDS_EACH, clock.left())
            return fetch(url, allow=allow, seconds=seconds, wish=wish).body
        except (UserError, TooSlow):
            return b""

    wanted = [one for one in wanted if one.startswith(("http://", "https://"))]
    got: list[tuple[str, bytes]] = []
    total = 0
    pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="images")
    try:
        for url, body in zip(wanted, pool.map(get, wanted), strict=True):
            total += len(body)
            if total > MOST_BYTES_OF_IMAGES:
                break
            if body:
                got.append((url, body))
            if progress:
                progress.step(len(got), len(wanted), "Fetching the pictures")
        if progress:
            progress.step()
    finally:
        pool.shutdown(cancel_futures=True)
    return got


def _beside(wanted: Sequence[str], page: Path) -> Iterator[tuple[str, bytes]]:
    """Give the images that a browser saved in the folder beside a page."""
    folders = {one.name: one for one in page.parent.glob(f"{_escaped(page.stem)}*") if one.is_dir()}
    for url in wanted:
        parts = unquote(urlsplit(url).path).split("/")[-2:]
        folder = folders.get(parts[0]) if len(parts) == 2 else None
        if folder is None or parts[1] in ("", ".", ".."):
            continue
        path = folder / parts[1]
        try:
            if (
                path.is_file()
                and not path.is_symlink()
                and path.stat().st_size <= MOST_BYTES_OF_IMAGE
            ):
                yield url, path.read_bytes()
        except (OSError, ValueError):
            logger.info("an image beside a page could not be read")


def _escaped(name: str) -> str:
    return re.sub(r"([\[\]*?])", r"[\1]", name)


def _bounded(found: Sequence[Image]) -> Iterator[Image]:
    total = 0
    for one in found:
        if len(one.body) <= MOST_BYTES_OF_IMAGE and total + len(one.body) <= MOST_BYTES_OF_IMAGES:
            total += len(one.body)
            yield one
