# SPDX-License-Identifier: MIT
"""Saved pages, web archives, mails, Word documents, books: what is read of each, and how what is wrong is said."""

from __future__ import annotations

import base64
import random
import zipfile

import pytest

from researchdesk.clip import mail as parsing
from researchdesk.clip.draft import Origin
from researchdesk.clip.extract import outcomes, read_one
from researchdesk.clip.given import Given
from researchdesk.clip.readers import reader
from researchdesk.clip.text import text_of
from researchdesk.model.errors import BadArchive, BadValue, NoArticleFound
from researchdesk.model.formats import ENDINGS, FORMATS
from researchdesk.model.importing import Rejected
from tests.made_files import docx, epub, paragraph, pdf, webarchive, zipped

ADDRESS = "https://courier.example/mill"
WORDS = "The mill on the river stood still for a year, and nobody in the town could say why that was so. "
PAGE = (
    "<html lang='sr'><head><title>Mlin i čamac – Kurir</title><meta property='og:site_name' content='Kurir'></head>"
    f"<body><nav><a href='/'>Home</a></nav><article><h1>Mlin i čamac</h1><p>{WORDS * 3}</p><p>Čamac je stao. "
    f"{WORDS}</p><p><a href='next'>Further</a> {WORDS}</p></article></body></html>"
)
TITLED = paragraph("The mill", "Title") + paragraph("First part", "heading1") + paragraph(WORDS)
CORE = "<dc:creator>Jane Doe</dc:creator><dcterms:created>2019-05-06T10:00:00Z</dcterms:created>"


def all_of(body, name=""):
    return list(outcomes(Given(body, Origin(name=name))))


def one(body, name=""):
    return read_one(Given(body, Origin(name=name)))


def removed(made):
    return [(block.text, block.reason) for block in made.removed]


def mail(*parts, head="", subject="The mill", boundary="A"):
    lines = [
        f"From: =?utf-8?B?{base64.b64encode('Petar Ilić'.encode()).decode()}?= <p@example.org>",
        "To: desk@example.org",
        f"Subject: {subject}",
        "Date: Tue, 3 Mar 2020 23:30:00 -0500",
        f"Content-Type: multipart/mixed; boundary={boundary}",
    ]
    body = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f"{head}{chr(10).join(lines)}\n\n{body}--{boundary}--\n".encode()


# -- the table


def test_each_format_of_the_table_has_its_reader():
    for row in FORMATS:
        assert callable(reader(row.name).recognise)
        assert callable(reader(row.name).read)
        assert all(ending.startswith(".") and ending == ending.lower() for ending in row.endings)
    assert ".pdf" in ENDINGS


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (PAGE.encode(), "text/html"),
        (pdf([[(60, 700, "Words.")]]), "application/pdf"),
        (docx(TITLED), "wordprocessingml"),
        (epub([("a.html", "", "yes", f"<p>{WORDS}</p>")]), "epub"),
        (mail(f"Content-Type: text/plain\n\n{WORDS}"), "rfc822"),
        (webarchive(PAGE, ADDRESS), "webarchive"),
        (webarchive(PAGE, ADDRESS, is_xml=True), "webarchive"),
        (f"# The mill\n\n**{WORDS}**".encode(), "markdown"),
        (WORDS.encode(), "plain"),
    ],
)
def test_a_format_is_known_without_a_name_and_by_a_wrong_one(body, kind):
    assert kind in one(body).received.media_type
    assert kind in one(body, "file.xyz").received.media_type


def test_what_is_of_no_format_is_refused_in_a_sentence():
    with pytest.raises(BadValue, match="it is a ZIP file"):
        one(zipped({"a.txt": "words"}), "a.zip")
    with pytest.raises(BadValue, match="it is a picture"):
        one(b"\x89PNG\r\n\x1a\n" + bytes(300), "a.png")


def test_a_format_that_is_named_is_taken_and_an_unknown_one_refused():
    made = next(outcomes(Given(b"<p>a</p><p>b</p><p>c</p>", Origin()), "plain_text"))
    assert made.text == "<p>a</p><p>b</p><p>c</p>"
    with pytest.raises(BadValue, match="choose one of html"):
        next(outcomes(Given(b"words", Origin()), "wordstar"))


# -- saved pages


