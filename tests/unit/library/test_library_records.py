# SPDX-License-Identifier: MIT
"""What is said of a person beyond the names; the page; forms; refusals."""

from __future__ import annotations

import pytest

from researchdesk.library import (
    articles,
    identifiers,
    mentions,
    name_forms,
    name_pages,
    notes,
    passages,
    people,
    recognising,
    refusals,
)
from researchdesk.model.errors import BadValue, IdentifierTaken, NoSuchThing
from researchdesk.model.passage import Quote

TEXT = """A meeting in spring

Mihajlo Pupin came to Vienna. He slept. Then Pupin met Milutin Milanković in Serbia.

The talks went on for three days, and nobody had expected it. The paper of that week said so.
"""


@pytest.fixture
def article(library, clip):
    number = clip(TEXT).article_id
    mentions.accept_all(library, number)
    return number


@pytest.fixture
def pupin(library, article):
    return people.named(library, "Mihajlo Pupin").id


@pytest.mark.parametrize(
    ("scheme", "typed", "value"),
    [
        ("wikidata", "q57434", "Q57434"),
        ("wikidata", " https://www.wikidata.org/wiki/Q57434 ", "Q57434"),
        ("viaf", "https://viaf.org/viaf/102333412/", "102333412"),
        ("isni", "0000 0001 2103 2683", "0000000121032683"),
        ("isni", "https://isni.org/isni/0000000121032683", "0000000121032683"),
        ("isni", "ISNI 0000-0001-2149-1740", "0000000121491740"),
    ],
)
def test_a_number_is_read_as_it_is_typed(scheme, typed, value):
    found = identifiers.parse(scheme, typed)
    assert found.value == value
    assert found.url.endswith(value)


@pytest.mark.parametrize(
    ("scheme", "typed"),
    [
        ("wikidata", "57434"),
        ("wikidata", "Q0"),
        ("wikidata", "https://evil.example/wiki/Q5"),
        ("viaf", "VIAF"),
        ("viaf", "1" * 500),
        ("isni", "0000000121032684"),
        ("isni", "000000012103268"),
    ],
)
def test_what_is_no_number_is_refused(scheme, typed):
    with pytest.raises(BadValue):
        identifiers.parse(scheme, typed)


def test_a_number_of_another_person_is_refused_and_nothing_is_changed(library, article, pupin):
    other = people.named(library, "Milutin Milanković").id
    identifiers.describe(library, pupin, numbers={"wikidata": "Q1"})
    with pytest.raises(IdentifierTaken, match="Mihajlo Pupin") as caught:
        identifiers.describe(library, other, born="1879", numbers={"wikidata": "Q1"})
    assert caught.value.values["person"] == pupin
    assert people.get(library, other).born is None


def test_a_record_is_written_emptied_and_undone(library, pupin):
    held = identifiers.describe(
        library, pupin, born="1858-10-04", died="1935", remark="Coils.", numbers={"viaf": "12"}
    )
    assert (held.born, held.died, held.remark) == ("1858-10-04", "1935", "Coils.")
    held = identifiers.describe(library, pupin, died="", numbers={"viaf": ""})
    assert (held.died, held.identifiers) == (None, ())
    library.undo()
    assert people.get(library, pupin).died == "1935"


def test_a_record_that_is_as_it_was_makes_no_step(library, pupin):
    before = len(library.history())
    identifiers.describe(library, pupin, born="", numbers={"viaf": " "})
    assert len(library.history()) == before


@pytest.mark.parametrize(
    "fields",
    [{"born": "the year of the flood"}, {"born": "1935", "died": "1858"}, {"remark": "x" * 10_001}],
)
def test_a_date_or_remark_that_cannot_be_is_refused(library, pupin, fields):
    with pytest.raises(BadValue):
        identifiers.describe(library, pupin, **fields)


def test_the_page_shows_the_sentences_and_the_company(library, article, pupin):
    page = name_pages.of_person(library, pupin)
    assert page.name == "Mihajlo Pupin"
    assert page.total == 1
    told, text = page.articles[0].sentences, articles.text(library, article).text
    assert [one.text for one in told] == [
        "Mihajlo Pupin came to Vienna.",
        "Then Pupin met Milutin Milanković in Serbia.",
    ]
    for one in told:
        assert text[one.start : one.end] == one.text
        assert next(one.text[start:end] for start, end in one.marks).endswith("Pupin")
    assert [one.name for one in page.people] == ["Milutin Milanković"]
    assert [one.key for one in page.countries] == ["RS"]


def test_the_page_of_a_country(library, article):
    page = name_pages.of_country(library, "RS")
    assert (page.name, page.total) == ("Serbia", 1)
    assert {one.name for one in page.people} == {"Mihajlo Pupin", "Milutin Milanković"}
    assert page.countries == ()
    assert page.articles[0].sentences[0].text.startswith("Then Pupin")


