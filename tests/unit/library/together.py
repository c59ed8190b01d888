# SPDX-License-Identifier: MIT
"""Five articles in which three people and two countries stand together in several ways."""

from __future__ import annotations

import re

from researchdesk.clip.text import text_of
from researchdesk.library import articles, mentions, people, recognising, search
from researchdesk.model.clipping import Clipping, Received
from researchdesk.model.people import Proposal

PUPIN, TESLA, MILEVA = "Mihajlo Pupin", "Nikola Tesla", "Mileva Marić"
TEXTS = {  # title: date, paragraphs
    "Both in a sentence": (
        "1919-05-17",
        "Mihajlo Pupin met Nikola Tesla in Serbia. Mileva Marić was not there.",
        "Nikola Tesla went home.",
    ),
    "Both in a paragraph": (
        "1919-05",
        "Mihajlo Pupin spoke first. Nikola Tesla was late.",
        "Serbia paid.",
    ),
    "Both in an article": (
        "1919",
        "Mihajlo Pupin wrote. It rained.",
        "Nikola Tesla read in Italy.",
    ),
    "Pupin alone": (
        None,
        "Mihajlo Pupin slept. Michael I. Pupin dreamt of Tesla coils.",
        "Nothing else.",
    ),
    "Nobody": ("1920-01-02", "A ship came in.", "It left."),
}
COUNTRIES = {"Serbia": "RS", "Italy": "IT"}


def clipping(title: str, html: str, issued: str | None) -> Clipping:
    url = f"https://{title.replace(' ', '-').lower()}.example/"
    received = Received(title.encode(), "text/html", "2026-03-03T08:00:00.000000Z")
    return Clipping(
        title,
        html,
        text_of(html),
        received,
        "ours",
        "1",
        1,
        issued=issued,
        url=url,
        canonical_url=url,
    )


def propose(library, number, names):
    """Propose people and countries wherever these names stand in an article."""
    version = articles.text(library, number)
    proposals = [
        Proposal(
            "country" if name in COUNTRIES else "person",
            name,
            tuple(one.span() for one in re.finditer(re.escape(name), version.text)),
            0.9,
            "tagger",
            country=COUNTRIES.get(name),
        )
        for name in names
        if name in version.text
    ]
    recognising.store(
        library, recognising.Recognised(number, version.id, version.text, tuple(proposals))
    )


def fill(library, *, suggest_only=("Mileva Marić",)):
    """Clip the articles, accept who is named but for some names; give the articles by title, and people by name."""
    found = {}
    for title, (issued, *paragraphs) in TEXTS.items():
        html = "".join(f"<p>{one}</p>" for one in paragraphs)
        number = articles.clip(library, clipping(title, html, issued)).article_id
        found[title] = number
        propose(library, number, (PUPIN, TESLA, MILEVA, *COUNTRIES))
        for one in mentions.suggestions(library, number):
            if one.status == "suggested" and one.name not in suggest_only:
                mentions.accept(library, [one.id])
    search.catch_up(library)
    whom = {name: people.exactly(library, name) for name in (PUPIN, TESLA)}
    return found, {name: ids[0] for name, ids in whom.items()}
