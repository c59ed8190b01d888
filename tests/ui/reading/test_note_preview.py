# SPDX-License-Identifier: MIT
"""A note as a page: safe, whole, and made in turns where it is long."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl

from researchdesk.library import notes


@pytest.fixture
def page(table, companion):
    made = table.change(lambda library: notes.new(library, "Bells", "One line."))
    table.desk.show_note(made.id)
    table.wait()
    return companion.note.page


def looks(document):
    """Give of each block its words, heading and list, and of each of its pieces the font."""
    found, block = [], document.begin()
    while block.isValid():
        pieces, fragments = [], block.begin()
        while not fragments.atEnd():
            held = fragments.fragment()
            pieces.append((held.text(), held.charFormat().font().key()))
            fragments += 1
        shape = block.blockFormat()
        found.append(
            (pieces, shape.headingLevel(), shape.bottomMargin(), block.textList() is not None)
        )
        block = block.next()
    return found


def test_the_preview_is_safe_and_loads_nothing(table, page, tmp_path):
    (tmp_path / "secret.txt").write_text("secret")
    page.editor.set_body(
        "# Head\n\n<script>x</script> [bad](javascript:alert(1)) ![p](https://x.example/p.png) **b**"
    )
    page.toggle_preview()
    table.wait()
    assert page.stack.currentWidget() is page.preview
    html = page.preview.toHtml()
    assert "javascript:" not in html
    assert "<script" not in html
    for url in (QUrl("https://x.example/p.png"), QUrl.fromLocalFile(str(tmp_path / "secret.txt"))):
        assert page.preview.loadResource(2, url) is None
    page.toggle_preview()
    assert page.stack.currentWidget() is page.editor


def test_a_long_note_is_previewed_in_turns_and_looks_as_if_made_at_once(table, page, qtbot):
    day = "## A day\n\nThe **council** met.\n\n- one\n- two\n\n> quoted *so*\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
    page.editor.set_body(day * 300)
    page.toggle_preview()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.preview)
    shown = page.preview.document()
    begun = shown.blockCount()
    qtbot.waitUntil(lambda: page.preview.is_whole, timeout=30_000)
    assert 0 < begun < shown.blockCount()
    assert looks(shown) == looks(page.preview.made(notes.render(day * 300)))


def test_a_link_in_the_preview_is_asked_of_the_desk(table, page, monkeypatch):
    asked = []
    monkeypatch.setattr(table.desk, "follow", asked.append)
    page.preview.anchorClicked.emit(QUrl("rd:p/01J9ZK3V7Q"))
    assert asked == ["rd:p/01J9ZK3V7Q"]
