# SPDX-License-Identifier: MIT
"""Clips that failed: listed with their reasons, tried again, dismissed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from researchdesk.library import articles, failures
from researchdesk.model.clipping import Source
from tests.ui.window.test_clipping import HTML, count, rest
from tests.ui.window.test_without_mouse import PASTED
from tests.ui.window.visitor import CTRL, KEY


def fail(visitor, *paths):
    visitor.window.clips.clip([Source("file", str(path)) for path in paths])
    rest(visitor)
    visitor.calm()


def open_list(visitor):
    visitor.window.desk.actions.trigger("failed_clips")
    visitor.calm()
    (found,) = visitor.dialogs()
    return found


def words(dialog):
    return [one.text() for one in dialog.findChildren(QLabel) if one.isVisible()]


def test_a_failed_clip_is_listed_and_tried_again_once_its_file_is_there(visitor, tmp_path):
    path = tmp_path / "ferry.html"
    fail(visitor, path)
    dialog = open_list(visitor)
    assert any("there is no such file" in one for one in words(dialog))
    path.write_text(f"<html><head><title>The ferry</title></head><body>{HTML}</body></html>")
    visitor.click_button("Try again", dialog)
    rest(visitor)
    visitor.calm()
    assert count(visitor) == 5
    assert failures.rows(visitor.library) == []
    assert "No clip has failed." in words(dialog)


def test_one_is_dismissed_and_the_other_stays(visitor, tmp_path):
    fail(visitor, tmp_path / "a.html", tmp_path / "b.html")
    dialog = open_list(visitor)
    visitor.click_button(f"Dismiss: {tmp_path / 'a.html'}"[:91], dialog)
    assert [one.source.value for one in failures.rows(visitor.library)] == [
        str(tmp_path / "b.html")
    ]
    visitor.click_button("Close", dialog)
    assert visitor.dialogs() == []


def test_all_are_tried_again_together(visitor, tmp_path):
    paths = [tmp_path / "a.html", tmp_path / "b.html"]
    fail(visitor, *paths)
    dialog = open_list(visitor)
    for path in paths:
        path.write_text(
            f"<html><title>{path.stem}</title><body>{HTML.replace('forty', path.stem)}</body></html>"
        )
    visitor.click_button("Try all again", dialog)
    rest(visitor)
    visitor.calm()
    assert count(visitor) == 6
    assert failures.rows(visitor.library) == []


def test_an_empty_list_says_so(visitor):
    assert "No clip has failed." in words(open_list(visitor))


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("body", [b"<p></p>", None])  # no text in it; no file
def test_what_could_not_be_read_is_pasted_by_the_button(visitor, tmp_path, body):
    path = tmp_path / "lamp.html"
    if body is not None:
        path.write_bytes(body)
    QApplication.clipboard().setText(PASTED)
    visitor.window.clips.clip([Source("file", str(path))])
    toast = visitor.window.toast
    visitor.until(lambda: toast.isVisible() and "lamp.html" in toast.sentence)
    visitor.click_button("Paste the text…", toast)
    visitor.until(lambda: bool(visitor.dialogs()))
    (dialog,) = visitor.dialogs()
    assert dialog.isAncestorOf(visitor.focus)
    visitor.press(KEY.Key_V, CTRL)
    visitor.click_button("Clip", dialog)
    visitor.until(lambda: len(visitor.titles()) == 5)
    assert PASTED in articles.text(visitor.library, 5).text
