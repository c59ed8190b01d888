# SPDX-License-Identifier: MIT
"""The map of the world: every outline has a code of ours and its place, the projection is Equal Earth."""

from __future__ import annotations

import json
import math
import runpy

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from researchdesk.config import paths
from researchdesk.config.settings import Settings
from researchdesk.entities import countries
from researchdesk.ui.style import Style
from researchdesk.ui.widgets.bar_chart import Bar, BarChart
from researchdesk.ui.widgets.world_map import Country, WorldMap, outlines
from tests.house.source import ROOT

NEIGHBOURS = (("RS", "BA"), ("RS", "BG"), ("FR", "DE"), ("US", "CA"), ("IN", "CN"))


@pytest.fixture
def style(qapp, home):
    return Style(Settings.load())


def test_every_outline_is_a_country_of_ours_and_the_file_is_small():
    file = paths.resource("map") / "countries.json"
    assert file.stat().st_size < 300_000
    held = json.loads(file.read_text(encoding="utf-8"))["countries"]
    assert set(held) <= set(countries.all_codes())
    assert len(held) > 230
    missing = set(countries.all_codes()) - set(held)
    assert not missing & {"RS", "XK", "VA", "SG", "MT", "TV", "GI", "GF"}
    assert {"SU", "YU", "CS", "DD"} <= missing


def test_nothing_goes_round_the_back_of_the_world(qapp):
    size, _, found = outlines()
    for code in ("RU", "FJ", "US", "NZ"):
        widest = max(part.boundingRect().width() for part in found[code].path.toSubpathPolygons())
        assert widest < size.width() * 0.45, code


@pytest.mark.parametrize(("one", "other"), NEIGHBOURS)
def test_neighbours_touch_and_do_not_lie_in_each_other(qapp, one, other):
    found = outlines()[2]
    assert found[one].box.adjusted(-3, -3, 3, 3).intersects(found[other].box)
    assert not found[one].path.contains(found[other].at)


@pytest.fixture(scope="module")
def recipe():
    pytest.importorskip("babel", reason="the recipe of the map needs babel")
    return runpy.run_path(str(ROOT / "packaging" / "map" / "make.py"))


def test_the_projection_is_equal_earth(recipe):
    equal = recipe["equal_earth"]
    assert equal(180, 0) == pytest.approx((2.70663, 0), abs=1e-4)
    assert equal(0, 90) == pytest.approx((0, 1.31736), abs=1e-4)
    assert equal(180, 90)[0] / equal(180, 0)[0] == pytest.approx(
        0.59, abs=0.01
    )  # the pole is a line
    low, high = 45.0, 45.1  # a band has the area on the map that it has on the sphere
    ring = [
        *((degree, low) for degree in range(91)),
        *((degree, high) for degree in range(90, -1, -1)),
    ]
    flat = recipe["area"]([equal(*one) for one in ring])
    sphere = math.pi / 2 * (math.sin(math.radians(high)) - math.sin(math.radians(low)))
    assert flat == pytest.approx(sphere, rel=1e-3)


def test_countries_with_more_are_deeper_and_small_ones_can_be_hit(style, qtbot):
    world = WorldMap(style)
    qtbot.addWidget(world)
    world.resize(700, 380)
    world.put(
        [Country("FR", 90, "France"), Country("BR", 3, "Brazil"), Country("VA", 1, "Vatican")]
    )
    world.show()
    chosen = []
    world.chosen.connect(chosen.append)
    image = world.grab().toImage()

    def depth(code):
        at = world.place_of(code).toPoint() * image.devicePixelRatio()
        colour = QColor(image.pixel(at))
        return colour.red() + colour.green() + colour.blue()

    assert depth("FR") < depth("BR")
    QTest.mouseClick(world, Qt.MouseButton.LeftButton, pos=world.place_of("VA").toPoint())
    assert chosen == ["VA"]
    QTest.mouseClick(world, Qt.MouseButton.LeftButton, pos=world.place_of("AU").toPoint())
    assert chosen == ["VA"]  # a country without articles leads nowhere


def test_the_map_is_drawn_nearer_by_keys_and_whole_again(style, qtbot):
    world = WorldMap(style)
    qtbot.addWidget(world)
    world.resize(700, 380)
    world.put([Country("FR", 9, "France"), Country("BR", 3, "Brazil")])
    world.show()
    far = world.place_of("BR") - world.place_of("FR")
    QTest.keyClick(world, Qt.Key.Key_Plus)
    near = world.place_of("BR") - world.place_of("FR")
    assert near.x() / far.x() == pytest.approx(1.3)
    QTest.keyClick(world, Qt.Key.Key_0)
    assert world.place_of("BR") - world.place_of("FR") == far
    QTest.keyClick(world, Qt.Key.Key_Right)
    assert (world.current, world.accessibleDescription()) == ("BR", "Brazil")


def test_bars_stand_as_high_as_they_count(style, qtbot):
    chart = BarChart(style)
    qtbot.addWidget(chart)
    chart.resize(400, 200)
    chart.put([Bar("2020", "2020, 10", 10), Bar("2021", "2021, 5", 5), Bar("2022", "2022, 0", 0)])
    chart.show()
    image = chart.grab().toImage()

    def height(at):
        box = chart.bar_box(at)
        x = int(box.center().x() * image.devicePixelRatio())
        rows = range(int(box.top()), int(box.bottom()))
        ground = style.colour("accent.base").getRgb(), style.colour("accent.hover").getRgb()
        return sum(QColor(image.pixel(x, y)).getRgb() in ground for y in rows)

    assert height(0) == pytest.approx(2 * height(1), abs=4)
    assert height(2) == 0
    chosen = []
    chart.chosen.connect(chosen.append)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.bar_box(1).center().toPoint())
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_End)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    assert chosen == [1, 2]
    assert QPointF(chart.bar_box(0).topLeft()).y() > 0