def test_a_page_of_singlefile_knows_its_address_and_when_it_was_saved():
    comment = (
        f"<!--\n Page saved with SingleFile \n url: {ADDRESS}?utm_source=x \n"
        " saved date: Tue Nov 24 2026 08:07:19 GMT+0100 (Central European Standard Time)\n-->"
    )
    made = one(f"<!DOCTYPE html>{comment}{PAGE}".encode(), "mill.html")
    assert (made.url, made.canonical_url) == (f"{ADDRESS}?utm_source=x", ADDRESS)
    assert made.received.fetched_at == "2026-11-24T07:07:19.000000Z"
    assert made.title == "Mlin i čamac"


def test_links_of_a_saved_page_lead_where_they_led_on_its_site():
    made = one(f"<!-- saved from url=(0028){ADDRESS} -->\r\n{PAGE}".encode(), "mill.htm")
    assert made.url == ADDRESS
    assert 'href="https://courier.example/next"' in made.html


def test_a_web_archive_is_read_in_its_charset():
    made = one(webarchive(PAGE, ADDRESS, charset="windows-1250"), "mill.webarchive")
    assert made.url == ADDRESS
    assert "Čamac je stao" in made.text


@pytest.mark.parametrize(
    "body", [b"bplist00 and no more", b"words", webarchive(PAGE, ADDRESS)[:80]]
)
def test_a_damaged_web_archive_is_refused(body):
    with pytest.raises(BadArchive, match=r"mill\.webarchive cannot be read"):
        one(body, "mill.webarchive")


def mhtml(*, end="--B--\n", start=""):
    picture = "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"
    frame = "Content-Type: text/html\nContent-Location: https://ads.example/f\n\n<p>Buy a boat now!</p>\n"
    page = base64.encodebytes(PAGE.encode("windows-1250")).decode()
    return (
        f"From: <Saved by Blink>\nSnapshot-Content-Location: {ADDRESS}\nSubject: Mlin\nMIME-Version: 1.0\n"
        f'Date: Mon, 2 Mar 2020 10:00:00 +0000\nContent-Type: multipart/related;{start} boundary="B"\n\n'
        f'--B\n{picture}--B\n{frame}--B\nContent-Type: text/html; charset="windows-1250"\nContent-ID: <main@x>\n'
        f"Content-Transfer-Encoding: base64\nContent-Location: {ADDRESS}\n\n{page}{end}"
    ).encode()


def test_the_page_of_an_mhtml_file_is_the_part_that_its_head_names():
    made = one(mhtml(start=' start="<main@x>";'))
    assert (made.url, made.title) == (ADDRESS, "Mlin i čamac")
    assert "Čamac je stao" in made.text
    assert made.received.fetched_at == "2020-03-02T10:00:00.000000Z"
    assert "Buy a boat" not in made.text


def test_a_cut_mhtml_file_gives_what_is_there_and_says_that_it_is_cut():
    made, rejected = all_of(mhtml(start=' start="<main@x>";', end="")[:-400], "mill.mhtml")
    assert "nobody in the town" in made.text
    assert "The end is missing" in made.doubt
    assert isinstance(rejected, Rejected)
    assert rejected.entry == "end of mill.mhtml"


# -- mails


def test_the_richest_text_of_a_mail_is_read_with_its_heads():
    made = one(
        mail(
            "Content-Type: multipart/alternative; boundary=I\n\n--I\nContent-Type: text/plain\n\nPlain words.\n"
            f"--I\nContent-Type: text/html; charset=utf-8\n\n<p>Čamac. {WORDS}</p><script>x()</script>\n--I--",
            subject="=?utf-8?Q?The_mill_=E2=80?= =?utf-8?Q?=93_again?=",
        ),
        "a.eml",
    )
    assert made.text == f"Čamac. {WORDS}".strip()
    assert (made.title, made.issued) == ("The mill – again", "2020-03-03")
    assert [who.name for who in made.authors] == ["Petar Ilić"]
    assert ("To: desk@example.org", "head of the mail") in removed(made)
    assert made.received.fetched_at == "2020-03-04T04:30:00.000000Z"


def test_what_a_plain_mail_answers_to_is_a_quote():
    made = one(mail("Content-Type: text/plain\n\nI agree.\n\n> The mill\n> is old.\n\nYours"))
    assert (
        made.html
        == "<p>I agree.</p><blockquote><p>The mill<br>is old.</p></blockquote><p>Yours</p>"
    )


def test_eight_bit_heads_and_a_wrong_charset_are_read():
    body = mail("Content-Type: text/plain; charset=utf-8\n\n" + WORDS)
    body = body.replace(b"Subject: The mill", "Subject: Mühle über dem Fluß".encode("latin-1"))
    assert one(body).title == "Mühle über dem Fluß"


