# SPDX-License-Identifier: MIT
"""What two files of one library differ in, by what the user knows: articles, notes, annotations, people.

SQLite compares: the older file is attached to a reader of the newer one, and each part of a record is a question asked
of both. Long values stand there as their hashes or lengths, so 100,000 articles take a second or two.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from researchdesk.model.backup import Compared, Record
from researchdesk.model.errors import BadValue, LibraryMissing
from researchdesk.store.connection import plain, reader
from researchdesk.store.door import translating
from researchdesk.store.schema import VERSION

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from researchdesk.model.backup import Part

_TITLES = {
    "article": "SELECT public_id, id, title FROM {db}.article WHERE trashed_on IS NULL",
    "note": "SELECT public_id, id, title FROM {db}.note WHERE trashed_on IS NULL",
    "annotation": "SELECT annotation.public_id, annotation.id, exact FROM {db}.annotation "
    "JOIN {db}.article ON article.id = article_id "
    "WHERE annotation.trashed_on IS NULL AND article.trashed_on IS NULL",
    "person": "SELECT public_id, id, preferred_name FROM {db}.person "
    "WHERE trashed_on IS NULL AND merged_into_id IS NULL",
}
"""What is there, as the user sees it: what lies in the trash is gone."""

_PARTS: dict[str, dict[Part, str]] = {
    "article": {
        "details": "SELECT public_id, item_type, title, container_title, issued, language, url, csl, "
        "(SELECT group_concat(coalesce(literal, given || ' ' || family, family), char(10)) FROM "
        "(SELECT * FROM {db}.contributor WHERE article_id = article.id ORDER BY role, position)) FROM {db}.article",
        "text": "SELECT public_id, text_sha256 FROM {db}.article "
        "JOIN {db}.text_version ON text_version.id = current_version_id",
        "tags": "SELECT public_id, name_key FROM {db}.article JOIN {db}.article_tag ON article_id = article.id "
        "JOIN {db}.tag ON tag.id = tag_id",
        "names": "SELECT article.public_id, coalesce(person.public_id, country), mention.status FROM {db}.article "
        "JOIN {db}.mention ON article_id = article.id LEFT JOIN {db}.person ON person.id = person_id "
        "WHERE status = 'accepted'",
        "marks": "SELECT public_id, is_starred, filed_on IS NULL FROM {db}.article",
    },
    "note": {
        "text": "SELECT public_id, title, body FROM {db}.note",
        "tags": "SELECT public_id, name_key FROM {db}.note JOIN {db}.note_tag ON note_id = note.id "
        "JOIN {db}.tag ON tag.id = tag_id",
    },
    "annotation": {
        "comment": "SELECT public_id, body FROM {db}.annotation",
        "colour": "SELECT public_id, colour FROM {db}.annotation",
        "tags": "SELECT public_id, name_key FROM {db}.annotation "
        "JOIN {db}.annotation_tag ON annotation_id = annotation.id JOIN {db}.tag ON tag.id = tag_id",
        "place": 'SELECT annotation.public_id, start, "end", status FROM {db}.annotation '
        "JOIN {db}.article ON article.id = article_id JOIN {db}.target ON annotation_id = annotation.id "
        "AND text_version_id = current_version_id",
    },
    "person": {
        "details": "SELECT public_id, preferred_name, born, died, remark FROM {db}.person",
        "names": "SELECT public_id, form, name_form.kind FROM {db}.person "
        "JOIN {db}.name_form ON person_id = person.id",
        "numbers": "SELECT public_id, scheme, value FROM {db}.person "
        "JOIN {db}.identifier ON person_id = person.id",
    },
}


def compare(older: Path, newer: Path) -> Compared:
    """Say which records the newer of two files has more, less, or otherwise; any thread.

    Raises LibraryMissing where a file is not there, BadValue where one is of another schema.
    """
    with _both(older, newer) as conn:
        return Compared(tuple(_differing(conn)))


@contextlib.contextmanager
def _both(older: Path, newer: Path) -> Iterator[sqlite3.Connection]:
    for path in (older, newer):
        if not path.is_file():
            raise LibraryMissing(path=path)
    with translating(older), contextlib.closing(reader(newer)) as conn:
        conn.execute("ATTACH ? AS old", [f"{older.absolute().as_uri()}?mode=ro"])
        for name, path in (("old", older), ("main", newer)):
            if plain(conn).execute(f"PRAGMA {name}.user_version").fetchone()[0] != VERSION:
                raise BadValue(
                    value=path,
                    kind="copy of the same version",
                    expected="it can only be brought back as a whole",
                )
        conn.execute("BEGIN")  # one picture, however long this takes
        yield conn


def _differing(conn: sqlite3.Connection) -> Iterator[Record]:
    for noun, titles in _TITLES.items():
        old, new = (
            {row[0]: (row[1], row[2]) for row in plain(conn).execute(titles.format(db=db))}
            for db in ("old", "main")
        )
        altered = _altered(conn, noun)
        for public_id, (number, title) in sorted(old.items(), key=lambda one: one[1]):
            if public_id not in new:
                yield Record(noun, number, public_id, title, "gone")
            elif parts := altered.get(public_id):
                yield Record(noun, number, public_id, title, "altered", parts)
        for public_id, (number, title) in sorted(new.items(), key=lambda one: one[1]):
            if public_id not in old:
                yield Record(noun, number, public_id, title, "added")


def _altered(conn: sqlite3.Connection, noun: str) -> dict[str, tuple[Part, ...]]:
    found: dict[str, tuple[Part, ...]] = {}
    for part, question in _PARTS[noun].items():
        old, new = question.format(db="old"), question.format(db="main")
        for one, other in ((old, new), (new, old)):
            for row in plain(conn).execute(f"SELECT * FROM ({one}) EXCEPT SELECT * FROM ({other})"):
                if part not in found.get(row[0], ()):
                    found[row[0]] = (*found.get(row[0], ()), part)
    return found
