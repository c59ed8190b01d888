# SPDX-License-Identifier: MIT
"""Imports: found is stored, known or refused by name; what is saved is kept; a second run adds nothing."""

from __future__ import annotations

import contextlib

import pytest

from researchdesk.clip.worker import Worker
from researchdesk.config.settings import Settings
from researchdesk.library import articles, images, importing, mentions, retries, trash
from researchdesk.library.importing import Wanted
from researchdesk.model.article import ArticleFilter
from researchdesk.model.clipping import Source
from researchdesk.model.errors import (
    BadArchive,
    DiskFull,
    FileUnreadable,
    NoSuchThing,
    PasswordWanted,
)
from researchdesk.model.importing import ImportReport, Rejected
from researchdesk.model.progress import Progress
from tests.made_files import docx_with_pictures, drawing, epub, paragraph, pdf, zipped
from tests.unit.clip.conftest import Site
from tests.unit.clip.test_figures import png

WORDS = "The ferry number {n} carried corn to the mill, and nobody asked what it had cost the town."


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "papers"
    made.mkdir()
    return made


def lay(folder, count, start=0):
    for n in range(start, start + count):
        (folder / f"{n:04}.txt").write_text(f"Ferry {n}\n\n{WORDS.format(n=n)}")


def numbers(report):
    assert report.found == report.stored + report.versions + report.known + len(report.rejected)
    return (report.stored, report.versions, report.known, len(report.rejected))


def texts(library):
    return [articles.text(library, one).text for one in articles.listed(library)]


def test_a_folder_is_imported_whole_and_a_second_time_adds_nothing(library, folder):
    lay(folder, 3)
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "deep" / "er" / "paper.pdf").write_bytes(pdf([[(60, 700, "Words of a paper.")]]))
    (folder / "copy.txt").write_bytes((folder / "0001.txt").read_bytes())
    report = importing.run(library, Wanted(folder))
    assert numbers(report) == (4, 0, 1, 0)
    assert "Words of a paper." in texts(library)
    again = importing.run(library, Wanted(folder))
    assert numbers(again) == (0, 0, 5, 0)
    assert len(texts(library)) == 4


def test_what_is_refused_is_named_by_its_place_with_a_sentence(library, folder):
    lay(folder, 1)
    (folder / "deep").mkdir()
    (folder / "deep" / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(300))
    (folder / "empty.html").write_bytes(b"")
    (folder / "cut.pdf").write_bytes(b"%PDF-1.4 cut")
    report = importing.run(library, Wanted(folder))
    assert numbers(report) == (1, 0, 0, 3)
    assert [one.entry for one in report.rejected] == ["cut.pdf", "empty.html", "deep/a.png"]
    assert all(one.reason.endswith(".") and "\n" not in one.reason for one in report.rejected)
    assert all(one.path and one.path.endswith(one.entry) for one in report.rejected)


def test_the_folder_of_a_saved_page_and_hidden_files_are_no_entries(library, folder):
    page = (
        f"<html><body><p>{WORDS.format(n=1)}</p><img src='The%20ferry_files/a.png'></body></html>"
    )
    (folder / "The ferry.html").write_text(page)
    for name in ("The ferry_files", "The ferry of old", ".git"):
        (folder / name).mkdir()
        (folder / name / "note.txt").write_text(f"A note in {name}\n\n{WORDS.format(n=name)}")
    (folder / ".hidden.txt").write_text("hidden words of a file")
    report = importing.run(library, Wanted(folder))
    assert numbers(report) == (2, 0, 0, 0)
    assert any("ferry number The ferry of old" in one for one in texts(library))


def test_the_library_that_lies_in_the_folder_is_not_imported_into_itself(library):
    (library.folder.parent / "0.txt").write_text(f"Ferry\n\n{WORDS}")
    assert numbers(importing.run(library, Wanted(library.folder.parent))) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("name", "body", "error"),
    [
        ("locked.pdf", pdf([[(60, 700, "Words.")]], password="open"), PasswordWanted),
        ("a.docx", zipped({"a": "b"}), BadArchive),
        ("absent.txt", None, FileUnreadable),
    ],
)
def test_one_file_that_cannot_be_read_is_an_error_and_leaves_no_trace(
    library, folder, name, body, error
):
    if body is not None:
        (folder / name).write_bytes(body)
    with pytest.raises(error):
        importing.run(library, Wanted(folder / name))
    assert importing.reports(library) == []


def test_a_locked_file_is_opened_by_its_password(library, folder):
    (folder / "locked.pdf").write_bytes(pdf([[(60, 700, "Words.")]], password="open"))
    report = importing.run(library, Wanted(folder / "locked.pdf", password="open"))
    assert numbers(report) == (1, 0, 0, 0)
    assert texts(library) == ["Words."]