def test_the_page_lists_notes_that_cite_a_passage_with_the_name(library, article, pupin):
    held = passages.highlight_quote(library, article, Quote("He slept"))
    other = passages.highlight_quote(library, article, Quote("Pupin met Milutin"))
    notes.new(library, "Sleep", f"[x](rd:p/{held.public_id})")
    notes.new(library, "Meeting", f"[x](rd:p/{other.public_id})")
    assert [one.title for one in name_pages.of_person(library, pupin).notes] == ["Meeting"]


def test_an_article_tagged_as_a_whole_has_no_sentence(library, article):
    number = mentions.tag_person(library, [article], "Nikola Tesla")
    assert name_pages.of_person(library, number).articles[0].sentences == ()


def test_a_new_form_is_proposed_where_it_stands_and_nobody_is_named(library, clip, pupin):
    other = clip("The old man from Idvor spoke. Idvorian was not his name.", "c.txt", propose=False)
    people.add_variant(library, pupin, "Idvor")
    assert name_forms.holding(library, pupin, "Idvor") == [other.article_id]
    assert name_forms.suggest(library, pupin, "Idvor") == 1
    found = mentions.suggestions(library, other.article_id)
    assert [(one.person_id, one.surface, one.start) for one in found] == [(pupin, "Idvor", 17)]
    assert name_forms.holding(library, pupin, "Idvor") == []


def test_a_form_gives_way_to_what_was_refused(library, clip, pupin):
    clip("The old man from Idvor spoke.", "c.txt", propose=False)
    mentions.reject_name(library, "Idvor")
    assert name_forms.holding(library, pupin, "Idvor") == []


def test_a_form_takes_the_place_of_a_new_person_of_that_name(library, clip, pupin):
    other = clip("Michael Pupin patented the coil.", "c.txt").article_id
    assert [one.person_id for one in mentions.suggestions(library, other)] == [None]
    people.add_variant(library, pupin, "Michael Pupin")
    assert name_forms.suggest(library, pupin, "Michael Pupin") == 1
    assert [one.person_id for one in mentions.suggestions(library, other)] == [pupin]


def test_a_form_is_taken_away_but_not_the_one_shown(library, pupin):
    people.add_variant(library, pupin, "Mihailo Pupin")
    held = name_forms.take_away(library, pupin, "Mihailo Pupin")
    assert [one.form for one in held.forms] == ["Mihajlo Pupin"]
    with pytest.raises(BadValue):
        name_forms.take_away(library, pupin, "Mihajlo Pupin")


def test_refusals_are_listed_and_taken_back(library, clip):
    number = clip(TEXT, "d.txt").article_id
    mine = [one for one in mentions.suggestions(library, number) if one.name == "Mihajlo Pupin"]
    mentions.reject(library, [mine[0].id])
    country = [one for one in mentions.suggestions(library, number) if one.country == "RS"]
    mentions.reject(library, [country[0].id], everywhere=True)
    rows = refusals.rows(library)
    assert [(one.kind, one.words, one.whom, one.article_id) for one in rows] == [
        ("not_country", "Serbia", "Serbia", None),
        ("not_person", "Mihajlo Pupin", "", number),
    ]
    assert refusals.take_back(library, rows[1].ref) == len(mine)
    assert refusals.take_back(library, rows[0].ref) == 1
    assert refusals.rows(library) == []
    assert len(mentions.suggestions(library, number)) >= len(mine) + 1
    library.undo()
    assert [one.kind for one in refusals.rows(library)] == ["not_country"]


def test_not_this_person_is_taken_back(library, article, pupin):
    mentions.untag_person(library, [article], pupin)
    row = refusals.rows(library)[0]
    assert (row.kind, row.whom) == ("not_this_person", "Mihajlo Pupin")
    assert refusals.take_back(library, row.ref) == 2


def test_an_unknown_refusal_is_said(library, article):
    with pytest.raises(NoSuchThing):
        refusals.take_back(library, "r99")


def test_a_name_of_500_letters_is_refused_and_one_in_an_unknown_script_is_not(library, pupin):
    with pytest.raises(BadValue):
        people.add_variant(library, pupin, "x" * 500)
    held = people.add_variant(library, pupin, "ꦲꦏ ꦱꦫ")
    assert held.forms[-1].script == "Zyyy"


def test_an_article_all_in_capitals_and_one_of_noise_are_borne(library, clip):
    loud = clip(
        "MIHAJLO PUPIN CAME TO VIENNA AND MET MILUTIN MILANKOVIĆ THERE.", "e.txt"
    ).article_id
    noise = clip(
        "Tbe Frankpeich ſaid 1l| ~ rn m,, PuPin'' \u00ad\u00ad ¬ ¶ §§ l1l1", "f.txt"
    ).article_id
    for one in (loud, noise):
        for row in mentions.suggestions(library, one):
            assert row.start is not None
    assert recognising.propose(library, noise) >= 0
