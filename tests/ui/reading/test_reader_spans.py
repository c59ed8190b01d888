# SPDX-License-Identifier: MIT
"""Overlapping, nested and identical spans become stretches that know all their owners."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from researchdesk.ui.panes.reader_spans import Segment, at, segments

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8)


@given(SPANS)
def test_each_place_belongs_to_exactly_the_spans_that_hold_it(spans: list[tuple[int, int]]) -> None:
    cut = segments(spans)
    for place in range(31):
        inside = [one for one in cut if one.start <= place < one.end]
        assert [list(one.owners) for one in inside] == (
            [at(spans, place)] if at(spans, place) else []
        )


@given(SPANS)
def test_stretches_stand_in_order_and_never_overlap(spans: list[tuple[int, int]]) -> None:
    cut = segments(spans)
    assert all(one.start < one.end for one in cut)
    assert all(first.end <= second.start for first, second in pairwise(cut))


def test_the_shortest_span_owns_a_shared_stretch_first() -> None:
    assert segments([(0, 10), (4, 6)]) == [
        Segment(0, 4, (0,)),
        Segment(4, 6, (1, 0)),
        Segment(6, 10, (0,)),
    ]


def test_identical_spans_stay_in_the_order_given() -> None:
    assert segments([(2, 5), (2, 5)]) == [Segment(2, 5, (0, 1))]
