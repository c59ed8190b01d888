# SPDX-License-Identifier: MIT
"""Names of files that every system bears, made of titles of any shape."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 120  # bytes of a name with its ending: some disks bear 255, in a path that may be long
FORBIDDEN = re.compile(
    r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+'
)
RESERVED = re.compile(  # Windows takes these for devices, also with an ending or a blank after them
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3])\s*(?:\.|$)",
    re.IGNORECASE,
)


def file_name(title: str, taken: set[str], ending: str = "") -> str:
    """Give a name for what has this title, which none of `taken` has, whatever its case; it is added to them."""
    stem = stem_of(title, ending)
    name, number = stem + ending, 1
    while _folded(name) in taken:
        number += 1
        more = f" ({number}){ending}"
        name = _cut(stem, more) + more
    taken.add(_folded(name))
    return name


def stem_of(title: str, ending: str = "", nameless: str = "_") -> str:
    """Give the name without its ending; `nameless` where no letter of the title can stand in one."""
    words = unicodedata.normalize("NFC", title)  # one disk keeps the forms apart, another does not
    stem = _cut(" ".join(FORBIDDEN.sub(" ", words).split()), ending) or nameless
    return _cut(f"_{stem}", ending) if RESERVED.match(stem) else stem


def _cut(stem: str, ending: str) -> str:
    """Shorten a name so that it fits with its ending, and does not end in what a system drops."""
    return stem.encode()[: LONGEST - len(ending.encode())].decode(errors="ignore").strip(" .")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())
