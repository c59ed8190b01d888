# SPDX-License-Identifier: MIT
"""Any HTML there may be, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

LETTERS = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("ab \t\n\r\f\v\x00\x85\xa0\xad\u2028\ufeff\ufffc\ufdd0e\u0301😀&<>")),
        st.characters(),
    ),
    max_size=12,
)
TAGS = ("p", "h2", "ul", "ol", "li", "blockquote", "b", "i", "a", "code", "pre", "table", "tr", "td", "div", "span",
        "dl", "dt", "dd", "figure", "figcaption", "caption", "script", "em", "section")  # fmt: skip


def markup(inner):
    tag = st.sampled_from(TAGS)
    return st.one_of(
        st.tuples(tag, inner).map(lambda one: f"<{one[0]}>{one[1]}</{one[0]}>"),
        st.lists(inner, max_size=4).map("".join),
        st.tuples(tag, inner).map(
            lambda one: f"<{one[0]} href='https://a.example/' start='4'>{one[1]}"
        ),
        inner.map(lambda one: one + "<br>"),
    )


HTML = st.recursive(LETTERS, markup, max_leaves=12)
