# SPDX-License-Identifier: MIT
"""Pages of monstrous shapes: read within the time of the worker, every word in the text or left out with a reason."""

from __future__ import annotations

import pytest

from researchdesk.clip.blocks import letters
from researchdesk.clip.extract import extract_here
from researchdesk.clip.figures import figures_of
from researchdesk.clip.sorted_blocks import written_whole
from researchdesk.clip.worker import PAGE_SECONDS, Worker
from researchdesk.model.clipping import Source
from tests.pace import within

URL = "https://courier.example/a"
WORDS = "The ferry left at nine and came back at noon, and nobody had expected it. "


def all_letters(made):
    return len(letters(made.text)) + sum(len(letters(one.text)) for one in made.removed)


def test_sixty_thousand_paragraphs():
    page = (
        "<body><article>"
        + "".join(f"<p>{n} {WORDS}</p>" for n in range(60_000))
        + "</article></body>"
    )
    with within(PAGE_SECONDS * 2):
        made = extract_here(page.encode(), url=URL)
    expected = sum(len(letters(f"{n} {WORDS}")) for n in range(60_000))
    assert all_letters(made) == expected


def test_a_text_of_more_than_ten_megabytes_in_one_piece():
    page = f"<body><article><p>{WORDS * 150_000}</p></article></body>"
    with within(PAGE_SECONDS * 2):
        made = extract_here(page.encode(), url=URL)
    assert all_letters(made) == len(letters(WORDS)) * 150_000


def test_thousands_of_images_are_told_apart_in_time():
    images = "".join(
        f"<div><figure><img src='https://a.example/{n}.jpg'></figure></div>" for n in range(5_000)
    )
    page = f"<body><article><p>{WORDS * 5}</p>{images}<p>{WORDS * 5}</p></article></body>"
    with within(PAGE_SECONDS):
        html, _ = written_whole(page)
        assert len(figures_of(html)) == 5_000


def test_an_image_in_the_page_that_never_ends():
    data = "A" * 5_000_000
    page = (
        f"<body><p>{WORDS * 5}</p><img src='data:image/png;base64,{data}<p>{WORDS * 5}</p></body>"
    )
    with within(PAGE_SECONDS):
        extract_here(page.encode(), url=URL)


@pytest.mark.parametrize("codec", ["utf-16", "gbk", "cp1251"])
def test_pages_that_say_the_wrong_charset_come_through_the_worker(tmp_path, codec):
    words = {
        "gbk": "港口在春天重新开放。",
        "cp1251": "Лука се поново отвара у пролеће. ",
        "utf-16": "Luka se ponovo otvara. ",
    }[codec]
    head = "<html><head><meta charset=utf-8><title>x</title></head>"
    page = f"{head}<body><article><p>{words * 30}</p></article></body></html>"
    path = tmp_path / "page.html"
    path.write_bytes(page.encode(codec))
    worker = Worker()
    try:
        assert words.strip() in worker.read(Source("file", str(path))).text
    finally:
        worker.close()
