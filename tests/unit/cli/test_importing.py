# SPDX-License-Identifier: MIT
"""`import` and `clip` of files: the lines they print, exit statuses, Ctrl+C, and files that mean harm."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from researchdesk.clip.limits import MOST_BYTES
from tests.made_files import epub, pdf

WORDS = "The ferry number {n} carried corn to the mill, and nobody asked what it had cost the town."
CHINESE = "石桥是县城最古老的建筑，三百年间经历了洪水和战争，至今仍每天有数千人从桥上走过。" * 8
MHTML = (
    b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
    b"Content-Type: text/html\nContent-Location: https://courier.example/a\n\n"
)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "papers"
    made.mkdir()
    return made


@pytest.fixture
def run(desk):
    """Import, and give status, the lines of articles, the report, and what was said."""

    def do(*arguments):
        status, out, said = desk("import", *arguments)
        if isinstance(out, dict):  # one line alone
            return status, [], out, said
        lines = [json.loads(line) for line in out.splitlines()]
        return status, lines[:-1], lines[-1] if lines else None, said

    return do


def lay(folder, count):
    for n in range(count):
        (folder / f"{n:04}.txt").write_text(f"Ferry {n}\n\n{WORDS.format(n=n)}")


def test_a_line_an_article_and_at_last_the_report(run, folder):
    lay(folder, 2)
    (folder / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(300))
    status, lines, report, said = run(folder, "--json")
    assert status == 0
    assert "Made a new library" in said
    assert [(one["article"], one["status"], one["title"]) for one in lines] == [
        (1, "new", "Ferry 0"),
        (2, "new", "Ferry 1"),
    ]
    assert set(lines[0]) >= {
        "url",
        "authors",
        "issued",
        "container_title",
        "language",
        "text",
        "tags",
    }
    assert (report["found"], report["stored"], report["known"]) == (3, 2, 0)
    assert [one["entry"] for one in report["rejected"]] == ["a.png"]
    status, lines, report, _ = run(folder)
    assert (status, lines, report["stored"], report["known"]) == (0, [], 0, 2)


def test_a_dry_run_makes_no_library(run, folder, tmp_path):
    lay(folder, 1)
    status, lines, report, said = run(folder, "--dry-run")
    assert (status, len(lines), report["stored"], said) == (0, 1, 1, "")
    assert not (tmp_path / "library").exists()


def test_one_file_that_cannot_be_read_is_one_sentence(run, folder):
    (folder / "a.pdf").write_bytes(b"%PDF-1.4 cut")
    status, _, _, said = run(folder / "a.pdf", "--dry-run")
    assert (status, said.count("\n")) == (1, 1)
    assert "a.pdf cannot be read" in said


def test_a_locked_pdf_asks_for_its_password_and_takes_it(run, desk, folder):
    (folder / "a.pdf").write_bytes(pdf([[(60, 700, "Words.")]], password="open"))
    status, _, _, said = run(folder / "a.pdf")
    assert status == 1
    assert "Give its password" in said
    assert run(folder / "a.pdf", "--password", "open")[2]["stored"] == 1
    assert desk("clip", folder / "a.pdf", "--password", "open", "--json")[1]["status"] == "known"


def test_the_formats_are_listed(desk):
    status, formats, _ = desk("import", "--formats", "--json")
    assert status == 0
    assert {one["name"] for one in formats} >= {"html", "mhtml", "pdf", "docx", "epub", "eml"}
    assert ".epub" in desk("import", "--formats")[1]


def test_imports_are_listed_shown_and_moved_to_the_trash(run, desk, folder):
    lay(folder, 2)
    (folder / "empty.html").write_bytes(b"")
    run(folder)
    assert "3 found, 2 stored" in desk("imports")[1]
    _, shown, _ = desk("imports", "1", "--json")
    assert (shown["stored"], shown["rejected"][0]["entry"]) == (2, "empty.html")
    assert desk("imports", "1", "--trash")[0] == 0
    assert len(desk("list", "--trash", "--json")[1]) == 2
    assert desk("imports", "7")[0] == 1


def test_what_an_import_refused_is_tried_again(run, desk, folder):
    lay(folder, 1)
    (folder / "late.txt").write_bytes(b"")
    (folder / "empty.txt").write_bytes(b"")
    run(folder)
    (folder / "late.txt").write_text(f"Late\n\n{WORDS}")
    status, out, _ = desk("imports", "1", "--again")
    lines = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [one.get("title") for one in lines[:-1]] == ["Late"]
    assert (lines[-1]["found"], lines[-1]["stored"]) == (2, 1)
    assert [one["entry"] for one in lines[-1]["rejected"]] == ["empty.txt"]
    assert desk("imports", "--again")[0] == 2
    assert desk("imports", "1", "--again", "--trash")[0] == 2


def test_only_what_is_new_in_a_folder_is_imported(run, folder):
    lay(folder, 1)
    assert run(folder, "--only-new")[2]["stored"] == 1
    assert run(folder, "--only-new")[2]["found"] == 0
    (folder / "b.txt").write_text(f"Another\n\n{WORDS}")
    assert run(folder, "--only-new")[2]["found"] == 1


def test_undo_takes_an_import_back(run, desk, folder):
    lay(folder, 3)
    run(folder)
    assert desk("undo", "--json")[1] == ["Import articles"]
    assert desk("list", "--json")[1] == []


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("bomb.epub", epub([("a.html", "", "yes", "a" * (30 << 20))]), "unpacks to more"),
        ("large.html", b"<p>" + b"words " * (MOST_BYTES // 6 + 1), "larger than 25 MB"),
        ("text.mhtml", MHTML + b"words " * (MOST_BYTES // 6 + 1), "larger than 25 MB"),
        ("dated.txt", b"Date: today. " + b"words " * (MOST_BYTES // 6 + 1), "larger than 25 MB"),
        ("none.eml", b"From: a@example.org\n\n\n", "No text was found"),
        ("cut.epub", b"PK\x03\x04mimetypeapplication/epub+zip", "cut off or damaged"),
        ("odd.docx", b"\x00\x01\x02" * 200, "no article"),
    ],
)
def test_a_harmful_file_is_one_named_reject_and_costs_no_other(run, folder, name, body, words):
    lay(folder, 1)
    (folder / name).write_bytes(body)
    status, lines, report, _ = run(folder)
    assert (status, len(lines), report["found"]) == (0, 1, 2)
    assert report["rejected"][0]["entry"] == name
    assert words in report["rejected"][0]["reason"]


def test_a_page_in_gbk_that_says_utf_8_is_read(run, folder):
    page = f"<html><head><meta charset='utf-8'><title>石桥</title></head><body><p>{CHINESE}</p></body></html>"
    (folder / "a.html").write_bytes(page.encode("gbk"))
    _, lines, _, _ = run(folder)
    assert lines[0]["text"] == CHINESE


def test_a_page_of_many_megabytes_is_read_whatever_the_time_costs(run, folder):
    paragraphs = "".join(f"<p>{WORDS.format(n=n)}</p>" for n in range(15_000))
    (folder / "a.html").write_text(f"<html><body>{paragraphs}</body></html>")
    _, lines, report, _ = run(folder)
    assert report["stored"] == 1
    assert "ferry number 14999 carried" in lines[0]["text"]


@pytest.mark.parametrize("name", ["a.mhtml", "a.eml"])
def test_a_page_or_mail_is_read_however_large_what_came_along_is(run, folder, name):
    page = f"<p>{WORDS.format(n=1)}</p>".encode() * 3
    held = b"--x\nContent-Type: video/mp4\n\n" + b"v" * MOST_BYTES
    body = MHTML + page + b"\n" + held + b"\n--x--\n"
    (folder / name).write_bytes(body.replace(b"related", b"mixed") if name == "a.eml" else body)
    _, lines, report, _ = run(folder)
    assert (report["stored"], report["rejected"]) == (1, [])
    assert "ferry number 1 carried" in lines[0]["text"]


@pytest.mark.skipif(
    sys.platform == "win32", reason="Ctrl+C cannot be sent to one process on Windows"
)
def test_ctrl_c_keeps_what_is_saved_and_the_next_run_takes_the_rest(folder, tmp_path, desk):
    lay(folder, 300)
    for n in range(0, 300, 30):
        (folder / f"{n:04}.txt").write_bytes(b"")
    command = [
        sys.executable,
        "-m",
        "researchdesk",
        "--library",
        tmp_path / "library",
        "import",
        folder,
    ]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        first = process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
        begun = time.monotonic()
        out, said = process.stdout.read(), process.stderr.read()
    assert time.monotonic() - begun < 30
    *lines, report = [json.loads(line) for line in [first, *out.splitlines()]]
    assert process.returncode == 130
    assert "Saved so far, and kept:" in said
    assert "Traceback" not in said
    assert report["stopped"]
    assert all(one["title"].startswith("Ferry") for one in lines)  # read as usual: no child was hit
    assert 0 < report["stored"] == len(lines) < 290
    status, out, _ = desk("import", folder)
    again = json.loads(out.splitlines()[-1])
    assert (status, again["known"], again["stored"], len(again["rejected"])) == (
        0,
        report["stored"],
        290 - report["stored"],
        10,
    )
