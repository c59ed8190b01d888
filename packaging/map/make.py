# SPDX-License-Identifier: MIT
"""Make resources/map/countries.json of the outlines of Natural Earth: python packaging/map/make.py ATLAS.tgz OUT.json.

The outlines are laid flat by the Equal Earth projection, by the formula its authors published: B. Šavrič, T. Patterson,
B. Jenny, "The Equal Earth map projection", International Journal of Geographical Information Science 33 (2019). Equal
areas stay equal, so that no country seems to weigh more for its place. Arcs are thinned before they become borders, so
that neighbours still share theirs. Needs babel, for the letters that go with the numbers of ISO 3166-1.
"""

from __future__ import annotations

import json
import math
import sys
import tarfile

from babel.core import get_global

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
WIDTH = 10_000  # units from 180° west to 180° east on the equator
THINNED = 3.0  # units that a border may be off
SPECK = 60.0  # square units below which an island is left out
SMALL = 700.0  # square units below which a country is a dot as well
WITHOUT_NUMBER = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO", "Indian Ocean Ter.": "AU",
                  "Ashmore and Cartier Is.": "AU", "Siachen Glacier": ""}  # fmt: skip
PLACES = {  # degrees east and north of those that the atlas leaves out or counts with others
    "BQ": (-68.3, 12.2), "BV": (3.4, -54.4), "CC": (96.8, -12.2), "CX": (105.7, -10.5), "GF": (-53, 4),
    "GI": (-5.4, 36.1), "GP": (-61.6, 16.2), "MQ": (-61, 14.6), "RE": (55.5, -21.1), "SJ": (16, 78),
    "TK": (-171.8, -9.2), "TV": (179.2, -8.5), "YT": (45.2, -12.8),
}  # fmt: skip
LEFT_OUT = ("AQ",)  # as wide as the map, and named by hardly anybody


def equal_earth(longitude, latitude):
    """Give x and y of degrees; x is 2.7066 at 180° on the equator, y 1.3173 at the pole."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    t2 = theta * theta
    t6 = t2 * t2 * t2
    slope = A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)
    x = 2 * math.sqrt(3) / 3 * math.radians(longitude) * math.cos(theta) / slope
    return x, theta * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))


SOUTHERN = -58  # degrees north: below it is Antarctica alone
SCALE = WIDTH / 2 / equal_earth(180, 0)[0]
TOP = SCALE * equal_earth(0, 90)[1]
HEIGHT = round(TOP - SCALE * equal_earth(0, SOUTHERN)[1])


def placed(longitude, latitude):
    """Give the place on the map: units from the left and from the top."""
    x, y = equal_earth(longitude, latitude)
    return WIDTH / 2 + x * SCALE, TOP - y * SCALE


def arcs_of(atlas):
    """Give the arcs of a TopoJSON file in degrees, without the points that nobody would miss."""
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        is_parted = any(abs(one[0] - other[0]) > 180 for one, other in zip(points, points[1:]))
        yield points if is_parted else thinned(points)


def thinned(points):
    """Leave out points that are no further than THINNED from the line between those that stay (Douglas and Peucker)."""
    if len(points) > 2 and points[0] == points[-1]:  # an island of one arc: thin its two halves
        middle = len(points) // 2
        return thinned(points[: middle + 1])[:-1] + thinned(points[middle:])
    kept, waiting = {0, len(points) - 1}, [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        ends = placed(*points[first]), placed(*points[last])
        far, at = max((distance(placed(*points[i]), *ends), i) for i in range(first + 1, last))
        if far > THINNED:
            kept.add(at)
            waiting += [(first, at), (at, last)]
    return [points[i] for i in sorted(kept)]


def distance(point, one, other):
    """Give how far a point is from the line between two others."""
    (x, y), (x1, y1), (x2, y2) = point, one, other
    length = math.hypot(x2 - x1, y2 - y1)
    if not length:
        return math.hypot(x - x1, y - y1)
    return abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length


def ring_of(numbers, arcs):
    """Join arcs to a ring; ~n is arc n backwards."""
    points = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1 if points else 0 :]
    return points


def cut(ring):
    """Give a ring of degrees as the rings on the map that it is: one that goes over 180° is cut there."""
    turned = [ring[0]]
    for longitude, latitude in ring[1:]:
        before = turned[-1][0]
        turned.append((longitude + 360 * round((before - longitude) / 360), latitude))
    pieces = []
    for turn in (-360, 0, 360):
        moved = [(longitude + turn, latitude) for longitude, latitude in turned]
        piece = side_of(side_of(moved, -180, 1), 180, -1)
        if len(piece) > 2:
            pieces.append([placed(*point) for point in piece])
    return pieces


def side_of(ring, edge, side):
    """Keep what of a ring is east (side 1) or west (side -1) of a longitude (Sutherland and Hodgman)."""
    kept = []
    for one, other in zip(ring, ring[1:] + ring[:1]):
        is_in, goes_in = side * (one[0] - edge) >= 0, side * (other[0] - edge) >= 0
        if is_in:
            kept.append(one)
        if is_in != goes_in:
            part = (edge - one[0]) / (other[0] - one[0])
            kept.append((edge, one[1] + part * (other[1] - one[1])))
    return kept


def area(ring):
    """Give the area of a ring."""
    turned = ring[1:] + ring[:1]
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(ring, turned))) / 2


def centre(ring):
    """Give the middle of a ring's corners."""
    return [round(sum(part) / len(ring)) for part in zip(*ring)]


def code_of(country):
    """Give the two letters of a country; nothing where no code fits."""
    aliases = get_global("territory_aliases")
    name = country["properties"]["name"]
    return WITHOUT_NUMBER.get(name) or aliases.get(str(country.get("id", "")).zfill(3), [""])[0]


def written(ring):
    """Write a ring as one flat list: the first place, then the ways from each to the next."""
    made, before = [], (0, 0)
    for x, y in ring:
        here = (round(x), round(y))
        if made and here == before:
            continue
        made += [here[0] - before[0], here[1] - before[1]]
        before = here
    return made


def main(archive, out):
    """Read the atlas out of its package, write the map."""
    with tarfile.open(archive) as package:
        atlas = json.load(package.extractfile("package/countries-50m.json"))
    arcs = list(arcs_of(atlas))
    rings = {}
    for country in atlas["objects"]["countries"]["geometries"]:
        code = code_of(country)
        if not code or code in LEFT_OUT:
            continue
        parts = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        every = (ring_of(one, arcs) for part in parts for one in part)
        rings.setdefault(code, []).extend(piece for one in every for piece in cut(one))
    made = {}
    for code, every in sorted(rings.items()):
        every.sort(key=area, reverse=True)
        shown = [every[0]] + [one for one in every[1:] if area(one) > SPECK]
        made[code] = {"at": centre(every[0]), "rings": [written(one) for one in shown]}
        if sum(map(area, every)) < SMALL:
            made[code]["dot"] = 1
    for code, (longitude, latitude) in PLACES.items():
        at = [round(part) for part in placed(longitude, latitude)]
        made.setdefault(code, {"at": at, "rings": [], "dot": 1})
    east = list(range(90, SOUTHERN - 1, -2))
    edge = [placed(180, one) for one in east] + [placed(-180, one) for one in east[::-1]]
    told = {"width": WIDTH, "height": HEIGHT, "globe": written(edge), "countries": made}
    with open(out, "w", encoding="utf-8") as file:
        json.dump(told, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
