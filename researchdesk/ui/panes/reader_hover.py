# SPDX-License-Identifier: MIT
"""What is said where the mouse rests on a highlight or its sign: what became of the passage since it was marked."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QToolTip

from researchdesk.ui.panes.highlight_card import state_words
from researchdesk.ui.panes.reader_marks import span_of

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QHelpEvent

    from researchdesk.model.passage import Annotation
    from researchdesk.ui.panes.reader_text import ArticleText

LONGEST = 600  # letters


def show_words(text: ArticleText, event: QHelpEvent) -> bool:
    """Show the words for the point where the mouse rests; False where there is nothing to say."""
    words = escape(_words_at(text, event.pos())).replace("\n", "<br>")
    if words:
        QToolTip.showText(event.globalPos(), f"<p>{words}</p>", text)
    else:
        QToolTip.hideText()
    return bool(words)


def _words_at(text: ArticleText, point: QPoint) -> str:
    sign = text.sign_at(QPointF(point))
    if sign is not None:
        found = [one for one in text.marks.annotations if one.id == sign]
    else:
        offset = text.places.offset(text.cursorForPosition(point).position())
        found = [one for one in text.marks.annotations_at(offset) if _holds(text, one, point)]
    words = "\n\n".join(part for one in found if (part := state_words(one)))
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()}…”"


def _holds(text: ArticleText, annotation: Annotation, point: QPoint) -> bool:
    """Say whether the point lies on the words: the nearest offset may be far from it."""
    span = span_of(annotation)
    return span is not None and any(one.contains(QPointF(point)) for one in text.rects(span))
