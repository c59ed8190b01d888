# SPDX-License-Identifier: MIT
"""Which words of a text are people, and which of them are one person."""

from __future__ import annotations

import pytest

from researchdesk.entities.answers import recognise_here, recognised
from researchdesk.entities.back_references import (
    add_back_references,
    cut_openers,
    drop_firms,
    drop_things_named_for_people,
)
from researchdesk.entities.candidates import candidates
from researchdesk.entities.grouping import Groups, fit
from researchdesk.entities.known import KnownForms
from researchdesk.entities.tagger import Tagged
from researchdesk.entities.whole_names import completed
from researchdesk.entities.words import fold, tokens
from researchdesk.model.people import KnownForm, PersonId

TOWER = """The Masaryk administration has asked Romania and other Danubian states to take in ships from Hungary.

President Tomáš Masaryk’s administration is speaking with Romania and its neighbours about the ships. Romanian Premier
Ion Brătianu, a known friend of Tomáš Masaryk, has kept close to the ‘Free River’ movement.

• Romania matters because of its ties with the Masaryk family and the planned Masaryk Tower Bucharest.
• The Masaryk Tower Bucharest is a project of Tomáš Masaryk’s son-in-law Jaroslav Hanek.
• Bulgaria has a similar agreement with Austria.
"""


def found(text, language="en", known=()):
    forms = KnownForms((form, number) for number, form in enumerate(known))
    return {
        one["name"]: [text[start:end] for start, end in one["mentions"]]
        for one in recognised(text, language, forms)["people"]
    }


def runs_from(monkeypatch, text, marked, confidence=0.9, language="en"):
    """Give what becomes of words that the tagger marks as one run."""
    words = tokens(text)
    first = next(number for number, token in enumerate(words) if marked.startswith(token.word))
    last = first
    while last < len(words) and words[last].end <= text.index(marked) + len(marked):
        last += 1
    monkeypatch.setattr(
        "researchdesk.entities.candidates.tagged",
        lambda *_: iter([Tagged(first, last, confidence)]),
    )
    made = candidates(words, [fold(token.word).rstrip(".") for token in words], language)
    return [text[words[start].start : words[end - 1].end] for start, end in sorted(made)]


def test_people_and_countries_of_an_article_with_a_tower_and_a_family_named_for_one():
    proposals = recognise_here(TOWER, "en")
    assert {one.name for one in proposals if one.kind == "person"} == {
        "Tomáš Masaryk", "Ion Brătianu", "Jaroslav Hanek",
    }  # fmt: skip
    assert {one.country for one in proposals if one.kind == "country"} == {"RO", "HU", "BG", "AT"}


def test_proposals_say_how_and_whom():
    known = [KnownForm("Mihajlo Pupin", PersonId(3))]
    text = "Mihajlo Pupin wrote to Woodrow Wilson about Serbia."
    made = {one.name: one for one in recognise_here(text, "en", known)}
    assert (made["Mihajlo Pupin"].method, made["Mihajlo Pupin"].known_id) == ("known", 3)
    assert (made["Woodrow Wilson"].method, made["Woodrow Wilson"].known_id) == ("tagger", None)
    assert (made["RS"].method, made["RS"].spans) == ("table", ((44, 50),))


