# SPDX-License-Identifier: MIT
"""Names from a pasted list or a CSV: one a line, `Surname, Name` too, a column of a table where it has a head."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from researchdesk.entities import words
from researchdesk.model.errors import BadValue, FileUnreadable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MOST = 2_000  # names
MOST_BYTES = 5_000_000
LONGEST = 200  # code points of a name
_WHOLE = """
name names full-name fullname person people label ime-i-prezime prezime-i-ime osoba osobe
naziv nom-complet nombre-completo nome-completo ime-prezime prezime-ime vollname imya fio
"""
WHOLE = frozenset(_WHOLE.split())
_FAMILY = """
surname family last-name lastname family-name familyname prezime nachname nom apellido
apellidos cognome familiya sobrenome
"""
FAMILY = frozenset(_FAMILY.split())
_GIVEN = """
first-name firstname given given-name givenname forename ime vorname prenom nombre nome
imya
"""
GIVEN = frozenset(_GIVEN.split())
_PARTICLES = "van von de der den del della di da du la le ter dos das al el bin"
PARTICLES = frozenset(_PARTICLES.split())
LETTER = re.compile(r"[^\W\d_]")
OTHER = re.compile(r"[\d@:/]")


def read_file(path: Path) -> list[str]:
    """Read the names of a text file in UTF-8 or UTF-16; FileUnreadable, or BadValue where it holds none."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileUnreadable(path=path, reason=reason) from error
    if len(raw) > MOST_BYTES:
        raise FileUnreadable(path=path, reason="it is too large for a list of names")
    try:
        return read(decoded(raw))
    except UnicodeDecodeError as error:
        raise FileUnreadable(path=path, reason="it is no text in UTF-8") from error


def decoded(raw: bytes) -> str:
    """Give the text of bytes in UTF-8, or in UTF-16 with its mark; raises UnicodeDecodeError."""
    return raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")


def read(text: str) -> list[str]:
    """Give the names in the order of the list, each once, the given name first; BadValue where there is none."""
    table = _table(text.removeprefix("\ufeff").replace("\0", " "))
    columns = _head(table[0]) if table else None
    whole = [_of_row(row) for row in table]
    found = [_joined(row, *columns) for row in table[1:]] if columns else whole
    kept = [one for one in dict.fromkeys(found) if LETTER.search(one) and len(one) <= LONGEST]
    if len(kept) > MOST:
        said = "take 2,000 of them at most"
        raise BadValue(value="This", kind="list of names for one table", expected=said)
    if not kept:
        said = "write one name a line, or a CSV with a column of names; 2,000 at most"
        raise BadValue(value="This", kind="list of names", expected=said)
    return kept


def _table(text: str) -> list[list[str]]:
    """Give rows of cells; what parts them is told by the first line that is parted at all."""
    lines = [line for line in text.splitlines() if line.strip()]
    first = next((line for line in lines if re.search("[\t;,]", line)), "")
    bare = re.sub(r'"[^"]*"', "", first)
    sign = next((one for one in "\t;," if one in bare), ",")
    rows = [_cells(line, sign) for line in lines]
    return [[" ".join(cell.split()) for cell in row] for row in rows if any(map(str.strip, row))]


def _cells(line: str, sign: str) -> list[str]:
    """Part one line, as CSV has it; no name goes over two lines, so an open quotation mark does not."""
    if line.count('"') % 2:
        line = line.replace('"', " ")
    try:
        return next(csv.reader([line], delimiter=sign, skipinitialspace=True))
    except csv.Error:  # a cell of more than a hundred thousand letters
        return line.split(sign)


def _head(row: Sequence[str]) -> tuple[int, int | None] | None:
    """Find in a head (the whole or family name's column, the given name's); None where the row is none."""
    said = ["-".join(words.fold(word) for word in re.findall(r"\w+", cell)) for cell in row]
    whole, family, given = (
        next((at for at, one in enumerate(said) if one in known), None)
        for known in (WHOLE, FAMILY, GIVEN)
    )
    if whole is not None and (family is None or given is None):
        return whole, None
    if family is not None and given is not None:
        return family, given
    lone = given if family is None else family
    return None if lone is None else (lone, None)


def _joined(row: Sequence[str], first: int, given: int | None) -> str:
    name = row[first] if first < len(row) else ""
    if given is None:
        return _turned(name)
    return f"{row[given] if given < len(row) else ''} {name}".strip()


def _of_row(row: Sequence[str]) -> str:
    """Read a line without a head: `Surname, Name` is parted like two cells; else the first cell is the name."""
    cells = [cell for cell in row if cell]
    if len(cells) > 1 and _is_family(cells[0]) and _is_given(cells[1]):
        return f"{cells[1]} {cells[0]}"
    return _turned(cells[0])


def _turned(name: str) -> str:
    """Give `Surname, Name` in one cell with the given name first."""
    family, comma, given = (part.strip() for part in name.partition(","))
    return f"{given} {family}" if comma and given and _is_given(given) else name.strip(" ,")


def _is_family(cell: str) -> bool:
    found = [word for word in cell.split() if words.fold(word) not in PARTICLES]
    return len(found) == 1 and not OTHER.search(cell)


def _is_given(cell: str) -> bool:
    found = cell.split()
    return len(found) <= 3 and not OTHER.search(cell) and all(one[0].isupper() for one in found)
