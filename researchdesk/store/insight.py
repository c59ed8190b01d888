# SPDX-License-Identifier: MIT
"""Rows that are counted over many articles: mentions side by side, dates, countries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from researchdesk.store.articles import IDS, as_json
from researchdesk.store.connection import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from researchdesk.model.insight import Named
    from researchdesk.store.operation import Store

COLUMN = {"person": "person_id", "country": "country"}
CURRENT = "(text_version_id IS NULL OR text_version_id = current_version_id)"
SHIFT = 32  # bits for a place in a text
SEVERAL = "SELECT value FROM json_each(?)"


def bearing(
    store: Store, group: Sequence[Named], statuses: Sequence[str], ids: Sequence[int] = ()
) -> set[int]:
    """Give the articles, but of the trash, that bear any one of these people and countries; of these ids, or of all."""
    found: set[int] = set()
    among, more = (f"AND article_id IN {IDS}", [as_json(ids)]) if ids else ("", [])
    for kind in {kind for kind, _ in group}:
        values = _list(value for one, value in group if one == kind)
        found.update(
            article
            for (article,) in plain(store.read())
            .execute(
                f"""SELECT DISTINCT article_id FROM mention JOIN article ON article.id = article_id
                    WHERE {COLUMN[kind]} IN ({SEVERAL}) AND status IN ({SEVERAL}) AND trashed_on IS NULL {among}""",
                [values, _list(statuses), *more],
            )
            .fetchall()
        )
    return found


def beside(
    store: Store, named: Named, statuses: Sequence[str]
) -> tuple[list[int], list[int | str]]:
    """Give every mention in the articles that bear somebody: where it stands, and who it is; an article's together.

    Where is the article shifted left by SHIFT, and the place plus one, 0 for a tag on the whole. Who is a person's
    number, a country's code, or a suggested name behind "?".
    """
    found = plain(store.read()).execute(  # a row a mention costs three times as much
        f"""SELECT json_group_array((bearer << {SHIFT}) + coalesce(start + 1, 0)),
                json_group_array(coalesce(person_id, country, '?' || new_name))
            FROM (SELECT DISTINCT article_id AS bearer FROM mention
                WHERE {COLUMN[named[0]]} = ? AND status IN ({SEVERAL}))
            CROSS JOIN article ON article.id = bearer AND trashed_on IS NULL
            CROSS JOIN mention ON article_id = bearer AND status IN ({SEVERAL}) AND {CURRENT}""",
        [named[1], _list(statuses), _list(statuses)],
    )
    where, whom = map(json.loads, next(found))
    return where, whom


def newest_first(store: Store, ids: Iterable[int]) -> list[int]:
    """Give these articles by date of publication, those without one last, the newest clipped first among equals."""
    found = plain(store.read()).execute(
        f"SELECT id FROM article WHERE id IN {IDS} ORDER BY issued IS NULL, issued DESC, id DESC",
        [as_json(ids)],
    )
    return [article for (article,) in found.fetchall()]


def names(store: Store, ids: Iterable[int]) -> dict[int, str]:
    """Give the preferred names of people who are not in the trash."""
    found = plain(store.read()).execute(
        f"SELECT id, preferred_name FROM person WHERE trashed_on IS NULL AND id IN {IDS}",
        [as_json(ids)],
    )
    return dict(found.fetchall())


def dated(store: Store, ids: Iterable[int] | None = None) -> list[tuple[int, str | None, str]]:
    """Give (article, date as printed, title) of these articles, or of all, but of the trash; the newest first."""
    condition, values = ("", []) if ids is None else (f"AND id IN {IDS}", [as_json(ids)])
    return (
        plain(store.read())
        .execute(
            f"""SELECT id, issued, title FROM article WHERE trashed_on IS NULL {condition}
                ORDER BY issued IS NULL, issued DESC, id DESC""",
            values,
        )
        .fetchall()
    )


def by_date(store: Store) -> list[tuple[str | None, list[int]]]:
    """Give each date as printed with all articles that have it, but those in the trash."""
    found = plain(store.read()).execute(
        "SELECT issued, json_group_array(id) FROM article WHERE trashed_on IS NULL GROUP BY issued"
    )
    return [(issued, json.loads(articles)) for issued, articles in found]


def tagged(store: Store, people: Iterable[int]) -> dict[int, list[int]]:
    """Give the articles that bear each of these people, each once, those in the trash too."""
    found = plain(store.read()).execute(
        f"""SELECT person_id, json_group_array(article_id) FROM (SELECT DISTINCT person_id, article_id
                FROM mention WHERE person_id IN {IDS} AND status = 'accepted') GROUP BY person_id""",
        [as_json(people)],
    )
    return {person: json.loads(articles) for person, articles in found}


def of_countries(store: Store) -> dict[str, list[int]]:
    """Give the articles that bear each country, each once, those in the trash too."""
    found = plain(store.read()).execute(
        """SELECT country, json_group_array(article_id) FROM (SELECT DISTINCT country, article_id
            FROM mention WHERE country IS NOT NULL AND status = 'accepted') GROUP BY country"""
    )
    return {code: json.loads(articles) for code, articles in found}


def countries_in(store: Store, ids: Iterable[int]) -> list[tuple[str, int]]:
    """Give (code, number of articles) of the countries that these articles bear, the most borne first."""
    return (
        plain(store.read())
        .execute(
            f"""SELECT country, count(*) AS n FROM (SELECT DISTINCT country, article_id FROM mention
                WHERE article_id IN {IDS} AND status = 'accepted' AND country IS NOT NULL)
                GROUP BY country ORDER BY n DESC, country""",
            [as_json(ids)],
        )
        .fetchall()
    )


def spans(
    store: Store, group: Sequence[Named], ids: Sequence[int], statuses: Sequence[str]
) -> dict[int, list[tuple[int, int]]]:
    """Give for each of these articles where any one of a group is named in its current text."""
    found: dict[int, list[tuple[int, int]]] = {}
    for kind in {kind for kind, _ in group}:
        values = _list(value for one, value in group if one == kind)
        for row in plain(store.read()).execute(
            f"""SELECT article_id, start, "end" FROM mention JOIN article ON article.id = article_id
                WHERE {COLUMN[kind]} IN ({SEVERAL}) AND status IN ({SEVERAL}) AND article_id IN {IDS}
                AND text_version_id = current_version_id ORDER BY article_id, start""",
            [values, _list(statuses), as_json(ids)],
        ):
            found.setdefault(row[0], []).append((row[1], row[2]))
    return found


def form_rows(
    store: Store, keys: Iterable[str], full_keys: Iterable[str]
) -> list[tuple[str, int, str, str, str]]:
    """Give (key looked up, person, form, its full key, its kind) of live people that share any of these keys.

    The key looked up is a look-up key, or a full key behind "=".
    """
    live = "person.trashed_on IS NULL AND person.merged_into_id IS NULL"
    return (
        plain(store.read())
        .execute(
            f"""SELECT key, person_id, form, full_key, kind FROM name_key
                JOIN name_form ON name_form.id = name_form_id JOIN person ON person.id = person_id
                WHERE key IN ({SEVERAL}) AND {live}
                UNION ALL SELECT '=' || full_key, person_id, form, full_key, kind FROM name_form
                JOIN person ON person.id = person_id WHERE full_key IN ({SEVERAL}) AND {live}""",
            [_list(keys), _list(full_keys)],
        )
        .fetchall()
    )


def _list(values: Iterable[object]) -> str:
    """Give values as one SQL parameter for SEVERAL."""
    return json.dumps(list(values))
