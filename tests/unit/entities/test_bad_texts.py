# SPDX-License-Identifier: MIT
"""Names in texts as they should not be: all in capitals, read badly off paper, as long as a book."""

from __future__ import annotations

import random

from researchdesk.entities.answers import recognised
from researchdesk.entities.known import KnownForms

KNOWN = KnownForms([("Mihajlo Pupin", 1), ("Nikola Tesla", 2)])
STORY = "The paper said that Mihajlo Pupin met Nikola Tesla in Serbia. "


def whom(found):
    return sorted(number for one in found["people"] for number in one["known"])


def test_an_article_all_in_capitals_names_the_known_people_and_countries():
    text = (STORY + "It rained in Belgrade, and nobody was surprised by it.").upper()
    found = recognised(text, "en", KNOWN)
    assert whom(found) == [1, 2]
    assert [one["code"] for one in found["countries"]] == ["RS"]
    assert all(text[slice(*one["mentions"][0])].isupper() for one in found["people"])
    assert len(found["people"]) == 2  # no words of the story, though all begin with a capital


def test_noise_of_a_bad_scan_neither_hides_whole_names_nor_makes_crowds():
    rng = random.Random(3)
    noise = [
        "".join(rng.choices("abcdeilnorstuſ1l|!~^°•", k=rng.randint(1, 9))) for _ in range(2_000)
    ]
    for at in range(0, 2_000, 100):
        noise[at] = STORY
    text = " ".join(noise)
    found = recognised(text, "en", KNOWN)
    assert whom(found) == [1, 2]
    pupin = next(one for one in found["people"] if one["known"] == [1])
    assert len(pupin["mentions"]) == 20
    assert len(found["people"]) <= 4


def test_an_article_of_forty_thousand_words_is_read_to_its_end():
    filling = "It rained in the valley and the boats went home. "
    text = filling * 4_000 + STORY
    assert len(text.split()) > 40_000
    found = recognised(text, "en", KNOWN)
    assert whom(found) == [1, 2]
    assert found["people"][0]["mentions"] == [[text.index("Mihajlo"), text.index(" met ")]]
