# SPDX-License-Identifier: MIT
"""What fields and names mean in a query: people by any form, exact people, countries in any language, other forms."""

from __future__ import annotations

import pytest

from researchdesk.library import mentions, people, queries, search
from tests.unit.library import together
from tests.unit.library.together import PUPIN, TESLA


@pytest.fixture
def held(library):
    """The articles by title, the people by name."""
    return together.fill(library)


def titles(library, held, query):
    names = {number: title for title, number in held[0].items()}
    return sorted(names[hit.article_id] for hit in search.find(library, query).hits)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("person:pupin", 4),
        ("person:Пупин", 4),
        ('person:"Mihajla Pupina"', 4),
        ("person:none", 1),
        ("country:none", 2),
        ("country:RS", 2),
        ("country:Serbia", 2),
        ("country:Srbija", 2),
        ("country:Serbien", 2),
        ("country:Србија", 2),
        ("country:IT person:tesla", 1),
        ("-country:none person:tesla", 3),
    ],
)
def test_people_by_any_form_and_countries_by_code_or_name(library, held, query, count):
    assert len(titles(library, held, query)) == count


def test_a_full_name_means_the_person_of_this_name_alone(library, held):
    other = mentions.tag_person(library, [held[0]["Nobody"]], "M. Pupin")
    search.catch_up(library)
    assert len(titles(library, held, "person:pupin")) == 5
    assert len(titles(library, held, f'person:"{PUPIN}"')) == 4
    assert titles(library, held, 'person:"M. Pupin"') == ["Nobody"]
    assert titles(library, held, f"person:#{other}") == ["Nobody"]


def test_a_number_tells_namesakes_apart_and_follows_a_merge(library, held):
    from researchdesk.library import merging

    with library.operation("Make"):
        other = people.make(library, TESLA)
    mentions.tag_person(library, [held[0]["Nobody"]], other)
    search.catch_up(library)
    assert queries.exact(library, other, TESLA) == f'person:"#{other} {TESLA}"'
    assert queries.exact(library, held[1][PUPIN], PUPIN) == f'person:"{PUPIN}"'
    assert titles(library, held, queries.exact(library, other, TESLA)) == ["Nobody"]
    assert len(titles(library, held, f'person:"{TESLA}"')) == 4
    assert titles(library, held, "person:#999") == []
    merging.merge(library, other, held[1][TESLA])
    search.catch_up(library)
    assert len(titles(library, held, f"person:#{other}")) == 4


def test_completion_knows_every_form_and_writes_who_is_meant(library, held):
    people.add_variant(library, held[1][PUPIN], "Idvorski momak")
    (found,) = [one for one in search.complete(library, "idvor") if one.kind == "person"]
    assert (found.text, found.insert, found.count) == (PUPIN, f'person:"{PUPIN}"', 4)
    (found,) = search.complete(library, "person:пуп")
    assert found.text == PUPIN


def test_other_forms_of_a_name_are_offered_never_taken(library, held):
    people.add_variant(library, held[1][TESLA], "Ship Builder")
    people.add_variant(library, held[1][TESLA], "Никола Тесла")
    (one,) = queries.also_as(library, "nikola tesla")
    assert one.forms == ("Ship Builder",)  # the same letters in Cyrillic are found anyway
    assert one.query == '((nikola tesla) OR "Ship Builder")'
    before = titles(library, held, "nikola tesla")
    assert "Nobody" not in before
    people.add_variant(library, held[1][TESLA], "A ship")
    search.catch_up(library)
    (one,) = queries.also_as(library, "late nikola tesla country:RS")
    assert one.query == 'late ((nikola tesla) OR "Ship Builder" OR "A ship") country:RS'
    (one,) = queries.also_as(library, "nikola tesla")
    assert titles(library, held, one.query) == sorted([*before, "Nobody"])


@pytest.mark.parametrize(
    "query", ["", "zeppelin", "tesla", 'person:"Nikola Tesla"', '"nikola tesla"', "tesla nikola"]
)
def test_what_is_no_known_name_offers_nothing(library, held, query):
    people.add_variant(library, held[1][TESLA], "Ship Builder")
    assert queries.also_as(library, query) == []


def test_a_lone_name_that_is_stored_offers_the_others(library, held):
    people.add_variant(library, held[1][PUPIN], "Idvorski")
    (one,) = queries.also_as(library, "idvorski")
    assert (one.words, one.forms) == ("idvorski", (PUPIN,))
    assert one.query == f'(idvorski OR "{PUPIN}")'


def test_a_name_whose_words_stand_apart_in_the_query_is_not_widened(library, held):
    people.add_variant(library, held[1][TESLA], "Ship Builder")
    assert queries.also_as(library, "nikola country:RS tesla") == []
