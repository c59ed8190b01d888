# SPDX-License-Identifier: MIT
"""The language of an article: what the page declares and what the text reads like; BCP 47."""

from __future__ import annotations

import re

import py3langid

from researchdesk.clip.blocks import letters

LOOKED_AT = 2000  # characters of the text
ENOUGH = 200  # letters from which on the text outranks the declaration
FEWEST = 20  # letters below which a text says nothing

_TAG = re.compile(
    r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{4}))?(?:[-_]([a-zA-Z]{2}|\d{3}))?(?![a-zA-Z0-9])"
)
_NEAR = (
    {"sr", "hr", "bs", "sh", "cnr", "me"},
    {"no", "nb", "nn", "da"},
    {"id", "ms"},
    {"zh", "yue"},
)


def language_of(text: str, declared: str | None) -> str | None:
    """Give the language: the declared one where the text agrees or is short, else the text's own."""
    tag = tidy_tag(declared or "")
    size = len(letters(text[:LOOKED_AT]))
    if size < FEWEST:
        return tag
    read, _ = py3langid.classify(text[:LOOKED_AT])
    if tag is None:
        return str(read)
    return tag if size < ENOUGH or _agree(tag.partition("-")[0], str(read)) else str(read)


def tidy_tag(declared: str) -> str | None:
    """Give a language tag in the usual case, as sr-Cyrl-RS; None for what is none."""
    found = _TAG.match(declared.strip())
    if not found:
        return None
    language, script, region = found.groups()
    parts = (language.lower(), script and script.title(), region and region.upper())
    return "-".join(part for part in parts if part)


def _agree(one: str, other: str) -> bool:
    return one == other or any({one, other} <= near for near in _NEAR)
