# SPDX-License-Identifier: MIT
"""The ring around a passage that was jumped to: it stands for a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QVariantAnimation

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractScrollArea

    from researchdesk.model.passage import Span

FLASH_MS = 600


class Flash(QVariantAnimation):
    """The passage that is ringed, and how strongly."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self._view = view
        self.span: Span | None = None
        self.strength = 1.0
        self.setDuration(FLASH_MS)
        self.valueChanged.connect(self._on_value)
        self.finished.connect(self.end)

    def ring(self, span: Span, *, fades: bool) -> None:
        """Ring a passage for a moment."""
        self.stop()
        self.span = span
        self.setStartValue(1.0)
        self.setEndValue(0.0 if fades else 1.0)
        self.start()
        self._view.viewport().update()

    def end(self) -> None:
        """Ring nothing any more."""
        self.span = None
        self._view.viewport().update()

    def _on_value(self, value: float) -> None:
        self.strength = value
        self._view.viewport().update()
