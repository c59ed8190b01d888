# SPDX-License-Identifier: MIT
from __future__ import annotations

import base64
import plistlib
import random
from email.message import EmailMessage

import pytest

from researchdesk.clip import images
from researchdesk.clip.figures import figures_of
from researchdesk.clip.limits import MOST_BYTES_OF_IMAGE, MOST_IMAGES
from researchdesk.clip.worker import Worker
from researchdesk.model.clipping import Source
from researchdesk.model.errors import Cancelled
from researchdesk.model.progress import Progress
from tests.made_files import docx_with_pictures, drawing, epub, paragraph
from tests.unit.clip.test_figures import WORDS, png

PAGE = (
    f"<html><head><title>The ferry</title></head><body><article><h1>The ferry</h1><p>{WORDS * 3}</p>%s"
    f"<p>{WORDS * 2}</p></article></body></html>"
)
IMAGE = ("Content-Type: image/png",)


@pytest.fixture(scope="module")
def worker():
    made = Worker(allow=lambda address: str(address) == "127.0.0.1")
    yield made
    made.close()


def page_of(*names):
    return (
        PAGE % "".join(f'<figure><img src="{name}" alt="{name}"></figure>' for name in names)
    ).encode()


def read(worker, address, progress=None):
    return worker.read(Source("address", address), progress, with_images=True)


@pytest.mark.network
def test_the_images_of_the_text_are_fetched_with_its_page(worker, site):
    site.lay("/a.png", png(), headers=IMAGE)
    site.lay("/other.png", png(), headers=IMAGE)
    address = site.lay("/", page_of("a.png") + b"<img src='/other.png'>")
    made = read(worker, address)
    assert [(one.url, one.media_type, one.body) for one in made.images] == [
        (f"{site.address}/a.png", "image/png", png())
    ]
    asked = [one.split(" ")[1] for one in site.requests]
    assert asked == ["/", "/a.png"]
    head = site.requests[1].lower()
    assert "cookie" not in head
    assert "referer" not in head
    assert "accept: image/webp,image/png" in head


@pytest.mark.network
def test_nothing_is_fetched_where_nobody_asked(worker, site):
    address = site.lay("/", page_of("a.png"))
    assert worker.read(Source("address", address)).images == ()
    assert len(site.requests) == 1


