# SPDX-License-Identifier: MIT
"""The words with which sites interrupt or end an article: links, sign-up, sources; in resources/extraction."""

from __future__ import annotations

import re

from researchdesk.config.paths import resource

SHORT = 200  # characters: a longer line that opens like this is a paragraph
_SIGNS = tuple(":：>›»→|–—")
_SENTENCE_ENDS = tuple(".。।…")
_CLOSING = "\"'”’»)] "
AROUND = r"[\W_]{0,4}"  # an arrow, a bullet or a colon beside the words


def is_link_line(text: str) -> bool:
    """Say whether a line leads elsewhere or asks the reader to sign up: it opens with such words and is short."""
    return leads_elsewhere(text) or _opens(_SIGN_UP, text)


def leads_elsewhere(text: str) -> bool:
    """Say whether a line opens with "see also" or its like, in any of the languages, and is no sentence."""
    return _opens(_READ_ALSO, text)


def _opens(words: re.Pattern[str], text: str) -> bool:
    found = words.match(text) if len(text) < SHORT else None
    if not found:
        return False
    is_set_off = text[found.end() :].lstrip()[:1] in _SIGNS
    return is_set_off or not text.rstrip(_CLOSING).endswith(_SENTENCE_ENDS)


def is_link_heading(text: str) -> bool:
    """Say whether a line is nothing but "Related", "Read more" or their like: links follow it."""
    return bool(_LINK_HEADING.fullmatch(text))


def is_tail_heading(text: str) -> bool:
    """Say whether a line is nothing but a heading such as "Sources", which says nothing when nothing follows."""
    return bool(_TAIL_HEADING.fullmatch(text))


def is_comments_heading(text: str) -> bool:
    """Say whether a line is the heading of readers' comments, such as "3 comments" or "Leave a reply"."""
    return bool(_COMMENTS.fullmatch(text)) if len(text) < SHORT else False


def _read() -> dict[str, str]:
    """Give the phrases of each kind as alternatives of a pattern, the longest first."""
    kinds: dict[str, list[str]] = {}
    kind = ""
    for line in resource("extraction/phrases.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            kinds.setdefault(kind, []).append(line)
    return {
        name: "|".join(re.escape(one) for one in sorted(found, key=len, reverse=True))
        for name, found in kinds.items()
    }


_WORDS = _read()
_READ_ALSO = re.compile(rf"{AROUND}(?:{_WORDS['read also']})(?!\w)", re.IGNORECASE)
_SIGN_UP = re.compile(rf"{AROUND}(?:{_WORDS['sign up']})(?!\w)", re.IGNORECASE)
_LINK_HEADING = re.compile(rf"{AROUND}(?:{_WORDS['read also']}){AROUND}", re.IGNORECASE)
_COMMENTS = re.compile(
    rf"{AROUND}(?:\d{{1,5}}\s)?(?:{_WORDS['comments']})(?:\s[(\[]?\d{{1,5}}[)\]]?)?{AROUND}",
    re.IGNORECASE,
)
_TAIL_HEADING = re.compile(rf"{AROUND}(?:{_WORDS['tail headings']}){AROUND}", re.IGNORECASE)
