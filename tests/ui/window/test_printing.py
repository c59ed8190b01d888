# SPDX-License-Identifier: MIT
"""Ctrl+P: the page that will be printed is seen, and saved as a PDF without any printer."""

from __future__ import annotations

import pytest
from PySide6.QtPrintSupport import QPrinterInfo

from researchdesk.ui.dialogs.printing import PrintDialog
from tests.ui.window.visitor import CTRL, KEY

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def asked(visitor):
    visitor.press(KEY.Key_P, CTRL)
    (found,) = visitor.dialogs()
    assert isinstance(found, PrintDialog)
    visitor.until(lambda: not found.sheet.pixmap().isNull())
    return found


def save_as(visitor, dialog, file):
    visitor.type_path(file)
    visitor.click_button("Save as PDF…", dialog)
    visitor.window.activateWindow()
    visitor.calm()


def test_nothing_to_print_is_said(visitor):
    visitor.press(KEY.Key_P, CTRL)
    assert visitor.dialogs() == []
    assert visitor.window.toast.sentence == "Open an article or a note first."


def test_an_article_is_saved_as_a_pdf_and_the_keys_come_back(reading, tmp_path):
    dialog = asked(reading)
    assert dialog.boxes == {}  # nothing is marked in it
    save_as(reading, dialog, tmp_path / "market")
    assert (tmp_path / "market.pdf").read_bytes().startswith(b"%PDF-")
    assert reading.window.toast.sentence == "Saved as market.pdf."
    assert reading.dialogs() == []
    assert reading.focus is reading.text


def test_a_mark_can_be_left_out_and_the_preview_shows_it(reading):
    reading.press(KEY.Key_V)
    reading.press(KEY.Key_H)
    dialog = asked(reading)
    assert list(dialog.boxes) == ["highlights"]
    before = dialog.sheet.pixmap().toImage()
    reading.click(dialog.boxes["highlights"])
    dialog.boxes["highlights"].setFocus()
    reading.press(KEY.Key_Space)
    if dialog.chosen["highlights"]:
        reading.press(KEY.Key_Space)
    reading.until(lambda: dialog.sheet.pixmap().toImage() != before)
    dialog.papers.setFocus()
    reading.press(KEY.Key_End)
    assert dialog.size_name == "letter"
    reading.press(KEY.Key_Escape)
    reading.window.activateWindow()
    reading.calm()
    assert reading.dialogs() == []


def test_the_note_is_printed_where_the_keys_are_in_it(reading):
    reading.window.desk.show_note(1)
    reading.calm()
    dialog = asked(reading)
    assert dialog._title == "On bells"
    dialog.reject()


def test_without_a_printer_it_says_so_and_stays(reading, monkeypatch):
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    dialog = asked(reading)
    reading.click_button("Print…", dialog)
    assert "No printer" in dialog.count.text()
    assert dialog.isVisible()
    dialog.reject()


def test_a_place_that_cannot_be_written_is_said_with_a_way_to_try_again(reading, tmp_path):
    dialog = asked(reading)
    dialog._write(tmp_path / "nowhere" / "a.pdf")
    reading.until(lambda: "could not be written" in reading.window.toast.sentence)
    (tmp_path / "nowhere").mkdir()
    reading.click_button("Try again")
    reading.until(lambda: (tmp_path / "nowhere" / "a.pdf").exists())
