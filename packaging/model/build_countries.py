# SPDX-License-Identifier: MIT
"""Build countries.json and country_shown.json in resources/entities.

Run it as: PYTHONPATH=. python packaging/model/build_countries.py. Needs Babel (CLDR territory names, Unicode licence); the rest are this project's own lists:
country_words.txt (adjectives), country_names_extra.txt and demonyms_en.txt (English), EXTRA below.
"""

import json
import re
from pathlib import Path

from babel import Locale

from researchdesk.entities.words import fold

DATA = Path(__file__).parents[2] / "resources" / "entities"
LANGUAGES = (
    "en de fr es it pt nl sv da no fi ro hu tr el sq sr hr bs sl mk bg ru uk be pl cs sk".split()
)
NOT_A_NAME = {"en": "Jersey Man Congo Guernsey".split()}
EXTRA = {
    "de": {
        "US": "USA|Vereinigte Staaten|Vereinigten Staaten|Amerika",
        "GB": "Großbritannien|England|Schottland|Vereinigtes Königreich|Vereinigten Königreich",
        "BA": "Bosnien",
        "CZ": "Tschechien",
        "CI": "Elfenbeinküste",
        "NL": "Holland",
        "DD": "Deutsche Demokratische Republik",
        "DE": "Bundesrepublik",
        "SU": "Sowjetunion|Sowjetrussland",
        "YU": "Jugoslawien",
        "BY": "Weißrussland|Belarus",
        "MK": "Mazedonien",
        "CD": "Kongo",
        "CS": "Tschechoslowakei",
        "VA": "Vatikan",
        "PS": "Palästina",
        "MM": "Birma|Myanmar",
        "RU": "Rußland",
        "RS": "Serbien",
        "MD": "Moldau|Moldawien",
    },
    "fr": {
        "US": "États-Unis|Etats-Unis|Amérique",
        "GB": "Grande-Bretagne|Angleterre|Écosse|Ecosse",
        "NL": "Pays-Bas|Hollande",
        "KR": "Corée du Sud",
        "KP": "Corée du Nord",
        "BA": "Bosnie",
        "MM": "Birmanie",
        "SU": "Union soviétique",
        "YU": "Yougoslavie",
        "BY": "Biélorussie",
        "CZ": "République tchèque|Tchéquie",
        "MK": "Macédoine",
        "PS": "Palestine",
        "VA": "Vatican",
        "CS": "Tchécoslovaquie",
        "MD": "Moldavie",
    },
    "es": {
        "US": "Estados Unidos",
        "GB": "Gran Bretaña|Inglaterra|Escocia",
        "NL": "Países Bajos|Holanda",
        "KR": "Corea del Sur",
        "KP": "Corea del Norte",
        "BA": "Bosnia",
        "MM": "Birmania",
        "CI": "Costa de Marfil",
        "SU": "Unión Soviética",
        "YU": "Yugoslavia",
        "BY": "Bielorrusia",
        "CZ": "República Checa",
        "MK": "Macedonia",
        "PS": "Palestina",
        "VA": "Vaticano",
        "SA": "Arabia Saudita|Arabia Saudí",
        "CS": "Checoslovaquia",
        "MD": "Moldavia",
    },
    "it": {
        "US": "Stati Uniti|America",
        "GB": "Gran Bretagna|Inghilterra|Scozia",
        "NL": "Olanda",
        "KR": "Corea del Sud",
        "KP": "Corea del Nord",
        "BA": "Bosnia",
        "SU": "Unione Sovietica",
        "YU": "Jugoslavia",
        "CZ": "Repubblica Ceca|Cechia",
        "MK": "Macedonia",
        "PS": "Palestina",
        "VA": "Vaticano",
        "CS": "Cecoslovacchia",
        "MM": "Birmania",
        "MD": "Moldavia",
    },
    "pt": {
        "US": "Estados Unidos",
        "GB": "Grã-Bretanha|Inglaterra|Escócia",
        "NL": "Holanda",
        "SU": "União Soviética",
        "YU": "Jugoslávia|Iugoslávia",
    },
    "nl": {
        "US": "Verenigde Staten|Amerika",
        "GB": "Groot-Brittannië|Engeland|Schotland",
        "NL": "Nederland|Holland",
        "SU": "Sovjet-Unie",
        "YU": "Joegoslavië",
    },
    "sr": {
        "US": "Sjedinjene Američke Države|Sjedinjene Države|Amerika",
        "BA": "Bosna i Hercegovina|Bosna",
        "MK": "Severna Makedonija|Makedonija",
        "GB": "Velika Britanija|Britanija|Engleska|Škotska",
        "NL": "Holandija",
        "GR": "Grčka",
        "CZ": "Češka",
        "ME": "Crna Gora",
        "VA": "Vatikan",
        "YU": "Jugoslavija",
        "SU": "Sovjetski Savez",
        "RO": "Rumunija",
        "DE": "Nemačka",
        "XK": "Kosovo",
        "RU": "Rusija|Ruska Federacija",
        "CS": "Čehoslovačka",
        "KR": "Južna Koreja",
        "KP": "Severna Koreja",
        "BY": "Belorusija",
    },
    "hr": {
        "US": "Sjedinjene Američke Države|Amerika",
        "BA": "Bosna i Hercegovina|Bosna",
        "MK": "Sjeverna Makedonija|Makedonija",
        "GB": "Velika Britanija|Britanija|Engleska|Škotska",
        "NL": "Nizozemska",
        "GR": "Grčka",
        "CZ": "Češka",
        "ME": "Crna Gora",
        "VA": "Vatikan",
        "YU": "Jugoslavija",
        "SU": "Sovjetski Savez",
        "RO": "Rumunjska",
        "DE": "Njemačka",
        "XK": "Kosovo",
        "BY": "Bjelorusija",
    },
    "sl": {
        "US": "Združene države Amerike|Združene države|Amerika",
        "GB": "Velika Britanija|Britanija|Anglija|Škotska",
        "BA": "Bosna in Hercegovina|Bosna",
        "MK": "Severna Makedonija|Makedonija",
        "CZ": "Češka",
        "YU": "Jugoslavija",
        "SU": "Sovjetska zveza",
        "CN": "Kitajska",
        "AT": "Avstrija",
    },
    "ru": {
        "US": "Соединённые Штаты Америки|Соединённые Штаты|Америка",
        "GB": "Великобритания|Британия|Англия|Шотландия",
        "RU": "Россия|Российская Федерация",
        "BY": "Беларусь|Белоруссия",
        "NL": "Голландия|Нидерланды",
        "MD": "Молдавия|Молдова",
        "KG": "Киргизия|Кыргызстан",
        "TM": "Туркмения",
        "MM": "Бирма|Мьянма",
        "KR": "Южная Корея",
        "KP": "Северная Корея",
        "SU": "Советский Союз",
        "YU": "Югославия",
        "CS": "Чехословакия",
        "MK": "Македония|Северная Македония",
        "BA": "Босния",
        "PS": "Палестина",
        "CZ": "Чехия",
        "VA": "Ватикан",
        "AE": "Эмираты",
    },
    "uk": {
        "US": "Сполучені Штати Америки|Сполучені Штати|Америка",
        "GB": "Велика Британія|Велика Брітанія|Британія|Англія|Шотландія",
        "RU": "Росія|Російська Федерація",
        "CZ": "Чехія",
        "SU": "Радянський Союз",
        "MD": "Молдова",
    },
    "bg": {
        "US": "Съединените щати|Съединени щати|Америка",
        "GB": "Великобритания|Британия|Англия|Шотландия",
        "NL": "Холандия",
        "MK": "Македония",
        "BA": "Босна",
        "CZ": "Чехия",
        "RU": "Русия|Руската федерация",
    },
    "pl": {
        "US": "Stany Zjednoczone|Ameryka",
        "GB": "Wielka Brytania|Brytania|Anglia|Szkocja",
        "NL": "Holandia",
        "CZ": "Czechy",
        "VA": "Watykan",
        "SU": "Związek Radziecki|Związek Sowiecki",
        "YU": "Jugosławia",
        "MK": "Macedonia",
        "BA": "Bośnia",
        "RU": "Federacja Rosyjska|Rosja",
        "CS": "Czechosłowacja",
    },
    "cs": {
        "US": "Spojené státy americké|Spojené státy|Amerika",
        "GB": "Velká Británie|Británie|Anglie|Skotsko",
        "NL": "Holandsko",
        "CZ": "Česko|Česká republika",
        "SU": "Sovětský svaz",
        "YU": "Jugoslávie",
        "MK": "Makedonie",
        "BA": "Bosna",
        "CS": "Československo",
        "SK": "Slovensko",
        "RU": "Ruská federace|Rusko",
    },
    "sk": {"US": "Spojené štáty", "GB": "Veľká Británia|Británia|Anglicko", "SU": "Sovietsky zväz"},
}
MORE = {
    "de": {
        "GB": "Nordirland",
        "AT": "Oesterreich",
        "HU": "Ungarn",
        "TR": "Tuerkei|Türkei",
        "DK": "Daenemark",
        "GR": "Griechenland",
        "-": "Mittelamerika",
    },
    "fr": {
        "GB": "Irlande du Nord",
        "-": "Amérique latine|Amérique du Sud|Amérique du Nord|Amérique centrale",
    },
    "es": {
        "GB": "Irlanda del Norte",
        "-": "América Latina|América del Sur|América Central|América del Norte|Nueva Guinea|Nuevo México|Golfo de México",
    },
    "it": {
        "GB": "Irlanda del Nord",
        "-": "America Latina|America del Sud|America Centrale|Nuovo Messico|Golfo del Messico",
    },
    "pt": {"GB": "Irlanda do Norte", "-": "América Latina|América do Sul"},
    "sr": {"GB": "Severna Irska", "-": "Latinska Amerika|Južna Amerika|Severna Amerika"},
    "hr": {"GB": "Sjeverna Irska", "-": "Latinska Amerika|Južna Amerika|Sjeverna Amerika"},
    "sl": {"GB": "Severna Irska|Združeno kraljestvo", "-": "Latinska Amerika|Južna Amerika"},
    "ru": {
        "GB": "Северная Ирландия|Соединённое Королевство|Соединенное Королевство",
        "-": "Латинская Америка|Южная Америка|Северная Америка",
    },
    "uk": {"GB": "Північна Ірландія|Великобританія", "-": "Латинська Америка|Південна Америка"},
    "bg": {"GB": "Северна Ирландия|Обединеното кралство", "-": "Латинска Америка"},
    "pl": {
        "GB": "Irlandia Północna|Zjednoczone Królestwo",
        "IT": "Włochy|Włoch|Włoszech|Włochom|Włochami",
        "DE": "Niemcy|Niemiec|Niemczech|Niemcom|Niemcami",
        "HU": "Węgry|Węgier|Węgrzech|Węgrom",
        "CZ": "Czechy|Czech|Czechach",
        "CN": "Chiny|Chin|Chinach|Chinom|Chinami",
        "-": "Ameryka Łacińska|Ameryka Południowa",
    },
    "cs": {"GB": "Severní Irsko|Spojené království", "-": "Latinská Amerika|Jižní Amerika"},
}
for _language, _table in MORE.items():
    for _code, _forms in _table.items():
        _old = EXTRA.setdefault(_language, {}).get(_code)
        EXTRA[_language][_code] = f"{_old}|{_forms}" if _old else _forms
