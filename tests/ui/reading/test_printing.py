# SPDX-License-Identifier: MIT
"""What is printed: the article with its marks and comments, the note with its sources, in pages and as a PDF."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QColor, QTextCursor

from researchdesk.library import articles, footnotes, notes, passages
from researchdesk.model.errors import FileUnwritable
from researchdesk.model.passage import Quote
from researchdesk.ui.panes import reader_content
from researchdesk.ui.printing import documents, pages
from researchdesk.ui.printing.paper import PaperStyle, page_px


@pytest.fixture
def paper(settings):
    settings.set("theme", "dark")
    return PaperStyle(settings)


@pytest.fixture
def content(table):
    def work(library):
        passages.highlight_quote(
            library, table.article, Quote("the long echo"), colour="rose", body="Which letter?"
        )
        passages.highlight_quote(
            library, table.article, Quote("Monday"), colour="blue", body="A\nsecond line"
        )
        passages.highlight_quote(library, table.article, Quote("A bell is a promise"))
        return reader_content.load(library, table.article)

    return table.change(work)


def words_of(document):
    return document.toPlainText().replace("\N{NO-BREAK SPACE}", " ")


def fill_at(document, words):
    cursor = document.find(words)
    assert not cursor.isNull()
    return QTextCursor(cursor).charFormat().background().color()


def test_an_article_has_its_head_its_text_and_its_comments(content, paper):
    words = words_of(documents.of_article(content, paper, "a4", highlights=True, comments=True))
    head = words.split("\n")
    assert head[0] == content.article.title
    assert head[1] == "Mara Lind · Quay Times · 2 March 2026"
    assert head[2].startswith("https://quay.example/bell · Clipped 3 Mar 2026")
    assert "the long echo1 in a letter." in words
    assert "Monday2" in words
    foot = words[words.index("\nComments\n") :]
    assert "1\t“the long echo”\nWhich letter?" in foot
    assert "2\t“Monday”\nA\nsecond line" in foot
    assert "A bell is a promise”" not in foot


def test_lists_have_their_bullets_and_numbers(content, paper):
    words = words_of(documents.of_article(content, paper, "a4"))
    assert "•  It is rung at five." in words
    assert "3.  Third rule: no shouting." in words
    assert "blocks of the page" not in words


def test_marks_are_those_of_the_light_theme_and_can_be_left_out(content, paper):
    shown = documents.of_article(content, paper, "a4", highlights=True)
    rose = QColor(paper.tokens["highlight"]["rose"])
    assert fill_at(shown, "the long echo") == rose
    assert rose.lightness() > 200
    assert paper.colour("ink.body").lightness() < 80
    bare = documents.of_article(content, paper, "a4")
    assert fill_at(bare, "the long echo") != rose
    assert "Comments" not in words_of(bare)
    assert "the long echo in a letter" in words_of(bare)


def test_a_note_has_numbers_and_their_sources(table, paper):
    def work(library):
        one = passages.highlight_quote(library, table.article, Quote("the long echo"))
        body = f"He wrote of {passages.cite_link(library, one.id, 'an echo')}.\n\n- one\n- two"
        note = notes.new(library, "On <bells>", body)
        return note, footnotes.numbered(library, note.body)

    note, found = table.change(work)
    words = words_of(documents.of_note(note.title, note.modified_at, *found, paper, "letter"))
    assert words.startswith("On <bells>\nChanged ")
    assert "an echo1." in words
    sources = words[words.index("Sources") :]
    assert "“the long echo”" in sources
    assert "Quay Times" in sources
    assert "https://quay.example/bell" in sources


def test_a_source_that_is_gone_is_said(table, paper):
    found = table.change(lambda library: footnotes.numbered(library, "[x](rd:p/01J9ZK3V7Q)"))
    words = words_of(documents.of_note("Title", "2026-03-02T08:00:00Z", *found, paper, "a4"))
    assert "1\tThis source is no longer in the library." in words


def test_a_pdf_has_every_page_at_the_size_of_the_paper(content, paper, tmp_path):
    long = replace(content, blocks=content.blocks * 12, annotations=())
    for size, width in (("a4", 595), ("letter", 612)):
        document = documents.of_article(long, paper, size)
        assert document.pageCount() > 3
        file = tmp_path / f"{size}.pdf"
        pages.save_pdf(document, paper, "Наслов", size, file)
        written = file.read_bytes()
        assert written.startswith(b"%PDF-")
        assert len(re.findall(rb"/Type /Page\b", written)) == document.pageCount()
        box = re.search(rb"/MediaBox \[0 0 (\d+)", written)
        assert int(box[1]) == pytest.approx(width, abs=1)


def test_each_page_shows_its_own_part_and_its_number(content, paper):
    document = documents.of_article(
        replace(content, blocks=content.blocks * 6, annotations=()), paper, "a4"
    )
    seen = {
        bytes(pages.picture(document, n, paper, "Title", 300).constBits())
        for n in range(document.pageCount())
    }
    assert len(seen) == document.pageCount() > 1
    size = page_px("a4")
    assert (round(size.width()), round(size.height())) == (794, 1122)


def test_a_file_that_cannot_be_written_is_said_and_leaves_what_was_there(content, paper, tmp_path):
    document = documents.of_article(content, paper, "a4")
    folder = tmp_path / "nowhere"
    with pytest.raises(FileUnwritable):
        pages.save_pdf(document, paper, "T", "a4", folder / "a.pdf")
    assert not folder.exists()


def test_an_article_of_everything_odd_is_printed(table, paper, tmp_path):
    from tests.ui.reading.conftest import clipping

    html = f"<p>{'x' * 20_000}</p><table><tr><td>a</td></tr></table>"
    odd = clipping(html, "\u202eodd 🔔" * 40, "https://quay.example/odd")
    article = table.change(lambda library: articles.clip(library, odd).article_id)
    content = table.change(lambda library: reader_content.load(library, article))
    document = documents.of_article(content, paper, "a4", highlights=True, comments=True)
    pages.save_pdf(document, paper, content.article.title, "a4", tmp_path / "odd.pdf")
    assert (tmp_path / "odd.pdf").stat().st_size > 1000