@pytest.mark.parametrize(
    ("text", "marked", "left"),
    [
        ("Then Ralph Lauren fell.", "Ralph Lauren fell", ["Ralph Lauren"]),
        ("The honourable Prof. Jane Smith spoke.", "honourable Prof. Jane Smith", ["Jane Smith"]),
        ("See Jane Smith’s letter.", "Jane Smith’s", ["Jane Smith"]),
        ("By Kurt Weill / Bertolt Brecht in Berlin.", "Kurt Weill / Bertolt Brecht", ["Kurt Weill", "Bertolt Brecht"]),
        ("Luís Costa e Celeste Cardona chegaram.", "Luís Costa e Celeste Cardona", ["Luís Costa", "Celeste Cardona"]),
        ("He read José Ortega y Gasset.", "José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("He met Ahmed el-Sisi there.", "Ahmed el-Sisi", ["Ahmed el-Sisi"]),
        ("Power Minister spoke.", "Power Minister", []),
        ("The Wilson Academy stands.", "Wilson Academy", []),
        ("In 12 Smith Street.", "12", []),
        ("The old Serbia said.", "Serbia", []),
        ("The old Serbia Italy said.", "Serbia Italy", []),
        ("Then J. came.", "J.", []),
        ("Rooms of Smith 12 Jones here.", "Smith 12 Jones", []),
        ("Le député de Nancy parle.", "de Nancy", ["Nancy"]),
        ("Then John F. Kennedy Jr. spoke.", "John F. Kennedy Jr.", ["John F. Kennedy Jr."]),
        ("Sastanak Vučića je gotov.", "Sastanak Vučića", ["Vučića"]),
        ("S Obamom se sreo.", "S Obamom", ["Obamom"]),
    ],
)  # fmt: skip
def test_runs_of_the_tagger_are_cut_to_the_name(monkeypatch, text, marked, left):
    assert runs_from(monkeypatch, text, marked, language="sr" if "č" in text else "en") == left


@pytest.mark.parametrize(
    ("confidence", "left"), [(0.35, []), (0.79, []), (0.8, ["Considers Renting"])]
)
def test_unlisted_words_of_a_headline_must_be_sure(monkeypatch, confidence, left):
    text = "Ministry Considers Renting Prisons Abroad\nMore below."
    assert runs_from(monkeypatch, text, "Considers Renting", confidence) == left


def test_unlisted_words_must_be_surer_than_listed_ones(monkeypatch):
    assert runs_from(monkeypatch, "So Qwxyz Vlkjh said.", "Qwxyz Vlkjh", 0.35) == []
    assert runs_from(monkeypatch, "So Jane Vlkjh said.", "Jane Vlkjh", 0.35) == ["Jane Vlkjh"]


@pytest.mark.parametrize(
    ("text", "run", "whole"),
    [
        ("So Renate Schmidt said.", (2, 3), (1, 3)),
        ("So Andy Murray said.", (1, 2), (1, 3)),
        ("So W. Fesenko said.", (3, 4), (1, 4)),
        ("So J. R. Smith said.", (5, 6), (1, 6)),
        ("So Mr Smith said.", (2, 3), (2, 3)),  # a title
        ("So Paris Smith said.", (2, 3), (2, 3)),  # a place
        ("So Renate, Schmidt said.", (3, 4), (3, 4)),
        ("So Andy University said.", (1, 2), (1, 2)),
        ("Schmidt", (0, 1), (0, 1)),
        ("So Ursulom fon der Lajen left.", (1, 2), (1, 5)),
        ("So Ursulom fon der Bahn left.", (1, 2), (1, 5)),
        ("So Ursulom der Bahn left.", (1, 2), (1, 2)),
    ],
)
def test_a_lone_name_takes_in_what_belongs_to_it(text, run, whole):
    words = tokens(text)
    folded = [fold(token.word).rstrip(".") for token in words]
    assert completed(words, folded, {run: 0.9}, "en") == {whole: 0.9}


def test_an_unsure_given_name_takes_nothing_in():
    words = tokens("So Andy Murray said.")
    folded = [fold(token.word) for token in words]
    assert completed(words, folded, {(1, 2): 0.4}, "en") == {(1, 2): 0.4}


def test_a_name_takes_nothing_from_its_neighbour():
    words = tokens("So Renate Schmidt said.")
    folded = [fold(token.word) for token in words]
    runs = {(1, 2): 0.9, (2, 3): 0.9}
    assert completed(words, folded, runs, "en") == runs


def test_a_lone_surname_joins_whom_was_named_last_before_it():
    text = "Joe Biden and Hunter Biden met in Delaware. Biden left, said a man who met Joe Biden."
    people = found(text)
    assert people["Hunter Biden"] == ["Hunter Biden", "Biden"]
    assert people["Joe Biden"] == ["Joe Biden", "Joe Biden"]


@pytest.mark.parametrize(
    ("short", "long", "language", "is_one"),
    [
        ("tesla", "nikola tesla", "en", True),
        ("nikola", "nikola tesla", "en", True),
        ("garcia marquez", "gabriel garcia marquez", "es", True),
        ("n tesla", "nikola tesla", "en", True),
        ("bill clinton", "william clinton", "en", True),
        ("tesle", "nikola tesla", "sr", True),
        ("tesle", "nikola tesla", "en", False),
        ("merkels", "angela merkel", "de", True),
        ("joe biden", "hunter biden", "en", False),
        ("josip tito", "josip broz tito", "sr", True),
        ("broz josip", "josip broz tito", "sr", True),
        ("broz", "josip broz tito", "sr", True),
    ],
)
def test_which_forms_are_one_person_of_an_article(short, long, language, is_one):
    assert bool(fit(short.split(), long.split(), language)) == is_one
    groups = Groups(language)
    groups.add((0, 2), long.split())
    groups.add((5, 6), short.split())
    assert len(groups.made) == (1 if is_one else 2)


def test_the_name_shown_is_the_fullest_and_in_slavic_text_most_likely_a_nominative():
    assert list(found("Tesla wrote. Nikola Tesla slept. NIKOLA TESLA WOKE.")) == ["Nikola Tesla"]
    text = "Pismo Vuka Karadžića stiglo je. Vuk Karadžić je pisao, a Karadžić je čitao."
    assert list(found(text, "sr")) == ["Vuk Karadžić"]


def test_a_lone_surname_joins_nobody_who_is_named_only_later():
    people = found("Joe Biden came. Biden smiled. Then Hunter Biden came.")
    assert people["Joe Biden"] == ["Joe Biden", "Biden"]


@pytest.mark.parametrize("middle", ["The Wilson- and", "So Old Wilson came;", "A Wilson Hall,"])
def test_a_surname_that_belongs_to_something_else_is_no_back_reference(middle):
    text = f"Woodrow Wilson came. {middle} then Wilson left."
    words = tokens(text)
    runs = {(0, 2): 0.9}
    add_back_references(words, [fold(token.word) for token in words], runs, "en")
    assert [text[words[first].start :] for first, _ in sorted(runs)] == [text, "Wilson left."]


def test_a_title_before_a_back_reference_does_not_hide_it():
    words = tokens("Jane Smith came. They saw President Smith and J again.")
    runs = {(0, 2): 0.9}
    add_back_references(words, [fold(token.word) for token in words], runs, "en")
    assert [words[first].word for first, _ in sorted(runs)] == ["Jane", "Smith"]


@pytest.mark.parametrize(
    ("language", "confidence", "is_found"),
    [("en", 0.55, True), ("en", 0.45, False), ("de", 0.45, True), ("de", 0.35, False)],
)
def test_a_lone_word_must_be_surer_than_a_full_name(monkeypatch, language, confidence, is_found):
    monkeypatch.setattr(
        "researchdesk.entities.candidates.tagged", lambda *_: iter([Tagged(1, 2, confidence)])
    )
    assert bool(found("So Schmidt sagte", language)) == is_found


@pytest.mark.parametrize(
    ("before", "is_cut"), [("", True), ("Konec. ", True), ("„", True), ("Po ", False)]
)
def test_a_noun_that_opens_a_sentence_is_cut_before_a_known_surname(before, is_cut):
    words = tokens(before + "Schůzka Zemana skončila; Miloš Zeman odešel")
    folded = [fold(token.word) for token in words]
    at = folded.index("schuzka")
    runs = {(at, at + 2): 0.9, (at + 4, at + 6): 0.9}
    cut_openers(words, folded, runs, "cs")
    assert set(runs) == {(at + 1 if is_cut else at, at + 2), (at + 4, at + 6)}


def test_what_is_named_for_somebody_of_the_text_is_no_person():
    folded = ["woodrow", "wilson", "opened", "wilson", "bank"]
    runs = {(0, 2): 0.9, (3, 5): 0.9}
    drop_things_named_for_people(folded, runs)
    assert set(runs) == {(0, 2)}


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("Al Gore met Tipper Gore. Ben Chan met Raymond Chan.", "en",
         ["Al Gore", "Tipper Gore", "Ben Chan", "Raymond Chan"]),
        ("David Ben Gurion spoke in Haifa. Ben Gurion left.", "en", ["David Ben Gurion"]),
        ("The talks went on, with Junius Ho defeating Lee Cheuk-yan by far.", "en", ["Junius Ho", "Lee Cheuk-yan"]),
        ("Lee Cheuk-yan lost, and Nathan Law of Demosisto agreed. They read Francis of Assisi.", "en",
         ["Lee Cheuk-yan", "Nathan Law", "Francis of Assisi"]),
        ("Raymond Chan was elected, and Leung Kwok-hung of the league.", "en", ["Raymond Chan", "Leung Kwok-hung"]),
        ("Austen, Jane. Pride and Prejudice. Christie, Agatha. The Mysterious Affair at Styles.", "en",
         ["Jane Austen", "Agatha Christie"]),
        ("Shares of Johnson & Johnson rose. Boris Johnson left.", "en", ["Boris Johnson"]),
        ("Angela Merkel schwieg; Merkels Buch erscheint bald in Berlin.", "de", ["Angela Merkel"]),
    ],
)  # fmt: skip
def test_who_is_named(text, language, names):
    assert list(found(text, language)) == names


