# SPDX-License-Identifier: MIT
"""Tags in the navigation: a tree by the strokes in their names, colours, merging."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu

from researchdesk.library import tags
from researchdesk.ui.models.navigation import ROW
from tests.ui.window.visitor import KEY, SHIFT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # of menus without a screen


@pytest.fixture
def nested(visitor):
    def work(library):
        tags.add(library, [1], "work/court/fees")
        tags.add(library, [2], "work/court")

    visitor.window.desk.change("prepare", work)
    visitor.calm()
    visitor.until(lambda: len(tree(visitor)) == 5)
    return visitor


def tree(visitor):
    model = visitor.window.regions.navigation.model
    above = model.index(model.rowCount() - 1, 0)
    rows = [model.index(at, 0, above).data(ROW) for at in range(model.rowCount(above))]
    return [(row.depth, row.place.name) for row in rows]


def menu_of(visitor, name, words):
    """Open the menu of a tag; give the menu in it."""
    visitor.click_place(name)
    visitor.window.regions.navigation.view.setFocus()
    visitor.press(KEY.Key_F10, SHIFT)
    menus = visitor.window.findChildren(QMenu)
    shown = next(one for one in menus if one.isVisible())
    return next(one.menu() for one in shown.actions() if one.text() == words)


def test_tags_stand_as_a_tree_and_a_branch_holds_what_is_below(nested):
    assert [row for row in tree(nested) if row[1].startswith("work")] == [
        (0, "work"),
        (1, "work/court"),
        (2, "work/court/fees"),
    ]
    nested.click_place("work")
    assert len(nested.titles()) == 2


def test_a_tag_is_coloured_and_merged_by_its_menu(nested):
    colours = menu_of(nested, "letters", "Colour")
    colours.actions()[1].trigger()
    nested.until(lambda: colour(nested, "letters") == "blue")
    into = menu_of(nested, "letters", "Merge into")
    next(one for one in into.actions() if one.text() == "steelwork").trigger()
    nested.until(lambda: "letters" not in [row.name for row in tags.rows(nested.library)])
    assert (
        next(row for row in tags.rows(nested.library) if row.name == "steelwork").article_count == 3
    )


def colour(visitor, name):
    return next(row.colour for row in tags.rows(visitor.library) if row.name == name)
