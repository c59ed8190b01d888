# SPDX-License-Identifier: MIT
"""A text whose script no font of this computer holds: the window says so, and how to help it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from researchdesk.library import articles
from researchdesk.ui.panes import missing_fonts
from tests.ui.reading.conftest import clipping
from tests.ui.window.visitor import CTRL, KEY, SHIFT

BELL = "每天早上鱼市的钟都用手敲响。"


@pytest.fixture
def chinese(visitor, monkeypatch):
    """A stranger who has opened a Chinese article, at a computer that has no font for it."""
    monkeypatch.setattr(
        missing_fonts, "can_show", lambda _, letter: not "\u4e00" <= letter < "\ua000"
    )
    html = f"<p>{BELL}</p>"
    visitor.window.desk.change(
        "test",
        lambda library: articles.clip(library, clipping(html, "市场的钟", "https://cn.example/1")),
    )
    visitor.until(lambda: visitor.window.regions.results.total == 5)
    visitor.list.go_to(0)
    visitor.press(KEY.Key_Return)
    return visitor


def test_a_script_without_a_font_is_said_and_the_command_is_copied_by_key(chinese):
    notice = chinese.window.regions.reader.fonts
    assert notice.isVisible()
    assert notice.words.text() == (
        "This computer has no font for Chinese. On Debian the package is fonts-noto-cjk."
    )
    chinese.press(KEY.Key_Tab, SHIFT)
    while chinese.focus is not notice.copy:
        chinese.press(KEY.Key_Tab, SHIFT)
    chinese.press(KEY.Key_Space)
    assert QApplication.clipboard().text() == "sudo apt install fonts-noto-cjk"


def test_a_closed_notice_leaves_the_keys_in_the_text_and_is_not_said_again(chinese):
    notice = chinese.window.regions.reader.fonts
    chinese.click_button("Close the notice")
    assert chinese.focus is chinese.text
    chinese.press(KEY.Key_PageDown, CTRL)
    chinese.press(KEY.Key_PageUp, CTRL)
    assert not notice.isVisible()


def test_the_notice_goes_with_its_article(chinese):
    chinese.press(KEY.Key_PageDown, CTRL)
    assert not chinese.window.regions.reader.fonts.isVisible()
    chinese.press(KEY.Key_PageUp, CTRL)
    assert chinese.window.regions.reader.fonts.isVisible()


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("Žižka Жижка Ελλάδα, “quoted” – 12 €", []),
        ("ひらがな カタカナ", ["Japanese"]),
        ("ระฆัง và हिन्दी", ["Devanagari", "Thai"]),
        ("A bell 🔔", []),
        ("", []),
    ],
)
def test_scripts_are_told_by_their_letters(text, scripts):
    assert [name for name, _ in missing_fonts.scripts_of(text)] == scripts
