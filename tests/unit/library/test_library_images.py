# SPDX-License-Identifier: MIT
from __future__ import annotations

import base64

import pytest

from researchdesk.library import articles, images, trash
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