def test_a_stop_keeps_what_was_read_and_the_next_run_takes_the_rest(library, folder):
    lay(folder, 9)
    progress = Progress()
    steps = []

    def report(done, total, words):
        steps.append((done, total, words))
        if done == 4:
            progress.cancel()

    progress._report = report
    progress.step = _always(progress)
    stopped = importing.run(library, Wanted(folder), progress)
    assert stopped.was_stopped
    assert numbers(stopped) == (5, 0, 0, 0)
    assert steps[0] == (0, 9, "0000.txt")
    assert len(texts(library)) == 5
    again = importing.run(library, Wanted(folder))
    assert numbers(again) == (4, 0, 5, 0)


def _always(progress):
    """Report each step, however soon after the last one it comes."""
    step = Progress.step

    def do(*values):
        progress._last = 0.0
        step(progress, *values)

    return do


def test_an_import_is_one_step_that_can_be_undone_and_done_again(library, folder, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    lay(folder, 5)
    importing.run(library, Wanted(folder))
    assert [one.label for one in library.history()] == ["Import articles"]
    library.undo()
    assert texts(library) == []
    library.redo()
    assert len(texts(library)) == 5


def test_the_report_is_kept_and_its_articles_can_go_to_the_trash(library, folder):
    lay(folder, 2)
    (folder / "empty.html").write_bytes(b"")
    made = importing.run(library, Wanted(folder))
    (kept,) = importing.reports(library)
    assert (kept.source, kept.run, numbers(kept)) == ("papers", made.run, numbers(made))
    assert kept.articles == made.articles
    assert [one.entry for one in kept.rejected] == ["empty.html"]
    articles.trash(library, kept.articles)
    assert importing.report(library, made.run).articles == ()
    with pytest.raises(NoSuchThing):
        importing.report(library, 99)


def test_a_kept_report_knows_what_to_try_again(library, folder):
    (folder / "late.txt").write_bytes(b"")
    (folder / "empty.txt").write_bytes(b"")
    number = importing.run(library, Wanted(folder)).run
    kept = importing.report(library, number)
    assert [one.value for one in kept.refused] == [
        str(folder / "empty.txt"),
        str(folder / "late.txt"),
    ]
    (folder / "late.txt").write_text(f"Late\n\n{WORDS}")
    assert numbers(retries.again(library, kept)) == (1, 0, 0, 1)


@pytest.mark.network
def test_a_refused_address_is_tried_again(library, monkeypatch):
    site = Site()
    page = f"<html><body><article><p>{WORDS * 4}</p></article></body></html>".encode()
    address = site.lay("/ferry", page)
    refused = tuple(
        Rejected(one, "It was out of reach.", one) for one in (address, f"{address}/none")
    )
    report = ImportReport("bookmarks", rejected=refused)
    with contextlib.closing(Worker(allow=lambda one: str(one) == "127.0.0.1")) as worker:
        monkeypatch.setattr(library, "worker", worker)
        made = retries.again(library, report)
        assert numbers(made) == (1, 0, 0, 1)
        assert made.refused[0].value == f"{address}/none"
        assert numbers(retries.again(library, report)) == (0, 0, 1, 1)
    site.close()


def test_what_lies_in_the_trash_comes_back_by_an_import(library, folder):
    lay(folder, 1)
    articles.trash(library, importing.run(library, Wanted(folder)).articles)
    assert articles.count(library, ArticleFilter()) == 0
    assert numbers(importing.run(library, Wanted(folder))) == (0, 0, 1, 0)
    assert articles.count(library, ArticleFilter()) == 1
    assert trash.contents(library).articles == ()


def test_tags_are_put_on_what_is_imported_and_names_are_proposed(library, folder):
    (folder / "a.txt").write_text(
        "A visit\n\nMihajlo Pupin came to Belgrade. Pupin spoke of Serbia for an hour."
    )
    report = importing.run(library, Wanted(folder, tags=("ferries",)))
    importing.look_for_names(library, report)
    (row,) = articles.rows(library, articles.listed(library))
    assert list(row.tags) == ["ferries"]
    suggested = mentions.of_article(library, row.id)
    assert {one.name for one in suggested} >= {"Mihajlo Pupin", "Serbia"}


def test_two_mails_without_text_are_two_articles(library, folder):
    for n in range(2):
        (folder / f"{n}.eml").write_text(f"From: a@example.org\nSubject: Ferry {n}\n\n")
    assert numbers(importing.run(library, Wanted(folder))) == (2, 0, 0, 0)


def test_a_watched_folder_gives_what_is_new_and_nothing_twice(library, folder):
    lay(folder, 2)
    (folder / "empty.html").write_bytes(b"")
    assert numbers(importing.appeared(library, folder)) == (2, 0, 0, 1)
    assert importing.appeared(library, folder) is None
    articles.trash(library, articles.listed(library)[:1])
    lay(folder, 1, start=2)
    assert numbers(importing.appeared(library, folder)) == (1, 0, 0, 0)
    assert articles.count(library, ArticleFilter()) == 2


def test_a_dry_run_reads_all_and_needs_no_library(folder):
    lay(folder, 2)
    (folder / "copy.txt").write_bytes((folder / "0001.txt").read_bytes())
    (folder / "empty.html").write_bytes(b"")
    told = []
    report = importing.look(Wanted(folder), tell=lambda clipping, _: told.append(clipping.title))
    assert numbers(report) == (2, 0, 1, 1)
    assert told == ["Ferry 0", "Ferry 1"]


@pytest.mark.warns("could not be saved")
def test_an_entry_that_cannot_be_saved_costs_no_other(library, folder, monkeypatch):
    lay(folder, 3)
    clip = articles.clip

    def fails(library, clipping, **more):
        if clipping.title == "Ferry 1":
            raise ValueError("of ours")
        return clip(library, clipping, **more)

    monkeypatch.setattr(importing.articles, "clip", fails)
    report = importing.run(library, Wanted(folder))
    assert numbers(report) == (2, 0, 0, 1)
    assert report.rejected[0].entry == "0001.txt"


def test_one_file_that_cannot_be_saved_is_named_without_its_folder(
    library, folder, monkeypatch, caplog
):
    lay(folder, 1)

    def fails(*_, **__):
        raise ValueError("of ours")

    monkeypatch.setattr(importing.articles, "clip", fails)
    report = importing.run(library, Wanted(folder / "0000.txt"))
    assert [one.entry for one in report.rejected] == ["0000.txt"]
    assert "could not be saved: ValueError" in caplog.text
    caplog.clear()


def test_a_full_disk_ends_an_import_and_what_was_saved_is_kept(library, folder, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    lay(folder, 4)
    clip = articles.clip

    def fails(library, clipping, **more):
        if clipping.title == "Ferry 3":
            raise DiskFull(disk="this disk")
        return clip(library, clipping, **more)

    monkeypatch.setattr(importing.articles, "clip", fails)
    with pytest.raises(DiskFull):
        importing.run(library, Wanted(folder))
    assert len(texts(library)) == 2
    assert [one.stored for one in importing.reports(library)] == [2]


def test_a_watched_folder_that_was_left_in_the_middle_is_looked_at_again(library, folder):
    lay(folder, 2)
    progress = Progress()
    progress.cancel()
    assert importing.appeared(library, folder, progress).was_stopped
    assert texts(library) == []
    assert numbers(importing.appeared(library, folder)) == (2, 0, 0, 0)


@pytest.mark.warns("no names were recognised: NoSuchThing")
def test_an_article_that_went_costs_no_other_its_names(library, folder):
    for n in range(2):
        (folder / f"{n}.txt").write_text(f"Visit {n}\n\nMihajlo Pupin came to Belgrade in 191{n}.")
    report = importing.run(library, Wanted(folder))
    with library.operation("Purge", undoable=False):
        library.store.db.table("article").delete(report.articles[0])
    importing.look_for_names(library, report)
    assert {one.article_id for one in mentions.suggestions(library)} == {report.articles[1]}


def test_looking_for_names_can_be_cancelled(library, folder):
    (folder / "0.txt").write_text("A visit\n\nMihajlo Pupin came to Belgrade in 1919.")
    report = importing.run(library, Wanted(folder))
    progress = Progress()
    progress.cancel()
    importing.look_for_names(library, report, progress)
    assert mentions.suggestions(library) == []


def lay_with_pictures(folder):
    body = paragraph("A mill") + drawing('r:embed="i1"', "The mill") + paragraph("By the river.")
    (folder / "a.docx").write_bytes(docx_with_pictures(body, {"i1": png()}))
    chapter = ("a.html", "", "yes", "<p>One.</p><img src='p/b.png' alt='Corn'/><p>Two.</p>")
    (folder / "b.epub").write_bytes(epub([chapter], more={"OPS/p/b.png": png(90, 90)}))


def kept(library):
    return {
        size for one in articles.listed(library) for _, size in images.kept(library, one).values()
    }


def test_the_pictures_of_what_is_imported_are_kept(library, folder):
    lay_with_pictures(folder)
    importing.run(library, Wanted(folder))
    assert kept(library) == {len(png()), len(png(90, 90))}


def test_the_pictures_of_what_came_into_the_watched_folder_are_kept(library, folder):
    lay_with_pictures(folder)
    importing.appeared(library, folder)
    assert kept(library) == {len(png()), len(png(90, 90))}


def test_the_preferences_say_whether_pictures_are_kept(library, folder):
    lay_with_pictures(folder)
    Settings.load().set("pictures.keep", value=False)
    importing.run(library, Wanted(folder))
    assert kept(library) == set()
    articles.clip(library, articles.preview(library, Source("file", str(folder / "a.docx"))))
    assert kept(library) == set()
    made = articles.preview(library, Source("file", str(folder / "a.docx")), with_images=True)
    articles.clip(library, made)
    assert kept(library) == {len(png())}