def test_two_names_around_an_and_sign_are_a_firm_but_with_a_year_authors():
    words = tokens("Cruse & Croft (2004) against Smith & Wesson")
    runs = {(0, 1): 0.9, (2, 3): 0.9, (7, 8): 0.9, (9, 10): 0.9}
    drop_firms(words, runs)
    assert set(runs) == {(0, 1), (2, 3)}


@pytest.mark.parametrize(
    "address",
    [
        "https://en.wikipedia.org/wiki/Karl_Marx",
        "www.karl-marx.org/Karl/Marx",
        "karl.marx@example.org",
    ],
)
def test_nobody_and_no_country_is_named_by_an_address(address):
    text = f"See ({address}), and Germany."
    answer = recognised(text, "en", KnownForms([("Karl Marx", 1)]))
    assert answer["people"] == []
    assert [one["code"] for one in answer["countries"]] == ["DE"]
    assert list(found(f"Karl Marx wrote it: {address}")) == ["Karl Marx"]


def test_a_book_without_blanks_is_read_in_time():
    assert recognised("a" * 300_000 + "@", "en", KnownForms(())) == {"people": [], "countries": []}


def test_case_forms_and_possessives_of_a_surname_refer_back():
    text = "Milan Stojadinović je govorio. Prema Stojadinovićevim rečima, sa Stojadinovićem niko nije razgovarao."
    assert found(text, "sr")["Milan Stojadinović"] == [
        "Milan Stojadinović", "Stojadinovićevim", "Stojadinovićem",
    ]  # fmt: skip


