# SPDX-License-Identifier: MIT
from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from researchdesk.library import articles, mentions, passages
from researchdesk.library.library import Library
from researchdesk.model.article import ArticleFilter, Shelf, Sort
from researchdesk.model.clipping import Candidate
from researchdesk.model.errors import AlreadyClipped, BadValue, NoSuchThing
from researchdesk.model.passage import Quote
from tests.unit.library.visit_texts import ELSEWHERE, VISIT

ADDRESS = "https://news.example/danube"
PAGES = Path(__file__).parents[2] / "data" / "pages"


def test_a_clipped_text_has_its_title_text_and_what_was_left_out(library, visit):
    held = articles.get(library, visit)
    assert held.title == "The Danube commission met in Belgrade"
    text = articles.text(library, visit).text
    assert text.startswith("Mihajlo Pupin arrived")
    assert "Belgium" not in text
    assert [one.text for one in articles.removed(library, visit)] == [
        "See also: Belgium remembers its canals"
    ]
    assert all(one.reason for one in articles.removed(library, visit))


def test_the_bytes_are_kept_as_received(library, visit):
    assert articles.snapshot(library, visit).body == VISIT.encode()


def test_the_same_file_twice_is_known_and_never_a_twin(library, clip, visit):
    again = clip()
    assert (again.article_id, again.status) == (visit, "known")
    assert articles.count(library, ArticleFilter()) == 1
    assert len(articles.versions_of(library, visit)) == 1


def test_the_same_text_in_another_file_is_known(library, clip, visit):
    assert clip(VISIT + "\n\n", "copy.txt").article_id == visit


def test_the_same_text_at_two_addresses_is_two_articles(library, clip):
    first = clip(url=ADDRESS)
    second = clip(url="https://other.example/danube")
    assert first.article_id != second.article_id


def test_a_file_clipped_again_with_its_address_gets_it(library, clip, visit):
    done = clip(url=ADDRESS)
    assert (done.article_id, done.status) == (visit, "known")
    assert articles.get(library, visit).canonical_url == ADDRESS


def test_a_changed_page_at_the_same_address_is_a_new_version(library, clip):
    first = clip(url=ADDRESS)
    second = clip(VISIT.replace("three days", "five days"), url=ADDRESS)
    assert (second.article_id, second.status) == (first.article_id, "version")
    assert "five days" in articles.text(library, first.article_id).text
    assert "three days" in articles.text(library, first.article_id, 1).text


def test_a_page_that_changed_back_leads_to_the_old_version(library, clip):
    number = clip(url=ADDRESS).article_id
    clip(VISIT.replace("three days", "five days"), url=ADDRESS)
    assert clip(url=ADDRESS).status == "version"
    assert len(articles.versions_of(library, number)) == 2
    assert "three days" in articles.text(library, number).text


def test_as_new_makes_an_article_of_its_own(library, clip):
    first = clip(url=ADDRESS)
    second = clip(url=ADDRESS, as_new=True)
    assert second.status == "new"
    assert second.article_id != first.article_id
    assert articles.get(library, second.article_id).canonical_url is None


def test_clipping_a_trashed_article_brings_it_back(library, clip):
    number = clip(url=ADDRESS).article_id
    articles.trash(library, [number])
    done = clip(url=ADDRESS)
    assert (done.article_id, done.was_trashed) == (number, True)
    assert articles.get(library, number).trashed_on is None


def test_undo_of_a_clip_takes_it_away_and_redo_brings_it_back_with_its_bytes(library, clip):
    number = clip(propose=False).article_id
    library.undo()
    with pytest.raises(NoSuchThing):
        articles.get(library, number)
    library.redo()
    assert articles.snapshot(library, number).body == VISIT.encode()
    assert articles.removed(library, number)


def test_undo_of_an_update_shows_the_old_text_again(library, clip):
    number = clip(url=ADDRESS).article_id
    clip(VISIT.replace("three days", "five days"), url=ADDRESS, propose=False)
    library.undo()
    assert "three days" in articles.text(library, number).text