def test_a_mail_without_a_text_is_kept_for_its_heads_and_says_so():
    made = one(
        mail("Content-Type: text/html\n\n<script>x()</script>").replace(b"3 Mar", b"99 Foo"),
        "a.eml",
    )
    assert (made.title, made.text, made.issued) == ("The mill", "", None)
    assert "no text" in made.doubt
    assert ("Date: Tue, 99 Foo 2020 23:30:00 -0500", "head of the mail") in removed(made)


def test_a_mail_without_anything_is_refused():
    with pytest.raises(NoArticleFound):
        one(b"From: a@example.org\nDate: Tue, 3 Mar 2020 23:30:00 -0500\n\n\n", "a.eml")


def test_attached_articles_are_entries_and_others_are_named():
    def attached(name, body):
        packed = base64.encodebytes(body).decode()
        head = f'Content-Type: application/octet-stream; name="{name}"\nContent-Disposition: attachment'
        return f"{head}\nContent-Transfer-Encoding: base64\n\n{packed}"

    inner = mail(f"Content-Type: text/plain\n\n{WORDS}", subject="Within", boundary="C")
    made, paper, deep, *rejected = all_of(
        mail(
            f"Content-Type: text/plain\n\n{WORDS}",
            attached("plan.pdf", pdf([[(60, 700, "A plan of the mill.")]])),
            attached("../deep.eml", inner),
            attached("sign.p7s", b"\x00\x01"),
            attached("empty.docx", b"PK\x03\x04"),
        ),
        "a.eml",
    )
    assert [text for text, why in removed(made) if why == "attachment"] == [
        f"Attachment: {name}" for name in ("plan.pdf", "deep.eml", "sign.p7s", "empty.docx")
    ]
    assert paper.text == "A plan of the mill."
    assert paper.received.body.startswith(b"%PDF")
    assert (deep.title, deep.text) == ("Within", WORDS.strip())
    assert [(entry.entry, entry.reason[:13]) for entry in rejected] == [
        ("a.eml: sign.p7s", "An attachment"),
        ("a.eml: empty.docx", "empty.docx ca"),
    ]


# -- Word


def test_a_word_document_keeps_headings_lists_tables_and_notes():
    row = "".join(f"<w:tc>{paragraph(words)}</w:tc>" for words in ("Mill", "River"))
    made = one(docx(f"{TITLED}<w:tbl><w:tr>{row}</w:tr></w:tbl>", core=CORE), "mill.docx")
    assert (made.title, made.issued, made.item_type) == ("The mill", "2019-05-06", "document")
    assert [who.name for who in made.authors] == ["Jane Doe"]
    assert "<h1>First part</h1>" in made.html
    assert "<td><p>Mill</p></td>" in made.html or "<td>Mill</td>" in made.html
    assert removed(made) == [("The mill", "title")]
    assert text_of(made.html) == made.text


def test_the_head_and_foot_of_the_pages_are_left_out_and_listed():
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    foot = f"<w:ftr {space}>{paragraph('Town of the mill')}</w:ftr>"
    made = one(docx(TITLED, more={"word/footer1.xml": foot}), "mill.docx")
    assert ("Town of the mill", "running head or foot") in removed(made)


def test_no_file_that_a_word_document_names_is_opened(tmp_path, monkeypatch):
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"secret")
    opened = []
    for way in ("urlopen", "open"):
        spy = lambda place, *_: opened.append(place)  # noqa: E731
        monkeypatch.setattr(f"mammoth.docx.files.{way}", spy, raising=False)
    space = "http://schemas.openxmlformats.org"
    links = "".join(
        f'<Relationship Id="r{i}" Type="{space}/officeDocument/2006/relationships/image" '
        f'Target="{place}" TargetMode="External"/>'
        for i, place in enumerate([secret.as_uri(), "http://127.0.0.1:9/a.png", "../../etc/passwd"])
    )
    pictures = "".join(
        f'<w:p><w:r><w:drawing><wp:inline xmlns:wp="{space}/drawingml/2006/wordprocessingDrawing">'
        f'<a:graphic xmlns:a="{space}/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic="{space}/drawingml/2006/'
        f'picture"><pic:blipFill><a:blip r:link="r{i}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
        for i in range(3)
    )
    relations = f'<Relationships xmlns="{space}/package/2006/relationships">{links}</Relationships>'
    made = one(docx(TITLED + pictures, more={"word/_rels/document.xml.rels": relations}), "a.docx")
    assert made.text == f"First part\n\n{WORDS}".strip()
    assert opened == []


