# SPDX-License-Identifier: MIT
"""One key selects one sentence, whatever the script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from researchdesk.ui.sentences import sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He came. She left. ", ["He came.", "She left."]),
        ("Mr. Brown met Dr. Novak. They spoke.", ["Mr. Brown met Dr. Novak.", "They spoke."]),
        ("J. R. Hartley wrote it. Who read it?", ["J. R. Hartley wrote it.", "Who read it?"]),
        ("“We agreed to nothing.” He went home.", ["“We agreed to nothing.”", "He went home."]),
        ("Први дан. Други дан!", ["Први дан.", "Други дан!"]),
        ("一つ目。二つ目。", ["一つ目。", "二つ目。"]),
        ("😀 smiles. 🚀 Flies.", ["😀 smiles.", "🚀 Flies."]),
        ("No stop at the end", ["No stop at the end"]),
        ("", []),
        ("   ", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, wanted: list[str]) -> None:
    assert cut(text) == wanted


@given(st.text(max_size=60))
def test_nothing_but_blanks_stands_between_sentences(text: str) -> None:
    rest = list(text)
    for start, end in sentences(text):
        assert start < end
        rest[start:end] = [" "] * (end - start)
    assert not "".join(rest).strip()
