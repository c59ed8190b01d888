# SPDX-License-Identifier: MIT
from __future__ import annotations

import os

import pytest

from researchdesk.clip import worker as module
from researchdesk.clip.limits import MOST_BYTES
from researchdesk.clip.put_back import text_hash
from researchdesk.clip.text import text_of
from researchdesk.clip.worker import Worker
from researchdesk.config.children import ChildDied, ChildTooSlow
from researchdesk.model.clipping import Source
from researchdesk.model.errors import (
    BadArchive,
    BadValue,
    Cancelled,
    FileUnreadable,
    NoArticleFound,
    NoSuchThing,
    PageTooLarge,
    PageUnreachable,
)
from researchdesk.model.progress import Progress

WORDS = "The council met again on Tuesday and talked about the harbour for a long time, as it does every year. "
PAGE = (
    f"<html><head><title>Harbour</title></head><body><nav><a href='/'>Home</a></nav><article><h1>Harbour</h1>"
    f"<p>{WORDS * 3}</p><p>See also: <a href='/ferry'>The ferry</a></p><p>{WORDS * 2}</p></article></body></html>"
)


@pytest.fixture(scope="module")
def worker():
    made = Worker(allow=lambda address: str(address) == "127.0.0.1")
    yield made
    made.close()


def test_a_pasted_page_is_read(worker):
    made = worker.read(Source("html", PAGE, url="https://courier.example/harbour?utm_source=x"))
    assert made.title == "Harbour"
    assert (
        made.text == text_of(made.html) == f"{WORDS * 3}".strip() + "\n\n" + f"{WORDS * 2}".strip()
    )
    assert made.received.body == PAGE.encode()
    assert made.url == "https://courier.example/harbour?utm_source=x"
    assert made.canonical_url == "https://courier.example/harbour"
    assert made.received.media_type == "text/html"


def test_a_pasted_text_is_read_whatever_signs_it_holds(worker):
    made = worker.read(Source("text", f"Harbour\n\n{WORDS}\x1f and on"))
    assert made.title == "Harbour"
    assert made.canonical_url is None


def test_half_a_letter_in_a_pasted_text_spoils_nothing(worker):
    assert (
        worker.read(Source("text", "Čitanka\n\nVelika knjiga \ud83d o mostovima.")).text
        == "Velika knjiga o mostovima."
    )


def test_the_users_title_is_taken(worker):
    made = worker.read(Source("html", PAGE, title="  Mine "))
    assert made.title == "Mine"
    assert [
        (one.value, one.origin) for one in made.candidates if one.is_chosen and one.field == "title"
    ] == [("Mine", "given")]


def test_a_file_is_read_with_its_bytes_as_they_are(worker, tmp_path):
    file = tmp_path / "harbour.htm"
    file.write_bytes(PAGE.replace("Harbour", "Hafen").encode("utf-16"))
    made = worker.read(Source("file", str(file)))
    assert (made.title, made.received.charset) == ("Hafen", "utf-16")
    assert made.received.body == file.read_bytes()
    assert made.received.media_type == "text/html"


@pytest.mark.network
def test_an_address_is_fetched_and_read(worker, site):
    address = site.lay("/harbour", PAGE.encode())
    made = worker.read(Source("address", address))
    assert (made.title, made.url, made.received.url) == ("Harbour", address, address)


@pytest.mark.network
def test_a_text_behind_an_address_is_known_by_its_name(worker, site):
    address = site.lay("/note.md", b"Just *words* here.", headers=["Content-Type: text/plain"])
    assert worker.read(Source("address", address)).text == "Just words here."


def test_by_default_the_loopback_is_refused(site):
    made = Worker()
    assert made._allow.__name__ == "is_public"
    made.close()


@pytest.mark.parametrize(
    ("name", "body", "error"),
    [
        ("empty.txt", b"", NoArticleFound),
        ("blank.html", b" \n\x00", NoArticleFound),
        ("signs.html", b"<p>*** !!!</p>", NoArticleFound),
        ("picture.html", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), BadValue),
        ("paper.txt", b"%PDF-1.7 and more", BadArchive),
        ("noise.txt", bytes(range(256)) * 9, BadValue),
    ],
)
def test_a_file_that_is_no_text_is_refused_in_one_sentence(worker, tmp_path, name, body, error):
    file = tmp_path / name
    file.write_bytes(body)
    with pytest.raises(error) as raised:
        worker.read(Source("file", str(file)))
    assert name in str(raised.value)
    assert "\n" not in str(raised.value)


