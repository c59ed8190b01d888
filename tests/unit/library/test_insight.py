# SPDX-License-Identifier: MIT
"""Who appears with whom, when, in which countries; and the sentences behind each number."""

from __future__ import annotations

import pytest

from researchdesk.library import articles, countries, insight, mentions, merging, people, periods
from researchdesk.model.insight import NOWHERE, UNDATED, VAGUE, Opening, Subject
from researchdesk.model.passage import Span
from tests.unit.library import together
from tests.unit.library.together import PUPIN, TESLA


@pytest.fixture
def held(library):
    """The articles by title, the people by name."""
    return together.fill(library)


def counted(found):
    return {one.name: (one.articles, one.paragraphs, one.sentences) for one in found}


def test_pairs_are_counted_in_articles_paragraphs_and_sentences(library, held):
    _, whom = held
    found = counted(insight.beside(library, ("person", whom[PUPIN])))
    assert found == {TESLA: (3, 2, 1), "Serbia": (2, 1, 1), "Italy": (1, 0, 0)}


def test_the_nearness_asked_for_leaves_out_and_orders(library, held):
    _, whom = held
    near = insight.beside(library, ("person", whom[PUPIN]), "sentence")
    assert [one.name for one in near] == ["Serbia", TESLA] or [one.name for one in near] == [
        TESLA,
        "Serbia",
    ]
    assert near[0].name == TESLA  # of as many sentences, who is in more articles
    far = insight.beside(library, ("country", "IT"), "article")
    assert counted(far) == {PUPIN: (1, 0, 0), TESLA: (1, 1, 1)}


def test_suggestions_count_only_where_they_are_asked_for(library, held):
    _, whom = held
    named = ("person", whom[PUPIN])
    assert together.MILEVA not in counted(insight.beside(library, named))
    found = insight.beside(library, named, with_suggestions=True)
    assert counted(found)[together.MILEVA] == (1, 1, 0)
    assert next(one for one in found if one.name == together.MILEVA).kind == "suggested"


def test_what_lies_in_the_trash_does_not_count(library, held):
    found, whom = held
    articles.trash(library, [found["Both in a sentence"]])
    assert counted(insight.beside(library, ("person", whom[PUPIN])))[TESLA] == (2, 1, 0)
    people.trash(library, [whom[TESLA]])
    assert TESLA not in counted(insight.beside(library, ("person", whom[PUPIN])))
    library.undo()
    library.undo()
    assert counted(insight.beside(library, ("person", whom[PUPIN])))[TESLA] == (3, 2, 1)


def test_a_pair_leads_to_its_sentences(library, held):
    found, whom = held
    groups = (((("person", whom[PUPIN])),), ((("person", whom[TESLA])),))
    opened = insight.sentences(library, Opening(groups, "sentence"))
    assert opened.total == 1
    (one,) = opened.articles
    assert one.article_id == found["Both in a sentence"]
    (naming,) = one.sentences
    assert naming.text == "Mihajlo Pupin met Nikola Tesla in Serbia."
    assert [naming.text[start:end] for start, end in naming.marks] == [PUPIN, TESLA]
    opened = insight.sentences(library, Opening(groups, "paragraph"))
    assert [one.title for one in opened.articles] == ["Both in a sentence", "Both in a paragraph"]
    assert [naming.text for naming in opened.articles[1].sentences] == [
        "Mihajlo Pupin spoke first.",
        "Nikola Tesla was late.",
    ]
    assert insight.sentences(library, Opening(groups, "article")).total == 3
    assert len(insight.sentences(library, Opening(groups, "article"), limit=1).articles) == 1


def test_months_hold_no_article_of_which_the_year_alone_is_known(library, held):
    line = insight.timeline(library, Subject(), "month")
    assert line.periods[0] == ("1919-05", 2)
    assert line.periods[-1] == ("1920-01", 1)
    assert dict(line.periods)["1919-06"] == 0
    assert len(line.periods) == 9
    assert (line.vague, line.undated, line.total) == (1, 1, 5)
    days = insight.timeline(library, Subject(), "day")
    assert (days.vague, days.undated) == (2, 1)
    assert dict(days.periods)["1919-05-17"] == 1
    years = insight.timeline(library, Subject(), "year")
    assert years.periods == (("1919", 3), ("1920", 1))


def test_a_timeline_of_a_person_a_country_or_a_query(library, held):
    found, whom = held
    line = insight.timeline(library, Subject("person", whom[TESLA]), "year")
    assert (line.periods, line.undated) == ((("1919", 3),), 0)
    assert insight.timeline(library, Subject("country", "IT"), "month").vague == 1
    assert insight.timeline(library, Subject("query", "ship"), "day").periods == (
        ("1920-01-02", 1),
    )
    assert insight.timeline(library, Subject("query", "zeppelin"), "day").total == 0
    by = insight.by_period(library, Subject("person", whom[PUPIN]), "month")
    assert by == {
        "1919-05": [found["Both in a sentence"], found["Both in a paragraph"]],
        VAGUE: [found["Both in an article"]],
        UNDATED: [found["Pupin alone"]],
    }


