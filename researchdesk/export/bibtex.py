# SPDX-License-Identifier: MIT
"""Works as BibTeX, in UTF-8, with the fields that biblatex adds."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote

from researchdesk.export import dates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from researchdesk.model.article import Contributor
    from researchdesk.model.exporting import Work

TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "report": "techreport",
    "book": "book",
    "chapter": "incollection",
    "thesis": "phdthesis",
    "paper-conference": "inproceedings",
}  # of all others misc
HOLDERS = {
    "article": "journal",
    "incollection": "booktitle",
    "inproceedings": "booktitle",
    "techreport": "institution",
    "phdthesis": "school",
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FURTHER = {
    "volume": "volume",
    "issue": "number",
    "DOI": "doi",
    "ISSN": "issn",
    "ISBN": "isbn",
    "publisher": "publisher",
    "publisher-place": "address",
    "edition": "edition",
}
# A brace that stands alone ends the entry even when it is escaped, so that each has a name.
ESCAPED = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: "\\" + sign for sign in "$&#%_"},
    }
)
PLAIN = "!#$%&'()*+,/:;=?@[]-._~"  # stand in an address as they are


def write(works: Iterable[Work]) -> str:
    """Write works one after the other, each under a key of its own: name, year, word of the title."""
    taken: set[str] = set()
    return "\n".join(_entry(work, _key(work, taken)) for work in works)


def _entry(work: Work, key: str) -> str:
    kind = TYPES.get(work.item_type, "misc")
    fields = [
        (name, value) for name, value in _fields(work, kind) if value not in ("", "{}", "{{}}")
    ]
    lines = "".join(f"  {name} = {value},\n" for name, value in fields)
    return f"@{kind}{{{key},\n{lines}}}\n"


def _fields(work: Work, kind: str) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{_braced(work.title)}}}"  # two pairs of braces keep its capitals
    for role in ("author", "editor"):
        names = [_name(one) for one in work.contributors if one.role == role]
        yield role, f"{{{' and '.join(names)}}}"
    yield HOLDERS.get(kind, "howpublished"), _braced(work.container_title or "")
    for one in dates.parts(work.issued)[:1]:
        yield "year", f"{{{one.numbers[0]:04}}}"
        yield "month", MONTHS[one.numbers[1] - 1] if len(one.numbers) > 1 else ""
        yield "date", f"{{{(work.issued or '').replace('~', '')}}}"
    for variable, name in FURTHER.items():
        yield name, _braced(str(work.csl.get(variable) or ""))
    yield "pages", _braced(re.sub("[-–]+", "--", str(work.csl.get("page") or "")))
    yield "url", f"{{{quote(work.url or '', safe=PLAIN)}}}"
    yield "urldate", f"{{{work.accessed[:10] if work.url else ''}}}"
    yield "langid", _braced(work.language or "")
    yield "keywords", _braced(", ".join(one.replace(",", " ") for one in work.tags))


def _name(one: Contributor) -> str:
    if one.literal:
        return _braced(one.literal)
    words = [_escaped(part) for part in (one.family, one.given) if part]
    return ", ".join(f"{{{part}}}" if re.search(r",|\band\b", part) else part for part in words)


def _braced(words: str) -> str:
    return f"{{{_escaped(words)}}}"


def _escaped(words: str) -> str:
    return " ".join(words.split()).translate(ESCAPED)


def _key(work: Work, taken: set[str]) -> str:
    first = next(iter(work.contributors), None)
    name = (first.family or first.name) if first else work.container_title or "anonymous"
    year = next((f"{one.numbers[0]:04}" for one in dates.parts(work.issued)), "")
    word = next((one for one in work.title.split() if len(_ascii(one)) > 3), work.title)
    stem = (_ascii(name)[:20] or "anonymous") + year + _ascii(word)[:20]
    key = next(one for one in _numbered(stem) if one not in taken)
    taken.add(key)
    return key


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1


def _ascii(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return "".join(re.findall("[a-z0-9]", plain.lower()))
