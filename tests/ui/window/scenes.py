# SPDX-License-Identifier: MIT
"""The main states of the window, one after another, for tests that look at the words in each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDialog

from researchdesk.library import mentions, passages
from researchdesk.model.passage import Quote
from researchdesk.ui.places import EVERYTHING, REPAIR, TRASH, Place
from tests.ui.window import ferry
from tests.ui.window.visitor import KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ui.window.visitor import Visitor

INSIGHT = ("with", "matrix", "timeline", "map")
FACES = ("note", "annotations", "people", "details")


def scenes(visitor: Visitor) -> Iterator[str]:
    """Bring the window from state to state, and give the name of each while it stands."""
    visitor.calm()
    yield "list"
    for part in (_reading, _marking, _counting, _searching, _deciding, _dialogs):
        yield from part(visitor)


def _reading(visitor: Visitor) -> Iterator[str]:
    window = visitor.window
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
    window.desk.actions.trigger("close_companion")


def _marking(visitor: Visitor) -> Iterator[str]:
    window, text = visitor.window, visitor.text
    visitor.list.go_to(1)
    visitor.press(KEY.Key_Return)
    visitor.drag_over("remembers who")
    yield "selection bar"
    visitor.press(KEY.Key_N)
    yield "comment box"
    visitor.press(KEY.Key_Escape)
    visitor.press(KEY.Key_T)
    yield "tag box"
    visitor.press(KEY.Key_Escape)
    visitor.press(KEY.Key_H)
    visitor.click_words("remembers")
    yield "highlight card"
    visitor.press(KEY.Key_Escape)
    visitor.click_words("Nikola")
    yield "mention card"
    visitor.press(KEY.Key_Escape)
    window.regions.reader.open_find()
    visitor.calm()
    yield "find bar"
    visitor.press(KEY.Key_Escape)
    text.set_caret(0)


def _counting(visitor: Visitor) -> Iterator[str]:
    window = visitor.window
    window.desk.change(
        "prepare", lambda library: mentions.tag_person(library, [1, 2], "Nikola Tesla")
    )
    window.desk.change("prepare", lambda library: mentions.tag_country(library, [1, 2, 3], "RS"))
    visitor.calm()
    for face in INSIGHT:
        window.desk.actions.trigger(f"insight_{face}")
        visitor.calm()
        if face == "matrix":
            window.regions.insight.matrix.names.setPlainText("Nikola Tesla")
            visitor.click(window.regions.insight.matrix.count)
        yield f"insight {face}"
    window.regions.insight.show_face("with")
    window.regions.insight.company.table.setFocus()
    visitor.press(KEY.Key_Return)
    yield "insight sentences"
    window.looking.go(EVERYTHING)
    visitor.calm()


def _searching(visitor: Visitor) -> Iterator[str]:
    looking = visitor.window.looking
    places = (REPAIR, TRASH, Place("annotations", ""), Place("notes", ""), Place("people", ""))
    for name, place, query in (
        ("search", EVERYTHING, "steel"),
        ("nothing found", EVERYTHING, "steel zzz"),
        *((f"place {place.kind} {place.value}", place, "") for place in places),
    ):
        looking.go(place, query)
        visitor.calm()
        yield name


def _deciding(visitor: Visitor) -> Iterator[str]:
    window = visitor.window
    window.desk.actions.trigger("review")
    visitor.calm()
    yield "review"
    window.looking.repair()
    visitor.calm()
    yield "repair"
    window.regions.reader.repair.end()
    window.looking.go(EVERYTHING)
    visitor.calm()
    visitor.list.selectAll()
    visitor.calm()
    yield "several"
    window.desk.actions.trigger("star")
    visitor.calm()
    yield "toast"
    window.toast.dismiss()


def _dialogs(visitor: Visitor) -> Iterator[str]:
    window = visitor.window
    for name in ("preferences", "clip_address", "clip_paste", "help", "about", "print", "palette"):
        window.desk.actions.trigger(name)
        visitor.calm()
        yield name
        for dialog in window.findChildren(QDialog):
            dialog.close()
        visitor.calm()
    window.desk.actions.trigger("menu")
    visitor.calm()
    yield "menu"
    window.menus.main.close()
    QApplication.processEvents()


def _prepare(library) -> None:
    number = ferry.clip(library, ferry.FIRST).article_id
    for words in (ferry.TALKS, ferry.COOK, ferry.BELL):
        passages.highlight_quote(library, number, Quote(words))
    ferry.clip(library, ferry.LATER)