@pytest.mark.parametrize(
    "body", [docx(TITLED)[:300], b"PK\x03\x04", zipped({"word/other.xml": "x"})]
)
def test_a_damaged_word_document_is_refused(body):
    with pytest.raises(BadArchive, match=r"mill\.docx cannot be read"):
        one(body, "mill.docx")


# -- books


def test_a_book_is_one_article_in_its_order_of_reading():
    chapters = [
        ("b%20two.html", "", "yes", f"<html><body><h2>Two</h2><p>{WORDS}</p></body></html>"),
        ("nav.xhtml", 'properties="nav"', "yes", "<nav><a href='b'>Contents</a></nav>"),
        ("a.html", "", "yes", f"<html><body><h2>Three</h2><p>{WORDS}</p></body></html>"),
        ("gone.html", "", "yes", ""),
        ("aside.html", "", "no", "<p>Beside the order</p>"),
    ]
    said = "<dc:title>The mill</dc:title><dc:creator>Doe, Jane</dc:creator><dc:date>1911</dc:date>"
    body = epub(
        [(name.replace("%20", " "), *rest) for name, *rest in chapters[:1]] + chapters[1:],
        said=said,
    )
    made = one(body, "mill.epub")
    assert made.text == f"Two\n\n{WORDS.strip()}\n\nThree\n\n{WORDS.strip()}"
    assert (made.title, made.issued, made.item_type) == ("The mill", "1911", "book")
    assert [(who.family, who.given) for who in made.authors] == [("Doe", "Jane")]
    assert removed(made) == [
        ("Contents", "table of contents"),
        ("Beside the order", "not in the order of reading"),
    ]


def test_a_protected_book_is_refused_but_one_with_locked_fonts_is_read():
    def locked(name):
        return {"META-INF/encryption.xml": f"<e><CipherReference URI='{name}'/></e>"}

    chapter = [("a.html", "", "yes", f"<p>{WORDS}</p>")]
    assert one(epub(chapter, more=locked("OPS/font.otf")), "a.epub").text == WORDS.strip()
    with pytest.raises(BadArchive, match="protected against copying"):
        one(epub(chapter, more=locked("OPS/a.html")), "a.epub")


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    body = epub([("a.html", "", "yes", "<p>" + "a" * (40 << 20))])
    assert len(body) < 100_000
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("it was unpacked"))
    with pytest.raises(BadArchive, match="unpacks to more"):
        one(body, "a.epub")


@pytest.mark.parametrize(
    "body",
    [b"PK\x03\x04mimetypeapplication/epub+zip", zipped({"mimetype": "application/epub+zip"})],
)
def test_a_damaged_book_is_refused(body):
    with pytest.raises(BadArchive, match=r"a\.epub cannot be read"):
        one(body, "a.epub")


def test_no_entity_of_a_book_is_followed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    entity = f"<!DOCTYPE p [<!ENTITY x SYSTEM '{secret.as_uri()}'>]>"
    more = {
        "OPS/book.opf": f"{entity}<package><metadata><title>&x;</title></metadata><manifest><item id='c0' "
            "href='a.html' media-type='text/html'/></manifest><spine><itemref idref='c0'/></spine></package>",
    }  # fmt: skip
    made = one(epub([("a.html", "", "yes", f"{entity}<p>&x; {WORDS}</p>")], more=more), "a.epub")
    assert "secret words" not in made.text + made.title


def test_the_large_parts_of_a_mail_are_as_they_were_sent(monkeypatch):
    monkeypatch.setattr(parsing, "MOST_SEARCHED", 1000)
    monkeypatch.setattr(parsing, "LARGE_PART", 100)
    held = random.Random(1).randbytes(3000)
    made_once = docx(TITLED)  # the time of making stands in it
    book = base64.encodebytes(made_once).decode()
    whole = mail(
        f"Content-Type: text/plain\n\n{WORDS * 20}",
        f"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n{base64.encodebytes(held).decode()}",
        "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n"
        f"Content-Disposition: attachment; filename=mill.docx\n\n{book}",
        f"Content-Type: audio/mp3\nContent-Transfer-Encoding: quoted-printable\n\n=C4=8D{'a' * 200}",
    )
    for body in (whole, whole.replace(b"\n", b"\r\n")):
        found = [parsing.content(one) for one in parsing.parts(parsing.parse(body))]
        assert found[2] == held
        assert found[3] == made_once
        assert found[4].rstrip() == b"\xc4\x8d" + b"a" * 200
        assert [made.title for made in all_of(body) if not isinstance(made, Rejected)] == [
            "The mill",
            "The mill",
        ]
