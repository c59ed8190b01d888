# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path

import pytest

from researchdesk.library import articles, mentions, passages
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
    library.undo()
    assert articles.counts(library).inbox == 2


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


def test_an_unknown_number_is_named(library):
    with pytest.raises(NoSuchThing, match="article 7"):
        articles.trash(library, [7])


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