@pytest.mark.parametrize(
    ("issued", "scale", "period"),
    [
        ("2024-05-17", "day", "2024-05-17"),
        ("2024-05-17", "month", "2024-05"),
        ("2024-05", "day", VAGUE),
        ("2024", "month", VAGUE),
        ("2024~", "year", "2024"),
        ("2024-05~", "month", "2024-05"),
        ("2024-01/2024-12", "year", "2024"),
        ("2024-01/2024-12", "month", VAGUE),
        ("2023/2024", "year", VAGUE),
        ("", "year", UNDATED),
        (None, "day", UNDATED),
        ("yesterday", "day", UNDATED),
    ],
)
def test_a_date_belongs_to_a_period_as_precise_as_it_was_printed(issued, scale, period):
    assert periods.period_of(issued, scale) == period


def test_a_date_within_a_period():
    assert periods.is_within("2024-05-17", "2024", "day")
    assert not periods.is_within("2024", "2024-05", "day")
    assert periods.is_within("2024", VAGUE, "month")
    assert not periods.is_within("2024", VAGUE, "year")
    assert not periods.is_within("2024", "2024-5", "year")


def test_days_without_end_are_not_filled_up():
    assert list(periods.filled({"0900-01-01": 1, "2024-01-01": 2}, "day")) == [
        ("0900-01-01", 1),
        ("2024-01-01", 2),
    ]
    assert list(periods.filled({"2023-11": 1, "2024-02": 1}, "month")) == [
        ("2023-11", 1),
        ("2023-12", 0),
        ("2024-01", 0),
        ("2024-02", 1),
    ]
    assert list(periods.filled({"2024-02-28": 1, "2024-03-01": 1}, "day"))[1] == ("2024-02-29", 0)


def test_countries_are_counted_in_all_in_a_query_and_beside_a_person(library, held):
    _, whom = held
    everything = {row.code: row.article_count for row in insight.by_country(library, Subject())}
    assert everything == {"RS": 2, "IT": 1}
    assert everything == {row.code: row.article_count for row in countries.rows(library)}
    assert [row.code for row in insight.by_country(library, Subject("query", "late"))] == ["RS"]
    rows = insight.by_country(library, Subject("person", whom[TESLA]))
    assert [(row.code, row.name, row.article_count) for row in rows] == [
        ("RS", "Serbia", 2),
        ("IT", "Italy", 1),
    ]


def test_sentences_of_a_country_a_month_and_of_nowhere(library, held):
    _, whom = held
    group = ((("person", whom[PUPIN]),),)
    titles = lambda **given: [  # noqa: E731
        one.title for one in insight.sentences(library, Opening(group, **given)).articles
    ]
    assert titles(country="RS") == ["Both in a sentence", "Both in a paragraph"]
    assert titles(country=NOWHERE) == ["Pupin alone"]
    assert titles(period="1919-05", scale="month") == ["Both in a sentence", "Both in a paragraph"]
    assert titles(period=VAGUE, scale="month") == ["Both in an article"]
    assert titles(period=UNDATED) == ["Pupin alone"]


def test_after_a_merge_the_pairs_are_those_of_both(library, held):
    found, whom = held
    other = mentions.tag_person(library, [found["Nobody"]], "M. Pupin")
    merging.merge(library, other, whom[PUPIN])
    line = insight.timeline(library, Subject("person", whom[PUPIN]), "year")
    assert line.periods[-1] == ("1920", 1)
    library.undo()
    line = insight.timeline(library, Subject("person", whom[PUPIN]), "year")
    assert line.periods == (("1919", 3),)


def test_a_query_narrows_what_an_opening_shows(library, held):
    found, whom = held
    groups = ((("person", whom[PUPIN]),),)

    def shown(query):
        opened = insight.sentences(library, Opening(groups, query=query))
        assert opened.total == len(opened.articles)
        return {one.article_id for one in opened.articles}

    assert len(shown(" ")) == 4
    assert shown("country:IT") == {found["Both in an article"]}
    assert shown("zeppelin") == set()


def test_a_paragraph_counts_once_however_often_the_same_person_stands_in_it(library):
    html = f"<p>{PUPIN} met {TESLA}. {PUPIN} wrote, and {PUPIN} read.</p><p>{PUPIN} slept.</p>"
    number = articles.clip(library, together.clipping("Twice", html, None)).article_id
    text = articles.text(library, number).text
    for name in (PUPIN, TESLA):
        at = text.index(name)
        while at >= 0:
            mentions.tag_person(library, [number], name, Span(at, at + len(name)))
            at = text.find(name, at + 1)
    (pupin,) = people.exactly(library, PUPIN)
    assert counted(insight.beside(library, ("person", pupin))) == {TESLA: (1, 1, 1)}
