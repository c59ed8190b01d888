# SPDX-License-Identifier: MIT
"""A clipping is looked at, its fields are chosen, blocks are put back; saving keeps just that, in one step."""

from __future__ import annotations

import pytest
from msgspec import structs

from researchdesk.library import articles, previews
from researchdesk.model.clipping import Source
from researchdesk.model.errors import BadValue, NoSuchThing
from tests.unit.library.ferry_page import NOTICE, PAGE


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "ferry.html"
    path.write_text(PAGE)
    return Source("file", str(path), url="https://courier.example/ferry")


def removed(preview):
    return next(one for one in preview.clipping.removed if one.text == NOTICE)


def test_no_library_is_needed_to_look(source):
    preview = previews.look(None, source)
    assert (preview.status, preview.held, preview.clipping.title) == ("new", None, "The ferry runs")
    put = previews.put_back(None, preview, removed(preview).n)
    assert NOTICE in put.clipping.text
    assert NOTICE not in [one.text for one in put.clipping.removed]


def test_what_was_chosen_is_saved_in_one_step_and_remembered(library, source):
    preview = previews.look(library, source)
    assert articles.counts(library).articles == 0
    preview = previews.put_back(library, preview, removed(preview).n)
    preview = previews.with_value(preview, "title", " A ferry ")
    preview = previews.with_value(preview, "authors", "Mara Lind; Ana Petrović;")
    preview = previews.with_value(preview, "issued", "2026-03")
    preview = previews.with_value(preview, "container_title", "")
    done = previews.save(library, preview.clipping)
    held = articles.get(library, done.article_id)
    assert (held.title, held.issued, held.container_title) == ("A ferry", "2026-03", None)
    assert [one.name for one in held.authors] == ["Mara Lind", "Ana Petrović"]
    assert NOTICE in articles.text(library, done.article_id).text
    again = previews.look(library, source)
    assert NOTICE in again.clipping.text
    library.undo()
    assert articles.counts(library).articles == 0


def test_of_a_known_article_the_words_of_the_user_are_shown_and_go_on(library, source):
    first = previews.save(library, previews.look(library, source).clipping).article_id
    articles.edit(library, first, title="The boat of Zemun", authors=["Somebody Else"])
    preview = previews.look(library, source)
    assert (preview.status, preview.held.id) == ("known", first)
    assert preview.clipping.title == "The boat of Zemun"
    assert [one.name for one in preview.clipping.authors] == ["Somebody Else"]
    preview = previews.with_value(preview, "title", "The ferry runs")
    chosen = [one for one in preview.clipping.candidates if one.field == "title" and one.is_chosen]
    assert [(one.value, one.chosen_by) for one in chosen] == [("The ferry runs", "user")]
    preview = previews.with_value(preview, "authors", "Mara Lind")
    preview = previews.put_back(library, preview, removed(preview).n)
    assert preview.status == "version"
    done = previews.save(library, preview.clipping)
    held = articles.get(library, first)
    assert (done.article_id, held.title) == (first, "The ferry runs")
    assert [one.name for one in held.authors] == ["Mara Lind"]


def test_a_known_article_of_which_nothing_was_said_is_saved_as_it_is(library, source):
    first = previews.save(library, previews.look(library, source).clipping)
    again = previews.save(library, previews.look(library, source).clipping)
    assert (again.status, again.article_id) == ("known", first.article_id)


def test_as_new_it_is_another_article(library, source):
    first = previews.save(library, previews.look(library, source).clipping)
    preview = previews.look(library, structs.replace(source, as_new=True))
    assert (preview.status, preview.held) == ("new", None)
    assert previews.save(library, preview.clipping, as_new=True).article_id != first.article_id


def test_what_a_field_cannot_hold_and_blocks_that_are_not_there_are_refused(library, source):
    preview = previews.look(library, source)
    with pytest.raises(BadValue):
        previews.with_value(preview, "issued", "yesterday")
    with pytest.raises(NoSuchThing):
        previews.put_back(library, preview, 999)