def test_a_removed_block_comes_back_and_is_remembered_at_the_next_clip(library, clip):
    number = clip(url=ADDRESS).article_id
    version = articles.put_back(library, number, articles.removed(library, number)[0].n)
    assert "Belgium remembers" in version.text
    assert articles.removed(library, number) == []
    clip(VISIT.replace("three days", "five days"), url=ADDRESS)
    assert "Belgium remembers" in articles.text(library, number).text
    assert "five days" in articles.text(library, number).text


def test_putting_a_block_back_twice_is_refused(library, visit):
    articles.put_back(library, visit, 1)
    with pytest.raises(NoSuchThing):
        articles.put_back(library, visit, 1)


def test_passages_and_mentions_move_along_when_a_block_is_put_back(library, clip):
    text = VISIT.replace("The talks went", "See also: Belgium opens a lock\n\nThe talks went")
    number = clip(text).article_id
    mentions.accept_all(library, number)
    made = passages.highlight_quote(library, number, Quote("Italy sent nobody"))
    block = next(one for one in articles.removed(library, number) if "opens a lock" in one.text)
    version = articles.put_back(library, number, block.n)
    held = passages.get(library, made.id)
    assert version.text[held.start : held.end] == "Italy sent nobody"
    assert held.start > made.start
    assert held.status == "same"
    for one in mentions.of_article(library, number, ("accepted",)):
        assert version.text[one.start : one.end] == one.surface
    library.undo()
    assert passages.get(library, made.id).start == made.start


def test_accepted_names_stay_accepted_in_a_new_version(library, clip):
    number = clip(url=ADDRESS).article_id
    mentions.accept_all(library, number)
    before = {one.name for one in articles.row(library, number).names}
    clip(VISIT.replace("three days", "five days"), url=ADDRESS)
    assert {one.name for one in articles.row(library, number).names} == before
    text = articles.text(library, number).text
    for one in mentions.of_article(library, number, ("accepted",)):
        assert text[one.start : one.end] == one.surface


def test_fields_are_edited_and_the_users_word_outranks_the_page(library, clip):
    number = clip(url=ADDRESS).article_id
    articles.edit(library, number, title="My title", issued="1919-05", authors=["Jovan Jovanović"])
    clip(
        VISIT.replace("three days", "five days").replace("commission met", "board met"), url=ADDRESS
    )
    held = articles.get(library, number)
    assert (held.title, held.issued) == ("My title", "1919-05")
    assert [one.name for one in held.authors] == ["Jovan Jovanović"]


@pytest.mark.parametrize(
    "values",
    [{"issued": "1919-13"}, {"issued": "last May"}, {"title": " "}, {"url": "javascript:alert(1)"}],
)
def test_a_wrong_value_is_refused_and_changes_nothing(library, visit, values):
    before = articles.get(library, visit)
    with pytest.raises(BadValue):
        articles.edit(library, visit, **values)
    assert articles.get(library, visit) == before


def test_the_address_of_another_article_is_refused(library, clip):
    clip(url=ADDRESS)
    other = clip(ELSEWHERE, "bridge.txt").article_id
    with pytest.raises(AlreadyClipped):
        articles.edit(library, other, url=ADDRESS)


def test_an_article_gets_an_address_and_loses_it_again(library, visit):
    held = articles.edit(library, visit, url=ADDRESS + "?utm_source=feed")
    assert (held.url, held.canonical_url) == (ADDRESS + "?utm_source=feed", ADDRESS)
    assert articles.edit(library, visit, url=ADDRESS).url == ADDRESS
    held = articles.edit(library, visit, url="")
    assert (held.url, held.canonical_url) == (None, None)
    assert all(one.value for one in articles.candidates(library, visit))
    assert articles.edit(library, visit, url=ADDRESS).url == ADDRESS
    found = [one for one in articles.candidates(library, visit) if one.field == "url"]
    assert [(one.value, one.is_chosen) for one in found if one.value == ADDRESS] == [
        (ADDRESS, True)
    ]


def test_a_library_in_a_synchronised_folder_says_so(tmp_path, library):
    assert library.notices == ()
    (tmp_path / ".stfolder").mkdir()
    library.store.close()
    with contextlib.closing(Library.open(library.folder, read_only=True)) as again:
        assert [words.split(".")[0] for words in again.notices] == [
            "The library lies in a Syncthing folder",
            "This library cannot be written (it was opened to read only)",
        ]


