# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from researchdesk.entities import names

SAME = [
    ("Aleksandar Vučić", "Александар Вучић"),
    ("Aleksandar Vučić", "Aleksandra Vučića"),
    ("Boris Yeltsin", "Boris Jelzin"),
    ("Boris Yeltsin", "Eltsine"),
    ("Muammar Gaddafi", "Moammar Qadhafi"),
    ("Nikita Khrushchev", "Nikita Chruschtschow"),
    ("Maria Skłodowska-Curie", "Marie Curie"),
    ("Ruđer Bošković", "Boskovic"),
    ("Orbán Viktor", "Viktor Orban"),
    ("Joe Biden", "Joseph R. Biden"),
    ("von der Leyen, Ursula", "Ursula von der Leyen"),
    ("Recep Tayyip Erdoğan", "Tayyip Erdogan"),
]
DIFFERENT = [
    ("Joe Biden", "Hunter Biden"),
    ("George H. W. Bush", "George W. Bush"),
    ("Pavle Popović", "Pavle Petrović"),
    ("Marie Curie", "Pierre Curie"),
    ("Nikola Tesla", "Milutin Tesla"),
    ("Ana Brnabić", "Ana Ivanović"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_forms_of_one_person_match(one, other):
    assert names.match(one, other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_people_do_not_match(one, other):
    assert not names.match(one, other)


@given(st.text(max_size=30), st.text(max_size=30))
def test_match_is_symmetric_and_never_fails(one, other):
    assert names.match(one, other) == names.match(other, one)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_matching_names_share_a_lookup_key(one, other):
    assert names.lookup_keys(one) & names.lookup_keys(other)


def test_lookup_keys_are_few():
    assert len(names.lookup_keys("Aleksandar Vučić")) <= 33
    assert names.lookup_keys("") == set()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Dr. Aleksandar VUČIĆ", "aleksandar vucic"),
        ("Vučić, Aleksandar", "aleksandar vucic"),
        ("J.R. Oppenheimer Jr.", "j r oppenheimer"),
        (" – ", ""),
    ],
)
def test_the_full_key_knows_an_exact_repeat(name, key):
    assert names.full_key(name) == key


@pytest.mark.parametrize(
    ("name", "sorted_as"),
    [
        ("Aleksandar Vučić", "Vučić, Aleksandar"),
        ("Никола Тесла", "Тесла, Никола"),
        ("Ursula von der Leyen", "von der Leyen, Ursula"),
        ("Martin Luther King Jr.", "King, Martin Luther Jr."),
        ("Pelé", "Pelé"),
        ("Tito, Josip Broz", "Tito, Josip Broz"),
        ("", ""),
    ],
)
def test_people_are_sorted_by_family_name(name, sorted_as):
    assert names.sort_name(name) == sorted_as


@pytest.mark.parametrize(
    ("name", "script"),
    [("Vučić", "Latn"), ("Вучић", "Cyrl"), ("Καβάφης", "Grek"), ("习近平", "Hani"), ("12", "Zyyy")],
)
def test_the_script_of_a_name(name, script):
    assert names.script_of(name) == script
