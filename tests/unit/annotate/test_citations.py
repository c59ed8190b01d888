# SPDX-License-Identifier: MIT
"""The citations of a note are what its parser says, nothing else, and they are written so that it says the same."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from researchdesk.annotate import citations as citing
from researchdesk.annotate.citations import citations, link, rewritten, written_out
from researchdesk.model.note import CitationKind, ParsedCitation

P = "01J9ZK3V7Q"
Q = "7ZZZZZZZZZ"
NOTE = f"""Before any heading [first](rd:p/{P}).

# Tesla *in* New York

He [arrived
in 1884](rd:p/{Q}?v=2) and worked [[a:{P}|here]],
with `[no](rd:p/{P})` and [x](https://example.org).[^one]

- a list
  - [deep](rd:n/{P}) and [again](rd:n/{P})

```
[fenced](rd:p/{P})
[[p:{P}]]
```

[^one]: In a footnote: [noted](rd:t/{Q}).

The end
-------

> quoted [last](rd:p/{P})

| a | b |
|---|---|
| [cell](rd:p/{P}) | [[p:{Q}\\|words]] |
"""


def told(body: str) -> list[tuple[str, str, int, int, str | None]]:
    return [
        (one.label, one.cited_id, one.line_first, one.line_last, one.heading)
        for one in citations(body)
    ]


def test_citations_come_in_the_order_of_the_text_with_lines_and_heading() -> None:
    assert told(NOTE) == [
        ("first", P, 0, 0, None),
        ("arrived in 1884", Q, 4, 5, "Tesla in New York"),
        ("here", P, 5, 5, "Tesla in New York"),
        ("deep", P, 9, 9, "Tesla in New York"),
        ("again", P, 9, 9, "Tesla in New York"),
        ("noted", Q, 16, 16, "Tesla in New York"),
        ("last", P, 21, 21, "The end"),
        ("cell", P, 25, 25, "The end"),
        ("words", Q, 25, 25, "The end"),
    ]


def test_citation_names_kind_and_pinned_version() -> None:
    assert citations(f"[a](rd:p/{P}?v=12)") == (ParsedCitation("p", P, 12, 0, 0, None, "a"),)
    assert [one.kind for one in citations(NOTE)] == ["p", "p", "a", "n", "n", "t", "p", "p", "p"]


@pytest.mark.parametrize(
    "body",
    [
        f"`[a](rd:p/{P})`",
        f"``[a](rd:p/{P}) ` ``",
        f"```\n[a](rd:p/{P})\n```",
        f"~~~ x\n[a](rd:p/{P})",
        f"    [a](rd:p/{P})",
        f"\\[a](rd:p/{P})",
        f"\\[[p:{P}]]",
        f"`[[p:{P}]]`",
        f"[a] (rd:p/{P})",
        f"![a](rd:p/{P})",
        f"![[[p:{P}]]](x.png)",
        f"rd:p/{P}",
        f"[a]: rd:p/{P}",
        f"[a](xrd:p/{P})",
        f"[a](rd:x/{P})",
        f"[a](rd:p/{P}/)",
        "[a](rd:p/01J9ZK3V7)",
        "[a](rd:p/01J9ZK3V7U)",
        f"[a](rd:p/{P * 3})",
    ],
)
def test_what_the_parser_takes_for_no_link_is_no_citation(body: str) -> None:
    assert citations(body) == ()


@pytest.mark.parametrize(
    "body",
    [
        f"<rd:p/{P}>",
        f"[a](<rd:p/{P}> 'title')",
        f"[a][b]\n\n[b]: rd:p/{P}",
        f"[a](rd&colon;p/{P})",
        f"[a](rd\\:p/{P})",
        f"*[a](rd:p/{P})*",
        f"# [a](rd:p/{P})",
        f"[![x](y)](rd:p/{P})",
        f"[a\r\nb](rd:p/{P})",
    ],
)
def test_every_way_to_write_a_link_is_a_citation(body: str) -> None:
    assert [one.cited_id for one in citations(body)] == [P]


def test_lines_are_those_of_the_link_in_a_long_paragraph() -> None:
    body = "\n".join(f"line {n} [{n}](rd:p/{P}) [x](https://example.org)" for n in range(50))
    assert [(one.line_first, one.line_last) for one in citations(body)] == [
        (n, n) for n in range(50)
    ]


def test_code_span_over_two_lines_does_not_shift_the_lines() -> None:
    assert citations(f"a `b\nc` d\n[e](rd:p/{P})")[0].line_first == 2


labels = st.text(max_size=30) | st.lists(
    st.sampled_from(
        [
            *"\\`*_[]<>()|~^&#!-+.:\"' \n\t\u00a0",
            "&amp;",
            "&#42;",
            "](x)",
            "[[p:",
            "**",
            "~~",
            "a",
            "ћ",
            "😀",
        ]
    ),
    max_size=20,
).map("".join)


def one_line(label: str) -> str:
    """What a label is reduced to: one line, no controls, no lone surrogates."""
    words = re.sub(r"[\x00-\x20\x7f\x85\u2028\u2029]+", " ", label)
    return "".join(one for one in words if not 0xD800 <= ord(one) < 0xE000).strip(" ")


@settings(max_examples=400, deadline=None)
@example("p", P, "<https://example.org>", "{}")
@example("p", P, "<a@b.example>", "{}")
@example("p", P, "a | b", "| a | b |\n|---|---|\n| x | {} |")
@example("p", P, "~~a~~", "{}")
@example("p", P, "^a", "[^a]\n\n[^a]: {}")
@example("p", P, "a\ud800b", "{}")
@given(
    st.sampled_from(get_args(CitationKind)),
    st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=10, max_size=26),
    labels,
    st.sampled_from(
        [
            "{}",
            "a {} b",
            "- {}",
            "> # {}",
            "| x | {} |\n|-|-|\n",
            "*{}*",
            "[^a]\n\n[^a]: {}",
            "[x] {}",
        ]
    ),
)
def test_label_of_a_written_link_comes_back(
    kind: CitationKind, public_id: str, label: str, around: str
) -> None:
    found = citations(around.format(link(kind, public_id, label)))
    assert [(one.kind, one.cited_id, one.label) for one in found] == [
        (kind, public_id, one_line(label))
    ]


def test_link_is_written_plainly_where_nothing_would_act() -> None:
    assert link("p", P, "said on Monday, 5 (five) & more!") == (
        f"[said on Monday, 5 (five) & more!](rd:p/{P})"
    )
    assert link("p", P, "a", 3) == f"[a](rd:p/{P}?v=3)"


def test_sugar_is_written_out_where_the_parser_sees_it() -> None:
    body = f"[[p:{P}|said *so*]], [[n:{Q}?v=3]] and `[[p:{P}|said *so*]]`\n\n    [[p:{P}]]\n\n\\[[p:{P}]]"
    out = written_out(
        body, label=lambda kind, one: "My [note]" if (kind, one) == ("n", Q) else None
    )
    assert out == (
        f"[said \\*so\\*](rd:p/{P}), [My \\[note\\]](rd:n/{Q}?v=3) and `[[p:{P}|said *so*]]`"
        f"\n\n    [[p:{P}]]\n\n\\[[p:{P}]]"
    )


def test_sugar_without_known_words_is_written_out_with_its_id() -> None:
    assert written_out(f"[[p:{P}]]") == f"[{P}](rd:p/{P})"
    assert written_out(f"[[p:{P}| ]]", label=lambda _kind, _id: None) == f"[{P}](rd:p/{P})"


def test_sugar_behind_an_exclamation_mark_becomes_no_picture() -> None:
    assert written_out(f"So![[p:{P}|x]]") == f"So\\![x](rd:p/{P})"
    assert written_out(f"So\\![[p:{P}|x]]") == f"So\\![x](rd:p/{P})"
    assert written_out(f"So\\\\![[p:{P}|x]]") == f"So\\\\\\![x](rd:p/{P})"


def test_sugar_in_a_table_is_written_out() -> None:
    body = f"| a | b |\n|---|---|\n| c | [[p:{P}\\|words]] |"
    assert written_out(body) == f"| a | b |\n|---|---|\n| c | [words](rd:p/{P}) |"


@pytest.mark.parametrize("words", ["a \\| b", "a \\\\| b"])
def test_a_bar_in_the_words_of_a_link_in_a_table_parts_nothing(words: str) -> None:
    body = f"| x | y |\n|---|---|\n| [{words}](rd:p/{P}) | `[{words}](rd:p/{P})` |"
    assert told(body) == [("a | b", P, 2, 2, None)]
    changed = rewritten(body, {P: Q})
    assert changed == f"| x | y |\n|---|---|\n| [{words}](rd:p/{Q}) | `[{words}](rd:p/{P})` |"
    assert told(changed) == [("a | b", Q, 2, 2, None)]


def test_a_bar_in_the_words_of_sugar_in_a_table_is_no_backslash() -> None:
    body = f"| x | y |\n|---|---|\n| [[p:{P}\\|a \\| b]] | z |"
    assert told(body) == told(written_out(body)) == [("a | b", P, 2, 2, None)]


def test_words_with_a_bar_are_written_so_that_a_table_stays_whole() -> None:
    body = written_out(f"| x |\n|---|\n| [[p:{P}]] |", label=lambda _kind, _id: "q | r")
    assert told(body) == [("q | r", P, 2, 2, None)]


def test_code_like_the_sugar_beside_it_stays() -> None:
    body = f"`[[p:{P}]]` [[p:{P}]] ``[[p:{P}]]`` [[p:{P}]]"
    assert written_out(body) == f"`[[p:{P}]]` [{P}](rd:p/{P}) ``[[p:{P}]]`` [{P}](rd:p/{P})"


pieces = st.sampled_from(
    [
        *(
            f"[[p:{P}]]",
            f"[[n:{Q}|words]]",
            f"[a](rd:p/{P})",
            f"<rd:t/{Q}>",
            f"[b]: rd:p/{P}\n",
            "[b]",
            f"rd:p/{P}",
        ),
        *(
            "`",
            "``",
            "```\n",
            "    ",
            "\n",
            "\n\n",
            "> ",
            "- ",
            "|",
            "|-|\n",
            "\\",
            "[",
            "]",
            "(",
            ")",
            "!",
            "*",
            "x ",
        ),
    ]
)
TRAPS = (
    "[^1]",
    "\n\n[^1]: ",
    "# ",
    "- [ ] ",
    "plain words ",
    f"[c](r&#100;:p/{P})",
    f"[c](rd\\:p/{P})",
    "[b][r]",
    f"\n\n[r]: <rd:n/{Q}>\n\n",
    "a | b\n-|-\n",
    "===\n",
)
bodies = st.lists(pieces, max_size=25).map("".join)


@settings(max_examples=300, deadline=None)
@given(bodies)
def test_written_out_sugar_cites_the_same(body: str) -> None:
    out = written_out(body)
    assert [one.cited_id for one in citations(out)] == [one.cited_id for one in citations(body)]
    assert written_out(out) == out


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(pieces, st.sampled_from(TRAPS)), max_size=25).map("".join))
@example(f"[c][r]\n\n[r]: rd:p/{P}")
@example(f"a[^1]\n\n[^1]: b[^2]\n\n[^2]: [c](rd:p/{P})")
@example(f"# A [h](x)\n\n- [ ] [c](r&#100;:p/{P})")
def test_blocks_that_are_not_read_cite_nothing(body: str) -> None:
    found = citations(body)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(citing, "MAY_CITE", re.compile(""))
        assert citations(body) == found


@settings(max_examples=300, deadline=None)
@given(bodies)
def test_rewritten_links_name_the_new_ids(body: str) -> None:
    new = {P: "1111111111", Q: "2222222222"}
    out = rewritten(body, new)
    assert [one.cited_id for one in citations(out)] == [
        new[one.cited_id] for one in citations(body)
    ]
    assert len(out) == len(body)


def test_rewriting_leaves_code_and_words_alone() -> None:
    body = f"[rd:p/{P}](rd:p/{P}) `rd:p/{P}` rd:p/{P} [[p:{P}|x]] [a](rd:p/{Q})"
    assert rewritten(body, {P: "1111111111"}) == (
        f"[rd:p/{P}](rd:p/1111111111) `rd:p/{P}` rd:p/{P} [[p:1111111111|x]] [a](rd:p/{Q})"
    )


def test_marks_do_not_meet_ids_of_the_note() -> None:
    body = f"[a](rd:p/ZZZZ000000) `[b](rd:p/{P})`"
    assert rewritten(body, {P: Q}) == body


def test_body_without_old_ids_is_given_back() -> None:
    assert rewritten(NOTE, {"0000000000": P}) is NOTE
    assert written_out("plain") == "plain"