def test_a_value_that_stands_there_already_makes_no_step(library, visit):
    held, steps = articles.get(library, visit), library.history()
    assert articles.edit(library, visit, title=held.title) == held
    assert library.history() == steps


def test_authors_found_on_the_page_are_chosen_among_others(library, visit):
    found = Candidate("authors", "Jovan Cvijić; Mileva Marić", "meta")
    held = articles.choose(library, visit, found)
    assert [one.name for one in held.authors] == ["Jovan Cvijić", "Mileva Marić"]
    chosen = [one for one in articles.candidates(library, visit) if one.field == "authors"]
    assert [(one.value, one.chosen_by) for one in chosen] == [(found.value, "user")]


def test_authors_follow_the_page_until_the_user_says_otherwise(library, clip):
    def page(author):
        return PAGE.replace("Odette Marrow", author)

    number = clip(page("Jovan Cvijić"), "ferry.html", url=ADDRESS).article_id
    clip(page("Mileva Marić"), "ferry.html", url=ADDRESS)
    assert [one.name for one in articles.get(library, number).authors] == ["Mileva Marić"]
    articles.edit(library, number, authors=["Milutin Milanković"])
    clip(page("Mihajlo Pupin"), "ferry.html", url=ADDRESS)
    assert [one.name for one in articles.get(library, number).authors] == ["Milutin Milanković"]


def test_a_rival_value_is_chosen_in_one_step(library, visit):
    articles.choose(library, visit, Candidate("title", "Another headline", "meta"))
    assert articles.get(library, visit).title == "Another headline"
    chosen = [
        one for one in articles.candidates(library, visit) if one.field == "title" and one.is_chosen
    ]
    assert [(one.value, one.chosen_by) for one in chosen] == [("Another headline", "user")]
    library.undo()
    assert articles.get(library, visit).title == "The Danube commission met in Belgrade"


def test_marks_and_shelves(library, clip, visit):
    other = clip(ELSEWHERE, "bridge.txt").article_id
    articles.mark(library, [visit], is_read=True, is_starred=True, is_filed=True)
    assert articles.listed(library, ArticleFilter(Shelf.INBOX)) == [other]
    assert articles.listed(library, ArticleFilter(Shelf.STARRED)) == [visit]
    assert articles.listed(library, ArticleFilter(Shelf.UNREAD)) == [other]
    assert articles.listed(library, ArticleFilter(is_starred=True)) == [visit]
    assert articles.listed(library, ArticleFilter(Shelf.STARRED, is_unread=True)) == []
    assert [articles.get(library, one).is_filed for one in (visit, other)] == [True, False]
    library.undo()
    assert articles.counts(library).inbox == 2


@pytest.mark.parametrize(
    ("mark", "label"),
    [
        ({"is_filed": True, "is_read": True}, "File away"),
        ({"is_starred": True, "is_read": True}, "Star"),
        ({"is_read": True}, "Mark as read"),
    ],
)
def test_a_mark_that_is_there_already_makes_no_step(library, visit, mark, label):
    articles.mark(library, [visit], **mark)
    held, steps = articles.get(library, visit), library.history()
    assert steps[0].label == label
    articles.mark(library, [visit], **mark)
    assert (articles.get(library, visit), library.history()) == (held, steps)


@pytest.mark.parametrize(
    ("mark", "label"),
    [
        ({"is_filed": False}, "Move to the inbox"),
        ({"is_starred": False}, "Take the star away"),
        ({"is_read": False}, "Mark as unread"),
    ],
)
def test_a_mark_is_taken_away_under_its_own_name(library, visit, mark, label):
    articles.mark(library, [visit], is_filed=True, is_starred=True, is_read=True)
    articles.mark(library, [visit], **mark)
    held = articles.get(library, visit)
    assert [getattr(held, name) for name in mark] == [False]
    assert library.history()[0].label == label


def test_lists_are_sorted_and_undated_come_last(library, clip, visit):
    other = clip(ELSEWHERE, "bridge.txt").article_id
    articles.edit(library, visit, issued="1919")
    assert articles.listed(library, sort=Sort.CLIPPED) == [other, visit]
    assert articles.listed(library, sort=Sort.ISSUED) == [visit, other]
    assert articles.listed(library, sort=Sort.TITLE) == [other, visit]
    assert articles.listed(library, sort=Sort.CLIPPED, limit=1, offset=1) == [visit]


