# SPDX-License-Identifier: MIT
"""The main states of the window, one after another, for tests that look at the words in each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog

from researchdesk.library import passages
from researchdesk.model.passage import Quote
from researchdesk.ui.places import EVERYTHING, REPAIR, TRASH, Place
from tests.ui.window import ferry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ui.window.visitor import Visitor

FACES = ("note", "annotations", "people", "details")


def scenes(visitor: Visitor) -> Iterator[str]:
    """Bring the window from state to state, and give the name of each while it stands."""
    window = visitor.window
    give, looking = window.desk.actions.trigger, window.looking
    visitor.calm()
    yield "list"
    visitor.list.go_to(0)
    visitor.click_row(0)
    yield "reader"
    window.desk.change("prepare", _prepare)
    visitor.calm()
    for face in FACES:
        window.regions.show_companion(face)
        visitor.calm()
        yield f"companion {face}"
    window.desk.show_note(1)
    visitor.calm()
    yield "an open note"
    give("close_companion")
    give("review")
    visitor.calm()
    yield "review"
    window.regions.reader.review.end()
    looking.go(EVERYTHING, "steel")
    visitor.calm()
    yield "search"
    looking.go(EVERYTHING, "steel zzz")
    visitor.calm()
    yield "nothing found"
    for place in (REPAIR, TRASH, Place("annotations", ""), Place("notes", ""), Place("people", "")):
        looking.go(place)
        visitor.calm()
        yield f"place {place.title}"
    looking.repair()
    visitor.calm()
    yield "repair"
    window.regions.reader.repair.end()
    looking.go(EVERYTHING)
    visitor.calm()
    visitor.list.selectAll()
    visitor.calm()
    yield "several"
    give("star")
    visitor.calm()
    yield "toast"
    window.toast.dismiss()
    for name in ("preferences", "clip_address", "clip_paste", "help", "about"):
        give(name)
        visitor.calm()
        yield name
        for dialog in window.findChildren(QDialog):
            dialog.close()
        visitor.calm()
    give("menu")
    visitor.calm()
    yield "menu"
    window.menus.main.close()
    QApplication.processEvents()


def _prepare(library) -> None:
    number = ferry.clip(library, ferry.FIRST).article_id
    for words in (ferry.TALKS, ferry.COOK, ferry.BELL):
        passages.highlight_quote(library, number, Quote(words))
    ferry.clip(library, ferry.LATER)