EXTRA["bs"] = EXTRA["hr"]
SHOWN = {
    "en": {
        "BA": "Bosnia and Herzegovina",
        "CD": "Democratic Republic of the Congo",
        "CG": "Republic of the Congo",
        "CI": "Ivory Coast",
        "HK": "Hong Kong",
        "MM": "Myanmar",
        "MO": "Macao",
        "PS": "Palestine",
        "TR": "Turkey",
        "ST": "São Tomé and Príncipe",
        "CS": "Czechoslovakia",
        "DD": "East Germany",
        "SU": "Soviet Union",
        "YU": "Yugoslavia",
    },
    "sr_Latn": {
        "CS": "Čehoslovačka",
        "DD": "Istočna Nemačka",
        "SU": "Sovjetski Savez",
        "YU": "Jugoslavija",
    },
}
ABBREVIATIONS = {
    "US": "US USA U.S. U.S.A. U.S EE.UU. EEUU SAD ZDA США САЩ САД",
    "GB": "UK U.K. VB ВБ",
    "AE": "UAE ОАЭ",
    "CD": "DRC RDC ДРК",
    "DD": "DDR GDR NDR NRD ГДР",
    "DE": "BRD FRG ФРГ",
    "SU": "USSR URSS UdSSR SSSR СССР ЗССР ZSRR",
    "YU": "SFRJ СФРЈ",
    "BA": "BiH БиХ",
    "KP": "DPRK КНДР",
    "CN": "PRC КНР",
    "PL": "RP",
    "RU": "РФ",
    "CZ": "ČR",
}
ABBREVIATIONS["PL"] = ""


