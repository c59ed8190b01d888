# SPDX-License-Identifier: MIT
"""An article of our own writing for the tests of alignment, and what becomes of a quote of it in another text."""

from __future__ import annotations

from researchdesk.annotate.anchor import Passing
from researchdesk.model.passage import Carried, Span

OPENING = (
    "The harbour board met on Tuesday to settle the price of coal. Captain Ivo Lupis spoke for the pilots, and the "
    "chamber of commerce sent two clerks who wrote down every word."
)
TALKS = (
    "Nobody had expected a quarrel. The pilots asked for lamps along the northern mole, and the board refused. "
    "A vote was put off until the spring, when the engineer would be back from Trieste."
)
FIGURES = (
    "In 1874 the port handled 312 steamers and 90 brigs. The customs house counted 14,000 sacks of coffee, most of "
    "them bound for Vienna, and a single crate of parrots that nobody claimed."
)
WEATHER = (
    "The bora blew for nine days in February. Two lighters sank beside the timber quay, and the ferry to Krk was "
    "moored in the inner basin until the wind had fallen."
)
CLOSING = "The next meeting is on the first Monday of March. Strangers may listen from the gallery."
BLOCKS = [OPENING, TALKS, FIGURES, WEATHER, CLOSING]
TEXT = "\n\n".join(BLOCKS)


def joined(*blocks: str) -> str:
    return "\n\n".join(blocks)


def span_of(quote: str, text: str = TEXT) -> Span:
    """The place of words that stand once."""
    assert text.count(quote) == 1, quote
    return Span(text.index(quote), text.index(quote) + len(quote))


def carry(quote: str, new: str, old: str = TEXT) -> Carried:
    return Passing(old, new).carry(span_of(quote, old))


def outcome(quote: str, new: str, old: str = TEXT) -> tuple[str, str | None]:
    """The status of a quote in a new text, and the words at its place there."""
    found = carry(quote, new, old)
    return found.status, new[found.span.start : found.span.end] if found.span else None


def proposed(quote: str, new: str, old: str = TEXT) -> list[str]:
    return [new[one.start : one.end] for one in Passing(old, new).candidates(span_of(quote, old))]
