# SPDX-License-Identifier: MIT
"""People, articles, and who is named where, as FollowTheMoney entities: a line of JSON each, ids that stay the same.

Read by Aleph, OpenAleph and whatever else knows followthemoney's schemata Person, Article and Mention.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from researchdesk.export import dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from researchdesk.model.exporting import Work
    from researchdesk.model.people import Person

PAST = {"SU": "suhh", "YU": "yucs", "CS": "cshh", "DD": "dd"}  # codes of countries that are no more
_LANGUAGES = """
af:afr ar:ara az:aze be:bel bg:bul bn:ben bs:bos ca:cat cs:ces cy:cym da:dan de:deu el:ell en:eng es:spa et:est eu:eus
fa:fas fi:fin fr:fra ga:gle gl:glg he:heb hi:hin hr:hrv hu:hun hy:hye id:ind is:isl it:ita ja:jpn ka:kat kk:kaz ko:kor
lt:lit lv:lav mk:mkd ms:msa mt:mlt nb:nob nl:nld nn:nno no:nor pl:pol pt:por ro:ron ru:rus sk:slk sl:slv sq:sqi sr:srp
sv:swe sw:swa ta:tam th:tha tr:tur uk:ukr ur:urd uz:uzb vi:vie zh:zho
"""
LANGUAGES = dict(pair.split(":") for pair in _LANGUAGES.split())


def write(
    people: Iterable[Person],
    articles: Iterable[tuple[Work, str, Sequence[str]]],
    named: Iterable[tuple[str, str, Sequence[str]]],
) -> str:
    """Write entities, a line each.

    `articles` are works with their text and the codes of their countries; `named` says which person, by public id,
    which article names, and by which words.
    """
    made = [*map(_person, people), *map(_article, articles), *map(_mention, named)]
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in made)


def _person(one: Person) -> dict[str, object]:
    values = {
        "name": [one.preferred_name],
        "alias": [form.form for form in one.forms if form.form != one.preferred_name],
        "wikidataId": [number.value for number in one.identifiers if number.scheme == "wikidata"],
        "birthDate": _dates(one.born),
        "deathDate": _dates(one.died),
        "notes": [one.remark],
    }
    return _entity(one.public_id, "Person", values)


def _article(given: tuple[Work, str, Sequence[str]]) -> dict[str, object]:
    one, text, codes = given
    language = LANGUAGES.get(re.split(r"[-_]", one.language or "")[0].lower())
    values: dict[str, Iterable[str | None]] = {
        "title": [one.title],
        "author": [who.name for who in one.contributors if who.role == "author"],
        "publisher": [one.container_title],
        "publishedAt": _dates(one.issued),
        "retrievedAt": [one.accessed[:10]],
        "sourceUrl": [one.url],
        "language": [language],
        "country": [PAST.get(code, code.lower()) for code in codes],
        "keywords": one.tags,
        "mimeType": ["text/html"],
        "bodyText": [text],
    }
    return _entity(one.public_id, "Article", values)


def _mention(given: tuple[str, str, Sequence[str]]) -> dict[str, object]:
    article, person, names = given
    values = {
        "document": [article],
        "resolved": [person],
        "name": names,
        "detectedSchema": ["Person"],
    }
    return _entity(f"{article}-{person}", "Mention", values)


def _entity(
    public_id: str, schema: str, values: Mapping[str, Iterable[str | None]]
) -> dict[str, object]:
    filled = {name: [*dict.fromkeys(filter(None, found))] for name, found in values.items()}
    kept = {name: found for name, found in filled.items() if found}
    return {"id": public_id, "schema": schema, "properties": kept}


def _dates(edtf: str | None) -> Iterator[str]:
    """Give the dates of one as printed: a year, a month or a day; of an interval its begin."""
    for one in dates.parts(edtf)[:1]:
        yield "-".join(f"{number:0{4 if at == 0 else 2}}" for at, number in enumerate(one.numbers))
