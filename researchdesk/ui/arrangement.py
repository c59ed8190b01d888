# SPDX-License-Identifier: MIT
"""How the regions share the window: four forms, chosen by the width in units of the interface's text.

200 % text and a small window so share one rule. An edge that the user moved wins over the rule, form by form, until
"Reset layout".
"""

from __future__ import annotations

from enum import IntEnum

from msgspec import Struct

BASE_PX = 13.0
RAIL = 52  # px at 100 %
SMALLEST = (760, 520)  # px of the window
BESIDE_FROM = (
    940  # px at 100 % that the reading region has before the companion goes beside the text
)


class Form(IntEnum):
    """The four forms; the number is the least width in units."""

    SINGLE = 0  # one region at a time
    NARROW = 62  # rail, list, reader above companion
    NORMAL = 88  # the navigation open
    WIDE = 128  # the companion beside the text where there is room


class Shares(Struct, frozen=True):
    """Widths in px, and how the companion lies."""

    form: Form
    is_rail: bool
    navigation: int
    results: int
    reading: int
    is_beside: bool
    companion: int  # width beside, height under


def form_of(width: int, text_size: float) -> Form:
    """Choose the form for a window of this width, in px."""
    units = width / (BASE_PX * text_size)
    return max(form for form in Form if units >= form)


def shares(
    size: tuple[int, int],
    text_size: float,
    *,
    moved: dict[str, int] | None = None,
    rail: bool | None = None,
    beside: bool | None = None,
) -> Shares:
    """Share a space of `size` px; `moved` are edges that the user moved, `rail` and `beside` what they chose."""
    width, height = size
    edges = moved or {}
    form = form_of(width, text_size)
    is_rail = form < Form.NORMAL if rail is None else rail
    navigation = _navigation(width, text_size, edges, is_rail=is_rail)
    rest = width - navigation
    if form is Form.SINGLE:
        return Shares(form, is_rail, navigation, rest, rest, False, height)  # noqa: FBT003 - a field
    results = edges.get("results") or _within(round(rest * 0.335), 300, 470, text_size)
    results = min(results, max(1, rest - round(280 * text_size)))
    if form is Form.WIDE and "results" not in edges:
        results = round(470 * text_size)
    reading = rest - results
    is_beside = form is Form.WIDE and reading > BESIDE_FROM * text_size
    if beside is not None:
        is_beside = beside
    return Shares(
        form,
        is_rail,
        navigation,
        results,
        reading,
        is_beside,
        _companion(reading, height, text_size, edges, is_beside=is_beside),
    )


def _navigation(width: int, text_size: float, edges: dict[str, int], *, is_rail: bool) -> int:
    if is_rail:
        return round(RAIL * text_size)
    if "navigation" in edges:
        return min(edges["navigation"], width // 3)
    return _within(round(width * 0.155), 196, 264, text_size)


def _companion(
    reading: int, height: int, text_size: float, edges: dict[str, int], *, is_beside: bool
) -> int:
    if is_beside:
        wanted = edges.get("beside") or _within(round(reading * 0.28), 400, 640, text_size)
        return min(wanted, reading // 2)
    return min(edges.get("under") or round(height * 0.46), round(height * 0.8))


def _within(value: int, least: int, most: int, text_size: float) -> int:
    return min(round(most * text_size), max(round(least * text_size), value))
