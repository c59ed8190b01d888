# SPDX-License-Identifier: MIT
from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from researchdesk.clip.sketch import SIZE, similarity, sketch, sketches, unpacked

WORDS = [f"{one}{other}" for one in "bdfgklmnprst" for other in ("ana", "eno", "ilo", "ura", "ova")]


def story(seed, length=600):
    return random.Random(seed).choices(WORDS, k=length)


def alike(one, other):
    return similarity(sketch(" ".join(one)), sketch(" ".join(other)))


def test_the_same_words_in_other_dress_are_the_same_story():
    words = story(1)
    assert alike(words, [one.upper() + "," for one in words]) == 1.0


def test_a_cut_or_newly_led_story_is_the_same_and_another_is_not():
    words = story(2)
    assert alike(words, words[:420]) > 0.5
    assert alike(words, story(3, 40) + words[40:]) > 0.7
    assert alike(words, story(4)) < 0.1


def test_half_in_common_is_told_within_a_tenth():
    words = story(5)
    assert abs(alike(words, words[:400] + story(6, 200)) - 0.5) < 0.13


def test_a_text_too_short_to_tell_has_no_sketch():
    assert len(sketch("a few words only")) == 0
    assert similarity(sketch(""), sketch("")) == 0.0


def test_scripts_without_blanks_are_compared_by_letters():
    chance = random.Random(7)
    text = "".join(chance.choices([chr(0x4E00 + n) for n in range(400)], k=500))
    assert similarity(sketch(text), sketch(text[:400])) > 0.6


@given(st.lists(st.text(), max_size=4))
def test_sketches_come_back_from_their_bytes(texts):
    bodies = [one.encode() for one in texts]
    packed = sketches(b"".join(bodies), [len(one) for one in bodies])
    assert unpacked(packed) == [sketch(one) for one in texts]
    assert all(len(one) <= SIZE for one in unpacked(packed))
