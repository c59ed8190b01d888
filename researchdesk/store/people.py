# SPDX-License-Identifier: MIT
"""Rows of people and their name forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from researchdesk.model.dates import now
from researchdesk.model.errors import NoSuchThing
from researchdesk.model.people import (
    Identifier,
    KnownForm,
    NameForm,
    Person,
    PersonId,
    PersonRow,
)
from researchdesk.store.articles import IDS, as_json
from researchdesk.store.connection import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from researchdesk.store.operation import Store

LIVE = "person.trashed_on IS NULL AND person.merged_into_id IS NULL"
ARTICLES = """(SELECT count(DISTINCT article_id) FROM mention
    WHERE person_id = person.id AND mention.status = 'accepted'
    AND article_id NOT IN (SELECT id FROM article WHERE trashed_on IS NOT NULL))"""


def insert(store: Store, public_id: str, names: dict[str, str | None]) -> PersonId:
    """Make a person; `names` holds preferred_name, sort_name, family, given."""
    at = now()
    row = {"public_id": public_id, "created_at": at, "modified_at": at} | names
    return PersonId(int(store.db.table("person").insert(row).last_rowid or 0))


def update(store: Store, person_id: PersonId, **values: Any) -> None:
    """Change columns of a person; `modified_at` follows."""
    store.db.table("person").update(person_id, values | {"modified_at": now()})


def add_form(
    store: Store,
    person_id: PersonId,
    form: NameForm,
    full_key: str,
    keys: Iterable[str],
    article_id: int | None = None,
) -> None:
    """Let a person be known by one more form; a known one is left as it is, but may become the preferred one."""
    table = store.db.table("name_form")
    found = (
        store.read()
        .execute(
            "SELECT id, kind FROM name_form WHERE person_id = ? AND form = ?",
            [person_id, form.form],
        )
        .fetchone()
    )
    if found:
        if form.kind == "preferred" and found["kind"] != "preferred":
            table.update(found["id"], {"kind": "preferred"})
        return
    row = {
        "person_id": person_id,
        "form": form.form,
        "full_key": full_key,
        "script": form.script,
        "language": form.language,
        "kind": form.kind,
        "from_article_id": article_id,
    }
    form_id = table.insert(row).last_rowid
    store.db.table("name_key").insert_all(
        {"name_form_id": form_id, "key": key} for key in sorted(keys)
    )


def demote_preferred(store: Store, person_id: PersonId) -> None:
    """Make the preferred form a variant, so that another can be preferred."""
    store.db.execute(
        "UPDATE name_form SET kind = 'variant' WHERE person_id = ? AND kind = 'preferred'",
        [person_id],
    )


def get(store: Store, person_id: PersonId) -> Person:
    """Give one person; NoSuchThing when there is none with this number."""
    row = (
        store.read()
        .execute(f"SELECT *, {ARTICLES} AS n FROM person WHERE id = ?", [person_id])
        .fetchone()
    )
    if row is None:
        raise NoSuchThing(noun="person", name=person_id)
    return Person(
        id=PersonId(row["id"]),
        public_id=row["public_id"],
        preferred_name=row["preferred_name"],
        sort_name=row["sort_name"],
        born=row["born"],
        died=row["died"],
        remark=row["remark"],
        is_pinned=bool(row["is_pinned"]),
        forms=forms(store, person_id),
        article_count=row["n"],
        trashed_on=row["trashed_on"],
        identifiers=identifiers(store, person_id),
        merged_into_id=row["merged_into_id"],
    )


def identifiers(store: Store, person_id: PersonId) -> tuple[Identifier, ...]:
    """Give a person's numbers elsewhere."""
    rows = store.read().execute(
        "SELECT scheme, value FROM identifier WHERE person_id = ? ORDER BY id", [person_id]
    )
    return tuple(Identifier(*row) for row in rows)


def holder(store: Store, identifier: Identifier) -> PersonId | None:
    """Find the person who has this number."""
    row = (
        store.read()
        .execute(
            "SELECT person_id FROM identifier WHERE scheme = ? AND value = ?",
            [identifier.scheme, identifier.value],
        )
        .fetchone()
    )
    return PersonId(row[0]) if row else None


