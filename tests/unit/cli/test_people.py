# SPDX-License-Identifier: MIT
"""People by the command line: records, merge and split, what may be one, what was refused."""

from __future__ import annotations

import pytest


@pytest.fixture
def two(desk, visit):
    """Two records, of which one is a misspelling."""
    desk("suggestions", visit, "--accept", "all")
    desk("tag", visit, "--person", "Milutin Milankovitch")
    _, rows, _ = desk("people", "list", "--json")
    return {row["name"]: row["person"] for row in rows}


def test_a_record_is_edited_and_shown_with_its_sentences(desk, visit, two):
    status, held, _ = desk(
        "people", "edit", "Pupin", "--wikidata", "Q211423", "--born", "1858", "--json"
    )
    assert status == 0
    assert held["identifiers"] == [{"scheme": "wikidata", "value": "Q211423"}]
    _, held, _ = desk("people", "show", "Mihajlo Pupin", "--json")
    assert held["born"] == "1858"
    assert held["in"][0]["article"] == visit
    assert held["in"][0]["sentences"][0]["text"].startswith("Mihajlo Pupin arrived")
    assert "Milutin Milanković" in {one["name"] for one in held["with"]}
    assert {"US", "RS"} <= {one["code"] for one in held["countries"]}
    _, page, _ = desk("countries", "show", "Serbia", "--json")
    assert "Mihajlo Pupin" in {one["name"] for one in page["with"]}


def test_a_wrong_number_is_one_sentence_and_changes_nothing(desk, two):
    status, _, said = desk("people", "edit", "Pupin", "--born", "1858", "--isni", "12")
    assert status == 1
    assert "ISNI number" in said
    _, held, _ = desk("people", "show", "Mihajlo Pupin", "--json")
    assert held["born"] is None


def test_two_people_with_one_number_are_named(desk, two):
    desk("people", "edit", "Pupin", "--wikidata", "Q1")
    status, _, said = desk("people", "edit", "Milankovitch", "--wikidata", "Q1")
    assert status == 1
    assert said.strip() == "Wikidata Q1 already belongs to Mihajlo Pupin."


def test_merging_by_the_proposal_and_undoing_it(desk, visit, two):
    old, new = two["Milutin Milankovitch"], two["Milutin Milanković"]
    _, pairs, _ = desk("people", "duplicates", "--json")
    assert [{pairs[0]["one"]["person"], pairs[0]["other"]["person"]}] == [{old, new}]
    assert pairs[0]["reasons"][0].startswith("names that may be one")
    status, held, _ = desk("people", "merge", old, new, "--json")
    assert status == 0
    assert {form["form"] for form in held["forms"]} >= {"Milutin Milankovitch"}
    _, answer, _ = desk("search", "person:milankovitch", "--json")
    assert [hit["article"] for hit in answer["hits"]] == [visit]
    assert desk("people", "duplicates", "--json")[1] == []
    desk("undo")
    assert len(desk("people", "duplicates", "--json")[1]) == 1


def test_a_merge_into_itself_is_refused(desk, two):
    status, _, said = desk("people", "merge", "Pupin", "Mihajlo Pupin")
    assert status == 1
    assert "choose another one" in said


def test_people_kept_apart_are_listed_and_taken_back(desk, two):
    desk("people", "apart", two["Milutin Milankovitch"], two["Milutin Milanković"])
    assert desk("people", "duplicates", "--json")[1] == []
    _, rows, _ = desk("people", "refusals", "--json")
    assert [row["kind"] for row in rows] == ["not_same"]
    status, _, _ = desk("people", "refusals", "--take-back", rows[0]["ref"], "--json")
    assert status == 0
    assert len(desk("people", "duplicates", "--json")[1]) == 1


def test_splitting_by_form(desk, two):
    _, held, _ = desk("people", "variant", "Pupin", "Michael Pupin", "--json")
    assert held["contained_in"] == 0
    _, made, _ = desk("people", "split", "Mihajlo Pupin", "--form", "Michael Pupin", "--json")
    assert made["name"] == "Michael Pupin"
    status, _, said = desk("people", "split", "Mihajlo Pupin", "--form", "Edison")
    assert status == 1
    assert "Edison" in said


def test_a_form_is_taken_away(desk, two):
    desk("people", "variant", "Pupin", "M. Pupin")
    _, held, _ = desk("people", "variant", "Mihajlo Pupin", "M. Pupin", "--remove", "--json")
    assert [form["form"] for form in held["forms"]] == ["Mihajlo Pupin"]


def test_a_form_that_stands_in_articles_is_proposed(desk, visit, two):
    _, held, _ = desk("people", "variant", "Mihajlo Pupin", "nobody", "--suggest", "--json")
    assert held["contained_in"] == 1
    _, open_ones, _ = desk("suggestions", visit, "--json")
    assert {one["name"] for one in open_ones} == {"Mihajlo Pupin"}


def test_all_articles_of_a_query_are_tagged_and_none_is_said(desk, visit):
    status, done, _ = desk("tag", "--query", "danube", "--tag", "work/river", "--json")
    assert status == 0
    assert done["done"] == "Tag work/river"
    _, rows, _ = desk("tags", "list", "--json")
    assert {row["tag"]: row["articles"] for row in rows}["work/river"] == 1
    status, _, said = desk("tag", "--query", "xylophone", "--tag", "work/river")
    assert status == 1
    assert "xylophone" in said
    assert desk("tag", visit, "--query", "danube", "--tag", "x")[0] == 2
