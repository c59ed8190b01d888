# SPDX-License-Identifier: MIT
"""What the words around an English country name say: Georgia by its company, `Lebanon, Pa.`, American Airlines."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from researchdesk.entities.words import fold

if TYPE_CHECKING:
    from researchdesk.entities.country_names import Kind

STATES = re.compile(
    r"\s*,\s*(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev"
    r"|Okla|Ore|Pa|Tenn|Tex|Vt|Va|Wash|Wis|Wyo|[NWSR]\.\s?[A-Z]"
    r"|A[LKZR]|C[AOT]|DE|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY]"
    r"|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Idaho|Illinois|Indiana"
    r"|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana"
    r"|Nebraska|Nevada|New (?:Hampshire|Jersey|Mexico|York)|North (?:Carolina|Dakota)|Ohio|Oklahoma|Oregon|Pennsylvania"
    r"|Rhode Island|South (?:Carolina|Dakota)|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin"
    r"|Wyoming)\b(?!-)"
)
GEORGIA_STATE = re.compile(
    r"\b(Atlanta|Savannah|Macon|Augusta|Fulton County|Ga\.|Kemp|Abrams|Raffensperger|Bulldogs|Peach State|Alabama"
    r"|Tennessee|South Carolina|North Carolina|Florida|Virginia|Mississippi|Louisiana|Texas|Kentucky|Ohio|Gwinnett"
    r"|Cobb County|DeKalb|Warnock|Ossoff|U\.S\. state|state of Georgia|Southeast(?:ern)? Conference|Columbus)\b"
)
GEORGIA_COUNTRY = re.compile(
    r"\b(Tbilisi|Saakashvili|Abkhazia|Ossetia|Caucasus|Armenia|Azerbaijan|Ivanishvili|Zurabishvili|Zourabichvili"
    r"|Georgians?|Kobakhidze|Garibashvili|Margvelashvili|Shevardnadze|Batumi|Black Sea|Ukraine|Moldova|Russia|NATO"
    r"|Kazakhstan|Turkmenistan|Uzbekistan)\b"
)
GEORGIAN_TOWN = re.compile(r"(Tbilisi|Batumi|Gori|Rustavi|Kutaisi),\s*$")
TOWN_BEFORE = re.compile(r"[A-Z]\w+,\s*$")
ORGANISATION = re.compile(
    r"\s+(Airlines|Airways|Open|Today|Times|Post|News|Telecom|Inc|Corp|Ltd|Co\b|Group|Bank|Idol|Express|League|Football"
    r"|Online|Society|Association|Institute|Museum|Street|Avenue|Road|University|College|Herald|Daily|Press|Grand Prix"
    r"|Masters|Cup\b|Square|Tower|Hotel|Park|Beach|Airport|Club|Medical|Cancer|Heart|Red Cross|Civil Liberties"
    r"|Federation|Academy|Apparel|Eagle|Party|Journal|Magazine|Review|Foundation|Council|Petroleum|Motors|Union|Dream"
    r"|Pacific|Mobile|Steel|Shipbuilding|Electric|Investment|Securities|Life|Oil)\b"
)
ORGANISATION_BEFORE = re.compile(
    r"\b(University|College|Bank|Air|Museum|Institute|Radio|Times) (of )?$"
)
LANGUAGES_TOO = frozenset(
    [
        "english", "french", "spanish", "german", "italian", "portuguese", "dutch", "russian", "chinese", "japanese",
        "korean", "turkish", "greek", "polish", "serbian", "croatian", "hungarian", "thai", "vietnamese", "swedish",
        "danish", "finnish", "norwegian", "romanian", "ukrainian", "welsh", "irish", "czech", "somali", "malay",
        "albanian", "bulgarian", "nepali",
    ]
)  # fmt: skip
LANGUAGE_AFTER = re.compile(
    r"[- ](language|speaking|speakers?|words?|subtitles|translation|class|classes|lessons|alphabet|version|teacher"
    r"|literature)\b",
    re.IGNORECASE,
)
LANGUAGE_BEFORE = re.compile(
    r"\b(in|speaks?|spoke|spoken|speaking|learn|learned|learning|studied|fluent|into|from|teach|teaches|taught|broken"
    r"|perfect|plain|Old|Middle)\s+$",
    re.IGNORECASE,
)
LANGUAGE_END = re.compile(r"\s*([.,;:!?)\"]|and\b|or\b|but\b|with\b|to\b|at\b|as\b|for\b|that\b|$)")
AFTER_NAME = frozenset(
    [
        "President", "Prime", "Minister", "King", "Queen", "Foreign", "The", "In", "On", "And", "But", "For", "If",
        "When", "After", "As", "At", "National", "Army", "Airlines", "Defense", "Defence", "Valley", "News", "Police",
        "Embassy", "Government", "To", "Ministry",
    ]
)  # fmt: skip
GIVEN_NAMES_TOO = frozenset(["chad", "jordan", "israel", "georgia", "kenya"])
PLACE_BEFORE = re.compile(
    r"\b(in|from|to|with|and|of|for|against|that|between|by|on|near|across|through|leave|left|visit|visited)\s+$"
)
TITLE_BEFORE = re.compile(r"\b(Mr|Mrs|Ms|Dr|Sen|Rep|Coach|Judge|Prof)\.?\s+(?:\w+\s+)?$")
INDIAN_NATIONS = re.compile(
    r"(American|Cleveland|Plains|Pueblo|Navajo|Cherokee|Bureau of|tribe|reservation)"
)
THE_BIRD = re.compile(r"\s*(sandwich|dinner|breast|and stuffing|burger|hunt|farm|bacon|soup|leg)")
BRAZZAVILLE = re.compile(r"Brazzaville|Sassou|Pointe-Noire")
KINSHASA = re.compile(r"Kinshasa|Goma|Kivu|Kabila|Tshisekedi|Ituri|Katanga|Beni|M23|Rwanda")
WORDS_TOO = ("US", "SAD", "САД", "VS")
AROUND = 30  # code points on each side


class Company:
    """What a whole English text says of the country words in it; each thing is asked once a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._line = (0, 0, False)

    @cached_property
    def names_india(self) -> bool:
        """True when India itself is named."""
        return bool(re.search(r"\bIndia\b", self.text))

    @cached_property
    def names_dominica(self) -> bool:
        """True when Dominica is named, whose people are Dominicans too."""
        return bool(re.search(r"\bDominica\b", self.text))

    @cached_property
    def georgian_balance(self) -> int:
        """How much more often the text names what goes with the country Georgia than with the state."""
        return len(GEORGIA_COUNTRY.findall(self.text)) - len(GEORGIA_STATE.findall(self.text))

    @cached_property
    def korea(self) -> str:
        """Give the Korea that the text speaks of: the South where nothing says so."""
        is_north = re.search(r"North Korea|Pyongyang|Kim Jong", self.text)
        return "KP" if is_north and not re.search(r"South Korea|Seoul", self.text) else "KR"

    @cached_property
    def congo(self) -> str:
        """Give the Congo that the text speaks of: the larger where nothing says so."""
        is_small = BRAZZAVILLE.search(self.text) and not KINSHASA.search(self.text)
        return "CG" if is_small else "CD"

    def is_shouted(self, at: int) -> bool:
        """Say whether the line at a place is in capitals."""
        start, end, is_shouted = self._line
        if not start <= at < end:
            start, end = self.text.rfind("\n", 0, at) + 1, self.text.find("\n", at)
            end = len(self.text) if end < 0 else end
            letters = [char for char in self.text[start:end] if char.isalpha()]
            is_shouted = len(letters) > 12 and sum(map(str.isupper, letters)) > 0.8 * len(letters)
            self._line = (start, end, is_shouted)
        return is_shouted


