# SPDX-License-Identifier: MIT
"""Take single records back out of a backup: an article, a note or a person with all that belongs to them.

Numbers and public ids are kept, unless a number was given to something else meanwhile. What the record holds now is
made what it was; but texts, pages, passages and states of a note that were added since stay beside it. All of it is
written inside the caller's operation, so that one undo takes it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from researchdesk.model.errors import LibraryDamaged
from researchdesk.store import attachments

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

    from researchdesk.store.operation import Store

    Row = dict[str, Any]

IDS = "SELECT value FROM json_each(?)"


class Taking:
    """Brings rows of a backup, open for reading, into a library, inside an operation of that."""

    def __init__(self, store: Store, source: sqlite3.Connection, folder: Path) -> None:
        self._store = store
        self._source = source
        self._folder = folder  # with the attachments of the backup
        self._people: dict[int, int | None] = {}
        self.missing: list[str] = []  # names of attachments that are nowhere whole

    # -- the three records

    def article(self, public_id: str) -> tuple[int, int | None]:
        """Bring an article back with its texts, pages, tags, passages and names.

        Gives its number, and that of the text version that was read then; `finish` lets it be read again.
        """
        row = self._source_row("article", public_id)
        old = row["id"]
        row = row | {"current_version_id": self._now("article", public_id, "current_version_id")}
        row["import_run_id"] = self._kept_id("import_run", row["import_run_id"])
        if self._is_taken(row):
            row["canonical_url"] = None  # it was clipped anew: the address stays with that
        new = self._put("article", row, "public_id")
        snapshots = self._snapshots(old, new)
        versions = self._versions(old, new, snapshots)
        self._replace("contributor", "article_id", old, new, person_id=self._person)
        self._replace("candidate", "article_id", old, new)
        self._replace("block_decision", "article_id", old, new)
        self._replace("refusal", "article_id", old, new, person_id=self._person)
        self._name_origins(old, new)
        self._tags("article", old, new)
        self._annotations(old, new, versions)
        current = self._rows("article", "id = ?", old)[0]["current_version_id"]
        return new, versions.get(current)

    def finish(self, public_id: str, number: int, version: int | None) -> None:
        """Let the text version of then be read, and let the names stand in it as they did."""
        old = self._source_row("article", public_id)["id"]
        versions = {
            row["id"]: found
            for row in self._rows("text_version", "article_id = ?", old)
            if (found := self._version_of(row, number)) is not None
        }
        self._update("article", number, {"current_version_id": version})
        self._mentions(old, number, versions)

    def note(self, public_id: str) -> tuple[int, Row]:
        """Bring a note back with its states and tags; give its number, and title and text as they were.

        A note that is there keeps its text for now: the caller saves the old one as a state of its own.
        """
        row = self._source_row("note", public_id)
        old, there = row["id"], self._now("note", public_id, "id")
        if there is None:
            new = self._put("note", row, "public_id")
            self._replace("citation", "note_id", old, new)
        else:
            new = int(there)
            self._update("note", new, {"trashed_on": row["trashed_on"]})
        self._revisions(old, new)
        self._tags("note", old, new)
        return new, row

    def person(self, public_id: str) -> int:
        """Bring a person back with names, numbers, and the mentions of articles that are here."""
        row = self._source_row("person", public_id)
        self._conn.execute("DELETE FROM alias WHERE old_id = ?", [public_id])
        new = self._bring_person(row)
        for one in self._rows("mention", "person_id = ?", row["id"]):
            article = self._counterpart("article", one["article_id"])
            version = self._counterpart_of_version(one["text_version_id"], article)
            if article is not None and (one["text_version_id"] is None) == (version is None):
                self._put_mention(one, article, version, new)
        return new

    # -- parts of an article

    def _name_origins(self, old: int, new: int) -> None:
        for row in self._rows("name_form", "from_article_id = ?", old):
            where = "id = ? AND form = ? AND from_article_id IS NULL"
            there = self._find(where, "name_form", [row["id"], row["form"]])
            if there is not None:
                self._update("name_form", there, {"from_article_id": new})

    def _snapshots(self, old: int, new: int) -> dict[int, int]:
        found = {}
        for row in self._rows("snapshot", "article_id = ?", old):
            same = self._find(
                "article_id = ? AND sha256 = ? AND fetched_at = ?",
                "snapshot",
                [new, row["sha256"], row["fetched_at"]],
            )
            if same is None:
                same = self._insert("snapshot", row | {"article_id": new})
                self._fetch(row)
                for one in self._rows("snapshot_resource", "snapshot_id = ?", row["id"]):
                    resource = self._resource(one["resource_id"])
                    links = {"snapshot_id": same, "resource_id": resource}
                    self._insert("snapshot_resource", one | links)
            found[row["id"]] = same
        return found

    def _resource(self, old: int) -> int:
        row = self._rows("resource", "id = ?", old)[0]
        same = self._find("sha256 = ?", "resource", [row["sha256"]])
        if same is None:
            same = self._insert("resource", row)
            self._fetch(row)
        return same

    def _versions(self, old: int, new: int, snapshots: dict[int, int]) -> dict[int, int]:
        found = {}
        for row in self._rows("text_version", "article_id = ?", old):
            same = self._version_of(row, new)
            if same is None:
                links = {"article_id": new, "snapshot_id": snapshots.get(row["snapshot_id"])}
                links["seq"] = self._free_number("text_version", "article_id", new, "seq", row)
                same = self._insert("text_version", row | links)
                for one in self._rows("removed_block", "text_version_id = ?", row["id"]):
                    self._insert("removed_block", one | {"text_version_id": same})
            found[row["id"]] = same
        return found

    def _version_of(self, row: Row, article: int) -> int | None:
        return self._find(
            "article_id = ? AND text_sha256 = ? AND html = ?",
            "text_version",
            [article, row["text_sha256"], row["html"]],
        )

    def _annotations(self, old: int, new: int, versions: dict[int, int]) -> None:
        for row in self._rows("annotation", "article_id = ?", old):
            number = self._put("annotation", row | {"article_id": new}, "public_id")
            self._tags("annotation", row["id"], number)
            for one in self._rows("target", "annotation_id = ?", row["id"]):
                version = versions[one["text_version_id"]]
                mine = "id = ? AND annotation_id = ?"
                links = {
                    "annotation_id": number,
                    "text_version_id": version,
                    "carried_from_id": self._find(mine, "target", [one["carried_from_id"], number]),
                }
                where = "annotation_id = ? AND text_version_id = ?"
                there = self._find(where, "target", [number, version])
                if there is None:
                    self._insert("target", one | links)
                else:
                    self._update("target", there, one | links)

    def _mentions(self, old: int, new: int, versions: dict[int, int]) -> None:
        wanted = self._rows("mention", "article_id = ?", old)
        kept = [row["id"] for row in wanted]
        # made since, and standing where those of then come back to
        surplus = self._conn.execute(
            "SELECT id FROM mention WHERE article_id = ? AND (text_version_id IS NULL OR "
            f"text_version_id IN ({IDS})) AND id NOT IN ({IDS})",
            [new, _json(versions.values()), _json(kept)],
        ).fetchall()
        for (number,) in (tuple(row) for row in surplus):
            self._conn.execute("DELETE FROM mention WHERE id = ?", [number])
        for row in wanted:
            version = row["text_version_id"]
            version = versions.get(version) if version is not None else None
            self._put_mention(row, new, version, self._person(row["person_id"]))

    def _put_mention(self, row: Row, article: int, version: int | None, person: int | None) -> None:
        links = {"article_id": article, "text_version_id": version, "person_id": person}
        there = self._find("id = ? AND article_id = ?", "mention", [row["id"], article])
        if there is not None:
            self._update("mention", there, row | links)
        elif version is not None or not self._is_tagged(article, person, row["country"]):
            self._insert("mention", row | links)

    def _is_tagged(self, article: int, person: int | None, country: str | None) -> bool:
        where = "article_id = ? AND start IS NULL AND ifnull(person_id, 0) = ? AND ifnull(country, '') = ?"
        return self._find(where, "mention", [article, person or 0, country or ""]) is not None

    # -- parts of others

    def _revisions(self, old: int, new: int) -> None:
        for row in self._rows("note_revision", "note_id = ?", old):
            where = "note_id = ? AND title = ? AND body_zlib = ?"
            if self._find(where, "note_revision", [new, row["title"], row["body_zlib"]]) is None:
                number = self._free_number("note_revision", "note_id", new, "revision", row)
                self._insert("note_revision", row | {"note_id": new, "revision": number})

    def _bring_person(self, row: Row) -> int:
        old = row["id"]
        self._people[old] = None  # two that were merged into one another must come to an end
        merged = self._person(row["merged_into_id"])
        new = self._put("person", row | {"merged_into_id": merged}, "public_id")
        self._people[old] = new
        self._conn.execute("DELETE FROM name_form WHERE person_id = ?", [new])
        for form in self._rows("name_form", "person_id = ?", old):
            article = self._counterpart("article", form["from_article_id"])
            number = self._insert(
                "name_form", form | {"person_id": new, "from_article_id": article}
            )
            for key in self._rows("name_key", "name_form_id = ?", form["id"]):
                self._insert("name_key", key | {"name_form_id": number})
        self._conn.execute("DELETE FROM identifier WHERE person_id = ?", [new])
        for one in self._rows("identifier", "person_id = ?", old):
            if (
                self._find("scheme = ? AND value = ?", "identifier", [one["scheme"], one["value"]])
                is None
            ):
                self._insert("identifier", one | {"person_id": new})
        return new

    def _person(self, old: int | None) -> int | None:
        """Give the person of now for one of then; one that is gone comes back, one that was merged is the other."""
        if old is None:
            return None
        if old not in self._people:
            row = self._rows("person", "id = ?", old)[0]
            there = self._now("person", row["public_id"], "id")
            while there is not None and (into := self._merged_into(there)) is not None:
                there = into
            self._people[old] = self._bring_person(row) if there is None else there
        return self._people[old]

    def _merged_into(self, number: int) -> int | None:
        row = self._conn.execute(
            "SELECT merged_into_id FROM person WHERE id = ?", [number]
        ).fetchone()
        return None if row[0] is None else int(row[0])

    def _tags(self, noun: str, old: int, new: int) -> None:
        table, column = f"{noun}_tag", f"{noun}_id"
        wanted = {}
        for row in self._rows(table, f"{column} = ?", old):
            tag = self._rows("tag", "id = ?", row["tag_id"])[0]
            there = self._find("name_key = ?", "tag", [tag["name_key"]])
            wanted[self._insert("tag", tag) if there is None else there] = row
        held = self._conn.execute(
            f"SELECT id, tag_id FROM {table} WHERE {column} = ?", [new]
        ).fetchall()
        for number, tag_id in (tuple(row) for row in held):
            if wanted.pop(tag_id, None) is None:
                self._conn.execute(f"DELETE FROM {table} WHERE id = ?", [number])
        for tag_id, row in wanted.items():
            self._insert(table, row | {column: new, "tag_id": tag_id})

    # -- rows

    @property
    def _conn(self) -> sqlite3.Connection:
        return self._store.db.conn

    def _rows(self, noun: str, where: str, value: object) -> list[Row]:
        found = self._source.execute(f"SELECT * FROM {noun} WHERE {where} ORDER BY id", [value])
        return [dict(row) for row in found]

    def _source_row(self, noun: str, public_id: str) -> Row:
        return self._rows(noun, "public_id = ?", public_id)[0]

    def _now(self, noun: str, public_id: str, column: str) -> Any:
        question = f"SELECT {column} FROM {noun} WHERE public_id = ?"
        row = self._conn.execute(question, [public_id]).fetchone()
        return row[0] if row else None

    def _find(self, where: str, noun: str, values: list[object]) -> int | None:
        row = self._conn.execute(f"SELECT id FROM {noun} WHERE {where}", values).fetchone()
        return int(row[0]) if row else None

    def _kept_id(self, noun: str, number: int | None) -> int | None:
        return None if number is None else self._find("id = ?", noun, [number])

    def _counterpart(self, noun: str, old: int | None) -> int | None:
        """Give the number of now for a row of then, by the public id; None where it is not here."""
        if old is None:
            return None
        public_id = self._rows(noun, "id = ?", old)[0]["public_id"]
        return self._find("public_id = ?", noun, [public_id])

    def _counterpart_of_version(self, old: int | None, article: int | None) -> int | None:
        if old is None or article is None:
            return None
        return self._version_of(self._rows("text_version", "id = ?", old)[0], article)

    def _put(self, noun: str, row: Row, key: str) -> int:
        there = self._find(f"{key} = ?", noun, [row[key]])
        if there is None:
            return self._insert(noun, row)
        self._update(noun, there, row)
        return there

    def _insert(self, noun: str, row: Row) -> int:
        if self._find("id = ?", noun, [row["id"]]) is not None:
            row = {name: value for name, value in row.items() if name != "id"}
        return int(self._store.db.table(noun).insert(row).last_rowid or 0)

    def _update(self, noun: str, number: int, row: Row) -> None:
        """Let a row be as it was; what is so already is not written."""
        held = self._conn.execute(f"SELECT * FROM {noun} WHERE id = ?", [number]).fetchone()
        changed = {n: v for n, v in row.items() if n != "id" and held[n] != v}
        if changed:
            self._store.db.table(noun).update(number, changed)

    def _replace(self, noun: str, column: str, old: int, new: int, **links: Any) -> None:
        """Let the rows that belong to a record be those of then."""
        wanted = {
            row["id"]: row | {column: new} | {name: find(row[name]) for name, find in links.items()}
            for row in self._rows(noun, f"{column} = ?", old)
        }
        question = f"SELECT * FROM {noun} WHERE {column} = ?"
        for row in self._conn.execute(question, [new]).fetchall():
            if dict(row) == wanted.get(row["id"]):
                del wanted[row["id"]]
            else:
                self._conn.execute(f"DELETE FROM {noun} WHERE id = ?", [row["id"]])
        for one in wanted.values():
            self._insert(noun, one)

    def _free_number(self, noun: str, column: str, owner: int, name: str, row: Row) -> int:
        question = f"SELECT {name} FROM {noun} WHERE {column} = ?"
        used = {one[0] for one in self._conn.execute(question, [owner]).fetchall()}
        return int(row[name]) if row[name] not in used else 1 + max(used)

    def _is_taken(self, row: Row) -> bool:
        where = "canonical_url = ? AND public_id <> ?"
        return self._find(where, "article", [row["canonical_url"], row["public_id"]]) is not None

    def _fetch(self, row: Row) -> None:
        if row["body"] is None:
            try:
                attachments.share(self._folder, self._store.folder, row["sha256"])
            except LibraryDamaged:
                self.missing.append(row["sha256"].hex())


def _json(numbers: Iterable[int]) -> str:
    import json

    return json.dumps([*numbers])
