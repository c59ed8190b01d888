# SPDX-License-Identifier: MIT
"""The settings page: each kind of choice has its control, holds at once, and the page itself follows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from researchdesk.config import paths
from researchdesk.config.settings import SETTINGS, Settings
from researchdesk.ui.dialogs.preferences import Preferences
from researchdesk.ui.earlier import EarlierSearches
from researchdesk.ui.used import Used
from researchdesk.ui.widgets.strip import Strips
from tests.ui.window.visitor import CTRL, KEY, PLAIN

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def page(reading):
    reading.press(KEY.Key_Comma, CTRL)
    (found,) = reading.dialogs()
    assert isinstance(found, Preferences)
    return found


def write(visitor, page, name, words):
    """Write into the line of a setting and go on."""
    page.controls[name].setFocus()
    page.controls[name].selectAll()
    visitor.type(words)
    visitor.press(KEY.Key_Tab)


def test_a_text_is_written_in_a_line_and_an_empty_one_is_none(make, qtbot):
    window = make()
    page = Preferences(window.desk, window)
    with qtbot.waitSignal(page.made):
        page.make()
    line = page.controls["backup.folder"]
    line.setText(" /media/disk ")
    line.editingFinished.emit()
    assert window.desk.settings.get("backup.folder") == "/media/disk"
    line.clear()
    line.editingFinished.emit()
    assert window.desk.settings.get("backup.folder") is None
    page.close()


def test_every_choice_of_the_user_stands_on_the_page_once(page):
    wanted = {one.name for one in SETTINGS if not one.is_remembered}
    assert wanted | {"forget"} == set(page.controls)


def test_the_page_and_the_menus_of_the_text_follow_theme_and_size(reading, page):
    style = reading.window.desk.style
    page.controls["theme"].setCurrentIndex(1)
    light = page.grab().toImage().pixelColor(2, 2)
    page.controls["theme"].setCurrentIndex(2)
    reading.calm()
    assert page.grab().toImage().pixelColor(2, 2).lightness() < light.lightness() - 100
    titles = [one for one in page.findChildren(QLabel) if one.text() == "Theme"]
    before = titles[0].font().pixelSize()
    page.controls["interface.size"].setValue(150)
    reading.calm()
    assert titles[0].font().pixelSize() == round(before * 1.5)
    assert page.controls["density"].font().pixelSize() == style.font("ui").pixelSize()
    buttons = reading.window.regions.reader.findChildren(QToolButton)
    menus = [one.menu() for one in buttons if one.menu()]
    assert len(menus) == 3
    for menu in menus:
        menu.ensurePolished()
        assert menu.font().pixelSize() == style.font("ui").pixelSize()
        shown = menu.grab().toImage()
        middle = shown.pixelColor(shown.width() - 6, shown.height() // 2)
        assert middle.lightness() < 100


def test_the_wheel_changes_no_choice_that_it_passes_over(reading, page):
    box = page.controls["reader.size"]
    before = box.value()
    at = QPointF(box.rect().center())
    turn = QWheelEvent(
        at,
        QPointF(box.mapToGlobal(at.toPoint())),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        PLAIN,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt's own signature
    )
    QApplication.sendEvent(box, turn)
    assert box.value() == before


def test_a_colour_has_the_users_name_everywhere_at_once(reading, page):
    write(reading, page, "highlight.yellow", "to use")
    page.close()
    reading.window.activateWindow()
    reading.calm()
    actions = reading.window.desk.actions
    assert actions.text("colour_1") == "Highlight in yellow (to use)"
    assert actions.action("colour_1").text() == "Highlight in yellow (to use)"
    assert actions.text("colour_2") == "Highlight in blue"
    reading.text.setFocus()
    reading.press(KEY.Key_V)
    reading.press(KEY.Key_1)
    reading.press(KEY.Key_5, CTRL)
    face = reading.window.regions.companion.annotations
    reading.until(lambda: face.model.rowCount() == 1)
    spoken = face.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "yellow (to use) highlight" in spoken
    assert "Only yellow (to use) ones" in {one.toolTip() for one in face._discs.values()}
    for words, count in (("to use", 1), ("doubtful", 0)):
        face.words.setText(words)
        reading.until(lambda count=count: face.model.rowCount() == count)


def test_earlier_searches_are_forgotten(reading, page):
    EarlierSearches().add("bridge")
    used = Used(reading.window.desk.settings)
    used.add("command:star")
    reading.click(page.forget)
    assert EarlierSearches().all() == []
    assert used.counts() == {}
    assert not page.forget.isEnabled()
    page.close()


@pytest.mark.warns("the settings file holds no settings")
def test_a_damaged_file_is_kept_and_the_window_says_where(make, home):
    file = paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    for name in ("settings.damaged.json", "settings.damaged-2.json"):
        file.write_bytes(b'{"theme": "dark", \xff')
        window = make()
        words = [one.text() for one in window.findChild(Strips).findChildren(QLabel)]
        aside = file.with_name(name)
        assert any(str(aside) in one for one in words)
        assert aside.read_bytes() == b'{"theme": "dark", \xff'
        assert window.desk.settings.get("theme") == "system"
    window.desk.settings.set("theme", "light")
    assert Settings.load().get("theme") == "light"
    assert Settings.load().damaged is None
