# SPDX-License-Identifier: MIT
"""What a paste or a drop holds: addresses, files, a piece of a page, plain text; and the sentence that says so."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from researchdesk.model.clipping import Source
from researchdesk.ui.translate import plural, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QMimeData

ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]+\.[^\s<>\"]+|https?://[^\s<>\"]+", re.IGNORECASE
)
HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:[/:?#]\S*)?", re.IGNORECASE)
SHORTEST = 80  # letters of a pasted text that is worth an article


def address_of(words: str) -> str | None:
    """Give the address that the words are, `https://` put before a bare one; None when they are none."""
    shown = words.strip().strip("<>").strip()
    if re.match(r"https?://[^\s/]+", shown, re.IGNORECASE) and ADDRESS.fullmatch(shown):
        return shown
    if HOST.fullmatch(shown) and not shown.startswith("."):
        return f"https://{shown}"
    return None


def addresses_of(text: str) -> list[str]:
    """Give the addresses of a text that holds nothing else, one or more a line; else none."""
    words = text.split()
    found = [words_ for one in words if ADDRESS.fullmatch(one) and (words_ := address_of(one))]
    return list(dict.fromkeys(found)) if found and len(found) == len(words) else []


def sources_of(carried: QMimeData) -> list[Source]:
    """Give what can be clipped of what was pasted or dropped."""
    if carried.hasUrls():
        files = [url.toLocalFile() for url in carried.urls() if url.isLocalFile()]
        found = [Source("file", one) for one in files]
        web = [url.toString() for url in carried.urls() if url.scheme() in ("http", "https")]
        found += [Source("address", one) for one in dict.fromkeys(web)]
        if found:
            return found
    text = carried.text()
    if addresses := addresses_of(text):
        return [Source("address", one) for one in addresses]
    if carried.hasHtml() and len(text.strip()) >= SHORTEST:
        return [Source("html", carried.html())]
    if len(text.strip()) >= SHORTEST:
        return [Source("text", text)]
    return []


def sentence_of(sources: Sequence[Source]) -> str:
    """Say what will be clipped: "Clip 3 files"."""
    files = [one for one in sources if one.kind == "file"]
    folders = folders_of(sources)
    addresses = [one for one in sources if one.kind == "address"]
    if folders and len(folders) == len(files):
        return plural("Import the folder", "Import {n} folders", len(folders))
    if files:
        return plural("Clip 1 file", "Clip {n} files", len(files))
    if addresses:
        return plural("Clip the page of this address", "Clip {n} addresses", len(addresses))
    return tr("Clip this text") if sources else tr("There is nothing here that can be clipped")


def folders_of(sources: Sequence[Source]) -> list[Source]:
    """Give the sources that are folders: they are imported, with a report."""
    return [one for one in sources if one.kind == "file" and Path(one.value).is_dir()]
