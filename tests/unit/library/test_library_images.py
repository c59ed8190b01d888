# SPDX-License-Identifier: MIT
from __future__ import annotations

import base64
import hashlib
import re

import pytest

from researchdesk.library import articles, exporting, images, importing, trash
from researchdesk.library.library import Library
from researchdesk.model.clipping import Source
from tests.unit.clip.test_figures import WORDS, png


def page(*bodies, more=""):
    shown = "".join(
        f'<img src="data:image/png;base64,{base64.b64encode(one).decode()}" alt="A pier">'
        for one in bodies
    )
    text = f"<p>{WORDS * 3}</p>{shown}<p>{WORDS * 2}{more}</p>"
    return f"<html><title>The ferry</title><body><article>{text}</article></body>"


@pytest.fixture
def ferry(library):
    def do(html, url="https://courier.example/ferry"):
        return articles.clip(
            library, articles.preview(library, Source("html", html, url=url))
        ).article_id

    return do


def shown(library, number):
    return [
        images.body(library, number, one.url)
        for one in images.of_version(articles.text(library, number))
    ]


def resources(library):
    return library.store.read().execute("SELECT count(*) FROM resource").fetchone()[0]


def test_an_image_is_there_without_a_connection(library, ferry):
    number = ferry(page(png()))
    assert shown(library, number) == [png()]
    (kept,) = images.kept(library, number).values()
    assert kept == ("image/png", len(png()))


def test_clipping_with_images_is_one_step_which_undo_takes_back_and_redo_brings(library, ferry):
    number = ferry(page(png()))
    assert len(library.history()) == 1
    library.undo()
    assert articles.count(library, articles.ArticleFilter()) == 0
    library.redo()
    assert shown(library, number) == [png()]


def test_equal_images_are_kept_once(library, ferry):
    first, second = (
        ferry(page(png())),
        ferry(page(png(), more="And on."), "https://courier.example/2"),
    )
    assert shown(library, first) == shown(library, second) == [png()]
    assert resources(library) == 1


def test_a_new_version_brings_its_images_and_the_old_one_keeps_its_own(library, ferry):
    number = ferry(page(png()))
    assert ferry(page(png(90, 90), more="Now with a new picture.")) == number
    assert shown(library, number) == [png(90, 90)]
    old = images.of_version(articles.text(library, number, 1))
    assert [images.body(library, number, one.url) for one in old] == [png()]


def test_a_page_that_is_known_gets_the_images_that_it_lacked(library, ferry):
    html = page(png())
    source = Source("html", html, url="https://courier.example/ferry")
    bare = articles.preview(library, source, with_images=False)
    number = articles.clip(library, bare).article_id
    assert shown(library, number) == [None]
    assert ferry(html) == number
    assert shown(library, number) == [png()]
    assert [one.seq for one in articles.versions_of(library, number)] == [1]


def test_emptying_the_trash_takes_images_that_nobody_needs(library, ferry):
    large = png(700, 600)
    first, second = ferry(page(large, png())), ferry(page(png()), "https://courier.example/2")
    assert len(list((library.folder / "attachments").glob("??/*"))) == 2
    articles.trash(library, [first])
    trash.empty(library)
    assert resources(library) == 1
    assert shown(library, second) == [png()]
    assert list((library.folder / "attachments").glob("??/*")) == []


def test_an_image_whose_file_is_gone_is_missing_and_nothing_else(library, ferry, caplog):
    number = ferry(page(png(700, 600)))
    for path in (library.folder / "attachments").glob("??/*"):
        path.unlink()
    assert shown(library, number) == [None]
    assert "cannot be read" in caplog.text
    caplog.clear()


def data_of(body):
    return f"data:image/png;base64,{base64.b64encode(body).decode()}"


