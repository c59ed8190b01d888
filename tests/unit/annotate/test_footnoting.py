# SPDX-License-Identifier: MIT
"""Citations become footnotes wherever the parser sees them, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from researchdesk.annotate import citations
from researchdesk.annotate.footnoting import footnoted

ONE, TWO = "01J9ZK3V7Q", "01J9ZK3V7R"


def said(link):
    return None if link.kind == "n" else f"source {link.public_id}"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (f"A [b](rd:p/{ONE}) c.", "A b[^1] c."),
        (f"A [*b* `]` \\] c](rd:p/{ONE}?v=2).", "A *b* `]` \\] c[^1]."),
        (f"`[b](rd:p/{ONE})` [b](rd:p/{ONE})", f"`[b](rd:p/{ONE})` b[^1]"),
        (f"> a [b\n> c](rd:p/{ONE}) d", "> a b\n> c[^1] d"),
        (f"- x\n  [b](<rd:p/{ONE}> 'title')", "- x\n  b[^1]"),
        (f"[b][r]\n\n[r]: rd:p/{ONE}", f"b[^1]\n\n[r]: rd:p/{ONE}"),
        (f"[n](rd:n/{ONE}) [b](rd:a/{TWO})", "n b[^1]"),
        (f"Own.[^1] [b](rd:p/{ONE})\n\n[^1]: Mine", "Own.[^1] b[^2]\n\n[^1]: Mine"),
        (f"| a |\n|---|\n| [b](rd:p/{ONE}) |", "| a |\n|---|\n| b[^1] |"),
        (f"# [b](rd:p/{ONE})\n\n😀[c](rd:p/{TWO})", "# b[^1]\n\n😀c[^2]"),
        (f"![x](rd:p/{ONE}) [b](https://e.org)", f"![x](rd:p/{ONE}) [b](https://e.org)"),
        (f"[a <http://x.y/[> b](rd:p/{ONE}) c", "a <http://x.y/[> b[^1] c"),
        (f"[a <http://x.y/]> b](rd:p/{ONE}) c", "a <http://x.y/]> b[^1] c"),
        (f'[a ![i](b "[") b](rd:p/{ONE}) c', 'a ![i](b "[") b[^1] c'),
        (f'[a ![i](b "[") b][r]\n\n[r]: rd:p/{ONE}', 'a ![i](b "[") b[^1]'),
        (f"[a <rd:p/{TWO}?v=2> b](rd:p/{ONE}) c", f"a {TWO} b[^1] c"),
        (f"[<rd:p/{ONE}>\\[b](rd:p/{ONE})", f"{ONE}\\[b[^1]"),
        (f"[a `<rd:p/{TWO}>` b](rd:p/{ONE}) c", f"a `<rd:p/{TWO}>` b[^1] c"),
    ],
)
def test_a_citation_becomes_its_words_and_a_number(body, wanted):
    assert footnoted(body, said).startswith(wanted + "\n")


def test_the_same_source_has_one_number_and_stands_once():
    body = f"[a](rd:p/{ONE}) [b](rd:p/{TWO}) [c](rd:p/{ONE})"
    assert footnoted(body, said) == (
        f"a[^1] b[^2] c[^1]\n\n[^1]: source {ONE}\n\n[^2]: source {TWO}\n"
    )


def test_a_citation_with_a_bar_in_a_cell_of_a_table_stays_as_it_is_written():
    body = f"| a |\n|---|\n| [b \\| c](rd:p/{ONE}) |\n\n[d](rd:p/{TWO})"
    assert footnoted(body, said) == (
        f"| a |\n|---|\n| [b \\| c](rd:p/{ONE}) |\n\nd[^1]\n\n[^1]: source {TWO}\n"
    )


def test_no_code_is_touched():
    body = f"```\n[b](rd:p/{ONE})\n```\n\n    [b](rd:p/{TWO})\n"
    assert footnoted(body, said) == body


@given(
    st.lists(
        st.sampled_from(
            [
                "[",
                "]",
                "`",
                "\\",
                "\n",
                "> ",
                "- ",
                "|",
                "*",
                "a ",
                "\n\n",
                f"[b](rd:p/{ONE})",
                f"[c](rd:p/{TWO})",
                f"<rd:p/{ONE}>",
            ]
        ),
        max_size=24,
    )
)
def test_no_citation_is_left_and_none_is_made(parts):
    body = "".join(parts)
    made = footnoted(body, said)
    left = [one for one in citations.citations(made) if one.kind == "p"]
    assert len(left) == 0
    assert made.count("[^1]:") <= 1
