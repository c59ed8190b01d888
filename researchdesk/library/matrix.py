# SPDX-License-Identifier: MIT
"""Many names at once: whom of the library each may be, and in how many articles they are, by columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Literal

from researchdesk.entities import names
from researchdesk.export import files, tables
from researchdesk.library import countries, people, periods, queries
from researchdesk.model.insight import NOWHERE, UNDATED, VAGUE, Column, Matrix, MatrixRow, Opening
from researchdesk.model.people import PersonId
from researchdesk.store import insight as rows
from researchdesk.store import people as person_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from researchdesk.library.library import Library
    from researchdesk.model.insight import Columns, Counts, Scale
    from researchdesk.model.people import PersonRow

    Forms = dict[int, dict[str, str]]  # of people: their forms, each with its kind
    Fit = Literal["exact", "by ear", "several", "unknown"]

TableForm = Literal["csv", "html"]
SCALES: dict[Columns, Scale] = {"month": "month", "year": "year"}
FITS = {
    "exact": "",
    "by ear": "a name that may be this one",
    "several": "fits several people",
    "unknown": "fits nobody",
}
APART = {UNDATED: "no date", VAGUE: "date less precise", NOWHERE: "no country"}


def make(library: Library, wanted: Sequence[str], by: Columns = "month") -> Matrix:
    """Count each name by columns: articles that bear the person, and articles in which a form of the name stands.

    A name that fits several people counts them all; one that fits nobody is only looked for in the texts. Any thread.
    """
    places = _columns(library, by)
    fits = _fits(library, wanted)
    shown = {row.id: row for row in person_rows.rows(library.store, _everybody(fits))}
    articles: dict[int, set[int]] = defaultdict(set)
    for person, article in rows.tagged(library.store, shown):
        if article in places:
            articles[person].add(article)
    has_index = library.index.state == "current"
    made = []
    for name, (fit, forms) in fits.items():
        tagged = set().union(*(articles[one] for one in forms))
        said = _asked_forms(name, forms)
        standing = queries.holding(library, said) & places.keys() if has_index else None
        who = _by_use(forms, shown)
        made.append(_row(name, fit, who, said, tagged, standing, places))
    return Matrix(by, _shown_columns(library, by, made), tuple(made))


def opening(matrix: Matrix, at: int, key: str, counts: Counts) -> Opening:
    """Say which sentences stand behind a cell; an empty key is the whole row."""
    row = matrix.rows[at]
    scale = SCALES.get(matrix.by)
    return Opening(
        groups=(tuple(("person", int(one.id)) for one in row.people),) if counts == "tags" else (),
        forms=row.forms if counts == "text" else (),
        period=key if scale else "",
        scale=scale or "day",
        country=key if matrix.by == "country" else "",
        article_id=int(key) if matrix.by == "article" and key else None,
    )


def table(matrix: Matrix, counts: Counts) -> list[list[str | int]]:
    """Lay a matrix out in rows of cells, the first with the names of the columns."""
    head: list[str | int] = ["Name", "Person", "Remark", "All"]
    made = [[*head, *(APART.get(one.key, one.label) for one in matrix.columns)]]
    for row in matrix.rows:
        cells = (row.tags if counts == "tags" else row.text) or {}
        total = row.tags_total if counts == "tags" else row.text_total
        who = "; ".join(one.preferred_name for one in row.people)
        made.append(
            [
                row.name,
                who,
                FITS[row.fit],
                total,
                *(cells.get(one.key, 0) for one in matrix.columns),
            ]
        )
    return made


def write(matrix: Matrix, counts: Counts, place: Path, form: TableForm) -> Path:
    """Write a matrix as CSV or as a web page; FileUnwritable."""
    laid_out = table(matrix, counts)
    if form == "html":
        title = "Names in articles" if matrix.by == "article" else f"Names by {matrix.by}"
        return files.write_file(place, tables.as_page(title, laid_out))
    return files.write_file(place, "\ufeff" + tables.as_csv(laid_out))


def _fits(library: Library, wanted: Sequence[str]) -> dict[str, tuple[Fit, Forms]]:
    """Give for each name how it fits and whom, with their forms: by the very name first, else by ear."""
    keys = {name: names.full_key(name) for name in wanted}
    exact: dict[str, Forms] = defaultdict(lambda: defaultdict(dict))
    for key, person, _, _, _ in rows.form_rows(library.store, (), keys.values()):
        exact[key.removeprefix("=")][person] = {}
    by_ear = _by_ear(library, [name for name in wanted if keys[name] not in exact])
    found: dict[str, tuple[Fit, Forms]] = {}
    for name in wanted:
        whom = exact.get(keys[name]) or by_ear.get(name) or {}
        fit: Fit = "exact" if keys[name] in exact else "by ear" if whom else "unknown"
        found[name] = ("several" if len(whom) > 1 else fit, dict(whom))
    known = person_rows.forms_of(library.store, _everybody(found))
    return {
        name: (fit, {one: known.get(one, {}) for one in whom})
        for name, (fit, whom) in found.items()
    }


def _by_ear(library: Library, wanted: Sequence[str]) -> dict[str, Forms]:
    """Give for names that nobody bears exactly whom they may mean."""
    keys = {name: people.telling_keys(library, name) for name in wanted}
    sharing: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for key, person, form, _, _ in rows.form_rows(library.store, set().union(*keys.values()), ()):
        sharing[key].append((person, form))
    found: dict[str, Forms] = {}
    for name in wanted:
        likely = {pair for key in keys[name] for pair in sharing.get(key, ())}
        whom = {person for person, form in likely if names.match(form, name)}
        found[name] = {one: {} for one in whom}
    return found


def _everybody(fits: Mapping[str, tuple[Fit, Forms]]) -> list[int]:
    return sorted({one for _, forms in fits.values() for one in forms})


def _by_use(forms: Forms, shown: Mapping[PersonId, PersonRow]) -> tuple[PersonRow, ...]:
    there = [shown[PersonId(one)] for one in forms if one in shown]
    return tuple(sorted(there, key=lambda row: (-row.article_count, row.id)))


def _asked_forms(name: str, forms: Forms) -> tuple[str, ...]:
    """Give the words that are looked for in the texts; a lone surname only where there is no fuller name."""
    every = {name: "", **{form: kind for held in forms.values() for form, kind in held.items()}}
    full = [form for form, kind in every.items() if " " in form.strip() and kind != "surname"]
    return tuple(full or every)


def _columns(library: Library, by: Columns) -> dict[int, tuple[str, ...]]:
    """Give for each article that is not in the trash the columns it counts in."""
    issued = rows.issued(library.store)
    if by == "article":
        return {article: (str(article),) for article, _ in issued}
    if by == "country":
        codes: dict[int, tuple[str, ...]] = {}
        for code, article in rows.countries(library.store):
            codes[article] = (*codes.get(article, ()), code)
        return {article: codes.get(article, (NOWHERE,)) for article, _ in issued}
    known: dict[str | None, tuple[str, ...]] = {}
    for printed in {printed for _, printed in issued}:
        known[printed] = (periods.period_of(printed, SCALES[by]),)
    return {article: known[printed] for article, printed in issued}


def _row(  # noqa: PLR0913 - a row has these parts
    name: str,
    fit: Fit,
    who: tuple[PersonRow, ...],
    said: tuple[str, ...],
    tagged: set[int],
    standing: set[int] | None,
    places: Mapping[int, tuple[str, ...]],
) -> MatrixRow:
    tags, text = (
        dict(Counter(key for article in found or () for key in places[article]))
        for found in (tagged, standing)
    )
    return MatrixRow(
        name,
        fit,
        who,
        said,
        tags,
        None if standing is None else text,
        len(tagged),
        len(standing or ()),
    )


def _shown_columns(library: Library, by: Columns, made: Sequence[MatrixRow]) -> tuple[Column, ...]:
    """Give the columns in which anything stands: dates in order, countries by number, articles newest first."""
    totals: Counter[str] = Counter()
    for row in made:
        totals.update(row.tags)
        totals.update(row.text or {})
    apart = [Column(key, APART[key]) for key in APART if totals.pop(key, 0)]
    if by == "article":
        found = rows.dated(library.store, [int(key) for key in totals])
        return tuple(Column(str(article), title) for article, _, title in found)
    if by == "country":
        keys = [code for code, _ in totals.most_common()]
        return (*(Column(code, countries.name_of(code)) for code in keys), *apart)
    return (*(Column(key, key) for key in sorted(totals)), *apart)
