# SPDX-License-Identifier: MIT
"""The settings page: each kind of choice has its control."""

from __future__ import annotations

from researchdesk.ui.dialogs.preferences import Preferences


def test_a_text_is_written_in_a_line_and_an_empty_one_is_none(make):
    window = make()
    page = Preferences(window.desk, window)
    line = page.controls["backup.folder"]
    line.setText(" /media/disk ")
    line.editingFinished.emit()
    assert window.desk.settings.get("backup.folder") == "/media/disk"
    line.clear()
    line.editingFinished.emit()
    assert window.desk.settings.get("backup.folder") is None
    page.close()