class Place(Struct, frozen=True):
    """One country word in its text: code points, half-open."""

    company: Company
    start: int
    end: int

    @property
    def word(self) -> str:
        """The word, folded."""
        return fold(self.printed)

    @property
    def before(self) -> str:
        """The words before it."""
        return self.company.text[max(0, self.start - AROUND) : self.start]

    @property
    def after(self) -> str:
        """The words after it."""
        return self.company.text[self.end : self.end + AROUND]

    @property
    def printed(self) -> str:
        """The word as printed."""
        return self.company.text[self.start : self.end]


def meant(place: Place, code: str, kind: Kind) -> list[str]:
    """Give the codes an English country word means here; none for a false friend."""
    if place.after[:1] == "$" or (place.word == "reunion" and place.printed != "Réunion"):
        return []
    if kind == "abbreviation":
        return [] if is_shouted(place, kind) else [code]
    if kind == "name" and code != "US" and STATES.match(place.after):
        return []
    if place.word in _BY_WORD:
        return _BY_WORD[place.word](place, code)
    if _is_false_friend(place):
        return []
    is_meant = _is_name_meant(place) if kind == "name" else _is_demonym_meant(place)
    return [code] if is_meant else []


def is_shouted(place: Place, kind: Kind) -> bool:
    """Say whether an abbreviation that is also a word stands in a line of capitals: TELL US, SAD JE VREME."""
    return (
        kind == "abbreviation"
        and place.printed in WORDS_TOO
        and place.company.is_shouted(place.start)
    )


def _georgia(place: Place, code: str) -> list[str]:
    is_town_of_the_state = TOWN_BEFORE.search(place.before) and not GEORGIAN_TOWN.search(
        place.before
    )
    return [code] if place.company.georgian_balance > bool(is_town_of_the_state) else []


def _dominican(place: Place, code: str) -> list[str]:
    return ["DM"] if place.company.names_dominica else _demonym(place, code)


def _demonym(place: Place, code: str) -> list[str]:
    return [code] if _is_demonym_meant(place) else []


def _korea(place: Place, _: str) -> list[str]:
    return ["KP", "KR"] if place.word == "koreas" else [place.company.korea]


def _congo(place: Place, _: str) -> list[str]:
    return [place.company.congo]


_BY_WORD = {
    "georgia": _georgia,
    "korea": _korea,
    "korean": _korea,
    "koreans": _korea,
    "koreas": _korea,
    "congo": _congo,
    "congolese": _congo,
    "dominican": _dominican,
}


def _is_false_friend(place: Place) -> bool:
    if place.word in ("indian", "indians") and not place.company.names_india:
        around = place.company.text[max(0, place.start - 60) : place.end + 60]
        return bool(INDIAN_NATIONS.search(around))
    return place.word == "turkey" and bool(THE_BIRD.match(place.after))


def _is_name_meant(place: Place) -> bool:
    follow = re.match(r" ([A-Z][a-z]+)\b", place.after)
    is_given_name = place.word in GIVEN_NAMES_TOO and follow and follow.group(1) not in AFTER_NAME
    if is_given_name and not PLACE_BEFORE.search(place.before):
        return False
    return not (
        TITLE_BEFORE.search(place.before)
        or ORGANISATION.match(place.after)
        or ORGANISATION_BEFORE.search(place.before)
    )


def _is_demonym_meant(place: Place) -> bool:
    if place.word in LANGUAGES_TOO:
        if LANGUAGE_AFTER.match(place.after):
            return False
        if LANGUAGE_BEFORE.search(place.before) and LANGUAGE_END.match(place.after):
            return False
    return not ORGANISATION.match(place.after)
