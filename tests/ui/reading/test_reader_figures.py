# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest
from msgspec import structs
from PySide6.QtGui import QTextFormat

from researchdesk.library import articles
from researchdesk.library.library import Library
from researchdesk.model.clipping import Image
from researchdesk.model.passage import Span
from researchdesk.ui.panes.reader_content import load
from researchdesk.ui.panes.reader_figures import decoded
from researchdesk.ui.panes.reader_text import ArticleText
from tests.ui.reading.conftest import clipping
from tests.unit.clip.test_figures import png

URL = "https://courier.example/a.png"
GONE = "https://courier.example/gone.png"
HTML = (
    f'<figure><img src="{URL}" alt="A pier"><figcaption>The old pier</figcaption></figure>'
    "<p>The first paragraph of the ferry.</p>"
    f'<figure><img src="{GONE}" alt="A map"></figure><figure><img src="{GONE}?2" alt=""></figure>'
    "<p>The second paragraph, after the map.</p>"
)
OBJECT = "\N{OBJECT REPLACEMENT CHARACTER}"


@pytest.fixture
def show(qtbot, style, tmp_path):
    """Show an article with one image of this size, which is kept, and two that are not."""
    library = Library.create(tmp_path / "library")

    def do(body, width=700):
        made = structs.replace(clipping(HTML, "Ferry"), images=(Image(URL, "image/png", body),))
        number = articles.clip(library, made).article_id
        view = ArticleText(style, lambda _: False)
        qtbot.addWidget(view)
        view.resize(width, 600)
        view.show()
        view.show_content(load(library, number))
        return view

    yield do
    library.close()


def blocks(view):
    block, found = view.document().begin(), []
    while block.isValid():
        found.append(block)
        block = block.next()
    return found


def picture(view):
    (block,) = [one for one in blocks(view) if one.text() == OBJECT]
    return block.begin().fragment().charFormat().toImageFormat()


def test_a_picture_stands_at_its_place_with_its_caption(show):
    view = show(png(300, 200))
    texts = [one.text() for one in blocks(view)]
    at = texts.index(OBJECT)
    assert texts[at : at + 3] == [OBJECT, "The old pier", "The first paragraph of the ferry."]
    assert (picture(view).width(), picture(view).height()) == (300, 200)
    assert picture(view).property(QTextFormat.Property.ImageAltText.value) == "A pier"


def test_a_picture_that_is_not_kept_is_named_by_its_words_and_one_without_words_is_not(show):
    texts = [one.text() for one in blocks(show(png()))]
    words = [one for one in texts if "not kept" in one]
    assert words == ["Picture not kept: A map   Look at it on the web"]


def test_a_wide_picture_is_as_wide_as_the_column_also_after_resizing(show):
    view = show(png(2000, 1000))
    for width in (700, 420, 900):
        view.resize(width, 600)
        left, right = view.column()
        shown = picture(view)
        assert abs(shown.width() - (right - left)) <= 1
        assert abs(shown.height() - shown.width() / 2) <= 1


def test_the_column_stays_where_it_is_when_there_is_something_to_scroll(show):
    view = show(png(2000, 1000), width=420)
    whole = round(view.document().size().height())
    view.resize(420, whole + 5)
    column = view.column()
    assert not view.verticalScrollBar().isEnabled()
    view.resize(420, whole // 2)
    assert view.verticalScrollBar().isEnabled()
    assert view.column() == column


def test_a_high_picture_ends_within_a_page(show):
    view = show(png(100, 2000))
    left, right = view.column()
    assert picture(view).height() <= 1.2 * (right - left) + 1


def test_places_and_selection_know_nothing_of_pictures(show):
    view = show(png())
    text = view.content.version.text
    assert OBJECT not in text
    span = Span(text.index("second"), text.index("second") + 6)
    view.select(span)
    assert view.span() == span
    assert view.textCursor().selectedText() == "second"
    view.select(Span(0, len(text)))
    assert view.createMimeDataFromSelection().text() == text


@pytest.mark.parametrize(
    "body",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        b"BM" + b"\0" * 60,
        b"not an image",
        png()[:60],
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xea\x60\0\0\xea\x60\x08\2\0\0\0",
    ],
)
def test_what_is_no_picture_of_ours_is_not_opened(qapp, body):
    assert decoded(body) is None


def test_a_large_picture_is_decoded_as_wide_as_it_is_shown(qapp):
    assert decoded(png(2800, 100)).width() == 1400