def set_identifiers(store: Store, person_id: PersonId, wanted: Iterable[Identifier]) -> None:
    """Let these be all numbers of a person; those that stay are not written again."""
    there, table = set(identifiers(store, person_id)), store.db.table("identifier")
    new = list(wanted)
    for one in there - set(new):
        table.delete_where("scheme = ? AND value = ?", [one.scheme, one.value])
    table.insert_all(
        {"person_id": person_id, "scheme": one.scheme, "value": one.value}
        for one in new
        if one not in there
    )


def drop_form(store: Store, person_id: PersonId, form: str) -> None:
    """Let a person no longer be known by a form."""
    store.db.table("name_form").delete_where("person_id = ? AND form = ?", [person_id, form])


def forms(store: Store, person_id: PersonId) -> tuple[NameForm, ...]:
    """Give a person's name forms, the preferred one first."""
    rows = store.read().execute(
        "SELECT form, kind, script, language FROM name_form WHERE person_id = ? ORDER BY kind <> 'preferred', id",
        [person_id],
    )
    return tuple(NameForm(*row) for row in rows)


def forms_of(store: Store, ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """Give of several people each form with its kind."""
    found: dict[int, dict[str, str]] = {}
    for row in store.read().execute(
        f"SELECT person_id, form, kind FROM name_form WHERE person_id IN {IDS} ORDER BY id",
        [as_json(ids)],
    ):
        found.setdefault(row[0], {})[row[1]] = row[2]
    return found


def by_public_id(store: Store, public_id: str) -> PersonId | None:
    """Find a person by the id that stands in links."""
    row = store.read().execute("SELECT id FROM person WHERE public_id = ?", [public_id]).fetchone()
    return PersonId(row[0]) if row else None


def existing(store: Store, ids: Iterable[int]) -> list[PersonId]:
    """Give those ids that are people; NoSuchThing names the first that is not."""
    wanted = list(dict.fromkeys(ids))
    found = {
        row[0]
        for row in store.read().execute(
            f"SELECT id FROM person WHERE id IN {IDS}", [as_json(wanted)]
        )
    }
    for one in wanted:
        if one not in found:
            raise NoSuchThing(noun="person", name=one)
    return [PersonId(one) for one in wanted]


def rows(
    store: Store, ids: Sequence[int] | None = None, limit: int | None = None
) -> list[PersonRow]:
    """Give what a list shows of people: pinned first, then the most used; of these ids in their order."""
    condition, values = (LIVE, list[object]()) if ids is None else (f"id IN {IDS}", [as_json(ids)])
    found = store.read().execute(
        f"""SELECT id, public_id, preferred_name, {ARTICLES} AS n, is_pinned,
            (SELECT group_concat(form, char(10)) FROM name_form WHERE person_id = person.id) AS forms
            FROM person WHERE {condition} ORDER BY is_pinned DESC, n DESC, sort_name LIMIT ?""",
        [*values, -1 if limit is None else limit],
    )
    made = [
        PersonRow(row[0], row[1], row[2], row[3], bool(row[4]), tuple((row[5] or "").split("\n")))
        for row in found
    ]
    if ids is not None:
        by_id = {row.id: row for row in made}
        return [by_id[PersonId(one)] for one in ids if one in by_id]
    return made


def by_use(store: Store, ids: Iterable[int]) -> list[PersonId]:
    """Order people by the number of articles that bear them, the most borne first."""
    found = store.read().execute(
        f"SELECT id FROM person WHERE id IN {IDS} ORDER BY {ARTICLES} DESC, id", [as_json(ids)]
    )
    return [PersonId(row[0]) for row in found]


def sharing_keys(store: Store, keys: Collection[str]) -> dict[PersonId, list[str]]:
    """Give the live people that share a look-up key, with all their forms."""
    marks = ", ".join("?" * len(keys))
    found: dict[PersonId, list[str]] = {}
    for row in store.read().execute(
        f"""SELECT person_id, form FROM name_form JOIN person ON person.id = person_id WHERE {LIVE} AND person_id IN
            (SELECT person_id FROM name_form JOIN name_key ON name_form_id = name_form.id WHERE key IN ({marks}))""",
        [*keys],
    ):
        found.setdefault(PersonId(row[0]), []).append(row[1])
    return found


def common_keys(store: Store, keys: Collection[str], most: int) -> set[str]:
    """Give those look-up keys that more than so many forms share."""
    marks = ", ".join("?" * len(keys))
    found = store.read().execute(
        f"SELECT key FROM name_key WHERE key IN ({marks}) GROUP BY key HAVING count(*) > ?",
        [*keys, most],
    )
    return {row[0] for row in found}


def beginning_with(store: Store, words: Sequence[str]) -> list[PersonId]:
    """Give the live people one of whose forms has a word that begins so, for each of these folded words."""
    longest_first = sorted(words, key=len, reverse=True)  # most forms fail at it
    begins = "instr(full_key, ?) AND instr(' ' || full_key, ' ' || ?)"  # the first is twice as fast
    condition = " AND ".join([begins] * len(words))
    found = plain(store.read()).execute(
        f"""SELECT DISTINCT person_id FROM (SELECT id FROM name_form WHERE {condition}) AS held
            CROSS JOIN name_form ON name_form.id = held.id
            CROSS JOIN person ON person.id = person_id WHERE {LIVE}""",
        [word for one in longest_first for word in (one, one)],
    )
    return [PersonId(row[0]) for row in found.fetchall()]


def sharing_family(store: Store, most: int) -> list[set[PersonId]]:
    """Give the live people that share the sound of a family name, or a whole name, where at most so many do."""
    found = store.read().execute(
        f"""SELECT group_concat(DISTINCT person_id) FROM
            (SELECT key, person_id FROM name_key JOIN name_form ON name_form.id = name_form_id
            WHERE key LIKE 'k:%' UNION ALL SELECT full_key, person_id FROM name_form)
            JOIN person ON person.id = person_id WHERE {LIVE}
            GROUP BY key HAVING count(DISTINCT person_id) BETWEEN 2 AND ?""",
        [most],
    )
    return [{PersonId(int(one)) for one in row[0].split(",")} for row in found]


def with_short_name(store: Store) -> list[PersonId]:
    """Give the live people one of whose forms has no family name of its own, or a very short one."""
    found = store.read().execute(
        f"""SELECT DISTINCT person_id FROM name_form JOIN person ON person.id = person_id
            WHERE {LIVE} AND NOT EXISTS (SELECT 1 FROM name_key WHERE name_form_id = name_form.id
            AND key LIKE 'k:%') ORDER BY person_id"""
    )
    return [PersonId(row[0]) for row in found]


def with_full_key(store: Store, full_key: str) -> list[PersonId]:
    """Give the live people one of whose forms has exactly this key, the most used first."""
    found = store.read().execute(
        f"SELECT id FROM person WHERE {LIVE} AND id IN (SELECT person_id FROM name_form WHERE full_key = ?)",
        [full_key],
    )
    bearers = [PersonId(row[0]) for row in found]
    return by_use(store, bearers) if len(bearers) > 1 else bearers


def all_forms(store: Store) -> list[tuple[PersonId, str, str]]:
    """Give (person, form, full_key) of all live people: for look-up while typing."""
    found = store.read().execute(
        f"SELECT person_id, form, full_key FROM name_form JOIN person ON person.id = person_id WHERE {LIVE}"
    )
    return [(PersonId(row[0]), row[1], row[2]) for row in found]


def known_forms(store: Store) -> list[KnownForm]:
    """Give the forms the recogniser may look for: of several words, and lone ones that were stored by hand."""
    found = store.read().execute(
        f"""SELECT form, person_id FROM name_form JOIN person ON person.id = person_id WHERE {LIVE}
            AND kind <> 'misspelling' AND (form LIKE '% %' OR (kind = 'variant' AND from_article_id IS NULL))
            ORDER BY name_form.id"""
    )
    return [KnownForm(row[0], PersonId(row[1])) for row in found]


def forms_version(store: Store) -> int:
    """Give a number that changes whenever name forms may have: the recogniser keeps its index until then."""
    row = (
        store.read()
        .execute(
            "SELECT coalesce(max(id), 0), count(*), "
            "(SELECT count(*) FROM person WHERE trashed_on IS NOT NULL) FROM name_form"
        )
        .fetchone()
    )
    return hash(tuple(row))


def trashed(store: Store) -> list[PersonRow]:
    """Give the people in the trash, the last first."""
    found = store.read().execute(
        "SELECT id FROM person WHERE trashed_on IS NOT NULL ORDER BY trashed_on DESC"
    )
    return rows(store, [row[0] for row in found])