@pytest.mark.network
def test_a_file_asks_nothing_of_the_network(worker, site, tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(page_of(f"{site.address}/a.png"))
    assert worker.read(Source("file", str(path)), with_images=True).images == ()
    assert site.requests == []


@pytest.mark.network
def test_what_is_no_image_is_not_kept_and_fails_nothing(worker, site):
    site.lay("/good.png", png(), headers=IMAGE)
    site.lay("/page.png", b"<html>not found</html>", headers=IMAGE)
    site.lay("/drawn.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", headers=IMAGE)
    site.lay("/pixel.png", png(1, 1), headers=IMAGE)
    site.lay("/cut.png", png(), headers=IMAGE, length=len(png()) + 9)
    site.lay("/gone.png", b"", status="404 Not Found")
    address = site.lay(
        "/", page_of("page.png", "drawn.png", "pixel.png", "cut.png", "gone.png", "good.png")
    )
    assert [one.url.rpartition("/")[2] for one in read(worker, address).images] == ["good.png"]


@pytest.mark.network
def test_an_image_leads_nowhere_that_a_page_may_not(worker, site):
    site.lay("/a.png", b"", status="302 Found", headers=["Location: http://127.0.0.2/secret.png"])
    address = site.lay("/", page_of("a.png", "http://10.0.0.1/b.png", "file:///etc/passwd"))
    assert read(worker, address).images == ()


@pytest.mark.network
def test_images_are_bounded_in_number_and_size(worker, site, monkeypatch):
    monkeypatch.setattr(images, "MOST_IMAGES", 3)
    monkeypatch.setattr(images, "MOST_BYTES_OF_IMAGE", 50_000)
    monkeypatch.setattr(images, "MOST_BYTES_OF_IMAGES", 60_000)
    small, large = png() + b"\0" * 15_000, png() + b"\0" * 51_000
    for name, body in (("a", small), ("b", large), ("c", small), ("d", small)):
        site.lay(f"/{name}.png", body, headers=IMAGE)
    names = [
        one.url[-5:]
        for one in read(worker, site.lay("/", page_of("a.png", "b.png", "c.png", "d.png"))).images
    ]
    assert names == ["a.png", "c.png"]
    assert not any("/d.png" in one for one in site.requests)
    monkeypatch.setattr(images, "MOST_BYTES_OF_IMAGES", 30_000)
    names = [one.url[-5:] for one in read(worker, site.lay("/2", page_of("a.png", "c.png"))).images]
    assert names == ["a.png"]


@pytest.mark.network
def test_a_slow_image_is_not_waited_for(worker, site, monkeypatch):
    monkeypatch.setattr(images, "SECONDS_EACH", 0.3)
    site.lay("/good.png", png(), headers=IMAGE)
    site.lay_raw("/slow.png", b"HTTP/1.1 200 OK\r\n\r\n", 2.0, png())
    made = read(worker, site.lay("/", page_of("slow.png", "good.png")))
    assert [one.url[-8:] for one in made.images] == ["good.png"]


@pytest.mark.network
def test_cancelling_amid_the_images_saves_nothing(worker, site):
    progress = Progress()
    progress._report = lambda done, total, words: progress.cancel() if "pictures" in words else None
    for name in "abc":
        site.lay(f"/{name}.png", png(), headers=IMAGE)
    with pytest.raises(Cancelled):
        read(worker, site.lay("/", page_of("a.png", "b.png", "c.png")), progress)


def test_images_in_the_page_itself_come_along(worker):
    data = base64.b64encode(png()).decode()
    page = PAGE % f'<img src="data:image/png;base64,{data}" alt="In it">'
    made = worker.read(Source("html", page), with_images=True)
    assert [one.body for one in made.images] == [png()]
    assert made.images[0].url in made.html


def test_images_of_a_web_archive_and_of_a_page_saved_as_mail_come_along(worker, tmp_path):
    held = {
        "WebMainResource": {
            "WebResourceData": page_of("a.png"),
            "WebResourceURL": "https://courier.example/ferry",
            "WebResourceTextEncodingName": "utf-8",
        },
        "WebSubresources": [
            {"WebResourceURL": "https://courier.example/a.png", "WebResourceData": png()},
            {"WebResourceURL": 7},
        ],
    }
    archive = tmp_path / "ferry.webarchive"
    archive.write_bytes(plistlib.dumps(held, fmt=plistlib.FMT_BINARY))
    saved = tmp_path / "ferry.mhtml"
    saved.write_bytes(
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://courier.example/ferry\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n'
        b"Content-Location: https://courier.example/ferry\r\n\r\n"
        + page_of("a.png")
        + b"\r\n--x\r\n"
        b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Location: https://courier.example/a.png\r\n\r\n"
        + base64.encodebytes(png())
        + b"\r\n--x--\r\n"
    )
    for path in (archive, saved):
        made = worker.read(Source("file", str(path)), with_images=True)
        assert [(one.url, one.body) for one in made.images] == [
            ("https://courier.example/a.png", png())
        ]


def test_images_of_a_saved_page_lie_in_the_folder_beside_it(worker, tmp_path):
    folder = tmp_path / "ferry_files"
    folder.mkdir()
    (folder / "a.png").write_bytes(png())
    (tmp_path / "secret.png").write_bytes(png(90, 90))
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    path = tmp_path / "ferry.html"
    comment = b"<!-- saved from url=(0029)https://courier.example/ferry -->\n"
    path.write_bytes(
        comment
        + page_of(
            "./ferry_files/a.png", "./ferry_files/link.png", "../secret.png", "ferry_files/.."
        )
    )
    made = worker.read(Source("file", str(path)), with_images=True)
    assert [one.url.rpartition("/")[2] for one in made.images] == ["a.png"]


def test_pictures_of_a_word_document_stand_at_their_places_with_their_words(worker, tmp_path):
    body = (
        drawing('r:embed="i1"', "At the head")
        + paragraph(WORDS)
        + drawing('r:embed="i1"', "A pier")
        + drawing('r:embed="i2"', "Drawn")
        + paragraph(WORDS)
        + drawing('r:embed="i3"', "At the end")
    )
    drawn = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
    path = tmp_path / "ferry.docx"
    path.write_bytes(docx_with_pictures(body, {"i1": png(), "i2": drawn, "i3": png(90, 90)}))
    made = worker.read(Source("file", str(path)), with_images=True)
    assert [(one.place, one.alt) for one in figures_of(made.html)] == [
        (0, "At the head"),
        (1, "A pier"),
        (1, "Drawn"),
        (2, "At the end"),
    ]
    assert [one.body for one in made.images] == [png(), png(90, 90)]
    assert made.text == "\n\n".join([WORDS.strip()] * 2)


@pytest.mark.network
def test_a_picture_that_a_word_document_names_elsewhere_is_never_fetched(worker, site, tmp_path):
    site.lay("/a.png", png(), headers=IMAGE)
    (tmp_path / "secret.png").write_bytes(png())
    elsewhere = {
        "i1": f"{site.address}/a.png",
        "i2": (tmp_path / "secret.png").as_uri(),
        "i3": "secret.png",
    }
    body = paragraph(WORDS) + "".join(drawing(f'r:link="{one}"', "A pier") for one in elsewhere)
    path = tmp_path / "ferry.docx"
    path.write_bytes(docx_with_pictures(body, {}, elsewhere))
    made = worker.read(Source("file", str(path)), with_images=True)
    assert (made.text, made.images, site.requests) == (WORDS.strip(), (), [])
    assert {one.alt for one in figures_of(made.html)} == {"A pier"}


def test_pictures_of_a_book_come_along_with_its_cover(worker, tmp_path):
    cover = "<svg viewBox='0 0 1 1'><image width='1' xlink:href='../p/c.png'/></svg>"
    text = (
        f"<p>{WORDS}</p><img src='p/a%20b.png' alt='A pier'/><p>{WORDS}</p><img src='p/none.png' alt='Gone'/>"
        "<img src='https://courier.example/a.png' alt='Elsewhere'/>"
    )
    more = {"OPS/p/a b.png": png(), "OPS/p/c.png": png(90, 90)}
    path = tmp_path / "ferry.epub"
    chapters = [("t/cover.html", "", "yes", cover), ("a.html", "", "yes", text)]
    path.write_bytes(epub(chapters, more=more))
    made = worker.read(Source("file", str(path)), with_images=True)
    assert [(one.place, one.alt) for one in figures_of(made.html)] == [
        (0, ""),
        (1, "A pier"),
        (2, "Gone"),
    ]
    assert {one.body for one in made.images} == {png(), png(90, 90)}


def test_pictures_of_a_book_are_bounded_in_number_and_size(worker, tmp_path):
    count = MOST_IMAGES + 5
    text = "".join(f"<p>{WORDS}</p><img src='{n}.png' alt='{n}'/>" for n in range(count))
    more = {f"OPS/{n}.png": png(60 + n) for n in range(count)}
    more["OPS/0.png"] = png() + random.Random(1).randbytes(MOST_BYTES_OF_IMAGE)
    path = tmp_path / "ferry.epub"
    path.write_bytes(epub([("a.html", "", "yes", text)], more=more))
    made = worker.read(Source("file", str(path)), with_images=True)
    assert len(figures_of(made.html)) == count
    assert len(made.images) == MOST_IMAGES - 1  # the first is too large, and has its place still


def test_pictures_of_what_is_attached_to_a_mail_come_along(worker, tmp_path):
    body = paragraph(WORDS) + drawing('r:embed="i1"', "A pier") + paragraph(WORDS)
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "The ferry", "a@example.org", "b@example.org"
    mail.set_content(WORDS)
    attached = docx_with_pictures(body, {"i1": png()})
    mail.add_attachment(attached, maintype="application", subtype="octet-stream", filename="f.docx")
    path = tmp_path / "ferry.eml"
    path.write_bytes(mail.as_bytes())
    found = list(worker.entries(Source("file", str(path)), with_images=True))
    assert [[one.body for one in made.images] for made in found] == [[], [png()]]
