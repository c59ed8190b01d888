# SPDX-License-Identifier: MIT
"""The look on paper: the light theme whatever the window has, sizes for reading at arm's length, pages with margins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageSize, QTextDocument

from researchdesk.ui.style import Style, tokens_of

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from researchdesk.config.settings import Settings

DPI = 96  # documents are laid out in px of this many an inch
MM = DPI / 25.4
SIDE, TOP, BOTTOM = 24 * MM, 22 * MM, 24 * MM
TEXT = 14.5  # px of the text: 11 points
SIZES = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}


class PaperStyle(Style):
    """Fonts and colours for paper."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(settings, parent)
        self.theme = "light"
        self.tokens = tokens_of("light")
        self.text_size = 1.0
        self.reader_px = TEXT


def page_px(size: str) -> QSizeF:
    """Give the size of a page in px."""
    inches = QPageSize(SIZES[size]).size(QPageSize.Unit.Inch)
    return QSizeF(inches.width() * DPI, inches.height() * DPI)


def lay_out(document: QTextDocument, size: str) -> None:
    """Break a document into pages of this size."""
    document.setPageSize(page_px(size))
    frame = document.rootFrame()
    shape = frame.frameFormat()
    shape.setLeftMargin(SIDE)
    shape.setRightMargin(SIDE)
    shape.setTopMargin(TOP)
    shape.setBottomMargin(BOTTOM)
    frame.setFrameFormat(shape)