def main():
    names = {}
    for language in LANGUAGES:
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
        names[language] = table
    for line in (DATA / "country_names_extra.txt").read_text("utf8").splitlines():
        if line and line[0] != "#":
            code, forms = line.split(" ", 1)
            for form in forms.split("|"):
                if not re.fullmatch(r"[A-Z.]+", form):
                    names["en"][fold(form)] = {"CSHH": "CS"}.get(code, code)
    for bad in ("congo", "korea"):
        names["en"].pop(bad, None)
    demonyms = {"en": {}}
    for line in (DATA / "demonyms_en.txt").read_text("utf8").splitlines():
        if line and line[0] != "#":
            code, *words = line.split()
            for word in words:
                word = word.replace("_", " ")
                if word != "-":
                    demonyms["en"][fold(word)] = {"CSHH": "CS"}.get(code, code)
                    if not re.search(r"(ese|ish|ch|ss|men|man|woman|Scots|é)$", word):
                        demonyms["en"].setdefault(fold(word) + "s", code)
    demonyms["en"].update(
        {
            fold(k): v
            for k, v in {
                "Poles": "PL",
                "Pole": "PL",
                "Danes": "DK",
                "Swedes": "SE",
                "Turks": "TR",
                "Finns": "FI",
                "Scot": "GB",
                "Filipinos": "PH",
                "Brits": "GB",
                "Brit": "GB",
                "Serbs": "RS",
                "Croats": "HR",
                "Czechs": "CZ",
                "Czech": "CZ",
                "East German": "DD",
                "East Germans": "DD",
                "West German": "DE",
                "West Germans": "DE",
                "North Korean": "KP",
                "North Koreans": "KP",
                "South Korean": "KR",
                "South Koreans": "KR",
            }.items()
        }
    )
    names["en"].update(
        {
            "east germany": "DD",
            "west germany": "DE",
            "czech republic": "CZ",
            "soviet union": "SU",
            "yugoslavia": "YU",
            "czechoslovakia": "CS",
        }
    )
    names["en"].pop("czech", None)
    for line in (DATA / "country_words.txt").read_text("utf8").splitlines():
        if line and line[0] != "#":
            language, code, *forms = line.split()
            table = demonyms.setdefault(language, {})
            for form in forms:
                for word in sorted(endings(language, fold(form), form[0].isupper())):
                    table.setdefault(word, code)
    blocked = [
        fold(x.strip())
        for x in (DATA / "country_blocked.txt").read_text("utf8").splitlines()
        if x.strip() and x[0] != "#"
    ]
    (DATA / "countries.json").write_text(
        json.dumps(
            {
                "names": names,
                "demonyms": demonyms,
                "blocked": blocked,
                "abbreviations": {f: c for c, fs in ABBREVIATIONS.items() for f in fs.split()},
            },
            ensure_ascii=False,
            sort_keys=True,
            separators=(",", ":"),
        ),
        "utf8",
    )
    used = [*names.values(), *demonyms.values()]
    show({code for table in used for code in table.values() if len(code) == 2} | set(ABBREVIATIONS))
    print({k: len(v) for k, v in names.items()}, {k: len(v) for k, v in demonyms.items()})


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
