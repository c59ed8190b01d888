# SPDX-License-Identifier: MIT
"""Build countries.json and country_shown.json in resources/entities.

Run it as: PYTHONPATH=. python packaging/model/build_countries.py. Needs Babel (CLDR territory names, Unicode licence); the rest are this project's own lists:
country_words.txt (adjectives), country_names_extra.txt and demonyms_en.txt (English), EXTRA below.
"""

import json
import re
from pathlib import Path

from babel import Locale
from country_lists import ABBREVIATIONS, DEMONYMS, EXTRA, LANGUAGES, NOT_A_NAME, PAST, SHOWN

from researchdesk.entities.words import fold

DATA = Path(__file__).parents[2] / "resources" / "entities"


def main():
    names = {language: of_language(language) for language in LANGUAGES}
    add_english(names["en"])
    demonyms = {"en": english_demonyms()}
    names["en"].update(PAST)
    names["en"].pop("czech", None)
    for language, code, *forms in rows("country_words.txt"):
        table = demonyms.setdefault(language, {})
        for form in forms:
            for word in sorted(endings(language, fold(form), form[0].isupper())):
                table.setdefault(word, code)
    lines = (DATA / "country_blocked.txt").read_text("utf8").splitlines()
    made = {
        "names": names,
        "demonyms": demonyms,
        "blocked": [fold(line.strip()) for line in lines if line.strip() and line[0] != "#"],
        "abbreviations": {
            form: code for code, forms in ABBREVIATIONS.items() for form in forms.split()
        },
    }
    text = json.dumps(made, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (DATA / "countries.json").write_text(text, "utf8")
    used = [*names.values(), *demonyms.values()]
    show({code for table in used for code in table.values() if len(code) == 2} | set(ABBREVIATIONS))


def rows(name):
    for line in (DATA / name).read_text("utf8").splitlines():
        if line and line[0] != "#":
            yield line.split()


def of_language(language):
    table = {}
    for code, name in Locale.parse(language).territories.items():
        if len(code) == 2 and code not in ("EU", "UN", "EZ", "ZZ", "XA", "XB", "QO", "CQ"):
            name = re.sub(r"\s*[(（].*", "", name)
            for form in sorted({name, name.split(" – ")[0], name.replace("&", "and")}):
                table.setdefault(" ".join(fold(form).split()), code)
    for code, forms in EXTRA.get(language, {}).items():
        for form in forms.split("|"):
            table[fold(form)] = code
    for bad in NOT_A_NAME.get(language, ()):
        table.pop(fold(bad), None)
    return table


def add_english(table):
    for line in (DATA / "country_names_extra.txt").read_text("utf8").splitlines():
        if line and line[0] != "#":
            code, forms = line.split(" ", 1)
            for form in forms.split("|"):
                if not re.fullmatch(r"[A-Z.]+", form):
                    table[fold(form)] = code[:2]
    for bad in ("congo", "korea"):
        table.pop(bad, None)


def english_demonyms():
    found = {}
    for code, *words in rows("demonyms_en.txt"):
        for word in words:
            word = word.replace("_", " ")
            if word != "-":
                found[fold(word)] = code[:2]
                if not re.search(r"(ese|ish|ch|ss|men|man|woman|Scots|é)$", word):
                    found.setdefault(fold(word) + "s", code[:2])
    found.update({fold(word): code for word, code in DEMONYMS.items()})
    return found


def show(codes):
    shown = {}
    for language, own in SHOWN.items():
        names = Locale.parse(language).territories
        shown[language.split("_")[0]] = {
            code: own.get(code)
            or names.get(code, code).replace(" & ", " and ").replace("St. ", "Saint ")
            for code in sorted(codes)
        }
    text = json.dumps(shown, ensure_ascii=False, indent=0, sort_keys=True)
    (DATA / "country_shown.json").write_text(text + "\n", "utf8")


def endings(language, word, noun):
    if language == "de":
        if noun:
            return {
                word,
                word + "s",
                word + "n",
                word + "in",
                word + "innen",
                word.rstrip("e") + "in",
                word.rstrip("e") + "innen",
                word + "en",
            }
        return {word + e for e in ("", "e", "er", "en", "es", "em")}
    if language == "fr":
        return {word + e for e in ("", "e", "s", "es", "ne", "nes")}
    if language in ("es", "it"):
        if word.endswith("o"):
            return {
                word[:-1] + e
                for e in (
                    ("o", "a", "os", "as") if language == "es" else ("o", "a", "i", "e", "hi", "he")
                )
            }
        if language == "es":
            return {word, word + "s", word + "a", word + "es", word + "as"}
        return {word, word[:-1] + "i", word[:-1] + "e"}
    return {
        word + e
        for e in "i a o e y u ou om oj ej ij og oga ogo eho iego omu emu iemu im ym ih ych ich imi ymi ima ie iej aja uju oe oji ijat ija ata oto ite em ega imi ih".split()
    }


if __name__ == "__main__":
    main()
