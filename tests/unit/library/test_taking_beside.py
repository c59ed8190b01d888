# SPDX-License-Identifier: MIT
"""Records come back beside what was done since: a tag given anew, a person merged, a number that another bears."""

from __future__ import annotations

from researchdesk.library import (
    articles,
    backup,
    comparing,
    identifiers,
    images,
    mentions,
    merging,
    people,
    taking,
    trash,
    verify,
)
from tests.unit.library import full_library
from tests.unit.library.visit_texts import ELSEWHERE

BELL = "https://example.org/bell.png"


def purge(library, *, article_ids=(), person_ids=()):
    if article_ids:
        articles.trash(library, article_ids)
    if person_ids:
        people.trash(library, person_ids)
    trash.empty(library)


def accepted(library, article_id):
    """Give who is named in an article, with their places; None for the whole of it."""
    held = mentions.of_article(library, article_id, ("accepted",))
    return sorted((one.name, one.start) for one in held)


def picture(name, text):
    """Make a clipping of a page with the picture of the bell."""
    return full_library.page(
        name,
        text,
        name.encode(),
        images=(full_library.Image(BELL, "image/png", full_library.PNG),),
    )


def test_an_article_of_every_kind_of_content_comes_back_with_its_picture(library):
    full_library.fill(library)
    trash.empty(library)
    kept = backup.make(library).path
    purge(library, article_ids=[1])
    assert library.store.db.table("resource").count == 0
    [taken] = taking.take(library, kept, [("article", "1")])
    assert (taken.id, taken.missing) == (1, ())
    assert images.body(library, articles.get(library, 1).id, BELL) == full_library.PNG
    differing = {one.noun for one in comparing.differences(kept, library.folder)}
    assert differing == {"chain"}  # which tells rightly that pages were deleted and came back
    assert not verify.verify(library, deep=True).damages


def test_a_picture_that_another_article_still_has_is_not_kept_twice(library):
    first, second = (
        articles.clip(library, picture(name, f"{name} rang on the market.")).article_id
        for name in ("One bell", "Two bells")
    )
    kept = backup.make(library).path
    purge(library, article_ids=[first])
    taking.take(library, kept, [("article", str(first))])
    assert library.store.db.table("resource").count == 1
    for one in (first, second):
        assert images.body(library, one, BELL) == full_library.PNG
    assert not verify.verify(library, deep=True).damages


def test_a_name_that_was_tagged_since_in_the_text_of_then_goes(library, visit):
    kept = backup.make(library).path
    mentions.tag_country(library, [visit], "FR")
    mentions.tag_person(library, [visit], "Somebody Else")
    assert {one for one, _ in accepted(library, visit)} == {"France", "Somebody Else"}
    taking.take(library, kept, [("article", str(visit))])
    assert accepted(library, visit) == []
    library.undo()
    assert {one for one, _ in accepted(library, visit)} == {"France", "Somebody Else"}


def test_a_person_who_was_tagged_anew_stands_on_the_article_once(library, visit):
    person = mentions.tag_person(library, [visit], "Somebody Else")
    kept = backup.make(library).path
    mentions.untag_person(library, [visit], person)
    mentions.tag_person(library, [visit], person)
    before = accepted(library, visit)
    taking.take(library, kept, [("person", str(person))])
    assert accepted(library, visit) == before == [("Somebody Else", None)]
    mentions.untag_person(library, [visit], person)
    taking.take(library, kept, [("person", str(person))])
    assert accepted(library, visit) == before


def test_people_who_were_merged_stay_one_when_their_article_comes_back(library, visit):
    one = mentions.tag_person(library, [visit], "Somebody Else")
    other = mentions.tag_person(library, [visit], "Some Body")
    kept = backup.make(library).path
    merging.merge(library, one, other, "Some Body")
    taking.take(library, kept, [("article", str(visit))])
    assert accepted(library, visit) == [("Some Body", None)]
    assert people.get(library, one).id == other
    purge(library, article_ids=[visit])
    taking.take(library, kept, [("article", str(visit))])
    assert accepted(library, visit) == [("Some Body", None)]


def test_a_person_comes_back_without_the_articles_that_are_gone(library, visit, clip):
    other = clip(ELSEWHERE, "elsewhere.txt").article_id
    everywhere = [
        one.id for number in (visit, other) for one in mentions.suggestions(library, number)
    ]
    mentions.accept(library, everywhere)
    pupin = people.named(library, "Mihajlo Pupin")
    places = [place for name, place in accepted(library, visit) if name == pupin.preferred_name]
    assert sorted(people.articles_of(library, pupin.id)) == [visit, other]
    kept = backup.make(library).path
    purge(library, article_ids=[other], person_ids=[pupin.id])
    taking.take(library, kept, [("person", str(pupin.id))])
    assert people.articles_of(library, pupin.id) == [visit]
    held = [place for name, place in accepted(library, visit) if name == pupin.preferred_name]
    assert held == places
    assert None not in held
    assert not verify.verify(library, deep=True).damages


def test_a_number_that_was_given_to_somebody_else_stays_with_them(library):
    with library.operation("Make people"):
        ana, other = (people.make(library, name) for name in ("Ana Ilić", "Ana Petrović"))
    identifiers.describe(library, ana, numbers={"wikidata": "Q57434", "viaf": "102333412"})
    kept = backup.make(library).path
    purge(library, person_ids=[ana])
    identifiers.describe(library, other, numbers={"wikidata": "Q57434"})
    taking.take(library, kept, [("person", str(ana))])
    numbers = {
        person: [(one.scheme, one.value) for one in people.get(library, person).identifiers]
        for person in (ana, other)
    }
    assert numbers == {ana: [("viaf", "102333412")], other: [("wikidata", "Q57434")]}
    assert people.get(library, ana).preferred_name == "Ana Ilić"