def test_a_list_can_be_of_one_person_country_or_tag(library, clip, visit):
    clip(ELSEWHERE, "bridge.txt", tags_of=["bridges/steel"])
    mentions.accept_all(library, visit)
    pupin = next(one for one in articles.row(library, visit).names if "Pupin" in one.name)
    assert articles.listed(library, ArticleFilter(person_id=pupin.person_id)) == [visit]
    assert articles.listed(library, ArticleFilter(country="IT")) == [visit]
    assert len(articles.listed(library, ArticleFilter(tag="Bridges"))) == 1


def test_the_trash_takes_and_gives_back(library, visit):
    articles.trash(library, [visit])
    assert articles.count(library, ArticleFilter()) == 0
    articles.restore(library, [visit])
    assert articles.count(library, ArticleFilter()) == 1


def test_what_lies_in_the_trash_already_keeps_its_day(library, clip, visit):
    other = clip(ELSEWHERE, "bridge.txt").article_id
    articles.trash(library, [visit])
    day = articles.get(library, visit).trashed_on
    articles.trash(library, [visit, other])
    assert articles.get(library, visit).trashed_on == day
    library.undo()
    assert articles.listed(library, ArticleFilter(Shelf.TRASH)) == [visit]


def test_an_unknown_number_is_named(library):
    with pytest.raises(NoSuchThing, match="article 7"):
        articles.trash(library, [7])
    with pytest.raises(NoSuchThing, match="article 7"):
        articles.row(library, 7)


def test_the_blocks_of_a_text_lie_in_it_one_after_the_other(library, clip):
    number = clip(PAGE, "ferry.html").article_id
    version = articles.text(library, number)
    blocks = articles.layout(version)
    assert [version.text[one.start : one.end] for one in blocks] == version.text.split("\n\n")
    assert {"p"} < {one.kind for one in blocks}


def test_one_of_two_blocks_with_the_same_words_is_put_back_after_the_other(library, clip):
    twice = VISIT.replace(
        "The talks went", "See also: Belgium remembers its canals\n\nThe talks went"
    )
    number = clip(twice).article_id
    for one in articles.removed(library, number):
        articles.put_back(library, number, one.n)
    assert articles.text(library, number).text.count("Belgium remembers") == 2


PAGE = (PAGES / "ferry.html").read_text("utf-8")


def test_a_page_read_again_generously_is_a_new_version_that_undo_takes_away(library, clip):
    number = clip(PAGE, "ferry.html").article_id
    usual = articles.text(library, number).text
    passage = passages.highlight_quote(library, number, Quote("The Marianne is no beauty")).id
    done = articles.read_again(library, number, "generous")
    assert (done.article_id, done.status) == (number, "version")
    assert sum(done.passages.values()) == 1
    generous = articles.text(library, number)
    assert generous.seq == 2
    assert "Eleven families live there" in generous.text
    moved = passages.get(library, passage)
    assert generous.text[moved.start : moved.end] == "The Marianne is no beauty"
    assert articles.read_again(library, number, "generous").status == "known"
    library.undo()
    assert articles.text(library, number).text == usual


def test_what_was_decided_on_a_block_holds_however_the_page_is_read(library, clip):
    number = clip(PAGE, "ferry.html").article_id
    block = next(one for one in articles.removed(library, number) if one.text == "Islands")
    articles.put_back(library, number, block.n)
    articles.read_again(library, number, "usual")
    assert "Islands" in articles.text(library, number).text.split("\n\n")


def test_a_page_read_whole_by_wish_is_not_doubted(library, clip):
    words = "<p>Words of the page</p>" * 3
    number = clip(f"<html><body>{words}</body></html>", "short.html").article_id
    assert articles.get(library, number).doubt
    articles.read_again(library, number, "whole")
    assert articles.get(library, number).doubt is None


def test_an_article_of_which_nothing_was_received_cannot_be_read_again(library):
    with pytest.raises(NoSuchThing):
        articles.read_again(library, 77, "whole")