def test_a_web_page_holds_the_pictures_of_its_article_and_asks_nobody_for_them(
    library, ferry, tmp_path
):
    number = ferry(page(png(), png(width=400)))
    place = tmp_path / "ferry.html"
    made = exporting.export(library, "html", exporting.of_articles(library, [number]), place)
    text = place.read_text("utf-8")
    assert (made.written, made.left_out) == ((place,), ())
    assert [data_of(one) in text for one in (png(), png(width=400))] == [True, True]
    assert text.count("<img") == 2
    assert "img-src data:;" in text
    assert "rd-res:" not in text


def test_a_folder_has_the_pictures_in_files_and_brings_them_back(library, ferry, tmp_path):
    number = ferry(page(png(), png(width=400)))
    ferry(page(png(), more=" And more."), "https://courier.example/second")
    place = tmp_path / "out"
    exporting.export(library, "folder", exporting.everything(library), place)
    files = {one.read_bytes() for one in (place / "pictures").rglob("*.png")}
    assert files == {png(), png(width=400)}
    for article in (place / "articles").iterdir():
        for address in re.findall(r"!\[A pier\]\((.*?)\)", article.read_text("utf-8")):
            assert (article.parent / address).resolve().read_bytes() in files
    public_id = articles.get(library, number).public_id
    other = Library.create(tmp_path / "other")
    try:
        report = importing.run(other, importing.Wanted(place))
        assert (report.stored, report.rejected) == (2, ())
        again = next(one for one in (1, 2) if articles.get(other, one).public_id == public_id)
        assert shown(other, again) == shown(library, number) == [png(), png(width=400)]
        other.undo()
        assert articles.listed(other) == []
        other.redo()
        assert shown(other, again) == [png(), png(width=400)]
    finally:
        other.close()


@pytest.mark.parametrize("body", [b"<script>alert(1)</script>", None, png(width=500)])
def test_a_picture_of_a_folder_that_is_another_is_refused_by_name(library, ferry, tmp_path, body):
    ferry(page(png(), png(width=400)))
    place = tmp_path / "out"
    exporting.export(library, "folder", exporting.everything(library), place)
    first = next(one for one in (place / "pictures").rglob("*.png") if one.read_bytes() == png())
    first.unlink() if body is None else first.write_bytes(body)
    other = Library.create(tmp_path / "other")
    try:
        report = importing.run(other, importing.Wanted(place))
        (refused,) = report.rejected
        assert (report.stored, refused.entry) == (
            1,
            f"picture {first.relative_to(place).as_posix()}",
        )
        assert [one for one in shown(other, 1) if one] == [png(width=400)]
    finally:
        other.close()


@pytest.mark.parametrize("form", ["html", "folder"])
def test_a_picture_that_is_damaged_is_left_out_by_name(library, ferry, tmp_path, form, caplog):
    number = ferry(page(png()))
    with library.operation("Damage", undoable=False):
        library.store.db.execute("UPDATE resource SET body = x'00'")
    chosen = exporting.of_articles(library, [number])
    made = exporting.export(library, form, chosen, tmp_path / "out")
    assert [(one.article, one.title) for one in made.left_out] == [(number, "The ferry")]
    caplog.clear()


def test_only_a_picture_under_its_own_name_is_read_from_a_folder(tmp_path):
    name = hashlib.sha256(png()).hexdigest()
    place = f"pictures/{name[:2]}/{name}.png"
    (tmp_path / place).parent.mkdir(parents=True)
    (tmp_path / place).write_bytes(png())
    (tmp_path / "outside.png").write_bytes(png())
    read = images.from_folder(tmp_path, "https://courier.example/pier", place)
    assert (read.url, read.media_type, read.body) == (
        "https://courier.example/pier",
        "image/png",
        png(),
    )
    for other in ("outside.png", f"../{tmp_path.name}/{place}", f"/{place}"):
        with pytest.raises(ValueError, match="no picture of an exported folder"):
            images.from_folder(tmp_path, read.url, other)
    (tmp_path / place).unlink()
    (tmp_path / place).symlink_to(tmp_path / "outside.png")
    with pytest.raises(ValueError, match="no picture of an exported folder"):
        images.from_folder(tmp_path, read.url, place)
