# SPDX-License-Identifier: MIT
"""Ctrl+Shift+X: what is exported and in which form is chosen, and the file is named when it is there."""

from __future__ import annotations

import json

import pytest

from researchdesk.ui.dialogs.export import ExportDialog
from tests.ui.window.visitor import CTRL, KEY, SHIFT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def asked(visitor):
    visitor.press(KEY.Key_X, CTRL | SHIFT)
    visitor.until(lambda: visitor.dialogs() != [])
    (found,) = visitor.dialogs()
    assert isinstance(found, ExportDialog)
    return found


def save_as(visitor, dialog, file):
    visitor.type_path(file)
    visitor.click_button("Choose the place…", dialog)
    visitor.window.activateWindow()
    visitor.calm()


def choose(visitor, dialog, words):
    visitor.click_button(words, dialog)


def test_the_open_article_is_exported_and_named(reading, tmp_path):
    dialog = asked(reading)
    assert dialog.what.itemText(0) == "The chosen article"
    save_as(reading, dialog, tmp_path / "market")
    reading.until(lambda: reading.window.toast.sentence == "Exported as market.md.")
    assert (tmp_path / "market.md").read_text("utf-8").startswith(f"# {reading.article.title}\n")
    assert reading.dialogs() == []


def test_a_note_is_exported_as_it_is_typed_now_with_its_sources(reading, tmp_path):
    desk = reading.window.desk
    desk.show_note(1)
    reading.calm()
    page = reading.window.regions.companion.note.page
    page.editor.setFocus()
    reading.press(KEY.Key_End, CTRL)
    reading.type(" The last word.")
    dialog = asked(reading)
    assert dialog.what.currentData() == "note"
    choose(reading, dialog, "Web page in one file")
    save_as(reading, dialog, tmp_path / "note.html")
    reading.until(lambda: reading.window.toast.sentence == "Exported as note.html.")
    text = (tmp_path / "note.html").read_text("utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert "The last word." in text


def test_the_sources_of_all_articles_are_exported(reading, tmp_path):
    dialog = asked(reading)
    dialog.what.setFocus()
    reading.press(KEY.Key_End)
    assert dialog.what.currentData() == "all"
    choose(reading, dialog, "Sources as CSL-JSON")
    save_as(reading, dialog, tmp_path / "sources")
    reading.until(lambda: (tmp_path / "sources.json").exists())
    assert len(json.loads((tmp_path / "sources.json").read_text("utf-8"))) >= 1


def test_a_folder_is_made_and_its_files_are_counted(reading, tmp_path):
    dialog = asked(reading)
    choose(reading, dialog, "Folder of plain files")
    save_as(reading, dialog, tmp_path / "archive")
    reading.until(lambda: (tmp_path / "archive" / "annotations.jsonld").exists())
    reading.until(lambda: reading.window.toast.sentence == "Exported 3 files into archive.")


def test_a_place_that_cannot_be_written_is_said_with_a_way_to_try_again(reading, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    dialog = asked(reading)
    choose(reading, dialog, "Folder of plain files")
    dialog.asked.emit("articles", dialog.form, tmp_path / "full")
    dialog.reject()
    reading.until(lambda: "could not be written" in reading.window.toast.sentence)
    (tmp_path / "full" / "mine.txt").unlink()
    reading.click_button("Try again")
    reading.until(lambda: (tmp_path / "full" / "annotations.jsonld").exists())


def test_a_choice_that_has_the_keys_shows_all_of_its_words(reading):
    dialog = asked(reading)
    dialog.activateWindow()
    for box in dialog.forms.values():
        reading.until(box.hasFocus)
        narrow = box.grab().toImage()
        box.resize(box.width() + 40, box.height())
        wide = box.grab().toImage()
        assert wide.copy(narrow.rect()) == narrow, box.text()
        box.resize(box.width() - 40, box.height())
        reading.press(KEY.Key_Down)


def test_what_cannot_be_chosen_looks_so(reading):
    dialog = asked(reading)
    fields = [dialog.grab(dialog.what.geometry()).toImage()]
    choose(reading, dialog, "The whole library as plain files")
    assert not dialog.what.isEnabled()
    fields.append(dialog.grab(dialog.what.geometry()).toImage())
    edges = [one.pixelColor(one.width() // 2, 0).lightness() for one in fields]
    papers = [one.pixelColor(one.width() // 2, 6).lightness() for one in fields]
    arrows = [
        len({one.pixel(x, one.height() // 2) for x in range(one.width() - 24, one.width() - 6)})
        for one in fields
    ]
    assert abs(edges[1] - papers[1]) < abs(edges[0] - papers[0])
    assert (arrows[0] > 1, arrows[1]) == (True, 1)
