# SPDX-License-Identifier: MIT
"""The tokens of both themes can be read: contrast by WCAG 2.2, and highlights apart for colour-blind readers too."""

from __future__ import annotations

import tomllib
from itertools import combinations, product

import pytest

from researchdesk.config import paths

READ, SEEN = 4.5, 3.0  # ratios of what is read, and of what must be seen
HIGHLIGHTS = ("yellow", "blue", "rose", "green")
KINDS = ("person", "country")
GROUNDS = ("window", "list", "paper", "raised", "hover", "chosen", "chosen_idle")


def on(fronts: str, backs: str, least: float) -> set[tuple[str, str, float]]:
    """Give every front on every back; a name is `group.token`."""
    return {(front, back, least) for front, back in product(fronts.split(), backs.split())}


def all_of(group: str, names) -> str:
    return " ".join(f"{group}.{name}" for name in names)


SURFACES = all_of("surface", GROUNDS)
FILLS = all_of("highlight", HIGHLIGHTS)
ENTITIES = all_of("entity", KINDS)
PAIRS = sorted(
    on("ink.strong ink.body ink.soft accent.text", SURFACES, READ)
    | on(
        "ink.faint",
        "surface.window surface.list surface.paper surface.raised surface.field",
        READ,
    )
    | on("ink.strong ink.body", "surface.selection", READ)
    | on("ink.on_accent", "accent.base accent.hover", READ)
    | on("ink.on_tooltip", "surface.tooltip", READ)
    | on(
        ENTITIES,
        "surface.list surface.paper surface.window surface.chosen surface.raised",
        READ,
    )
    | on("entity.person", "entity.person_tint", READ)
    | on("entity.country", "entity.country_tint", READ)
    | on(
        "state.good state.warning state.error", "surface.window surface.paper surface.raised", READ
    )
    | on("state.warning", "state.warning_tint", READ)
    | on("state.error", "state.error_tint", READ)
    | on(f"ink.body {ENTITIES}", FILLS, READ)
    | on("hit.text", "hit.fill", READ)
    | on("hit.edge", "surface.paper surface.list surface.chosen", SEEN)
    | on(
        all_of("highlight", [f"{one}_edge" for one in HIGHLIGHTS]),
        "surface.paper surface.list",
        SEEN,
    )
    | on("line.focus", SURFACES, SEEN)
    | on("line.edge", "surface.window surface.paper surface.raised", SEEN)
    | on("accent.base", "surface.window surface.paper", SEEN)
)
LEAST_APART = {"": 6, "_edge": 10}  # CIE76 distance of fills, and of edges
# How colours look to others: Machado, Oliveira and Fernandes 2009, severity 1, linear RGB.
EYES = {
    "usual": "1 0 0 / 0 1 0 / 0 0 1",
    "protanopia": "0.152286 1.052583 -0.204868 / 0.114503 0.786281 0.099216 / -0.003882 -0.048116 1.051998",
    "deuteranopia": "0.367322 0.860646 -0.227968 / 0.280085 0.672501 0.047413 / -0.011820 0.042940 0.968881",
    "tritanopia": "1.255528 -0.076749 -0.178779 / -0.078411 0.930809 0.147602 / 0.004733 0.691367 0.303900",
}


@pytest.fixture(scope="module", params=["light", "dark"])
def tokens(request):
    """The colours of a theme as `group.token`."""
    held = tomllib.loads((paths.resource("themes") / f"{request.param}.toml").read_text("utf-8"))
    return {
        f"{g}.{t}": v for g, part in held.items() if isinstance(part, dict) for t, v in part.items()
    }


def linear(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]


def contrast(one: str, other: str) -> float:
    dark, bright = sorted(
        sum(
            share * part
            for share, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True)
        )
        for colour in (one, other)
    )
    return (bright + 0.05) / (dark + 0.05)


def lab(rgb: list[float]) -> tuple[float, float, float]:
    red, green, blue = (min(max(one, 0.0), 1.0) for one in rgb)
    xyz = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883,
    )
    x, y, z = (one ** (1 / 3) if one > 0.008856 else 7.787 * one + 16 / 116 for one in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour: str, eyes: str) -> tuple[float, float, float]:
    rows = ([float(one) for one in row.split()] for row in EYES[eyes].split("/"))
    rgb = linear(colour)
    return lab([sum(a * b for a, b in zip(row, rgb, strict=True)) for row in rows])


def test_the_measure_itself_is_right():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert seen("#FFFFFF", "usual") == pytest.approx((100, 0, 0), abs=0.1)
    assert len(PAIRS) == 97


@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_a_colour_can_be_told_from_its_ground(tokens, front, back, least):
    assert contrast(tokens[front], tokens[back]) >= least


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("part", LEAST_APART)
def test_highlights_can_be_told_from_one_another(tokens, eyes, part):
    colours = [seen(tokens[f"highlight.{one}{part}"], eyes) for one in HIGHLIGHTS]
    for one, other in combinations(colours, 2):
        apart = sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
        assert apart >= LEAST_APART[part]
