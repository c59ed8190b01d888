# SPDX-License-Identifier: MIT
"""Serbian Latin becomes Cyrillic by rule; what is no Serbian stays."""

from __future__ import annotations

import re

import pytest

from researchdesk.config.paths import resource
from researchdesk.ui import languages
from researchdesk.ui.cyrillic import cyrillic, latin


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("Sačuvaj belešku", "Сачувај белешку"),
        ("Ljubičasta njiva, džep i đak", "Љубичаста њива, џеп и ђак"),
        ("LJUBLJANA, Njegoš, NJEGOŠ, Džon, DŽON", "ЉУБЉАНА, Његош, ЊЕГОШ, Џон, ЏОН"),
        ("nadživeti, nadžnjeti, nenadživljen", "надживети, наджњети, ненадживљен"),
        ("predželudac i podžupan", "преджелудац и поджупан"),
        ("odživeti, odžvakati, odžaliti", "одживети, оджвакати, оджалити"),
        ("odžak, odžačar, budžet, udžbenik, hadžija", "оџак, оџачар, буџет, уџбеник, хаџија"),
        ("injekcija, dezinjekcija, Injekcija", "инјекција, дезинјекција, Инјекција"),
        ("konjunkcija, konjunktura, konjugacija", "конјункција, конјунктура, конјугација"),
        ("konj, konjušnica, konjanik, anjon, Tanjug", "коњ, коњушница, коњаник, анјон, Танјуг"),
        ("pronađen sinji kamen, bliznjaci", "пронађен сињи камен, близњаци"),
    ],
)
def test_pairs_of_letters_become_one_but_at_the_seam_of_a_word(words, made):
    assert cyrillic(words) == made


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("Otkaži: {words}", "Откажи: {words}"),
        ("Pritisnite Ctrl+Enter ili F10, pa Esc.", "Притисните Ctrl+Enter или F10, па Esc."),
        ("pretraga in:trash vodi u korpu", "претрага in:trash води у корпу"),
        ("upišite https://example.org/page.", "упишите https://example.org/page."),
        ("datoteka library.db ili *.html", "датотека library.db или *.html"),
        ("HTML i PDF, najviše 20 MB, za {ms} ms", "HTML и PDF, највише 20 MB, за {ms} ms"),
        ("ResearchDesk pod licencom MIT", "ResearchDesk под лиценцом MIT"),
        ("taster `S` bira, i `rd:p/` takođe", "тастер S бира, и rd:p/ такође"),
        ("S tim u vezi, u redu", "С тим у вези, у реду"),
        ("SHA-256 teksta: {digest}", "SHA-256 текста: {digest}"),
        (
            "Za Zotero, pandoc i EndNote, u kodiranju UTF-8",
            "За Zotero, pandoc и EndNote, у кодирању UTF-8",
        ),
        ("fascikla JSON Lines i JSON-LD, RIS, A4", "фасцикла JSON Lines и JSON-LD, RIS, A4"),
        ("AND traži reč", "AND тражи реч"),
        ("&Opozovi", "&Опозови"),
        ("Windows i Word", "Windows и Word"),
    ],
)
def test_what_is_no_serbian_stays_as_it_is(words, made):
    assert cyrillic(words) == made


def test_the_marks_for_the_rule_are_not_shown_in_latin():
    assert latin("pritisnite `S`") == "pritisnite S"


MIXED = re.compile(r"\w*(?:[Ѐ-ӿ][a-zA-ZÀ-ž]|[a-zA-ZÀ-ž][Ѐ-ӿ])\w*")


def test_no_word_of_the_window_or_the_guide_mixes_two_alphabets():
    language = languages.BY_CODE["sr-Cyrl"]
    said = [*language.sentences.values(), *language.words_of_qt.values()]
    texts = [one for words in said for one in ([words] if isinstance(words, str) else words)]
    texts += [
        language.page(file.read_text(encoding="utf-8"))
        for file in (resource("help") / language.file).glob("*.md")
    ]
    assert len(texts) > 700
    assert [found.group() for text in texts for found in MIXED.finditer(text)] == []
