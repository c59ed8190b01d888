# SPDX-License-Identifier: MIT
"""Say something to a screen reader that the eye sees anyway."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6 import QtGui

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str) -> None:
    """Announce words politely; nothing happens where Qt (before 6.8) cannot."""
    kind = getattr(QtGui, "QAccessibleAnnouncementEvent", None)
    if kind is not None and words:
        QtGui.QAccessible.updateAccessibility(kind(widget, words))
