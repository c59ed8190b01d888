# SPDX-License-Identifier: MIT
"""Names that are none or too long, and merges that make no sense or come amid something: in the window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from researchdesk.library import mentions, merging, people, recognising
from tests.ui.window.test_people import kinds, open_page, page, pupin
from tests.ui.window.visitor import CTRL, KEY

__all__ = ["pupin"]

LONG = "Ab" * 250
MARKET = 4


def paste(visitor, text):
    QApplication.clipboard().setText(text)
    visitor.press(KEY.Key_V, CTRL)


@pytest.mark.parametrize(
    ("name", "said"), [(LONG, "of 200 letters at most"), ("😀 ·", "“😀 ·” is no name")]
)
def test_a_name_that_is_none_is_refused_at_its_field(visitor, pupin, name, said):
    before = people.get(visitor.library, pupin["one"])
    open_page(visitor)
    visitor.click_button("Add a name…", page(visitor))
    dialog = visitor.dialogs()[0]
    dialog.findChildren(QLineEdit)[0].setFocus()
    paste(visitor, name)
    visitor.press(KEY.Key_Return)
    visitor.until(lambda: said in dialog.error.text())
    assert people.get(visitor.library, pupin["one"]) == before


def test_a_name_in_a_script_nobody_expects_is_added_like_another(visitor, pupin):
    open_page(visitor)
    visitor.click_button("Add a name…", page(visitor))
    visitor.dialogs()[0].findChildren(QLineEdit)[0].setFocus()
    paste(visitor, "𒀀𒀁 𒂍𒃲")
    visitor.press(KEY.Key_Return)
    visitor.until(lambda: len(people.get(visitor.library, pupin["one"]).forms) == 2)
    assert people.exactly(visitor.library, "𒀀𒀁 𒂍𒃲") == [pupin["one"]]


def test_a_person_is_not_offered_to_be_merged_with_itself(visitor, pupin):
    open_page(visitor)
    before = kinds(visitor)
    visitor.click_button("Merge with…", page(visitor))
    paste(visitor, "Mihajlo Pupin")
    visitor.calm()
    visitor.press(KEY.Key_Return)
    visitor.until(lambda: len(visitor.dialogs()) == 1)
    dialog = visitor.dialogs()[0]
    visitor.until(dialog.merge.isEnabled)
    shown = {dialog.names.itemText(at) for at in range(dialog.names.count())}
    assert shown == {"Mihajlo Pupin", "Михајло Пупин"}
    visitor.press(KEY.Key_Escape)
    assert kinds(visitor) == before


def test_a_person_typed_to_be_merged_with_itself_is_nobody_to_choose(visitor, pupin):
    visitor.window.desk.change(
        "prepare", lambda library: people.add_variant(library, pupin["one"], "Idvorski")
    )
    visitor.calm()
    open_page(visitor)
    before, steps = kinds(visitor), len(visitor.library.history())
    visitor.click_button("Merge with…", page(visitor))
    visitor.type("Idvorski")
    visitor.calm()
    visitor.press(KEY.Key_Return)
    visitor.calm()
    assert visitor.dialogs() == []
    assert visitor.window.toast.sentence == "Choose a person of the library."
    assert (kinds(visitor), len(visitor.library.history())) == (before, steps)


def test_a_merge_amid_the_review_leaves_the_suggestion_to_be_accepted(visitor):
    found = {}

    def prepare(library):
        with library.operation("Make two"):
            found["one"] = people.make(library, "Mihajlo Idvorski")
            found["other"] = people.make(library, "Mihajlo Pupin")
        recognising.propose(library, MARKET)

    def merge(library):
        merging.merge(library, found["other"], found["one"])

    visitor.window.desk.change("prepare", prepare)
    visitor.calm()
    suggested = [one.person_id for one in mentions.suggestions(visitor.library, MARKET)]
    assert found["other"] in suggested
    visitor.list.go_to(0)
    visitor.press(KEY.Key_Return)
    visitor.press(KEY.Key_R)
    assert visitor.window.regions.reader.review.isVisible()
    visitor.window.desk.change("merge", merge)
    visitor.calm()
    visitor.press(KEY.Key_A)
    visitor.calm()
    held = mentions.of_article(visitor.library, MARKET)
    assert {one.person_id for one in held if one.status == "accepted"} == {found["one"]}
