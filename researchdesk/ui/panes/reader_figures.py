# SPDX-License-Identifier: MIT
"""The pictures of an article in the reader: decoded in the pool from what is kept, and laid between the blocks.

Nothing is asked of the network: a picture that is not kept is named by its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, QUrl
from PySide6.QtGui import (
    QImage,
    QImageReader,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
)

from researchdesk.ui.translate import tr
from researchdesk.ui.verbs import images

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QTextBlock

    from researchdesk.model.article import TextVersion
    from researchdesk.ui.panes.reader_look import Look

    Begin = Callable[[QTextBlockFormat, QTextCharFormat], object]

WIDEST = 1400  # px a picture is decoded to: twice the widest column
MOST_DECODED = 64 << 20  # bytes, four a pixel: a larger picture is not opened
HIGHEST = 1.2  # of the column's width
LEAST_SIDE = 32  # px: what is smaller is a sign, which says nothing here
FORMATS = (b"png", b"jpeg", b"gif", b"webp")


class Picture(Struct, frozen=True):
    """A picture on its way into the text, after `place` blocks; `image` is None where none is kept."""

    place: int
    url: str
    alt: str
    caption: str
    image: QImage | None


def load(version: TextVersion, body_of: Callable[[str], bytes | None]) -> tuple[Picture, ...]:
    """Give the pictures of a text, decoded; `body_of` an address: what is kept. Any thread but the window's."""
    found: list[Picture] = []
    for one in images.of_version(version):
        body = body_of(one.url)
        image = decoded(body) if body else None
        is_sign = image is not None and max(image.width(), image.height()) < LEAST_SIDE
        is_said = bool(one.alt or one.caption)
        if not is_sign and (image is not None or is_said):
            found.append(Picture(one.place, one.url, one.alt, one.caption, image))
    return tuple(found)


def decoded(body: bytes) -> QImage | None:
    """Decode a picture, no larger than it is shown; None for what is none, or too large to open."""
    buffer = QBuffer()
    buffer.setData(QByteArray(body))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if bytes(reader.format().data()) not in FORMATS or not size.isValid():
        return None
    if size.width() * size.height() * 4 > MOST_DECODED:
        return None
    if size.width() > WIDEST:
        reader.setScaledSize(QSize(WIDEST, max(1, size.height() * WIDEST // size.width())))
    image = reader.read()
    return None if image.isNull() else image


def write(begin: Begin, cursor: QTextCursor, look: Look, number: int, picture: Picture) -> None:
    """Write a picture with its caption below, or, where it is not kept, its words."""
    if picture.image is None:
        _write_words(begin, cursor, look, picture)
        return
    shape = QTextBlockFormat()
    shape.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    shape.setTopMargin(look.em * 0.6)
    shape.setBottomMargin(look.em * (0.35 if picture.caption else 1.2))
    begin(shape, look.char("small", "ink.faint"))
    name = f"picture:{number}"
    document = cursor.document()
    document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), picture.image)
    shown = QTextImageFormat()
    shown.setName(name)
    shown.setWidth(picture.image.width())
    shown.setHeight(picture.image.height())
    words = picture.alt or picture.caption or tr("Picture")
    shown.setProperty(QTextFormat.Property.ImageAltText.value, words)
    cursor.insertImage(shown)
    if picture.caption:
        _write_caption(begin, cursor, look, picture.caption)


def fit(document: QTextDocument, width: float) -> None:
    """Let no picture be wider than the column, px, nor much higher than that; one that fits keeps its own size."""
    block = document.begin()
    while block.isValid():
        if block.text() == "\N{OBJECT REPLACEMENT CHARACTER}":
            _fit_block(block, width)
        block = block.next()


def _fit_block(block: QTextBlock, width: float) -> None:
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
    shown = cursor.charFormat().toImageFormat()
    name = QUrl(shown.name())
    image = block.document().resource(QTextDocument.ResourceType.ImageResource.value, name)
    if not isinstance(image, QImage):
        return
    share = min(1.0, width / image.width(), width * HIGHEST / image.height())
    wanted = (round(image.width() * share), round(image.height() * share))
    if (round(shown.width()), round(shown.height())) != wanted:
        shown.setWidth(wanted[0])
        shown.setHeight(wanted[1])
        cursor.setCharFormat(shown)


def _write_caption(begin: Begin, cursor: QTextCursor, look: Look, words: str) -> None:
    shape = look.lines("small", 1.45)
    shape.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    shape.setBottomMargin(look.em * 1.3)
    char = look.char("small", "ink.soft")
    begin(shape, char)
    cursor.insertText(words, char)


def _write_words(begin: Begin, cursor: QTextCursor, look: Look, picture: Picture) -> None:
    shape = look.lines("small", 1.5)
    shape.setBottomMargin(look.em)
    char = look.char("small", "ink.faint")
    begin(shape, char)
    parts: Sequence[str] = list(dict.fromkeys(one for one in (picture.alt, picture.caption) if one))
    cursor.insertText(tr("Picture not kept: {words}", words=" – ".join(parts)), char)
    if picture.url.startswith(("http://", "https://")):
        link = QTextCharFormat(look.char("small", "accent.text"))
        link.setAnchor(True)
        link.setAnchorHref(picture.url)
        cursor.insertText("   ", char)
        cursor.insertText(tr("Look at it on the web"), link)