def test_a_known_form_outranks_shorter_runs_and_a_lone_one_stands_alone_only():
    text = "The letters of Ana Brnabić Marić arrived. Marić smiled; Marić Street is near."
    people = found(text, "en", ["Ana Brnabić Marić", "Marić"])
    assert "Ana Brnabić Marić" in people
    assert all(mention != "Street" for mentions in people.values() for mention in mentions)


def test_a_lone_known_form_beside_a_capitalised_word_is_somebody_else(monkeypatch):
    monkeypatch.setattr("researchdesk.entities.candidates.tagged", lambda *_: iter([]))
    assert found("We saw Zyxw and Zyxw Hall and Old Zyxw too.", "en", ["Zyxw"]) == {
        "Zyxw": ["Zyxw"]
    }
    for words in ("They saw Dr. Zyxw.", "They saw Dr Zyxw.", "Zyxw came.", "So? Old Zyxw."):
        assert found(words, "en", ["Zyxw"]) == {"Zyxw": ["Zyxw"]}
    assert found("They saw Paris.", "en", ["Paris"]) == {}
    assert found("Then Jane Brown came.", "en", ["Jane Smith"]) == {}
    known = ["Woodrow Zyxw", "President Zyxw"]
    assert found("Woodrow Zyxw spoke. Then President Zyxw left.", "en", known) == {
        "Woodrow Zyxw": ["Woodrow Zyxw", "President Zyxw"]
    }


def test_a_known_form_takes_the_place_of_what_the_tagger_found_of_it(monkeypatch):
    monkeypatch.setattr(
        "researchdesk.entities.candidates.tagged", lambda *_: iter([Tagged(1, 2, 0.9)])
    )
    assert found("So Jane Zyxw Vutsr said.", "en", ["Jane Zyxw Vutsr"]) == {
        "Jane Zyxw Vutsr": ["Jane Zyxw Vutsr"]
    }
    assert found("So Jane and Jane Zyxw Vutsr", "en", ["Jane Zyxw Vutsr"]) == {
        "Jane Zyxw Vutsr": ["Jane", "Jane Zyxw Vutsr"]
    }
    assert found("So Jane zyxw vutsr said.", "en", ["Jane Zyxw Vutsr"]) == {"Jane": ["Jane"]}


def test_a_known_form_outranks_a_run_as_long_across_it(monkeypatch):
    monkeypatch.setattr(
        "researchdesk.entities.candidates.tagged", lambda *_: iter([Tagged(1, 3, 0.9)])
    )
    assert found("So Mary Jane Smith said.", "en", ["Jane Smith"]) == {"Jane Smith": ["Jane Smith"]}


def test_a_longer_run_of_the_tagger_outranks_a_known_form_in_it(monkeypatch):
    monkeypatch.setattr(
        "researchdesk.entities.candidates.tagged", lambda *_: iter([Tagged(1, 4, 0.9)])
    )
    assert found("So Jane Mary Smith said.", "en", ["Jane Mary"]) == {
        "Jane Mary Smith": ["Jane Mary Smith"]
    }


@pytest.mark.parametrize("text", ["Ь", "Ь Ь Ь", "Ъ. Ь Петров", "Ǆ", "İ"])
def test_letters_that_fold_to_nothing_break_nothing(monkeypatch, text):
    monkeypatch.setattr(
        "researchdesk.entities.candidates.tagged",
        lambda words, *_: iter([Tagged(0, len(words), 0.9)]),
    )
    recognised(text, "ru", KnownForms([(text, 1)]))
