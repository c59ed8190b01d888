# SPDX-License-Identifier: MIT
"""An article about a ferry, its later version from which three passages are gone, and what is to be seen of these."""

from __future__ import annotations

from researchdesk.library import articles, passages, repairing
from tests.ui.reading.conftest import clipping
from tests.ui.window.visitor import KEY

ADDRESS = "https://ferry.example/1"
TALKS = "The talks went on for three days."
COOK = "The cook had left the day before."
BELL = "A bell was rung at noon by the youngest of them."
FIRST = (
    "<p>The ferry of Zemun runs again, and it carries forty people and two carts to the other side.</p>"
    f"<p>{TALKS} Nobody had expected it before the spring, said the ferryman.</p>"
    f"<p>{COOK} He waited for nine years, and the river was the same river.</p>"
    f"<p>{BELL} Then everybody went home along the quay, and it rained until the evening.</p>"
)
LATER = (
    FIRST.replace(f"{TALKS} ", "")
    .replace(f"{COOK} ", "")
    .replace(f"{BELL} ", "")
    .replace(
        "until the evening.</p>",
        "until the evening.</p><p>Of three days the talks went on for two, wrote the paper.</p>",
    )
    .replace(
        "</p><p>He waited",
        "</p><p>Long after, it was said that the talks went on for days.</p><p>He waited",
    )
)
OWN = "Nobody had expected it before the spring, said the ferryman."


def clip(library, html):
    return articles.clip(library, clipping(html, "The ferry of Zemun", ADDRESS))


def repair(visitor):
    return visitor.window.regions.reader.repair


def waiting(visitor):
    return [one.exact for one in repairing.waiting(visitor.library)]


def shown(visitor):
    case = repair(visitor).current
    return case.annotation.exact if case and repair(visitor).is_shown else None


def words_of(visitor, exact):
    """Give the words where a passage stands now."""
    for one in passages.everywhere(visitor.library):
        if one.exact == exact:
            text = articles.text(visitor.library, one.article_id).text
            return text[one.start : one.end] if one.place else None
    return "in the trash"


def begun(visitor):
    """Open the first passage that waits, with the keys in the text."""
    visitor.click_place("To repair")
    visitor.list.go_to(0)
    visitor.list.setFocus()
    visitor.press(KEY.Key_Return)
    assert shown(visitor) == TALKS
    assert visitor.focus is visitor.text
