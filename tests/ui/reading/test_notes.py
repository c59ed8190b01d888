# SPDX-License-Identifier: MIT
"""A note is saved by itself, keeps what was typed until it is saved, and folds its citations."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from researchdesk.library import notes, passages
from researchdesk.model.errors import DiskFull
from researchdesk.model.passage import Span
from researchdesk.ui.panes import note_drafts

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def note(table, companion):
    made = table.change(lambda library: notes.new(library, "Bells", "One line.\n\nAnother line."))
    table.desk.show_note(made.id)
    table.wait()
    return made


@pytest.fixture
def page(companion, note):
    return companion.note.page


def body(table, note):
    return notes.get(table.library, note.id).body


def select(editor, words):
    text = editor.body()
    cursor = editor.textCursor()
    start = len(text[: text.index(words)].encode("utf-16-le")) // 2
    cursor.setPosition(start)
    cursor.setPosition(start + len(words.encode("utf-16-le")) // 2, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


def test_a_note_is_saved_a_second_after_the_last_key(table, page, note):
    QTest.keyClicks(page.editor, "Typed. ")
    assert "not saved yet" in page._foot.text()
    assert body(table, note) == "One line.\n\nAnother line."
    QTest.qWait(1100)
    table.wait()
    assert body(table, note) == "Typed. One line.\n\nAnother line."
    assert page._foot.text().endswith("saved")


def test_steady_typing_is_saved_within_five_seconds(table, page, note):
    page.saving._late.setInterval(300)
    for _ in range(8):
        QTest.keyClicks(page.editor, "x")
        QTest.qWait(60)
    table.wait()
    assert body(table, note).startswith("xxx")


def test_flush_saves_at_once(table, page, note):
    QTest.keyClicks(page.editor, "Now. ")
    table.desk.flush()
    table.wait()
    assert body(table, note).startswith("Now. ")


def test_leaving_a_note_for_another_saves_it_and_keeps_a_state(table, page, note):
    other = table.change(lambda library: notes.new(library, "Other"))
    QTest.keyClicks(page.editor, "Last words. ")
    table.desk.show_note(other.id)
    table.wait()
    assert body(table, note).startswith("Last words. ")
    assert page.title.text() == "Other"
    assert notes.history(table.library, note.id)[0].body.startswith("Last words. ")


def test_words_that_could_not_be_saved_stay_and_are_saved_later(table, page, note, monkeypatch):
    def full(*_args, **_kwargs):
        raise DiskFull(disk="the disk")

    with monkeypatch.context() as patch:
        patch.setattr(notes, "save", full)
        QTest.keyClicks(page.editor, "Kept. ")
        page.flush()
        table.wait()
        assert "not saved" in page._foot.text()
        assert page._again.isVisible()
        assert page.editor.body().startswith("Kept. ")
        assert note_drafts.find(table.library.uuid, note.id)[1].startswith("Kept. ")
    page._again.click()
    table.wait()
    assert body(table, note).startswith("Kept. ")
    assert note_drafts.find(table.library.uuid, note.id) is None


def test_a_draft_of_an_earlier_time_comes_back(table, companion):
    made = table.change(lambda library: notes.new(library, "Bells", "old"))
    note_drafts.keep(table.library.uuid, made.id, "Bells", "old and new")
    table.desk.show_note(made.id)
    table.wait()
    assert companion.note.page.editor.body() == "old and new"
    table.desk.flush()
    table.wait()
    assert body(table, made) == "old and new"


def test_undo_undoes_typing_first_and_then_the_last_deed(table, page, note):
    QTest.keyClicks(page.editor, "abc")
    assert page.editor.document().isUndoAvailable()
    QTest.keyClick(page.editor, Qt.Key.Key_Z, CONTROL)
    assert page.editor.body() == "One line.\n\nAnother line."
    assert not page.editor.document().isUndoAvailable()


def test_an_undo_of_the_library_is_shown_in_the_editor(table, page, note):
    QTest.keyClicks(page.editor, "Gone. ")
    table.desk.flush()
    table.wait()
    table.undo()
    assert page.editor.body() == "One line.\n\nAnother line."


def test_no_break_blanks_and_line_breaks_survive(table, page, note):
    page.editor.insertPlainText("12\xa0km 😀 ")
    QTest.keyClick(page.editor, Qt.Key.Key_Return, SHIFT)
    page.flush()
    table.wait()
    assert body(table, note).startswith("12\xa0km 😀 \nOne line.")


def test_a_citation_shows_only_its_words_where_the_caret_is_not(table, page, note):
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(page.editor, Qt.Key.Key_Return)
    page.editor.insert_link("[said so](rd:p/01J9ZK3V7Q)")
    block = page.editor.textCursor().block()

    def sizes():
        return {one.format.font().pixelSize() for one in block.layout().formats()}

    assert 1 not in sizes()
    page.editor.go_to_line(0)
    assert 1 in sizes()
    assert page.editor.body().endswith("[said so](rd:p/01J9ZK3V7Q)")


def test_a_cited_passage_lands_at_the_caret_and_ctrl_enter_leads_back(
    table, reader, companion, note
):
    page = companion.note.page
    page.editor.moveCursor(QTextCursor.MoveOperation.End)
    reader.text.setFocus()
    QTest.keyClick(reader.text, Qt.Key.Key_V)
    QTest.keyClick(reader.text, Qt.Key.Key_C)
    table.wait()
    assert QApplication.focusWidget() is page.editor
    assert "Another line. [Every morning" in page.editor.body()
    table.desk.flush()
    table.wait()
    (cited,) = notes.citations(table.library, note.id)
    assert cited.exact.startswith("Every morning")
    reader.text.set_caret(300)
    page.editor.setFocus()
    assert table.desk.actions.trigger("follow_link")
    table.wait()
    assert reader.text.caret() == 0


def test_citing_without_a_note_begins_one(table, reader, companion):
    QTest.keyClick(reader.text, Qt.Key.Key_V)
    QTest.keyClick(reader.text, Qt.Key.Key_C)
    table.wait()
    assert companion.note.page.title.text() == "Notes on The market keeps its bell"
    assert "](rd:p/" in companion.note.page.editor.body()


def test_a_passage_dropped_on_the_note_is_cited(table, page, note):
    start, end = table.place("remembers who began it")
    page.editor.passage_dropped.emit(table.article, start, end)
    table.wait()
    assert "[remembers who began it](rd:p/" in page.editor.body()


@pytest.mark.parametrize(
    ("words", "command", "wanted"),
    [
        ("line.", "bold", "One **line.**"),
        ("line.", "italic", "One *line.*"),
        ("line.", "link", "One [line.]()"),
    ],
)
def test_marks_go_around_the_selection(page, table, words, command, wanted):
    select(page.editor, words)
    page.editor.setFocus()
    assert table.desk.actions.trigger(command)
    assert page.editor.body().splitlines()[0] == wanted


def test_strong_twice_is_plain_again(page, table):
    select(page.editor, "line.")
    table.desk.actions.trigger("bold")
    table.desk.actions.trigger("bold")
    assert page.editor.body().splitlines()[0] == "One line."


def test_task_boxes_lists_and_lines(page, table):
    editor = page.editor
    editor.set_body("buy rope\nsecond")
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    table.desk.actions.trigger("task")
    assert editor.body() == "- [ ] buy rope\nsecond"
    table.desk.actions.trigger("task")
    assert editor.body() == "- [x] buy rope\nsecond"
    editor.moveCursor(QTextCursor.MoveOperation.EndOfBlock)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.body() == "- [x] buy rope\n- [ ] \nsecond"
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.body() == "- [x] buy rope\n\nsecond"
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClick(editor, Qt.Key.Key_Down, ALT)
    assert editor.body() == "\n- [x] buy rope\nsecond"
    QTest.keyClick(editor, Qt.Key.Key_Up, ALT)
    assert editor.body() == "- [x] buy rope\n\nsecond"


def test_a_pasted_address_over_a_selection_links_it(page):
    select(page.editor, "Another")
    mime = QMimeData()
    mime.setText("https://bell.example/x")
    page.editor.insertFromMimeData(mime)
    assert "[Another](https://bell.example/x) line." in page.editor.body()


def test_the_preview_is_safe_and_loads_nothing(table, page, note, tmp_path):
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


def test_a_link_in_the_preview_is_asked_of_the_desk(table, page, note, monkeypatch):
    asked = []
    monkeypatch.setattr(table.desk, "follow", asked.append)
    page.preview.anchorClicked.emit(QUrl("rd:p/01J9ZK3V7Q"))
    assert asked == ["rd:p/01J9ZK3V7Q"]


def test_the_title_renames_the_note_and_an_empty_one_does_not(table, page, note):
    page.title.clear()
    QTest.keyClicks(page.title, "Bells of the quay")
    page.flush()
    table.wait()
    assert notes.get(table.library, note.id).title == "Bells of the quay"
    page.title.clear()
    page.saving.on_typed()
    page.flush()
    table.wait()
    assert notes.get(table.library, note.id).title == "Bells of the quay"
    assert table.errors == []


def test_history_brings_an_older_state_back(table, companion, page, note):
    QTest.keyClicks(page.editor, "New. ")
    page.saving.leave()
    table.wait()
    table.desk.show_note(note.id)
    table.wait()
    page._ask_history()
    table.wait()
    history = companion.note.history
    oldest = history.model.things[-1]
    history.restored.emit(oldest.revision)
    table.wait()
    assert page.editor.body() == oldest.body
    assert companion.note.currentWidget() is page


def test_other_notes_that_link_here_are_listed(table, page, note):
    table.change(
        lambda library: notes.new(library, "Second", f"See [bells](rd:n/{note.public_id}).")
    )
    assert page._back.count() == 1
    assert page._back.itemAt(0).widget().text() == "Linked from Second"


def test_new_note_is_open_with_its_title_selected(table, companion):
    table.desk.actions.trigger("new_note")
    table.wait()
    page = companion.note.page
    assert page.title.selectedText() == "New note"
    assert table.desk.note_id == page.note.id


def test_a_note_whose_making_is_undone_is_closed(table, companion):
    table.desk.actions.trigger("new_note")
    table.wait()
    table.undo()
    assert companion.note.currentWidget() is companion.note.list
    assert table.errors == []


def test_the_list_of_notes_opens_and_filters(table, companion, note):
    table.change(lambda library: notes.new(library, "Ropes", "about ropes"))
    companion.note.show_list()
    table.wait()
    view = companion.note.list
    assert {row.title for row in view.model.things} == {"Bells", "Ropes"}
    view._field.setText("rope")
    assert [row.title for row in view.model.things] == ["Ropes"]
    view.view.activated.emit(view.model.index(0))
    table.wait()
    assert companion.note.page.title.text() == "Ropes"


def test_the_marks_of_a_highlight_live_on_in_its_note(table, reader, companion, note):
    span = Span(*table.place("Every morning"))
    made = table.change(lambda library: passages.highlight(library, table.article, span))
    link = passages.cite_link(table.library, made.id)
    companion.note.page.cite(link)
    table.desk.flush()
    table.wait()
    assert [one.note_title for one in passages.citing(table.library, made.id)] == ["Bells"]


def test_a_key_in_a_big_note_does_not_wander(table, page, note):
    page.editor.set_body("word " * 10_000)
    QTest.keyClicks(page.editor, "x")
    assert page.editor.verticalScrollBar().value() == 0


def typed(table, editor, words):
    QTest.keyClicks(editor, words)
    table.wait()


def test_two_brackets_complete_a_note_and_an_at_sign_a_person(table, page):
    from researchdesk.library import mentions

    other = table.change(lambda library: notes.new(library, "Ropes [old]"))
    person = table.change(
        lambda library: mentions.tag_person(library, [table.article], "Mileva Marić")
    )
    editor, held = page.editor, page.completion
    editor.set_body("")
    editor.setFocus()
    typed(table, editor, "see [[rop")
    assert held.isVisible()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.body() == rf"see [Ropes \[old\]](rd:n/{other.public_id})"
    typed(table, editor, " and @mari")
    assert held.isVisible()
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert " and [Mileva Marić](rd:t/" in editor.body()
    assert person


def test_esc_closes_the_proposals_for_this_word_and_mail_addresses_open_none(table, page):
    editor, held = page.editor, page.completion
    editor.set_body("")
    editor.setFocus()
    typed(table, editor, "[[B")
    assert held.isVisible()
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    typed(table, editor, "e")
    assert not held.isVisible()
    editor.set_body("")
    typed(table, editor, "bell@quay")
    assert not held.isVisible()


def test_closing_the_pane_gives_the_focus_back(table, page, companion, monkeypatch):
    asked = []
    table.desk.actions.attach("focus_reader", lambda: asked.append(1))
    page.editor.setFocus()
    companion.hide()
    assert asked == [1]
