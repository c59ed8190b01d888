# SPDX-License-Identifier: MIT
"""The page of a note is put in by parts: the window goes on in between, and the page is that of the whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor, QTextDocument

from researchdesk.library import notes
from researchdesk.ui.panes.note_html import add_html, put_html

BLOCKS = """# Bells

The *draft* caps [the number](https://bell.example/x) at **two hundred** people.[^1]

- one
- two
    - deep

> quoted
>
> more

```
code
  more
```

Before.

| a | b |
|---|---|
| 1 | 2 |

After.

- [x] done
- [ ] open

***

## Below

7. seven
8. eight

Last `code`

[^1]: The foot.

"""
LIST = "3. begun\n" + "".join(f"1. item {n} and its words\n" for n in range(300))


@pytest.fixture
def page(table, companion):
    made = table.change(lambda library: notes.new(library, "Bells", ""))
    table.desk.show_note(made.id)
    table.wait()
    return companion.note.page


def shape(document):
    """Give what is seen of each block: words, fonts, colours, margins, list."""
    found, block = [], document.begin()
    while block.isValid():
        fragments, words = block.begin(), []
        while not fragments.atEnd():
            one = fragments.fragment()
            fragments += 1
            char = one.charFormat()
            ink, paper = char.foreground().color().name(), char.background().color().name()
            words.append((one.text(), char.font().key(), ink, paper, char.anchorHref()))
        shape, listed = block.blockFormat(), block.textList()
        margins = (shape.topMargin(), shape.bottomMargin(), shape.leftMargin(), shape.indent())
        mark = listed.itemText(block) if listed is not None else None
        is_cell = QTextCursor(block).currentTable() is not None
        found.append((words, shape.headingLevel(), margins, shape.lineHeight(), mark, is_cell))
        block = block.next()
    return found


def by_parts(parts, style):
    document = QTextDocument()
    put_html(document, parts[0], style)
    for part in parts[1:]:
        add_html(document, part, style)
    return document


def at_once(html, style):
    document = QTextDocument()
    put_html(document, html.strip(), style)
    return document


@pytest.mark.parametrize("size", [1, 100, 2_000])
def test_the_parts_together_are_the_page_of_the_whole(style, monkeypatch, size):
    monkeypatch.setattr("researchdesk.annotate.markdown.PART", size)
    body = BLOCKS * 3
    parts = notes.render_parts(body)
    assert "".join(parts) == notes.render(body)
    assert len(parts) > {1: 30, 100: 10, 2_000: 1}[size]
    assert shape(by_parts(parts, style)) == shape(at_once(notes.render(body), style))


def test_a_long_list_is_cut_between_its_items_and_counts_on(style):
    parts = notes.render_parts(LIST)
    assert len(parts) > 3
    found, whole = by_parts(parts, style), at_once(notes.render(LIST), style)
    assert [(one[0], one[4]) for one in shape(found)] == [(one[0], one[4]) for one in shape(whole)]
    assert shape(found)[-1][4] == "303."


def shown(page, table):
    page.toggle_preview()
    table.wait()


def test_the_window_goes_on_while_a_long_note_is_shown(table, page, qtbot):
    page.editor.set_body(BLOCKS * 200)
    lengths = []
    ticks = QTimer(page)
    ticks.timeout.connect(lambda: lengths.append(page.preview.document().characterCount()))
    ticks.start(0)
    page.toggle_preview()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.preview, timeout=20_000)
    assert page.preview.toPlainText().startswith("Bells")
    assert not page.preview.is_whole
    qtbot.waitUntil(lambda: page.preview.is_whole, timeout=20_000)
    ticks.stop()
    assert len(set(lengths)) > 10  # other events came between the parts
    assert page.preview.toPlainText().count("Last code") == 200


def test_the_newest_words_win(table, page, qtbot):
    page.editor.set_body(BLOCKS * 200)
    page.toggle_preview()
    qtbot.waitUntil(lambda: page.stack.currentWidget() is page.preview, timeout=20_000)
    page.toggle_preview()
    page.editor.set_body("Only this.")
    shown(page, table)
    qtbot.waitUntil(lambda: page.preview.is_whole)
    qtbot.wait(50)
    assert page.preview.toPlainText() == "Only this."


def stand(preview, qtbot):
    qtbot.waitUntil(lambda: preview.is_whole, timeout=20_000)
    cursor = preview.textCursor()
    cursor.setPosition(900)
    cursor.setPosition(920, QTextCursor.MoveMode.KeepAnchor)
    preview.setTextCursor(cursor)
    preview.verticalScrollBar().setValue(preview.verticalScrollBar().maximum() // 2)
    return preview.verticalScrollBar().value(), cursor.selectedText()


@pytest.mark.parametrize("change", ["nothing", "words", "style"])
def test_scroll_and_selection_stay(table, page, qtbot, style, change):
    page.editor.set_body(BLOCKS * 20)
    shown(page, table)
    held = stand(page.preview, qtbot)
    if change == "style":
        style.changed.emit()
        page.restyle()
        table.wait()
    else:
        page.toggle_preview()
        if change == "words":
            page.editor.set_body(BLOCKS * 20 + "At the end.")
        shown(page, table)
    qtbot.waitUntil(lambda: page.preview.is_whole, timeout=20_000)
    assert ("At the end." in page.preview.toPlainText()) == (change == "words")
    assert page.preview.verticalScrollBar().value() == held[0] > 0
    assert page.preview.textCursor().selectedText() == held[1] != ""


def test_another_note_begins_at_its_top(table, page, qtbot):
    page.editor.set_body(BLOCKS * 20)
    shown(page, table)
    stand(page.preview, qtbot)
    other = table.change(lambda library: notes.new(library, "Other", BLOCKS * 20))
    table.desk.show_note(other.id)
    table.wait()
    shown(page, table)
    qtbot.waitUntil(lambda: page.preview.is_whole, timeout=20_000)
    assert page.preview.verticalScrollBar().value() == 0
    assert not page.preview.textCursor().hasSelection()
