# SPDX-License-Identifier: MIT
"""The whole library leaves and comes back through the window; pages as a web archive; the seal of the archive."""

from __future__ import annotations

import hashlib
import json
import zipfile

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication

from researchdesk.library import articles, comparing, seals
from researchdesk.library.library import Library
from researchdesk.ui.dialogs.seal import SealDialog
from tests.ui.window.test_exporting import asked, choose, save_as
from tests.ui.window.visitor import CTRL, KEY
from tests.unit.library.full_library import PAGE, page

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
WHOLE, ARCHIVE = "The whole library as plain files", "Web archive (WACZ)"


@pytest.fixture
def left(reading, tmp_path):
    """Where the library has left to, by mouse and keys."""
    dialog = asked(reading)
    choose(reading, dialog, WHOLE)
    save_as(reading, dialog, tmp_path / "everything")
    reading.until(lambda: "into everything." in reading.window.toast.sentence)
    return tmp_path / "everything"


def dropped(visitor, folder):
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(folder))])
    assert visitor.drop(carried)


def test_all_of_the_library_is_chosen_with_this_form_and_the_choice_comes_back(reading):
    dialog = asked(reading)
    assert dialog.what.currentData() == "articles"
    choose(reading, dialog, WHOLE)
    assert (dialog.what.currentData(), dialog.what.isEnabled()) == ("all", False)
    choose(reading, dialog, "Web page in one file")
    assert (dialog.what.currentData(), dialog.what.isEnabled()) == ("articles", True)


def test_a_library_leaves_and_a_new_one_filled_by_a_drop_is_equal(reading, left, tmp_path):
    old = reading.library.folder
    assert json.loads((left / "manifest.json").read_text("utf-8"))["counts"]["article"] == 4
    reading.window.opening.create(tmp_path / "new")
    reading.until(lambda: reading.library is not None and reading.library.name == "new")
    dropped(reading, left)
    reading.until(lambda: reading.window.toast.sentence.startswith("4 articles imported"))
    assert reading.window.regions.results.total == 4
    assert comparing.differences(old, tmp_path / "new") == []
    reading.window.regions.results.view.setFocus()
    reading.press(KEY.Key_Z, CTRL)
    reading.until(lambda: reading.window.regions.results.total == 0)


def test_a_library_that_is_not_empty_says_what_to_do(reading, left):
    dropped(reading, left)
    reading.until(lambda: "make a new library" in reading.window.toast.sentence)
    assert reading.window.regions.results.total == 4


def test_a_folder_that_is_damaged_names_its_file(reading, left, tmp_path):
    (left / "data" / "note.jsonl").write_text("{}\n")
    reading.window.opening.create(tmp_path / "new")
    reading.until(lambda: reading.library is not None and reading.library.name == "new")
    dropped(reading, left)
    reading.until(lambda: "data/note.jsonl cannot be read" in reading.window.toast.sentence)
    assert "Nothing was imported." in reading.window.toast.sentence


def test_pages_are_written_as_a_web_archive_and_what_is_left_out_is_named(reading, tmp_path):
    fetched = page("Fetched", "It was fetched.", PAGE, "https://example.org/fetched")
    reading.window.desk.change("prepare", lambda library: articles.clip(library, fetched))
    reading.calm()
    dialog = asked(reading)
    dialog.what.setFocus()
    reading.press(KEY.Key_End)
    choose(reading, dialog, ARCHIVE)
    save_as(reading, dialog, tmp_path / "pages")
    reading.until(lambda: reading.window.toast.sentence.startswith("Exported as pages.wacz."))
    assert "4 were left out, such as “" in reading.window.toast.sentence
    assert "because its text was pasted" in reading.window.toast.sentence
    with zipfile.ZipFile(tmp_path / "pages.wacz") as made:
        digest = json.loads(made.read("datapackage-digest.json"))["hash"]
        assert digest == f"sha256:{hashlib.sha256(made.read('datapackage.json')).hexdigest()}"
        assert b"https://example.org/fetched" in made.read("pages/pages.jsonl")


def test_articles_without_a_page_make_no_web_archive(reading, tmp_path):
    dialog = asked(reading)
    choose(reading, dialog, ARCHIVE)
    save_as(reading, dialog, tmp_path / "none")
    reading.until(lambda: "choose articles that were clipped from" in reading.window.toast.sentence)
    assert not (tmp_path / "none.wacz").exists()


def test_the_seal_is_copied_and_an_earlier_one_is_found(reading):
    seal = seals.seal(reading.library)
    reading.window.desk.actions.trigger("archive_seal")
    reading.until(lambda: reading.dialogs() != [])
    (dialog,) = reading.dialogs()
    assert dialog.number.text() == seal.head
    reading.click_button("Copy", dialog)
    assert QApplication.clipboard().text() == seal.head
    dialog.earlier.setFocus()
    reading.type(seal.head[:8])
    reading.click_button("Look for it", dialog)
    reading.until(lambda: "is no seal" in dialog.answer.text())
    dialog.earlier.setFocus()
    reading.press(KEY.Key_End)
    reading.type(seal.head[8:])
    reading.press(KEY.Key_Return)
    reading.until(lambda: dialog.answer.text().startswith("It is the seal of today"))
    dialog.earlier.selectAll()
    reading.type("0" * 64)
    reading.press(KEY.Key_Return)
    reading.until(lambda: dialog.answer.text().startswith("It is not in this library"))


def test_a_library_without_pages_has_no_seal(make, rest, tmp_path, home):
    Library.create(tmp_path / "empty").close()
    window = make()
    window.opening.open(tmp_path / "empty")
    rest(window)
    window.desk.actions.trigger("archive_seal")
    rest(window)
    (dialog,) = window.findChildren(SealDialog)
    assert not dialog.number.isVisible()
    dialog.reject()
