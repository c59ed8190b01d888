# SPDX-License-Identifier: MIT
"""Which words of a text are countries, in 28 languages."""

from __future__ import annotations

import re

import pytest

from researchdesk.entities import countries
from researchdesk.entities.answers import spoken
from researchdesk.entities.case_forms import case_forms
from researchdesk.entities.countries import countries as countries_of
from researchdesk.entities.lists import country_phrases as phrases_of
from researchdesk.entities.lists import country_tables


def codes(text, language="en", people=()):
    return " ".join(sorted(countries_of(text, language, people)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Voters in Atlanta and Savannah, Georgia, waited.", ""),
        ("Georgia and Armenia share the Caucasus; Tbilisi said so.", "AM GE"),
        ("He left Tbilisi, Georgia, by train.", "GE"),
        ("Georgia won.", ""),
        ("He was born in Lebanon, Pa., in 1870.", ""),
        ("He was born in Cuba, Mo., in 1870.", ""),
        ("Cuba, Jamaica and Haiti.", "CU HT JM"),
        ("THEY WILL TELL US, AND US AGAIN", ""),
        ("She speaks French and reads in German.", ""),
        ("The French-speaking Swiss; Serbian literature.", "CH"),
        ("It cost US$40, they tell us.", ""),
        ("THEY WILL TELL US ALL OF IT", ""),
        ("The US and the U.S. and the UK.", "GB US"),
        ("New Mexico is not in Latin America.", ""),
        ("French fries, Turkish delight, a German shepherd and the Panama Canal.", ""),
        ("The Soviet Union and Yugoslavia were there.", "SU YU"),
        ("American Airlines and the British Museum closed; Air France did not.", ""),
        ("The Bank of England and the University of Georgia.", ""),
        ("North Korea and Pyongyang; Korean troops.", "KP"),
        ("Seoul and Pyongyang; Korean troops; South Korea.", "KR"),
        ("The two Koreas met.", "KP KR"),
        ("Congo and Goma.", "CD"),
        ("Congo and Brazzaville.", "CG"),
        ("The Dominican Republic won; Dominican fans sang.", "DO"),
        ("Dominica won; Dominican fans sang.", "DM"),
        ("Native American tribes; Indian reservation of the Navajo.", ""),
        ("Indian voters in India.", "IN"),
        ("Turkey sandwich, but Turkey and Greece.", "GR TR"),
        ("Jordan Smith went with Chad Brown to Chad.", "TD"),
        ("Coach Holland spoke to Mr. England.", ""),
        ("Canada-wide and UK-based, a British-American firm.", "CA GB US"),
        ("Réunion is far, a reunion is near.", "RE"),
        ("Follow @Serbia and #Serbia.", ""),
        ("Republika Srpska threatens.", "BA"),
    ],
)
def test_countries_of_english_sentences(text, found):
    assert codes(text) == found


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("sr", "Sastanak sa Srbijom i Italijom, u Hrvatskoj i na Kosovu.", "HR IT RS XK"),
        ("sr", "Разговор са Србијом и Албанијом, из Сједињених Америчких Држава.", "AL RS US"),
        ("sr", "Srpski i američki predsednik razgovarali su na engleskom.", "RS US"),
        ("sr", "Učio je engleski jezik.", ""),
        ("sr", "Govori engleski", ""),
        ("sr", "Slovenačka vlada.", "SI"),
        ("cs", "Slovenská vláda.", "SK"),
        ("sr", "Predsednik Kube je govorio engleski", "CU"),
        ("sr", "Vlada Srbije i vojska Srbije.", "RS"),
        ("sr", "Narodna banka Srbije i Glas Amerike.", ""),
        ("sr", "Република Српска.", "BA"),
        ("sr", "Novi Meksiko i Nova Engleska.", ""),
        ("sr", "SVI U KRUG JER JE SAD DOBRO VREME", ""),
        ("sr", "U SAD i u BiH.", "BA US"),
        ("hr", "Hrvatska narodna banka i Hrvatska.", "HR"),
        ("sl", "Na Hrvaškem in v Nemčiji.", "DE HR"),
        ("mk", "Во Србија, Грција и Албанија.", "AL GR RS"),
        ("bg", "В Сърбия и Гърция.", "GR RS"),
        ("ru", "Договор с Германией и Италией, в США и ЮАР.", "DE IT US ZA"),
        ("uk", "В Україні та Польщі, російські війська.", "PL RU UA"),
        ("pl", "W Niemczech i Włoszech, w Nowym Meksyku.", "DE IT"),
        ("cs", "V Rakousku a na Slovensku; Česká národní banka.", "AT SK"),
        ("de", "Deutschlands Nachbarn sind Polen und Frankreich.", "DE FR PL"),
        ("de", "Die Deutsche Bank und die Österreichische Post.", ""),
        ("de", "Die deutsche Bank an der Ecke, der deutsch-französische Rat.", "DE FR"),
        ("de", "Er spricht Deutsch und Englisch.", ""),
        ("de", "In Neu-England und Papua-Neuguinea.", "PG"),
        ("fr", "Le président américain parle anglais avec la chancelière allemande.", "DE US"),
        ("fr", "La Banque de France, Air France et la Nouvelle-Angleterre.", ""),
        ("fr", "La Nouvelle-Zélande et la France.", "FR NZ"),
        ("es", "El Banco de España y el gobierno español.", "ES"),
        ("it", "La Banca d'Italia e il governo italiano.", "IT"),
        ("it", "Telecom e Italia.", "IT"),
        ("pt", "O Banco do Brasil e os Estados Unidos.", "US"),
        ("nl", "Zuid-Korea en de VS; Nieuw-Guinea.", "KR US"),
        ("sq", "Shqipëria, në Kosovë, Serbia dhe SHBA.", "AL RS US XK"),
        ("el", "Ταξίδι στην Κύπρο, της Τουρκίας και τις ΗΠΑ.", "CY TR US"),
        ("el", "Ο Λίβανος και του Λιβάνου.", "LB"),
        ("ro", "În Franței și României; Statelor Unite.", "FR RO US"),
        ("hu", "Magyarországon, Szerbiában és az Egyesült Államok.", "HU RS US"),
        ("tr", "Türkiye'nin, Almanya’da ve ABD'nin.", "DE TR US"),
        ("sv", "Sveriges och Tysklands regering.", "DE SE"),
        ("da", "Danmarks regering.", "DK"),
        ("fi", "Suomessa, Saksan ja Venäjän.", "DE FI RU"),
        ("zh", "Serbia and Italy, where there is no table.", "IT RS"),
    ],
)
def test_countries_in_their_case_forms_but_not_in_firms_and_languages(language, text, found):
    assert codes(text, language) == found


