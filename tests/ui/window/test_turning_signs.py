# SPDX-License-Identifier: MIT
"""Signs that turn what follows are shown over the text and in menus, where no name can disguise the rest."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu

from researchdesk.library import articles, notes, tags
from researchdesk.ui.translate import in_menu
from tests.ui.window.visitor import KEY

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

TURNED = "Report \u202efdp.exe & \u2066more"
SHOWN = "Report \ufffdfdp.exe & \ufffdmore"


def changed(visitor, work):
    visitor.window.desk.change("test", work)
    visitor.calm()


@pytest.fixture
def odd(visitor):
    """The first article bears a title, an author, a site and tags with such signs, and is open."""
    fields = {"title": TURNED, "container_title": TURNED}
    number = visitor.window.regions.results.rows.row(0).id
    changed(visitor, lambda library: articles.edit(library, number, **fields))
    changed(visitor, lambda library: tags.add(library, [number], TURNED))
    visitor.list.go_to(0)
    visitor.press(KEY.Key_Return)
    visitor.until(lambda: visitor.window.desk.article_id == number)
    visitor.calm()
    return visitor


def test_over_the_text_they_are_shown(odd):
    document = odd.text.document()
    head = [document.findBlockByNumber(at).text() for at in range(3)]
    assert head[0] == SHOWN
    assert SHOWN in head[1]
    assert SHOWN in head[2].replace("\N{NO-BREAK SPACE}", " ")
    assert "\u202e" not in "".join(head)
    assert odd.article.title == TURNED


def test_in_the_menu_of_templates_they_are_shown_and_no_letter_is_a_key(odd):
    def make(library):
        note = notes.new(library, TURNED, "A frame.")
        tags.add(library, [note.id], "template", "note")

    changed(odd, make)
    odd.window.desk.actions.action("note_from_template").trigger()
    face = odd.window.regions.companion.note
    odd.until(lambda: face.findChild(QMenu) is not None)
    assert [one.text() for one in face.findChild(QMenu).actions()] == [SHOWN.replace("&", "&&")]
    odd.choose(face.findChild(QMenu), SHOWN.replace("&", "&&"))
    odd.until(lambda: odd.window.desk.note_id is not None)


def test_a_row_of_a_menu_shows_them_and_has_no_key():
    assert in_menu(TURNED) == SHOWN.replace("&", "&&")
