# SPDX-License-Identifier: MIT
"""Many names at once: whom of the library each may be, and in how many articles they are, by columns."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Literal

from researchdesk.entities import names
from researchdesk.export import files, tables
from researchdesk.library import countries, people, periods, queries
from researchdesk.model.insight import NOWHERE, UNDATED, VAGUE, Column, Matrix, MatrixRow, Opening
from researchdesk.model.name_page import Company
from researchdesk.store import insight as rows
from researchdesk.store import people as person_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from researchdesk.library.library import Library
    from researchdesk.model.insight import Columns, Counts, Scale

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
    counting = Counting(library, by)
    fits = _fits(library, wanted)
    everybody = _everybody(fits)
    shown = rows.names(library.store, everybody)
    articles = rows.tagged(library.store, everybody)
    made = []
    for name, (fit, forms) in fits.items():
        said = _asked_forms(name, forms)
        tagged = sorted(set().union(*(articles.get(one, ()) for one in forms)))
        tags, tags_total = counting.of(tagged)
        standing = queries.holding(library, said)
        text, text_total = (None, 0) if standing is None else counting.of(standing)
        who = [
            Company(one, shown[one], counting.of(articles.get(one, ()))[1])
            for one in forms
            if one in shown
        ]
        who.sort(key=lambda one: (-one.article_count, one.name))
        made.append(MatrixRow(name, fit, tuple(who), said, tags, text, tags_total, text_total))
    return Matrix(by, _shown_columns(library, by, made), tuple(made))


def opening(matrix: Matrix, at: int, key: str, counts: Counts) -> Opening:
    """Say which sentences stand behind a cell; an empty key is the whole row."""
    row = matrix.rows[at]
    scale = SCALES.get(matrix.by)
    return Opening(
        groups=(tuple(("person", int(one.key)) for one in row.people),) if counts == "tags" else (),
        forms=row.forms if counts == "text" else (),
        period=key if scale else "",
        scale=scale or "day",
        country=key if matrix.by == "country" else "",
        article_ids=(int(key),) if matrix.by == "article" and key else (),
    )


def table(matrix: Matrix, counts: Counts) -> list[list[str | int]]:
    """Lay a matrix out in rows of cells, the first with the names of the columns."""
    head: list[str | int] = ["Name", "Person", "Remark", "All"]
    made = [[*head, *(APART.get(one.key, one.label) for one in matrix.columns)]]
    for row in matrix.rows:
        cells = (row.tags if counts == "tags" else row.text) or {}
        total = row.tags_total if counts == "tags" else row.text_total
        who = "; ".join(one.name for one in row.people)
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


def _asked_forms(name: str, forms: Forms) -> tuple[str, ...]:
    """Give the words that are looked for in the texts; a lone surname only where there is no fuller name."""
    every = {name: "", **{form: kind for held in forms.values() for form, kind in held.items()}}
    full = [form for form, kind in every.items() if " " in form.strip() and kind != "surname"]
    return tuple(full or every)


class Counting:
    """Counts articles by the columns that they belong to; those in the trash belong to none."""

    def __init__(self, library: Library, by: Columns) -> None:
        import numpy as np

        self._numpy = np
        dated = rows.by_date(library.store)
        ids = [article for _, articles in dated for article in articles]
        self._is_live = np.zeros(max(ids, default=0) + 1, bool)
        self._is_live[ids] = True
        self._keys: list[str] = []
        self._by_column: list[NDArray[np.bool_]] = []  # of each column the articles in it
        self._column_of: NDArray[np.int64] | None = None  # of each article, where it has one alone
        if by == "country":
            self._put_countries(rows.of_countries(library.store))
        elif by != "article":
            self._put_periods(dated, SCALES[by])

    def of(self, articles: Sequence[int] | NDArray[np.int64]) -> tuple[dict[str, int], int]:
        """Count these articles by column, and all of them."""
        np = self._numpy
        ids = np.asarray(articles, np.int64)
        ids = ids[ids < len(self._is_live)]
        ids = ids[self._is_live[ids]]
        if self._column_of is not None:
            counts = np.bincount(self._column_of[ids], minlength=len(self._keys))
        elif self._by_column:
            counts = np.array([np.count_nonzero(held[ids]) for held in self._by_column])
        else:
            return dict.fromkeys(map(str, ids.tolist()), 1), len(ids)
        found = zip(self._keys, counts.tolist(), strict=True)
        return {key: count for key, count in found if count}, len(ids)

    def _put_countries(self, borne: Mapping[str, list[int]]) -> None:
        nowhere = self._is_live.copy()
        for code, articles in borne.items():
            held = self._numpy.zeros(len(self._is_live), bool)
            held[[one for one in articles if one < len(held)]] = True
            self._keys.append(code)
            self._by_column.append(held)
            nowhere &= ~held
        self._keys.append(NOWHERE)
        self._by_column.append(nowhere)

    def _put_periods(self, dated: Sequence[tuple[str | None, list[int]]], scale: Scale) -> None:
        numbers: dict[str, int] = {}
        self._column_of = self._numpy.zeros(len(self._is_live), self._numpy.int64)
        for issued, articles in dated:
            period = periods.period_of(issued, scale)
            self._column_of[articles] = numbers.setdefault(period, len(numbers))
        self._keys = list(numbers)


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