def test_a_country_is_never_inside_a_person():
    text = "Michael Jordan and Jordan and Jordan Gaines."
    assert countries_of(text, "en", [(0, 14), (30, 43)]) == {"JO": [(19, 25)]}


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("sr-Latn-RS", "sr"), ("sr_Latn", "sr"), ("EN", "en"), ("sh", "sr"), ("nb-NO", "no"), ("und", "de"), ("", "de"),
        (None, "de"),
    ],
)  # fmt: skip
def test_language_tags_lead_to_the_languages_of_the_tables(tag, language):
    assert spoken("Das ist der Satz, und er ist nicht lang.", tag) == language


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("RS", "RS"),
        ("rs", "RS"),
        ("србија", "RS"),
        ("Srbije", "RS"),
        ("Österreich", "AT"),
        ("British", "GB"),
        ("USA", "US"),
        ("usa", "US"),
        ("сша", "US"),
        ("ABD", "US"),
        ("Côte d’Ivoire", "CI"),
        ("Bosnia and Herzegovina", "BA"),
        ("Egyesült Államok", "US"),
        ("Ruritania", None),
        ("Latin America", None),
        ("", None),
        (" – ", None),
    ],
)
def test_codes_of_words(words, code):
    assert countries.code_of(words) == code


def test_every_code_has_a_name_and_its_name_leads_back_to_it():
    for code in countries.all_codes():
        name = countries.country_name(code)
        assert name != code
        assert countries.code_of(name) == code
    assert countries.country_name("RS", "sr") == "Srbija"
    assert countries.country_name("RS", "fr") == "Serbia"
    assert countries.country_name("ZZ") == "ZZ"


def test_every_line_of_our_own_phrases_names_a_language_and_a_code():
    known = {*countries.all_codes(), "-"}
    languages = set(country_tables()["names"])
    for language in languages:
        phrases = phrases_of(language)
        assert {code for code, _ in phrases} <= known
        assert all(re.search(r"\w", form) for _, form in phrases)
    assert phrases_of("zz") == [pair for pair in phrases_of("en") if pair in phrases_of("zz")]


@pytest.mark.parametrize("language", ["sr", "pl", "el", "hu", "fi", "ro", "sq", "tr", "sv", "en"])
def test_a_name_is_among_its_case_forms(language):
    for name in country_tables()["names"][language]:
        if " " not in name and len(name) > 3:
            assert any(form[:2] == name[:2] for form in case_forms(name, language))
            assert name in case_forms(name, language) or language in ("sr", "pl")


def test_folded_words_are_compared_with_one_blank_between_them():
    assert countries.fold_words("  Côte   d’Ivoire ") == "cote d'ivoire"
