# SPDX-License-Identifier: MIT
from __future__ import annotations

import base64
import hashlib
import struct
import zlib

import pytest

from researchdesk.clip.extract import extract_here
from researchdesk.clip.figures import figures_of
from researchdesk.clip.image_kinds import kind_of
from researchdesk.clip.image_sources import best_of_set
from researchdesk.clip.put_back import apply_decisions, put_back, text_hash
from researchdesk.clip.text import text_of

WORDS = "The ferry left at nine and came back at noon, and nobody on the pier had expected it so early. "
BASE = "https://courier.example/ferry"


def png(width=80, height=60):
    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    rows = zlib.compress((b"\0" + b"\x30\x60\x90" * width) * height, level=0)
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def read(body, head=""):
    start = f"<html><head><title>The ferry</title></head><body>{head}<article>"
    page = f"{start}<h1>The ferry</h1>{body}</article></body></html>"
    return extract_here(page.encode(), url=BASE)


def article(middle, before=""):
    return read(f"{before}<p>{WORDS * 3}</p>{middle}<p>{WORDS * 2}</p>")


def urls(made):
    return [one.url for one in figures_of(made.html)]


def test_an_image_amid_the_text_stays_at_its_place_with_its_words():
    made = article(
        '<figure><img src="/a.jpg" alt="A  pier"><figcaption>The <b>old</b> pier</figcaption></figure>'
    )
    assert [tuple(one) for one in figures_of(made.html)] == [
        (1, "https://courier.example/a.jpg", "A pier", "The old pier")
    ]
    assert made.text == text_of(made.html)
    assert "pier</" not in made.text
    assert [one.reason for one in made.removed] == ["title", "caption"]


def test_the_lead_figure_is_the_article_s_and_the_logo_is_not():
    lead = '<figure><img src="lead.jpg" alt="Lead"></figure><figure><img src="second.jpg"></figure>'
    made = read(
        f"{lead}<p>{WORDS * 3}</p>",
        head='<header><a href="/"><img src="/logo.png" alt="Courier"></a></header>',
    )
    assert urls(made) == ["https://courier.example/lead.jpg"]


@pytest.mark.parametrize(
    "box",
    [
        '<div class="related"><a href="/x"><img src="/t.jpg"></a></div>',
        '<aside><img src="/t.jpg"></aside>',
        '<div><a href="/x"><img src="/t.jpg"></a><a href="/x">Another story of the same paper</a></div>',
        '<div style="display: none"><img src="/t.jpg"></div>',
        '<img src="/t.gif" width="1" height="1">',
        '<img src="/sign.png" width="24" height="24">',
        '<img src="/drawing.svg" alt="A drawing">',
        '<img src="data:image/svg+xml;base64,PHN2Zy8+">',
        '<img src="javascript:alert(1)">',
        '<img src="">',
    ],
)
def test_what_is_no_picture_of_the_article_is_left(box):
    assert urls(article(box)) == []


def test_what_comes_after_the_article_is_not_its():
    made = read(f"<p>{WORDS * 3}</p><p>{WORDS}</p><img src='/after.jpg'>")
    assert urls(made) == []


@pytest.mark.parametrize(
    ("image", "found"),
    [
        ('<img src="blank.gif" data-src="/lazy.jpg">', "lazy.jpg"),
        ('<img src="data:image/gif;base64,R0lGOD" data-lazy-src="/lazy.jpg">', "lazy.jpg"),
        ('<img src="/s.jpg" srcset="/400.jpg 400w, /1200.jpg 1200w, /4000.jpg 4000w">', "1200.jpg"),
        ('<img src="/s.jpg" srcset="/1x.jpg, /2x.jpg 2x, /4x.jpg 4x">', "2x.jpg"),
        (
            '<picture><source type="image/avif" srcset="/a.avif"><source srcset="/b.webp 800w">'
            '<img src="/c.jpg"></picture>',
            "b.webp",
        ),
        ('<noscript><img src="/copy.jpg"></noscript>', "copy.jpg"),
        ('<img data-src="/lazy.jpg"><noscript><img src="/lazy.jpg"></noscript>', "lazy.jpg"),
    ],
)
def test_of_many_addresses_the_picture_s_own_is_taken(image, found):
    assert urls(article(f"<p>{image}</p>")) == [f"https://courier.example/{found}"]


def test_addresses_with_commas_are_whole():
    assert best_of_set(
        "https://i.example/w_400,h_3/a.jpg 400w,https://i.example/w_900,h_3/a.jpg 900w"
    ) == ("https://i.example/w_900,h_3/a.jpg")


def test_a_picture_in_the_page_itself_is_named_by_its_bytes():
    body = png()
    made = article(
        f'<img src="data:image/png;base64,{base64.b64encode(body).decode()}" alt="In it">'
    )
    assert urls(made) == [f"rd-res:{hashlib.sha256(body).hexdigest()}"]
    assert "data:" not in made.html


def test_images_amid_lists_and_tables_stand_behind_them():
    made = article(
        f"<ul><li>One pier is in the north<img src='/n.jpg'></li><li>{WORDS}</li></ul>"
        f"<table><tr><td>Nine</td><td><img src='/t.jpg'>Noon</td></tr><tr><td>Ten</td><td>One</td></tr></table>"
    )
    assert made.html.index("</ul>") < made.html.index("n.jpg")
    assert made.html.index("</table>") < made.html.index("t.jpg")
    assert [one.place for one in figures_of(made.html)] == [3, 7]


def test_images_stay_when_a_block_is_put_back_or_taken_out():
    made = article(
        '<figure><img src="/a.jpg" alt="A"><figcaption>Pier</figcaption></figure>'
        f'<p>See also: <a href="/x">the other ferry</a></p><p>{WORDS}</p>'
    )
    link = next(one for one in made.removed if "See also" in one.text)
    back = put_back(made.html, made.removed, link.n)
    assert [one.url for one in figures_of(back.html)] == ["https://courier.example/a.jpg"]
    assert figures_of(back.html)[0].caption == "Pier"
    again = apply_decisions(made.html, made.removed, {text_hash(link.text): True})
    assert figures_of(again.html) == figures_of(back.html)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (png(80, 60), ("image/png", 80, 60)),
        (b"GIF89a" + struct.pack("<HH", 30, 20) + b"\0" * 9, ("image/gif", 30, 20)),
        (
            b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc0\0\x11\x08"
            + struct.pack(">HH", 200, 300)
            + b"\0" * 9,
            ("image/jpeg", 300, 200),
        ),
        (
            b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 64, 48),
            ("image/webp", 64, 48),
        ),
        (
            b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f" + struct.pack("<I", 63 | 47 << 14),
            ("image/webp", 64, 48),
        ),
        (b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + b"\x3f\0\0\x2f\0\0", ("image/webp", 64, 48)),
        (
            b"\0\0\0\x20ftypavif" + b"\0" * 20 + b"ispe\0\0\0\0" + struct.pack(">II", 64, 48),
            ("image/avif", 64, 48),
        ),
        (png(1, 1), None),
        (png(2, 900), None),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 60_000, 60_000), None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"<html>no image here</html>", None),
        (b"\xff\xd8\xff", None),
        (b"\xff\xd8\xff\xe0\0\0" * 9, None),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0", None),
        (b"", None),
    ],
)
def test_images_are_known_by_their_content(body, kind):
    assert kind_of(body) == kind


def test_a_hostile_srcset_takes_no_time():
    made = article(
        f'<img src="/a.jpg" srcset="{"a" * 30_000}"><img src="/b.jpg" srcset="{", " * 15_000}">'
    )
    assert len(urls(made)) == 2
