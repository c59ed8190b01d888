# SPDX-License-Identifier: MIT
"""Draw the pages of a document: on the screen as a preview, into a PDF, on a printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QIODevice, QMarginsF, QRectF, QSaveFile, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QImage,
    QPagedPaintDevice,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
)

from researchdesk.model.errors import FileUnwritable
from researchdesk.ui.printing.paper import BOTTOM, DPI, MM, SIDE, SIZES
from researchdesk.ui.translate import tr

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from PySide6.QtCore import QSizeF

    from researchdesk.ui.style import Style

FINE = 1200  # dots an inch in a PDF
FOOT = 12 * MM  # from the lower edge to the line of the foot


def draw(painter: QPainter, document: QTextDocument, number: int, style: Style, title: str) -> None:
    """Draw one page, counted from 0, in px of the layout."""
    size = document.pageSize()
    painter.save()
    painter.translate(0, -number * size.height())
    clip = QRectF(0, number * size.height(), size.width(), size.height())
    painter.setClipRect(clip)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = clip
    context.palette.setColor(QPalette.ColorRole.Text, style.colour("ink.body"))
    document.documentLayout().draw(painter, context)
    painter.restore()
    painter.setFont(style.font("tiny"))
    painter.setPen(style.colour("ink.soft"))
    metrics = style.metrics("tiny")
    line = QRectF(SIDE, size.height() - FOOT - metrics.height(), size.width() - 2 * SIDE, BOTTOM)
    words = tr("{page} of {pages}", page=number + 1, pages=document.pageCount())
    room = line.width() - metrics.horizontalAdvance(words) - 24
    shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft, shown)
    painter.drawText(line, Qt.AlignmentFlag.AlignRight, words)


def picture(document: QTextDocument, number: int, style: Style, title: str, width: int) -> QImage:
    """Draw one page as a picture of this width."""
    size: QSizeF = document.pageSize()
    scale = width / size.width()
    image = QImage(width, round(size.height() * scale), QImage.Format.Format_RGB32)
    image.fill(QColor(Qt.GlobalColor.white))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    draw(painter, document, number, style, title)
    painter.end()
    return image


def print_on(
    device: QPagedPaintDevice,
    document: QTextDocument,
    style: Style,
    title: str,
    numbers: Iterable[int] | None = None,
) -> bool:
    """Draw pages on a printer or into a PDF; False when it could not be begun."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    wanted = list(range(document.pageCount()) if numbers is None else numbers)
    for at, number in enumerate(wanted):
        if at:
            device.newPage()
        painter.save()
        scale = painter.device().logicalDpiX() / DPI
        painter.scale(scale, scale)
        draw(painter, document, number, style, title)
        painter.restore()
    return bool(painter.end())


def save_pdf(document: QTextDocument, style: Style, title: str, size: str, file: Path) -> None:
    """Write a PDF; the file is there when it is whole, and else what was there before. Raise FileUnwritable."""
    out = QSaveFile(str(file))
    if not out.open(QIODevice.OpenModeFlag.WriteOnly):
        raise FileUnwritable(path=file, reason=out.errorString())
    writer = QPdfWriter(out)
    writer.setTitle(title)
    writer.setCreator("ResearchDesk")
    writer.setResolution(FINE)
    writer.setPageSize(QPageSize(SIZES[size]))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    is_drawn = print_on(writer, document, style, title)
    del writer  # its last words go into the file
    if not is_drawn or not out.commit():
        raise FileUnwritable(path=file, reason=out.errorString())
