# SPDX-License-Identifier: MIT
"""Whatever tells the status of a passage tells the same one: its card, the notes that cite it, Repair and its count."""

from __future__ import annotations

import random

import pytest

from researchdesk.library import articles, notes, passages, repairing, sources
from researchdesk.model.passage import Quote
from tests.unit.library.test_library_carrying import ADDRESS, CHANGED, TALKS
from tests.unit.library.test_library_standing import put

ITALY = "Italy sent nobody"
ROOM = "Milutin Milanković was in the room as well"
PAPER = "in the spring of 1919, and the paper of that week said so"


@pytest.fixture
def cited(library, clip):
    """A note that cites four passages, one of which was reworded since."""
    number = clip(url=ADDRESS).article_id
    marked = [
        passages.highlight_quote(library, number, Quote(words))
        for words in (TALKS, ITALY, ROOM, PAPER)
    ]
    links = " ".join(passages.cite_link(library, one.id) for one in marked)
    note = notes.new(library, "Four", f"{links} and [the article](rd:a/0000000000)")
    clip(CHANGED, url=ADDRESS)
    return note


def told(library, note):
    """Give the statuses by annotation as each place tells them; they must be one."""
    by_card = {one.id: one.status for one in passages.everywhere(library)}
    by_citation = {
        one.annotation_id: one.status
        for one in notes.citations(library, note.id)
        if one.annotation_id
    }
    by_list = {
        one.annotation.id: one.annotation.status
        for one in sources.of_note(library, note.id)
        if one.annotation
    }
    assert by_citation == by_list == by_card
    for one in by_card:
        assert {held.status for held in passages.citing(library, one)} == {by_card[one]}
    waiting = {one.id for one in repairing.waiting(library)}
    assert waiting == {one for one in by_card if passages.get(library, one).needs_repair}
    assert articles.counts(library).to_repair == len(waiting)
    return list(by_card.values())


DAMAGES = {
    "another place": (
        'UPDATE target SET start = start + 1, "end" = "end" + 1',
        ["unsure"] * 3 + ["changed"],
    ),
    "outside": ('UPDATE target SET "end" = 99999', ["unsure"] * 3 + ["orphan"]),
    "before the text": ("UPDATE target SET start = -5", ["unsure"] * 3 + ["orphan"]),
    "another hash": (
        "UPDATE text_version SET text_sha256 = replace(text_sha256, substr(text_sha256, 1, 8), '00000000')",
        ["same"] * 3 + ["orphan"],
    ),
    "other words": (
        "UPDATE text_version SET text = replace(text, 'Italy', 'Spain')",
        ["same", "same", "orphan", "orphan"],
    ),
    "nothing": ("UPDATE target SET start = start", ["same"] * 3 + ["changed"]),
}


@pytest.mark.parametrize(("statement", "expected"), DAMAGES.values(), ids=DAMAGES)
def test_a_status_is_the_same_wherever_it_is_told(library, cited, statement, expected, caplog):
    put(library, statement)
    assert sorted(told(library, cited)) == sorted(expected)
    caplog.clear()


def test_a_status_is_the_same_whatever_is_damaged(library, cited, caplog):
    chance = random.Random(7)
    for _ in range(30):
        start = chance.randrange(-10, 500)
        put(
            library,
            'UPDATE target SET start = ?, "end" = ?, decided_by = ? WHERE start IS NOT NULL '
            "AND id = (SELECT id FROM target ORDER BY random() LIMIT 1)",
            start,
            start + chance.randrange(1, 60),
            chance.choice(["user", "program"]),
        )
        told(library, cited)
    caplog.clear()


def test_what_was_clipped_again_counts_what_can_be_trusted(library, clip, cited, caplog):
    put(library, 'UPDATE target SET start = 0, "end" = 9')
    done = clip(CHANGED, url=ADDRESS)
    assert {status: n for status, n in done.passages.items() if n} == {"unsure": 3, "changed": 1}
    caplog.clear()