def test_folders_missing_files_and_pipes_are_refused_in_one_sentence(worker, tmp_path):
    with pytest.raises(BadValue, match="folder"):
        worker.read(Source("file", str(tmp_path)))
    with pytest.raises(FileUnreadable, match="no such file"):
        worker.read(Source("file", str(tmp_path / "nowhere.html")))
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(BadValue, match="no plain file"):
        worker.read(Source("file", str(pipe)))
    with pytest.raises(FileUnreadable, match="could not open"):
        worker.read(Source("file", "a\0b"))


def test_a_few_stray_control_characters_make_no_other_file(worker, tmp_path):
    file = tmp_path / "stray.html"
    file.write_bytes(b"<p>The ferry\x01 left at\x02 nine and came back at noon.</p>")
    assert "left at nine" in worker.read(Source("file", str(file))).text


def test_what_is_too_large_is_not_even_opened_for_the_child(tmp_path):
    lonely = Worker()
    lonely._child = None  # nothing may be asked of it
    file = tmp_path / "large.html"
    with file.open("wb") as out:
        out.truncate(MOST_BYTES + 1)
    with pytest.raises(PageTooLarge):
        lonely.read(Source("file", str(file)))
    with pytest.raises(PageTooLarge):
        lonely.read(Source("text", "x" * (MOST_BYTES + 1)))


def test_a_cancel_lands_before_the_parse(worker):
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        worker.read(Source("html", PAGE), progress)


@pytest.mark.warns("not read in time")
@pytest.mark.parametrize("end", [ChildTooSlow, ChildDied])
def test_a_page_that_kills_the_child_is_kept_whole_and_says_so(worker, monkeypatch, end):
    real, asked = worker._child.ask, []

    def slow_once(request, body=b"", *, seconds):
        asked.append(request["verb"])
        if request["verb"] == "read":
            raise end
        return real(request, body, seconds=seconds)

    monkeypatch.setattr(worker._child, "ask", slow_once)
    made = worker.read(
        Source(
            "html",
            PAGE.replace("</p>", "<b>bo</b>ld</p>", 1),
            url="https://courier.example/harbour",
        )
    )
    assert asked == ["read", "whole"]
    assert "too long" in (made.doubt or "")
    assert made.title == "https://courier.example/harbour"
    assert text_of(made.html) == made.text
    assert made.text.startswith("Harbour\n\nHome") or made.text.startswith("Home")
    assert "year. bold" in made.text
    assert made.received.body.startswith(b"<html>")


@pytest.mark.warns("not read in time")
def test_a_file_that_is_kept_whole_is_one_entry_and_not_read_once_more(
    worker, monkeypatch, tmp_path
):
    real, asked = worker._child.ask, []

    def slow(request, body=b"", *, seconds):
        asked.append(request["verb"])
        if request["verb"] == "read":
            raise ChildTooSlow
        return real(request, body, seconds=seconds)

    monkeypatch.setattr(worker._child, "ask", slow)
    path = tmp_path / "harbour.html"
    path.write_text(PAGE)
    (made,) = worker.entries(Source("file", str(path)))
    assert "too long" in made.doubt
    assert asked == ["read", "whole"]


@pytest.mark.warns("not read in time")
def test_a_page_that_nobody_can_read_in_time_is_refused_in_one_sentence(worker, monkeypatch):
    def slow(*_, **__):
        raise ChildTooSlow

    monkeypatch.setattr(worker._child, "ask", slow)
    with pytest.raises(PageUnreachable, match="too long"):
        worker.read(Source("html", PAGE))


def test_limits_are_those_of_the_design():
    assert (module.PAGE_SECONDS, module.FILE_SECONDS, module.MEMORY) == (10.0, 30.0, 1 << 30)


def test_a_removed_block_comes_back_through_the_child(worker):
    made = worker.read(Source("html", PAGE))
    block = next(one for one in made.removed if one.text.startswith("See also"))
    back = worker.put_back(made.html, made.removed, block.n)
    assert back.text[back.at : back.at + back.length].strip() == block.text
    assert [one.n for one in back.removed] == [one.n for one in made.removed if one.n != block.n]
    with pytest.raises(NoSuchThing):
        worker.put_back(back.html, back.removed, block.n)


def test_earlier_decisions_outrank_the_extraction(worker):
    made = worker.read(Source("html", PAGE))
    again = worker.apply_decisions(made, {text_hash("See also: The ferry"): True})
    assert "See also: The ferry" in again.text
    assert again.title == made.title
    assert all(not one.text.startswith("See also") for one in again.removed)
